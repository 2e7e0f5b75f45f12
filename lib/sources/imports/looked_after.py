"""
The Department's files of local authorities: children looked after in England.

Two files of one release are read: *CLA on 31 March by characteristics* and *numbers and
rates per 10,000*. Both are tidy, one figure a row, as explore-education-statistics has them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from lib.errors import SourceError
from lib.sources.imports.grid import Grid, column_of, shown, words_of
from lib.sources.imports.looked_after_items import ITEMS, ON_31_MARCH, item_of
from lib.sources.imports.release import OPEN_GOVERNMENT_LICENCE, Release
from lib.sources.imports.some import some
from lib.sources.imports.withheld import Figures, kept_out
from lib.sources.published import STATUSES, TABLES

TABLE: Final = "children_looked_after"

_FIRST_YEAR: Final = 2020
"""Placements are counted in other groups before; those years stay as they are."""

_AREAS: Final = {
    "national": ("country code", "country name"),
    "regional": ("region code", "region name"),
    "local authority": ("new la code", "la name"),
}
_COUNT: Final = ("number", "children count")
_PERCENT: Final = ("percentage", "children percent")
_RATE: Final = ("rate per 10000", "rate per 10 000", "children rate", "children rate per 10000")
_YEAR: Final = re.compile(r"(20[0-9]{2})([0-9]{2})?", re.ASCII)
_NUMBER: Final = re.compile(r"([0-9]{1,6}|[0-9]{1,3},[0-9]{3})(\.0+)?", re.ASCII)
_LARGEST_SMALL: Final = 5


def is_one(grid: Grid) -> bool:
    """Tell whether this is a tidy file of the Department's."""
    headings = {words_of(heading) for heading in grid.rows[0]} if grid.rows else set()
    return {"time period", "geographic level"} <= headings


def read(grid: Grid, present: pd.DataFrame) -> Release:
    """
    Read the years from 2020 on of London's authorities, of London and of England.

    Codes for what is not shown stay. Of a pair that would give back by subtraction what the
    Department withholds, one is left out (:mod:`lib.sources.imports.withheld`).

    Raises
    ------
    SourceError
        Naming the first column, row or figure that is not understood.
    """
    names = dict(zip(present["area_code"], present["area_name"], strict=True))
    headings = grid.rows[0]
    if column_of(headings, *_RATE) is None:
        figures = kept_out(_by_characteristics(grid, names))
    else:
        figures = _numbers_and_rates(grid, names)
    years = sorted({year for _, year, _ in figures})
    if not years:
        message = f"{grid.name} holds no year from {_FIRST_YEAR} on."
        raise SourceError(message)
    measures = TABLES[TABLE].words["measure"]
    key = f"DFE-CLA-{years[-1]}"
    rows = [
        (area, names[area], str(year), measure, value, status, key)
        for (area, year, measure), (value, status) in figures.items()
        if measure in measures
    ]
    return Release(
        table=TABLE,
        rows=pd.DataFrame(rows, columns=list(TABLES[TABLE].columns), dtype="str"),
        publication=key,
        entry={
            "publisher": "Department for Education",
            "title": (
                f"Children looked after in England including adoptions, reporting year {years[-1]}"
            ),
            "licence": OPEN_GOVERNMENT_LICENCE,
            "edition": f"31 March {years[0]} to {years[-1]}"
            if len(years) > 1
            else f"31 March {years[0]}",
            "address": (
                "https://explore-education-statistics.service.gov.uk/find-statistics/"
                f"children-looked-after-in-england-including-adoptions/{years[-1]}"
            ),
        },
    )


def _numbers_and_rates(grid: Grid, names: Mapping[str, str]) -> Figures:
    headings = grid.rows[0]
    count, rate = _column(grid, _COUNT), _column(grid, _RATE)
    groups = [
        place
        for place, heading in enumerate(headings)
        if words_of(heading) in {"population count", "cla group", "characteristic", "breakdown"}
    ]
    figures: Figures = {}
    for number, area, year, row in _rows(grid, names):
        if any(words_of(row[place]) in ON_31_MARCH for place in groups):
            _put(figures, (area, year, "looked_after_n"), grid, number, row, count)
            _put(figures, (area, year, "looked_after_rate_per_10000"), grid, number, row, rate)
    wanted = {"looked_after_n": "children looked after at 31 March each year"}
    _refuse_gaps(grid, figures, names, wanted, [])
    return figures


def _by_characteristics(grid: Grid, names: Mapping[str, str]) -> Figures:
    headings = grid.rows[0]
    is_renamed = column_of(headings, "breakdown") is not None
    group = _column(grid, ("characteristic",) if is_renamed else ("cla group",))
    item = _column(grid, ("breakdown",) if is_renamed else ("characteristic",))
    count, percent = _column(grid, _COUNT), _column(grid, _PERCENT)
    figures: Figures = {}
    totals: Figures = {}
    unused: dict[str, None] = {}
    for number, area, year, row in _rows(grid, names):
        group_words, name = words_of(row[group]), item_of(row[group], row[item])
        if name is None:
            unused[shown(f"{row[group]}: {row[item]}")] = None
        elif name == "looked_after":
            _put(totals, (area, year, group_words), grid, number, row, count)
            found = totals[area, year, group_words]
            if figures.setdefault((area, year, "looked_after_n"), found) != found:
                message = (
                    f"{grid.name}, row {number}: all children looked after in {names[area]} are "
                    "another number than in a group before. Download it anew."
                )
                raise SourceError(message)
        else:
            _put(figures, (area, year, f"{name}_n"), grid, number, row, count)
            if ITEMS[name].has_percent:
                _put(figures, (area, year, f"{name}_pct"), grid, number, row, percent)
    wanted = {f"{name}_n": known.wordings[0] for name, known in ITEMS.items() if known.is_needed}
    _refuse_gaps(grid, figures, names, wanted, list(unused))
    return figures


def _rows(grid: Grid, names: Mapping[str, str]) -> Iterator[tuple[int, str, int, list[str]]]:
    """Yield the number, area, year and cells of each row about one of the areas."""
    headings = grid.rows[0]
    level, period = _column(grid, ("geographic level",)), _column(grid, ("time period",))
    places = {
        name: (column_of(headings, code), column_of(headings, label))
        for name, (code, label) in _AREAS.items()
    }
    for number, row in enumerate(grid.rows[1:], start=2):
        if not any(row):
            continue
        if len(row) != len(headings):
            message = (
                f"{grid.name}, row {number} has {len(row)} cells, and the headings are "
                f"{len(headings)}. Download it anew."
            )
            raise SourceError(message)
        code, label = places.get(words_of(row[level]), (None, None))
        if code is None or label is None or row[code] not in names:
            continue
        area = row[code]
        if words_of(row[label]) != words_of(names[area]):
            message = (
                f"{grid.name}, row {number} calls {area} {shown(row[label])}; here it is "
                f"{names[area]}. Columns may have moved: download it anew."
            )
            raise SourceError(message)
        year = _year(grid, number, row[period])
        if year >= _FIRST_YEAR:
            yield number, area, year, row


def _year(grid: Grid, number: int, text: str) -> int:
    """Give the year of 31 March: 2026, or 202526."""
    found = _YEAR.fullmatch(text)
    if not found or (found[2] and int(found[2]) != (int(found[1]) + 1) % 100):
        message = (
            f"{grid.name}, row {number}, time_period holds {shown(text)}. Wanted is a year such "
            "as 2026 or 202526."
        )
        raise SourceError(message)
    return int(found[1]) + (1 if found[2] else 0)


def _put(
    figures: Figures,
    key: tuple[str, int, str],
    grid: Grid,
    number: int,
    row: list[str],
    column: int,
) -> None:
    where = f"{grid.name}, row {number}, column {shown(grid.rows[0][column])}"
    if key in figures:
        message = f"{where}: the figure stands a second time. Give the file of all children alone."
        raise SourceError(message)
    text = row[column]
    if text.casefold() in STATUSES:
        figures[key] = ("", text.casefold())
        return
    if not _NUMBER.fullmatch(text):
        message = (
            f"{where} holds {shown(text)}. Wanted is a whole number, or one of the "
            f"Department's codes {', '.join(STATUSES)}."
        )
        raise SourceError(message)
    value = int(text.split(".")[0].replace(",", ""))
    is_small = key[0].startswith("E09") and 1 <= value <= _LARGEST_SMALL
    if key[2].endswith("_n") and is_small and not key[2].startswith("looked_after"):
        message = (
            f"{where} holds a count of {value} children of one authority. The Department "
            "publishes none from 1 to 5: this is not its file."
        )
        raise SourceError(message)
    figures[key] = (str(value), "")


def _refuse_gaps(
    grid: Grid,
    figures: Figures,
    names: Mapping[str, str],
    wanted: Mapping[str, str],
    unused: list[str],
) -> None:
    """Refuse a file without an item that is needed, or with none for an area and year."""
    years = sorted({year for _, year, _ in figures})
    found = {measure for _, _, measure in figures}
    if unknown := [wording for measure, wording in wanted.items() if measure not in found]:
        message = (
            f"{grid.name} has no rows that are understood for: {some(unknown)}. The wording may "
            "have changed, or it is another file of the release. Wanted are “CLA on 31 March by "
            "characteristics” and “numbers and rates per 10,000”, by local authority."
            + (f" Other rows say: {some(unused)}." if unused else "")
        )
        raise SourceError(message)
    gaps = [
        f"{names[area]} {year}, {wording}"
        for area in names
        for year in years
        for measure, wording in wanted.items()
        if (area, year, measure) not in figures
    ]
    if gaps:
        message = f"{grid.name} has no row for: {some(gaps)}. Download the whole file."
        raise SourceError(message)


def _column(grid: Grid, wordings: tuple[str, ...]) -> int:
    place = column_of(grid.rows[0], *wordings)
    if place is None:
        message = (
            f"{grid.name}, row 1 has no column, or several, headed “{wordings[0]}”; found: "
            f"{some([shown(heading) for heading in grid.rows[0]])}."
        )
        raise SourceError(message)
    return place
