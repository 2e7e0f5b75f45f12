"""Erlang's formula as it stands in the textbook, and what must be true of any such loss."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln, logsumexp

from lib.scenario.erlang import blocked_share, expected_occupancy

LOADS = st.floats(0.01, 500)


def blocked(beds: int, load: float) -> float:
    return float(blocked_share(beds, np.array([load]))[0])


def textbook(beds: int, load: Fraction) -> Fraction:
    """The last of the terms a^k / k!, over their sum."""
    terms = [load**number / math.factorial(number) for number in range(beds + 1)]
    return terms[-1] / sum(terms)


@pytest.mark.parametrize("beds", [1, 2, 3, 7, 12, 35])
@pytest.mark.parametrize("load", [Fraction(1, 10), Fraction(1), Fraction(35), Fraction(200)])
def test_the_recursion_is_the_textbooks_formula(beds: int, load: Fraction) -> None:
    assert blocked(beds, float(load)) == pytest.approx(float(textbook(beds, load)), rel=1e-12)


@pytest.mark.parametrize("load", [20.0, 380.0, 400.0, 900.0])
def test_four_hundred_beds_are_no_harder_than_one(load: float) -> None:
    number = np.arange(401)
    logs = number * math.log(load) - gammaln(number + 1)
    expected = math.exp(logs[-1] - logsumexp(logs))
    assert blocked(400, load) == pytest.approx(expected, rel=1e-9)


def test_where_hardly_anybody_comes_to_many_beds_nobody_is_turned_away() -> None:
    """Without a warning: 1 over the share would be more than a number can hold."""
    assert blocked(400, 0.001) == 0
    assert blocked(1_000, 1e-6) == 0


@settings(deadline=None)
@given(st.integers(1, 100), LOADS)
def test_a_bed_more_turns_fewer_away(beds: int, load: float) -> None:
    fewer, more = blocked(beds, load), blocked(beds + 1, load)
    assert 0 <= more <= fewer <= 1
    assert more < fewer or fewer < 1e-300


@settings(deadline=None)
@given(st.integers(1, 100), LOADS, st.floats(1.01, 3))
def test_more_children_turn_a_larger_share_away(beds: int, load: float, times: float) -> None:
    assert blocked(beds, load) <= blocked(beds, load * times) < 1


@settings(deadline=None)
@given(st.integers(1, 60), st.floats(0.01, 10), st.floats(1, 200), st.floats(0, 30))
def test_occupancy_is_a_share_that_the_beds_and_the_children_allow(
    beds: int, starts: float, stay: float, gap: float
) -> None:
    found = occupancy(beds, starts, stay, gap)
    assert 0 < found <= stay / (stay + gap) * (1 + 1e-12)
    assert found <= starts * stay / beds * (1 + 1e-12)


def occupancy(beds: int, starts: float, stay: float, gap: float) -> float:
    return float(
        expected_occupancy(
            beds,
            starts_a_week=np.array([starts]),
            stay_weeks=np.array([stay]),
            refill_gap_weeks=np.array([gap]),
        )[0]
    )


def test_one_bed_is_filled_stayed_in_and_empty_in_turn() -> None:
    """A cycle of one bed: the stay, the gap, and until the next child comes."""
    assert occupancy(1, 0.1, 30, 5) == pytest.approx(30 / (30 + 5 + 10))


def test_a_gap_costs_occupancy() -> None:
    without, with_gap = occupancy(35, 0.7, 50, 0), occupancy(35, 0.7, 50, 4)
    assert with_gap < without
    assert without == pytest.approx(0.7 * (1 - float(textbook(35, Fraction(35)))) * 50 / 35)


def test_many_loads_at_once_are_each_the_same_as_alone() -> None:
    loads = np.array([0.5, 35.0, 90.0])
    together = blocked_share(35, loads)
    assert together.tolist() == [blocked(35, load) for load in loads]
    assert loads.tolist() == [0.5, 35.0, 90.0]
