"""The claim of £1.3m: what it takes for granted, and what of it is borne out."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from lib.domain.contract import Contract
from lib.domain.ranges import Range
from lib.scenario.claim import (
    YEARS_OF_WEEKS,
    Assumption,
    Support,
    check_claim,
    saving_claimed_pence,
    weekly_cost_claimed_pence,
)
from lib.scenario.forecast import forecast
from tests.fixtures.block_beds import contract_of, demand_of, home, homes_of, starters


def block(beds: int = 35, **changes: Any) -> Contract:
    return contract_of(home("A", beds), **{"discount": Range.certain(0.2), **changes})


def checked(contract: Contract, *, cost_pence: float | None = 400_000) -> dict[str, Assumption]:
    coming = demand_of(starters({"weekly_cost_pence": cost_pence}))
    made = forecast(contract, coming, homes_of(contract), seed=1, runs=50)
    found = check_claim(made)
    assert [each.key for each in found] == [
        "beds",
        "discount",
        "weekly_cost",
        "full_beds",
        "no_other_costs",
    ]
    return {each.key: each for each in found}


def test_of_52_weeks_the_claim_needs_3571_pounds_a_week_and_of_52_18_some_less() -> None:
    by_weeks = [weekly_cost_claimed_pence(130_000_000, weeks=weeks) for weeks in YEARS_OF_WEEKS]
    assert by_weeks == [
        Fraction(130_000_000, 52 * 7),
        Fraction(130_000_000 * 100, 5218 * 7),
    ]
    assert [round(float(pence) / 100, 2) for pence in by_weeks] == [3_571.43, 3_559.11]


def test_half_the_beds_or_half_the_discount_needs_twice_the_cost() -> None:
    whole = weekly_cost_claimed_pence(130_000_000, weeks=Decimal(52))
    assert weekly_cost_claimed_pence(130_000_000, weeks=Decimal(52), discount=0.1) == 2 * whole
    assert weekly_cost_claimed_pence(65_000_000, weeks=Decimal(52), beds=70) == whole / 4


@pytest.mark.parametrize("pounds", [3_571, 3_630, 5_000])
def test_the_claims_own_sum_at_another_cost(pounds: int) -> None:
    found = saving_claimed_pence(pounds * 100, weeks=Decimal(52))
    assert found == Fraction(pounds * 100 * 35 * 52, 5)


@pytest.mark.parametrize("beds", [12, 35, 40])
def test_the_beds_of_a_contract_that_somebody_made_bear_nothing_out(beds: int) -> None:
    found = checked(block(beds))["beds"]
    assert (found.needs, found.found, found.support) == (35, None, Support.NOT_KNOWN)


@pytest.mark.parametrize(("cost_pence", "support"), [(357_142, Support.NO), (357_143, Support.YES)])
def test_the_returns_own_costs_must_be_as_high_as_the_claim_needs(
    cost_pence: int, support: Support
) -> None:
    found = checked(block(), cost_pence=cost_pence)["weekly_cost"]
    assert (found.found, found.support) == (cost_pence, support)


def test_a_cost_that_somebody_set_is_no_finding_of_the_returns() -> None:
    set_by_hand = block(weekly_cost_pence=Range.certain(900_000))
    assert checked(set_by_hand, cost_pence=300_000)["weekly_cost"].support is Support.NO
    unknown = checked(set_by_hand, cost_pence=None)["weekly_cost"]
    assert (unknown.found, unknown.support) == (None, Support.NOT_KNOWN)


def test_every_bed_must_be_full_all_year_and_a_forecast_has_some_empty() -> None:
    found = checked(block())["full_beds"]
    assert found.needs == 1
    assert found.found is not None
    assert found.found < 1
    assert found.support is Support.NO


def test_beds_that_somebody_says_are_full_bear_nothing_out() -> None:
    found = checked(block(occupancy=1.0))["full_beds"]
    assert (found.found, found.support) == (None, Support.NOT_KNOWN)


def test_no_price_is_public_so_that_no_discount_supports_the_claim() -> None:
    assert checked(block(discount=Range.certain(0.3)))["discount"].support is Support.NOT_KNOWN
    at_a_price = block(discount=None, price_pence_per_bed_week=Range.certain(290_000))
    found = checked(at_a_price)["discount"]
    assert (found.found, found.support) == (None, Support.NOT_KNOWN)


def test_whoever_enters_management_knows_that_there_are_other_costs() -> None:
    assert checked(block())["no_other_costs"].support is Support.NOT_KNOWN
    found = checked(block(management_pence_per_year=5_000_000))["no_other_costs"]
    assert (found.needs, found.found, found.support) == (0, 5_000_000, Support.NO)
