"""What a contract's homes might report: `monitoring.csv`, of a year that never was."""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.domain.whole_areas import ENGLAND
from lib.sources.published import published
from lib.synthetic.draws import Floats, Integers, Texts, pick

BLOCK_HOMES: Final = {
    "Block home A, Barking": 4,
    "Block home B, Dagenham": 3,
    "Block home C, Hackney Central": 4,
    "Block home D, Stoke Newington": 3,
    "Block home E, Romford": 4,
    "Block home F, East Ham": 4,
    "Block home G, Stratford": 3,
    "Block home H, Ilford": 4,
    "Block home I, Whitechapel": 3,
    "Block home J, Walthamstow": 3,
}
"""Beds by home, as in `geodata/contracts/nelcp.toml`. They stand here as well because a
contract is a setting: to edit it must not change the invented returns."""

INVENTED: Final = " (invented)"
"""After each name, so that no copy of a row is taken for a home's own report."""

FIRST_MONTH: Final = np.datetime64("2020-04")
MONTHS: Final = 12
"""The contract's second year, in which all ten homes would have been open."""

_OWN_STREAM: Final = (1,)
"""Spawn key: the draws here change no other file, whatever the seed."""

_OCCUPANCY: Final = 0.84
_OCCUPANCY_BETWEEN_HOMES: Final = 0.06
_OCCUPANCY_BETWEEN_MONTHS: Final = 0.08
_OUTCOMES_DUE_PER_BED: Final = 0.9
_ACHIEVED: Final = 0.76
_POUNDS_PER_OUTCOME: Final = 250
_SHARE_ANSWERING: Final = 0.55
_RATINGS: Final = {"1": 0.05, "2": 0.10, "3": 0.22, "4": 0.38, "5": 0.25}
_DISCOUNT: Final = 0.20
_YEAR: Final = "2017-18"


def monitoring_table(*, seed: int) -> pd.DataFrame:
    """
    Write monitoring.csv: one row a home and month, as text for every cell.

    Every empty night is paid for, as the contract assumes. Outcomes are paid for in the
    month in which they are achieved. Nobody is asked to answer; without an answer the
    rating is blank.
    """
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=_OWN_STREAM)))
    months = np.repeat(FIRST_MONTH + np.arange(MONTHS), len(BLOCK_HOMES))
    beds = np.tile(np.array(list(BLOCK_HOMES.values())), MONTHS)
    available = beds * _days_in(months)
    used = np.round(available * _occupancy(rng)).astype(np.int64)
    due = rng.binomial(2 * beds, _OUTCOMES_DUE_PER_BED / 2)
    achieved = rng.binomial(due, _ACHIEVED)
    rating, answers = _ratings(rng, beds)
    return pd.DataFrame(
        {
            "month": months.astype(str),
            "home": np.tile([f"{name}{INVENTED}" for name in BLOCK_HOMES], MONTHS),
            "beds": beds.astype(str),
            "nights_used": used.astype(str),
            "outcomes_due": due.astype(str),
            "outcomes_achieved": achieved.astype(str),
            "payment_by_results_pounds": (_POUNDS_PER_OUTCOME * achieved).astype(str),
            "rating_mean": rating,
            "rating_answers": answers.astype(str),
            "voids_paid_nights": (available - used).astype(str),
            "weekly_price_pounds": str(_weekly_price_pounds()),
        }
    )


def _days_in(months: npt.NDArray[np.datetime64]) -> Integers:
    first, after = (day.astype("datetime64[D]") for day in (months, months + 1))
    days: Integers = (after - first).astype(np.int64)
    return days


def _occupancy(rng: np.random.Generator) -> Floats:
    """Draw the share of its nights that each home uses in each month, at most all."""
    of_home = rng.normal(_OCCUPANCY, _OCCUPANCY_BETWEEN_HOMES, len(BLOCK_HOMES))
    of_month = rng.normal(0.0, _OCCUPANCY_BETWEEN_MONTHS, (MONTHS, len(BLOCK_HOMES)))
    return np.clip(of_home + of_month, 0.3, 1.0).ravel()


def _ratings(rng: np.random.Generator, beds: Integers) -> tuple[Texts, Integers]:
    """Draw how many young people answer, and the mean of what they say."""
    answers = rng.binomial(beds, _SHARE_ANSWERING)
    of_answer = np.repeat(np.arange(len(beds)), answers)
    said = pick(rng, _RATINGS, len(of_answer)).astype(np.int64)
    total = np.bincount(of_answer, weights=said, minlength=len(beds))
    means = [f"{one / n:.1f}" if n else "" for one, n in zip(total, answers, strict=True)]
    return np.array(means), answers


def _weekly_price_pounds() -> int:
    """Take the contract's discount off what residential care cost a week in England."""
    cost = published("weekly_cost").set_index(["area_code", "financial_year"])["gbp_per_week"]
    return round((1 - _DISCOUNT) * float(cost[(ENGLAND, _YEAR)]))
