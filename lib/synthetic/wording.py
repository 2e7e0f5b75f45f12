"""Days, postcodes and identifiers as they are written in a return."""

from functools import cache
from typing import Final

import numpy as np

from lib.synthetic.draws import Days, Flags, Integers, Texts

CHILDREN_PER_SET: Final = 20_000
"""Identifiers kept for one town, so that no two of a scaled set are the same."""

_FIRST_DAY: Final = np.datetime64("1970-01-01")
_DAYS_WRITTEN: Final = 25_000
_SHARE_CARELESS: Final = 0.02


def written_days(days: Days) -> Texts:
    """Write days since 1 January 1970 as dd/mm/yyyy."""
    return _calendar()[days]


def written_ends(days: Days, *, is_open: Flags) -> Texts:
    """Write days as dd/mm/yyyy, and nothing where there is no end yet."""
    return np.where(is_open, "", written_days(np.where(is_open, 0, days)))


def written_carelessly(rng: np.random.Generator, postcodes: Texts) -> Texts:
    """Write some postcodes in small letters without a space, as people do."""
    careless = np.flatnonzero(rng.random(len(postcodes)) < _SHARE_CARELESS)
    texts = postcodes.copy()
    texts[careless] = np.strings.lower(np.strings.replace(texts[careless], " ", ""))
    return texts


def child_identifiers(positions: Integers, *, number: int) -> Texts:
    """Write identifiers that no council would give: INV and seven figures."""
    figures = (number * CHILDREN_PER_SET + positions + 1).astype(str)
    return np.strings.add("INV", np.strings.zfill(figures, 7))


@cache
def _calendar() -> Texts:
    iso = np.datetime_as_string(_FIRST_DAY + np.arange(_DAYS_WRITTEN))
    return np.array([f"{day[8:]}/{day[5:7]}/{day[:4]}" for day in iso.tolist()])
