"""What a reader must not come to know too closely: small counts and small differences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from lib.disclosure.kinds import Whom, are_others, is_some_of
from lib.disclosure.knowledge import Knowledge, Real
from lib.disclosure.solver import matrix
from lib.disclosure.sums import Cell, Part


class _Row(NamedTuple):
    """Unknowns to add up, each so many times, and from which stage on."""

    row: Mapping[int, float]
    stage: int
    is_given_up: bool


class Watched:
    """
    Sums and differences of figures, each once.

    Parameters
    ----------
    known
        How the figures hang together.
    stage_of
        The stage of each figure. What is of several is watched from the last one's on.
    whom
        Whom each cell is of, where kinds tell.
    smallest_shown_count
        6 where counts of 1 to 5 are hidden.
    """

    def __init__(
        self,
        known: Knowledge,
        stage_of: Mapping[int, int],
        *,
        whom: Mapping[Cell, Whom],
        smallest_shown_count: int,
    ) -> None:
        self._known, self._stage_of = known, stage_of
        self._smallest = smallest_shown_count
        self._whom = {
            known.number_of[cell]: of for cell, of in whom.items() if cell in known.number_of
        }
        self._rows: dict[tuple[tuple[int, float], ...], _Row] = {}
        self._partitions: list[list[list[int]]] = []
        self._news = 0

    def small_counts(self, numbers: Iterable[int]) -> None:
        """Watch small counts of which anything else can tell."""
        for number in sorted(numbers):
            if self._known.is_linked(number):
                self._add([number])

    def small_differences(self, pairs: Iterable[tuple[Cell, Cell]]) -> None:
        """Watch small differences of two counts."""
        for pair in pairs:
            numbers = self._numbers(pair)
            if len(numbers) == len(pair) and self._is_small(self._value(numbers)):
                self._add(numbers)

    def small_rests(self, cells: Iterable[Cell]) -> None:
        """Watch what is left of a count when one of some of its children is taken, row by row."""
        for _, row in groupby(sorted(cells, key=_row_of), key=_row_of):
            for whole, part in self._nested(sorted({self._known.number_of[one] for one in row})):
                self._add([whole, part])

    def all_or_none(self, pairs: Iterable[tuple[Cell, Cell]]) -> None:
        """
        Watch counts that are none or all of a small group, with the count of the group.

        They are given up where only a more wanted figure could keep them: where nobody of all
        children is counted, nobody of a small group is.
        """
        for cell, group in pairs:
            number = self._known.number_of[cell]
            of_all = [self._known.number_of[group], number]
            self._add(of_all if self._known.counts[number] else [number], is_given_up=True)

    def partitions(self, partitions: Iterable[Sequence[Part]]) -> None:
        """Note parts that are all of something: those that are hidden are a count together."""
        for parts in partitions:
            of_parts = [self._numbers(part) for part in parts]
            self._partitions.append([one for one in of_parts if one])

    def hidden_together(self, shown: frozenset[int], stage: int) -> bool:
        """Watch the hidden parts of a whole where few children are in them; tell if any is new."""
        before = self._news
        for parts in self._partitions:
            numbers = {number for part in parts for number in part}
            if max((self._stage_of.get(one, 0) for one in numbers), default=0) > stage:
                continue
            of_hidden = [part for part in parts if not shown.issuperset(part)]
            if self._is_small(sum(self._value(part) for part in of_hidden)):
                self._add(*of_hidden)
        return self._news > before

    def left_by_subtraction(self, shown: Iterable[int], new: frozenset[int]) -> bool:
        """
        Watch what is left of a shown count when one or two of its parts are taken from it.

        Parameters
        ----------
        new
            Figures of which one at least must be among the three: the others were asked before.

        Returns
        -------
        bool
            Whether anything is left that was not watched before.
        """
        before = self._news
        whom = {one: self._whom[one] for one in sorted(shown) if one in self._whom}
        for whole, of_whole in whom.items():
            parts = [one for one in whom if one != whole and is_some_of(whom[one], of_whole)]
            for some in self._that_leave_few(whole, parts):
                is_new = not new.isdisjoint((whole, *some))
                if is_new and (len(some) == 1 or are_others(*(whom[one] for one in some))):
                    self._add([whole, *some])
        return self._news > before

    def _that_leave_few(self, whole: int, parts: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Find one or two parts that leave few children of a whole."""
        left = self._known.counts[whole] - self._known.counts[[*parts]]
        yield from (
            (parts[int(at)],) for at in np.flatnonzero((left > 0) & (left < self._smallest))
        )
        of_two = left[:, None] - self._known.counts[[*parts]][None, :]
        for one, other in zip(*np.nonzero((of_two > 0) & (of_two < self._smallest)), strict=True):
            if one < other:
                yield parts[int(one)], parts[int(other)]

    def up_to(self, stage: int) -> tuple[csr_array, Real, npt.NDArray[np.bool_]]:
        """Give the rows watched at a stage, how far their ends must lie apart, and which may go."""
        chosen = [one for one in self._rows.values() if one.stage <= stage]
        return (
            matrix([one.row for one in chosen], self._known.figures.shape[1]),
            np.full(len(chosen), self._smallest - 1.0),
            np.array([one.is_given_up for one in chosen], dtype=bool),
        )

    def _numbers(self, part: Part) -> list[int]:
        return [self._known.number_of[cell] for cell in part if cell in self._known.number_of]

    def _value(self, numbers: Sequence[int]) -> float:
        """A count, or what is left of it when another is taken."""
        first, *others = (float(self._known.counts[one]) for one in numbers)
        return first - sum(others)

    def _is_small(self, value: float) -> bool:
        return 0 < abs(value) < self._smallest

    def _nested(self, numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Find counts of some of the children of another, that are few less."""
        unknowns = {one: frozenset(self._known.unknowns(one).tolist()) for one in numbers}
        for whole in numbers:
            for part in numbers:
                left = self._known.counts[whole] - self._known.counts[part]
                if 0 < left < self._smallest and unknowns[part] < unknowns[whole]:
                    yield whole, part

    def _add(self, *parts: Sequence[int], is_given_up: bool = False) -> None:
        signed: dict[int, float] = {}
        for part in parts:
            for at, number in enumerate(part):
                for unknown in self._known.unknowns(number).tolist():
                    signed[unknown] = signed.get(unknown, 0.0) + (-1.0 if at else 1.0)
        row = {unknown: value for unknown, value in sorted(signed.items()) if value}
        key = tuple(row.items())
        numbers = [number for part in parts for number in part]
        stage = max(self._stage_of.get(number, 0) for number in numbers)
        known = self._rows.get(key)
        merged = _Row(row, stage, is_given_up)
        if known is not None:  # the strictest of the reasons to watch it holds
            merged = _Row(row, min(known.stage, stage), known.is_given_up and is_given_up)
        if merged != known:
            self._rows[key] = merged
            self._news += 1


def _row_of(cell: Cell) -> str:
    """Rows of one label are of the same children in every table."""
    return str(cell.row)
