"""The claim "20% off, over £1.3 million in a full year": what it assumes, and what supports it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

import pandas as pd

from lib.domain.contract import Contract
from lib.scenario.costs import exact, occupancy_for_saving
from lib.scenario.forecast import Forecast

CLAIMED_DISCOUNT: Final = 0.2
CLAIMED_BEDS: Final = 35
"""Of the claim, as published: Barking and Dagenham minute; the Innovation Programme's page."""

YEARS_OF_WEEKS: Final = (Decimal(52), Decimal("52.18"))


class Support(StrEnum):
    """Whether what is known bears an assumption of the claim out."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """One thing that the claim needs: what it takes for granted, and what is found."""

    key: str
    needs: float
    found: float | None
    support: Support


def weekly_cost_claimed_pence(
    target_pence: int, *, weeks: Decimal, beds: int = CLAIMED_BEDS,
    discount: float = CLAIMED_DISCOUNT,
) -> Fraction:  # fmt: skip
    """Give the weekly cost at which the discount on every bed, full all year, is the target."""
    return Fraction(target_pence) / (Fraction(weeks) * beds * exact(discount))


def occupancy_needed(contract: Contract, mean_cost_pence: float) -> float | None:
    """Give the share of beds to fill for the target; None if every bed would not do."""
    return occupancy_for_saving(contract, mean_cost_pence, contract.money.target_pence_per_year)


def check_claim(forecast: Forecast, published: pd.DataFrame) -> tuple[Assumption, ...]:
    """
    Hold each assumption of the claim against the returns, the forecast and what is published.

    Parameters
    ----------
    published
        ``weekly_cost`` of ``geodata/published``.

    Returns
    -------
    tuple
        ``beds``; ``discount`` (found is the contract's most likely); ``weekly_cost`` (pence,
        against the mean of the returns); ``weekly_cost_published`` (against England's for
        the year); ``full_beds`` (against the forecast's middle); ``no_other_costs`` (pence a
        year).
    """
    contract = forecast.contract
    money = contract.money
    claimed = float(weekly_cost_claimed_pence(money.target_pence_per_year, weeks=money.weeks))
    england = published.loc[
        published["area_code"].eq("E92000001") & published["gbp_per_week"].notna(), "gbp_per_week"
    ]
    published_pence = float(england.iloc[0]) * 100 if len(england) else None
    costs_known = forecast.demand.mean_cost_pence if forecast.demand.costs_known else None
    discount = money.discount.likely if money.discount else None
    occupancy = float(pd.Series(forecast.occupancy).median())
    return (
        _at_least("beds", CLAIMED_BEDS, contract.beds),
        Assumption(
            key="discount",
            needs=CLAIMED_DISCOUNT,
            found=discount,
            # what a contract assumes supports nothing: no price is published
            support=Support.NOT_KNOWN,
        ),
        _at_least("weekly_cost", claimed, costs_known),
        _at_least("weekly_cost_published", claimed, published_pence),
        _at_least("full_beds", 1.0, occupancy),
        Assumption(
            key="no_other_costs",
            needs=0.0,
            found=None
            if money.management_pence_per_year == 0
            else float(money.management_pence_per_year),
            support=Support.NOT_KNOWN if money.management_pence_per_year == 0 else Support.NO,
        ),
    )


def _at_least(key: str, needs: float, found: float | None) -> Assumption:
    if found is None:
        return Assumption(key=key, needs=needs, found=None, support=Support.NOT_KNOWN)
    return Assumption(
        key=key, needs=needs, found=found, support=Support.YES if found >= needs else Support.NO
    )
