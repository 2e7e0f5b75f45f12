"""Text of a CSV file to columns of coded text, every row with its number.

A column is kept as codes into its distinct values: a million episodes hold a few
thousand dates and a few dozen codes, and each distinct value is looked at once.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pacsv

from lib.ingest.headings import Kind, normalise, positions, recognise

_SEPARATORS: Final = (",", ";", "\t", "|")
_MOST_TITLE_ROWS: Final = 30
_HEAD_BYTES: Final = 1 << 18
"""Enough for the rows above the headings and the headings themselves."""


@dataclass(frozen=True, slots=True)
class Column:
    """Text cells, stripped: ``distinct[codes[i]]`` is the cell of data row i."""

    codes: npt.NDArray[np.int32]
    distinct: list[str]

    def where(self, holds: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
        """Tell of which rows the cell holds."""
        return np.fromiter(map(holds, self.distinct), bool, len(self.distinct))[self.codes]

    @property
    def is_blank(self) -> npt.NDArray[np.bool_]:
        """Which cells are empty."""
        return self.where(lambda value: not value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    A recognised table.

    ``rows`` are the numbers a spreadsheet shows; ``is_blank`` and ``is_malformed`` tell
    which of them hold nothing, or other cells than the headings have.
    """

    kind: Kind
    separator: str
    columns: dict[str, Column]
    letters: dict[str, int]
    twice: tuple[str, ...]
    rows: npt.NDArray[np.int64]
    is_blank: npt.NDArray[np.bool_]
    is_malformed: npt.NDArray[np.bool_]

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


def count_records(utf_8: bytes) -> int:
    """Count the lines that hold anything, the first (headings) left out."""
    lines = sum(1 for line in io.BytesIO(utf_8.replace(b"\r", b"\n")) if line.strip(b" ,;\t\n"))
    return max(lines - 1, 0)


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
    body = _after(utf_8, lines)
    parsed = _quickly(body, len(headings), separator)
    # Outside Ofsted's list no cell holds a line break: one is a quote mark left open.
    if parsed is None or (kind is not Kind.HOMES and _has_line_break(parsed)):
        parsed, is_malformed = _carefully(
            body, len(headings), separator, by_line=kind is not Kind.HOMES
        )
    else:
        is_malformed = np.zeros(len(parsed[0].codes), dtype=bool)
    is_blank = np.logical_and.reduce([column.is_blank for column in parsed]) & ~is_malformed
    places = positions(kind, headings)
    names = [normalise(heading) for heading in headings]
    return Sheet(
        kind=kind,
        separator=separator,
        columns={name: parsed[where[0]] for name, where in places.items()},
        letters={name: where[0] for name, where in places.items()},
        twice=tuple(
            name
            for name, where in places.items()
            if len({names[position] for position in where}) < len(where)
        ),
        rows=np.arange(number + 1, number + 1 + len(is_blank), dtype=np.int64),
        is_blank=is_blank,
        is_malformed=is_malformed,
    )


def _after(utf_8: bytes, lines: int) -> bytes:
    """Cut off the first lines, however they end."""
    text = io.TextIOWrapper(io.BytesIO(utf_8[:_HEAD_BYTES]), "utf-8", errors="ignore", newline="")
    cut = sum(len(next(text).encode("utf-8")) for _ in range(lines))
    return utf_8[cut:]


def _quickly(body: bytes, width: int, separator: str) -> list[Column] | None:
    """Parse with Arrow; None where a row has other cells than the headings have."""
    if body.count(b'"') % 2:
        return None
    names = [str(position) for position in range(width)]
    text = pa.dictionary(pa.int32(), pa.string())
    try:
        table = pacsv.read_csv(
            pa.BufferReader(body),
            read_options=pacsv.ReadOptions(column_names=names),
            parse_options=pacsv.ParseOptions(
                delimiter=separator, newlines_in_values=b'"' in body, ignore_empty_lines=False
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, text), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:  # its message holds a row of the file
        return None
    columns = []
    for cells in table.unify_dictionaries().itercolumns():
        array = cells.combine_chunks()
        codes = array.indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
        columns.append(Column(codes, [value.strip() for value in array.dictionary.to_pylist()]))
    return columns


def _has_line_break(columns: Sequence[Column]) -> bool:
    return any("\n" in value or "\r" in value for column in columns for value in column.distinct)


def _carefully(
    body: bytes, width: int, separator: str, *, by_line: bool
) -> tuple[list[Column], npt.NDArray[np.bool_]]:
    """
    Parse record by record, keeping those that do not fit as malformed.

    Spreadsheets leave out empty cells at the end of a row and add some: both are mended.
    ``by_line``: a record is one line, so that a quote mark left open spoils one row.
    """
    seen: list[dict[str, int]] = [{"": 0} for _ in range(width)]
    codes: list[list[int]] = [[] for _ in range(width)]
    malformed: list[bool] = []
    text = body.decode("utf-8")
    by_line = by_line or text.count('"') % 2 == 1
    for record in _lines(text, separator) if by_line else _whole(text, separator):
        cells = None if record is None else [cell.strip() for cell in record]
        if cells is not None and any(cells[width:]):
            cells = None
        malformed.append(cells is None)
        for position in range(width):
            cell = cells[position] if cells is not None and position < len(cells) else ""
            known = seen[position]
            codes[position].append(known.setdefault(cell, len(known)))
    columns = [
        Column(np.array(code, dtype=np.int32), list(known))
        for code, known in zip(codes, seen, strict=True)
    ]
    return columns, np.array(malformed, dtype=bool)


def _lines(text: str, separator: str) -> Iterator[list[str] | None]:
    """Yield the cells of each line, None where a quote mark is left open."""
    for line in io.StringIO(text, newline=""):
        if '"' not in line:
            yield line.rstrip("\r\n").split(separator)
            continue
        try:
            yield next(csv.reader([line], delimiter=separator, strict=True))
        except csv.Error:
            yield None


def _whole(text: str, separator: str) -> Iterator[list[str] | None]:
    """Yield the cells of each record, which may span lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None
