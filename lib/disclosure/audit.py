"""Between what least and what most a hidden figure must lie, given all that is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array, vstack

from lib.disclosure.knowledge import Knowledge, Real
from lib.disclosure.solver import FREE, Programme

Flags = npt.NDArray[np.bool_]

_NOTHING: Final = 1e-7
_AS_SHOWN: Final = 1e-6
"""How far a way that the children could be may lie from what is shown, for rounding."""

_FEW: Final = 25
"""So few figures are asked of one by one, without a search for ways that spread them all."""

_MUCH_LESS: Final = 0.9
"""What a search must leave of those not answered, or the rest is pinned and is asked one by one."""


@dataclass(frozen=True, kw_only=True)
class GivenAway:
    """
    A figure that those shown pin too closely.

    ``by`` are shown figures that do it together: as long as all of them are shown, the
    watched figure ``watched`` is known too closely.
    """

    watched: int
    by: frozenset[int]


class Audit:
    """
    Asks of watched figures how far apart the least and the most are that they can be.

    Parameters
    ----------
    known
        How the figures hang together.
    figures
        Numbers of the figures that may be shown.
    watched
        Rows over the same unknowns: figures, or differences of two.
    ways
        Ways that the children could be, found before: what the same laws allow of them still holds.
    kept
        Numbers of the figures that are shown whatever is asked: where one counts nobody, there are
        no children of its kinds, and nothing need be worked out about them.

    Notes
    -----
    Linear programmes of one model, in which only the aim and what is shown change: each begins
    where the last one ended. Its answer is a way that the children could be; two ways in
    which a figure lies far apart answer for it, so most figures are never asked of alone.
    """

    def __init__(
        self,
        known: Knowledge,
        figures: npt.NDArray[np.int64],
        watched: csr_array,
        ways: Sequence[Real] = (),
        kept: frozenset[int] = frozenset(),
    ) -> None:
        shown = known.figures[figures]
        asked = vstack([shown, watched], format="csr")
        laws = known.laws_about(asked)
        distinct = _distinct_columns(vstack([laws, asked], format="csc"))
        self._columns = distinct[~_of_nobody(known, kept.intersection(figures.tolist()))[distinct]]
        self._width = asked.shape[1]
        self._numbers = figures
        self._counts = known.counts[figures]
        self._figures = csr_array(shown[:, self._columns])
        self._watched = csr_array(watched[:, self._columns])
        self._laws = laws.shape[0]
        self._shown = np.zeros(len(figures), dtype=bool)
        free = np.full(len(figures), FREE)
        lawful = np.zeros(self._laws)
        self._programme = Programme(
            csr_array(vstack([laws[:, self._columns], self._figures], format="csr")),
            np.concatenate([lawful, -free]),
            np.concatenate([lawful, free]),
            most_of_each=10 * max(1.0, float(known.counts.max(initial=0))),
        )
        self._is_a_sum = np.asarray((watched < 0).sum(axis=1)).ravel() == 0
        every = np.stack([known.truth, *ways])
        lawful_ways = every[np.abs(laws @ every.T).max(axis=0, initial=0.0) < _AS_SHOWN]
        self.ways = [*lawful_ways]
        self._of_figures = [*(shown @ lawful_ways.T).T]
        self._of_watched = [*(watched @ lawful_ways.T).T]
        self._least_found = self._most_found = np.zeros(watched.shape[0])
        self._is_worth_a_look = True
        self._chance = np.random.default_rng(0)

    def first_given_away(self, hidden: frozenset[int], width: Real) -> GivenAway | None:
        """
        Find a watched figure that is known to within less than ``width``, if there is one.

        Parameters
        ----------
        hidden
            Numbers of the figures that are not shown.
        width
            How far apart each watched figure must be able to lie.
        """
        for at in self._to_ask(hidden, width):
            most, in_the_way = self._most(at)
            if self._is_a_sum[at] and most < width[at] - _NOTHING:
                return self._given_away(at, in_the_way)  # fewer than none no sum can be
            # with what is true, one end may do
            if self._open(width)[at]:
                least, in_the_way_too = self._least(at)
                if most - least < width[at] - _NOTHING:
                    return self._given_away(at, in_the_way | in_the_way_too)
        return None

    def able_to_lie_apart(self, hidden: frozenset[int], width: Real) -> Real:
        """
        Say how far apart the least and the most lie that each watched figure can be.

        Parameters
        ----------
        hidden
            Numbers of the figures that are not shown.
        width
            The most that is asked of each: of what lies further apart, this is given.
        """
        found = width.copy()
        for at in self._to_ask(hidden, width):
            found[at] = min(width[at], self._most(at)[0] - self._least(at)[0])
        return found

    def _to_ask(self, hidden: frozenset[int], width: Real) -> Iterator[int]:
        """Show all but ``hidden``, and number those that no way found so far answers for."""
        self._show(np.array([int(one) not in hidden for one in self._numbers], dtype=bool))
        left = np.flatnonzero(self._open(width))
        while left.size > _FEW and self._is_worth_a_look:
            self._look_around(left)
            before, left = left, np.flatnonzero(self._open(width))
            self._is_worth_a_look = left.size <= _MUCH_LESS * before.size
        # what was found for others may answer for it too
        yield from (at for at in map(int, left) if self._open(width)[at])

    def _given_away(self, at: int, in_the_way: Flags) -> GivenAway:
        return GivenAway(watched=at, by=frozenset(map(int, self._numbers[in_the_way])))

    def _show(self, shown: Flags) -> None:
        for at in np.flatnonzero(shown != self._shown):
            count = float(self._counts[at])
            ends = (count, count) if shown[at] else (-FREE, FREE)
            self._programme.bind(self._laws + int(at), *ends)
        self._shown = shown
        agreeing = np.array(self._of_watched)[self._agreeing(np.array(self._of_figures))]
        self._least_found, self._most_found = agreeing.min(axis=0), agreeing.max(axis=0)

    def _agreeing(self, of_figures: Real) -> Flags:
        """Tell of each way whether it agrees with what is shown."""
        off = np.abs(of_figures[:, self._shown] - self._counts[self._shown])
        return np.asarray(off.max(axis=1, initial=0.0) < _AS_SHOWN)

    def _open(self, width: Real) -> Flags:
        """Flag the watched figures that lie far apart in no two of the ways found so far."""
        return np.asarray(self._most_found - self._least_found < width - _NOTHING)

    def _look_around(self, left: npt.NDArray[np.int64]) -> None:
        """Set many figures apart at once, some up and some down by chance."""
        aim = self._chance.choice([-1.0, 1.0], size=left.size) @ self._watched[left]
        for sign in (1.0, -1.0):
            self._solve(sign * aim)

    def _least(self, at: int) -> tuple[float, Flags]:
        """Give the least of a watched figure, and which shown figures are in the way of less."""
        return self._solve(self._watched[[at]].toarray().ravel())

    def _most(self, at: int) -> tuple[float, Flags]:
        """Give the most of a watched figure, and which shown figures are in the way of more."""
        least, in_the_way = self._solve(-self._watched[[at]].toarray().ravel())
        return -least, in_the_way

    def _solve(self, aim: Real) -> tuple[float, Flags]:
        """Give the least of a sum of unknowns, with what of that which is shown is in the way."""
        way, prices = self._programme.solve(aim)
        every = np.zeros(self._width)
        every[self._columns] = way
        of_figures, of_watched = self._figures @ way, self._watched @ way
        self.ways.append(every)
        self._of_figures.append(of_figures)
        self._of_watched.append(of_watched)
        if self._agreeing(of_figures[None, :])[0]:
            np.minimum(self._least_found, of_watched, out=self._least_found)
            np.maximum(self._most_found, of_watched, out=self._most_found)
        return float(aim @ way), (np.abs(prices[self._laws :]) > _NOTHING) & self._shown


def _distinct_columns(rows: csc_array) -> npt.NDArray[np.int64]:
    """Number one of each of the columns that are alike: they differ in nothing that is asked."""
    first: dict[bytes, int] = {}
    for at in range(rows.shape[1]):
        entries = slice(rows.indptr[at], rows.indptr[at + 1])
        first.setdefault(rows.indices[entries].tobytes() + rows.data[entries].tobytes(), at)
    return np.array(sorted(first.values()), dtype=np.int64)


def _of_nobody(known: Knowledge, kept: frozenset[int]) -> Flags:
    """Flag the unknowns that are none, as a figure that is always shown counts nobody."""
    flags = np.zeros(known.figures.shape[1], dtype=bool)
    for figure in kept:
        if not known.counts[figure]:
            flags[known.unknowns(figure)] = True
    return flags
