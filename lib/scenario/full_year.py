"""What the full year of each run would have saved with another share of the beds filled."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]

_NEARLY = 1e-9
"""A root that lies this near beyond its piece lies on it."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class FullYear:
    """
    Prices and beds of one year, in that year's money, as drawn.

    Parameters
    ----------
    elsewhere_pence
        float64 by run: what a week elsewhere costs, mean of the children who had the beds.
    price_pence
        float64, runs by months: of a bed-week.
    used_weeks, open_weeks
        float64, runs by months: bed-weeks that were slept in, and those that were open.
    running_pence
        float64 by run: management, and setting up where it falls into the year.
    paid_for_empty_share
        Of the open beds of each month, paid for in any case.
    """

    elsewhere_pence: Real
    price_pence: Real
    used_weeks: Real
    open_weeks: Real
    running_pence: Real
    paid_for_empty_share: float

    @property
    def saving_with_all_filled_pence(self) -> Real:
        """By run: the saving, had every open bed been filled all year."""
        block = (self.price_pence * self.open_weeks).sum(axis=1)
        saving: Real = (
            self.elsewhere_pence * self.open_weeks.sum(axis=1) - block - self.running_pence
        )
        return saving

    def occupancy_for(self, wanted_pence: float) -> Real:
        """
        Give the share of the open beds to fill for a saving, by run.

        Every month's filled beds are taken to rise or fall alike, and the children to cost
        what those did who had them; where nobody had a bed, all months are taken alike. So a
        run saves what is wanted if, and only if, it fills so large a share or a larger one.

        Returns
        -------
        float64
            0 where it is saved in any case; infinite where not even every bed would do, and
            where each bed that is filled loses.
        """
        is_used = self.used_weeks.sum(axis=1) > 0
        used = np.where(is_used[:, None], self.used_weeks, self.open_weeks)
        whole, opened = used.sum(axis=1), self.open_weeks.sum(axis=1)
        times = self._times(used, self.running_pence + wanted_pence)
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.where(times > 0, times * whole / opened, 0.0)
        return np.where(np.isnan(share) | (share > 1 + _NEARLY), np.inf, share)

    def _times(self, used: Real, wanted: Real) -> Real:
        """
        By run, how many times as many beds must be filled in every month.

        The saving is concave in that: of straight pieces, each from where one month's filled
        beds pass what is paid for in any case. The first piece with a root has the answer.
        """
        guaranteed = self.paid_for_empty_share * self.open_weeks
        with np.errstate(invalid="ignore", divide="ignore"):
            passes = np.where(used > 0, guaranteed / used, np.inf)
        order = np.argsort(passes, axis=1, kind="stable")
        passes, by_use, in_any_case = (
            np.take_along_axis(values, order, axis=1)
            for values in (passes, self.price_pence * used, self.price_pence * guaranteed)
        )
        none = np.zeros((len(used), 1))
        ends = np.concatenate([none, passes, np.full_like(none, np.inf)], axis=1)
        # of the months that are to come in this order, what is paid for in any case
        fixed = np.concatenate([in_any_case[:, ::-1].cumsum(axis=1)[:, ::-1], none], axis=1)
        lost = wanted[:, None] + fixed
        elsewhere = (self.elsewhere_pence * used.sum(axis=1))[:, None]
        earned = elsewhere - np.concatenate([none, by_use.cumsum(axis=1)], axis=1)
        earned[np.abs(earned) < _NEARLY * elsewhere] = 0.0
        with np.errstate(invalid="ignore", divide="ignore"):
            root = np.where(earned > 0, lost / earned, np.where(lost > 0, np.inf, 0.0))
        is_on = (root >= ends[:, :-1] * (1 - _NEARLY)) & (root <= ends[:, 1:] * (1 + _NEARLY))
        first = np.where(is_on, root, np.inf).min(axis=1)
        return np.where(earned[:, -1] < 0, np.inf, first)
