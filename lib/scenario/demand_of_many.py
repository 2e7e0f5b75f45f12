"""The same demand in which no figure hangs on one child, or on a few."""

from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.domain.ranges import Range
from lib.scenario.demand import Demand, range_of_counts
from lib.scenario.stays import Stay

TrueOrFalse: TypeAlias = npt.NDArray[np.bool_]

_STAND_IN: Final = 3
"""Taken for a number from 1 to 5."""

_SPREAD: Final = 0.3
"""
How far single weekly costs lie from their mean, as a share of it, roughly and rather far.

Taken from the returns it would be a second figure into which each child's cost goes, and a
cost that two rounded figures hold lies where both say that it may: in as little as a pound.
"""

_USUAL_COST_PENCE: Final = 400_000
_USUAL_STAY_WEEKS: Final = 40
"""What one child adds to a sum, roughly. Taken from the returns, it would itself tell of them."""

_ROUND: Final = (1, 2, 5, 10)


def demand_of_many(demand: Demand, *, smallest_shown_count: int) -> Demand:
    """
    Put costs about rounded means in the place of single ones, and a stand-in for a small number.

    A reader who sets price, number, stay and target at will can find any figure that goes
    into a forecast to the last digit, however coarsely what comes out is rounded: by moving
    a setting until the answer jumps. So what goes in is rounded here. The mean of all costs
    stays within a few pounds, and with it the price; those who live alone cost more, and are
    kept apart, because a home that takes none of them has the others alone.

    What stands in is rather too careful than too kind: a forecast with one cost for all would
    be too sure of itself, and one with too few who must live alone would fill too many beds.

    Parameters
    ----------
    smallest_shown_count
        6 where counts of 1 to 5 are hidden.

    Notes
    -----
    Means are rounded so coarsely that two of them, of all and of all but one child, do not
    give that child's cost: not where those who live alone are left out, nor where two
    contracts on offer take children of other ages, nor from one year to the next.
    """
    starters = demand.starters
    lives_alone = _lives_alone(starters, smallest_shown_count)
    means = _means(starters, lives_alone, smallest_shown_count)
    shown = starters.assign(weekly_cost_pence=means, is_solo=lives_alone)
    # a forecast draws the starters by place: one that is told apart must not keep its own
    by_kind = shown["is_solo"].astype(int) * 2 + shown["weekly_cost_pence"].isna()
    in_order = shown.loc[by_kind.sort_values(kind="stable").index].reset_index(drop=True)
    by_year = demand.starts_by_year
    is_small = by_year.between(1, smallest_shown_count - 1)
    return replace(
        demand,
        starters=in_order.assign(weekly_cost_pence=_spread(in_order)),
        starts_by_year=by_year.mask(is_small, _STAND_IN),
        starts_a_year=range_of_counts(by_year.mask(is_small, _STAND_IN).tolist())
        if is_small.any()
        else demand.starts_a_year,
        stay=_stay_of_many(demand.stay),
    )


def rounded_sum_of_costs(pence: float) -> float:
    """Round a sum of weekly costs so coarsely that it does not tell what one child adds to it."""
    return _in_steps(pence, _USUAL_COST_PENCE)


def _in_steps(value: float, usual: float) -> float:
    """Round in steps of a round number, from half of what one child usually adds."""
    step = _step(usual)
    return round(float(np.round(value / step) * step), 6)


def _step(usual: float) -> float:
    at_least = usual / 2
    power = 10.0 ** np.floor(np.log10(at_least))
    return float(next(times * power for times in _ROUND if times * power >= at_least))


def _lives_alone(starters: pd.DataFrame, smallest_shown_count: int) -> TrueOrFalse:
    """
    Say who lives alone; where those who do or do not are few, of another number.

    Few who do are as many as few can be: the fewer they are, the fuller beds would look.
    """
    lives_alone = starters["is_solo"].to_numpy(dtype=bool)
    for few, is_alone in ((lives_alone, True), (~lives_alone, False)):
        if 0 < starters.loc[few, "child_key"].nunique() < smallest_shown_count:
            is_known = starters["weekly_cost_pence"].notna().to_numpy()
            those_who_do_first = np.lexsort((~is_known, ~few))
            stand_in = np.full(len(few), not is_alone)
            number = smallest_shown_count - 1 if is_alone else _STAND_IN
            stand_in[those_who_do_first[:number]] = is_alone
            return stand_in
    return lives_alone


def _means(
    starters: pd.DataFrame, shown_alone: TrueOrFalse, smallest_shown_count: int
) -> pd.Series:
    """
    Give every starter whose cost is known a mean: of those who live alone, or of the others.

    Where one of the two groups is small, it costs what the others do, and more or less by a
    rounded sum; where both are, one mean stands for both. So each cost goes into one rounded
    figure alone: two would place it where both say that it may lie.
    """
    is_known = starters["weekly_cost_pence"].notna().to_numpy()
    lives_alone = starters["is_solo"].to_numpy(dtype=bool)
    alone, others = starters[is_known & lives_alone], starters[is_known & ~lives_alone]
    are_more_alone = len(alone) > len(others)
    larger, smaller = (alone, others) if are_more_alone else (others, alone)
    if larger["child_key"].nunique() < smallest_shown_count:
        larger, smaller = starters[is_known], starters[:0]
    of_larger, of_smaller = _rounded_mean(larger), _rounded_mean(smaller)
    is_smaller = shown_alone != are_more_alone
    left = int((is_known & is_smaller).sum())
    if left and smaller["child_key"].nunique() < smallest_shown_count:
        # how often one of the few started would tell of them: what step is taken hangs on all
        often = int(starters.loc[is_known, "child_key"].value_counts().max())
        excess = float((smaller["weekly_cost_pence"] - of_larger).sum())
        of_smaller = max(of_larger + _in_steps(excess, _USUAL_COST_PENCE * often) / left, 0.0)
    shown = np.where(is_smaller, of_smaller, of_larger)
    return pd.Series(np.where(is_known, shown, np.nan), index=starters.index, dtype="float64")


def _spread(starters: pd.DataFrame) -> pd.Series:
    """Let costs lie above and below their mean in turn; of an odd number the last is the mean."""
    means = starters["weekly_cost_pence"]
    alike = means.groupby(starters["is_solo"])
    # those whose cost is not known come after all others of their kind
    turn, known = alike.cumcount(), alike.transform("count")
    off = _SPREAD * (1 - 2 * (turn % 2))
    return means * (1 + off.mask((known % 2 == 1) & (turn == known - 1), 0.0))


def _rounded_mean(starters: pd.DataFrame) -> float:
    """Round a mean cost; a child who started more than once adds as often to it."""
    mean = float(starters["weekly_cost_pence"].mean())
    if not mean > 0:
        return mean
    often = int(starters["child_key"].value_counts().max())
    return _in_steps(mean, _USUAL_COST_PENCE * often / len(starters))


def _stay_of_many(stay: Stay | None) -> Stay | None:
    """Round the mean stay as a mean cost is, and the law's shape to the hundredth."""
    if stay is None:
        return None
    mean, usual = stay.mean_weeks, _USUAL_STAY_WEEKS / stay.ended

    def rounded(weeks: float) -> float:
        return max(_in_steps(weeks, usual), _step(usual))

    return replace(
        stay,
        mean_weeks=Range(rounded(mean.low), rounded(mean.likely), rounded(mean.high)),
        shape=max(round(stay.shape, 2), 0.01),
    )
