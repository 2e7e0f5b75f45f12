"""What each authority brings: the axioms, the definition, and every way of giving out the beds."""

import math
from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.scenario.fair_shares import GAMES, RULES, BlockFee, fair_shares
from lib.scenario.shapley import shapley
from tests.fixtures.bed_problems import Gains, best_of_all_ways, problem


@st.composite
def games(draw: st.DrawFn, most: int = 6) -> list[int]:
    """A whole number for every set of up to six members; of nobody, nothing."""
    members = draw(st.integers(1, most))
    worth = st.integers(-1_000, 1_000)
    return [0, *draw(st.lists(worth, min_size=2**members - 1, max_size=2**members - 1))]


def shares(game: Any) -> list[float]:
    found: list[float] = shapley(np.array(game, dtype=np.float64)).tolist()
    return found


def by_every_order(game: list[int]) -> list[Fraction]:
    """The definition: what a member adds when it comes, averaged over all orders of coming."""
    members = len(game).bit_length() - 1
    added = [0] * members
    for order in permutations(range(members)):
        there = 0
        for member in order:
            added[member] += game[there | 1 << member] - game[there]
            there |= 1 << member
    return [Fraction(total, math.factorial(members)) for total in added]


@settings(deadline=None, max_examples=40)
@given(games())
def test_a_share_is_what_a_member_adds_averaged_over_every_order(game: list[int]) -> None:
    assert shares(game) == pytest.approx([float(share) for share in by_every_order(game)], abs=1e-9)


@settings(deadline=None)
@given(games(8))
def test_shares_add_up_to_what_all_reach_together(game: list[int]) -> None:
    assert sum(shares(game)) == pytest.approx(game[-1], abs=1e-8)


@settings(deadline=None)
@given(games(5), st.integers(-50, 50), st.data())
def test_who_adds_the_same_to_every_set_has_just_that(
    game: list[int], adds: int, data: st.DataObject
) -> None:
    """Nothing, for whom nobody would miss."""
    members = len(game).bit_length() - 1
    place = data.draw(st.integers(0, members))
    low = (1 << place) - 1
    wider = [
        game[(one & low) | (one >> 1 & ~low)] + adds * (one >> place & 1)
        for one in range(2 * len(game))
    ]
    found = shares(wider)
    assert found.pop(place) == pytest.approx(adds, abs=1e-8)
    assert found == pytest.approx(shares(game), abs=1e-8)


@settings(deadline=None)
@given(games(), st.data())
def test_the_names_of_the_members_change_nothing(game: list[int], data: st.DataObject) -> None:
    """So members who add the same to all others have the same."""
    members = len(game).bit_length() - 1
    new = data.draw(st.permutations(range(members)))
    renamed = [0] * len(game)
    for one, worth in enumerate(game):
        renamed[sum(1 << new[member] for member in range(members) if one >> member & 1)] = worth
    found = shares(renamed)
    assert [found[new[member]] for member in range(members)] == pytest.approx(
        shares(game), abs=1e-8
    )


@settings(deadline=None)
@given(games(), st.integers(-5, 5), st.data())
def test_of_two_games_added_the_shares_are_added(
    game: list[int], times: int, data: st.DataObject
) -> None:
    other = [0, *data.draw(st.permutations(game[1:]))]
    together = [times * one + two for one, two in zip(game, other, strict=True)]
    expected = times * np.array(shares(game)) + np.array(shares(other))
    assert shares(together) == pytest.approx(expected.tolist(), abs=1e-6)


def test_one_glove_of_a_pair_is_worth_more_where_the_other_is_plentiful() -> None:
    """One right glove and two left ones: 4/6 and 1/6 each, as in every textbook."""
    game = [0, 0, 0, 1, 0, 1, 0, 1]  # bit 0 has the right glove
    assert shares(game) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


# a contract's beds

CODES = ["A", "B", "C"]
WEEKS = 52


def fee(guaranteed: float = 1.0) -> BlockFee:
    """Of a contract with four beds, such a share of which is paid for in any case."""
    return BlockFee(
        bed_year_pence=240_000.0,
        beds=4,
        paid_for_empty_share=guaranteed,
        management_pence=40_000.0,
    )


GUARANTEED = st.sampled_from([0.0, 0.4, 0.5, 1.0])


@st.composite
def contracts(draw: st.DrawFn) -> tuple[list[int], Gains, list[str]]:
    """Up to six children of at most three authorities, and two homes."""
    owners = draw(st.lists(st.sampled_from(CODES), max_size=6))
    beds = draw(st.lists(st.integers(1, 2), min_size=2, max_size=2))
    gains = {}
    for child in range(len(owners)):
        is_outside = draw(st.booleans())
        for at in draw(st.sets(st.integers(0, 1))):
            tenths = draw(st.integers(-40, 90))
            if is_outside or tenths > 0:
                gains[child, at] = (int(is_outside), tenths, draw(st.integers(0, 9)) * 50_000)
    return beds, gains, owners


def shared_out(
    beds: list[int],
    gains: Gains,
    owners: list[str],
    children: list[int] | None = None,
    charged: BlockFee | None = None,
) -> pd.DataFrame:
    return fair_shares(
        problem(beds, gains, len(owners)),
        owners,
        children_of=pd.Series(children or [5, 0, 3], index=CODES),
        weeks_a_year=WEEKS,
        fee=charged or fee(),
    )


def worth_of(who: frozenset[str], beds: list[int], gains: Gains, owners: list[str]) -> list[Any]:
    """Of all beds and their whole fee, were only the children of these authorities nominated."""
    if not who:
        return [0, 0, 0, 0, 0]
    own = {pair: gain for pair, gain in gains.items() if owners[pair[0]] in who}
    inside, tenths, pence = best_of_all_ways(problem(beds, own, len(owners)))
    return [inside, Fraction(tenths, 10), WEEKS * pence, 1_000_000, WEEKS * pence - 1_000_000]


@settings(deadline=None, max_examples=60)
@given(contracts())
def test_an_authority_has_what_its_children_add_to_the_whole_contract(
    drawn: tuple[list[int], Gains, list[str]],
) -> None:
    found = shared_out(*drawn)
    for at, game in enumerate(GAMES):
        played = [
            worth_of(frozenset(code for n, code in enumerate(CODES) if one >> n & 1), *drawn)[at]
            for one in range(8)
        ]
        expected = [float(share) for share in by_every_order([int(v * 10) for v in played])]
        assert (found[f"{game}_shapley"] * 10).tolist() == pytest.approx(expected, abs=1e-6)
        for rule in RULES:
            column = found[f"{game}_{rule}"]
            if column.notna().all():
                assert column.sum() == pytest.approx(float(played[-1]), abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(contracts())
def test_an_authority_without_candidates_brings_no_child_inside_and_saves_no_mile(
    drawn: tuple[list[int], Gains, list[str]],
) -> None:
    beds, gains, owners = drawn
    found = shared_out(beds, gains, owners)
    for code in CODES:
        if not any(owners[child] == code for child, _ in gains):
            assert found.at[code, "children_inside_shapley"] == 0
            assert found.at[code, "miles_shapley"] == 0
            assert found.at[code, "beds_used"] == 0
    assert found["candidates"].tolist() == [owners.count(code) for code in CODES]


def test_simple_rules_share_by_heads_by_children_and_by_beds_used() -> None:
    gains = {(0, 0): (1, 30, 400_000), (1, 0): (1, 20, 400_000), (2, 1): (1, 10, 400_000)}
    found = shared_out([2, 1], gains, ["A", "A", "C"], [6, 1, 3])
    assert found["beds_used"].tolist() == [2, 0, 1]
    assert found["children_inside_equal"].tolist() == [1, 1, 1]
    assert found["children_inside_by_children"].tolist() == pytest.approx([1.8, 0.3, 0.9])
    assert found["miles_by_use"].tolist() == pytest.approx([4, 0, 2])
    saving = WEEKS * 3 * 400_000 - 1_000_000
    assert found["saving_pence_by_use"].tolist() == pytest.approx([saving * 2 / 3, 0, saving / 3])


def test_where_no_bed_is_used_a_share_by_use_says_nothing() -> None:
    found = shared_out([1, 1], {}, ["B"])
    assert found["saving_pence_by_use"].isna().all()
    assert found["saving_pence_equal"].sum() == pytest.approx(-1_000_000)


@settings(deadline=None, max_examples=60)
@given(contracts(), GUARANTEED)
def test_a_share_of_the_saving_is_the_cost_avoided_less_the_part_of_the_fee(
    drawn: tuple[list[int], Gains, list[str]], guaranteed: float
) -> None:
    found = shared_out(*drawn, charged=fee(guaranteed))
    for rule in RULES:
        apart = found[f"cost_avoided_pence_{rule}"] - found[f"fee_pence_{rule}"]
        assert found[f"saving_pence_{rule}"].tolist() == pytest.approx(
            apart.tolist(), abs=1e-3, nan_ok=True
        )


@settings(deadline=None, max_examples=60)
@given(contracts(), GUARANTEED)
def test_the_parts_of_the_fee_are_what_the_contract_charges_for_the_beds_used(
    drawn: tuple[list[int], Gains, list[str]], guaranteed: float
) -> None:
    found = shared_out(*drawn, charged=fee(guaranteed))
    beds = max(int(found["beds_used"].sum()), guaranteed * 4)
    for rule in RULES:
        parts = found[f"fee_pence_{rule}"]
        if parts.notna().all():
            assert parts.sum() == pytest.approx(240_000 * beds + 40_000)


@settings(deadline=None, max_examples=30)
@given(contracts())
def test_a_fee_that_all_would_pay_alone_is_laid_in_equal_parts(
    drawn: tuple[list[int], Gains, list[str]],
) -> None:
    found = shared_out(*drawn)
    assert found["fee_pence_shapley"].tolist() == pytest.approx([1_000_000 / 3] * 3)


@settings(deadline=None, max_examples=30)
@given(contracts())
def test_where_only_used_beds_are_paid_for_nobody_pays_for_another_empty_bed(
    drawn: tuple[list[int], Gains, list[str]],
) -> None:
    """An authority whose children use no bed in any company carries its part of management."""
    beds, gains, owners = drawn
    found = shared_out(beds, gains, owners, charged=fee(0.0))
    for code in CODES:
        if not any(owners[child] == code for child, _ in gains):
            assert found.at[code, "fee_pence_shapley"] == pytest.approx(40_000 / 3)


def test_a_guarantee_is_laid_on_all_and_what_is_used_beyond_it_on_who_adds_it() -> None:
    """Of four beds one is guaranteed; A alone uses two, C alone one, together they use three."""
    gains = {(0, 0): (1, 30, 400_000), (1, 0): (1, 20, 400_000), (2, 1): (1, 10, 400_000)}
    found = shared_out([2, 1], gains, ["A", "A", "C"], charged=fee(1 / 4))
    # beyond the guarantee: A 1, C 0, both 2
    beds = {"A": 1 / 3 + 3 / 2, "B": 1 / 3, "C": 1 / 3 + 1 / 2}
    assert found["fee_pence_shapley"].tolist() == pytest.approx(
        [240_000 * beds[code] + 40_000 / 3 for code in CODES]
    )


def test_children_who_take_a_dearer_ones_bed_add_less_than_nothing_to_the_cost_avoided() -> None:
    """Nearness goes before cost: C's child has the bed that A's would have avoided more with."""
    gains = {(0, 0): (1, 10, 400_000), (1, 0): (1, 20, 10_000)}
    found = shared_out([1, 1], gains, ["A", "C"])
    added = (10_000 + (10_000 - 400_000)) / 2
    assert found.at["C", "cost_avoided_pence_shapley"] == pytest.approx(WEEKS * added)
    assert found["cost_avoided_pence_shapley"].sum() == pytest.approx(WEEKS * 10_000)
