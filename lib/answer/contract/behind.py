"""How many children a figure of the forecast comes from: where they are few it is hidden."""

from dataclasses import dataclass
from typing import Final

from lib.domain.contract import Contract
from lib.scenario.demand import Demand

BEHIND: Final = "behind"
"""Name of the column. Hidden when small, and the figure with it."""


@dataclass(frozen=True, kw_only=True)
class Behind:
    """
    Children behind each kind of figure; 0 where it comes from no child.

    Parameters
    ----------
    use
        How full the beds are: those who started, unless the reader set it.
    costs
        What a placement costs: those with a known cost, unless the reader set it.
    starts
        How many start in a year: in the year with the fewest.
    """

    use: int
    costs: int
    starts: int

    @property
    def money(self) -> int:
        """What comes of both how full the beds are and what a placement costs."""
        return fewest(self.use, self.costs)


def behind(contract: Contract, demand: Demand) -> Behind:
    """Count the children behind a contract's forecast."""
    is_full_as_set = contract.use.occupancy is not None
    costs_as_set = contract.money.weekly_cost_pence is not None
    started = demand.children_who_started
    return Behind(
        use=0 if is_full_as_set else started,
        costs=0 if costs_as_set else demand.children_with_a_cost,
        starts=fewest(started, *demand.starts_by_year.tolist()),
    )


def fewest(*counts: int) -> int:
    """Give the smallest that is not zero; zero if all are."""
    return min((count for count in counts if count > 0), default=0)
