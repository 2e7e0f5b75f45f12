"""Cells of CSV text as columns of coded text.

A column is kept as codes into its distinct values: a million episodes hold a few
thousand dates and a few dozen codes, and each distinct value is looked at once.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pacsv


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


def read_cells(
    body: bytes, *, width: int, separator: str, may_break: bool
) -> tuple[list[Column], npt.NDArray[np.bool_]]:
    """
    Read the rows below the headings.

    Parameters
    ----------
    body
        UTF-8 text.
    width
        How many headings there are.
    may_break
        Whether a cell may hold a line break. Where none may, one is a quote mark left
        open, and every line is read for itself, so that it spoils one row.

    Returns
    -------
    list of Column
        One for each heading.
    ndarray
        Which rows have more cells than headings, or a quote mark left open; their cells
        are blank.
    """
    columns = _quickly(body, width, separator)
    if columns is None or (not may_break and _has_line_break(columns)):
        return _carefully(body, width, separator, by_line=not may_break)
    return columns, np.zeros(len(columns[0].codes), dtype=bool)


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
