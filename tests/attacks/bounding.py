"""Between what least and most a count must lie, by what is printed and by rules."""

from collections.abc import Collection, Iterable
from typing import Final

import highspy
import numpy as np
from scipy.sparse import csr_array

from tests.attacks.by_hand import Line
from tests.attacks.reader import Counts, Label

Aim = tuple[Label, ...]
"""A count, or two of which the second is taken from the first."""

_PRIMAL: Final = int(highspy.simplex_constants.SimplexStrategy.kSimplexStrategyPrimal)
_QUIET: Final[dict[str, bool | int | str]] = {
    "output_flag": False, "threads": 1, "presolve": "off", "solver": "simplex",
    "simplex_strategy": _PRIMAL,
}  # fmt: skip


def bounds(
    printed: Counts, lines: Iterable[Line], aims: Collection[Aim]
) -> dict[Aim, tuple[float, float]]:
    """Solve for the least and the most of each aim; no count is negative."""
    lines = [*lines]
    labels = {label for line, _, _ in lines for label in line} | {*printed}
    at = {label: number for number, label in enumerate(sorted(labels))}
    solver = _solver(printed, lines, at)
    found = {}
    for aim in aims:
        cost = np.zeros(len(at))
        for label, sign in zip(aim, (1.0, -1.0), strict=False):
            cost[at[label]] += sign
        sides = []
        for sign in (1.0, -1.0):
            solver.changeColsCost(len(at), np.arange(len(at), dtype=np.int32), sign * cost)
            solver.run()
            status = solver.getModelStatus()
            assert status == highspy.HighsModelStatus.kOptimal, f"{aim}: {status}"
            sides.append(sign * solver.getObjectiveValue())
        found[aim] = (sides[0], sides[1])
    return found


def _solver(printed: Counts, lines: list[Line], at: dict[Label, int]) -> highspy.Highs:
    """Lay lines out as rows and counts as columns; what is printed has one end alone."""
    rows = csr_array(
        (
            [by for line, _, _ in lines for by in line.values()],
            [at[label] for line, _, _ in lines for label in line],
            np.cumsum([0, *(len(line) for line, _, _ in lines)]),
        ),
        shape=(len(lines), len(at)),
    )
    least, most = np.zeros(len(at)), np.full(len(at), max(filter(None, printed.values())))
    for label, count in printed.items():
        if count is not None:
            least[at[label]] = most[at[label]] = count
    limits = highspy.HighsLp()
    limits.num_row_, limits.num_col_ = rows.shape
    limits.col_cost_, limits.col_lower_, limits.col_upper_ = np.zeros(len(at)), least, most
    limits.row_lower_ = np.array([low for _, low, _ in lines])
    limits.row_upper_ = np.array([high for _, _, high in lines])
    limits.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    limits.a_matrix_.start_ = rows.indptr
    limits.a_matrix_.index_ = rows.indices
    limits.a_matrix_.value_ = rows.data
    solver = highspy.Highs()
    for option, value in _QUIET.items():
        solver.setOptionValue(option, value)
    solver.passModel(limits)
    return solver
