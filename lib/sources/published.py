"""Official figures: the rows that the product uses, read from `geodata/published`."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from lib.errors import SourceError
from lib.sources.paths import GEODATA
from lib.sources.published_checks import CHECKS, JOINS

STATUSES: Final[dict[str, str]] = {
    "c": "withheld to protect confidentiality",
    "k": "not zero, but rounds to zero",
    "u": "low reliability",
    "x": "not available",
    "z": "not applicable",
}
"""The Department's codes for a figure that is not there. None is ever derived."""

_CODE: Final = r"(?:E(?:06|08|09|10|12|13|92)|K02)\d{6}"
_AREA: Final = rf"{_CODE}(?:\{JOINS}{_CODE})*"


@dataclass(frozen=True, kw_only=True)
class _Layout:
    """What a table must hold: its key, its numbers, its texts, and its closed lists of words."""

    key: tuple[str, ...]
    numbers: tuple[str, ...]
    may_be_withheld: bool = False
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    has_decimals: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        status = ("status",) if self.may_be_withheld else ()
        shown = (*self.key, *self.texts, *self.numbers)
        return ("area_code", "area_name", *dict.fromkeys(shown), *status, "source")


TABLES: Final[dict[str, _Layout]] = {
    "children_looked_after": _Layout(
        key=("year", "measure"),
        numbers=("value",),
        may_be_withheld=True,
        words={
            "measure": frozenset(
                {
                    "distance_unknown_n",
                    "distance_unknown_pct",
                    "inside_la_n",
                    "inside_la_pct",
                    "looked_after_n",
                    "looked_after_rate_per_10000",
                    "over20_n",
                    "over20_outside_la_pct",
                    "over20_pct",
                    "pl_foster_pct",
                    "pl_secure_and_childrens_home_n",
                    "pl_secure_and_childrens_home_pct",
                    "pl_supported_accommodation_pct",
                    "uasc_n",
                    "uasc_pct",
                }
            )
        },
    ),
    "childrens_homes": _Layout(
        key=("date", "sector"),
        numbers=(
            "homes",
            "places",
            "outstanding",
            "good",
            "requires_improvement",
            "inadequate",
            "not_yet_graded",
        ),
        words={
            "sector": frozenset(
                {"all", "health_authority", "local_authority", "private", "voluntary"}
            ),
            "coverage": frozenset({"register", "reconstructed"}),
        },
        texts=("coverage",),
    ),
    "consumer_prices": _Layout(key=("year",), numbers=("index_2015_100",), has_decimals=True),
    "placement_flows": _Layout(
        key=("year", "placement_group", "measure"),
        numbers=("value",),
        may_be_withheld=True,
        words={
            "placement_group": frozenset({"childrens_homes"}),
            "measure": frozenset({"net_gain", "own_placed_outside_pct"}),
        },
    ),
    "statistical_neighbours": _Layout(
        key=("neighbour_code",),
        numbers=("rank",),
        texts=("neighbour_name", "closeness"),
        words={
            "closeness": frozenset(
                {"Extremely close", "Very close", "Close", "Somewhat close", "Not close"}
            )
        },
    ),
    "weekly_cost": _Layout(
        key=("financial_year", "measure"),
        numbers=("gbp_per_week",),
        may_be_withheld=True,
        words={"measure": frozenset({"residential_care"})},
    ),
}
"""
One row of each table is an area (GSS code; of authorities held as one, theirs with a plus
between) by its key. ``measure`` ends in ``_n`` for
children and ``_pct`` for whole per cent. Regions and England are rounded to 10.
``coverage`` of homes is *register* where the list holds all registered homes, and
*reconstructed* where those not inspected were added back from later lists. The index of
consumer prices is the mean of a calendar year, 2015 = 100.
"""


def published(table: str, *, folder: Path = GEODATA / "published") -> pd.DataFrame:
    """
    Read a table of official figures, and refuse one that is not what it says.

    Parameters
    ----------
    table
        A key of :data:`TABLES`.

    Returns
    -------
    DataFrame
        The columns of the table in its layout. Figures are ``Int64`` (an index ``Float64``),
        missing where the publisher gives none; ``status`` then says why, by
        :data:`STATUSES`. ``year`` is ``int64`` and stands for 31 March. ``source`` is a
        publication named in ``geodata/sources.toml``.

    Raises
    ------
    SourceError
        Naming the file and what is wrong with it.
    """
    return _read(table, folder).copy(deep=False)


def figures_of(rows: pd.DataFrame, *, table: str) -> pd.DataFrame:
    """
    Turn the text of a table into figures, as :func:`published` gives them.

    Raises
    ------
    SourceError
        Saying what is wrong, without the name of the file and without a full stop.
    """
    layout = TABLES[table]
    if tuple(rows.columns) != layout.columns:
        message = f"the table has not the columns {', '.join(layout.columns)}"
        raise SourceError(message)
    faults = _faults(rows, layout)
    if not faults:
        rows = _as_numbers(rows.copy(), layout)
        faults = CHECKS[table](rows) if table in CHECKS else []
    if faults:
        raise SourceError("; ".join(faults))
    return rows


@lru_cache
def _read(table: str, folder: Path) -> pd.DataFrame:
    """Read and check a table once; nobody changes what is kept."""
    if table not in TABLES:
        message = f"No published table is called {table!r}. There are: {', '.join(TABLES)}."
        raise SourceError(message)
    name = f"geodata/published/{table}.csv"
    try:
        rows = pd.read_csv(
            folder / f"{table}.csv", dtype=str, keep_default_na=False, encoding="utf-8"
        )
    except (OSError, ValueError) as error:
        message = f"{name} is missing or cannot be read. Restore it from the repository."
        raise SourceError(message) from error
    try:
        return figures_of(rows, table=table)
    except SourceError as error:
        message = f"{name}: {error}. Restore it from the repository."
        raise SourceError(message) from error


def _as_numbers(rows: pd.DataFrame, layout: _Layout) -> pd.DataFrame:
    for number in layout.numbers:
        found = pd.to_numeric(rows[number].where(rows[number].ne("")))
        rows[number] = found.astype("Float64") if layout.has_decimals else found.astype("Int64")
    if "year" in rows:
        rows["year"] = rows["year"].astype("int64")
    if layout.may_be_withheld:
        rows["status"] = rows["status"].where(rows["status"].ne(""))
    return rows


def _faults(rows: pd.DataFrame, layout: _Layout) -> list[str]:
    faults = []
    if not rows["area_code"].str.fullmatch(_AREA).all():
        faults.append("`area_code` holds what is no GSS code of England or the United Kingdom")
    if rows.duplicated(["area_code", *layout.key]).any():
        faults.append("a figure stands twice")
    if "year" in rows and not rows["year"].str.fullmatch(r"20\d\d").all():
        faults.append("`year` holds what is no year")
    if rows["source"].eq("").any():
        faults.append("a figure has no source")
    faults += [
        f"`{column}` holds an unknown word"
        for column, words in layout.words.items()
        if not rows[column].isin(words).all()
    ]
    for number in layout.numbers:
        is_blank = rows[number].eq("")
        pattern, what = (
            (r"\d+\.\d", "number") if layout.has_decimals else (r"-?\d+", "whole number")
        )
        if not rows.loc[~is_blank, number].str.fullmatch(pattern).all():
            faults.append(f"`{number}` holds what is no {what}")
        if layout.may_be_withheld:
            if not is_blank.eq(rows["status"].isin(STATUSES)).all():
                faults.append(f"`{number}` must hold a figure, or `status` say why there is none")
        elif is_blank.any():
            faults.append(f"`{number}` has a gap")
    return faults
