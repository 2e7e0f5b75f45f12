"""Where an area's figures, its name and its rings stand on the map."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from lib.domain.footprint import Footprint
from lib.sources.boundaries import authorities_draw
from lib.units import BRITISH_NATIONAL_GRID, METRES_PER_MILE_SSDA903, NEAR_MILES, WGS84

LatLon = tuple[float, float]
"""Degrees, latitude first, as Leaflet takes them. Five decimals: a metre."""

OUTSIDE_ENGLAND: Final[dict[str, LatLon]] = {
    "S92000003": (55.86, -3.90),
    "W92000004": (52.35, -3.70),
    "N92000002": (54.60, -6.60),
    "L93000001": (49.45, -2.55),
    "M83000003": (54.23, -4.55),
}
"""A symbol's place for each country that has no outline here."""

AROUND_METRES: Final = 7_000
"""How much of the neighbours the opening view may show."""

NAMED_FROM_METRES: Final = 1_600
"""A neighbour has a name in the opening view if a circle of this radius fits its part there."""


RING_MILES: Final = (10, int(NEAR_MILES), 50)
RING_POINTS: Final = 72


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name on the map: at the middle of the area, or of its part near the footprint."""

    code: str
    text: str
    at: LatLon
    near: LatLon | None
    is_ours: bool


@dataclass(frozen=True, kw_only=True)
class Places:
    """Points, names and the opening view for one footprint."""

    footprint: Footprint
    points: dict[str, LatLon]
    names: tuple[Name, ...]
    south_west: LatLon
    north_east: LatLon

    @cached_property
    def names_by_code(self) -> dict[str, str]:
        """Name of each authority that the map file names."""
        return {name.code: name.text for name in self.names}

    def point(self, area_code: str) -> LatLon | None:
        """Where an area's symbol stands; a merged area's on the first of its authorities."""
        return self.points.get(area_code.split("+", maxsplit=1)[0])


@lru_cache(maxsize=4)
def places(footprint: Footprint) -> Places:
    """
    Find a place for every English authority, those of the footprint first.

    A symbol stands where the largest circle fits inside the outline.
    """
    drawn = authorities_draw().set_index("code")
    ours = drawn.loc[list(footprint.codes)]
    middles = _middles(drawn)
    west, south, east, north = ours.total_bounds
    view = shapely.box(west, south, east, north).buffer(AROUND_METRES, join_style="mitre")
    near = _near(drawn.drop(index=ours.index), view)
    names = [
        Name(
            code=code,
            text=footprint.names.get(code, name),
            at=middles[code],
            near=near.get(code),
            is_ours=code in ours.index,
        )
        for code, name in sorted(
            drawn["name"].items(), key=lambda item: -drawn.geometry.area[item[0]]
        )
    ]
    return Places(
        footprint=footprint,
        points=middles | OUTSIDE_ENGLAND,
        names=tuple(sorted(names, key=lambda name: not name.is_ours)),
        south_west=lat_lon(west, south),
        north_east=lat_lon(east, north),
    )


def rings(point: LatLon) -> list[tuple[int, npt.NDArray[np.float64]]]:
    """
    Draw circles of 10, 20 and 50 miles, as the return measures them, around a point.

    Returns
    -------
    list of tuple
        Miles, and 72 rows of latitude and longitude in degrees.
    """
    easting, northing = _TO_GRID.transform(point[1], point[0])
    angles = np.linspace(0, 2 * np.pi, RING_POINTS, endpoint=False)
    across, up = np.cos(angles), np.sin(angles)
    return [
        (miles, degrees(easting + radius * across, northing + radius * up))
        for miles in RING_MILES
        for radius in (miles * METRES_PER_MILE_SSDA903,)
    ]


def lat_lon(easting: float, northing: float) -> LatLon:
    """Convert one point of the National Grid (EPSG:27700) to degrees."""
    return lat_lons(np.array([easting]), np.array([northing]))[0]


def lat_lons(eastings: npt.ArrayLike, northings: npt.ArrayLike) -> list[LatLon]:
    """Convert points of the National Grid (EPSG:27700) to degrees, to five decimals."""
    return [(lat, lon) for lat, lon in np.round(degrees(eastings, northings), 5).tolist()]


def degrees(eastings: npt.ArrayLike, northings: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Convert points of the National Grid (EPSG:27700) to rows of latitude and longitude."""
    longitudes, latitudes = _TO_DEGREES.transform(np.asarray(eastings), np.asarray(northings))
    return np.column_stack([latitudes, longitudes])


def _middles(drawn: gpd.GeoDataFrame) -> dict[str, LatLon]:
    circles = drawn.geometry.maximum_inscribed_circle(tolerance=200)
    starts = [shapely.get_point(line, 0) for line in circles]
    return dict(zip(drawn.index, _points(starts), strict=True))


def _near(others: gpd.GeoDataFrame, view: shapely.Polygon) -> dict[str, LatLon]:
    """Middles of the parts inside the opening view, where there is room for a name."""
    parts = others.geometry.intersection(view)
    parts = parts[~parts.is_empty]
    circles = parts.maximum_inscribed_circle(tolerance=100)
    roomy = circles[circles.length > NAMED_FROM_METRES]
    return dict(zip(roomy.index, _points(shapely.get_point(roomy.values, 0)), strict=True))


def _points(points: Iterable[shapely.Point]) -> list[LatLon]:
    eastings, northings = np.array([(point.x, point.y) for point in points]).T
    return lat_lons(eastings, northings)


_TO_DEGREES: Final = pyproj.Transformer.from_crs(BRITISH_NATIONAL_GRID, WGS84, always_xy=True)
_TO_GRID: Final = pyproj.Transformer.from_crs(WGS84, BRITISH_NATIONAL_GRID, always_xy=True)
