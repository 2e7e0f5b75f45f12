"""Other ways to keep few children from being seen, on the same menu of figures."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.disclosure.kinds import telling
from lib.disclosure.sums import Cell
from tests.attacks.menu import SMALLEST, Menu

BASE = 5
MOST_NOISE = 3
_KEYS = 256
_NOISE = {-3: 0.02, -2: 0.09, -1: 0.235, 0: 0.31, 1: 0.235, 2: 0.09, 3: 0.02}
"""Chance of each whole number that is added to a count: 3 at most, variance about 1.6."""


def plain_suppression(menu: Menu) -> dict[Cell, tuple[float, float]]:
    """Hide counts of one to five, and nothing else."""
    return {
        cell: (float(count), float(count))
        for cell, count in menu.truth.items()
        if not 0 < count < SMALLEST
    }


def rounding(menu: Menu) -> dict[Cell, float]:
    """Round every count to the nearest multiple of five."""
    return {cell: float(BASE * round(count / BASE)) for cell, count in menu.truth.items()}


def cell_keys(menu: Menu, *, seed: int) -> dict[Cell, float]:
    """
    Add noise to every count that hangs on which children it counts, as ONS does.

    Each child has a secret key; the keys of the children who are counted decide the noise, so
    that the same children give the same figure wherever they are counted.
    """
    table = noise_table(max(menu.truth.values()))
    shown = {}
    for cell, count in menu.truth.items():
        kinds = telling(menu.whom[cell], menu.kinds)
        is_counted = np.ones(len(kinds.children), dtype=bool)
        for column, values in menu.whom[cell].items():
            is_counted &= kinds.children[column].isin([*values]).to_numpy()
        key = int(record_keys(len(kinds.children), seed)[is_counted].sum() % _KEYS)
        shown[cell] = float(count + (table[count, key] if count else 0))
    return shown


def record_keys(children: int, seed: int) -> npt.NDArray[np.int64]:
    """Give each child a secret number."""
    return np.random.default_rng(seed).integers(0, _KEYS, size=children)


def noise_table(most: int) -> npt.NDArray[np.int64]:
    """Say what is added to a count (row) with a key (column): no count falls below nothing."""
    edges = np.cumsum([0.0, *_NOISE.values()]) * _KEYS
    noise = np.array([*_NOISE])[np.searchsorted(edges, np.arange(_KEYS) + 0.5) - 1]
    return np.maximum(noise[None, :], -np.arange(most + 1)[:, None])


def as_ons_reads_it(most: int) -> pd.DataFrame:
    """Lay the same table out as ONS's ``cell-key-perturbation`` reads it."""
    table = noise_table(most)
    rows = [
        (count, key, int(table[count, key])) for count in range(1, most + 1) for key in range(_KEYS)
    ]
    return pd.DataFrame(rows, columns=["pcv", "ckey", "pvalue"])


def about(shown: Mapping[Cell, float], most: float) -> dict[Cell, tuple[float, float]]:
    """Between what ends a reader takes a figure to lie that is so far from the truth at most."""
    return {cell: (max(value - most, 0.0), value + most) for cell, value in shown.items()}
