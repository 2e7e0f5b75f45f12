"""What each run assumes of the figures that nobody knows: alike for all contracts of one seed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from lib.domain.contract import Contract
from lib.domain.ranges import Range
from lib.errors import ConfigurationError
from lib.scenario.demand import Demand

Real = npt.NDArray[np.float64]

NAMES: Final = (
    "starts_a_year", "offered_share", "stay_weeks", "refill_gap_weeks", "opening_delay_months",
    "price", "spot_change", "weekly_cost", "local_anyway_share",
)  # fmt: skip
"""In this order for ever: the n-th draw of a run is the n-th figure's, in every contract."""


_TENTHS_TO_ENDS: Final = math.sqrt(6) / 1.2816


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Draws:
    """
    One value a run of each uncertain figure.

    Parameters
    ----------
    drawn
        float64 by name of `NAMES`, one a run. ``price`` is the discount as a share, or the
        price in pence a bed-week; ``weekly_cost`` in pence, NaN where each child's own holds.
    ranges
        The law of each, None where there is none.
    """

    drawn: dict[str, Real]
    ranges: Mapping[str, Range | None]

    @property
    def runs(self) -> int:
        """How many."""
        return len(self.drawn[NAMES[0]])


def ranges_of(contract: Contract, demand: Demand) -> dict[str, Range | None]:
    """
    Give the law of each uncertain figure: the contract's, or the returns'.

    Raises
    ------
    ConfigurationError
        If neither tells how many placements begin or how long they last.
    """
    use, money = contract.use, contract.money
    starts = use.starts_a_year or ends_of_tenths(demand.starts_a_year)
    stay = use.stay_weeks or ends_of_tenths(demand.stay.mean_weeks if demand.stay else None)
    if use.occupancy is None and (starts is None or stay is None):
        message = (
            "The returns cover too little to tell how many placements begin in a year, or how "
            "long they last: set `starts_a_year` and `stay_weeks`, or a fixed `occupancy`."
        )
        raise ConfigurationError(message)
    inside = demand.children_inside / demand.children if demand.children else 0.0
    return {
        "starts_a_year": starts or Range.certain(1),
        "offered_share": use.offered_share,
        "stay_weeks": stay or Range.certain(1),
        "refill_gap_weeks": use.refill_gap_weeks,
        "opening_delay_months": use.opening_delay_months,
        "price": money.discount or money.price_pence_per_bed_week,
        # a cost that is set is what a placement will cost: nothing comes on top
        "spot_change": Range.certain(0) if money.weekly_cost_pence else money.spot_change,
        "weekly_cost": money.weekly_cost_pence,
        "local_anyway_share": use.local_anyway_share or Range.certain(inside),
    }


def ends_of_tenths(tenths: Range | None) -> Range | None:
    """
    Turn lowest and highest tenth, as the returns give them, into the ends of a triangular law.

    Taken for the ends themselves they would understate how little is known. A triangular law
    that spreads as a normal one ends at the square root of 6 of its standard deviations.
    """
    if tenths is None:
        return None
    return Range(
        max(tenths.likely - _TENTHS_TO_ENDS * (tenths.likely - tenths.low), 0.1),
        tenths.likely,
        tenths.likely + _TENTHS_TO_ENDS * (tenths.high - tenths.likely),
    )


def draw(
    ranges: Mapping[str, Range | None], generator: np.random.Generator, runs: int
) -> dict[str, Real]:
    """Draw every figure once a run; all consume the same random numbers, certain or not."""
    uniform = generator.random((len(NAMES), runs))
    return {
        name: np.full(runs, np.nan) if law is None else triangular(law, uniform[at])
        for at, name in enumerate(NAMES)
        for law in (ranges[name],)
    }


def triangular(law: Range, uniform: Real) -> Real:
    """Turn uniform numbers into those of a triangular law, the smaller into the smaller."""
    if law.is_certain:
        return np.full_like(uniform, law.likely)
    span = law.high - law.low
    share_below = (law.likely - law.low) / span
    rising = law.low + np.sqrt(uniform * span * (law.likely - law.low))
    falling = law.high - np.sqrt((1 - uniform) * span * (law.high - law.likely))
    return np.where(uniform < share_below, rising, falling)
