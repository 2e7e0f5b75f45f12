"""The 33 London boroughs, from the object `lnd` of Debian's `r-cran-spdata`."""

import gzip
import struct
import warnings
import zlib
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from lib.errors import SourceError
from lib.sources.build.packages import read_from_deb, require_python_package
from lib.sources.projection import grid_from_degrees
from lib.units import BRITISH_NATIONAL_GRID

_DATABASE: Final = "usr/lib/R/site-library/spData/data/Rdata"
_BOROUGHS: Final = 33
_LATTICE_DECIMALS: Final = 1
"""Boundary-Line is surveyed on a lattice of 0.1 m; the operation backwards comes within 2 mm."""


def boroughs_full(package: Path, authorities: pd.DataFrame) -> gpd.GeoDataFrame:
    """
    Read the boroughs at full resolution.

    Parameters
    ----------
    package
        Debian's `r-cran-spdata`.
    authorities
        Columns ``code``, ``name``, ``region_name``.

    Returns
    -------
    GeoDataFrame
        33 rows: ``code``, ``name``, ``region``, ``geometry`` in EPSG:27700, by code.

    Raises
    ------
    SourceError
        Where the package does not hold the 33 boroughs as a coverage.
    """
    table = _read_lnd(package)
    shapes = [
        shapely.MultiPolygon([_polygon(rings) for rings in parts]) for parts in table["geometry"]
    ]
    layer = gpd.GeoDataFrame(
        {"code": table["GSS_CODE"].astype(str).to_numpy()},
        geometry=shapes,
        crs=BRITISH_NATIONAL_GRID,
    )
    named = layer.merge(
        authorities.rename(columns={"region_name": "region"}), on="code", validate="1:1"
    ).sort_values("code", ignore_index=True)
    if len(named) != _BOROUGHS or not shapely.coverage_is_valid(named.geometry.to_numpy()):
        message = f"{package.name} does not hold the 33 London boroughs as a coverage."
        raise SourceError(message)
    return named[["code", "name", "region", "geometry"]]


def _polygon(rings: list[Any]) -> shapely.Polygon:
    outer, *holes = [np.round(grid_from_degrees(ring), _LATTICE_DECIMALS) for ring in rings]
    return shapely.Polygon(outer, holes)


def _read_lnd(package: Path) -> pd.DataFrame:
    """Read one object out of R's lazy-load database: an index, and compressed pieces."""
    require_python_package("rdata")
    import rdata  # only the build has it

    index_bytes, database = read_from_deb(package, (f"{_DATABASE}.rdx", f"{_DATABASE}.rdb"))
    with warnings.catch_warnings():
        # R's spatial classes have no Python constructor; their plain lists are what we want.
        warnings.simplefilter("ignore", UserWarning)
        index = rdata.conversion.convert(rdata.parser.parse_data(gzip.decompress(index_bytes)))
        start, length = (int(number) for number in index["variables"]["lnd"])
        piece = database[start : start + length]
        (size,) = struct.unpack(">I", piece[:4])
        content = zlib.decompress(piece[4:])
        if len(content) != size:
            message = f"{package.name}: the object lnd is damaged."
            raise SourceError(message)
        table = rdata.conversion.convert(rdata.parser.parse_data(content))
    if not isinstance(table, pd.DataFrame):
        message = f"{package.name}: the object lnd is not a table."
        raise SourceError(message)
    return table
