"""What each way of protecting costs the reader, beside what it keeps from an attacker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.answer.loaded import Loaded
from lib.disclosure.sums import Cell
from tests.attacks.arithmetic import Ends, as_shown, small_differences
from tests.attacks.guesses import guesses_of_children, guesses_of_counts
from tests.attacks.menu import SMALLEST, Menu, known_of, menu
from tests.attacks.methods import (
    BASE,
    MOST_NOISE,
    about,
    cell_keys,
    plain_suppression,
    rounding,
)

_HEADLINE = ("today_children", "today_in_footprint", "with_contract_in_footprint")


@dataclass(frozen=True, kw_only=True)
class Utility:
    """
    One way of protecting, of one population.

    Shares are from 0 to 1; ``share_error`` is that of the share inside today, in points, None
    where it is not published. ``child`` and ``count`` are how much better the best attacker
    guesses than whoever knows the released borough rates, as it turns out afterwards;
    ``child_each`` gives it of each attacker: nobody knows before which will be the best.
    ``differences`` are how many pairs and triples of figures leave one to five children,
    ``rows_small`` the borough rows in which a count, or a difference of two, is one to five:
    whoever protects these loses them at least.
    """

    rows_small: int
    rows_hidden: int
    cells_hidden: int
    figures_hidden: float
    share_error: float | None
    child: float
    child_each: tuple[float, ...]
    count: float
    differences: int


def utilities(loaded: Loaded, *, seed: int) -> dict[str, Utility]:
    """Measure the door and its peers on one load."""
    found = menu(loaded)
    known = known_of(loaded)
    exact = as_shown(found)
    plain = plain_suppression(found)
    rounded = rounding(found)
    perturbed = cell_keys(found, seed=seed)

    def one(ends: Ends, values: Mapping[Cell, float], differences: int) -> Utility:
        return _utility(found, ends, values, known, differences)

    return {
        "this door": one(exact, _values(exact), len([*small_differences(found)])),
        "1 to 5 hidden, nothing else": one(plain, _values(plain), _differences_of(found, plain)),
        "rounded to 5": one(about(rounded, BASE // 2), rounded, 0),
        "cell keys (3 at most)": one(about(perturbed, MOST_NOISE), perturbed, 0),
    }


def _is_small(counts: Sequence[int]) -> bool:
    """Whether a count is one to five, or any two are so far apart."""
    return any(0 < count < SMALLEST for count in counts) or any(
        0 < abs(one - other) < SMALLEST for one, other in combinations(counts, 2)
    )


def _values(ends: Ends) -> dict[Cell, float]:
    return {cell: low for cell, (low, _) in ends.items()}


def _differences_of(found: Menu, ends: Ends) -> int:
    seen = {cell: cell in ends for cell in found.truth}
    other = Menu(
        whom=found.whom, truth=found.truth, seen=seen, kinds=found.kinds, answer=found.answer
    )
    return len([*small_differences(other)])


def _utility(
    found: Menu,
    ends: Ends,
    values: Mapping[Cell, float],
    known: tuple[pd.DataFrame, npt.NDArray[np.bool_]],
    differences: int,
) -> Utility:
    headline = [
        [Cell("areas", row, column) for column in _HEADLINE] for row in found.answer.areas_loaded
    ]
    inside, everyone = (Cell("areas", "total", column) for column in _HEADLINE[1::-1])
    by_borough, of_children = guesses_of_children(found, ends, *known)
    blind, of_counts = guesses_of_counts(found, ends)
    is_published = inside in values and everyone in values and values[everyone] > 0
    return Utility(
        rows_small=sum(_is_small([found.truth[cell] for cell in row]) for row in headline),
        rows_hidden=sum(any(cell not in values for cell in row) for row in headline),
        cells_hidden=sum(cell not in values for row in headline for cell in row),
        figures_hidden=float(np.mean([cell not in values for cell in found.truth])),
        share_error=100
        * abs(values[inside] / values[everyone] - found.truth[inside] / found.truth[everyone])
        if is_published
        else None,
        child=max(of_children) - by_borough,
        child_each=tuple(one - by_borough for one in of_children),
        count=of_counts - blind,
        differences=differences,
    )
