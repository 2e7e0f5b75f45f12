"""What both pages tell together in the shared view: nothing of one to five children."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lib.answer import tables
from lib.answer.areas import areas
from lib.answer.as_json import as_json
from lib.answer.boroughs.groups import GROUPS
from lib.answer.boroughs.question import all_boroughs, boroughs, of_borough
from lib.answer.boroughs.tables import bands, groups, need, retention
from lib.answer.boroughs.view import BoroughsView
from lib.answer.loaded import Loaded
from lib.answer.placed import Placed
from lib.answer.questions import overview
from lib.answer.shared.sets import whole_set
from lib.disclosure.released import Audience, Released
from lib.errors import DisclosureError
from tests.fixtures.arithmetic import intervals
from tests.fixtures.attacks import given_away, given_away_by_boroughs

pytestmark = pytest.mark.xdist_group("populations")
"""What may be shown of a population is decided once for all who ask of it."""

SMALLEST = 6
OF_BOROUGHS = ("groups", "bands", "retention", "need")


def some_of(demo: Loaded, children: int, seed: int) -> Loaded:
    """So many of the children, with their ages, providers, statuses and distances mixed."""
    some = demo.measured.sample(children, random_state=seed).sort_index()
    draw = np.random.default_rng(seed)
    for column in ("age_years", "placement_provider", "legal_status"):
        some[column] = some[column].array[draw.permutation(children)]
    is_lost = draw.random(children) < 0.08
    some.loc[is_lost, "distance_miles"] = np.nan
    some.loc[is_lost, "is_near"] = None
    return replace(demo, measured=some, is_invented=False)


def shared(loaded: Loaded) -> BoroughsView:
    return boroughs(
        loaded,
        audience=Audience.SHARED,
        contract=loaded.own_contract,
        area_code=None,
        group_key=None,
    )


@pytest.mark.parametrize("children", [8, 20, 45, 90, 140])
@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.in_full)])
def test_no_two_figures_of_both_pages_give_away_one_to_five_children(
    demo: Loaded, children: int, seed: int
) -> None:
    some = some_of(demo, children, seed)
    view = shared(some)
    found = [*given_away_by_boroughs(view), *given_away(as_json(view.overview, some.own_contract))]
    assert found == []


def test_the_audit_finds_what_officers_may_see(demo: Loaded) -> None:
    view = boroughs(
        demo,
        audience=Audience.OFFICERS,
        contract=demo.own_contract,
        area_code=None,
        group_key=None,
    )
    assert len(list(given_away_by_boroughs(view))) > 100


@pytest.mark.parametrize(
    ("children", "seed"),
    [(170, 0), *(pytest.param(*one, marks=pytest.mark.in_full) for one in ((35, 11), (90, 3)))],
)
def test_all_figures_together_leave_five_children_of_doubt_about_every_small_count(
    demo: Loaded, children: int, seed: int
) -> None:
    some = some_of(demo, children, seed)
    truth = true_counts(some)
    small = [(cell,) for cell, count in truth.items() if 1 <= count <= SMALLEST - 1]
    changes = [
        (cell, after)
        for cell, count in truth.items()
        if (after := (*cell[:2], cell[2].replace("today", "with_contract"))) != cell
        and after in truth
        and 1 <= abs(truth[after] - count) <= SMALLEST - 1
    ]
    found = intervals(shared(some), [*small, *changes])
    assert len(found) > 40
    assert {
        aim: ends for aim, ends in found.items() if ends[1] - ends[0] < SMALLEST - 1 - 1e-6
    } == {}


def true_counts(loaded: Loaded) -> dict[tuple[str, Any, str], int]:
    """Count everything that has a place in the shared tables, or a hidden one, before release."""
    result = loaded.carry_out(loaded.own_contract)
    placed = Placed.all_of(loaded, result)
    homes = tables.homes(loaded, result, Audience.SHARED)
    every = (
        areas(loaded, placed, Audience.SHARED),
        groups(placed, Audience.SHARED, name=""),
        bands(loaded, placed, Audience.SHARED),
        retention(loaded, placed, Audience.SHARED),
        need(loaded, placed, homes, Audience.SHARED),
    )
    return {
        (cell.table, cell.row, cell.column): count
        for one in every
        for cell, count in one.cells().items()
        if cell.column not in one.in_no_table
    }


def test_a_figure_that_both_pages_show_is_the_same_on_both(demo: Loaded) -> None:
    view = shared(demo)
    of_overview = overview(demo, audience=Audience.SHARED, contract=demo.own_contract)
    assert view.overview.boroughs.table.equals(of_overview.boroughs.table)
    assert view.overview.flows.table.equals(of_overview.flows.table)
    for row, column in _children_by_area(view.need):
        assert view.need.count(row, column) == of_overview.boroughs.count(row, "today_children")
        assert view.need.is_hidden(row, column) == of_overview.boroughs.is_hidden(
            row, "today_children"
        )


def _children_by_area(need: Released) -> Iterator[tuple[str, str]]:
    yield from ((row, "children") for row in need.table.index)


def test_by_borough_others_see_no_group_no_band_and_no_quadrant(demo: Loaded) -> None:
    every = all_boroughs(demo, audience=Audience.SHARED, contract=demo.own_contract, group_key=None)
    all_children = of_borough(every, area_code=None, group_key=None)
    for group in GROUPS:
        view = of_borough(every, area_code="E09000016", group_key=group.key)
        assert view.group_note
        assert view.overview is all_children.overview
        assert [*view.bands.table.index] == [*view.retention.table.index] == ["total"]
        assert view.by_group.table.equals(all_children.by_group.table)


def test_what_is_not_known_of_a_group_is_never_shown_to_others(demo: Loaded) -> None:
    groups = shared(demo).by_group
    for group in GROUPS:
        if groups.count(group.key, "children") != 0:
            for column in ("today_footprint_unknown", "with_contract_footprint_unknown"):
                assert groups.is_hidden(group.key, column)


def test_how_many_distances_a_median_is_of_stands_in_no_table(demo: Loaded) -> None:
    every = [table for tables in whole_set(demo).values() for table in tables.values()]
    assert len(every) > 8
    for table in every:
        assert not [column for column in table.table if str(column).endswith("distance_known")]


def test_others_see_no_boroughs_page_of_another_contract(demo: Loaded) -> None:
    contract = demo.presets["beds_12"]
    with pytest.raises(DisclosureError, match="own contract"):
        boroughs(demo, audience=Audience.SHARED, contract=contract, area_code=None, group_key=None)
