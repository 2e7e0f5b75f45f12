"""The figures of a briefing as data: what is displayed, and everything released behind it."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from textwrap import shorten
from typing import Final

from openpyxl import load_workbook

from lib.answer.wording import day
from lib.disclosure.released import Audience, Released
from lib.domain.footprint import Footprint
from lib.exports.answer import AUDIENCES, described
from lib.exports.briefing import Briefing, Table
from lib.exports.csv_file import rows_as_csv
from lib.exports.exported import Cell, Exported, symbols_in
from lib.exports.workbook import ABOUT, tables_as_workbook

MADE_FROM: Final = "Made from"
"""The row that says everything that decides the file."""

_COLUMNS: Final = ("part", "table", "row", "column", "value")

_LONGEST_SHEET_NAME: Final = 31
_NOT_IN_A_SHEET_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
"""What Excel forbids; an apostrophe only at the end."""

_OTHERS: Final[Mapping[str, tuple[str, str]]] = {
    "bands": ("Children by distance from their own address.", "code"),
    "retention": ("Children by side of the footprint's line and by distance.", "code"),
    "need": ("Children, homes and places by authority.", "code"),
    "groups": ("Children by group.", "group"),
    "forecast": ("The forecast: lowest tenth, middle, highest tenth of 10,000 runs.", "figure"),
    "chances": ("The forecast: single figures and chances.", "figure"),
    "months": ("The forecast by month of the contract.", "month"),
    "years": ("The forecast by year of the contract.", "year"),
    "swings": ("What moves the saving: where each figure is low, and where it is high.", "setting"),
    "claim": ("What the claim of 2018 takes for granted, and what is found.", "part"),
    "shares": ("What each authority brings to the contract.", "code"),
}
"""Tables that the Overview's files do not hold: what they are, and the heading of their rows."""


def as_workbook(briefing: Briefing, footprint: Footprint) -> bytes:
    """Write a sheet about it, each table as it is shown, and each table behind them."""
    shown = {_sheet_name(at, table): table for at, table in enumerate(_shown(briefing), 1)}
    tables = _exported(briefing.released)
    about = [
        *_about(briefing, footprint, tables),
        *((f"Sheet {name}", table.title) for name, table in shown.items()),
    ]
    return tables_as_workbook(
        tables, about, as_of=briefing.as_of, marking=briefing.marking, shown=shown
    )


def as_csv(briefing: Briefing, footprint: Footprint) -> bytes:
    """
    Write one long table: a row for each cell.

    ``part`` is *about*, *shown* (cells as they are read) or *released* (the figures behind).
    """
    tables = _exported(briefing.released)
    rows: list[tuple[Cell, ...]] = [
        ("about", "", "", name, text) for name, text in _about(briefing, footprint, tables)
    ]
    for table in _shown(briefing):
        rows += [
            ("shown", table.title, row[0], heading, cell)
            for row in table.rows
            for heading, cell in zip(table.headings[1:], row[1:], strict=True)
        ]
    for name, exported in tables.items():
        headings = exported.headings[1:]
        rows += [
            ("released", name, label, heading, cell)
            for label, *cells in exported.rows()
            for heading, cell in zip(headings, cells, strict=True)
        ]
    return rows_as_csv(_COLUMNS, rows, marking=briefing.marking)


def trace_of_workbook(content: bytes) -> str | None:
    """Read what a workbook says that it was made from."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    if ABOUT not in book.sheetnames:
        return None
    rows = book[ABOUT].iter_rows(values_only=True)
    return next((str(row[1]) for row in rows if row and row[0] == MADE_FROM), None)


def trace_of_csv(content: bytes) -> str | None:
    """Read what a CSV says that it was made from."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return next((row[4] for row in rows if len(row) > len(_COLUMNS) and row[3] == MADE_FROM), None)


def _sheet_name(number: int, table: Table) -> str:
    """Name a sheet by how its title begins: its number makes the name the only one."""
    title = table.title.translate(_NOT_IN_A_SHEET_NAME)
    return shorten(f"{number} {title}", _LONGEST_SHEET_NAME, placeholder="").rstrip("'")


def _shown(briefing: Briefing) -> Iterator[Table]:
    """Give the tables in the order of the pages, each with a title, measures before the others."""
    for sheet in briefing.sheets:
        if sheet.measures:
            yield Table(
                title=sheet.title,
                headings=("Measure", "Now", "With the contract", "In words"),
                rows=tuple(
                    (one.label, one.now, one.after, "; ".join(one.said)) for one in sheet.measures
                ),
                texts=4,
            )
        yield from (replace(one, title=one.title or sheet.title) for one in sheet.tables)


def _exported(tables: Mapping[str, Released]) -> dict[str, Exported]:
    found = {}
    for name, table in tables.items():
        if name in _OTHERS:
            about, heading = _OTHERS[name]
            found[name] = Exported(table=table, about=about, heading=heading)
        else:
            found[name] = described(name, table)
    return found


def _about(
    briefing: Briefing, footprint: Footprint, tables: Mapping[str, Exported]
) -> list[tuple[str, str]]:
    """Say what it is, for whom, from what; and what its symbols mean."""
    standing = symbols_in(tables.values())
    return [
        ("Title", briefing.title),
        ("As at", day(briefing.as_of)),
        ("Audience", AUDIENCES[Audience(briefing.audience)]),
        ("Marking", briefing.marking),
        ("Scenario", briefing.trace.id),
        ("In the app", briefing.link),
        *(("Found", said) for sheet in briefing.sheets[:1] for said in sheet.sentences),
        *(("Note", said) for sheet in briefing.sheets for said in sheet.notes),
        *((f"Symbol {symbol}", said) for symbol, said in footprint.symbols if symbol in standing),
        *((f"Table {name}", table.about) for name, table in tables.items()),
        *(("Definition", said) for said in briefing.definitions),
        *(("Source", said) for said in briefing.sources),
        (MADE_FROM, briefing.trace.as_json()),
    ]
