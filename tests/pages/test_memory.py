"""What stays in memory is out of the way of the collector, and what is done with is let go."""

import gc
import weakref
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from lib.ui.memory import set_apart_what_stays

FEW = 30_000
"""Objects that are walked in some milliseconds; the libraries alone are more than 200,000."""


class _Knot:
    """Something that holds itself, so that only the collector can let it go."""

    def __init__(self) -> None:
        self.itself = self


def test_after_a_page_the_collector_has_little_to_walk(opened: Callable[..., AppTest]) -> None:
    gc.unfreeze()
    assert len(gc.get_objects()) > FEW
    opened()
    assert len(gc.get_objects()) < FEW


def test_what_was_set_apart_and_is_done_with_is_let_go_the_next_time() -> None:
    knot = _Knot()
    done_with = weakref.ref(knot)
    many = _many()
    set_apart_what_stays()
    del knot, many
    gc.collect()
    assert done_with() is not None, "what is set apart is walked by no collection"
    many = _many()
    set_apart_what_stays()
    assert done_with() is None
    assert len(many) == FEW


def _many() -> list[list[int]]:
    return [[] for _ in range(FEW)]
