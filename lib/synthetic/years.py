"""Invented returns of another year: the same children, their lives moved by whole years."""

import io
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Final

import pandas as pd

from lib.domain.code_years import FIRST_YEAR, LAST_YEAR, codes_of
from lib.errors import ConfigurationError

AS_INVENTED: Final = 2018
"""The year of the returns before they are moved."""

_FORM: Final = "%d/%m/%Y"
_DATES: Final[Mapping[str, tuple[str, ...]]] = {
    "episodes.csv": ("DECOM", "DEC"),
    "header.csv": ("DOB", "MC_DOB"),
    "uasc.csv": ("DOB", "DUC"),
    "costs.csv": ("start", "end"),
    "needs.csv": (),
}
_CODES: Final = ("PLACE", "REC", "REASON_PLACE_CHANGE", "SEX")
_INSTEAD: Final[Mapping[str, tuple[str, ...]]] = {
    "1": ("M",), "2": ("F",), "M": ("1",), "F": ("2",),
    "H5": ("K3",), "P2": ("K3",), "Z1": ("Z11",),
    "E43": ("E45",), "E44": ("E46",),
    "E45": ("E43",), "E46": ("E44",), "E47": ("E43",), "E48": ("E44",),
    "CUSTOD": ("OTHER",),
}  # fmt: skip
"""What stands for a code that a year's return does not have."""


def of_year(files: Mapping[str, bytes], year: int) -> dict[str, bytes]:
    """
    Move invented returns to the year that ends on a 31 March, in the codes of its return.

    A return of one year holds the episodes that were open on some day of it: older ones are
    left out, and the children who have no other.

    Parameters
    ----------
    files
        As `lib.synthetic.generate.generate` gives them: as at 31 March 2018.

    Returns
    -------
    dict
        The returns, costs and needs. Homes and monitoring, which are of no year's return, stay
        as they are.

    Raises
    ------
    ConfigurationError
        If no return of the year is read.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"The year is {year}; one from {FIRST_YEAR} to {LAST_YEAR} is wanted."
        raise ConfigurationError(message)
    moved = dict(files)
    for folder in sorted({str(PurePosixPath(name).parent) for name in files} - {"."}):
        moved |= _return(files, folder, year)
    return moved


def _return(files: Mapping[str, bytes], folder: str, year: int) -> dict[str, bytes]:
    tables = {
        name: _in_codes_of(_moved(_read(files[f"{folder}/{name}"]), columns, year), year)
        for name, columns in _DATES.items()
    }
    episodes = tables["episodes.csv"]
    ends = pd.to_datetime(episodes["DEC"], format=_FORM, errors="coerce")
    tables["episodes.csv"] = episodes[~(ends < pd.Timestamp(date(year - 1, 4, 1)))]
    children = {*tables["episodes.csv"]["CHILD"]}
    for name in ("header.csv", "uasc.csv", "costs.csv", "needs.csv"):
        tables[name] = tables[name][tables[name]["CHILD"].isin(children)]
    return {
        f"{folder}/{name}": table.to_csv(index=False, lineterminator="\n").encode("utf-8")
        for name, table in tables.items()
    }


def _read(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False)


def _moved(table: pd.DataFrame, columns: tuple[str, ...], year: int) -> pd.DataFrame:
    """Move dates by whole years; a cell that is no date stays as it is."""
    years = pd.DateOffset(years=year - AS_INVENTED)
    for column in columns:
        days = pd.to_datetime(table[column], format=_FORM, errors="coerce")
        written = (days + years).dt.strftime(_FORM)
        table[column] = table[column].where(days.isna(), written)
    return table


def _in_codes_of(table: pd.DataFrame, year: int) -> pd.DataFrame:
    for column in (name for name in _CODES if name in table):
        known = codes_of(column, year)
        table[column] = [
            next((code for code in _INSTEAD.get(cell, ()) if code in known), cell)
            if cell and cell not in known
            else cell
            for cell in table[column]
        ]
    return table
