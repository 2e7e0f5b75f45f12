"""What became of each row of a file, and what its owner has to mend."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from lib.errors import ReturnsError

MOST_FINDINGS_OF_ONE_KIND: Final = 10_000
"""Rows named one by one for one fault of one column; the rest are counted in a last finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    One thing to mend.

    ``row`` is the row as a spreadsheet shows it (the first is 1), of XML the number of the
    element among those of its table; missing where the whole file or folder is meant. No
    message holds a child's identifier, UPN, date of birth, name or postcode.
    """

    file: str
    row: int | None
    column: str | None
    code: str
    message: str

    @classmethod
    def of_whole(cls, file: str, code: str, message: str) -> "Finding":
        """Make a finding about a file or folder as a whole."""
        return cls(file=file, row=None, column=None, code=code, message=message)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCount:
    """
    How many data rows of a file were read, and what became of them.

    ``to_mend`` is how many findings the file has.
    """

    file: str
    read: int
    loaded: int
    refused: int
    ignored: int
    to_mend: int


class NothingUsableError(ReturnsError):
    """The folder holds no return that can be used; what was found comes with it."""

    def __init__(
        self, message: str, findings: tuple[Finding, ...], files: tuple[FileCount, ...]
    ) -> None:
        super().__init__(message)
        self.findings = findings
        self.files = files


class Fate(IntEnum):
    """What becomes of a data row."""

    LOADED = 0
    REFUSED = 1
    IGNORED = 2


class Ledger:
    """
    Gathers the findings of one file and the fate of each of its data rows.

    Parameters
    ----------
    file
        Path relative to the folder of returns, as it is shown.
    rows
        Row numbers of the data rows as a spreadsheet shows them.
    places
        How to find each recognised column: *column B (DECOM)*, *element DECOM*.
    record
        What a row is called in the file.

    Attributes
    ----------
    is_spoilt
        Rows whose cells cannot be told apart: they have been refused, and what their
        columns hold is no fault of its own.
    is_short
        Rows of which it has been told that cells are missing at their end.
    """

    def __init__(
        self,
        file: str,
        rows: npt.NDArray[np.int64] | None = None,
        places: dict[str, str] | None = None,
        *,
        record: str = "Row",
    ) -> None:
        self.file = file
        self.rows = np.empty(0, dtype=np.int64) if rows is None else rows
        self.places = places or {}
        self.record = record
        self.fates = np.zeros(len(self.rows), dtype=np.uint8)
        self.is_spoilt = np.zeros(len(self.rows), dtype=bool)
        self.is_short = np.zeros(len(self.rows), dtype=bool)
        self.findings: list[Finding] = []

    @property
    def is_loaded(self) -> npt.NDArray[np.bool_]:
        """Which rows are neither refused nor ignored."""
        return np.equal(self.fates, Fate.LOADED)

    @property
    def count(self) -> FileCount:
        """The equation read = loaded + refused + ignored, from the fates themselves."""
        loaded, refused, ignored = np.bincount(self.fates, minlength=3).tolist()
        return FileCount(
            file=self.file,
            read=len(self.rows),
            loaded=loaded,
            refused=refused,
            ignored=ignored,
            to_mend=len(self.findings),
        )

    def rows_at(self, positions: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Give a mask of the data rows that is True at these positions."""
        where = np.zeros(len(self.rows), dtype=bool)
        where[np.asarray(positions, dtype=np.int64)] = True
        return where

    def whole(self, code: str, message: str, *, column: str | None = None) -> None:
        """Note something about the file as a whole."""
        self.findings.append(
            Finding(file=self.file, row=None, column=column, code=code, message=message)
        )

    def settle(self, where: npt.NDArray[np.bool_], fate: Fate) -> None:
        """Give the rows that are still loaded their fate, without a finding."""
        self.fates[where & self.is_loaded] = fate

    def mark(
        self,
        where: npt.NDArray[np.bool_],
        *,
        code: str,
        column: str | None,
        found: str | Callable[[int], str],
        remedy: str,
        fate: Fate = Fate.LOADED,
    ) -> None:
        """
        Note a fault of some rows, one finding a row.

        Parameters
        ----------
        where
            True for each data row that has the fault. Ignored and spoilt rows are passed
            over; so are refused ones, where the fault lets a row load.
        found
            What stands there, in kind; or a function of the row's position.
        remedy
            What to do, and what becomes of the row.
        """
        is_told = self.is_loaded if fate is Fate.LOADED else self.fates != Fate.IGNORED
        positions = np.flatnonzero(where & is_told & ~self.is_spoilt)
        if fate is not Fate.LOADED:
            self.settle(where, fate)
        place = f", {self.places[column]}" if column in self.places else ""
        for position in positions[:MOST_FINDINGS_OF_ONE_KIND].tolist():
            row = int(self.rows[position])
            what = found if isinstance(found, str) else found(position)
            self.findings.append(
                Finding(
                    file=self.file,
                    row=row,
                    column=column,
                    code=code,
                    message=f"{self.record} {row}{place}: {what}. {remedy}",
                )
            )
        rest = len(positions) - MOST_FINDINGS_OF_ONE_KIND
        if rest > 0:
            self.whole(
                code,
                f"{rest:,} more rows have the same fault{place}. {remedy}",
                column=column,
            )


def column_place(column: str, position: int) -> str:
    """Say where a spreadsheet shows a column."""
    return f"column {column_letter(position)} ({column})"


def column_letter(position: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, remainder = divmod(position - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters
