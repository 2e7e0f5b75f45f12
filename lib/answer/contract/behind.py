"""How many children a figure of the forecast comes from: where they are few it is hidden."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from lib.domain.contract import Contract
from lib.domain.nomination import Rule
from lib.scenario.bed_plan import home_suits
from lib.scenario.demand import Demand
from lib.scenario.homes import whom_homes_take

BEHIND: Final = "behind"
"""Name of the column. Hidden when small, and the figure with it."""


@dataclass(frozen=True, kw_only=True)
class Behind:
    """
    Children behind each kind of figure; 0 where it comes from no child.

    Parameters
    ----------
    use
        How full the beds are: those who started, or the fewest of them whom the homes tell
        apart, unless the reader set it.
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
        use=0 if is_full_as_set else fewest(started, *_told_apart(contract, demand.starters)),
        costs=0 if costs_as_set else demand.children_with_a_cost,
        starts=fewest(started, *demand.starts_by_year.tolist()),
    )


def fewest(*counts: int) -> int:
    """Give the smallest that is not zero; zero if all are."""
    return min((count for count in counts if count > 0), default=0)


def _told_apart(contract: Contract, starters: pd.DataFrame) -> list[int]:
    """
    Count the children of each kind, where the homes, or shares of the beds, make kinds of them.

    Those who live alone are no kind by that alone: where they are few a stand-in counts them.
    """
    suits = home_suits(starters, whom_homes_take(contract))
    kind = pd.Series(np.unique(suits, axis=0, return_inverse=True)[1], index=starters.index)
    if any(home.most_years_apart is not None for home in contract.homes):
        kind = kind.astype(str) + " " + starters["age_years"].astype(str)
    if contract.nomination.rule is Rule.SHARES:
        has_share = starters["authority_code"].isin(dict(contract.nomination.shares))
        kind = kind.astype(str) + " " + starters["authority_code"].where(has_share, "")
    counts: list[int] = []
    for _, alike in starters["child_key"].groupby(starters["is_solo"]):
        of_kinds = alike.groupby(kind[alike.index]).nunique()
        counts += of_kinds.tolist() if len(of_kinds) > 1 else []
    return counts
