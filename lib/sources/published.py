"""Official figures: the rows that the product uses, read from `geodata/published`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from lib.errors import SourceError
from lib.sources.paths import GEODATA

STATUSES: Final[dict[str, str]] = {
    "c": "withheld to protect confidentiality",
    "k": "not zero, but rounds to zero",
    "u": "low reliability",
    "x": "not available",
    "z": "not applicable",
}
"""The Department's codes for a figure that is not there. None is ever derived."""

_AREA: Final = r"E(?:06|08|09|10|12|92)\d{6}"


@dataclass(frozen=True, kw_only=True)
class _Layout:
    """What a table must hold: its key, its numbers, and its closed lists of words."""

    key: tuple[str, ...]
    numbers: tuple[str, ...]
    may_be_withheld: bool
    words: dict[str, frozenset[str]]

    @property
    def columns(self) -> tuple[str, ...]:
        status = ("status",) if self.may_be_withheld else ()
        return ("area_code", "area_name", *self.key, *self.numbers, *status, "source")


TABLES: Final[dict[str, _Layout]] = {
    "children_looked_after": _Layout(
        key=("year", "measure"),
        numbers=("value",),
        may_be_withheld=True,
        words={
            "measure": frozenset(
                {
                    "inside_la_n",
                    "looked_after_n",
                    "over20_n",
                    "pl_secure_and_childrens_home_n",
                    "uasc_n",
                }
            )
        },
    ),
    "childrens_homes": _Layout(
        key=("date", "sector"),
        numbers=("homes", "places"),
        may_be_withheld=False,
        words={
            "sector": frozenset(
                {"all", "health_authority", "local_authority", "private", "voluntary"}
            )
        },
    ),
    "placement_flows": _Layout(
        key=("year", "placement_group", "measure"),
        numbers=("value",),
        may_be_withheld=True,
        words={
            "placement_group": frozenset({"childrens_homes"}),
            "measure": frozenset({"net_gain", "own_placed_outside_pct"}),
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
One row of each table is an area (GSS code) by its key. ``measure`` ends in ``_n`` for
children and ``_pct`` for whole per cent. Regions and England are rounded to 10.
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
        The columns of the table in its layout. Figures are ``Int64``, missing where the
        publisher gives none; ``status`` then says why, by :data:`STATUSES`. ``year`` is
        ``int64`` and stands for 31 March. ``source`` is a publication named in
        ``geodata/sources.toml``.

    Raises
    ------
    SourceError
        Naming the file and what is wrong with it.
    """
    if table not in TABLES:
        message = f"No published table is called {table!r}. There are: {', '.join(TABLES)}."
        raise SourceError(message)
    layout = TABLES[table]
    name = f"geodata/published/{table}.csv"
    try:
        rows = pd.read_csv(
            folder / f"{table}.csv", dtype=str, keep_default_na=False, encoding="utf-8"
        )
    except (OSError, ValueError) as error:
        message = f"{name} is missing or cannot be read. Restore it from the repository."
        raise SourceError(message) from error
    if tuple(rows.columns) != layout.columns:
        message = f"{name} has not the columns {', '.join(layout.columns)}."
        raise SourceError(message)
    faults = _faults(rows, layout)
    if faults:
        message = f"{name}: {'; '.join(faults)}. Restore it from the repository."
        raise SourceError(message)
    for number in layout.numbers:
        rows[number] = pd.to_numeric(rows[number].where(rows[number].ne(""))).astype("Int64")
    if "year" in rows:
        rows["year"] = rows["year"].astype("int64")
    if layout.may_be_withheld:
        rows["status"] = rows["status"].where(rows["status"].ne(""))
    return rows


def _faults(rows: pd.DataFrame, layout: _Layout) -> list[str]:
    faults = []
    if not rows["area_code"].str.fullmatch(_AREA).all():
        faults.append("`area_code` holds what is no GSS code of England")
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
        if not rows.loc[~is_blank, number].str.fullmatch(r"-?\d+").all():
            faults.append(f"`{number}` holds what is no whole number")
        if layout.may_be_withheld:
            if not is_blank.eq(rows["status"].isin(STATUSES)).all():
                faults.append(f"`{number}` must hold a figure, or `status` say why there is none")
        elif is_blank.any():
            faults.append(f"`{number}` has a gap")
    return faults
