"""Break every set of figures that gives something away, at the least cost."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lib.disclosure.knowledge import Real
from lib.disclosure.solver import FREE, Programme, matrix

_HALF: Final = 0.5

_A_ROW: Final = 1_000.0
"""What a row with anything hidden costs: more than all cells that could be hidden instead."""

_OF_A_STAGE_BEFORE: Final = 1_000 * _A_ROW


@dataclass(frozen=True, kw_only=True)
class Stage:
    """
    Figures that are decided together, before those of the next stage.

    Parameters
    ----------
    cost
        By their numbers, what it costs to hide each.
    rows
        Sets of them that a reader sees as one: the fewest such sets lose a figure.
    """

    cost: Mapping[int, float]
    rows: Sequence[frozenset[int]] = ()

    @property
    def figures(self) -> frozenset[int]:
        """Their numbers."""
        return frozenset(self.cost)


class Cover:
    """
    Figures to hide at one stage.

    Parameters
    ----------
    counts
        What each figure is.
    hidden
        Numbers of the figures that are hidden already: their rows are lost and cost no more.
    before
        What it costs to hide figures of the stages before.
    """

    def __init__(
        self,
        stage: Stage,
        counts: Real,
        hidden: frozenset[int],
        *,
        before: Mapping[int, float],
    ) -> None:
        self._costs = {
            **{one: _OF_A_STAGE_BEFORE * cost for one, cost in before.items()},
            **stage.cost,
        }
        self._counts = counts
        self._rows = [row for row in stage.rows if not row & hidden]

    def cheapest(self, figures: Collection[int], chosen: frozenset[int]) -> int:
        """Name the figure that is hidden at the least cost beside those chosen."""
        return min(sorted(figures), key=lambda one: self.cost(chosen | {one}))

    def cost(self, chosen: frozenset[int]) -> float:
        """Say what it costs to hide figures, and to lose the rows that they are of."""
        lost = sum(not row.isdisjoint(chosen) for row in self._rows)
        return sum(map(self._cost, chosen)) + _A_ROW * lost

    def fewest(self, sets: Collection[frozenset[int]]) -> frozenset[int]:
        """Choose at the least cost figures that leave no set whole: an integer programme."""
        if not sets:
            return frozenset()
        distinct = sorted({tuple(sorted(one)) for one in sets})
        figures = sorted({number for one in distinct for number in one})
        column = {number: at for at, number in enumerate(figures)}
        rows = [[column[one] for one in sorted(row) if one in column] for row in self._rows]
        limits = [
            *({column[number]: 1.0 for number in one} for one in distinct),
            *(
                {len(figures) + number: 1.0, at: -1.0}
                for number, row in enumerate(rows)
                for at in row
            ),
        ]
        programme = Programme(
            matrix(limits, len(figures) + len(rows)),
            np.repeat([1.0, 0.0], [len(distinct), len(limits) - len(distinct)]),
            np.full(len(limits), FREE),
            most_of_each=1,
            is_whole=True,
        )
        chosen, _ = programme.solve(np.array([*map(self._cost, figures), *[_A_ROW] * len(rows)]))
        return frozenset(number for number, at in column.items() if chosen[at] > _HALF)

    def _cost(self, figure: int) -> float:
        """Of two figures that cost the same, the smaller goes."""
        return float(self._costs[figure] * (1 + min(self._counts[figure], 999.0) / 1_000))
