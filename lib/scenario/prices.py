"""The prices that prove a way of giving out the beds the best."""

import numpy as np

from lib.errors import MatchingError
from lib.scenario.bed_choices import BedChoices, Whole


def home_prices(choices: BedChoices, worth: Whole, given: Whole) -> Whole:
    """
    Find the least price a bed of each home at which every child is content.

    A child who has a bed must gain at least as much, after the price, as in any other
    home; a child without one must find every bed too dear. Each raises the price of
    homes until nobody objects. In the best way of giving out the beds a chain of
    objections passes no home twice, so as many rounds as homes, and one, suffice.

    Parameters
    ----------
    worth
        One number for each pair of ``choices``.
    given
        Positions of the pairs that are given.

    Raises
    ------
    MatchingError
        If no prices settle: the way is not the best.
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
    raise MatchingError(unproved("no prices settle"))


def unproved(why: str) -> str:
    """Say that there is no figure because there is no proof."""
    return (
        f"The beds were given out, but the proof that no other way is better fails: {why}. "
        "No figure is given. Please report this, with the version and the contract."
    )
