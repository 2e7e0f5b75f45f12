"""What the full year of each run would have saved with another share of the beds filled."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class FullYear:
    """
    Prices and beds of one year, by run: in that year's money, as drawn.

    Parameters
    ----------
    elsewhere_pence, block_pence
        float64: mean of what a week elsewhere costs for the children who had the beds, and
        mean price of a bed-week.
    open_weeks
        float64: bed-weeks that were open.
    running_pence
        float64: management, and setting up where it falls into the year.
    paid_for_empty_share
        Of the open beds, paid for in any case.
    """

    elsewhere_pence: Real
    block_pence: Real
    open_weeks: Real
    running_pence: Real
    paid_for_empty_share: float

    @property
    def saving_with_all_filled_pence(self) -> Real:
        """By run: the saving, had every open bed been filled all year."""
        saving: Real = (
            self.open_weeks * (self.elsewhere_pence - self.block_pence) - self.running_pence
        )
        return saving

    def occupancy_for(self, wanted_pence: float) -> Real:
        """
        Give the share of the open beds to fill for a saving, by run.

        Returns
        -------
        float64
            0 where it is saved in any case; infinite where not even every bed would do, and
            where each bed that is filled loses.

        Notes
        -----
        Beds are taken for filled evenly over the year, by children who cost what those did
        who had them. What is guaranteed is settled month by month in a forecast, so that
        there an uneven year needs a little more.
        """
        elsewhere, block, paid = self.elsewhere_pence, self.block_pence, self.paid_for_empty_share
        wanted = self.running_pence + wanted_pence
        with np.errstate(divide="ignore", invalid="ignore"):
            a_week = np.where(wanted > 0, wanted / self.open_weeks, 0.0)
            # while the guaranteed part is not filled, what is paid stays the same
            below = np.where(elsewhere > 0, (a_week + block * paid) / elsewhere, np.inf)
            above = np.where(elsewhere > block, a_week / (elsewhere - block), np.inf)
        share = np.where(below <= paid, below, above)
        return np.where((share > 1) | (elsewhere < block), np.inf, share)
