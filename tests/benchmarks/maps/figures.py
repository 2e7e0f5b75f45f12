"""The figures of one page, from what was measured of it."""

import statistics
from collections.abc import Callable, Sequence

import numpy as np

from tests.benchmarks.maps.heap import Held
from tests.benchmarks.maps.run import Found
from tests.benchmarks.maps.visitor import Click

Measure = Callable[[Click], float]

FEWEST_CLICKS_FOR_A_SLOPE = 10
LAST_CLICKS = 32
"""Of a long visit: most of what is to be compiled has been by then."""


def clicks_on(found: Found, *, all_boroughs: bool) -> list[Click]:
    """Give the clicks that ask for all boroughs, or those that ask for one."""
    return [one for one in found.clicks if (one.choice.code == "all") == all_boroughs]


def click_ms(found: Found, *, all_boroughs: bool) -> float:
    """Median from the press to the paint."""
    return statistics.median(one.ms for one in clicks_on(found, all_boroughs=all_boroughs))


def quickest_ms(found: Found, *, all_boroughs: bool) -> float:
    """Quickest from the press to the paint."""
    return min(one.ms for one in clicks_on(found, all_boroughs=all_boroughs))


def kilobytes(found: Found, *, all_boroughs: bool) -> float:
    """Most bytes of a click, both ways."""
    return max(one.kilobytes for one in clicks_on(found, all_boroughs=all_boroughs))


def median(found: Found, of: Measure) -> float:
    """Median of all clicks."""
    return statistics.median(map(of, found.clicks))


def mean(found: Found, of: Measure) -> float:
    """Mean of all clicks: the kernel counts CPU in steps of 10 ms."""
    return statistics.mean(map(of, found.clicks))


def heap_mb_a_click(found: Found) -> float | None:
    """Slope of the memory that the page keeps; None from too few clicks."""
    return _slope([one.heap_mb for one in found.clicks])


def later_heap_mb_a_click(found: Found) -> float | None:
    """Slope over the last clicks of a long visit; None where nobody stayed."""
    return _slope(found.later_heap_mb[-LAST_CLICKS:])


def kept_kilobytes_a_click(found: Found, of: Callable[[Held], float]) -> float | None:
    """Growth of one kind of what the page holds, over a long visit; None where nobody stayed."""
    if not found.held:
        return None
    before, after = map(of, found.held)
    return (after - before) / len(found.later_heap_mb)


def _slope(held: Sequence[float]) -> float | None:
    if len(held) < FEWEST_CLICKS_FOR_A_SLOPE:
        return None
    return float(np.polyfit(np.arange(len(held)), held, 1)[0])


def middle(values: Sequence[float]) -> float | None:
    """Median, or None of nothing."""
    return statistics.median(values) if values else None


def average(values: Sequence[float]) -> float | None:
    """Mean, or None of nothing."""
    return statistics.mean(values) if values else None
