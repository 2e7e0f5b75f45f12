"""Each assumption of the claim in words: what it takes for granted, and what is found."""

from dataclasses import dataclass

import pandas as pd

from lib.answer.contract.sentences import percent, pounds
from lib.answer.wording import listed
from lib.domain.contract import Contract
from lib.domain.terms import Money
from lib.domain.whole_areas import ENGLAND, LONDON
from lib.scenario.claim import (
    YEARS_OF_WEEKS,
    Assumption,
    saving_claimed_pence,
    weekly_cost_claimed_pence,
)
from lib.units import PENCE_PER_POUND

_OF_THE_CLAIM = "2017-18"
"""The year whose costs the minute of 2018 could know."""


@dataclass(frozen=True, kw_only=True)
class InWords:
    """One assumption: what is taken for granted, and what is found."""

    claimed: str
    found: str


def claim_in_words(
    assumptions: tuple[Assumption, ...], contract: Contract, published: pd.DataFrame
) -> dict[str, InWords]:
    """
    Put each assumption into words, by key.

    Parameters
    ----------
    published
        ``weekly_cost`` of ``geodata/published``.
    """
    found = {one.key: one.found for one in assumptions}
    return {
        "beds": InWords(
            claimed="35 beds",
            found="The Cabinets agreed on up to 35. How many were bought is not public.",
        ),
        "discount": InWords(
            claimed="20% off the average weekly cost", found="No agreed price is public."
        ),
        "weekly_cost": InWords(
            claimed=_cost_claimed(contract.money),
            found=f"{_cost_found(found['weekly_cost'], contract.money)} {_published(published)}",
        ),
        "full_beds": InWords(claimed="Every bed full all year", found=_filled(found["full_beds"])),
        "no_other_costs": InWords(
            claimed="No cost of managing the contract",
            found="No figure is public."
            if found["no_other_costs"] is None
            else f"{pounds(found['no_other_costs'] / PENCE_PER_POUND)} a year, as you set it.",
        ),
    }


def _cost_claimed(money: Money) -> str:
    year, longer_year = (
        float(weekly_cost_claimed_pence(money.target_pence_per_year, weeks=weeks)) / PENCE_PER_POUND
        for weeks in YEARS_OF_WEEKS
    )
    return f"£{year:,.0f} a week on average with 52 weeks a year, £{longer_year:,.0f} with 52.18"


def _cost_found(mean_pence: float | None, money: Money) -> str:
    if mean_pence is None:
        return "No weekly cost was loaded."
    whole_pounds = round(mean_pence / PENCE_PER_POUND)
    saving = saving_claimed_pence(whole_pounds * PENCE_PER_POUND, weeks=money.weeks)
    wanted = weekly_cost_claimed_pence(money.target_pence_per_year, weeks=money.weeks)
    lacking = float(wanted) - whole_pounds * PENCE_PER_POUND
    too_little = f", {lacking / float(wanted):.1%} too little" if lacking > 0 else ""
    return (
        f"£{whole_pounds:,} in the returns{too_little}: with it the claim's own sum is "
        f"£{round(float(saving) / PENCE_PER_POUND, -3):,.0f} ({money.weeks} weeks)."
    )


def _published(costs: pd.DataFrame) -> str:
    """Name the published costs of the claim's year: what holds whatever returns are loaded."""
    rows = costs[costs["financial_year"].eq(_OF_THE_CLAIM) & costs["gbp_per_week"].notna()]
    by_area = rows.set_index("area_code")["gbp_per_week"]
    found = [
        f"for {name} £{by_area[code]:,.0f}"
        for code, name in ((ENGLAND, "England"), (LONDON, "London"))
        if code in by_area.index
    ]
    return f"Published of {_OF_THE_CLAIM}: {listed(found)}." if found else ""


def _filled(middle: float | None) -> str:
    if middle is None:
        return "You set how many are filled, which bears nothing out."
    return f"Forecast for this contract: typically {percent(middle)} of the beds."
