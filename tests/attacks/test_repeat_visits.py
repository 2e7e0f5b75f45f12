"""Somebody who comes back after the returns were refreshed, and compares."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from streamlit import config

from lib.answer.loaded import Loaded
from lib.sources.paths import STATE_VARIABLE
from tests.attacks.served import asked, opened, serving
from tests.fixtures.attacks import two_councils
from tests.fixtures.page import words

pytestmark = pytest.mark.xdist_group("repeat visits")

REFUSED = "Other figures of 31 March 2018 were shared before"


@pytest.fixture(scope="module")
def council() -> Loaded:
    return two_councils()


@cache
def refreshed(council: Loaded, seed: int) -> Loaded:
    """Correct where one child lives: as somebody else's home, far away or near, drawn by chance."""
    draw = np.random.default_rng(seed)
    measured = council.measured.copy()
    places = ["is_in_footprint", "is_in_borough", "is_distant", "is_near", "distance_miles"]
    is_inside = measured["is_in_footprint"].fillna(value=False).to_numpy(dtype=bool)
    one, other = (draw.choice(measured.index[of]) for of in (~is_inside, is_inside))
    for column in (*places, "placement_authority_code"):
        measured.loc[one, column] = measured.at[other, column]
    return replace(council, measured=measured)


@pytest.fixture
def server() -> Iterator[None]:
    """Answer as a server that other machines can reach."""
    before = config.get_option("server.address")
    config.set_option("server.address", None)  # every network
    yield
    config.set_option("server.address", before)


def on_both_visits(first: Loaded, second: Loaded, visit: Callable[[], str]) -> list[str]:
    """Give what is seen before and after a refresh, on one machine."""
    seen = []
    with serving(first, "first"):
        state = os.environ[STATE_VARIABLE]
        seen.append(visit())
        with serving(second, "second"):
            os.environ[STATE_VARIABLE] = state
            seen.append(visit())
    return seen


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("page", ["overview", "boroughs", "block_contract"])
def test_a_page_that_others_reach_shows_no_second_state_of_a_day(
    council: Loaded, page: str
) -> None:
    before, after = on_both_visits(council, refreshed(council, seed=1), lambda: words(opened(page)))
    assert REFUSED not in before
    assert "<table" in before
    assert REFUSED in after
    assert "<table" not in after


@pytest.mark.parametrize("command", ["answer", "contract"])
def test_a_command_prints_no_second_state_of_a_day(council: Loaded, command: str) -> None:
    def visit() -> str:
        said = asked(command, "--audience", "shared", "--json")
        return said.out + said.err

    before, after = on_both_visits(council, refreshed(council, seed=2), visit)
    assert '"audience": "shared"' in before
    assert REFUSED in after
    assert '"audience"' not in after


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(one, marks=pytest.mark.in_full) for one in (1, 2))]
)
def test_the_difference_of_two_visits_tells_of_no_known_child(council: Loaded, seed: int) -> None:
    """Two states side by side would: the same reader succeeds where officers share anew."""

    def visit(*more: str) -> str:
        return asked("answer", "--audience", "shared", "--json", *more).out

    second = refreshed(council, seed)
    _, refused = on_both_visits(council, second, visit)
    assert refused == ""
    before, after = (
        json.loads(text)["today"]["in_footprint"]
        for text in on_both_visits(council, second, lambda: visit("--share-anew"))
    )
    assert after == before + 1


def test_full_counts_are_not_let_in_as_shared_ones(council: Loaded) -> None:
    with serving(council, "officers"):
        said = asked("answer", "--share-anew")
    assert said.code == 2
    assert said.out == ""
    assert "--audience shared" in said.err


def test_who_comes_back_to_unchanged_returns_sees_the_same(council: Loaded) -> None:
    def visit() -> str:
        return asked("answer", "--audience", "shared", "--json").out

    before, after = on_both_visits(council, replace(council), visit)
    assert before == after != ""
