"""Numbers as a spreadsheet writes them: whole ones, pounds, and means."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import numpy as np
import numpy.typing as npt

from lib.ingest.cells import Column

_WHOLE: Final = re.compile(r"(\d{1,3}(,\d{3})+|\d{1,9})(\.0{1,6})?", re.ASCII)
_POUNDS: Final = re.compile(r"£?\s*(\d{1,3}(,\d{3})+|\d{1,9})(\.\d{1,6})?", re.ASCII)
_DECIMAL: Final = re.compile(r"\d{1,3}(\.\d{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Numbers:
    """
    A column of numbers by row.

    ``found`` are float64, NaN where the cell is blank or bad; whole numbers and pence of
    columns that are read here are far below the 2**53 up to which they are exact.
    """

    found: npt.NDArray[np.float64]
    is_bad: npt.NDArray[np.bool_]


def read_numbers(column: Column, read: Callable[[str], float | None]) -> Numbers:
    """
    Read each cell that is not blank.

    Parameters
    ----------
    read
        Gives the number that a text stands for, or None where it is not one that is wanted.
    """
    each = [read(value) if value else None for value in column.distinct]
    found = np.array([np.nan if one is None else one for one in each], dtype=np.float64)
    is_bad = np.array(
        [bool(value) and one is None for value, one in zip(column.distinct, each, strict=True)],
        dtype=bool,
    )
    return Numbers(found[column.codes], is_bad[column.codes])


def whole(value: str, *, least: int = 0, most: int) -> int | None:
    """Read a whole number within bounds: 4, 1,204 or 4.0; None of any other text."""
    match = _WHOLE.fullmatch(value)
    number = int(match[1].replace(",", "")) if match else None
    return number if number is not None and least <= number <= most else None


def pence(value: str, *, most: int) -> int | None:
    """Read pounds as whole pence, halves up: £1,204.50; None above ``most`` pence."""
    if not _POUNDS.fullmatch(value):
        return None
    pounds = Decimal(value.replace("£", "").replace(",", "").strip())
    found = int((pounds * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return found if found <= most else None


def decimal(value: str, *, least: float, most: float) -> float | None:
    """Read a decimal within bounds: 4 or 4.3; None of any other text."""
    number = float(value) if _DECIMAL.fullmatch(value) else None
    return number if number is not None and least <= number <= most else None
