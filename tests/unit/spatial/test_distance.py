"""Distance is the return's: a straight line, to 0.1 mile of 1,609.3 metres."""

import numpy as np
import pyproj
import pytest

from lib.spatial.distance import distance_miles
from lib.units import BRITISH_NATIONAL_GRID, NEAR_MILES

ROMFORD = (551_391.0, 189_199.0)


def miles_east(metres: float) -> float:
    easting, northing = ROMFORD
    return float(distance_miles(easting, northing, easting + metres, northing))


@pytest.mark.parametrize(
    ("true_miles", "counted", "is_near"),
    [
        (0.0, 0.0, True),
        (0.04999, 0.0, True),
        (0.05, 0.1, True),
        (20.0, 20.0, True),
        (20.04, 20.0, True),
        (20.049_999, 20.0, True),
        (20.05, 20.1, False),
        (20.06, 20.1, False),
        (20.15, 20.2, False),
        (300.25, 300.3, False),
    ],
)
def test_halves_go_up_and_exactly_twenty_is_near(
    true_miles: float, counted: float, *, is_near: bool
) -> None:
    miles = miles_east(true_miles * 1_609.3)
    assert miles == counted
    assert (miles <= NEAR_MILES) is is_near


def test_every_half_of_a_tenth_goes_up_however_the_computer_writes_it() -> None:
    tenths = np.arange(5_000)
    halves = (tenths + 0.5) * 160.93
    zero = np.zeros(len(halves))
    assert (distance_miles(zero, zero, halves, zero) == (tenths + 1) / 10).all()


def test_a_mile_is_that_of_the_return_and_not_the_statute_mile() -> None:
    statute_miles = 1_860 * 1_609.344
    assert miles_east(statute_miles) == 1_860.1


def test_missing_postcode_gives_unknown_distance_not_zero() -> None:
    easting, northing = np.full(3, ROMFORD[0]), np.full(3, ROMFORD[1])
    missing = np.array([np.nan, ROMFORD[0], np.nan])
    assert np.isnan(distance_miles(missing, missing, easting, northing)).tolist() == [
        True,
        False,
        True,
    ]
    assert np.isnan(distance_miles(easting, northing, missing, missing)).tolist() == [
        True,
        False,
        True,
    ]


def test_from_north_east_london_the_grid_agrees_with_the_ellipsoid_as_far_as_is_said() -> None:
    rng = np.random.default_rng(20180331)
    origin = rng.uniform((530_000, 176_000), (562_000, 199_000), (20_000, 2))
    bearing, metres = rng.uniform(0, 2 * np.pi, 20_000), rng.uniform(0, 20 * 1_609.3, 20_000)
    placement = origin + metres[:, None] * np.column_stack([np.sin(bearing), np.cos(bearing)])
    to_degrees = pyproj.Transformer.from_crs(BRITISH_NATIONAL_GRID, "OGC:CRS84").transform
    grs80 = pyproj.Geod(ellps="GRS80")
    geodesic = grs80.inv(*to_degrees(*origin.T), *to_degrees(*placement.T))[2]
    assert np.abs(metres - geodesic).max() < 7
    assert -125e-6 < ((metres - geodesic) / geodesic)[metres > 1_000].mean() < -85e-6
    counted = distance_miles(*origin.T, *placement.T)
    assert np.abs(counted - geodesic / 1_609.3).max() <= 0.05 + 7 / 1_609.3


def test_nowhere_in_great_britain_is_the_grid_wrong_by_more_than_a_thousandth() -> None:
    rng = np.random.default_rng(7)
    ends = rng.uniform((85_000, 10_000), (655_000, 1_210_000), (2, 20_000, 2))
    to_degrees = pyproj.Transformer.from_crs(BRITISH_NATIONAL_GRID, "OGC:CRS84").transform
    geodesic = pyproj.Geod(ellps="GRS80").inv(*to_degrees(*ends[0].T), *to_degrees(*ends[1].T))[2]
    counted = distance_miles(*ends[0].T, *ends[1].T)
    assert (np.abs(counted - geodesic / 1_609.3) <= 0.05 + 0.001 * geodesic / 1_609.3).all()
