"""What the figures add to a guess: about a known child, and about a hidden count."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.disclosure.sums import Cell
from tests.attacks.arithmetic import Ends, intervals
from tests.attacks.menu import SMALLEST, Menu

_FIELDS = ("area", "age", "provider", "legal-status")


def guesses_of_children(
    menu: Menu, ends: Ends, known: pd.DataFrame, inside: np.ndarray
) -> tuple[float, tuple[float, ...]]:
    """
    Guess of every child whether it lives inside today.

    Returns
    -------
    tuple[float, tuple[float, ...]]
        Shares guessed rightly: by the borough rates that are shown, and by each of three
        attackers, who also use every group's bounds: the group that says most, all groups
        together as if they had nothing to do with each other, and the smallest group.
    """
    return guesses_within(_bounds_of_groups(menu, ends), known, inside)


def guesses_within(
    bounds: Mapping[str, tuple[float, float, float]], known: pd.DataFrame, inside: np.ndarray
) -> tuple[float, tuple[float, ...]]:
    """Give the same of what a reader knows of groups: children, least and most of them inside."""
    of_all = _rate(bounds["total"])
    rates = {
        field: known[field].map(lambda key: _rate(bounds.get(key, (0, 0, 0)), of_all)).to_numpy()
        for field in _FIELDS
    }
    shown = {key for key in bounds if _is_exact(bounds[key])}
    is_shown = known["area"].isin(shown).to_numpy()
    by_borough = np.where(is_shown, rates["area"], of_all)
    every = np.stack([rates[field] for field in _FIELDS])
    says_most = np.take_along_axis(every, np.abs(every - 0.5).argmax(axis=0)[None], axis=0)[0]
    odds = _logit(of_all) + (_logit(every) - _logit(of_all)).sum(axis=0)
    sizes = np.stack(
        [known[field].map(known[field].value_counts()).to_numpy() for field in _FIELDS]
    )
    smallest = np.take_along_axis(every, sizes.argmin(axis=0)[None], axis=0)[0]
    attacks = (says_most, 1 / (1 + np.exp(-odds)), smallest)
    return _right(by_borough, inside), tuple(_right(one, inside) for one in attacks)


def guesses_of_counts(menu: Menu, ends: Ends) -> tuple[float, float]:
    """
    Guess every hidden count of one to five, knowing that it is one.

    Returns
    -------
    tuple[float, float]
        Shares guessed rightly: by what the group would have at the rate of all children, and
        by the better of two attackers, who keep within the bounds of all that is shown.
    """
    hidden = [cell for cell in menu.small if cell not in ends or not _is_point(ends[cell])]
    if not hidden:
        return 0.0, 0.0
    bounds = intervals(menu, ends, hidden)
    blind, near, middle = [], [], []
    for cell in hidden:
        low, high = bounds[cell]
        able = [n for n in range(1, SMALLEST) if low - 1e-6 <= n <= high + 1e-6]
        expected = _expected(menu, cell)
        blind.append(min(max(round(expected), 1), SMALLEST - 1))
        near.append(min(able or [blind[-1]], key=lambda n, e=expected: abs(n - e)))
        centre = (low + high) / 2
        middle.append(min(able or [blind[-1]], key=lambda n, c=centre: abs(n - c)))
    truth = np.array([menu.truth[cell] for cell in hidden])
    right = [float((np.array(one) == truth).mean()) for one in (blind, near, middle)]
    return right[0], max(right[1:])


def _bounds_of_groups(menu: Menu, ends: Ends) -> dict[str, tuple[float, float, float]]:
    """By group: how many children, and the least and most of them inside today."""
    found: dict[str, tuple[float, float, float]] = {}
    for table, children in (("areas", "today_children"), ("groups", "children")):
        pairs = [
            (Cell(table, cell.row, children), Cell(table, cell.row, "today_in_footprint"))
            for cell in menu.truth
            if cell.table == table and cell.column == children
        ]
        bounds = intervals(menu, ends, [cell for pair in pairs for cell in pair])
        for whole, inside in pairs:
            many = sum(bounds[whole]) / 2
            found.setdefault(str(whole.row), (many, *bounds[inside]))
    return found


def _rate(bounds: tuple[float, float, float], otherwise: float = 0.5) -> float:
    many, low, high = bounds
    return float(np.clip((low + high) / 2 / many, 0.01, 0.99)) if many >= 1 else otherwise


def _is_exact(bounds: tuple[float, float, float]) -> bool:
    return bounds[2] - bounds[1] < 1e-6


def _is_point(ends: tuple[float, float]) -> bool:
    return ends[1] - ends[0] < 1e-6


def _expected(menu: Menu, cell: Cell) -> float:
    """What a group would have at the rate of all children."""
    total = Cell(cell.table, "total", cell.column)
    children = "children" if cell.table == "groups" else "today_children"
    group, everyone = Cell(cell.table, cell.row, children), Cell("areas", "total", "today_children")
    if {total, group} <= menu.truth.keys():
        return menu.truth[group] * menu.truth[total] / menu.truth[everyone]
    return SMALLEST / 2


def _right(rates: np.ndarray, inside: np.ndarray) -> float:
    return float(((rates > 0.5) == inside).mean())


def _logit(rate: np.ndarray | float) -> np.ndarray:
    clipped = np.clip(rate, 0.01, 0.99)
    return np.log(clipped / (1 - clipped))
