"""How full the beds would be, at once: Erlang's loss formula."""

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]


def blocked_share(beds: int, offered_load: Real) -> Real:
    """
    Share of the children for whom no bed is free when they come.

    Parameters
    ----------
    beds
        Any one of which suits any child.
    offered_load
        Children who would be in a bed on average, were there beds without end: those who
        come in a week, times the weeks that each stays. Above zero.

    Notes
    -----
    Erlang's B for loss without waiting, by its recursion
    ``B(k) = a B(k-1) / (k + a B(k-1))``, which stays in range where the formula's
    factorials do not, and where the inverse of a small share would not. Only the mean of
    the stay matters, not its law.
    """
    blocked = np.ones_like(offered_load)
    for number in range(1, beds + 1):
        wanted = offered_load * blocked
        blocked = wanted / (number + wanted)
    return blocked


def expected_occupancy(
    beds: int, *, starts_a_week: Real, stay_weeks: Real, refill_gap_weeks: Real
) -> Real:
    """
    Share of the beds that is filled, in the long run.

    A bed that waits to be filled again is taken, but nobody sleeps in it: the gap
    lengthens the stay for the formula, and comes off what is used.
    """
    taken_weeks = stay_weeks + refill_gap_weeks
    blocked = blocked_share(beds, starts_a_week * taken_weeks)
    return starts_a_week * (1 - blocked) * stay_weeks / beds
