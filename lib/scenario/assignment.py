"""Finds the pairs of greatest worth. What it finds is proved elsewhere."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from lib.scenario.bed_choices import BedChoices, Whole


def pairs_of_greatest_worth(choices: BedChoices, worth: Whole) -> Whole:
    """
    Give each child at most one bed, and no home more than its beds.

    Parameters
    ----------
    worth
        One number above zero for each pair of ``choices``.

    Returns
    -------
    ndarray
        int64, positions of the pairs that are given, in order.

    Notes
    -----
    SciPy's sparse assignment matches every row of a matrix of costs to a column. Here a
    child is a row. A home is as many columns as it has beds that could be filled, and
    each child has a further column for staying, which costs more than any bed.
    """
    if not len(worth):
        return np.empty(0, dtype=np.int64)
    staying = np.arange(choices.children)
    pair, bed, beds_before = _a_column_for_each_bed(choices)
    cost_of_staying = int(worth.max()) + 1  # so that no cost is zero: SciPy drops zeros
    costs = np.concatenate(
        [cost_of_staying - worth[pair], np.full(choices.children, cost_of_staying)]
    )
    rows = np.concatenate([choices.child[pair], staying])
    columns = np.concatenate([bed, beds_before[-1] + staying])
    child, column = min_weight_full_bipartite_matching(
        csr_array((costs.astype(np.float64), (rows, columns)))
    )
    has_bed = column < beds_before[-1]
    home = np.searchsorted(beds_before, column[has_bed], side="right") - 1
    in_order = choices.home * choices.children + choices.child
    return np.sort(np.searchsorted(in_order, home * choices.children + child[has_bed]))


def _a_column_for_each_bed(
    choices: BedChoices,
) -> tuple[npt.NDArray[np.intp], Whole, Whole]:
    """
    Repeat each pair for each bed of the home that could be filled.

    Returns
    -------
    tuple
        The pair and the bed's number, once for each repetition; and how many beds come
        before each home, with all beds last.
    """
    wanted = np.bincount(choices.home, minlength=len(choices.beds))
    beds = np.minimum(choices.beds, wanted)
    beds_before = np.concatenate([[0], np.cumsum(beds)])
    repetitions = beds[choices.home]
    pair = np.repeat(np.arange(len(choices.home)), repetitions)
    nth_bed = np.arange(len(pair)) - np.repeat(np.cumsum(repetitions) - repetitions, repetitions)
    return pair, beds_before[choices.home[pair]] + nth_bed, beds_before
