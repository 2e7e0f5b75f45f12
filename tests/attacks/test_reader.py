"""Somebody who has the pages and the command line alone, and writes down their own rules."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest

from lib.answer.boroughs.groups import GROUPS
from lib.answer.loaded import CONTRACTS, Loaded
from tests.attacks.bounding import Aim, bounds
from tests.attacks.by_hand import MERGED, Line, World, rules
from tests.attacks.guesses import guesses_within
from tests.attacks.menu import known_of
from tests.attacks.reader import (
    AFTER,
    EVERYONE,
    NOW,
    OF_ALL,
    Counts,
    Label,
    boroughs_of,
    counts_of,
    groups_of,
)
from tests.attacks.served import Printed, printed, serving
from tests.fixtures.attacks import some_children

pytestmark = pytest.mark.xdist_group("reader")

SMALLEST = 6
DOUBT = SMALLEST - 1 - 1e-5
BETTER = 0.05
"""So much better than a guess an attack may be."""

ASKED = {name: CONTRACTS / f"{name}.toml" for name in ("nelcp", "beds_12", "beds_24")}
"""The partnership's own contract first, and those on offer that choose other children."""

LIVES_IN = "lives in "


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What the public can take down, the rules that go with it, and what officers see."""

    loaded: Loaded
    shared: Printed
    counts: Counts
    lines: list[Line]
    truth: Mapping[Label, int]

    @property
    def small(self) -> list[Aim]:
        """Hidden counts that are one to five."""
        return [
            (label,)
            for label, count in self.counts.items()
            if count is None and 0 < self.truth[label] < SMALLEST
        ]

    @property
    def small_changes(self) -> list[Aim]:
        """Of one to five, by what a count that is hidden on either side changes."""
        pairs = [(one._replace(when=AFTER), one) for one in self.counts if one.when == NOW]
        return [
            pair
            for pair in pairs
            if pair[0] in self.counts
            and None in {self.counts[one] for one in pair}
            and 0 < abs(self.truth[pair[0]] - self.truth[pair[1]]) < SMALLEST
        ]

    @property
    def plain(self) -> Counts:
        """The same tables with nothing hidden but one to five."""
        return {
            label: None if 0 < self.truth[label] < SMALLEST else self.truth[label]
            for label in self.counts
        }

    @cached_property
    def ends(self) -> dict[Aim, tuple[float, float]]:
        """Between what ends the reader finds each hidden count of one to five."""
        return bounds(self.counts, self.lines, self.small)

    @cached_property
    def plain_ends(self) -> dict[Aim, tuple[float, float]]:
        """The same where nothing else is hidden."""
        return bounds(self.plain, self.lines, self.small)


@pytest.fixture(
    scope="module", params=["demo", pytest.param((60, 5), marks=pytest.mark.in_full)], ids=str
)
def taken(request: pytest.FixtureRequest, demo: Loaded) -> Taken:
    some = demo
    if request.param != "demo":
        some = some_children(demo, *request.param)
    return taken_of(some, f"reader, {request.param}")


def taken_of(some: Loaded, name: str) -> Taken:
    """Take down all pages and documents of a load."""
    with serving(some, name):
        shared, officers = (printed(audience, ASKED) for audience in ("shared", "officers"))
    counts = counts_of(shared)
    flows = [label for label in counts if label.what.startswith(LIVES_IN)]
    world = World(
        areas=boroughs_of(shared),
        boroughs=boroughs_of(shared, are_loaded=True),
        groups=groups_of(shared),
        listed={(label.who, label.what.removeprefix(LIVES_IN)) for label in flows},
        contracts=[*ASKED],
    )
    truth = {**dict.fromkeys(flows, 0), **_merged(counts_of(officers))}
    # by borough, of how many a group is not known stands in no table that all may see
    in_no_table = {label: None for label in truth if label.what.startswith(OF_ALL)}
    counts = {**in_no_table, **counts}
    return Taken(loaded=some, shared=shared, counts=counts, lines=[*rules(world)], truth=truth)


def _merged(counts: Counts) -> dict[Label, int]:
    """Count the children of the two councils together that others see as one."""
    found: dict[Label, int] = {}
    for label, count in counts.items():
        assert count is not None, label
        place = label.what.removeprefix(LIVES_IN)
        what = label.what if place not in MERGED.split(" and ") else f"{LIVES_IN}{MERGED}"
        who = MERGED if label.who in MERGED.split(" and ") else label.who
        one = Label(who, what, label.when)
        found[one] = found.get(one, 0) + count
    return found


def test_the_reader_knows_nothing_of_how_the_product_protects() -> None:
    for name in ("printed", "reader", "by_hand", "bounding"):
        tree = ast.parse((Path(__file__).with_name(f"{name}.py")).read_text("utf-8"))
        modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not [module for module in modules if module.split(".")[0] == "lib"]


def test_the_reader_finds_what_is_shown_and_what_is_hidden(taken: Taken) -> None:
    hidden = [label for label, count in taken.counts.items() if count is None]
    assert len(taken.counts) > 550
    assert len(hidden) > 300
    assert len(taken.small) > 100
    assert len(taken.small_changes) > 40
    sections = groups_of(taken.shared)
    assert [*sections] == ["Age", "Distance", "Provider", "Legal status"]
    assert all(len(groups) > 4 for groups in sections.values())


def test_what_is_shown_is_true(taken: Taken) -> None:
    shown = {label: count for label, count in taken.counts.items() if count is not None}
    assert shown == {label: taken.truth[label] for label in shown}


def test_the_readers_rules_are_true_of_the_children(taken: Taken) -> None:
    known: Counts = {**taken.truth}
    aim = taken.small[0]
    assert bounds(known, taken.lines, [aim])[aim] == (known[aim[0]], known[aim[0]])
    with pytest.raises(AssertionError, match="Infeasible"):
        bounds({**known, aim[0]: 0}, taken.lines, [aim])


def test_no_hidden_count_of_one_to_five_is_known_to_within_five(taken: Taken) -> None:
    assert {aim: ends for aim, ends in taken.ends.items() if ends[1] - ends[0] < DOUBT} == {}


def test_no_hidden_change_of_one_to_five_is_known_to_within_five(taken: Taken) -> None:
    found = bounds(taken.counts, taken.lines, taken.small_changes)
    assert {aim: ends for aim, ends in found.items() if ends[1] - ends[0] < DOUBT} == {}


def test_the_same_reader_gets_round_plain_suppression(taken: Taken) -> None:
    pinned = [aim for aim, (low, high) in taken.plain_ends.items() if high - low < 1e-5]
    assert len(pinned) > 30
    assert all(round(taken.plain_ends[aim][0]) == taken.truth[aim[0]] for aim in pinned)


def test_a_hidden_count_is_guessed_no_better_for_all_that_is_printed(taken: Taken) -> None:
    blind, attacked = _guesses_of_counts(taken, taken.counts, taken.ends)
    assert attacked - blind <= BETTER


def test_under_plain_suppression_it_is_guessed_much_better(taken: Taken) -> None:
    blind, attacked = _guesses_of_counts(taken, taken.plain, taken.plain_ends)
    assert attacked - blind > 3 * BETTER


def test_whether_a_known_child_is_inside_is_guessed_no_better(taken: Taken) -> None:
    by_borough, attacked = guesses_within(
        _bounds_of_groups(taken, taken.counts), *known_of(taken.loaded)
    )
    assert max(attacked) - by_borough <= BETTER


def _guesses_of_counts(
    taken: Taken, counts: Counts, ends: Mapping[Aim, tuple[float, float]]
) -> tuple[float, float]:
    """Guess by the rates that are shown; then the same, and the middle, within the bounds."""
    blind, near, middle = [], [], []
    for (label,), (low, high) in ends.items():
        expected = _expected(counts, label)
        able = [n for n in range(1, SMALLEST) if low - 1e-6 <= n <= high + 1e-6]
        blind.append(min(max(round(expected), 1), SMALLEST - 1))
        near.append(min(able, key=lambda n, at=expected: abs(n - at)))
        middle.append(min(able, key=lambda n, at=(low + high) / 2: abs(n - at)))
    truth = np.array([taken.truth[label] for (label,) in taken.small])
    right = [float((np.array(one) == truth).mean()) for one in (blind, near, middle)]
    return right[0], max(right[1:])


def _expected(counts: Counts, label: Label) -> float:
    """What a borough or group would have at the rate of all children."""
    of = [
        counts.get(one)
        for one in (label._replace(what="children", when=NOW), label._replace(who=EVERYONE),
                    Label(EVERYONE, "children"))
    ]  # fmt: skip
    children, having, everyone = (count or 0 for count in of)
    return children * having / everyone if children and having else SMALLEST / 2


def _bounds_of_groups(taken: Taken, counts: Counts) -> dict[str, tuple[float, float, float]]:
    """By borough and group: how many children, and the least and the most of them inside."""
    (document, *_) = taken.shared.documents.values()
    names = {
        "total": EVERYONE,
        **{row["code"]: row["name"] for row in document["boroughs"]},
        **{group.key: group.name for group in GROUPS},
    }
    keys = {key: who for key, who in names.items() if Label(who, "in_footprint") in counts}
    aims = [(Label(who, what),) for who in keys.values() for what in ("children", "in_footprint")]
    found = bounds(counts, taken.lines, aims)
    return {
        key: (sum(found[Label(who, "children"),]) / 2, *found[Label(who, "in_footprint"),])
        for key, who in keys.items()
    }
