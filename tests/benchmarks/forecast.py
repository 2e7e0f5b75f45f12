"""How full the beds would be: Erlang at once, many runs in seconds, against simpy and ciw."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeAlias

import numpy as np

from lib.answer.loaded import DEMO_RETURNS, load
from lib.scenario.bed_plan import BedPlan, bed_plan
from lib.scenario.erlang import blocked_share
from lib.scenario.forecast import Forecast, forecast
from lib.scenario.homes import locate_homes
from lib.scenario.quick import quick
from tests.benchmarks.timing import Row, median_seconds, once
from tests.fixtures.other_engines import LossSystem, Stays, stays_by_ciw, stays_by_simpy

Engine: TypeAlias = Callable[[LossSystem, int], Stays]

RUNS = 10_000
LOADS = 10_000
BEDS = 35

_NOTE = (
    "simpy and ciw tell how full the beds are in the full year, and no more; ours also who has a "
    "bed, money and miles, month by month. Their means are the same within four standard errors."
)


def rows(today: date) -> list[Row]:
    """The contract of 35 beds on the invented returns; fewer runs of the peers, scaled."""
    loads = np.linspace(1, 80, LOADS)
    demo = load(DEMO_RETURNS, today=today)
    contract = demo.presets["beds_35"]
    coming = demo.demand(contract)
    homes = locate_homes(contract, postcodes=demo.postcodes, footprint=demo.footprint)
    many = partial(forecast, contract, coming, homes, seed=1, runs=RUNS)
    made, _, memory_mb = once(many)
    seconds = median_seconds(many, repeats=3)
    plan = bed_plan(coming.starters, homes, contract=contract)
    found = [
        Row(
            what=f"Erlang's loss of {BEDS} beds, {LOADS:,} loads",
            seconds=median_seconds(partial(blocked_share, BEDS, loads), repeats=9),
            peer="one load after the other",
            peer_seconds=median_seconds(lambda: [_one_loss(load) for load in loads], repeats=1),
            target="50 ms",
        ),
        Row(
            what="quick answer of the contract",
            seconds=median_seconds(partial(quick, contract, coming, homes), repeats=9),
            target="50 ms",
        ),
        Row(
            what="who comes and for how long, from eight returns",
            seconds=median_seconds(lambda: replace(demo).demand(contract), repeats=3),
        ),
    ]
    peers: tuple[tuple[str, Engine, int], ...] = (
        ("simpy", stays_by_simpy, 100),
        ("ciw", stays_by_ciw, 30),
    )
    for name, engine, runs in peers:
        peer_seconds = _seconds_of(engine, _systems(made, plan, runs), made)
        found.append(
            Row(
                what=f"{RUNS:,} runs of {contract.beds} beds over {contract.months} months",
                seconds=seconds,
                peer=f"{name}, {runs} runs, scaled",
                peer_seconds=peer_seconds * RUNS / runs,
                memory_mb=memory_mb,
                target="5 s; 25 x simpy" if name == "simpy" else "",
                notes="" if name == "simpy" else _NOTE,
            )
        )
    return found


def _one_loss(load: float) -> float:
    blocked = 1.0
    for number in range(1, BEDS + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked


def _systems(made: Forecast, plan: BedPlan, runs: int) -> list[LossSystem]:
    """As many of the forecast's runs, each with its own figures, for another engine."""
    if not plan.are_beds_alike or made.demand.stay is None:
        message = "The beds do not suit the same children, or nobody knows how long they stay."
        raise AssertionError(message)
    year = float(made.contract.money.weeks)
    drawn = made.simulated.draws.drawn
    return [
        LossSystem(
            opens=tuple((plan.planned_months + drawn["opening_delay_months"][run]) * year / 12),
            starts_a_week=plan.suited_share
            * float(drawn["starts_a_year"][run] * drawn["offered_share"][run] / year),
            stay=float(drawn["stay_weeks"][run]),
            stay_shape=made.demand.stay.shape,
            gap=float(drawn["refill_gap_weeks"][run]),
            until=made.contract.months * year / 12,
        )
        for run in range(runs)
    ]


def _seconds_of(engine: Engine, systems: list[LossSystem], made: Forecast) -> float:
    """Run another engine, and see that it fills the beds as much."""
    month = float(made.contract.money.weeks) / 12
    first, last = made.contract.full_year.start * month, made.contract.full_year.stop * month
    theirs, seconds, _ = once(
        lambda: [
            system.filled(engine(system, seed), first, last) for seed, system in enumerate(systems)
        ]
    )
    apart = np.array(theirs) - made.occupancy[: len(theirs)]
    if abs(apart.mean()) > 4 * apart.std(ddof=1) / math.sqrt(len(apart)):
        message = "The two engines disagree on how full the beds are."
        raise AssertionError(message)
    return seconds
