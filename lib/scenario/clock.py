"""The months of a contract, and how stays are spread over them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lib.domain.contract import MONTHS_A_YEAR

Real = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Months that are run, and weeks in a year."""

    months: int
    weeks_a_year: float

    @property
    def weeks_a_month(self) -> float:
        """A twelfth of the year."""
        return self.weeks_a_year / MONTHS_A_YEAR

    @property
    def weeks(self) -> float:
        """From beginning to end."""
        return self.months * self.weeks_a_month


class StaysByMonth:
    """Spreads stays over the months that they touch."""

    def __init__(
        self, run: npt.NDArray[np.intp], start: Real, end: Real, *, runs: int, clock: Clock
    ) -> None:
        month = clock.weeks_a_month
        self.shape = (runs, clock.months)
        self.month = month
        first = np.minimum((start / month).astype(np.int64), clock.months - 1)
        last = np.minimum((end / month).astype(np.int64), clock.months - 1)
        is_in_one = first == last
        self.at_first = run * clock.months + first
        self.at_last = run * clock.months + last
        self.in_first = np.where(is_in_one, end - start, (first + 1) * month - start)
        self.in_last = np.where(is_in_one, 0.0, end - last * month)
        self.after_first = run * (clock.months + 1) + first + 1
        self.from_last = run * (clock.months + 1) + np.maximum(last, first + 1)

    def months(self, weight: Real) -> Real:
        """Add up weeks, each stay's times its weight, runs by months."""
        runs, months = self.shape
        edges = np.bincount(self.at_first, self.in_first * weight, minlength=runs * months)
        edges += np.bincount(self.at_last, self.in_last * weight, minlength=runs * months)
        steps = np.bincount(self.after_first, weight, minlength=runs * (months + 1))
        steps -= np.bincount(self.from_last, weight, minlength=runs * (months + 1))
        whole = np.cumsum(steps.reshape(runs, months + 1), axis=1)[:, :months] * self.month
        added: Real = edges.reshape(runs, months) + whole
        return added
