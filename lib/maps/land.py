"""
Outlines and lines of the base map as bytes that a browser decodes in milliseconds.

A point is Web Mercator, x from 180° W and y from the north edge, in units of
2^-24 of the world: about 1.5 m in England, less than a screen shows. What is
written is the step from one point to the next, as a zigzag varint of x and one of
y, running on through the parts of a feature and the features of a layer.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import shape

from lib.errors import SourceError
from lib.sources.basemap import LAYERS

BITS: Final = 24

Kind = Literal["areas", "lines"]
Points = npt.NDArray[np.int64]
"""Shape (n, 2): x and y of each point of one ring or line."""

_FEWEST_POINTS: Final[dict[Kind, int]] = {"areas": 3, "lines": 2}
_BITS_PER_BYTE: Final = 7


@dataclass(frozen=True, kw_only=True, repr=False)
class Feature:
    """An area by its GSS code, or what has none; rings fill even-odd and are not closed."""

    code: str | None
    parts: tuple[Points, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Layer:
    """Features that are painted alike."""

    name: str
    kind: Kind
    features: tuple[Feature, ...]

    def steps(self) -> bytes:
        """Write all points of the layer."""
        return steps([part for feature in self.features for part in feature.parts])


def land() -> tuple[Layer, ...]:
    """
    Read what the map is drawn on, in the order in which it is painted.

    England's authorities come without those that the detailed boroughs cover.

    Raises
    ------
    SourceError
        If a file of the land is missing or cannot be read.
    """
    boroughs = _layer("boroughs", "areas")
    detailed = {feature.code for feature in boroughs.features}
    return (
        _layer("england", "areas", without=detailed),
        boroughs,
        _layer("thames", "areas"),
        _layer("roads", "lines"),
        _layer("rail", "lines"),
    )


def units(degrees: npt.ArrayLike) -> Points:
    """
    Project points to whole units of the map.

    Parameters
    ----------
    degrees
        Shape (n, 2): longitude and latitude (EPSG:4326).
    """
    longitude, latitude = np.asarray(degrees, dtype=float).T
    x = (longitude + 180) / 360
    y = (1 - np.arcsinh(np.tan(np.radians(latitude))) / np.pi) / 2
    points: Points = np.rint(np.column_stack((x, y)) * (1 << BITS)).astype(np.int64)
    return points


def steps(parts: Sequence[Points]) -> bytes:
    """Write the step to each point from the one before; the first from 0, 0."""
    points = np.vstack([np.zeros((1, 2), dtype=np.int64), *parts])
    return varints((points[1:] - points[:-1]).ravel())


def varints(numbers: npt.NDArray[np.int64]) -> bytes:
    """
    Write whole numbers in as few bytes as each needs.

    Zigzag (0, -1, 1, -2 as 0, 1, 2, 3), then seven bits a byte, the lowest
    first; a byte's highest bit says that another follows.
    """
    zigzag = (numbers << 1) ^ (numbers >> 63)
    lengths = np.ones(len(zigzag), dtype=np.int64)
    for bits in range(_BITS_PER_BYTE, 63, _BITS_PER_BYTE):
        lengths += zigzag >> bits > 0
    starts = np.cumsum(lengths) - lengths
    written = np.zeros(lengths.sum(), dtype=np.uint8)
    for place in range(lengths.max(initial=0)):
        has = lengths > place
        low = zigzag[has] >> place * _BITS_PER_BYTE & 0x7F
        written[starts[has] + place] = low | np.where(lengths[has] > place + 1, 0x80, 0)
    return written.tobytes()


def read_geojson(name: str) -> list[dict[str, Any]]:
    """
    Read the features of one of the map's layers.

    Raises
    ------
    SourceError
        If the file is missing or cannot be read.
    """
    path = LAYERS[name]
    try:
        features: list[dict[str, Any]] = json.loads(path.read_bytes())["features"]
    except (OSError, ValueError, KeyError) as error:
        message = (
            f"geodata/boundaries/{path.name} is missing or cannot be read. "
            "Restore it from the repository, or run: python -m lib sources build"
        )
        raise SourceError(message) from error
    return features


def _layer(name: str, kind: Kind, *, without: Collection[str | None] = ()) -> Layer:
    features = (
        Feature(
            code=feature["properties"].get("code"),
            parts=tuple(_parts(shape(feature["geometry"]), kind)),
        )
        for feature in read_geojson(name)
    )
    kept = tuple(feature for feature in features if feature.code not in without or not without)
    return Layer(name=name, kind=kind, features=kept)


def _parts(geometry: shapely.Geometry, kind: Kind) -> Iterable[Points]:
    """Give the rings, holes among them, or the lines, joined where two meet end to end."""
    if kind == "areas":
        lines = shapely.get_rings(shapely.get_parts(geometry))
    else:
        lines = shapely.get_parts(shapely.line_merge(geometry))
    for line in lines:
        points = _apart(units(shapely.get_coordinates(line)), is_ring=kind == "areas")
        if len(points) >= _FEWEST_POINTS[kind]:
            yield points


def _apart(points: Points, *, is_ring: bool) -> Points:
    """Drop each point that falls on the one before it; a ring's last falls on its first."""
    before = np.roll(points, 1, axis=0)
    is_kept = (points != before).any(axis=1)
    is_kept[0] = is_kept[0] or not is_ring
    kept: Points = points[is_kept]
    return kept
