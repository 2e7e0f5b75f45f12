"""How long placements last: known laws, seen through a window as a return sees them."""

import math
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from lib.scenario.stays import ENOUGH_ENDED, Stay, length_of_stay, mean_weeks, scale_of_mean

MEAN_WEEKS = 60.0
HALF_A_DAY = 0.5 / 7


class Seen(NamedTuple):
    """Placements as a record of so many weeks shows them."""

    weeks: np.ndarray
    has_ended: np.ndarray
    entry: np.ndarray

    def stay(self) -> Stay | None:
        return length_of_stay(
            pd.Series(self.weeks),
            has_ended=pd.Series(self.has_ended),
            entry=pd.Series(self.entry),
        )

    def among(self, chosen: np.ndarray) -> "Seen":
        return Seen(*(column[chosen] for column in self))


def seen_through_a_window(seed: int, placements: int, *, shape: float, record: float) -> Seen:
    """Placements begun over twenty years and the record; it sees those still there, and to when."""
    rng = np.random.default_rng(seed)
    start = rng.uniform(-20 * 52, record, placements)
    end = start + MEAN_WEEKS / math.gamma(1 + 1 / shape) * rng.weibull(shape, placements)
    return Seen(
        weeks=np.minimum(end, record) - start,
        has_ended=end <= record,
        entry=np.maximum(-start, 0.0),
    ).among(end > 0)


def found(seen: Seen) -> Stay:
    stay = seen.stay()
    assert stay is not None
    return stay


@pytest.mark.parametrize("shape", [0.7, 1.0, 1.5])
def test_a_large_sample_gives_the_law_back_where_plain_means_are_far_off(shape: float) -> None:
    seen = seen_through_a_window(1, 60_000, shape=shape, record=60)
    stay = found(seen)
    assert stay.mean_weeks.likely == pytest.approx(MEAN_WEEKS, rel=0.03)
    assert stay.shape == pytest.approx(shape, rel=0.03)
    began = seen.among(seen.entry == 0)
    were_there = seen.among(seen.entry > 0)
    assert began.weeks[began.has_ended].mean() < 0.5 * MEAN_WEEKS
    assert were_there.weeks[were_there.has_ended].mean() > 1.15 * MEAN_WEEKS


@pytest.mark.parametrize("shape", [1.0, 1.5])
def test_to_leave_out_either_what_goes_on_or_what_was_there_before_goes_wrong(
    shape: float,
) -> None:
    """The fit is right because of both: without one of the two it is not."""
    seen = seen_through_a_window(2, 40_000, shape=shape, record=100)
    right = found(seen).mean_weeks
    of_ended_alone = found(seen.among(seen.has_ended)).mean_weeks
    as_if_seen_from_the_start = found(seen._replace(entry=np.zeros_like(seen.entry))).mean_weeks
    assert right.low * 0.98 < MEAN_WEEKS < right.high * 1.02
    assert of_ended_alone.high < 0.95 * MEAN_WEEKS
    assert as_if_seen_from_the_start.low > 1.1 * MEAN_WEEKS


def test_eight_of_ten_samples_hold_the_true_mean_in_their_range() -> None:
    held = 0
    for seed in range(30):
        mean = found(seen_through_a_window(100 + seed, 900, shape=1.2, record=200)).mean_weeks
        held += mean.low <= MEAN_WEEKS <= mean.high
    # of 30 with chance 0.8: fewer than 17 or all of them come once in 800 times
    low, high = stats.binom.ppf([0.001, 0.9987], 30, 0.8)
    assert low <= held <= high


def most_likely_weibull(seen: Seen) -> tuple[np.ndarray, np.ndarray]:
    """Logarithms of scale and shape, and their covariance, with scipy and differences alone."""
    ended = seen.has_ended

    def unlikelihood(logarithms: np.ndarray) -> float:
        scale, shape = np.exp(logarithms)
        hazard = np.log(shape / scale) + (shape - 1) * np.log(seen.weeks[ended] / scale)
        lived = (seen.weeks / scale) ** shape - (seen.entry / scale) ** shape
        return float(lived.sum() - hazard.sum())

    best = optimize.minimize(
        unlikelihood,
        [math.log(50), 0.0],
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-10, "maxiter": 2_000},
    ).x
    step = 1e-4
    curve = np.empty((2, 2))
    for one in range(2):
        for other in range(2):
            a, b = np.eye(2)[one] * step, np.eye(2)[other] * step
            curve[one, other] = (
                unlikelihood(best + a + b)
                - unlikelihood(best + a - b)
                - unlikelihood(best - a + b)
                + unlikelihood(best - a - b)
            ) / (4 * step**2)
    return best, np.linalg.inv(curve)


@pytest.mark.parametrize(("seed", "shape"), [(3, 0.8), (4, 1.3)])
def test_law_and_range_are_those_of_the_likelihood_worked_out_with_other_tools(
    seed: int, shape: float
) -> None:
    seen = seen_through_a_window(seed, 1_500, shape=shape, record=150)
    seen = seen.among(seen.weeks > HALF_A_DAY)
    stay = found(seen)
    best, covariance = most_likely_weibull(seen)
    assert math.log(stay.shape) == pytest.approx(best[1], abs=1e-5)

    def log_mean(logarithms: np.ndarray) -> float:
        scale, fitted = np.exp(logarithms)
        return math.log(stats.weibull_min.mean(fitted, scale=scale))

    assert math.log(stay.mean_weeks.likely) == pytest.approx(log_mean(best), abs=1e-5)
    slope = [
        (log_mean(best + side) - log_mean(best - side)) / 2e-5 for side in np.eye(2) * 1e-5
    ]  # fmt: skip
    error = math.sqrt(np.array(slope) @ covariance @ np.array(slope))
    tenth = stats.norm.ppf(0.9)
    assert math.log(stay.mean_weeks.high / stay.mean_weeks.likely) == pytest.approx(
        tenth * error, rel=1e-3
    )
    assert stay.mean_weeks.low * stay.mean_weeks.high == pytest.approx(stay.mean_weeks.likely**2)


def test_from_fewer_ended_than_twenty_nothing_is_said() -> None:
    weeks = np.linspace(5, 100, 60)
    ended = np.arange(60) < ENOUGH_ENDED
    assert found(Seen(weeks, ended, np.zeros(60))).ended == ENOUGH_ENDED == 20
    ended[0] = False
    assert Seen(weeks, ended, np.zeros(60)).stay() is None
    assert Seen(np.empty(0), np.empty(0, dtype=bool), np.empty(0)).stay() is None


def test_placements_that_ended_on_the_records_first_day_were_never_seen_to_go_on() -> None:
    seen = Seen(np.arange(1.0, 41), np.ones(40, dtype=bool), np.zeros(40))
    before = Seen(np.full(5, 30.0), np.ones(5, dtype=bool), np.full(5, 30.0))
    both = Seen(*(np.concatenate(columns) for columns in zip(seen, before, strict=True)))
    assert found(both) == found(seen)


def test_the_middle_is_the_length_by_which_half_have_ended_whatever_the_law() -> None:
    weeks = np.r_[np.arange(1.0, 12), np.arange(101.0, 111)]
    all_ended = np.ones(21, dtype=bool)
    assert found(Seen(weeks, all_ended, np.zeros(21))).middle_weeks == 11
    most_go_on = Seen(
        np.r_[weeks, np.full(22, 200.0)], np.r_[all_ended, np.zeros(22, dtype=bool)], np.zeros(43)
    )
    assert found(most_go_on).middle_weeks is None


@pytest.mark.parametrize("weeks", [0.0, 1.0, 52.0])
def test_where_all_last_alike_that_is_the_mean(weeks: float) -> None:
    stay = found(Seen(np.full(25, weeks), np.ones(25, dtype=bool), np.zeros(25)))
    assert stay.mean_weeks.likely == pytest.approx(max(weeks, HALF_A_DAY), rel=1e-6)
    assert math.isfinite(scale_of_mean(np.array([weeks + 1]), stay.shape)[0])


@pytest.mark.parametrize("weeks", [1.0, 10.0, 52.0])
def test_where_no_weibull_law_is_found_the_law_is_exponential(weeks: float) -> None:
    """Half ended after one and the same time, and half go on: the likelihood has no top."""
    ended = np.arange(50) < 25
    stay = found(Seen(np.full(50, weeks), ended, np.zeros(50)))
    assert stay.shape == 1
    assert stay.mean_weeks.likely == pytest.approx(2 * weeks)  # 50 lengths, 25 ends
    tenth = stats.norm.ppf(0.9)
    assert stay.mean_weeks.high == pytest.approx(2 * weeks * math.exp(tenth / 5), rel=1e-3)


def test_the_exponential_law_counts_only_the_weeks_that_the_record_saw() -> None:
    ended = np.arange(50) < 25
    stay = found(Seen(np.full(50, 52.0), ended, np.full(50, 42.0)))
    assert (stay.shape, stay.mean_weeks.likely) == (1, pytest.approx(20))


def test_a_mean_longer_than_childhood_is_not_believed() -> None:
    """25 ended within weeks, 500 have lasted for years: a Weibull law's mean is 400 years."""
    weeks = np.r_[np.linspace(1, 5, 25), np.full(500, 150.0)]
    ended = np.arange(525) < 25
    assert Seen(weeks, ended, np.zeros(525)).stay() is None  # exponential: 57 years
    few = np.r_[np.linspace(0.1, 2, 25), np.full(100, 150.0)]
    stay = found(Seen(few, np.arange(125) < 25, np.zeros(125)))
    assert stay.shape == 1
    assert stay.mean_weeks.likely == pytest.approx(few.sum() / 25)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.integers(0, 3), st.integers(0, 4_000)),  # days
            st.booleans(),
            st.one_of(st.just(0), st.integers(0, 900)),
        ),
        min_size=18,
        max_size=45,
    )
)
def test_no_sample_however_odd_is_too_much(sample: list[tuple[int, bool, int]]) -> None:
    """Ties, stays of no length, hardly any that ended: a law, or none, and no warning."""
    days, ended, before = (np.array(column) for column in zip(*sample, strict=True))
    seen = Seen(days / 7, ended | (np.arange(len(days)) % 2 == 0), before / 7)
    stay = seen.stay()
    if stay is not None:
        mean = stay.mean_weeks
        assert 0 < mean.low <= mean.likely <= mean.high
        assert mean.likely <= 18 * 53
        assert stay.ended >= ENOUGH_ENDED
        assert stay.shape > 0


@pytest.mark.parametrize("shape", [0.5, 1.0, 2.5])
def test_mean_and_scale_are_each_others_reverse_and_scipys(shape: float) -> None:
    assert mean_weeks(30.0, shape) == pytest.approx(stats.weibull_min.mean(shape, scale=30.0))
    assert scale_of_mean(np.array([mean_weeks(30.0, shape)]), shape) == pytest.approx(30.0)
