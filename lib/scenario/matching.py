"""
Gives out the beds, and proves that no other way is better.

The model. Each pair of a child and a home has a whole-number worth: a child brought
inside is worth more than all the miles that the beds could save, and a tenth of a mile
more than all the cost that they could avoid, so that the greatest sum of worths has the
most children inside, among those the most miles saved, and among those the most cost
avoided.

    maximise    sum of worth over the pairs given
    such that   a child has at most one bed, a home gives at most its beds

The proof. Let each child have a price y and each home a price z a bed, none below zero,
with y[child] + z[home] >= worth for every pair. Then no way of giving out the beds is
worth more than sum(y) + sum(beds * z), for each given pair is paid for by its child and
its bed. If a way is worth exactly that, it is the best. Prices are found for the way
that the solver gives, and everything is checked in whole numbers, on every run.
"""

from dataclasses import dataclass

import numpy as np

from lib.errors import MatchingError
from lib.scenario.aims import AIMS, Aim
from lib.scenario.assignment import pairs_of_greatest_worth
from lib.scenario.bed_choices import BedChoices, Whole
from lib.scenario.prices import home_prices, unproved
from lib.scenario.way import Way
from lib.scenario.worth import worth_of_pairs


@dataclass(frozen=True, kw_only=True, eq=False)
class Matching(Way):
    """
    One way of giving out the beds, with the prices that prove it the best.

    ``aims`` are those that entered the worth, the first before the second.
    """

    aims: tuple[Aim, ...]
    worth: Whole
    child_prices: Whole
    home_prices: Whole

    @property
    def is_proved(self) -> bool:
        """Work the proof through, in whole numbers."""
        choices = self.choices
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
        return bool(
            self.is_possible and are_prices and bound == sum(self.worth[self.given].tolist())
        )


def give_out_beds(choices: BedChoices, *, aims: tuple[Aim, ...] = AIMS) -> Matching:
    """
    Give out the beds by the aims: most children inside, then most miles, then most cost.

    Parameters
    ----------
    aims
        ``AIMS[:2]`` leaves the avoided cost out, where the numbers would be too large.

    Raises
    ------
    MatchingError
        If the numbers are too large to be exact, or the proof fails.
    """
    worth = worth_of_pairs(choices, aims)
    given = pairs_of_greatest_worth(choices, worth)
    prices = home_prices(choices, worth, given)
    child_prices = np.zeros(choices.children, dtype=np.int64)
    child_prices[choices.child[given]] = worth[given] - prices[choices.home[given]]
    matching = Matching(
        choices=choices,
        given=given,
        aims=aims,
        worth=worth,
        child_prices=child_prices,
        home_prices=prices,
    )
    if not matching.is_proved:
        raise MatchingError(unproved("its prices do not add up"))
    return matching
