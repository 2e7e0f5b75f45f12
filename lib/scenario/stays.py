"""How long placements last, those not yet ended and those begun before the record allowed for."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import digamma

from lib.domain.ranges import Range

ENOUGH_ENDED: Final = 20
"""Placements that have ended: from fewer nothing is said."""

_SHORTEST_WEEKS: Final = 0.5 / 7
"""A placement that ends on its first day lasted half a day: the law wants more than nothing."""

_LONGEST_WEEKS: Final = 18 * 365.25 / 7
"""A child is a child for no longer: a law whose mean may lie beyond is not one of placements."""

_TENTH: Final = 1.2816


@dataclass(frozen=True, kw_only=True)
class Stay:
    """
    The law of the length of a placement: Weibull, in weeks.

    ``mean_weeks`` holds the middle estimate and its lowest and highest tenth;
    ``shape`` below 1 means that the longer a placement has lasted, the less likely it is to
    end in the next week. ``middle_weeks`` is the median without any law (Kaplan-Meier),
    None where fewer than half have ended.
    """

    mean_weeks: Range
    shape: float
    middle_weeks: float | None
    placements: int
    ended: int


def length_of_stay(weeks: pd.Series, *, has_ended: pd.Series, entry: pd.Series) -> Stay | None:
    """
    Fit the length of placements.

    A mean of those that have ended would be too short, since long ones have not; a mean of
    those in the record too long, since of those that began before it only long ones are
    there. The fit takes both into account: placements not yet ended are *censored*, and
    those begun before the record count from when it saw them (*delayed entry*).

    Parameters
    ----------
    weeks
        How long each has lasted so far, or lasted.
    entry
        Weeks that had passed when the record began; 0 where it saw the beginning.

    Returns
    -------
    Stay or None
        None where fewer than `ENOUGH_ENDED` have ended, or so few of many that no mean
        within childhood fits.

    Notes
    -----
    Where no Weibull law can be found, as when half ended after the same time and all
    others go on, or where its mean may be longer than childhood, the law is exponential.
    """
    from lifelines import KaplanMeierFitter  # noqa: PLC0415 (a second to load)

    lasted = weeks.clip(lower=_SHORTEST_WEEKS)
    is_seen = lasted > entry
    lasted, ended, entered = lasted[is_seen], has_ended[is_seen].astype(bool), entry[is_seen]
    if ended.sum() < ENOUGH_ENDED:
        return None
    law = _weibull(lasted, ended, entered) or _exponential(lasted, ended, entered)
    if law is None:
        return None
    middle = float(KaplanMeierFitter().fit(lasted, ended, entry=entered).median_survival_time_)
    mean, apart = math.exp(law.log_mean), math.exp(_TENTH * law.error_of_log_mean)
    return Stay(
        mean_weeks=Range(mean / apart, mean, mean * apart),
        shape=law.shape,
        middle_weeks=middle if math.isfinite(middle) else None,
        placements=len(lasted),
        ended=int(ended.sum()),
    )


def mean_weeks(scale: float, shape: float) -> float:
    """Give the mean of a Weibull law."""
    return scale * math.gamma(1 + 1 / shape)


def scale_of_mean(mean: npt.NDArray[np.float64], shape: float) -> npt.NDArray[np.float64]:
    """Give the scale with which a Weibull law of this shape has these means."""
    return mean / math.gamma(1 + 1 / shape)


@dataclass(frozen=True, kw_only=True)
class _Law:
    shape: float
    log_mean: float
    error_of_log_mean: float

    def if_within_childhood(self) -> "_Law | None":
        highest = self.log_mean + _TENTH * self.error_of_log_mean
        return self if highest <= math.log(_LONGEST_WEEKS) else None


def _weibull(lasted: pd.Series, ended: pd.Series, entered: pd.Series) -> _Law | None:
    """Fit a Weibull law; None where none is found, or one that cannot be."""
    from lifelines import WeibullFitter  # noqa: PLC0415 (as above)
    from lifelines.exceptions import ConvergenceError  # noqa: PLC0415 (as above)

    try:
        found = WeibullFitter().fit(lasted, ended, entry=entered)
    except (ConvergenceError, RuntimeWarning):
        return None
    scale, shape = float(found.lambda_), float(found.rho_)
    return _Law(
        shape=shape,
        log_mean=math.log(scale) + math.lgamma(1 + 1 / shape),
        error_of_log_mean=_error_of_log_mean(scale, shape, found.variance_matrix_.to_numpy()),
    ).if_within_childhood()


def _exponential(lasted: pd.Series, ended: pd.Series, entered: pd.Series) -> _Law | None:
    """Give the most likely exponential law: all weeks that were seen, by placements ended."""
    number = float(ended.sum())
    return _Law(
        shape=1.0,
        log_mean=math.log(float((lasted - entered).sum()) / number),
        error_of_log_mean=1 / math.sqrt(number),
    ).if_within_childhood()


def _error_of_log_mean(scale: float, shape: float, variance: npt.NDArray[np.float64]) -> float:
    """
    Carry the errors of scale and shape over to the logarithm of the mean (delta method).

    NaN where the fit gives no errors that could be.
    """
    slope = np.array([1 / scale, -digamma(1 + 1 / shape) / shape**2])
    squared = float(slope @ variance @ slope)
    return math.sqrt(squared) if squared >= 0 else math.nan
