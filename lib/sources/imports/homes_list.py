"""
Ofsted's list of providers: *Children's social care in England, provider-level data*.

Of it only counts are kept, by authority and sector: homes, places, grades. Names, addresses
and URNs of homes are not taken over.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from lib.domain.whole_areas import ENGLAND, LONDON
from lib.errors import SourceError
from lib.sources.imports.grid import Grid, column_of, shown, words_of
from lib.sources.imports.release import OPEN_GOVERNMENT_LICENCE, Release
from lib.sources.imports.some import some
from lib.sources.published import TABLES

TABLE: Final = "childrens_homes"

_ROWS_BEFORE: Final = 30
"""Titles and notes stand before the headings; never more of them than this."""

_DATE: Final = re.compile(r"\b31 March (20[0-9]{2})\b", re.ASCII | re.IGNORECASE)
_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "URN": ("urn", "unique reference number"),
    "Provision type": ("provision type", "provider type", "setting type"),
    "Sector": ("sector", "provider sector"),
    "Places": (
        "places", "maximum number of places", "number of places", "registered places",
        "maximum users",
    ),
    "Local authority": ("local authority", "local authority name", "setting local authority"),
}  # fmt: skip
_STATUS: Final = ("registration status", "setting registration status")
_GRADE: Final = ("overall experiences and progress", "overall effectiveness")
_HOME: Final = frozenset({"childrens home", "childrens homes"})
_OPEN: Final = frozenset({"active", "registered", "suspended"})
_CLOSED: Final = frozenset(
    {"cancelled", "closed", "deregistered", "proposed", "resigned", "withdrawn"}
)
_SECTORS: Final = {
    "health authority": "health_authority",
    "nhs": "health_authority",
    "local authority": "local_authority",
    "private": "private",
    "voluntary": "voluntary",
}
_GRADES: Final = {
    "outstanding": "outstanding",
    "good": "good",
    "requires improvement": "requires_improvement",
    "requires improvement to be good": "requires_improvement",
    "inadequate": "inadequate",
    "": "not_yet_graded",
    "n a": "not_yet_graded",
    "not yet inspected": "not_yet_graded",
    "not applicable": "not_yet_graded",
}
_URN: Final = re.compile(r"[A-Z0-9]{4,10}", re.ASCII)
_PLACES: Final = re.compile(r"([0-9]{1,3})(\.0)?", re.ASCII)
_MOST_PLACES: Final = 200
_STYLE: Final = frozenset({"and", "city", "council", "county", "of", "the"})
_CITY_OF_LONDON: Final = "london"
_NO_AUTHORITIES: Final = ("E12", "E13", "E92")


def is_one(grid: Grid) -> bool:
    """Tell whether these are the rows of a provider-level list."""
    return _headings_at(grid) is not None


def read(grid: Grid, present: pd.DataFrame) -> Release:
    """
    Count the children's homes of a list of all registered providers.

    Raises
    ------
    SourceError
        Naming the first column, row or word that is not understood; and where the list
        holds inspected homes alone, which would count too few.
    """
    at = _headings_at(grid)
    if at is None:
        message = f"{grid.name} has no row of headings with {', '.join(_HEADINGS)}."
        raise SourceError(message)
    date = f"{_year(grid, at)}-03-31"
    latest = present[present["date"] == present["date"].max()]
    names = dict(zip(latest["area_code"], latest["area_name"], strict=True))
    counted: dict[tuple[str, str], Counter[str]] = {}
    for area, sector, places, grade in _homes(grid, at, names):
        areas = (area, ENGLAND, *([LONDON] if area.startswith("E09") else []))
        for key in ((where, which) for where in areas for which in (sector, "all")):
            counted.setdefault(key, Counter()).update({"homes": 1, "places": places, grade: 1})
    if not counted:
        message = f"{grid.name} lists no children's home that is registered."
        raise SourceError(message)
    if not counted[ENGLAND, "all"]["not_yet_graded"]:
        message = (
            f"{grid.name} lists no home without a grade, so it holds inspected homes alone and "
            "would count too few. Wanted is the list of all registered providers on 31 March."
        )
        raise SourceError(message)
    for area in names:
        counted.setdefault((area, "all"), Counter())
    layout = TABLES[TABLE]
    publication = f"OFSTED-{date[:4]}"
    rows = [
        [area, names[area], date, sector, "register"]
        + [str(count[number]) for number in layout.numbers]
        + [publication]
        for (area, sector), count in counted.items()
    ]
    return Release(
        table=TABLE,
        rows=pd.DataFrame(rows, columns=list(layout.columns), dtype="str"),
        publication=publication,
        entry={
            "publisher": "Ofsted",
            "title": f"Children's social care in England {date[:4]}, provider-level data",
            "licence": OPEN_GOVERNMENT_LICENCE,
            "edition": f"31 March {date[:4]}",
            "address": (
                "https://www.gov.uk/government/statistics/"
                f"childrens-social-care-in-england-{date[:4]}"
            ),
            "note": (
                "Children's homes counted from the list of all registered providers, type "
                "children's home only."
            ),
        },
    )


def _headings_at(grid: Grid) -> int | None:
    for number, row in enumerate(grid.rows[:_ROWS_BEFORE]):
        headings = {words_of(cell) for cell in row}
        if all(headings & set(wordings) for wordings in _HEADINGS.values()):
            return number
    return None


def _year(grid: Grid, at: int) -> int:
    titles = [cell for row in grid.rows[:at] for cell in row]
    years = {int(year) for title in titles for year in _DATE.findall(title)}
    if len(years) != 1:
        message = (
            f"{grid.name} says above its headings of {len(years) or 'no'} dates that the list is "
            "as at 31 March of a year. Keep the title row of the download, such as “Provider "
            "level as at 31 March 2026”, and no other date there."
        )
        raise SourceError(message)
    return years.pop()


def _homes(grid: Grid, at: int, names: Mapping[str, str]) -> Iterator[tuple[str, str, int, str]]:
    """Yield authority, sector, places and grade of each registered children's home."""
    headings = grid.rows[at]
    columns = {name: _column(grid, headings, name) for name in _HEADINGS}
    status, grade = column_of(headings, *_STATUS), _grade_column(grid, headings)
    codes = {
        _key(name): code for code, name in names.items() if not code.startswith(_NO_AUTHORITIES)
    }
    urns: set[str] = set()
    for number, short in enumerate(grid.rows[at + 1 :], start=at + 2):
        row = short + [""] * (len(headings) - len(short))
        cells = {name: row[place] for name, place in columns.items()}
        if words_of(cells["Provision type"]) not in _HOME:
            continue
        where = f"{grid.name}, row {number}"
        if status is not None and not _is_open(where, row[status]):
            continue
        urn = cells["URN"].upper()
        if not _URN.fullmatch(urn):
            raise _not_understood(
                where, "URN", cells["URN"], "a number such as 1234567 or SC123456"
            )
        if urn in urns:
            message = f"{where}: URN {urn} stands in another row too. Keep one row for each home."
            raise SourceError(message)
        urns.add(urn)
        area = codes.get(_key(cells["Local authority"]))
        if area is None:
            raise _not_understood(
                where,
                "Local authority",
                cells["Local authority"],
                "an authority of England as geodata/published/childrens_homes.csv names it",
            )
        sector = _SECTORS.get(words_of(cells["Sector"]))
        if sector is None:
            raise _not_understood(where, "Sector", cells["Sector"], some(sorted(_SECTORS)))
        places = _PLACES.fullmatch(cells["Places"])
        if not places or not 1 <= int(places[1]) <= _MOST_PLACES:
            wanted = f"a whole number from 1 to {_MOST_PLACES}"
            raise _not_understood(where, "Places", cells["Places"], wanted)
        given = _GRADES.get(words_of(row[grade]))
        if given is None:
            wanted = "Outstanding, Good, Requires improvement to be good, Inadequate, or nothing"
            raise _not_understood(where, headings[grade], row[grade], wanted)
        yield area, sector, int(places[1]), given


def _is_open(where: str, text: str) -> bool:
    status = words_of(text)
    if status not in _OPEN | _CLOSED:
        wanted = some(sorted(_OPEN | _CLOSED))
        raise _not_understood(where, "Registration status", text, wanted)
    return status in _OPEN


def _column(grid: Grid, headings: list[str], name: str) -> int:
    place = column_of(headings, *_HEADINGS[name])
    if place is None:
        message = f"{grid.name} has several columns headed {name}. Keep the one that is meant."
        raise SourceError(message)
    return place


def _grade_column(grid: Grid, headings: list[str]) -> int:
    found = [
        place for place, heading in enumerate(headings) if words_of(heading).startswith(_GRADE)
    ]
    if len(found) != 1:
        message = (
            f"{grid.name} has {len(found) or 'no'} columns headed “Overall experiences and "
            "progress of children and young people” or “Overall effectiveness”; wanted is one."
        )
        raise SourceError(message)
    return found[0]


def _key(name: str) -> tuple[str, ...]:
    """Put the names of an authority into one form: Bristol is Bristol, City of."""
    words = words_of(name).split()
    key = tuple(word for word in words if word not in _STYLE)
    # The City of London is not London.
    return tuple(words) if key == (_CITY_OF_LONDON,) else key


def _not_understood(where: str, column: str, text: str, wanted: str) -> SourceError:
    return SourceError(f"{where}, column {shown(column)} holds {shown(text)}. Wanted is {wanted}.")
