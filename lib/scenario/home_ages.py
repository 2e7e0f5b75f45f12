"""Ages of those who live in homes that keep ages together."""

from typing import Final

import numpy as np
import numpy.typing as npt

from lib.scenario.bed_plan import NOT_POSSIBLE, BedPlan

Real = npt.NDArray[np.float64]

_NO_TIME: Final = 1e-9
"""Years: a birthday is a birthday, whatever the last digit of a sum."""


class HomeAges:
    """Ages, in whole years, of those who live in homes that keep ages together."""

    def __init__(self, plan: BedPlan, *, runs: int, weeks_a_year: float) -> None:
        self.age_years = plan.age_years
        self.weeks_a_year = weeks_a_year
        self.homes = [
            (np.flatnonzero(plan.home_of_bed == home), plan.most_years_apart[home])
            for home in np.flatnonzero(~np.isnan(plan.most_years_apart))
        ]
        size = (plan.beds, runs) if self.homes else (0, 0)
        self.born, self.leaves = np.zeros(size), np.zeros(size)

    def keep_apart(
        self, tried: npt.NDArray[np.int16], child: npt.NDArray[np.intp], now: Real
    ) -> None:
        """Take the homes away from a child whose age is too far from somebody's there."""
        for beds, most in self.homes:
            years = np.floor((now - self.born[beds]) / self.weeks_a_year + _NO_TIME)
            is_far = np.abs(years - self.age_years[child]) > most
            is_refused = (is_far & (self.leaves[beds] > now)).any(axis=0)
            tried[np.ix_(beds, is_refused)] = NOT_POSSIBLE

    def move_in(
        self,
        child: npt.NDArray[np.intp],
        bed: npt.NDArray[np.intp],
        run: npt.NDArray[np.intp],
        *,
        now: Real,
        leaves: Real,
    ) -> None:
        """Remember who lives where, and until when."""
        if self.homes:
            self.born[bed, run] = now - self.age_years[child] * self.weeks_a_year
            self.leaves[bed, run] = leaves
