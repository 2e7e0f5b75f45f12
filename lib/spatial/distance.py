"""How far a child lives from the child's own address, as the return counts it."""

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from lib.units import METRES_PER_MILE_SSDA903, MILES_DECIMALS

Metres: TypeAlias = npt.NDArray[np.float64] | float

_STEPS_PER_MILE: Final = 10**MILES_DECIMALS
_METRES_PER_STEP: Final = METRES_PER_MILE_SSDA903 / _STEPS_PER_MILE
_HALF_AND_UP: Final = 0.5 + 1e-9
"""A half counts as a half although its binary form falls short by 0.2 micrometres or less."""


def distance_miles(
    origin_easting: Metres,
    origin_northing: Metres,
    placement_easting: Metres,
    placement_northing: Metres,
) -> npt.NDArray[np.float64]:
    """
    Measure the straight line from each child's own address to the placement.

    Parameters
    ----------
    origin_easting, origin_northing, placement_easting, placement_northing
        float64, metres, EPSG:27700, of shapes that broadcast; NaN where not known.

    Returns
    -------
    ndarray
        float64, miles, rounded to 0.1 with halves going up: 20.04 is 20.0, 20.05
        is 20.1. NaN where either point is missing; never a stand-in zero.

    Notes
    -----
    From North East London the grid is short of the ellipsoid by about 110 parts in a
    million, 7 m at most at 20 miles; in Great Britain it is nowhere out by more than 0.1 %.

    Road distance is another quantity, with another name and function.
    Source: ``ssda903_guide`` in ``geodata/sources.toml`` (1 mile = 1.6093 km, 1 decimal).
    """
    eastward = placement_easting - origin_easting
    northward = placement_northing - origin_northing
    metres = np.sqrt(eastward * eastward + northward * northward)
    return np.floor(metres / _METRES_PER_STEP + _HALF_AND_UP) / _STEPS_PER_MILE
