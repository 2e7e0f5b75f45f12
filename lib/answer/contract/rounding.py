"""How finely an audience sees a forecast."""

from typing import Final, TypeVar

import numpy as np
import pandas as pd

from lib.disclosure.released import Audience

Figures = TypeVar("Figures", float, pd.Series, pd.DataFrame)

_SHARED_POUNDS: Final = -4
"""Decimals: savings are rounded to 10,000 pounds for others than officers."""


class Rounding:
    """Of money, shares and children, for one audience."""

    def __init__(self, audience: Audience) -> None:
        self._is_fine = audience is Audience.OFFICERS

    def pounds(self, values: Figures) -> Figures:
        """Whole pence for officers, 10,000 pounds for others."""
        return _rounded(values, 2 if self._is_fine else _SHARED_POUNDS)

    def weekly_pounds(self, values: Figures) -> Figures:
        """Whole pence for officers, whole pounds for others."""
        return _rounded(values, 2 if self._is_fine else 0)

    def share(self, values: Figures) -> Figures:
        """A tenth of a per cent for officers, whole per cents for others."""
        return _rounded(values, 3 if self._is_fine else 2)

    def children(self, values: Figures) -> Figures:
        """A tenth for officers, whole children for others."""
        return _rounded(values, 1 if self._is_fine else 0)


def _rounded(values: Figures, decimals: int) -> Figures:
    if isinstance(values, float | int):
        return float(np.round(values, decimals))
    return values.round(decimals)
