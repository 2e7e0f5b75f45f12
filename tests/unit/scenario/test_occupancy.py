"""How full the beds are: against a formula, other engines, and one child after the other."""

import math
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lib.domain.block_home import Need, Takes
from lib.domain.contract import Contract
from lib.domain.nomination import Nomination, Rule
from lib.domain.ranges import Range
from lib.domain.terms import FillsFirst
from lib.scenario.bed_plan import BedPlan, bed_plan
from lib.scenario.clock import Clock, StaysByMonth
from lib.scenario.draws import triangular
from lib.scenario.erlang import expected_occupancy
from lib.scenario.occupancy import Simulated, at_fixed_occupancy, simulate
from tests.fixtures.block_beds import (
    HACKNEY,
    HAVERING,
    NEWHAM,
    certain,
    contract_of,
    home,
    homes_of,
    random_starters,
    starters,
)
from tests.fixtures.other_engines import LossSystem, run_slowly, stays_by_ciw, stays_by_simpy

COST = np.array([400_000.0])


def alike(beds: int, **changes: Any) -> BedPlan:
    contract = contract_of(home("A", beds), **changes)
    return bed_plan(starters({}), homes_of(contract), contract=contract)


def filled(simulated: Simulated, months: slice) -> np.ndarray:
    """Share of the open bed-weeks, by run."""
    return np.asarray(
        simulated.used_weeks[:, months].sum(axis=1) / simulated.open_weeks[:, months].sum(axis=1)
    )


def error(shares: np.ndarray) -> float:
    return float(shares.std(ddof=1) / np.sqrt(len(shares)))


@pytest.mark.parametrize("shape", [0.6, 1.0, 2.0])
@pytest.mark.parametrize(("beds", "gap"), [(35, 0.0), (12, 3.0)])
def test_in_the_long_run_the_beds_are_as_full_as_erlang_says_whatever_the_law_of_stays(
    beds: int, gap: float, shape: float
) -> None:
    years = 30
    found = filled(
        simulate(
            alike(beds),
            COST,
            ranges=certain(starts_a_year=beds, stay_weeks=50, refill_gap_weeks=gap),
            stay_shape=shape,
            clock=Clock(months=12 * years, weeks_a_year=52),
            seed=1,
            runs=400,
        ),
        slice(12 * 12, None),
    )
    expected = expected_occupancy(
        beds,
        starts_a_week=np.array([beds / 52]),
        stay_weeks=np.array([50.0]),
        refill_gap_weeks=np.array([gap]),
    )[0]
    assert error(found) < 0.003
    assert abs(found.mean() - expected) < 3 * error(found)


SYSTEM = LossSystem(
    opens=(0.0,) * 10,
    starts_a_week=11 / 52,
    stay=45.0,
    stay_shape=1.3,
    gap=3.0,
    until=10 * 52.0,
)


@pytest.mark.parametrize(
    ("engine", "opens", "runs"),
    [
        (stays_by_simpy, (0.0,) * 10, 200),
        (stays_by_ciw, (0.0,) * 10, 200),
        # five open from the start, five after three years
        (stays_by_simpy, (0.0,) * 5 + (156.0,) * 5, 200),
        (stays_by_ciw, (0.0,) * 5 + (156.0,) * 5, 200),
    ],
)
def test_simpy_and_ciw_fill_the_beds_as_much(engine: Any, opens: Any, runs: int) -> None:
    system = replace(SYSTEM, opens=opens)
    theirs = np.array(
        [system.filled(engine(system, seed), 2 * 52, 10 * 52) for seed in range(runs)]
    )
    plan = replace(alike(10), planned_months=np.array(opens) / 52 * 12)
    ours = filled(
        simulate(
            plan,
            COST,
            ranges=certain(starts_a_year=11, stay_weeks=45, refill_gap_weeks=3),
            stay_shape=1.3,
            clock=Clock(months=120, weeks_a_year=52),
            seed=3,
            runs=1_000,
        ),
        slice(24, None),
    )
    apart = np.hypot(error(theirs), error(ours))
    assert apart < 0.007
    assert abs(ours.mean() - theirs.mean()) < 3 * apart


GIRLS_BOYS_AND_SOLO = (
    home("girls", 3, HACKNEY, takes=Takes.GIRLS, meets=frozenset({Need.SOLO})),
    home("boys", 2, NEWHAM, takes=Takes.BOYS, opens=date(2020, 1, 15)),
    home("younger", 4, HAVERING, age_max_years=14, meets=frozenset({Need.SOLO})),
    home("any", 3, HACKNEY),
    home("older alone", 1, NEWHAM, age_min_years=15, meets=frozenset({Need.SOLO})),
)
UNSURE = {
    **certain(),
    "starts_a_year": Range(10, 20, 40),
    "offered_share": Range(0.3, 0.9, 1.0),
    "stay_weeks": Range(20, 30, 90),
    "refill_gap_weeks": Range(0, 2, 6),
    "opening_delay_months": Range(0, 3, 12),
}
SHARES = Nomination(rule=Rule.SHARES, shares=((HACKNEY, 0.5), (HAVERING, 0.2), (NEWHAM, 0.3)))

CONTRACTS = {
    "homes alike": contract_of(home("A", 3), home("B", 4, HAVERING), home("C", 1, NEWHAM)),
    "girls, boys, ages, solo": contract_of(*GIRLS_BOYS_AND_SOLO),
    "a home every other month": contract_of(*GIRLS_BOYS_AND_SOLO, months_between_openings=2),
    "least flexible first": contract_of(
        *GIRLS_BOYS_AND_SOLO, fills_first=FillsFirst.LEAST_FLEXIBLE
    ),
    "fixed shares": contract_of(*GIRLS_BOYS_AND_SOLO, nomination=SHARES),
    "ages together": contract_of(
        *(replace(one, most_years_apart=at % 3) for at, one in enumerate(GIRLS_BOYS_AND_SOLO)),
        home("any ages", 2, HAVERING),
    ),
}


def run_fast(
    contract: Contract, who: Any, ranges: Any = UNSURE, shape: float = 0.9, **options: Any
) -> Simulated:
    return simulate(
        bed_plan(who, homes_of(contract), contract=contract),
        who["weekly_cost_pence"].to_numpy(),
        ranges=ranges,
        stay_shape=shape,
        clock=Clock(months=contract.months, weeks_a_year=float(contract.money.weeks)),
        **{"seed": 5, "runs": 30, **options},
    )


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_child_fares_as_when_followed_one_after_the_other(name: str) -> None:
    contract = CONTRACTS[name]
    who = random_starters(7, 40)
    fast = run_fast(contract, who)
    slow = run_slowly(contract, who, ranges=UNSURE, stay_shape=0.9, seed=5, runs=30)
    assert fast.came.tolist() == slow.came
    assert fast.placed.tolist() == slow.placed
    assert 0 < fast.placed.sum() < fast.came.sum()
    for of_fast, of_slow in (
        (fast.open_weeks, slow.open_weeks),
        (fast.used_weeks, slow.used_weeks),
        (fast.cost_pence, slow.cost_pence),
        (fast.miles, slow.miles),
    ):
        np.testing.assert_allclose(of_fast, of_slow, rtol=1e-9, atol=1e-6)


def test_the_cases_differ_so_that_to_agree_on_them_says_something() -> None:
    who = random_starters(7, 40)
    placed = {name: run_fast(contract, who).placed.tolist() for name, contract in CONTRACTS.items()}
    assert len({tuple(each) for each in placed.values()}) == len(CONTRACTS)
    solo = run_fast(CONTRACTS["girls, boys, ages, solo"], who[who["is_solo"]])
    assert solo.placed.sum() > 0


@pytest.mark.parametrize("name", CONTRACTS)
def test_no_more_is_used_in_a_month_than_is_open(name: str) -> None:
    found = run_fast(CONTRACTS[name], random_starters(8, 30), runs=200)
    assert (found.used_weeks >= -1e-9).all()
    assert (found.used_weeks <= found.open_weeks + 1e-9).all()


def test_a_home_that_is_not_open_takes_nobody() -> None:
    contract = contract_of(home("A", 4, opens=date(2021, 4, 1)), home("B", 4))
    who = starters({"origin_easting": 0.0})
    late = run_fast(contract, who, certain(starts_a_year=500, stay_weeks=3, opening_delay_months=2))
    opens_after = (date(2021, 4, 1) - contract.use.begins).days / 365.25 * 12
    month = 52 / 12
    assert (late.open_weeks[:, :2] == late.used_weeks[:, :2]).all()
    assert not late.open_weeks[:, :2].any()
    one_home = slice(2, int(opens_after) + 2)
    np.testing.assert_allclose(late.open_weeks[:, one_home], 4 * month)
    assert (late.used_weeks[:, one_home] < 4 * month + 1e-9).all()
    np.testing.assert_allclose(late.open_weeks[:, int(opens_after) + 3 :], 8 * month)
    assert (late.used_weeks[:, int(opens_after) + 3 :] > 5 * month).all()


def test_a_contract_that_never_opens_fills_nothing() -> None:
    contract = contract_of(home("A", 3), term_years=1)
    found = run_fast(contract, random_starters(1, 5), certain(opening_delay_months=60))
    assert not found.placed.any()
    assert not found.open_weeks.any()
    assert not found.used_weeks.any()
    assert found.came.sum() > 0


def test_where_nobody_comes_in_the_whole_term_the_beds_stay_empty() -> None:
    contract = contract_of(home("A", 3), term_years=1)
    found = run_fast(contract, random_starters(1, 5), certain(starts_a_year=1e-6), runs=4)
    assert found.came.tolist() == found.placed.tolist() == [0] * 4
    assert not found.used_weeks.any()
    assert np.isnan(found.miles).all()


def test_a_child_who_must_live_alone_fills_the_home() -> None:
    """Nobody else comes while the child is there, and it is one bed that is slept in."""
    contract = contract_of(home("A", 4, meets=frozenset({Need.SOLO})), term_years=1)
    crowd = certain(starts_a_year=5_000, stay_weeks=4)
    alone = run_fast(contract, starters({"is_solo": True}), crowd)
    together = run_fast(contract, starters({}), crowd)
    np.testing.assert_allclose(alone.used_weeks[:, 1:].mean(), 52 / 12, rtol=0.02)
    np.testing.assert_allclose(together.used_weeks[:, 1:].mean(), 4 * 52 / 12, rtol=0.02)


@pytest.mark.parametrize("starts_a_year", [4, 12])
def test_a_home_that_keeps_ages_together_is_as_full_as_a_loss_network_says(
    starts_a_year: float,
) -> None:
    """
    Of 11- and 17-year-olds whoever is first keeps the others out.

    So many of one age and none of the other: Erlang's terms over the states that are allowed.
    """
    contract = contract_of(home("A", 4, most_years_apart=3), term_years=10)
    both = starters({"age_years": 11}, {"age_years": 17})
    figures = certain(starts_a_year=starts_a_year, stay_weeks=26)
    found = filled(run_fast(contract, both, figures, runs=2_000), slice(24, None))
    load = starts_a_year / 2 * 26 / 52
    terms = [load**living / math.factorial(living) for living in range(5)]
    expected = sum(2 * living * term for living, term in enumerate(terms)) / (2 * sum(terms) - 1)
    assert abs(found.mean() - expected / 4) < 3 * error(found)
    assert error(found) < 0.005


def same(one: Simulated, other: Simulated, first: int | None = None) -> bool:
    figures = ("open_weeks", "used_weeks", "cost_pence", "came", "placed", "miles")
    pairs = [(getattr(one, name), getattr(other, name)) for name in figures]
    pairs += [(one.draws.drawn[name], other.draws.drawn[name]) for name in one.draws.drawn]
    return all(a.tobytes() == b[:first].tobytes() for a, b in pairs)


def test_one_seed_gives_the_same_bytes_watched_or_not_and_another_seed_others() -> None:
    contract, who = CONTRACTS["girls, boys, ages, solo"], random_starters(2, 30)
    told: list[float] = []
    once = run_fast(contract, who, runs=1_100)
    assert same(once, run_fast(contract, who, runs=1_100, progress=told.append))
    assert not same(once, run_fast(contract, who, runs=1_100, seed=6))
    assert told == sorted(told)
    assert told[-1] == 1


def test_more_runs_go_on_from_the_first_ones() -> None:
    contract, who = CONTRACTS["homes alike"], random_starters(2, 30)
    assert same(run_fast(contract, who, runs=500), run_fast(contract, who, runs=1_000), 500)
    second_half = run_fast(contract, who, runs=1_000).came[500:]
    assert second_half.tolist() != run_fast(contract, who, runs=500).came.tolist()


def test_contracts_of_one_seed_meet_the_same_children() -> None:
    """So that the difference between two shows in far fewer runs than with luck of their own."""
    who = random_starters(3, 30)
    fewer = contract_of(home("A", 6), home("B", 5, HAVERING))
    more = contract_of(home("A", 6), home("B", 7, HAVERING))
    one, other = (run_fast(contract, who, runs=500) for contract in (fewer, more))
    assert one.came.tolist() == other.came.tolist()
    for name, values in one.draws.drawn.items():
        np.testing.assert_array_equal(values, other.draws.drawn[name])
    placed = one.used_weeks.sum(axis=1), other.used_weeks.sum(axis=1)
    with_own_luck = run_fast(more, who, runs=500, seed=99).used_weeks.sum(axis=1)
    assert (placed[1] - placed[0]).mean() > 0
    assert (placed[1] - placed[0]).std() < 0.3 * (with_own_luck - placed[0]).std()


def test_a_fixed_occupancy_is_that_share_of_what_is_open_and_meets_the_same_figures() -> None:
    contract, who = CONTRACTS["a home every other month"], random_starters(2, 30)
    plan = bed_plan(who, homes_of(contract), contract=contract)
    clock = Clock(months=contract.months, weeks_a_year=52)
    fixed = at_fixed_occupancy(plan, 0.85, 400_000, ranges=UNSURE, clock=clock, seed=5, runs=700)
    followed = run_fast(contract, who, runs=700)
    np.testing.assert_array_equal(fixed.open_weeks, followed.open_weeks)
    np.testing.assert_allclose(fixed.used_weeks, 0.85 * fixed.open_weeks)
    np.testing.assert_allclose(fixed.cost_pence, 400_000 * fixed.used_weeks)
    for name, values in fixed.draws.drawn.items():
        np.testing.assert_array_equal(values, followed.draws.drawn[name])


MONTHS = 6
CLOCK = Clock(months=MONTHS, weeks_a_year=52.18)
A_MOMENT = st.one_of(
    st.floats(0, CLOCK.weeks),
    st.integers(0, MONTHS).map(lambda month: month * CLOCK.weeks_a_month),
    st.just(CLOCK.weeks),
)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 2), A_MOMENT, A_MOMENT, st.integers(0, 9)), max_size=8))
def test_stays_are_spread_over_months_without_loss(
    stays: list[tuple[int, float, float, int]],
) -> None:
    """Also one that begins or ends with a month, or with the term, or lasts no time at all."""
    stays = [(run, min(ends), max(ends), weight) for run, *ends, weight in stays]
    stays = [stay for stay in stays if stay[1] < CLOCK.weeks]
    run, start, end, weight = (
        np.array([stay[at] for stay in stays], dtype=kind)
        for at, kind in enumerate(("int64", "float64", "float64", "float64"))
    )
    found = StaysByMonth(run, start, end, runs=3, clock=CLOCK).months(weight)
    expected = np.zeros((3, MONTHS))
    for one, first, last, worth in stays:
        for month in range(MONTHS):
            begins, ends = month * CLOCK.weeks_a_month, (month + 1) * CLOCK.weeks_a_month
            expected[one, month] += worth * max(0.0, min(last, ends) - max(first, begins))
    np.testing.assert_allclose(found, expected, atol=1e-9)


@settings(deadline=None)
@given(
    st.lists(st.integers(-100, 1_000), min_size=3, max_size=3).map(sorted),
    st.floats(0, 1, exclude_max=True),
)
def test_a_triangular_law_is_scipys(ends: list[int], uniform: float) -> None:
    low, likely, high = ends
    found = float(triangular(Range(low, likely, high), np.array([uniform]))[0])
    if low == high:
        assert found == low
        return
    expected = stats.triang.ppf(uniform, (likely - low) / (high - low), low, high - low)
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert low <= found <= high
