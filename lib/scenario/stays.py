"""How long placements last, those not yet ended and those begun before the record allowed for."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.domain.ranges import Range

ENOUGH_ENDED: Final = 20
"""Placements that have ended: from fewer nothing is said."""

_SHORTEST_WEEKS: Final = 0.5 / 7
"""A placement that ends on its first day lasted half a day: the law wants more than nothing."""

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
        None where fewer than `ENOUGH_ENDED` have ended.
    """
    from lifelines import KaplanMeierFitter, WeibullFitter  # noqa: PLC0415 (a second to load)

    lasted = weeks.clip(lower=_SHORTEST_WEEKS)
    is_seen = lasted > entry
    lasted, ended, entered = lasted[is_seen], has_ended[is_seen].astype(bool), entry[is_seen]
    if ended.sum() < ENOUGH_ENDED:
        return None
    law = WeibullFitter().fit(lasted, ended, entry=entered)
    scale, shape = float(law.lambda_), float(law.rho_)
    mean = mean_weeks(scale, shape)
    middle = float(KaplanMeierFitter().fit(lasted, ended, entry=entered).median_survival_time_)
    apart = math.exp(_TENTH * _error_of_log_mean(scale, shape, law.variance_matrix_.to_numpy()))
    return Stay(
        mean_weeks=Range(mean / apart, mean, mean * apart),
        shape=shape,
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


def _error_of_log_mean(scale: float, shape: float, variance: npt.NDArray[np.float64]) -> float:
    """Carry the errors of scale and shape over to the logarithm of the mean (delta method)."""
    step = 1e-5
    slope = np.array(
        [
            1 / scale,
            (math.lgamma(1 + 1 / (shape + step)) - math.lgamma(1 + 1 / (shape - step)))
            / (2 * step),
        ]
    )
    return math.sqrt(float(slope @ variance @ slope))
