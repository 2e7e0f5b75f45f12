"""Shapley's value: what each member adds, averaged over every order of joining."""

import math

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]


def shapley(values: Real) -> Real:
    """
    Share out a game exactly.

    Parameters
    ----------
    values
        float64, one for each set of members: bit ``i`` of the position says whether member
        ``i`` is in it. The first, of nobody, is 0; there are 2 to the number of members.

    Returns
    -------
    ndarray
        float64 by member; they add up to the value of all together.
    """
    members = len(values).bit_length() - 1
    sets = np.arange(len(values))
    size = np.array([int(one).bit_count() for one in sets])
    orders = np.array(
        [
            math.factorial(number) * math.factorial(members - number - 1) / math.factorial(members)
            for number in range(members)
        ]
    )
    shares = np.empty(members)
    for member in range(members):
        without = sets[(sets >> member) & 1 == 0]
        added = values[without | (1 << member)] - values[without]
        shares[member] = (orders[size[without]] * added).sum()
    return shares
