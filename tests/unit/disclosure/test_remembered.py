"""An unchanged load is decided once; whatever differs is decided anew."""

from dataclasses import fields, replace
from itertools import combinations

import pandas as pd
import pytest

from lib.disclosure.kinds import Kinds
from lib.disclosure.protect import Protection, Wanted
from lib.disclosure.remembered import _hash, remembered
from lib.disclosure.sums import Cell, Sum

ONE, OTHER, WHOLE = (Cell("all", row, "children") for row in ("one", "other", "total"))


def kinds(count: int) -> Kinds:
    possible = pd.DataFrame({"area": ["one", "other"]})
    return Kinds(name="areas", possible=possible, children=possible.iloc[[0] * count])


PLAIN = Protection(kinds=[kinds(3)])
OTHERS: dict[str, object] = {
    "kinds": [kinds(4)],
    "sums": [Sum(WHOLE, (ONE, OTHER))],
    "worked_out": {ONE: 1},
    "public": {ONE: 1},
    "unwatched": frozenset({ONE}),
    "whom": {ONE: {"area": ["one"]}},
    "compared": [(ONE, OTHER)],
    "partitions": [[(ONE,), (OTHER,)]],
    "wanted": [Wanted(cells={ONE: 1.0})],
    "withheld": frozenset({OTHER}),
    "group_of": {ONE: WHOLE},
    "decided": {ONE: True},
}


def test_what_differs_in_anything_is_another_question() -> None:
    assert {one.name for one in fields(Protection)} == OTHERS.keys()
    asked = [PLAIN, *(replace(PLAIN, **{name: value}) for name, value in OTHERS.items())]
    assert all(_hash(one) != _hash(other) for one, other in combinations(asked, 2))


def test_texts_numbers_and_what_is_missing_are_told_apart_in_tables() -> None:
    tables = [pd.DataFrame({"area": [one]}) for one in ("1", 1, "", None)]
    assert all(_hash(one) != _hash(other) for one, other in combinations(tables, 2))


def test_neither_sets_nor_mappings_have_an_order() -> None:
    assert _hash({ONE: 1, OTHER: 2}) == _hash({OTHER: 2, ONE: 1})
    assert _hash(frozenset([ONE, OTHER])) == _hash(frozenset([OTHER, ONE]))
    assert _hash([ONE, OTHER]) != _hash([OTHER, ONE])
    assert _hash([[1, 2], [3]]) != _hash([[1], [2, 3]])
    assert _hash(["1", 2]) != _hash([1, "2"])


def test_what_cannot_be_written_down_is_refused_and_not_taken_for_something_else() -> None:
    with pytest.raises(TypeError, match="object"):
        _hash([object()])


def test_the_same_is_decided_once() -> None:
    asked: list[str] = []

    def decide() -> frozenset[Cell]:
        asked.append("once")
        return frozenset({ONE})

    first = remembered(decide, hangs_on=("the same, asked twice", PLAIN))
    second = remembered(decide, hangs_on=("the same, asked twice", replace(PLAIN)))
    assert first == second == {ONE}
    assert asked == ["once"]
    assert remembered(frozenset, hangs_on=("something else", PLAIN)) == frozenset()


def test_no_more_decisions_are_kept_than_there_is_room_for() -> None:
    asked: list[int] = []
    for number in (*range(30), 0):
        remembered(lambda at=number: asked.append(at) or frozenset(), hangs_on=("room", number))
    assert asked.count(0) == 2
