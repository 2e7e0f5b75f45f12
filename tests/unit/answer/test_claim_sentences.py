"""The claim in words: what it needs, and by how much it is missed."""

from typing import Any

import pandas as pd

from lib.answer.contract.claim_sentences import claim_in_words
from lib.domain.ranges import Range
from lib.scenario.claim import check_claim
from lib.scenario.forecast import forecast
from tests.fixtures.block_beds import contract_of, demand_of, home, homes_of, starters

PUBLISHED = pd.DataFrame(
    {
        "area_code": ["E09000012", "E92000001", "E92000001", "E12000007"],
        "financial_year": ["2017-18", "2016-17", "2017-18", "2017-18"],
        "gbp_per_week": pd.array([9_999, 3_430, 3_630, 3_625], dtype="Int64"),
    }
)


def said(cost_pence: float | None, **money: Any) -> str:
    contract = contract_of(home("A", 35), discount=Range.certain(0.2), **money)
    coming = demand_of(starters({"weekly_cost_pence": cost_pence}))
    made = forecast(contract, coming, homes_of(contract), seed=1, runs=20)
    return claim_in_words(check_claim(made), contract, PUBLISHED)["weekly_cost"].found


def test_a_cost_that_is_too_low_is_told_with_how_much_is_lacking_and_what_it_would_make() -> None:
    # 52 x 35 x 0.2 x 3,500 = 1,274,000; 3,571.43 are needed
    found = said(350_000)
    assert found.startswith("£3,500 in the returns, 2.0% too little: ")
    assert "£1,274,000 (52 weeks)" in found


def test_a_cost_that_is_high_enough_is_not_called_too_low() -> None:
    assert said(363_000).startswith("£3,630 in the returns: with it the claim's own sum is £1,321,")


def test_of_published_costs_englands_and_londons_are_told_beside_it() -> None:
    assert said(363_000).endswith("Published of 2017-18: for England £3,630 and for London £3,625.")
    unknown = said(None, weekly_cost_pence=Range.certain(400_000))
    assert unknown.startswith("No weekly cost was loaded. Published of 2017-18: for England")


def test_a_promise_of_nothing_is_kept_at_any_cost() -> None:
    assert said(100_000, target_pence_per_year=0).startswith("£1,000 in the returns: with it")
