"""What the block costs and saves: by hand, in whole pence and exact fractions."""

import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.contract import Contract
from lib.domain.contract_changes import changed
from lib.domain.ranges import Range
from lib.domain.terms import EmptyBeds
from lib.scenario.costs import (
    MoneyByMonth,
    break_even_occupancy,
    full_occupancy_saving_pence,
    full_year,
    money_by_month,
    occupancy_for_saving,
    price_pence,
    saving_at_pence,
)
from lib.scenario.draws import NAMES, Draws
from lib.scenario.forecast import mean_cost_pence
from lib.scenario.full_year import FullYear
from lib.scenario.occupancy import Simulated
from tests.fixtures.block_beds import contract_of, demand_of, home, starters

FIFTH_OFF = contract_of(home("A", 35), discount=Range.certain(0.2))
RULES = list(EmptyBeds)


def off(discount: float, **changes: Any) -> Contract:
    return contract_of(home("A", 35), discount=Range.certain(discount), **changes)


def at_price(pence: float, **changes: Any) -> Contract:
    return contract_of(
        home("A", 35),
        discount=None,
        price_pence_per_bed_week=Range.certain(pence),
        **changes,
    )


@pytest.mark.parametrize(
    ("pounds", "pence_a_year"),
    [("3630", 132_132_000), ("3625", 131_950_000), ("3571.43", 13_000_005_200 // 100)],
)
def test_35_beds_for_52_weeks_at_a_fifth_off_save_what_the_arithmetic_says(
    pounds: str, pence_a_year: int
) -> None:
    """£3,630: £1,321,320. £3,625: £1,319,500. £3,571.43: £1,300,000.52."""
    contract = changed(FIFTH_OFF, {"weekly_cost": pounds, "weeks": "52", "occupancy": "1"})
    cost = mean_cost_pence(contract, demand_of(starters({})))
    for found in (
        full_occupancy_saving_pence(contract, cost),
        saving_at_pence(contract, cost, 1.0),
    ):
        assert found == Fraction(pounds) * 100 * 35 * 52 / 5
        assert abs(found - pence_a_year) < 1


def test_a_year_of_52_weeks_and_two_tenths_of_a_day_more_saves_more() -> None:
    longer = replace(FIFTH_OFF, money=replace(FIFTH_OFF.money, weeks=Decimal("52.18")))
    found = full_occupancy_saving_pence(longer, 363_000)
    assert found == Fraction(5218, 100) * 35 * 363_000 / 5
    assert found == 132_589_380


@pytest.mark.parametrize("discount", [0.05, 0.1, 0.2, 0.3])
def test_where_every_bed_is_paid_the_block_breaks_even_at_one_less_the_discount(
    discount: float,
) -> None:
    assert break_even_occupancy(off(discount), 350_000.0) == 1 - discount
    assert saving_at_pence(off(discount), 350_000.0, 1 - discount) == 0


def test_a_point_of_occupancy_is_worth_a_hundredth_of_what_the_children_cost_elsewhere() -> None:
    a_point = saving_at_pence(FIFTH_OFF, 357_143.0, 0.9) - saving_at_pence(
        FIFTH_OFF, 357_143.0, 0.89
    )
    assert a_point == Fraction(357_143) * 35 * 52 / 100  # £65,000


@pytest.mark.parametrize(
    ("rule", "occupancy", "pounds"),
    [
        # 10 beds at £4,000 elsewhere and £3,000 here, 52 weeks: by hand
        (EmptyBeds.ALL_PAID, 0.8, 52 * (8 * 4_000 - 10 * 3_000)),
        (EmptyBeds.PART_GUARANTEED, 0.8, 52 * 8 * 1_000),
        (EmptyBeds.PART_GUARANTEED, 0.5, 52 * (5 * 4_000 - 6 * 3_000)),
        (EmptyBeds.PART_GUARANTEED, 0.4, 52 * (4 * 4_000 - 6 * 3_000)),
        (EmptyBeds.USED_ONLY, 0.4, 52 * 4 * 1_000),
        (EmptyBeds.USED_ONLY, 0.0, 0),
    ],
)
def test_who_pays_for_an_empty_bed(rule: EmptyBeds, occupancy: float, pounds: int) -> None:
    contract = contract_of(
        home("A", 10), discount=Range.certain(0.25), empty_beds=rule, guaranteed_share=0.6
    )
    assert saving_at_pence(contract, 400_000.0, occupancy) == pounds * 100


def test_management_comes_off_the_saving_of_every_year() -> None:
    managed = off(0.2, management_pence_per_year=12_345_600)
    for occupancy in (0.0, 0.8, 1.0):
        lost = saving_at_pence(FIFTH_OFF, 350_000.0, occupancy) - saving_at_pence(
            managed, 350_000.0, occupancy
        )
        assert lost == 12_345_600
    lost = full_occupancy_saving_pence(FIFTH_OFF, 350_000.0) - full_occupancy_saving_pence(
        managed, 350_000.0
    )
    assert lost == 12_345_600


def test_a_set_price_is_the_price_whatever_the_children_cost_elsewhere() -> None:
    assert price_pence(at_price(301_550).money, 400_000.0) == 301_550
    assert price_pence(off(0.2).money, 400_000.0) == 320_000


@pytest.mark.parametrize("rule", RULES)
def test_a_bed_dearer_than_the_placements_elsewhere_never_pays(rule: EmptyBeds) -> None:
    dear = at_price(400_001, empty_beds=rule, target_pence_per_year=0)
    assert break_even_occupancy(dear, 400_000.0) is None
    assert occupancy_needed(dear, 400_000.0) is None


def test_where_only_used_beds_are_paid_a_cheaper_bed_pays_in_any_case() -> None:
    assert break_even_occupancy(off(0.2, empty_beds=EmptyBeds.USED_ONLY), 400_000.0) == 0


def test_children_who_would_have_cost_nothing_elsewhere_save_nothing() -> None:
    assert break_even_occupancy(at_price(1), 0.0) is None
    assert occupancy_needed(at_price(1), 0.0) is None


def any_contract(draw: st.DrawFn) -> tuple[Contract, float]:
    shared = {
        "empty_beds": draw(st.sampled_from(RULES)),
        "guaranteed_share": draw(st.integers(0, 100)) / 100,
        "management_pence_per_year": draw(st.integers(0, 40_000_000)),
        "target_pence_per_year": draw(st.integers(0, 300_000_000)),
        "weeks": draw(st.sampled_from([Decimal(52), Decimal("52.18")])),
    }
    if draw(st.booleans()):
        contract = off(draw(st.integers(0, 90)) / 100, **shared)
    else:
        contract = at_price(draw(st.integers(1, 800_000)), **shared)
    return contract, float(draw(st.integers(1, 800_000)))


contracts = st.composite(any_contract)()


def occupancy_needed(contract: Contract, cost: float) -> float | None:
    return occupancy_for_saving(contract, cost, contract.money.target_pence_per_year)


@settings(deadline=None, max_examples=300)
@given(contracts, st.integers(0, 1_000))
def test_the_break_even_parts_occupancies_that_lose_from_those_that_do_not(
    drawn: tuple[Contract, float], per_mille: int
) -> None:
    contract, cost = drawn
    occupancy = per_mille / 1_000
    saving = saving_at_pence(contract, cost, occupancy)
    even = break_even_occupancy(contract, cost)
    if even is None:
        assert saving < 0 or (saving == 0 and occupancy == 0)
    elif abs(occupancy - even) > 1e-9:
        assert (saving >= 0) == (occupancy > even)
    if even:
        assert abs(saving_at_pence(contract, cost, even)) < 1e-3


@settings(deadline=None, max_examples=300)
@given(contracts, st.integers(0, 1_000))
def test_the_occupancy_needed_is_where_the_target_is_reached_and_not_before(
    drawn: tuple[Contract, float], per_mille: int
) -> None:
    contract, cost = drawn
    target = contract.money.target_pence_per_year
    occupancy = per_mille / 1_000
    saving = saving_at_pence(contract, cost, occupancy)
    needed = occupancy_needed(contract, cost)
    if needed is None:
        assert saving < target or (saving == target == 0 and occupancy == 0)
    elif abs(occupancy - needed) > 1e-9:
        assert (saving >= target) == (occupancy > needed)
    if needed:
        assert float(saving_at_pence(contract, cost, needed)) == pytest.approx(target, abs=1)


# what happened in each run, priced month by month

RUNS, MONTHS = 3, 30
USUAL = 345_000.0
PRICED = ("elsewhere", "block", "empty", "running", "price", "usual_elsewhere")


def simulated(seed: int, **drawn: Any) -> Simulated:
    rng = np.random.default_rng(seed)
    open_weeks = rng.uniform(5, 40, (RUNS, MONTHS))
    used_weeks = open_weeks * rng.choice([0.0, 0.3, 0.7, 1.0], (RUNS, MONTHS))
    values = {name: np.zeros(RUNS) for name in NAMES}
    values |= {"price": np.array([0.1, 0.2, 0.25]), "weekly_cost": np.full(RUNS, np.nan), **drawn}
    nobody = np.zeros(RUNS, dtype=np.int64)
    return Simulated(
        draws=Draws(drawn=values, ranges={}),
        open_weeks=open_weeks,
        used_weeks=used_weeks,
        cost_pence=used_weeks * rng.uniform(200_000, 600_000, (RUNS, MONTHS)),
        came=nobody,
        placed=nobody,
        miles=np.full(RUNS, np.nan),
        weeks_a_month=52 / 12,
    )


def slowly(happened: Simulated, contract: Contract, mean_cost: float) -> MoneyByMonth:
    """One run and one month after the other, as one would on paper."""
    money, drawn = contract.money, happened.draws.drawn
    sums = {name: np.zeros((RUNS, MONTHS)) for name in PRICED}
    for run in range(RUNS):
        for month in range(MONTHS):
            years = month // 12
            used, is_open = happened.used_weeks[run, month], happened.open_weeks[run, month]
            each = drawn["weekly_cost"][run]
            if np.isnan(each):
                of_children, price = happened.cost_pence[run, month], mean_cost
            else:
                of_children, price = used * each, each
            if money.discount is None:
                price = drawn["price"][run]
            else:
                price -= price * drawn["price"][run]
            price *= (1 + money.block_inflation) ** years
            paid = {
                EmptyBeds.ALL_PAID: is_open,
                EmptyBeds.USED_ONLY: used,
                EmptyBeds.PART_GUARANTEED: max(used, money.guaranteed_share * is_open),
            }[money.empty_beds]
            dearer = (1 + drawn["spot_change"][run]) * (1 + money.spot_inflation) ** years
            sums["elsewhere"][run, month] = of_children * dearer
            sums["usual_elsewhere"][run, month] = (USUAL if np.isnan(each) else each) * dearer
            sums["price"][run, month] = price
            sums["block"][run, month] = price * paid
            sums["empty"][run, month] = price * (paid - used)
            sums["running"][run, month] = money.management_pence_per_year / 12
        sums["running"][run, 0] += money.transition_pence
    return MoneyByMonth(**sums)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("is_set", [False, True])
@pytest.mark.parametrize("is_price", [False, True])
def test_every_month_of_every_run_is_priced_as_on_paper(
    rule: EmptyBeds, *, is_set: bool, is_price: bool
) -> None:
    shared = {
        "empty_beds": rule,
        "guaranteed_share": 0.6,
        "spot_inflation": 0.04,
        "block_inflation": 0.02,
        "management_pence_per_year": 6_000_000,
        "transition_pence": 78_275_000,
    }
    contract = at_price(1, **shared) if is_price else off(0.2, **shared)
    drawn: dict[str, Any] = {"spot_change": np.array([-0.05, 0.0, 0.1])}
    if is_set:
        drawn["weekly_cost"] = np.array([350_000.0, 363_000.0, 500_000.0])
    if is_price:
        drawn["price"] = np.array([280_000.0, 300_000.0, 310_000.0])
    happened = simulated(1, **drawn)
    found = money_by_month(happened, contract, 357_143.0, usual_pence=USUAL)
    expected = slowly(happened, contract, 357_143.0)
    for name in (*PRICED, "saving"):
        np.testing.assert_allclose(getattr(found, name), getattr(expected, name), rtol=1e-12)
    assert (found.empty >= 0).all()
    assert (found.empty <= found.block).all()


def test_setting_up_is_paid_once_and_inflation_begins_with_the_second_year() -> None:
    happened = simulated(2)
    contract = off(0.2, transition_pence=100, spot_inflation=0.1, block_inflation=0.1)
    plain = money_by_month(happened, FIFTH_OFF, 300_000.0, usual_pence=USUAL)
    found = money_by_month(happened, contract, 300_000.0, usual_pence=USUAL)
    assert (found.running.sum(axis=1) == 100).all()
    assert (found.running[:, 0] == 100).all()
    for months, times in ((slice(0, 12), 1), (slice(12, 24), 1.1), (slice(24, 30), 1.21)):
        for name in ("elsewhere", "block", "empty"):
            np.testing.assert_allclose(
                getattr(found, name)[:, months], getattr(plain, name)[:, months] * times
            )


# the full year of each run

YEAR = slice(10, 22)
"""Across two contract years, so that prices rise within it."""


def year_of(
    contract: Contract, happened: Simulated, mean_cost: float = 357_143.0
) -> tuple[FullYear, np.ndarray, np.ndarray]:
    """Its terms, what it saved, and the share of the beds that was filled."""
    money = money_by_month(happened, contract, mean_cost, usual_pence=USUAL)
    used, is_open = (
        weeks[:, YEAR].sum(axis=1) for weeks in (happened.used_weeks, happened.open_weeks)
    )
    terms = full_year(money, happened, contract, YEAR)
    return terms, money.saving[:, YEAR].sum(axis=1), used / is_open


@settings(deadline=None, max_examples=300)
@given(contracts, st.integers(0, 10_000), st.sampled_from([-0.05, 0.0, 0.04]), st.floats(0.9, 1.1))
def test_a_run_loses_if_and_only_if_it_fills_fewer_beds_than_it_breaks_even_at(
    drawn: tuple[Contract, float], seed: int, inflation: float, near: float
) -> None:
    """
    So that a chance of a loss never contradicts how full the beds must be.

    Whoever pays for empty beds, in uneven years whose prices rise, and where the saving that
    is wanted lies near what is saved.
    """
    contract, cost = drawn
    money = replace(contract.money, spot_inflation=inflation, block_inflation=0.02)
    happened = simulated(seed, spot_change=np.array([-0.2, 0.0, 0.3]), **(
        {} if contract.money.discount else {"price": np.full(RUNS, price_pence(money, cost), float)}
    ))  # fmt: skip
    terms, saving, occupancy = year_of(replace(contract, money=money), happened, cost)
    for wanted in (0.0, contract.money.target_pence_per_year, *(saving[saving > 0] * near)):
        share = terms.occupancy_for(wanted)
        is_clear = np.abs(saving - wanted) > 1
        np.testing.assert_array_equal((saving >= wanted)[is_clear], (occupancy >= share)[is_clear])


@settings(deadline=None, max_examples=200)
@given(contracts, st.integers(0, 10_000))
def test_where_nothing_is_left_open_every_run_says_what_the_contracts_own_arithmetic_says(
    drawn: tuple[Contract, float], seed: int
) -> None:
    contract, cost = drawn
    price = price_pence(contract.money, cost)
    happened = simulated(
        seed,
        weekly_cost=np.full(RUNS, cost),
        price=np.full(RUNS, contract.money.discount.likely if contract.money.discount else price,
                      float),
    )  # fmt: skip
    happened.open_weeks[:] = 35 * float(contract.money.weeks) / 12
    happened.used_weeks[:] = happened.open_weeks / 2
    terms, _, _ = year_of(contract, happened, cost)
    target = contract.money.target_pence_per_year
    for wanted in (0, target):
        exact = occupancy_for_saving(contract, cost, wanted)
        found = terms.occupancy_for(wanted)
        assert found == pytest.approx(math.inf if exact is None else exact, rel=1e-6, abs=1e-9)
    assert terms.saving_with_all_filled_pence == pytest.approx(
        float(full_occupancy_saving_pence(contract, cost)), rel=1e-9, abs=1
    )


@pytest.mark.parametrize("management", [0, 100])
def test_a_year_in_which_no_home_is_open_saves_nothing_and_only_costs_its_management(
    management: int,
) -> None:
    happened = simulated(4)
    happened.open_weeks[:] = happened.used_weeks[:] = 0
    contract = off(0.2, management_pence_per_year=management)
    terms = full_year(
        money_by_month(happened, contract, 357_143.0, usual_pence=USUAL), happened, contract, YEAR
    )
    assert terms.saving_with_all_filled_pence == pytest.approx(-management)
    assert np.isinf(terms.occupancy_for(1)).all()


def test_costs_that_rise_faster_than_the_price_let_fewer_beds_do() -> None:
    happened = simulated(5)
    plain, dearer = (
        year_of(off(0.2, spot_inflation=rise), happened)[0].occupancy_for(0) for rise in (0, 0.1)
    )
    is_possible = np.isfinite(plain)
    assert is_possible.any()
    assert (dearer[is_possible] < plain[is_possible]).all()
