"""How finely an audience sees a forecast."""

from typing import Any, Final, TypeVar

import numpy as np
import pandas as pd

from lib.disclosure.released import Audience
from lib.scenario.demand_of_many import rounded_sum_of_costs

Figures = TypeVar("Figures", float, pd.Series, pd.DataFrame)

_SHARED_POUNDS: Final = 10_000
_SHARED_DIGITS: Final = 3
"""For others than officers: however dear a reader makes a bed, no more of pounds is told."""


class Rounding:
    """Of money, shares and children, for one audience."""

    def __init__(self, audience: Audience) -> None:
        self._is_fine = audience is Audience.OFFICERS

    def pounds(self, values: Figures) -> Figures:
        """Whole pence for officers; 10,000 pounds for others, or three digits if coarser."""
        return _rounded(values, 2) if self._is_fine else _in_steps(values)

    def weekly_pounds(self, values: Figures) -> Figures:
        """Whole pence for officers, whole pounds for others."""
        return _rounded(values, 2 if self._is_fine else 0)

    def sum_of_costs(self, pence: float) -> float:
        """Exact for officers; for others too coarse to tell what one child adds to the sum."""
        return pence if self._is_fine else rounded_sum_of_costs(pence)

    def share(self, values: Figures) -> Figures:
        """A tenth of a per cent for officers, whole per cents for others."""
        return _rounded(values, 3 if self._is_fine else 2)

    def ends(self, values: pd.Series) -> pd.Series:
        """Give ends of settings as they are for officers, to three digits for others."""
        if self._is_fine:
            return values
        return values.map(lambda value: float(f"{value:.{_SHARED_DIGITS}g}"))

    def children(self, values: Figures) -> Figures:
        """A tenth for officers, whole children for others."""
        return _rounded(values, 1 if self._is_fine else 0)


def _rounded(values: Figures, decimals: int) -> Figures:
    if isinstance(values, float | int):
        return float(np.round(values, decimals))
    return values.round(decimals)


def _in_steps(values: Figures) -> Figures:
    if isinstance(values, float | int):
        return float(_to_steps(np.float64(values)))
    rounded: Figures = values.transform(_to_steps)
    return rounded


def _to_steps(values: Any) -> Any:  # noqa: ANN401 (numpy works alike on one figure and on many)
    size = np.maximum(np.abs(values), _SHARED_POUNDS)
    of_digits = 10 ** (np.floor(np.log10(size)) - _SHARED_DIGITS + 1)
    steps = np.maximum(of_digits, _SHARED_POUNDS)
    return np.round(values / steps) * steps
