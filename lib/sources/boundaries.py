"""The boundaries, names and neighbours of authorities, read from `geodata/boundaries`."""

from typing import Final

import geopandas as gpd
import pandas as pd

from lib.errors import SourceError
from lib.sources.paths import GEODATA

BOUNDARIES: Final = GEODATA / "boundaries"

COUNTRIES: Final[dict[str, str]] = {
    "S92000003": "Scotland",
    "W92000004": "Wales",
    "N92000002": "Northern Ireland",
    "L93000001": "Channel Islands",
    "M83000003": "Isle of Man",
}
"""Where a child placed outside England lives. Codes of the Office for National Statistics."""


def boroughs() -> gpd.GeoDataFrame:
    """
    Read the 33 London boroughs at full resolution.

    Returns
    -------
    GeoDataFrame
        Columns ``code``, ``name``, ``region``, ``geometry`` (EPSG:27700, clipped at mean
        high water), sorted by code. A coverage: no overlaps, no gaps but the Thames.
    """
    return _layer("boroughs_full.parquet")


def authorities_lookup() -> gpd.GeoDataFrame:
    """
    Read England's 153 upper-tier authorities for finding which one a point lies in.

    Returns
    -------
    GeoDataFrame
        Columns as in :func:`boroughs`. Approximate outside London. Not clipped at the
        coast, and London boroughs meet in the middle of the Thames, so that a point on a
        pier or quay is found.
    """
    return _layer("utla_lookup.parquet")


def authorities_draw() -> gpd.GeoDataFrame:
    """
    Read England's 153 upper-tier authorities clipped at the coast, for drawing.

    Returns
    -------
    GeoDataFrame
        Columns as in :func:`boroughs`. Approximate outside London.
    """
    return _layer("utla_draw.parquet")


def authorities() -> pd.DataFrame:
    """
    Read the names and regions of England's upper-tier authorities of April 2025.

    Returns
    -------
    DataFrame
        153 rows by code; columns ``code``, ``name``, ``region_code``, ``region_name``.
    """
    return _table("authorities.csv")


def authority_names() -> dict[str, str]:
    """
    Name every authority that a placement can lie in.

    Returns
    -------
    dict
        GSS code to name: 153 English upper-tier authorities, then the countries that
        stand for places outside England.
    """
    table = authorities()
    return dict(zip(table["code"], table["name"], strict=True)) | COUNTRIES


def neighbours() -> frozenset[frozenset[str]]:
    """
    Read which upper-tier authorities adjoin.

    Returns
    -------
    frozenset
        Pairs of GSS codes: authorities that meet on land, or in the middle of the
        tidal Thames.
    """
    table = _table("neighbours.csv")
    return frozenset(
        frozenset(pair) for pair in zip(table["code"], table["neighbour_code"], strict=True)
    )


def _layer(name: str) -> gpd.GeoDataFrame:
    path = BOUNDARIES / name
    try:
        return gpd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise SourceError(_unreadable(name)) from error


def _table(name: str) -> pd.DataFrame:
    try:
        return pd.read_csv(BOUNDARIES / name, dtype=str, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise SourceError(_unreadable(name)) from error


def _unreadable(name: str) -> str:
    return (
        f"geodata/boundaries/{name} is missing or cannot be read. "
        "Restore it from the repository, or run: python -m lib sources build"
    )
