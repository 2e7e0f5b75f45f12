"""Boundaries as the Office for National Statistics publishes them: GeoJSON or GeoPackage."""

import re
from pathlib import Path
from typing import Final, NamedTuple

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from lib.errors import SourceError
from lib.sources.projection import Coordinates, grid_from_degrees
from lib.units import BRITISH_NATIONAL_GRID, WGS84

_CODE_COLUMN: Final = re.compile(r"(CTYUA|UTLA|LAD)(\d\d)CD", re.IGNORECASE)
_KINDS: Final = ("CTYUA", "UTLA", "LAD")
_ENGLAND: Final = ("E06", "E07", "E08", "E09", "E10")

_DEGREES: Final = (180.0, 90.0)
_BRITAIN_DEGREES: Final = (-9.0, 49.0, 2.5, 61.5)
_BRITAIN_METRES: Final = (-10_000.0, -10_000.0, 700_000.0, 1_300_000.0)


class Layer(NamedTuple):
    """
    The English authorities of a download.

    ``areas`` has the columns ``code`` (of a district or an upper-tier authority, more
    than one row a code allowed) and ``geometry`` (EPSG:27700). ``year`` is that of the
    codes. ``mended`` counts shapes that were invalid.
    """

    areas: gpd.GeoDataFrame
    year: int
    mended: int


def read_layer(path: Path) -> Layer:
    """
    Read the layer of a download that has codes of authorities.

    Parameters
    ----------
    path
        GeoJSON or GeoPackage, in degrees (EPSG:4326) or on the National Grid
        (EPSG:27700).

    Returns
    -------
    Layer
        England alone.

    Raises
    ------
    SourceError
        If no layer has codes, or the coordinates are not what they are said to be.
    """
    try:
        layer, column = _layer_and_column(path)
        found = pyogrio.read_dataframe(path, layer=layer, columns=[column], force_2d=True)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        message = f"it cannot be read as boundaries ({type(error).__name__}). Download it again."
        raise SourceError(message) from None
    if not isinstance(found, gpd.GeoDataFrame):
        message = "its layer has no shapes. Download boundaries, not a table of names."
        raise SourceError(message)
    areas = gpd.GeoDataFrame({"code": found[column]}, geometry=found.geometry)
    areas = areas[areas["code"].astype("str").str.startswith(_ENGLAND, na=False)]
    if areas.empty or areas.geometry.is_empty.any() or areas.geometry.isna().any():
        message = "it has no English authority, or one without a shape."
        raise SourceError(message)
    areas = _on_national_grid(areas)
    is_valid = shapely.is_valid(areas.geometry.to_numpy())
    return Layer(
        areas.set_geometry(areas.geometry.make_valid()).reset_index(drop=True),
        2000 + int(column[-4:-2]),
        int((~is_valid).sum()),
    )


def _layer_and_column(path: Path) -> tuple[str, str]:
    """Find the layer and column with codes; upper tier before districts."""
    candidates = [
        (_KINDS.index(match[1].upper()), str(layer), str(column))
        for layer, _ in pyogrio.list_layers(path)
        for column in pyogrio.read_info(path, layer=layer)["fields"]
        if (match := _CODE_COLUMN.fullmatch(column))
    ]
    if not candidates:
        message = (
            "no layer has a column of authority codes. Wanted is one such as LAD25CD or CTYUA24CD."
        )
        raise SourceError(message)
    _, layer, column = min(candidates)
    return layer, column


def _on_national_grid(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Convert degrees by the operation that the boroughs are converted by."""
    bounds = areas.total_bounds
    if areas.crs == WGS84:
        fault = _fault_of_degrees(bounds)
    elif areas.crs == BRITISH_NATIONAL_GRID:
        fault = _fault_of_metres(bounds)
    else:
        name = "not stated" if areas.crs is None else areas.crs.name
        fault = f"its coordinate system is {name}"
    if fault:
        message = f"{fault}. Wanted is {WGS84} (degrees) or {BRITISH_NATIONAL_GRID} (metres)."
        raise SourceError(message)
    shapes = areas.geometry.to_numpy()
    if areas.crs == WGS84:
        shapes = shapely.transform(shapes, grid_from_degrees)
    return areas.set_geometry(gpd.GeoSeries(shapes, areas.index, crs=BRITISH_NATIONAL_GRID))


def _fault_of_degrees(bounds: Coordinates) -> str:
    if not np.isfinite(bounds).all() or (np.abs(bounds) > np.tile(_DEGREES, 2)).any():
        return "its coordinates are said to be degrees, but are National Grid figures in metres"
    if not _is_within(bounds, _BRITAIN_DEGREES):
        if _is_within(bounds[[1, 0, 3, 2]], _BRITAIN_DEGREES):
            return "latitude and longitude are swapped"
        return "it reaches beyond Great Britain"
    return ""


def _fault_of_metres(bounds: Coordinates) -> str:
    if (np.abs(bounds) <= np.tile(_DEGREES, 2)).all():
        return "its coordinates are said to be on the National Grid, but are degrees"
    if not np.isfinite(bounds).all() or not _is_within(bounds, _BRITAIN_METRES):
        return "it reaches beyond Great Britain"
    return ""


def _is_within(bounds: Coordinates, limits: tuple[float, float, float, float]) -> bool:
    west, south, east, north = limits
    inside = bounds[0] >= west and bounds[1] >= south and bounds[2] <= east and bounds[3] <= north
    return bool(inside)
