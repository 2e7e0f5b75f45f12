"""The arrays that everything here is made of, and how they are drawn."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]
"""Days since 1 January 1970."""

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.str_]


def day_number(day: np.datetime64) -> int:
    """Count the days since 1 January 1970."""
    return int(day.astype("datetime64[D]").astype(np.int64))


def draw(rng: np.random.Generator, weights: Floats, n: int) -> Integers:
    """Draw ``n`` positions by their weights, which need not add up to one."""
    cumulative = np.cumsum(weights)
    drawn: Integers = np.searchsorted(cumulative, rng.random(n) * cumulative[-1], side="right")
    return drawn


def pick(rng: np.random.Generator, weights: Mapping[str, float], n: int) -> Texts:
    """Draw ``n`` codes by their weights, which need not add up to one."""
    codes: Texts = np.array(list(weights))
    return codes[draw(rng, np.array(list(weights.values())), n)]
