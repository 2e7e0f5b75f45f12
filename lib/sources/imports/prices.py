"""The Office for National Statistics' series D7BT: consumer prices, 2015 = 100."""

import re
from typing import Final

import pandas as pd

from lib.errors import SourceError
from lib.sources.imports.grid import Grid, shown, words_of
from lib.sources.imports.release import OPEN_GOVERNMENT_LICENCE, Release
from lib.sources.published import TABLES

TABLE: Final = "consumer_prices"

_SERIES: Final = "D7BT"
_PUBLICATION: Final = f"ONS-{_SERIES}"
_BASE: Final = re.compile(r"2015 ?= ?100\b", re.ASCII)
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}", re.ASCII)
_PERIOD: Final = re.compile(r"(?:19|20)[0-9]{2} (?:Q[1-4]|[A-Z]{3})", re.ASCII)
_INDEX: Final = re.compile(r"([0-9]{1,4})(?:\.([0-9]))?", re.ASCII)
_ROWS_BEFORE: Final = 20


def is_one(grid: Grid) -> bool:
    """Tell whether these are the rows of a time series as the office's website has them."""
    return any(row and words_of(row[0]) == "cdid" for row in grid.rows[:_ROWS_BEFORE])


def read(grid: Grid, present: pd.DataFrame) -> Release:
    """
    Read the yearly means from the first year of the table on.

    Quarters and months are not read: the mean of a calendar year is the office's own.

    Raises
    ------
    SourceError
        If it is another series or another base year, naming what was found; or naming the
        row that is not understood.
    """
    titles = {words_of(row[0]): row[1] for row in grid.rows[:_ROWS_BEFORE] if len(row) > 1}
    if titles.get("cdid", "").upper() != _SERIES or not _BASE.search(titles.get("title", "")):
        message = (
            f"{grid.name} is the series {shown(titles.get('cdid', ''))}, titled "
            f"{shown(titles.get('title', ''))}. Wanted is {_SERIES}, CPI index 00: all items, "
            "2015 = 100. If prices now have another base year, all years must be of that base."
        )
        raise SourceError(message)
    first = int(present["year"].min())
    rows = [
        ("K02000001", "United Kingdom", year, index, _PUBLICATION)
        for year, index in _yearly(grid).items()
        if int(year) >= first
    ]
    if not rows:
        message = f"{grid.name} holds no yearly mean from {first} on."
        raise SourceError(message)
    years = sorted({*present["year"], *(row[2] for row in rows)})
    return Release(
        table=TABLE,
        rows=pd.DataFrame(rows, columns=list(TABLES[TABLE].columns), dtype="str"),
        publication=_PUBLICATION,
        entry={
            "publisher": "Office for National Statistics",
            "title": f"CPI index 00: all items, 2015 = 100 (series {_SERIES}, data set MM23)",
            "licence": OPEN_GOVERNMENT_LICENCE,
            "edition": f"{years[0]} to {years[-1]}",
            "address": (
                "https://www.ons.gov.uk/economy/inflationandpriceindices/timeseries/d7bt/mm23"
            ),
        },
        of_file={
            "how": f"The yearly means of series {_SERIES}, as downloaded from the office.",
            "caveats": "",
        },
    )


def _yearly(grid: Grid) -> dict[str, str]:
    figures: dict[str, str] = {}
    is_before = True
    for number, row in enumerate(grid.rows, start=1):
        period = row[0] if row else ""
        is_year = bool(_YEAR.fullmatch(period))
        is_before = is_before and not is_year
        if is_before or not any(row):
            continue
        found = _INDEX.fullmatch(row[1]) if len(row) > 1 else None
        if not (is_year or _PERIOD.fullmatch(period)) or not found:
            message = (
                f"{grid.name}, row {number} holds {shown(', '.join(row))}. Wanted is a year, "
                "quarter or month and an index with one decimal, such as 2026 and 143.2."
            )
            raise SourceError(message)
        if is_year:
            if period in figures:
                message = f"{grid.name}, row {number}: {period} stands a second time."
                raise SourceError(message)
            figures[period] = f"{found[1]}.{found[2] or '0'}"
    return figures
