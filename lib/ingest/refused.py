"""Rows that were refused, as they stand in their file, each with the reason."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

import numpy as np

from lib.ingest.findings import Fate, Ledger
from lib.ingest.opening import Opened
from lib.ingest.tables import Sheet

FURTHER: Final = "cells beyond the headings"
"""The heading of what a row holds more than its table has columns."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RefusedRow:
    """
    One row, for whoever sent the file and for nobody else: it may identify a child.

    ``row`` is numbered as in `lib.ingest.findings.Finding`; ``cells`` are by heading.
    """

    file: str
    row: int
    reason: str
    cells: Mapping[str, str]


def refused_rows(tables: Iterable[Opened]) -> Iterator[RefusedRow]:
    """Yield the refused rows of tables whose ledgers are complete, in their order."""
    for table in tables:
        yield from _of_table(table)


def _of_table(table: Opened) -> Iterator[RefusedRow]:
    ledger = table.ledger
    is_refused = np.equal(ledger.fates, Fate.REFUSED)
    if not is_refused.any():
        return
    reasons = _Reasons(ledger)
    every = _as_written(table) if table.found is None or table.written else _of_xml(table.found)
    for row, is_wanted, cells in zip(ledger.rows.tolist(), is_refused.tolist(), every, strict=True):
        if is_wanted:
            yield RefusedRow(file=ledger.file, row=row, reason=reasons.of(row), cells=cells)


def _as_written(table: Opened) -> Iterator[dict[str, str]]:
    """Give each row's cells by their headings, of which one may stand twice or be empty."""
    if table.written is None:
        yield from ({} for _ in table.ledger.rows)
        return
    headings = _told_apart(table.written.headings)
    for cells in table.written.rows():
        further = [cell for cell in cells[len(headings) :] if cell.strip()]
        named = dict(zip_longest(headings, cells[: len(headings)], fillvalue=""))
        yield named | ({FURTHER: " | ".join(further)} if further else {})


def _told_apart(headings: Iterable[str]) -> list[str]:
    """Number headings that stand twice, and those that are empty."""
    found: dict[str, None] = {}
    for position, heading in enumerate(headings, start=1):
        name = heading.strip() or f"column {position}"
        while name in found:
            name = f"{name} (column {position})"
        found[name] = None
    return [*found]


def _of_xml(sheet: Sheet) -> Iterator[dict[str, str]]:
    """Give what was taken of each element."""
    for position in range(len(sheet.rows)):
        yield {
            name: column.distinct[column.codes[position]] for name, column in sheet.columns.items()
        }


class _Reasons:
    """What was found of each row; of one that nothing was said of, what was of the file."""

    def __init__(self, ledger: Ledger) -> None:
        self._by_row: dict[int | None, list[str]] = {}
        for finding in ledger.findings:
            self._by_row.setdefault(finding.row, []).append(finding.message)

    def of(self, row: int) -> str:
        return " ".join(self._by_row.get(row) or self._by_row.get(None, []))
