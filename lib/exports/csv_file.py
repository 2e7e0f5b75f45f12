"""Tables as CSV: UTF-8 with a byte order mark and CRLF, which Excel opens as it is."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from lib.domain.symbols import Symbol
from lib.exports.exported import Cell, Exported
from lib.exports.plain_text import as_plain_text

MARKING: Final = "marking"
"""The last column of every table, so that no row is without it when files are put together."""


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
    return _written(table.headings, table.rows(), marking=marking)


def texts_as_csv(headings: Sequence[str], rows: Iterable[Sequence[str]], *, marking: str) -> bytes:
    """Write rows of texts."""
    return _written(headings, rows, marking=marking)


def _written(headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, marking: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in ((*headings, MARKING), *((*row, marking) for row in rows)):
        writer.writerow([_plain(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if isinstance(cell, Symbol):
        return cell.value
    return as_plain_text(cell) if isinstance(cell, str) else repr(cell)
