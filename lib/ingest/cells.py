"""Cells of CSV text as columns of coded text.

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

_MOST_CHARACTERS: Final = 32_767
"""No cell of a spreadsheet holds more."""


@dataclass(frozen=True, slots=True, repr=False)
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


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Cells:
    """
    The rows below the headings.

    ``columns``: one for each heading. ``is_malformed``: which rows have more cells than
    headings, or a quote mark left open; their cells are blank. ``widths``: how many cells
    each row has, at most one for each heading.
    """

    columns: list[Column]
    is_malformed: npt.NDArray[np.bool_]
    widths: npt.NDArray[np.int32]


def read_cells(body: bytes, *, width: int, separator: str) -> Cells:
    """
    Read the rows below the headings. A quoted cell may hold line breaks.

    Parameters
    ----------
    body
        UTF-8 text.
    width
        How many headings there are.
    """
    columns = _quickly(body, width, separator)
    if columns is None:
        return _carefully(body, width, separator)
    rows = len(columns[0].codes)
    return Cells(
        columns=columns,
        is_malformed=np.zeros(rows, dtype=bool),
        widths=np.full(rows, width, dtype=np.int32),
    )


def rows_as_written(body: bytes, *, width: int, separator: str) -> Iterator[list[str]]:
    """
    Yield the cells of each row as they stand, row by row as `read_cells` counts them.

    Of a row that does not fit, all that its line holds.
    """
    for line, cells, _ in _records(body.decode("utf-8"), separator, width):
        yield _loosely(line, separator) if cells is None else cells


def _loosely(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=separator), [])
    except csv.Error:  # a cell beyond what the module takes
        return [line.rstrip("\r\n")]


def _quickly(body: bytes, width: int, separator: str) -> list[Column] | None:
    """Parse with Arrow; None where a row has other cells than the headings, or several lines."""
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
        texts = array.dictionary.to_pylist()
        if any("\n" in text or "\r" in text for text in texts):
            return None
        codes = array.indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
        columns.append(Column(codes, [text.strip() for text in texts]))
    return columns


def _carefully(body: bytes, width: int, separator: str) -> Cells:
    """
    Parse record by record, keeping those that do not fit as malformed.

    Spreadsheets add empty cells at the end of a row: they are left out. Cells missing at
    the end are blank; of a last row that the file ends in, the last cell is missing too,
    as it may have been cut in the middle.
    """
    seen: list[dict[str, int]] = [{"": 0} for _ in range(width)]
    codes: list[list[int]] = [[] for _ in range(width)]
    malformed: list[bool] = []
    widths: list[int] = []
    text = body.decode("utf-8")
    for _, record, is_cut in _records(text, separator, width):
        cells = [cell.strip() for cell in record or ()]
        if is_cut and 1 < len(cells) < width:
            cells.pop()
        malformed.append(record is None)
        widths.append(min(len(cells), width))
        for position in range(width):
            cell = cells[position] if position < len(cells) else ""
            known = seen[position]
            codes[position].append(known.setdefault(cell, len(known)))
    return Cells(
        columns=[
            Column(np.array(code, dtype=np.int32), list(known))
            for code, known in zip(codes, seen, strict=True)
        ],
        is_malformed=np.array(malformed, dtype=bool),
        widths=np.array(widths, dtype=np.int32),
    )


def _records(text: str, separator: str, width: int) -> Iterator[tuple[str, list[str] | None, bool]]:
    """
    Yield the first line and the cells of each record, and whether the file ends in it.

    None where the record is malformed: it is then one line, so that a quote mark left
    open spoils one row and not those up to the next quote mark.
    """
    lines = list(io.StringIO(text, newline=""))
    number = 0
    while number < len(lines):
        end = number + 1
        cells = _cells(lines[number], separator)
        if cells is None:
            end = _closing_line(lines, number)
            cells = _cells("".join(lines[number:end]), separator)
        if cells is not None and any(cell.strip() for cell in cells[width:]):
            cells = None
        if cells is None:
            end = number + 1
        is_last = end == len(lines) and not lines[-1].endswith(("\n", "\r"))
        yield lines[number], cells, is_last
        number = end


def _cells(record: str, separator: str) -> list[str] | None:
    """Give the cells of a record; None where it is none, as with a quote mark left open."""
    if '"' not in record:
        return record.rstrip("\r\n").split(separator)
    try:
        (cells,) = csv.reader([record], delimiter=separator, strict=True)
    except (csv.Error, ValueError):
        return None
    return cells


def _closing_line(lines: Sequence[str], opening: int) -> int:
    """Give the line after the one that closes a quote mark, within what a cell can hold."""
    length = 0
    for number in range(opening + 1, len(lines)):
        if lines[number].count('"') % 2:
            return number + 1
        length += len(lines[number])
        if length > _MOST_CHARACTERS:
            break
    return opening + 1
