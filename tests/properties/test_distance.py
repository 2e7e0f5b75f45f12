"""Distance, held against whole-number arithmetic."""

from math import isqrt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.spatial.distance import distance_miles

metres = st.integers(min_value=0, max_value=1_300_000)
points = st.tuples(metres, metres)


def miles(one: tuple[int, int], other: tuple[int, int]) -> float:
    return float(distance_miles(*map(float, one), *map(float, other)))


def tenths_in_whole_numbers(one: tuple[int, int], other: tuple[int, int]) -> int:
    """The greatest k with distance >= (k - 1/2) x 160.93 m, without a fraction anywhere."""
    squared = (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
    half_tenths = isqrt(squared * 10**6 // 80_465**2)
    return (half_tenths + 1) // 2


@settings(deadline=None, max_examples=500)
@given(points, points)
def test_distance_is_the_nearest_tenth_of_a_mile(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    assert miles(one, other) == tenths_in_whole_numbers(one, other) / 10


@settings(deadline=None)
@given(points, points)
def test_there_and_back_are_as_far(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert miles(one, other) == miles(other, one)


@settings(deadline=None)
@given(points, points, points)
def test_no_way_round_is_shorter_but_for_the_rounding(
    one: tuple[int, int], other: tuple[int, int], between: tuple[int, int]
) -> None:
    assert miles(one, other) <= miles(one, between) + miles(between, other) + 0.15 + 1e-9


@settings(deadline=None)
@given(points, points, st.integers(min_value=0, max_value=3))
def test_without_one_coordinate_nothing_is_known(
    one: tuple[int, int], other: tuple[int, int], missing: int
) -> None:
    coordinates = [np.array([float(value)]) for value in (*one, *other)]
    coordinates[missing] = np.array([np.nan])
    assert np.isnan(distance_miles(*coordinates)).all()
