"""The table of postcodes, their sectors and districts, in memory."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.errors import SourceError
from lib.sources.postcode_keys import SECTORS, UNITS, Form, keys_of, texts_of

COUNTRIES: Final[dict[str, str]] = {
    "S": "S92000003",
    "W": "W92000004",
    "N": "N92000002",
    "L": "L93000001",
    "M": "M83000003",
}
"""Scotland, Wales, Northern Ireland, Channel Islands, Isle of Man, by first letter of the code."""

UNKNOWN: Final = 255
"""In place of an authority: not known, or more than one."""


class Places(NamedTuple):
    """
    Postcodes, sectors or districts, sorted by key, without repeats.

    ``key`` is int32. ``easting`` and ``northing`` are float32 (exact for whole and half
    metres), EPSG:27700, NaN where not known. ``authority`` is uint8: the place in
    the table's authority codes, or `UNKNOWN`.
    """

    key: npt.NDArray[np.int32]
    easting: npt.NDArray[np.float32]
    northing: npt.NDArray[np.float32]
    authority: npt.NDArray[np.uint8]


class PostcodeTable(NamedTuple):
    """Places of the three levels, and what ``authority`` counts in."""

    postcodes: Places
    sectors: Places
    districts: Places
    authority_codes: tuple[str, ...]


def table_of(parts: Iterable[pd.DataFrame], *, upper_tier: Mapping[str, str]) -> PostcodeTable:
    """
    Sort rows of a postcode directory into a table.

    Rows of Northern Ireland, and rows without any authority, are left out: the
    second say no more than a postcode that is absent.

    Parameters
    ----------
    parts
        The rows in any number of frames. Columns ``pcd`` and ``laua`` (text),
        ``oseast1m`` and ``osnrth1m`` (metres, EPSG:27700, NaN where not known).
    upper_tier
        Code of the county by code of each of its districts (E07).

    Returns
    -------
    PostcodeTable
        A sector or district has the median point of its postcodes, and an authority
        only where all of its postcodes lie in one.

    Raises
    ------
    SourceError
        If a postcode is malformed or stands twice, a code has no upper tier, or there
        are no rows.
    """
    codes: list[str] = []
    read = [_places(rows, codes, upper_tier) for rows in parts]
    if not any(len(places.key) for places in read):
        message = "The postcode directory holds no postcodes."
        raise SourceError(message)
    unsorted = Places._make(map(np.concatenate, zip(*read, strict=True)))
    order = np.argsort(unsorted.key, kind="stable")
    postcodes = Places._make(column[order] for column in unsorted)
    repeated = int((np.diff(postcodes.key) == 0).sum())
    if repeated:
        message = f"{repeated:,} postcodes stand more than once in the postcode directory."
        raise SourceError(message)
    return PostcodeTable(
        postcodes,
        _grouped(postcodes, UNITS),
        _grouped(postcodes, UNITS * SECTORS),
        tuple(codes),
    )


def _places(rows: pd.DataFrame, codes: list[str], upper_tier: Mapping[str, str]) -> Places:
    """Read some rows; authorities not met before are added to ``codes``."""
    rows = rows[rows["laua"].notna() & ~rows["laua"].str.startswith("N", na=True)]
    keys = keys_of(texts_of(rows["pcd"]).combine_chunks())
    malformed = int((keys.form != Form.POSTCODE).sum())
    if malformed:
        message = f"{malformed:,} rows of the postcode directory hold no full postcode."
        raise SourceError(message)
    places, lauas = pd.factorize(rows["laua"])
    numbers = [_number(_upper_tier_code(laua, upper_tier), codes) for laua in lauas]
    return Places(
        key=keys.key,
        easting=rows["oseast1m"].to_numpy(np.float32),
        northing=rows["osnrth1m"].to_numpy(np.float32),
        authority=np.array(numbers, np.uint8)[places],
    )


def _number(code: str, codes: list[str]) -> int:
    if code not in codes:
        codes.append(code)
    if len(codes) > UNKNOWN:
        message = f"The postcode directory names more than {UNKNOWN} upper-tier authorities."
        raise SourceError(message)
    return codes.index(code)


def _upper_tier_code(laua: str, upper_tier: Mapping[str, str]) -> str:
    if not laua.startswith("E"):
        try:
            return COUNTRIES[laua[0]]
        except KeyError:
            message = f"{laua!r} is not the code of an authority in the United Kingdom."
            raise SourceError(message) from None
    if not laua.startswith("E07"):
        return laua
    try:
        return upper_tier[laua]
    except KeyError:
        message = f"No county is known for the district {laua!r} of the postcode directory."
        raise SourceError(message) from None


def _grouped(postcodes: Places, width: int) -> Places:
    """Gather postcodes by the key without its last places."""
    frame = pd.DataFrame(
        {
            "key": postcodes.key // width,
            "easting": postcodes.easting.astype(np.float64),
            "northing": postcodes.northing.astype(np.float64),
            "authority": postcodes.authority,
        }
    )
    groups = frame.groupby("key", sort=True)
    points = groups[["easting", "northing"]].median()
    lowest, highest = groups["authority"].min(), groups["authority"].max()
    authority = lowest.where(lowest == highest, UNKNOWN)
    return Places(
        key=points.index.to_numpy(np.int32),
        easting=points["easting"].to_numpy(np.float32),
        northing=points["northing"].to_numpy(np.float32),
        authority=authority.to_numpy(np.uint8),
    )
