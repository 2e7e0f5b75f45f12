"""Text of a CSV file to a recognised table, every row with its number."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from lib.ingest.cells import Column, read_cells, rows_as_written
from lib.ingest.headings import Kind, normalise, positions, recognise

_SEPARATORS: Final = (",", ";", "\t", "|")
_MOST_TITLE_ROWS: Final = 30
_HEAD_BYTES: Final = 1 << 18
"""Enough for the rows above the headings and the headings themselves."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AsWritten:
    """What stands in a file below its headings: for whoever sent it, and nobody else."""

    headings: tuple[str, ...]
    body: bytes
    separator: str

    def rows(self) -> Iterator[list[str]]:
        """Yield the cells of each row."""
        return rows_as_written(self.body, width=len(self.headings), separator=self.separator)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Sheet:
    """
    A recognised table.

    ``rows`` are the numbers a spreadsheet shows; ``is_blank`` and ``is_malformed`` tell
    which of them hold nothing, or more cells than the headings have. ``widths`` are the
    cells of each row, of ``width`` headings. ``written`` is None of XML.
    """

    kind: Kind
    separator: str
    columns: dict[str, Column]
    letters: dict[str, int]
    twice: tuple[str, ...]
    rows: npt.NDArray[np.int64]
    is_blank: npt.NDArray[np.bool_]
    is_malformed: npt.NDArray[np.bool_]
    width: int
    widths: npt.NDArray[np.int32]
    written: AsWritten | None = None

    def column(self, name: str) -> Column:
        """Give a column by its name; blank cells where the file does not have it."""
        if name in self.columns:
            return self.columns[name]
        return Column(np.zeros(len(self.rows), dtype=np.int32), [""])


def parse(utf_8: bytes) -> Sheet | None:
    """
    Read CSV text whose headings belong to a known table.

    Parameters
    ----------
    utf_8
        Text without a byte order mark. Rows of titles may stand above the headings;
        commas, semicolons, tabs or bars may separate the cells.

    Returns
    -------
    Sheet or None
        None if no row of headings is recognised.
    """
    head = utf_8[:_HEAD_BYTES].decode("utf-8", errors="ignore")
    for separator in _SEPARATORS:
        for number, lines, record in _records(head, separator):
            kind = recognise(record)
            if kind is not None:
                return _sheet(utf_8, kind, record, separator, (number, lines))
            if number >= _MOST_TITLE_ROWS:
                break
    return None


def of_no_known_table(utf_8: bytes) -> AsWritten:
    """Take text whose headings are not known: its first record stands for them."""
    head = utf_8[:_HEAD_BYTES].decode("utf-8", errors="ignore")
    first_line = head.partition("\n")[0]
    separator = max(_SEPARATORS, key=first_line.count)
    _, lines, record = next(_records(head, separator), (0, 0, []))
    return AsWritten(headings=tuple(record), body=_after(utf_8, lines), separator=separator)


def _records(text: str, separator: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield number, lines read so far, and cells of each record."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    while True:
        try:
            record = next(reader)
        except (StopIteration, csv.Error):
            return
        number += 1
        yield number, reader.line_num, record


def _sheet(
    utf_8: bytes, kind: Kind, headings: list[str], separator: str, end: tuple[int, int]
) -> Sheet:
    number, lines = end
    while headings and not headings[-1].strip():
        headings = headings[:-1]
    written = AsWritten(headings=tuple(headings), body=_after(utf_8, lines), separator=separator)
    cells = read_cells(written.body, width=len(headings), separator=separator)
    is_blank = np.logical_and.reduce([column.is_blank for column in cells.columns])
    is_blank &= ~cells.is_malformed
    places = positions(kind, headings)
    names = [normalise(heading) for heading in headings]
    return Sheet(
        kind=kind,
        separator=separator,
        columns={name: cells.columns[where[0]] for name, where in places.items()},
        letters={name: where[0] for name, where in places.items()},
        twice=tuple(
            name
            for name, where in places.items()
            if len({names[position] for position in where}) < len(where)
        ),
        rows=np.arange(number + 1, number + 1 + len(is_blank), dtype=np.int64),
        is_blank=is_blank,
        is_malformed=cells.is_malformed,
        width=len(headings),
        widths=cells.widths,
        written=written,
    )


def _after(utf_8: bytes, lines: int) -> bytes:
    """Cut off the first lines, however they end."""
    text = io.TextIOWrapper(io.BytesIO(utf_8[:_HEAD_BYTES]), "utf-8", errors="ignore", newline="")
    cut = sum(len(next(text).encode("utf-8")) for _ in range(lines))
    return utf_8[cut:]
