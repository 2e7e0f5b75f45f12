"""Finds the pairs of greatest worth. What it finds is proved elsewhere."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from lib.scenario.bed_choices import BedChoices, Whole

Positions: TypeAlias = npt.NDArray[np.intp]


def pairs_of_greatest_worth(choices: BedChoices, worth: Whole) -> Whole:
    """
    Give each child at most one bed, and no home more than its beds.

    Parameters
    ----------
    worth
        One number for each pair of ``choices``.

    Returns
    -------
    ndarray
        int64, positions of the pairs that are given, in order.

    Notes
    -----
    SciPy's sparse assignment matches every row of a matrix of costs to a column. Here a
    child who has a choice is a row. A home is as many columns as it has beds that could be
    filled, and each child has a further column for staying, which is worth nothing. The
    solver takes up row after row. Those who gain most come first, for they are seldom sent
    elsewhere by those who come later: with far more children than beds it is done in a
    quarter of the time.
    """
    if not len(worth):
        return np.empty(0, dtype=np.int64)
    child_of_row, row_of_child = _rows(choices, worth)
    beds = np.minimum(choices.beds, np.bincount(choices.home, minlength=len(choices.beds)))
    beds_before = np.concatenate([[0], np.cumsum(beds)])
    row, column = min_weight_full_bipartite_matching(
        _costs(choices, worth, row_of_child=row_of_child, beds_before=beds_before)
    )
    has_bed = column < beds_before[-1]
    home = np.searchsorted(beds_before, column[has_bed], side="right") - 1
    child = child_of_row[row[has_bed]]
    in_order = choices.home * choices.children + choices.child
    return np.sort(np.searchsorted(in_order, home * choices.children + child))


def _rows(choices: BedChoices, worth: Whole) -> tuple[Positions, Positions]:
    """Give each row its child, and each child who has a choice its row."""
    best = np.zeros(choices.children, dtype=np.int64)
    np.maximum.at(best, choices.child, worth)
    has_choice = np.zeros(choices.children, dtype=np.bool_)
    has_choice[choices.child] = True
    in_turn = np.argsort(-best, kind="stable")
    child_of_row = in_turn[has_choice[in_turn]]
    row_of_child = np.empty(choices.children, dtype=np.intp)
    row_of_child[child_of_row] = np.arange(len(child_of_row))
    return child_of_row, row_of_child


def _costs(
    choices: BedChoices, worth: Whole, *, row_of_child: Positions, beds_before: Whole
) -> csr_array:
    """
    Lay out what each bed, and staying, costs each child.

    The rows are laid out at once as the solver wants them: at England's size every copy
    of the entries, millions, would cost as much time and memory as the whole of the rest.
    """
    row = row_of_child[choices.child]
    rows, all_beds = int(row.max()) + 1, int(beds_before[-1])
    cost_of_staying = int(max(worth.max(), 0)) + 1  # so that no cost is zero: SciPy drops zeros
    costs = np.concatenate([cost_of_staying - worth, np.full(rows, cost_of_staying)])
    row_of = np.concatenate([row, np.arange(rows)])
    first_column = np.concatenate([beds_before[choices.home], all_beds + np.arange(rows)])
    columns_of = np.concatenate([np.diff(beds_before)[choices.home], np.ones(rows, np.int64)])
    by_row = np.argsort(row_of, kind="stable")
    entries = np.repeat(by_row.astype(np.int32), columns_of[by_row])
    ends = np.cumsum(columns_of[by_row])
    nth_bed = np.arange(len(entries), dtype=np.int32)
    nth_bed -= np.repeat((ends - columns_of[by_row]).astype(np.int32), columns_of[by_row])
    nth_bed += first_column.astype(np.int32)[entries]
    row_ends = np.cumsum(np.bincount(row_of, weights=columns_of, minlength=rows))
    return csr_array(
        (
            costs.astype(np.float64)[entries],
            nth_bed,
            np.concatenate([[0], row_ends]).astype(np.int32),
        ),
        shape=(rows, all_beds + rows),
    )
