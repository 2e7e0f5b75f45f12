"""The same demand in which no figure hangs on one child, or on a few."""

from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.scenario.demand import Demand

TrueOrFalse: TypeAlias = npt.NDArray[np.bool_]

_STAND_IN: Final = 3
"""Taken for the number of starters who live alone, where it is from 1 to 5."""

_ROUNDED_TO_PENCE: Final = 5_000
"""The mean cost of the others, where few live alone: with the mean of all it tells of those few."""


def demand_of_many(demand: Demand, *, smallest_shown_count: int) -> Demand:
    """
    Put means in the place of single costs, and a stand-in for a small number.

    A reader who sets price, number and stay at will could otherwise read one child's cost,
    or how few children must live alone, off the forecast. The mean of all costs stays, and
    with it the price; those who live alone cost more, and are kept apart, because a home
    that takes none of them has the others alone.

    Parameters
    ----------
    smallest_shown_count
        6 where counts of 1 to 5 are hidden.
    """
    starters = demand.starters
    lives_alone = starters["is_solo"].to_numpy(dtype=bool)
    are_few = 0 < starters.loc[lives_alone, "child_key"].nunique() < smallest_shown_count
    costs = starters["weekly_cost_pence"]
    of_all, of_others = costs.mean(), costs[~lives_alone].mean()
    if are_few:
        lives_alone = _stand_in(lives_alone)
        of_others = np.round(of_others / _ROUNDED_TO_PENCE) * _ROUNDED_TO_PENCE
    shown = pd.Series(of_others, index=starters.index, dtype="float64")
    is_known = costs.notna()
    few, many = int((lives_alone & is_known).sum()), int((~lives_alone & is_known).sum())
    if few:
        shown[lives_alone] = (of_all * (few + many) - of_others * many) / few
    return replace(
        demand,
        starters=starters.assign(weekly_cost_pence=shown.where(is_known), is_solo=lives_alone),
    )


def _stand_in(lives_alone: TrueOrFalse) -> TrueOrFalse:
    """Say of so many starters that they live alone, those who do first."""
    those_who_do_first = np.argsort(~lives_alone, kind="stable")
    stand_in = np.zeros_like(lives_alone)
    stand_in[those_who_do_first[:_STAND_IN]] = True
    return stand_in
