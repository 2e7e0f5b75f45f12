"""Which bed a child may have, and in which order beds are tried."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.block_home import Need, Takes
from lib.domain.nomination import Nomination, Rule
from lib.domain.terms import FillsFirst
from lib.scenario.bed_plan import NOT_POSSIBLE, bed_plan, home_suits
from tests.fixtures.block_beds import (
    HACKNEY,
    HAVERING,
    NEWHAM,
    contract_of,
    home,
    homes_of,
    starters,
)


def suits(**child: object) -> list[str]:
    """Names of the homes that take a child."""
    contract = contract_of(
        home("any", 1),
        home("girls", 1, takes=Takes.GIRLS),
        home("boys", 1, takes=Takes.BOYS),
        home("to 13", 1, age_max_years=13),
        home("alone", 1, age_min_years=16, meets=frozenset({Need.SOLO})),
    )
    homes = homes_of(contract)
    who = starters({"age_years": 16, **child})
    return homes.loc[home_suits(who, homes)[0], "name"].tolist()


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        ({"sex": "F"}, ["any", "girls", "alone"]),
        ({"sex": "M"}, ["any", "boys", "alone"]),
        ({"sex": "U"}, ["any", "alone"]),
        ({"sex": None}, ["any", "alone"]),
        ({"age_years": 13}, ["any", "girls", "to 13"]),
        ({"age_years": 14}, ["any", "girls"]),
        ({"age_years": 11}, ["any", "girls", "to 13"]),
        ({"age_years": 10}, []),
        ({"age_years": 18}, []),
        ({"age_years": None}, []),
        ({"is_solo": True}, ["alone"]),
        ({"is_solo": True, "age_years": 15}, []),
    ],
)
def test_a_home_takes_a_child_by_age_sex_and_the_need_to_live_alone(
    child: dict[str, object], expected: list[str]
) -> None:
    assert suits(**child) == expected


FAR_TO_NEAR = contract_of(home("A", 2, HAVERING), home("B", 1, NEWHAM), home("C", 2, HACKNEY))


def test_the_nearest_home_is_tried_first() -> None:
    who = starters({}, {"origin_easting": 551_000.0})
    plan = bed_plan(who, homes_of(FAR_TO_NEAR), contract=FAR_TO_NEAR)
    assert plan.home_of_bed.tolist() == [0, 0, 1, 2, 2]
    assert plan.turn.tolist() == [[2, 2, 1, 0, 0], [0, 0, 1, 2, 2]]
    assert plan.miles[0, 2] == 0
    assert plan.are_beds_alike


def test_whose_address_is_not_known_is_offered_the_homes_in_their_order() -> None:
    who = starters({"origin_easting": None, "origin_northing": None})
    who = who.astype({"origin_easting": "float64", "origin_northing": "float64"})
    for rule in FillsFirst:
        plan = bed_plan(who, homes_of(FAR_TO_NEAR), contract=FAR_TO_NEAR, fills_first=rule)
        assert plan.turn.tolist() == [[0, 0, 1, 2, 2]]
        assert np.isnan(plan.miles).all()


def test_the_least_flexible_home_is_the_one_that_fewest_qualify_for_and_then_the_nearest() -> None:
    contract = contract_of(
        home("any, far", 1, HAVERING),
        home("any, near", 1, HACKNEY),
        home("girls, far", 1, HAVERING, takes=Takes.GIRLS),
    )
    who = starters({}, {"sex": "M"}, {"sex": "M"})
    plan = bed_plan(
        who, homes_of(contract), contract=contract, fills_first=FillsFirst.LEAST_FLEXIBLE
    )
    assert plan.turn[0].tolist() == [2, 1, 0]
    assert plan.turn[1].tolist() == [2, 1, NOT_POSSIBLE]
    assert not plan.are_beds_alike
    nearest = bed_plan(who, homes_of(contract), contract=contract)
    assert nearest.turn[0].tolist() == [1, 0, 2]


def test_the_share_that_some_bed_suits_counts_children_whom_none_does() -> None:
    who = starters({}, {"is_solo": True}, {"age_years": 10}, {"sex": "U"})
    plan = bed_plan(who, homes_of(FAR_TO_NEAR), contract=FAR_TO_NEAR)
    assert plan.suited_share == 0.5
    assert bed_plan(starters(), homes_of(FAR_TO_NEAR), contract=FAR_TO_NEAR).suited_share == 0


CODES = [HACKNEY, HAVERING, NEWHAM, "E09000002"]


@st.composite
def shared_beds(draw: st.DrawFn) -> tuple[list[int], dict[str, float]]:
    """Beds of some homes, and shares that need no rounding."""
    homes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=7))
    ends = sorted(draw(st.lists(st.integers(0, sum(homes)), min_size=3, max_size=3)))
    beds = [high - low for low, high in pairwise([0, *ends, sum(homes)])]
    return homes, {code: own / sum(homes) for code, own in zip(CODES, beds, strict=True)}


def owned(homes: list[int], shares: dict[str, float]) -> pd.DataFrame:
    """Beds of each authority in each home."""
    contract = contract_of(
        *(home(str(number), beds) for number, beds in enumerate(homes)),
        nomination=Nomination(rule=Rule.SHARES, shares=tuple(shares.items())),
    )
    who = starters(*({"authority_code": code} for code in CODES))
    plan = bed_plan(who, homes_of(contract), contract=contract)
    is_owned = pd.DataFrame(plan.turn < NOT_POSSIBLE, index=CODES).T
    return is_owned.groupby(plan.home_of_bed).sum()


@settings(deadline=None, max_examples=150)
@given(shared_beds())
def test_every_authority_has_its_beds_and_every_bed_one_authority(
    drawn: tuple[list[int], dict[str, float]],
) -> None:
    homes, shares = drawn
    found = owned(homes, shares)
    assert found.sum(axis=1).tolist() == homes
    for code, share in shares.items():
        assert found[code].sum() == round(share * sum(homes))


@settings(deadline=None, max_examples=150)
@given(shared_beds())
def test_where_no_authority_need_have_two_beds_in_a_home_none_has(
    drawn: tuple[list[int], dict[str, float]],
) -> None:
    """By the theorem of Gale and Ryser on when a table of noughts and ones has given sums."""
    homes, shares = drawn
    own = sorted((round(share * sum(homes)) for share in shares.values()), reverse=True)
    can_be_spread = all(
        sum(own[:most]) <= sum(min(beds, most) for beds in homes) for most in range(1, len(own) + 1)
    )
    if can_be_spread:
        assert owned(homes, shares).to_numpy().max() == 1


def test_as_many_authorities_as_homes_do_not_get_a_home_each() -> None:
    found = owned([4, 4, 4, 4], dict.fromkeys(CODES, 0.25))
    assert (found == 1).all(axis=None)


def test_every_authoritys_children_are_tried_in_its_own_beds_alone() -> None:
    contract = contract_of(
        home("A", 2, HAVERING),
        home("B", 2, HACKNEY),
        nomination=Nomination(rule=Rule.SHARES, shares=((HACKNEY, 0.75), (NEWHAM, 0.25))),
    )
    who = starters({}, {"authority_code": NEWHAM}, {"authority_code": HAVERING})
    plan = bed_plan(who, homes_of(contract), contract=contract)
    possible = plan.turn < NOT_POSSIBLE
    assert possible.sum(axis=1).tolist() == [3, 1, 0]
    assert Counter(plan.home_of_bed[possible[0]]) in ({0: 1, 1: 2}, {0: 2, 1: 1})
    assert plan.suited_share == pytest.approx(2 / 3)
