"""Choose which figures to hide: as few as possible, the most wanted last."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from lib.disclosure.audit import Audit, GivenAway
from lib.disclosure.knowledge import Knowledge, Real
from lib.disclosure.solver import FREE, Programme
from lib.disclosure.watched import Watched
from lib.errors import DisclosureError

_MOST_SETS: Final = 60
"""Of one stage, so many are broken by the fewest figures; where no row is to be kept, more by
the cheapest of each: then few children stand behind most figures, and little can be shown."""

_HALF: Final = 0.5

_A_ROW: Final = 1_000.0
"""What a row with anything hidden costs: more than all cells that could be hidden instead."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """
    Figures that are decided together, before those of the next stage.

    Parameters
    ----------
    figures
        Their numbers.
    cost
        What it costs to hide each.
    rows
        Sets of them that a reader sees as one: the fewest such sets lose a figure.
    """

    figures: npt.NDArray[np.int64]
    cost: Mapping[int, float]
    rows: Sequence[frozenset[int]] = ()


def hidden_figures(
    known: Knowledge,
    stages: Sequence[Stage],
    *,
    hidden_anyway: Collection[int],
    settled: frozenset[int] = frozenset(),
    watched: Watched,
) -> frozenset[int]:
    """
    Choose the figures to hide, so that no watched one is known too closely.

    Parameters
    ----------
    stages
        The most wanted first. What a stage shows is shown whatever comes after, unless nothing
        that comes after could make up for it.
    hidden_anyway
        Numbers of figures that are hidden whatever else is.
    settled
        Numbers of figures that are shown already.
    watched
        What must not be known too closely.

    Returns
    -------
    frozenset[int]
        Numbers of the hidden figures, ``hidden_anyway`` with them.

    Notes
    -----
    A linear programme that finds a watched figure pinned names shown figures that pin it
    (`GivenAway.by`): of these at least one must go. Which, an integer programme decides over all
    such sets found so far; then all is asked again. It ends with the fewest, as every set is one
    that any safe choice must break.
    """
    anyway = frozenset(hidden_anyway)
    hidden = anyway
    fixed = settled
    for number, stage in enumerate(stages):
        if settled.union(anyway).issuperset(map(int, stage.figures)):
            continue
        figures = np.concatenate([one.figures for one in stages[: number + 1]])
        able = np.array([one for one in figures if int(one) not in anyway], dtype=np.int64)
        free = frozenset(map(int, stage.figures)) - anyway - settled
        chosen: frozenset[int] = frozenset()
        sets: list[tuple[int, frozenset[int]]] = []
        given_up: set[int] = set()
        is_settled = False
        while not is_settled:
            rows, width, can_be_given_up = watched.up_to(number)
            audit = Audit(known, able, rows)
            while found := audit.first_given_away(hidden | chosen, _but(width, given_up)):
                at = found.watched
                if not found.by & free and can_be_given_up[at]:
                    given_up.add(at)
                    sets = [one for one in sets if one[0] != at]
                else:
                    sets.append((at, found.by & free or _of_stages_before(found, fixed - settled)))
                if stage.rows or len(sets) <= _MOST_SETS:
                    chosen = _fewest([one for _, one in sets], known, stage, hidden)
                elif sets[-1][0] == at:
                    chosen |= {min(sets[-1][1], key=partial(_cost, known=known, stage=stage))}
            shown = frozenset(map(int, figures)) - hidden - chosen
            are_few_together = watched.hidden_together(shown, number)
            are_few_left = watched.left_by_subtraction(shown, free)
            is_settled = not (are_few_together or are_few_left)
        hidden |= chosen
        fixed |= free - chosen
    return hidden


def _but(width: Real, given_up: set[int]) -> Real:
    """Ask nothing of what is given up."""
    asked = width.copy()
    asked[[*given_up]] = 0
    return asked


def _of_stages_before(found: GivenAway, fixed: frozenset[int]) -> frozenset[int]:
    """Give the figures of a set that nothing of this stage breaks."""
    if not found.by & fixed:
        message = "What is hidden could be worked out, whatever else is hidden with it."
        raise DisclosureError(message)
    return found.by & fixed


def _fewest(
    sets: Collection[frozenset[int]], known: Knowledge, stage: Stage, hidden: frozenset[int]
) -> frozenset[int]:
    """Choose figures that break every set: fewest rows, then fewest and smallest figures."""
    if not sets:
        return frozenset()
    distinct = sorted({tuple(sorted(one)) for one in sets})
    figures = sorted({number for one in distinct for number in one})
    column = {number: at for at, number in enumerate(figures)}
    # a row is lost with any of its figures; what is lost already costs no more
    rows = [
        [column[number] for number in sorted(row) if number in column]
        for row in stage.rows
        if not row & hidden
    ]
    limits = [
        *([(at, 1.0) for at in map(column.__getitem__, one)] for one in distinct),
        *(
            [(len(figures) + number, 1.0), (at, -1.0)]
            for number, row in enumerate(rows)
            for at in row
        ),
    ]
    least = np.repeat([1.0, 0.0], [len(distinct), len(limits) - len(distinct)])
    programme = Programme(
        _rows(limits, len(figures) + len(rows)),
        least,
        np.full(len(limits), FREE),
        most_of_each=1,
        is_whole=True,
    )
    chosen, _ = programme.solve(
        np.array([*(_cost(one, known, stage) for one in figures), *[_A_ROW] * len(rows)])
    )
    return frozenset(number for number, at in column.items() if chosen[at] > _HALF)


def _cost(number: int, known: Knowledge, stage: Stage) -> float:
    """Of two figures that cost the same, the smaller goes. One of a stage before is dearer."""
    cost = stage.cost.get(number, 1_000 * _A_ROW)
    return float(cost * (1 + min(known.counts[number], 999.0) / 1_000))


def _rows(entries: Sequence[Sequence[tuple[int, float]]], width: int) -> csr_array:
    ends = np.cumsum([0, *(len(row) for row in entries)])
    columns = np.array([at for row in entries for at, _ in row], dtype=np.int32)
    values = np.array([value for row in entries for _, value in row])
    return csr_array((values, columns, ends), shape=(len(entries), width))
