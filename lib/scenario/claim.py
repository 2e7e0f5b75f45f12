"""The claim "20% off, over £1.3 million in a full year": what it assumes, and what supports it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

import numpy as np

from lib.scenario.costs import exact
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


def saving_claimed_pence(weekly_cost_pence: float, *, weeks: Decimal) -> Fraction:
    """Give the claim's own sum at another weekly cost: 35 beds, all full, 20% off."""
    return Fraction(weeks) * CLAIMED_BEDS * exact(CLAIMED_DISCOUNT) * exact(weekly_cost_pence)


def check_claim(forecast: Forecast) -> tuple[Assumption, ...]:
    """
    Hold each assumption of the claim against the returns and the forecast.

    What the contract itself takes for granted bears nothing out: its beds, its discount, and
    how full its beds are where it says so.

    Returns
    -------
    tuple
        ``beds``; ``discount``; ``weekly_cost`` (pence, against the mean of the returns);
        ``full_beds`` (against the forecast's middle); ``no_other_costs`` (pence a year).
    """
    money = forecast.contract.money
    claimed = float(weekly_cost_claimed_pence(money.target_pence_per_year, weeks=money.weeks))
    in_returns = forecast.demand.mean_cost_pence if forecast.demand.costs_known else None
    is_set = forecast.contract.use.occupancy is not None
    occupancy = None if is_set else float(np.median(forecast.occupancy))
    management = money.management_pence_per_year
    return (
        _at_least("beds", CLAIMED_BEDS, None),
        _at_least("discount", CLAIMED_DISCOUNT, None),
        _at_least("weekly_cost", claimed, in_returns),
        _at_least("full_beds", 1.0, occupancy),
        Assumption(
            key="no_other_costs",
            needs=0.0,
            found=float(management) if management else None,
            support=Support.NO if management else Support.NOT_KNOWN,
        ),
    )


def _at_least(key: str, needs: float, found: float | None) -> Assumption:
    if found is None:
        return Assumption(key=key, needs=needs, found=None, support=Support.NOT_KNOWN)
    return Assumption(
        key=key, needs=needs, found=found, support=Support.YES if found >= needs else Support.NO
    )
