"""The most children inside, with the reason: who competes for what, and who is served."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from lib.errors import MatchingError
from lib.scenario import proof as module
from lib.scenario.proof import Proof, prove_most_inside
from tests.fixtures.bed_problems import problem


def test_ten_children_compete_for_the_four_beds_of_the_one_home_they_qualify_for() -> None:
    gains = {(child, 0): (1, 0, 0) for child in range(10)}
    gains |= {(child, 1): (1, 0, 0) for child in range(10, 12)}
    assert prove_most_inside(problem([4, 5], gains, children=12)) == Proof(
        brought_inside=6,
        children_competing=10,
        beds_competed_for=4,
        children_served=2,
        homes_competed_for=(0,),
    )


def test_a_child_who_could_go_to_an_empty_home_does_not_compete() -> None:
    gains = {(0, 0): (1, 0, 0), (1, 0): (1, 0, 0), (1, 1): (1, 0, 0)}
    assert prove_most_inside(problem([1, 1], gains, children=2)) == Proof(
        brought_inside=2,
        children_competing=0,
        beds_competed_for=0,
        children_served=2,
        homes_competed_for=(),
    )


def test_children_inside_today_take_no_part_in_the_reason() -> None:
    gains = {(0, 0): (1, 0, 0), (1, 0): (0, 30, 0), (2, 0): (0, 40, 0)}
    assert prove_most_inside(problem([1], gains, children=3)) == Proof(
        brought_inside=1,
        children_competing=0,
        beds_competed_for=0,
        children_served=1,
        homes_competed_for=(),
    )


def test_nobody_outside_is_nobody_brought_inside() -> None:
    assert prove_most_inside(problem([35], {(0, 0): (0, 3, 0)}, children=1)) == Proof(
        brought_inside=0,
        children_competing=0,
        beds_competed_for=0,
        children_served=0,
        homes_competed_for=(),
    )


def test_a_flow_that_is_not_the_greatest_gives_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoFlow:
        flow_value = 0

        def __init__(self, capacities: csr_array, *_: int) -> None:
            self.flow = csr_array(capacities.shape, dtype=np.int32)

    monkeypatch.setattr(module, "maximum_flow", NoFlow)
    with pytest.raises(MatchingError, match="cannot be proved"):
        prove_most_inside(problem([2], {(0, 0): (1, 0, 0)}, children=1))
