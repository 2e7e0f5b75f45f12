"""The ONS Postcode Directory (ONSPD), in the headings of any of its editions."""

import csv
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pandas as pd

from lib.errors import SourceError
from lib.sources.boundaries import authority_names
from lib.sources.imports.directory_checks import faults_of_table
from lib.sources.postcode_keys import Form, keys_of, texts_of
from lib.sources.postcode_package import upper_tier_of_districts
from lib.sources.postcode_store import StoredTable, write_table
from lib.sources.postcode_table import PostcodeTable, table_of
from lib.sources.postcodes import IMPORTED, PostcodeIndex

_HEADINGS: Final = {
    "pcd": re.compile(r"pcds|pcd8|pcd7|pcd2|pcd", re.IGNORECASE),
    "laua": re.compile(r"oslaua|laua|lad\d\dcd|ladcd", re.IGNORECASE),
    "oseast1m": re.compile(r"oseast1m|east1m", re.IGNORECASE),
    "osnrth1m": re.compile(r"osnrth1m|north1m", re.IGNORECASE),
}
"""What each column is headed in one edition or another."""

_ROWS_AT_ONCE: Final = 200_000
_LARGEST: Final = {"oseast1m": 700_000, "osnrth1m": 1_300_000}
_FIRST_ROW: Final = 2  # of the values; the headings are row 1
_DEGREES: Final = 200
"""A directory whose figures all lie below this is in degrees, not in metres."""


def import_directory(path: Path) -> list[str]:
    """
    Check a postcode directory and put it in place of the present edition.

    Terminated postcodes are kept: returns of earlier years hold them.

    Parameters
    ----------
    path
        CSV, as in the folder ``Data`` of the official archive.

    Returns
    -------
    list of str
        What was replaced, in sentences.

    Raises
    ------
    SourceError
        Naming all that is wrong. The present edition is then untouched.
    """
    table = _table(path)
    present = PostcodeIndex.open()
    faults = faults_of_table(table, present=present.table)
    if faults:
        raise SourceError(f"{path.name} is not imported. " + " ".join(faults))
    with path.open("rb") as file:
        fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
    write_table(IMPORTED, StoredTable(table, fingerprint, path.stem))
    english = sum(code in authority_names() for code in table.authority_codes if code[0] == "E")
    count = f"{len(table.postcodes.key):,} postcodes, {english} authorities of England"
    return [f"{path.name} ({count}) now stands in place of {present.edition}."]


def _table(path: Path) -> PostcodeTable:
    try:
        return table_of(_rows(path, _columns(path)), upper_tier=upper_tier_of_districts())
    except (UnicodeDecodeError, pd.errors.ParserError, csv.Error) as error:
        message = (
            f"{path.name} is not a CSV file in UTF-8 ({type(error).__name__}). Unpack it anew."
        )
        raise SourceError(message) from None
    except OSError as error:
        message = f"{path.name} cannot be read ({error.strerror})."
        raise SourceError(message) from error
    except SourceError as error:
        message = f"{path.name} is not imported. {error}"
        raise SourceError(message) from error


def _columns(path: Path) -> dict[str, str]:
    """Give the name of each column by the heading that it has in this edition."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        headings = next(csv.reader([file.readline(1 << 16)]), [])
    found = {
        name: [heading for heading in headings if pattern.fullmatch(heading.strip())]
        for name, pattern in _HEADINGS.items()
    }
    missing = [name for name, candidates in found.items() if not candidates]
    if missing:
        message = (
            f"Row 1 has no column for {', '.join(missing)}. Wanted are the headings of the ONS "
            "Postcode Directory, such as pcds, oseast1m, osnrth1m and oslaua or lad25cd; or those "
            "of official figures (geodata/README.md)."
        )
        raise SourceError(message)
    return {candidates[0]: name for name, candidates in found.items()}


def _rows(path: Path, columns: dict[str, str]) -> Iterator[pd.DataFrame]:
    with pd.read_csv(
        path,
        usecols=list(columns),
        dtype="str",
        encoding="utf-8-sig",
        chunksize=_ROWS_AT_ONCE,
        keep_default_na=False,
        na_values=[""],
        skip_blank_lines=False,
    ) as chunks:
        for chunk in chunks:
            yield _checked(chunk.rename(columns=columns))


def _checked(rows: pd.DataFrame) -> pd.DataFrame:
    """Refuse rows whose values are not of their kind, naming the first of them."""
    rows = rows[rows.notna().any(axis="columns")]
    form = pd.Series(keys_of(texts_of(rows["pcd"]).combine_chunks()).form, index=rows.index)
    _refuse("pcd", form != Form.POSTCODE, "no full postcode")
    checked = rows.assign(laua=rows["laua"].str.strip())
    for column, largest in _LARGEST.items():
        metres = pd.to_numeric(rows[column], errors="coerce")
        is_empty = rows[column].fillna("").str.strip() == ""
        if metres.notna().any() and metres.max() < _DEGREES:
            message = (
                f"The figures in the column for {column} look like degrees. Wanted are metres of "
                "the National Grid (EPSG:27700)."
            )
            raise SourceError(message)
        is_wrong = ~is_empty & ~metres.between(0, largest)
        _refuse(column, is_wrong, f"no number of metres from 0 to {largest:,}")
        checked[column] = metres
    return checked


def _refuse(column: str, is_wrong: "pd.Series[bool]", what: str) -> None:
    rows = is_wrong.index[is_wrong]
    if len(rows):
        message = (
            f"The column for {column} holds {what} in {len(rows):,} rows, first in row "
            f"{rows[0] + _FIRST_ROW:,}."
        )
        raise SourceError(message)
