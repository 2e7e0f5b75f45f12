"""What a contract says of money and time, and what has to be assumed of its use."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lib.domain.ranges import Range


class EmptyBeds(StrEnum):
    """Who pays for a bed that nobody sleeps in."""

    ALL_PAID = "all paid"
    """The partnership pays for every open bed."""
    PART_GUARANTEED = "part guaranteed"
    """It pays for a guaranteed part of the beds, and for others as they are used."""
    USED_ONLY = "used only"
    """It pays for beds that are used, and for no other."""


class FillsFirst(StrEnum):
    """Which of the free beds that suit a child is taken."""

    NEAREST = "nearest"
    LEAST_FLEXIBLE = "least flexible"
    """The bed of the home that the fewest children qualify for; of such, the nearest."""


@dataclass(frozen=True, kw_only=True)
class Money:
    """
    Prices and payments. Pence, before inflation.

    Parameters
    ----------
    weeks
        Weeks that are paid in a year: 52, or 52.18.
    discount
        Share off the mean weekly fee of the children, or None where ``price`` is set.
    price_pence_per_bed_week
        None where ``discount`` is set.
    weekly_cost_pence
        Fee of every child's other placement; None takes each child's own from the returns.
    spot_change
        Share by which fees will differ from those of the returns.
    guaranteed_share
        Of the beds, where `EmptyBeds.PART_GUARANTEED`.
    target_pence_per_year
        The saving that was promised for a full year.
    """

    weeks: Decimal
    discount: Range | None
    price_pence_per_bed_week: Range | None
    weekly_cost_pence: Range | None
    spot_change: Range
    empty_beds: EmptyBeds
    guaranteed_share: float
    management_pence_per_year: int
    transition_pence: int
    term_years: int
    spot_inflation: float
    block_inflation: float
    target_pence_per_year: int

    @property
    def paid_for_empty_share(self) -> float:
        """Share of the open beds that is paid for in any case."""
        if self.empty_beds is EmptyBeds.ALL_PAID:
            return 1.0
        return self.guaranteed_share if self.empty_beds is EmptyBeds.PART_GUARANTEED else 0.0


@dataclass(frozen=True, kw_only=True)
class Use:
    """
    How the beds come to be used.

    Parameters
    ----------
    begins
        The contract's first day.
    months_between_openings
        Homes without a date of their own open one after the other, this far apart.
    opening_delay_months
        How much later than planned the homes open, all of them alike.
    starts_a_year, stay_weeks
        Placements in children's homes that begin in a year, of children of the
        contract's ages, and how long one lasts on average. None takes both from the returns.
    offered_share
        Share of those placements for which a block bed is offered and taken if one is free.
    refill_gap_weeks
        From one child's leaving until the bed can have another.
    local_anyway_share
        Share of the children in block beds who would have lived inside the footprint
        all the same. None takes today's share inside.
    occupancy
        A fixed share of the beds that are filled; None works it out.
    """

    begins: date
    months_between_openings: int
    opening_delay_months: Range
    starts_a_year: Range | None
    stay_weeks: Range | None
    offered_share: Range
    refill_gap_weeks: Range
    local_anyway_share: Range | None
    occupancy: float | None
    fills_first: FillsFirst
