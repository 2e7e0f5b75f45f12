"""Cells of released tables as numbers and words."""

import math
from typing import Final

import numpy as np

HIDDEN: Final = "hidden"
"""
What stands in place of a number that was withheld. Not every such number is
small: some would give a small one away, and telling which would do the same.
"""

WHY_HIDDEN: Final = "hidden (fewer than 6): a number from 1 to 5, or one that would give it away"

_NUMBERS: Final = (int, float, np.integer, np.floating)


def whole(cell: object) -> int | None:
    """Read a cell; None where it is missing: hidden, or not known."""
    if isinstance(cell, _NUMBERS) and not math.isnan(cell):
        return int(cell)
    return None


def figure(cell: object) -> str:
    """1,204, or the words for a hidden number."""
    number = whole(cell)
    return HIDDEN if number is None else f"{number:,}"


def children(cell: object) -> str:
    """12 children; 1 child; the words for a hidden number of them."""
    if whole(cell) is None:
        return f"a {HIDDEN} number of children"
    return f"{figure(cell)} {'child' if whole(cell) == 1 else 'children'}"
