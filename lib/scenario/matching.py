"""
Gives out the beds, and proves that no other way is better.

The model. Each pair of a child and a home has a whole-number worth: a child brought
inside is worth more than all the miles that the beds could save, so that the greatest
sum of worths has the most children inside and, among those, the most miles saved.

    maximise    sum of worth over the pairs given
    such that   a child has at most one bed, a home gives at most its beds

The proof. Let each child have a price y and each home a price z a bed, none below zero,
with y[child] + z[home] >= worth for every pair. Then no way of giving out the beds is
worth more than sum(y) + sum(beds * z), for each given pair is paid for by its child and
its bed. If a way is worth exactly that, it is the best. Prices are found for the way
that the solver gives, and everything is checked in whole numbers, on every run.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lib.errors import MatchingError
from lib.scenario.assignment import pairs_of_greatest_worth
from lib.scenario.bed_choices import TENTHS_PER_MILE, BedChoices, Whole

_WHOLE_IN_A_FLOAT: Final = 2**53
"""Below this every whole number is exact in the solver's arithmetic."""

_NO_HOME: Final = -1


@dataclass(frozen=True, kw_only=True, eq=False)
class Matching:
    """
    One way of giving out the beds, with the prices that prove it the best.

    ``given`` holds the pairs of ``choices`` that are given, by their position.
    """

    choices: BedChoices
    worth: Whole
    given: Whole
    child_prices: Whole
    home_prices: Whole

    @property
    def home_of_child(self) -> Whole:
        """For each child the number of the home; -1 for none."""
        homes = np.full(self.choices.children, _NO_HOME, dtype=np.int64)
        homes[self.choices.child[self.given]] = self.choices.home[self.given]
        return homes

    @property
    def beds_filled(self) -> int:
        """Children who have a bed."""
        return len(self.given)

    @property
    def brought_inside(self) -> int:
        """Children who live outside today and have a bed."""
        return int(self.choices.brings_inside[self.given].sum())

    @property
    def miles_saved(self) -> float:
        """By all children together; a child of unknown distance saves none."""
        return int(self.choices.tenths_saved[self.given].sum()) / TENTHS_PER_MILE

    @property
    def is_proved(self) -> bool:
        """Work the proof through, in whole numbers."""
        choices = self.choices
        child, home = choices.child[self.given], choices.home[self.given]
        beds_given = np.bincount(home, minlength=len(choices.beds))
        is_possible = len(np.unique(child)) == len(child) and (beds_given <= choices.beds).all()
        prices = self.child_prices[choices.child] + self.home_prices[choices.home]
        are_prices = (
            (self.child_prices >= 0).all()
            and (self.home_prices >= 0).all()
            and (prices >= self.worth).all()
        )
        # Python's integers: the products know no upper end
        bound = sum(self.child_prices.tolist()) + sum(
            beds * price
            for beds, price in zip(choices.beds.tolist(), self.home_prices.tolist(), strict=True)
        )
        return bool(is_possible and are_prices and bound == sum(self.worth[self.given].tolist()))


def give_out_beds(choices: BedChoices) -> Matching:
    """
    Give out the beds so that most children live inside, then most miles are saved.

    Raises
    ------
    MatchingError
        If the numbers are too large to be exact, or the proof fails.
    """
    worth = _worth(choices)
    given = pairs_of_greatest_worth(choices, worth)
    home_prices = _home_prices(choices, worth, given)
    child_prices = np.zeros(choices.children, dtype=np.int64)
    child_prices[choices.child[given]] = worth[given] - home_prices[choices.home[given]]
    matching = Matching(
        choices=choices,
        worth=worth,
        given=given,
        child_prices=child_prices,
        home_prices=home_prices,
    )
    if not matching.is_proved:
        raise MatchingError(_unproved("its prices do not add up"))
    return matching


def _worth(choices: BedChoices) -> Whole:
    """One whole number a pair: inside first, then tenths of a mile."""
    if not len(choices.child):
        return np.empty(0, dtype=np.int64)
    most = max(int(choices.tenths_saved.max()), 0)
    least = min(int(choices.tenths_saved.min()), 0)
    fillable = min(choices.children, sum(choices.beds.tolist()))
    inside = fillable * (most - least) + 1
    # the longest chain of swaps that the solver weighs passes each child once
    if (choices.children + 1) * (inside + most + 1) >= _WHOLE_IN_A_FLOAT:
        message = (
            f"{choices.children} children, with up to {most / TENTHS_PER_MILE:.0f} miles saved by "
            "one, are too many to give out beds exactly. Check the points, or take fewer children."
        )
        raise MatchingError(message)
    worth: Whole = choices.brings_inside * inside + choices.tenths_saved
    return worth


def _home_prices(choices: BedChoices, worth: Whole, given: Whole) -> Whole:
    """
    Find the least price a bed of each home at which every child is content.

    A child who has a bed must gain at least as much, after the price, as in any other
    home; a child without one must find every bed too dear. Each raises the price of
    homes until nobody objects. In the best way of giving out the beds a chain of
    objections passes no home twice, so as many rounds as homes, and one, suffice.
    """
    homes = len(choices.beds)
    prices = np.zeros(homes + 1, dtype=np.int64)  # the last: having no bed costs nothing
    if not len(worth):
        return prices[:homes]
    worth_held = np.zeros(choices.children, dtype=np.int64)
    worth_held[choices.child[given]] = worth[given]
    home_held = np.full(choices.children, homes, dtype=np.int64)
    home_held[choices.child[given]] = choices.home[given]
    more = worth - worth_held[choices.child]
    held = home_held[choices.child]
    first_pairs = np.flatnonzero(np.diff(choices.home, prepend=-1))
    wanted = choices.home[first_pairs]
    for _ in range(homes + 1):
        bids = np.maximum.reduceat(more + prices[held], first_pairs)
        if (bids <= prices[wanted]).all():
            return prices[:homes]
        prices[wanted] = np.maximum(prices[wanted], bids)
    raise MatchingError(_unproved("no prices settle"))


def _unproved(why: str) -> str:
    return (
        f"The beds were given out, but the proof that no other way is better fails: {why}. "
        "No figure is given. Please report this, with the version and the contract."
    )
