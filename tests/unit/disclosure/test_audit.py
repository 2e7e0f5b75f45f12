"""The audit finds what trying every way that the children could be finds."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from lib.disclosure.audit import Audit
from lib.disclosure.knowledge import Knowledge, knowledge
from lib.disclosure.sums import Cell, Sum
from tests.fixtures.small_tables import Numbers, cells_of, kinds_of, ways

SHOWN = [
    [("total", "all")],
    [("total", "all"), ("total", "A0")],
    [("B0", "all"), ("B1", "all"), ("total", "A0"), ("total", "A1")],
    [("B0", "all"), ("B1", "all"), ("total", "A0"), ("B0", "A0")],
    [("total", "all"), ("total", "A0"), ("B0", "all")],
]
TABLES: list[Numbers] = [((3, 2), (1, 4)), ((0, 5), (2, 1)), ((1, 1), (1, 6))]


def audit_of(known: Knowledge) -> tuple[Audit, dict[Cell, int]]:
    every = np.arange(len(known.counts))
    return Audit(known, every, known.figures), dict(known.number_of)


@pytest.mark.parametrize("numbers", TABLES, ids=str)
@pytest.mark.parametrize("shown", SHOWN, ids=str)
def test_the_least_and_the_most_lie_as_far_apart_as_in_all_ways_that_children_could_be(
    numbers: Numbers, shown: list[tuple[str, str]]
) -> None:
    counts, whom = cells_of(numbers)
    known = knowledge(counts, kinds=[kinds_of(numbers)], whom=whom)
    audit, number_of = audit_of(known)
    seen = {Cell("table", *where): counts[Cell("table", *where)] for where in shown}
    hidden = frozenset(number_of.values()) - {number_of[cell] for cell in seen}
    every = list(ways(numbers, seen))
    assert every
    apart = audit.able_to_lie_apart(hidden, np.full(len(known.counts), np.inf))
    for cell in counts:
        found = [way[cell] for way in every]
        assert round(apart[number_of[cell]], 6) == max(found) - min(found), cell
    for wanted in (1.0, 5.0):
        width = np.full(len(known.counts), wanted)
        found_first = audit.first_given_away(hidden, width)
        assert (found_first is not None) == (apart.round(6) < wanted).any()
        assert (
            audit.able_to_lie_apart(hidden, width).round(6) == apart.round(6).clip(max=wanted)
        ).all()


def test_what_gives_a_figure_away_gives_it_away_alone() -> None:
    counts, whom = cells_of(((3, 20), (30, 40)))
    known = knowledge(counts, kinds=[kinds_of(((3, 20), (30, 40)))], whom=whom)
    audit, number_of = audit_of(known)
    small = number_of[Cell("table", "B0", "A0")]
    width = np.zeros(len(known.counts))
    width[small] = 5
    found = audit.first_given_away(frozenset([small]), width)
    assert found is not None
    assert found.watched == small
    assert audit.able_to_lie_apart(frozenset([small]), width)[small] == 0
    assert found.by
    others = frozenset(number_of.values()) - found.by
    assert audit.first_given_away(others, width) is not None
    for one in found.by:
        if audit.first_given_away(others | {one}, width) is None:
            break
    else:
        pytest.fail("no figure of those that give it away mattered")


def test_a_sum_tells_of_counts_that_no_kinds_tell_of() -> None:
    total, one, other = (Cell("nights", row, "used") for row in ("total", "Q1", "Q2"))
    known = knowledge({total: 23, one: 3, other: 20}, sums=[Sum(total, (one, other))])
    audit, number_of = audit_of(known)
    asked = np.full(len(known.counts), np.inf)
    apart = audit.able_to_lie_apart(frozenset([number_of[one]]), asked)
    assert apart[number_of[one]] == 0
    apart = audit.able_to_lie_apart(frozenset([number_of[one], number_of[other]]), asked)
    assert apart[number_of[one]] == 23


def test_a_difference_is_watched_as_a_figure_is() -> None:
    today, after = (Cell("areas", "B0", f"{when}_inside") for when in ("today", "after"))
    known = knowledge({today: 12, after: 15}, sums=[])
    change = csr_array(known.figures[[1]] - known.figures[[0]])
    audit = Audit(known, np.arange(2), change)
    assert audit.able_to_lie_apart(frozenset(), np.array([np.inf])) == [0]
    assert audit.first_given_away(frozenset(), np.array([5.0])) is not None
    assert audit.first_given_away(frozenset([1]), np.array([5.0])) is None


@pytest.mark.parametrize("numbers", TABLES, ids=str)
def test_what_is_kept_and_counts_nobody_changes_no_answer(numbers: Numbers) -> None:
    counts, whom = cells_of(numbers)
    known = knowledge(counts, kinds=[kinds_of(numbers)], whom=whom)
    every, asked = np.arange(len(known.counts)), np.full(len(known.counts), np.inf)
    kept = frozenset(map(int, np.flatnonzero(known.counts == 0)))
    kept |= {known.number_of[Cell("table", "total", "all")]}
    hidden = frozenset(map(int, every)) - kept
    apart = Audit(known, every, known.figures, kept=kept).able_to_lie_apart(hidden, asked)
    assert apart == pytest.approx(audit_of(known)[0].able_to_lie_apart(hidden, asked))
    shown = {cell: count for cell, count in counts.items() if known.number_of[cell] in kept}
    found = list(ways(numbers, shown))
    for cell in counts:
        values = [way[cell] for way in found]
        assert round(apart[known.number_of[cell]], 6) == max(values) - min(values), cell


def test_where_all_are_few_their_number_alone_gives_each_of_them_away() -> None:
    numbers: Numbers = ((3, 0), (1, 0))
    counts, whom = cells_of(numbers)
    known = knowledge(counts, kinds=[kinds_of(numbers)], whom=whom)
    audit, number_of = audit_of(known)
    total = number_of[Cell("table", "total", "all")]
    width = np.zeros(len(known.counts))
    width[number_of[Cell("table", "B0", "A0")]] = 5
    found = audit.first_given_away(frozenset(number_of.values()) - {total}, width)
    assert found is not None
    assert found.by == {total}, "three of four: none can be fewer than none"
