"""All aims of giving out the beds as one whole number a pair."""

from typing import Final

import numpy as np

from lib.errors import MatchingError
from lib.scenario.aims import Aim
from lib.scenario.bed_choices import TENTHS_PER_MILE, BedChoices, Whole

_WHOLE_IN_A_FLOAT: Final = 2**53
"""Below this every whole number is exact in the solver's arithmetic."""

_ROOM_FOR_PRICES: Final = 8
"""
The solver adds and subtracts costs and prices. Every child can stay, at a cost above that
of any bed, so no price grows beyond twice that cost, and no sum of them beyond eight times.
"""

_PENCE_PER_POUND: Final = 100


def gain(choices: BedChoices, aim: Aim) -> Whole:
    """Say what each pair does for an aim, in its own whole units."""
    if aim is Aim.INSIDE:
        return choices.brings_inside
    if aim is Aim.MILES:
        return choices.tenths_saved
    if aim is Aim.AVOIDED_COST:
        return choices.avoided_pence
    message = f"{aim} belong to all pairs together, not to each"
    raise ValueError(message)


def worth_of_pairs(choices: BedChoices, aims: tuple[Aim, ...]) -> Whole:
    """
    Weigh the aims so that the least of one is worth more than all of those after it.

    Parameters
    ----------
    aims
        The first before the second, and so on; without `Aim.SHARES`.

    Returns
    -------
    ndarray
        int64, one a pair. The way with the greatest sum is the best by the first aim,
        among those by the second, and so on.

    Raises
    ------
    MatchingError
        If the numbers are too large to be exact. Nothing is ever rounded.
    """
    worth = np.zeros(len(choices.child), dtype=np.int64)
    if not len(worth):
        return worth
    weights: list[tuple[Whole, int]] = []
    apart = 0  # by how much two ways can differ in all aims after this one
    for aim in reversed(aims):
        gains = gain(choices, aim)
        # only the step matters: costs in whole pounds need not be counted in pence
        gains = gains // max(int(np.gcd.reduce(gains)), 1)
        weight = apart + 1
        apart += weight * _most_apart(choices, gains)
        weights.append((gains, weight))
    # Python's integers: what is too large is seen before it is made
    most = sum(weight * int(gains.max()) for gains, weight in weights)
    least = sum(weight * int(gains.min()) for gains, weight in weights)
    spread = max(most, 0) - min(least, 0) + 1
    if spread * _ROOM_FOR_PRICES >= _WHOLE_IN_A_FLOAT:
        raise MatchingError(_too_many(choices, aims))
    for gains, weight in weights:
        worth += gains * weight
    return worth


def _most_apart(choices: BedChoices, gains: Whole) -> int:
    """
    Bound the difference between any two ways of giving out the beds, in one aim.

    No way gives more beds than there are, nor a child more than its best or less than
    its worst.
    """
    fillable = min(choices.children, sum(choices.beds.tolist()))
    best = np.zeros(choices.children, dtype=np.int64)
    worst = np.zeros(choices.children, dtype=np.int64)
    np.maximum.at(best, choices.child, gains)
    np.minimum.at(worst, choices.child, gains)
    most: list[int] = np.sort(best)[::-1][:fillable].tolist()
    least: list[int] = np.sort(worst)[:fillable].tolist()
    return sum(most) - sum(least)


def _too_many(choices: BedChoices, aims: tuple[Aim, ...]) -> str:
    miles = int(np.abs(choices.tenths_saved).max()) / TENTHS_PER_MILE
    with_cost, or_cost = "", ""
    if Aim.AVOIDED_COST in aims:
        pounds = int(choices.avoided_pence.max()) / _PENCE_PER_POUND
        with_cost = f" and up to £{pounds:,.0f} a week avoided"
        or_cost = ", leave the avoided cost out,"
    return (
        f"{choices.children} children, with up to {miles:,.0f} miles saved by one{with_cost}, are "
        f"too many to give out beds exactly. Check the points and costs{or_cost} or take fewer "
        "children."
    )
