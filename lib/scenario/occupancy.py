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
from lib.scenario.clock import Clock, StaysByMonth
from lib.scenario.draws import Draws, draw
from lib.scenario.home_ages import HomeAges
from lib.scenario.stays import scale_of_mean

Real = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

RUNS: Final = 10_000
RUNS_AT_ONCE: Final = 500
"""The state of so many fits the processor's cache; it is also what one seed makes."""


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
    ages = HomeAges(plan, runs=runs, weeks_a_year=clock.weeks_a_year)
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
    into = StaysByMonth(run, start, end, runs=runs, clock=clock)
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
