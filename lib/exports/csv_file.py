"""Tables as CSV: UTF-8 with a byte order mark and CRLF, which Excel opens as it is."""

import csv
import io
from collections.abc import Iterable, Sequence

from lib.domain.symbols import Symbol
from lib.exports.exported import MARKING, Cell, Exported
from lib.exports.plain_text import as_plain_text


def table_as_csv(table: Exported, *, marking: str) -> bytes:
    """
    Write a released table.

    Parameters
    ----------
    marking
        What the file has to say to whoever finds it; empty where it may be shared.

    Returns
    -------
    bytes
        Numbers as they are, symbols where there is none, texts that nothing calculates.
    """
    return _written(table.marked(marking))


def rows_as_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, marking: str) -> bytes:
    """Write rows of texts, numbers and symbols."""
    return _written([(*headings, MARKING), *((*row, marking) for row in rows)])


def _written(rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if isinstance(cell, Symbol):
        return cell.value
    return as_plain_text(cell) if isinstance(cell, str) else repr(cell)
