"""
How full the beds would be, month by month: many runs of the same contract.

In each run children come by chance, as often as placements begin and block beds are
offered. Each is one of the recent starters, drawn by chance, with that child's age, sex,
needs, own address and weekly cost. The child takes the first bed in the order of
`lib.scenario.bed_plan` that is open, free and suits, stays for a time drawn from the law of
stays, and leaves the bed to be refilled after a gap. A child for whom no bed is free lives
elsewhere: nobody waits and nobody is moved. A child who must live alone fills the home; a
home that keeps ages together takes nobody who is too far in years from those who live there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from lib.domain.ranges import Range
from lib.scenario.bed_plan import NOT_POSSIBLE, BedPlan
from lib.scenario.draws import Draws, draw
from lib.scenario.stays import scale_of_mean

Real = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

RUNS: Final = 10_000
RUNS_AT_ONCE: Final = 500
"""The state of so many fits the processor's cache; it is also what one seed makes."""

_MONTHS_A_YEAR: Final = 12
_NO_TIME: Final = 1e-9
"""Years: a birthday is a birthday, whatever the last digit of a sum."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Simulated:
    """
    What happened in each run.

    Parameters
    ----------
    draws
        What each run assumed.
    open_weeks, used_weeks
        float64, runs by months: bed-weeks that were open, and those that were slept in.
    cost_pence
        float64, runs by months: what the children in block beds would have cost elsewhere,
        by their own weekly costs, before any change of costs.
    came, placed
        int64 by run: children offered a bed, and those who got one.
    miles
        float64 by run: mean distance of those placed whose address is known; NaN of none.
    weeks_a_month
        A twelfth of the year of the contract.
    """

    draws: Draws
    open_weeks: Real
    used_weeks: Real
    cost_pence: Real
    came: Whole
    placed: Whole
    miles: Real
    weeks_a_month: float


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Months that are run, and weeks in a year."""

    months: int
    weeks_a_year: float

    @property
    def weeks_a_month(self) -> float:
        """A twelfth of the year."""
        return self.weeks_a_year / _MONTHS_A_YEAR

    @property
    def weeks(self) -> float:
        """From beginning to end."""
        return self.months * self.weeks_a_month


def simulate(
    plan: BedPlan,
    costs_pence: Real,
    *,
    ranges: Mapping[str, Range | None],
    stay_shape: float,
    clock: Clock,
    seed: int,
    runs: int = RUNS,
    progress: Callable[[float], object] | None = None,
) -> Simulated:
    """
    Run the contract many times.

    Parameters
    ----------
    costs_pence
        Weekly cost by starter, none missing.
    ranges
        As `lib.scenario.draws.ranges_of` gives them.
    stay_shape
        Of the Weibull law; 1 is the exponential.
    seed
        The same seed, contract and returns give the same bytes; two contracts of one seed
        meet the same children as far as they can, so that their difference is theirs.
    progress
        Told a share from 0 to 1.
    """
    chunks = []
    done = 0
    for many, generators in _streams(seed, runs):
        chunks.append(
            _chunk(
                plan,
                costs_pence,
                ranges=ranges,
                stay_shape=stay_shape,
                clock=clock,
                generators=generators,
                runs=many,
            )
        )
        done += many
        if progress is not None:
            progress(done / runs)
    return _together(chunks)


def at_fixed_occupancy(
    plan: BedPlan,
    occupancy: float,
    mean_cost_pence: float,
    *,
    ranges: Mapping[str, Range | None],
    clock: Clock,
    seed: int,
    runs: int = RUNS,
) -> Simulated:
    """Fill a fixed share of the beds that are open. No child is followed: nobody came."""
    chunks = []
    for many, (figures, *_) in _streams(seed, runs):
        values = draw(ranges, figures, many)
        open_weeks = _open_weeks(_opens(plan, values, clock), clock)
        chunks.append(
            Simulated(
                draws=Draws(drawn=values, ranges=ranges),
                open_weeks=open_weeks,
                used_weeks=open_weeks * occupancy,
                cost_pence=open_weeks * occupancy * mean_cost_pence,
                came=np.zeros(many, dtype=np.int64),
                placed=np.zeros(many, dtype=np.int64),
                miles=np.full(many, np.nan),
                weeks_a_month=clock.weeks_a_month,
            )
        )
    return _together(chunks)


def _streams(seed: int, runs: int) -> Iterator[tuple[int, list[np.random.Generator]]]:
    """Give so many runs at once, with generators for figures, arrivals, children and stays."""
    for first in range(0, runs, RUNS_AT_ONCE):
        streams = np.random.SeedSequence([seed, first]).spawn(4)
        yield (
            min(RUNS_AT_ONCE, runs - first),
            [np.random.default_rng(stream) for stream in streams],
        )


def _together(chunks: Sequence[Simulated]) -> Simulated:
    values = {
        name: np.concatenate([chunk.draws.drawn[name] for chunk in chunks])
        for name in chunks[0].draws.drawn
    }
    return Simulated(
        draws=Draws(drawn=values, ranges=chunks[0].draws.ranges),
        weeks_a_month=chunks[0].weeks_a_month,
        **{
            name: np.concatenate([getattr(chunk, name) for chunk in chunks])
            for name in ("open_weeks", "used_weeks", "cost_pence", "came", "placed", "miles")
        },
    )


def _chunk(
    plan: BedPlan,
    costs_pence: Real,
    *,
    ranges: Mapping[str, Range | None],
    stay_shape: float,
    clock: Clock,
    generators: list[np.random.Generator],
    runs: int,
) -> Simulated:
    figures, arrivals, who, stays = generators
    values = draw(ranges, figures, runs)
    rate = values["starts_a_year"] * values["offered_share"] / clock.weeks_a_year
    scale = scale_of_mean(values["stay_weeks"], stay_shape)
    gap = values["refill_gap_weeks"]
    opens = _opens(plan, values, clock)
    # beds by runs, here and below: along the runs numpy is fastest
    free_from = np.ascontiguousarray(opens.T)
    first_beds = np.flatnonzero(np.diff(plan.home_of_bed, prepend=-1))
    in_order, place = _in_order(plan)
    ages = _Ages(plan, runs=runs, weeks_a_year=clock.weeks_a_year)
    may_fill_a_home = plan.is_solo & plan.is_suited
    now = np.zeros(runs)
    came = np.zeros(runs, dtype=np.int64)
    nobody, no_time = np.empty(0, dtype=np.intp), np.empty(0)
    events = [(nobody, nobody, nobody, no_time, no_time)]
    while True:
        # every run draws, whether it is over or not: so runs of two contracts stay in step
        now += arrivals.standard_exponential(runs) / rate
        child = (who.random(runs) * len(costs_pence)).astype(np.int64)
        lasts = scale * stays.standard_exponential(runs) ** (1 / stay_shape)
        is_on = now < clock.weeks
        if not is_on.any():
            break
        came += is_on
        # a run that is over has every bed taken
        is_taken = np.where(is_on, now, -1.0) < free_from
        tried = np.ascontiguousarray(place.take(child, axis=0).T)
        np.maximum(tried, is_taken * NOT_POSSIBLE, out=tried)
        alone = np.flatnonzero(may_fill_a_home[child] & is_on)
        if len(alone):
            tried[:, alone] = _whole_homes_alone(tried[:, alone], plan.home_of_bed, first_beds)
        ages.keep_apart(tried, child, now)
        first = tried.min(axis=0)
        run = np.flatnonzero(first < NOT_POSSIBLE)
        who_comes = child[run]
        bed = in_order[who_comes, first[run]]
        leaves = now[run] + lasts[run]
        events.append((run, who_comes, bed, now[run], leaves))
        free_again = leaves + gap[run]
        free_from[bed, run] = free_again
        ages.move_in(who_comes, bed, run, now=now[run], leaves=leaves)
        fills = plan.is_solo[who_comes]
        if fills.any():
            _fill_homes(free_from, run[fills], bed[fills], free_again[fills], plan)
    run, child, bed, start, end = (np.concatenate(column) for column in zip(*events, strict=True))
    end = np.minimum(end, clock.weeks)
    into = _Months(run, start, end, runs=runs, clock=clock)
    placed = np.bincount(run, minlength=runs)
    return Simulated(
        draws=Draws(drawn=values, ranges=ranges),
        open_weeks=_open_weeks(opens, clock),
        used_weeks=into.months(np.ones(len(run))),
        cost_pence=into.months(costs_pence[child]),
        came=came,
        placed=placed,
        miles=_mean_by_run(run, plan.miles[child, plan.home_of_bed[bed]], runs),
        weeks_a_month=clock.weeks_a_month,
    )


def _in_order(plan: BedPlan) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int16]]:
    """Beds by starter, the first to be tried first; and each bed's place among them."""
    in_order = np.argsort(plan.turn, axis=1, kind="stable")
    place = np.where(plan.turn < NOT_POSSIBLE, np.argsort(in_order, axis=1), NOT_POSSIBLE)
    return in_order, place.astype(np.int16)


def _whole_homes_alone(
    tried: npt.NDArray[np.int16], home_of_bed: Whole, first_beds: npt.NDArray[np.intp]
) -> npt.NDArray[np.int16]:
    """Leave a child who must live alone the homes of which every bed is free."""
    is_empty = np.maximum.reduceat(tried, first_beds, axis=0) < NOT_POSSIBLE
    return np.where(is_empty[home_of_bed], tried, NOT_POSSIBLE)


def _fill_homes(
    free_from: Real,
    run: npt.NDArray[np.intp],
    bed: npt.NDArray[np.intp],
    until: Real,
    plan: BedPlan,
) -> None:
    """Take every bed of the home for a child who lives there alone."""
    is_of_home = plan.home_of_bed[:, None] == plan.home_of_bed[bed]
    free_from[:, run] = np.where(is_of_home, until, free_from[:, run])


class _Ages:
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


def _opens(plan: BedPlan, values: Mapping[str, Real], clock: Clock) -> Real:
    """Weeks after the beginning at which each bed opens, runs by beds."""
    months = plan.planned_months[None, :] + values["opening_delay_months"][:, None]
    weeks: Real = months * clock.weeks_a_month
    return weeks


def _open_weeks(opens: Real, clock: Clock) -> Real:
    """Bed-weeks that are open in each month of each run."""
    ends = clock.weeks_a_month * np.arange(1, clock.months + 1)
    weeks = np.zeros((len(opens), clock.months))
    for bed in opens.T:
        weeks += np.clip(ends[None, :] - bed[:, None], 0, clock.weeks_a_month)
    return weeks


def _mean_by_run(run: npt.NDArray[np.intp], miles: Real, runs: int) -> Real:
    is_known = ~np.isnan(miles)
    number = np.bincount(run[is_known], minlength=runs)
    total = np.bincount(run[is_known], weights=miles[is_known], minlength=runs)
    mean: Real = np.divide(total, number, out=np.full(runs, np.nan), where=number > 0)
    return mean


class _Months:
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
