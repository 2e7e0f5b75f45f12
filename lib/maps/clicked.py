"""Which authority of the footprint a reader clicked on."""

import math
from functools import lru_cache

import pyproj
import shapely

from lib.domain.footprint import Footprint
from lib.maps.places import LatLon
from lib.sources.boundaries import authorities_draw
from lib.units import BRITISH_NATIONAL_GRID, WGS84


def authority_at(at: LatLon, footprint: Footprint) -> str | None:
    """
    Find the authority of the footprint whose outline holds a point.

    Parameters
    ----------
    at
        Latitude and longitude in degrees, as a browser sends them.

    Returns
    -------
    str or None
        GSS code; None for a point in none of them, or that is no place.
    """
    latitude, longitude = at
    easting, northing = _to_grid().transform(longitude, latitude)
    if not (math.isfinite(easting) and math.isfinite(northing)):
        return None
    point = shapely.Point(easting, northing)
    outlines = _outlines(footprint.codes)
    return next((code for code, outline in outlines.items() if outline.covers(point)), None)


@lru_cache(maxsize=4)
def _outlines(codes: tuple[str, ...]) -> dict[str, shapely.Geometry]:
    drawn = authorities_draw().set_index("code").geometry
    return {code: drawn[code] for code in codes}


@lru_cache(maxsize=1)
def _to_grid() -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(WGS84, BRITISH_NATIONAL_GRID, always_xy=True)
