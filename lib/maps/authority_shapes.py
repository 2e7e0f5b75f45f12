"""Outlines of England's authorities for small maps of published figures, in kilometres."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely

from lib.sources.boundaries import authorities_draw

Feature = dict[str, Any]
"""One of GeoJSON, its coordinates in kilometres of the National Grid (EPSG:27700)."""

_METRES_PER_KM: Final = 1_000
_LEAST_NAMED_SQUARE_METRES: Final = 5_000_000
_MARGIN_METRES: Final = 6_000
"""Around the footprint, so that what adjoins it can be told."""

_COARSE_METRES: Final = 1_500
_FINE_METRES: Final = 120
"""Finer than a pixel of each map: England is 650 km high, a partnership some 50 km wide."""

_NEAR_STEP_METRES: Final = 1_000
_FAR_STEP_METRES: Final = 12_000
"""Between the lines of a hatching: some eight pixels, measured to the east."""


def england() -> dict[str, Feature]:
    """
    Outline all authorities, by code.

    Raises
    ------
    SourceError
        If the boundaries are missing or cannot be read.
    """
    return _features(_whole_country(), digits=1)


def around(codes: tuple[str, ...]) -> dict[str, Feature]:
    """Outline a footprint and what lies around it, cut to a frame; errors as in `england`."""
    return _features(_near(codes), digits=2)


def outline(codes: tuple[str, ...], *, is_near: bool) -> Feature:
    """Outline a footprint as one area, with the corners of `around` or of `england`."""
    areas, digits = (_near(codes), 2) if is_near else (_whole_country(), 1)
    whole = shapely.union_all(areas.loc[areas["code"].isin(codes), "geometry"].values)
    return _feature(_in_km(whole, digits))


def frame(codes: tuple[str, ...]) -> Feature:
    """Outline what `around` is cut to: what no authority covers in it is water."""
    return _feature(_in_km(shapely.box(*_bounds(authorities_draw(), codes)), 2))


def hatching(codes: Collection[str], footprint: tuple[str, ...], *, is_near: bool) -> Feature:
    """Hatch some of the areas of `around` (near a footprint) or of `england`: slanting lines."""
    areas, digits, step = (
        (_near(footprint), 2, _NEAR_STEP_METRES)
        if is_near
        else (_whole_country(), 1, _FAR_STEP_METRES)
    )
    chosen = areas.loc[areas["code"].isin(codes), "geometry"].values
    west, south, east, north = areas.total_bounds
    rise = north - south
    starts = np.arange(west - rise, east, step)
    lines = shapely.MultiLineString([((at, south), (at + rise, north)) for at in starts])
    met = shapely.get_parts(shapely.intersection(shapely.union_all(chosen), lines))
    # a line can meet a corner in a point, which would be drawn as a spot
    found = shapely.multilinestrings(met[shapely.get_dimensions(met) == 1])
    return _feature(_in_km(found, digits))


def inner_points(codes: Collection[str]) -> dict[str, tuple[float, float]]:
    """
    Give a point within each area of a footprint, in kilometres: its name stands there.

    The largest area comes first; one too small for a name on such a map has no point.
    """
    areas = authorities_draw().set_index("code").loc[[*codes], "geometry"]
    areas = areas[areas.area > _LEAST_NAMED_SQUARE_METRES]
    ordered = areas.loc[areas.area.sort_values(ascending=False).index]
    return {
        str(code): (round(point.x / _METRES_PER_KM, 2), round(point.y / _METRES_PER_KM, 2))
        for code, point in ordered.centroid.items()
    }


@lru_cache(maxsize=1)
def _whole_country() -> gpd.GeoDataFrame:
    return _simpler(authorities_draw(), _COARSE_METRES)


@lru_cache(maxsize=4)
def _near(codes: tuple[str, ...]) -> gpd.GeoDataFrame:
    every = authorities_draw()
    bounds = _bounds(every, codes)
    seen = _simpler(every[every.intersects(shapely.box(*bounds))], _FINE_METRES)
    cut = seen.set_geometry(shapely.clip_by_rect(seen.geometry.values, *bounds))
    return cut[~cut.is_empty]


def _bounds(every: gpd.GeoDataFrame, codes: tuple[str, ...]) -> tuple[float, float, float, float]:
    """Give west, south, east and north of a footprint with its margin, in metres."""
    west, south, east, north = every[every["code"].isin(codes)].total_bounds
    margin = _MARGIN_METRES
    return west - margin, south - margin, east + margin, north + margin


def _simpler(areas: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """Drop corners as a coverage: areas that meet go on meeting."""
    return areas.set_geometry(shapely.coverage_simplify(areas.geometry.values, tolerance))


def _features(areas: gpd.GeoDataFrame, *, digits: int) -> dict[str, Feature]:
    return {
        str(code): _feature(_in_km(one, digits), code=str(code), name=str(name))
        for code, name, one in zip(areas["code"], areas["name"], areas.geometry, strict=True)
    }


def _in_km(one: shapely.Geometry, digits: int) -> shapely.Geometry:
    return shapely.transform(one, lambda corners: (corners / _METRES_PER_KM).round(digits))


def _feature(one: shapely.Geometry, **properties: str) -> Feature:
    geometry = shapely.geometry.mapping(one)
    return {"type": "Feature", "properties": properties, "geometry": geometry}
