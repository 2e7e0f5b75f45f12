"""Which part of the National Grid a still map shows, and where a point of it falls."""

import math
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from lib.domain.footprint import Footprint
from lib.maps.places import LatLon
from lib.maps.state import Opening
from lib.sources.boundaries import authorities_draw
from lib.units import BRITISH_NATIONAL_GRID, WGS84

PADDING: Final = 0.05
"""Of the footprint's width and height, free on every side."""

SCREEN_PIXELS: Final = (720, 560)
"""Width and height of the map on a page; a link's zoom is of it."""

_METRES_A_PIXEL: Final = 40_075_016.686 / 256
"""On the equator, at Leaflet's zoom 0."""

_LONDON: Final = 51.5
"""Degrees north."""

_TO_GRID: Final = pyproj.Transformer.from_crs(WGS84, BRITISH_NATIONAL_GRID, always_xy=True)


@dataclass(frozen=True, kw_only=True)
class View:
    """
    A frame of pixels over the National Grid (EPSG:27700), x to the right and y down.

    Parameters
    ----------
    west, north
        Easting and northing of the corner at 0, 0.
    metres
        To a pixel, alike in both directions.
    width, height
        In pixels: 96 to the inch.
    """

    west: float
    north: float
    metres: float
    width: float
    height: float

    @classmethod
    def over(cls, footprint: Footprint, opening: Opening, *, width: float, height: float) -> Self:
        """Frame what a link asks for, or else the footprint with a margin."""
        if opening.centre is not None and opening.zoom is not None:
            latitude, longitude = opening.centre
            middle = _TO_GRID.transform(longitude, latitude)
            across = _METRES_A_PIXEL * math.cos(math.radians(latitude)) / 2**opening.zoom
            # whatever the frame's shape, all that the screen showed is in it
            metres = across * max(SCREEN_PIXELS[0] / width, SCREEN_PIXELS[1] / height)
        else:
            drawn = authorities_draw().set_index("code")
            west, south, east, north = drawn.loc[list(footprint.codes)].total_bounds
            middle = ((west + east) / 2, (south + north) / 2)
            room = 1 + 2 * PADDING
            metres = room * max((east - west) / width, (north - south) / height)
        return cls(
            west=middle[0] - metres * width / 2,
            north=middle[1] + metres * height / 2,
            metres=metres,
            width=width,
            height=height,
        )

    @property
    def box(self) -> shapely.Polygon:
        """The frame on the ground, in metres of the National Grid."""
        return shapely.box(
            self.west,
            self.north - self.metres * self.height,
            self.west + self.metres * self.width,
            self.north,
        )

    @property
    def zoom(self) -> float:
        """The same scale as Leaflet counts it, at London's latitude."""
        return math.log2(_METRES_A_PIXEL * math.cos(math.radians(_LONDON)) / self.metres)

    def on_frame(self, metres: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """
        Find pixels.

        Parameters
        ----------
        metres
            Shape (n, 2): eastings and northings.

        Returns
        -------
        array
            Shape (n, 2): x and y.
        """
        points = np.asarray(metres, dtype=float)
        return np.column_stack(
            ((points[:, 0] - self.west) / self.metres, (self.north - points[:, 1]) / self.metres)
        )

    def at(self, point: LatLon) -> tuple[float, float]:
        """Find the pixel of a latitude and longitude."""
        ((x, y),) = self.on_frame([_TO_GRID.transform(point[1], point[0])])
        return float(x), float(y)

    def holds(self, point: tuple[float, float], *, margin: float = 0) -> bool:
        """Whether a pixel lies in the frame, so far from its edge."""
        x, y = point
        return margin < x < self.width - margin and margin < y < self.height - margin
