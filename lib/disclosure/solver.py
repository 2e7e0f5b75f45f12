"""Linear and integer programmes, kept in the solver so that one goes on from the last."""

from collections.abc import Mapping, Sequence
from typing import Final

import highspy
import numpy as np
from scipy.sparse import csr_array

from lib.disclosure.knowledge import Real
from lib.errors import DisclosureError

FREE: Final = float(highspy.kHighsInf)
"""No end: of a row that nothing binds."""

_PRIMAL: Final = int(highspy.simplex_constants.SimplexStrategy.kSimplexStrategyPrimal)


def matrix(rows: Sequence[Mapping[int, float]], width: int) -> csr_array:
    """Lay out rows, each of columns and what stands in them."""
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.array([column for row in rows for column in row], dtype=np.int32)
    values = np.array([value for row in rows for value in row.values()], dtype=np.float64)
    return csr_array((values, columns, ends), shape=(len(rows), width))


class Programme:
    """
    The least of a sum of unknowns that are not negative, within the ends of some rows.

    Parameters
    ----------
    rows
        One row a limit, one column an unknown.
    least, most
        The ends of each row.
    most_of_each
        The upper end of every unknown.
    is_whole
        Whether every unknown must be a whole number.

    Notes
    -----
    HiGHS, through its own package and not through SciPy: there each programme begins from
    nothing, and the solver writes notes of its own to the standard output.
    """

    def __init__(
        self,
        rows: csr_array,
        least: Real,
        most: Real,
        *,
        most_of_each: float,
        is_whole: bool = False,
    ) -> None:
        height, self._width = rows.shape
        limits = highspy.HighsLp()
        limits.num_row_, limits.num_col_ = height, self._width
        limits.col_cost_ = np.zeros(self._width)
        limits.col_lower_ = np.zeros(self._width)
        limits.col_upper_ = np.full(self._width, most_of_each)
        limits.row_lower_, limits.row_upper_ = least, most
        limits.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        limits.a_matrix_.start_ = rows.indptr
        limits.a_matrix_.index_ = rows.indices
        limits.a_matrix_.value_ = rows.data
        if is_whole:
            limits.integrality_ = [highspy.HighsVarType.kInteger] * self._width
        self._solver = highspy.Highs()
        options: dict[str, bool | float | str] = {"output_flag": False, "threads": 1}
        if not is_whole:
            # the primal simplex goes on from where the last aim was reached
            options |= {"presolve": "off", "solver": "simplex", "simplex_strategy": _PRIMAL}
            # to perturb the ends, and to come back from it, costs half as many steps again
            options |= {"primal_simplex_bound_perturbation_multiplier": 0.0}
        for option, value in options.items():
            self._solver.setOptionValue(option, value)
        self._solver.passModel(limits)

    def bind(self, row: int, least: float, most: float) -> None:
        """Change the ends of a row."""
        self._solver.changeRowBounds(row, least, most)

    def solve(self, cost: Real) -> tuple[Real, Real]:
        """
        Give the unknowns at which the sum is least, and the price of each row.

        Parameters
        ----------
        cost
            By which each unknown counts in the sum.

        Raises
        ------
        DisclosureError
            If no unknowns keep within all ends.
        """
        columns = np.arange(self._width, dtype=np.int32)
        self._solver.changeColsCost(self._width, columns, cost)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            message = "What may be shown together could not be worked out."
            raise DisclosureError(message)
        solution = self._solver.getSolution()
        return np.array(solution.col_value), np.array(solution.row_dual)
