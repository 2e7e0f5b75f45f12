"""A reader who adds, subtracts and bounds whatever is shown."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from scipy.sparse import csr_array, vstack

from lib.disclosure.kinds import Whom
from lib.disclosure.knowledge import knowledge
from lib.disclosure.solver import FREE, Programme
from lib.disclosure.sums import Cell
from tests.attacks.menu import SMALLEST, Menu

Ends = Mapping[Cell, tuple[float, float]]
"""Between what least and most a reader takes each figure to lie that is shown in some way."""


def intervals(menu: Menu, ends: Ends, aims: Sequence[Cell]) -> dict[Cell, tuple[float, float]]:
    """Bound counts by all that is shown, and by how children can be counted at all."""
    known = knowledge(dict(menu.truth), kinds=menu.kinds, whom=menu.whom)
    laws = csr_array(vstack([csr_array((0, known.figures.shape[1])), *known.laws], format="csr"))
    least, most = (np.full(len(known.counts), sign * FREE) for sign in (-1, 1))
    for cell, (low, high) in ends.items():
        at = known.number_of[cell]
        least[at], most[at] = max(least[at], low), min(most[at], high)
    nothing = np.zeros(laws.shape[0])
    programme = Programme(
        csr_array(vstack([laws, known.figures], format="csr")),
        np.concatenate([nothing, least]),
        np.concatenate([nothing, most]),
        most_of_each=10 * float(known.counts.max()),
    )
    found = {}
    for cell in aims:
        aim = known.figures[[known.number_of[cell]]].toarray().ravel()
        low, high = (sign * float(sign * aim @ programme.solve(sign * aim)[0]) for sign in (1, -1))
        found[cell] = (low, high)
    return found


def as_shown(menu: Menu) -> dict[Cell, tuple[float, float]]:
    """What the door shows, exactly."""
    return {
        cell: (float(count), float(count)) for cell, count in menu.truth.items() if menu.seen[cell]
    }


def is_some_of(part: Whom, whole: Whom) -> bool:
    """Whether whoever is counted by the one is counted by the other, whoever the children are."""
    return all(column in part and set(part[column]) <= set(of) for column, of in whole.items())


def are_others(one: Whom, other: Whom) -> bool:
    """Whether nobody can be counted by both."""
    return any(set(one[column]).isdisjoint(other[column]) for column in one.keys() & other.keys())


def small_differences(menu: Menu) -> Iterator[tuple[Cell, ...]]:
    """
    Take one or two shown figures from a third of which they are parts, every pair and triple.

    Yields those that leave one to five children.
    """
    shown: dict[tuple[object, ...], Cell] = {}
    for cell, whom in menu.whom.items():
        if menu.seen[cell]:
            key = tuple(sorted((column, tuple(sorted(of))) for column, of in whom.items()))
            shown.setdefault(key, cell)
    cells = [*shown.values()]
    for whole in cells:
        parts = [
            cell
            for cell in cells
            if cell != whole and is_some_of(menu.whom[cell], menu.whom[whole])
        ]
        for part in parts:
            if 0 < menu.truth[whole] - menu.truth[part] < SMALLEST:
                yield whole, part
        for one, other in combinations(parts, 2):
            left = menu.truth[whole] - menu.truth[one] - menu.truth[other]
            if 0 < left < SMALLEST and are_others(menu.whom[one], menu.whom[other]):
                yield whole, one, other
