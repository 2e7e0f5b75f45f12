"""Attacks on the shared view do no better than a guess; on plain suppression they succeed."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from cell_key_perturbation.create_perturbed_table import create_perturbed_table

from lib.answer.loaded import Loaded
from lib.answer.shared.sets import whole_set
from lib.disclosure import remembered
from lib.disclosure.sums import Cell
from tests.attacks.arithmetic import as_shown, intervals, small_differences
from tests.attacks.guesses import guesses_of_children, guesses_of_counts
from tests.attacks.menu import SMALLEST, Menu, known_of, menu
from tests.attacks.methods import (
    as_ons_reads_it,
    cell_keys,
    plain_suppression,
    record_keys,
)
from tests.attacks.utility import utilities
from tests.fixtures.attacks import small, some_children

pytestmark = pytest.mark.xdist_group("attacks")

BETTER = 0.05
"""So much better than a guess an attack may be."""


@pytest.fixture(
    scope="module",
    params=[(170, 0), pytest.param((140, 2), marks=pytest.mark.in_full), (60, 5)],
    ids=str,
)
def population(request: pytest.FixtureRequest, demo: Loaded) -> Loaded:
    children, seed = request.param
    return some_children(demo, children, seed)


@pytest.fixture(scope="module")
def found(population: Loaded) -> Menu:
    return menu(population)


def test_the_menu_holds_much_that_must_be_kept(found: Menu) -> None:
    assert len(found.truth) > 400
    assert len(found.small) > 90
    assert sum(found.seen.values()) > 40


def test_no_pair_and_no_triple_of_figures_leaves_one_to_five_children(found: Menu) -> None:
    assert [*small_differences(found)] == []


def test_pairs_and_triples_get_round_plain_suppression(found: Menu) -> None:
    shown = plain_suppression(found)
    other = replace(found, seen={cell: cell in shown for cell in found.truth})
    assert len([*small_differences(other)]) > 20


def test_five_children_of_doubt_stay_about_every_small_count(found: Menu) -> None:
    bounds = intervals(found, as_shown(found), found.small)
    narrow = {
        cell: ends for cell, ends in bounds.items() if ends[1] - ends[0] < SMALLEST - 1 - 1e-5
    }
    assert narrow == {}


def test_a_hidden_count_is_guessed_no_better_for_all_that_is_shown(found: Menu) -> None:
    blind, attacked = guesses_of_counts(found, as_shown(found))
    assert attacked - blind <= BETTER


def test_the_same_attack_recovers_what_plain_suppression_hides(found: Menu) -> None:
    blind, attacked = guesses_of_counts(found, plain_suppression(found))
    assert attacked - blind > 3 * BETTER


def test_whether_a_known_child_is_inside_is_guessed_no_better(
    population: Loaded, found: Menu
) -> None:
    by_borough, attacked = guesses_of_children(found, as_shown(found), *known_of(population))
    assert max(attacked) - by_borough <= BETTER


def test_two_contracts_on_offer_differ_by_no_few_children(population: Loaded) -> None:
    every = whole_set(population)
    assert len(every) > 2
    for column in ("with_contract_in_footprint", "today_in_footprint"):
        figures = [tables["areas"].count("total", column) for tables in every.values()]
        assert not [(one, other) for one in figures for other in figures if small(one, other)]


def test_the_same_load_is_released_the_same_again(
    population: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, again = whole_set(population), replace(population)
    monkeypatch.setattr(remembered, "_DECIDED", {})  # decided anew
    for preset, tables in before.items():
        for name, table in tables.items():
            other = whole_set(again)[preset][name]
            assert other.table.equals(table.table)
            assert other.hidden == table.hidden


def test_the_headline_is_published_without_error(population: Loaded) -> None:
    found = utilities(population, seed=1)
    assert found["this door"].share_error == 0
    assert found["this door"].differences == 0
    assert found["this door"].rows_small <= found["this door"].rows_hidden
    assert found["1 to 5 hidden, nothing else"].differences > 20


def test_our_cell_keys_are_those_of_ons(demo: Loaded) -> None:
    found = menu(demo)
    children = found.kinds[0].children.assign(key=record_keys(len(demo.measured), 7))
    theirs = create_perturbed_table(
        data=children,
        ptable=as_ons_reads_it(300),
        geog=["area"],
        tab_vars=["side"],
        record_key="key",
        threshold=0,
    )
    by_pair = {(row.area, row.side): row["count"] for _, row in theirs.iterrows()}
    ours = cell_keys(found, seed=7)
    compared = [*_inside_by_area(found)]
    assert len(compared) >= 7
    for cell in compared:
        assert ours[cell] == by_pair[cell.row, "inside"]
    assert any(ours[cell] != found.truth[cell] for cell in compared)


def _inside_by_area(found: Menu) -> Iterator[Cell]:
    for row in found.answer.areas_loaded:
        cell = Cell("areas", row, "today_in_footprint")
        if found.truth[cell]:
            yield cell


def test_noise_is_small_and_takes_no_count_below_nothing() -> None:
    table = as_ons_reads_it(20)
    assert table["pvalue"].abs().max() == 3
    assert (table["pcv"] + table["pvalue"]).min() >= 0
    assert np.var(table.loc[table["pcv"] > 3, "pvalue"]) == pytest.approx(1.6, abs=0.1)
