"""A forecast moves as the world would: on the invented returns, and where the answer is known."""

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import sobol as sobol_indices
from SALib.sample import sobol as sobol_sample

from lib.answer.loaded import DEMO_RETURNS, load
from lib.domain.block_home import Takes
from lib.domain.contract import Contract
from lib.domain.contract_changes import changed
from lib.domain.ranges import Range
from lib.domain.terms import EmptyBeds, FillsFirst
from lib.errors import ConfigurationError
from lib.scenario.bed_plan import bed_plan
from lib.scenario.costs import saving_at_pence
from lib.scenario.demand import Demand
from lib.scenario.draws import ranges_of
from lib.scenario.erlang import expected_occupancy
from lib.scenario.forecast import (
    MODEL,
    Forecast,
    by_month,
    chance_alone,
    forecast,
    mean_cost_pence,
    order_of_filling,
    quantiles,
    swings,
)
from lib.scenario.homes import locate_homes
from lib.scenario.quick import quick
from tests.fixtures.block_beds import (
    HACKNEY,
    HAVERING,
    contract_of,
    demand_of,
    home,
    homes_of,
    random_starters,
    starters,
)


class Invented(NamedTuple):
    """The invented returns, and a contract of 35 beds whose discount is not agreed yet."""

    coming: Demand
    contract: Contract
    loaded: Any

    def homes(self, contract: Contract) -> pd.DataFrame:
        return locate_homes(
            contract, postcodes=self.loaded.postcodes, footprint=self.loaded.footprint
        )


@cache
def invented() -> Invented:
    loaded = load(DEMO_RETURNS, today=date(2026, 11, 23))
    contract = loaded.presets["beds_35"]
    return Invented(loaded.demand(contract), contract, loaded)


@cache
def _with(changes: tuple[tuple[str, str], ...], runs: int) -> Forecast:
    coming, contract, _ = invented()
    contract = changed(contract, dict(changes))
    return forecast(contract, coming, invented().homes(contract), seed=7, runs=runs)


def with_changes(runs: int = 500, **changes: str) -> Forecast:
    """The contract with some settings changed, all on the same chance."""
    return _with(tuple(changes.items()), runs)


def moved(one: np.ndarray, other: np.ndarray) -> float:
    """How far the second lies above the first, in standard errors of the paired difference."""
    apart = other - one
    return float(apart.mean() / (apart.std(ddof=1) / np.sqrt(len(apart))))


CLEARLY = 4


def test_a_better_discount_saves_more_in_every_run_and_fills_no_bed() -> None:
    made = [with_changes(discount=discount) for discount in ("0.1", "0.2", "0.25")]
    for worse, better in pairwise(made):
        assert (better.saving_pence > worse.saving_pence).all()
        np.testing.assert_array_equal(better.occupancy, worse.occupancy)
        np.testing.assert_array_equal(better.children_inside, worse.children_inside)


def test_more_beds_keep_more_children_inside_and_are_not_as_full() -> None:
    made = [with_changes(beds=beds) for beds in ("30", "35", "40")]
    for fewer, more in pairwise(made):
        inside = fewer.children_inside_full_year, more.children_inside_full_year
        assert moved(*inside) > CLEARLY
        assert moved(fewer.occupancy, more.occupancy) < -CLEARLY


def test_homes_that_open_later_hold_fewer_children_and_save_less() -> None:
    """At a discount so large that an open bed pays."""
    made = [
        with_changes(opening_delay_months=months, discount="0.5") for months in ("0", "6", "24")
    ]
    for sooner, later in pairwise(made):
        used = [one.simulated.used_weeks.sum(axis=1) for one in (sooner, later)]
        assert moved(*used) < -CLEARLY
        saved = [one.money.saving.sum(axis=1) for one in (sooner, later)]
        assert moved(*saved) < -CLEARLY
        by_months = [one.children_inside.mean(axis=0) for one in (sooner, later)]
        assert (by_months[1] <= by_months[0] + 0.5).all()
        assert by_months[1][6] < by_months[0][6]


@pytest.mark.parametrize(
    ("setting", "values"),
    [
        ("stay_weeks", ("40", "50", "60")),
        ("starts_a_year", ("100", "130", "170")),
        ("offered_share", ("0.15", "0.25", "0.4")),
    ],
)
def test_more_children_or_longer_stays_fill_more_beds_save_more_and_keep_more_inside(
    setting: str, values: tuple[str, ...]
) -> None:
    made = [with_changes(**{setting: value}) for value in values]
    for less, more in pairwise(made):
        assert moved(less.occupancy, more.occupancy) > CLEARLY
        assert moved(less.saving_pence, more.saving_pence) > CLEARLY
        inside = less.children_inside_full_year, more.children_inside_full_year
        assert moved(*inside) > CLEARLY


def test_a_longer_gap_between_children_costs_occupancy_and_money() -> None:
    short, long = with_changes(refill_gap_weeks="1"), with_changes(refill_gap_weeks="8")
    assert moved(short.occupancy, long.occupancy) < -CLEARLY
    assert moved(short.saving_pence, long.saving_pence) < -CLEARLY


def test_the_fewer_empty_beds_are_paid_the_more_is_saved_with_the_same_children() -> None:
    made = [with_changes(empty_beds=rule.value) for rule in EmptyBeds]
    for more_paid, less_paid in pairwise(made):
        assert (less_paid.saving_pence >= more_paid.saving_pence).all()
        assert less_paid.saving_pence.mean() > more_paid.saving_pence.mean()
        np.testing.assert_array_equal(less_paid.children_inside, more_paid.children_inside)
    assert made[-1].empty_pence.max() == pytest.approx(0, abs=1)
    assert made[0].empty_pence.min() > 0


def test_dearer_placements_elsewhere_make_the_block_save_more() -> None:
    plain, dearer = with_changes(spot_change="0"), with_changes(spot_change="0.1")
    assert (dearer.saving_pence > plain.saving_pence).all()
    np.testing.assert_allclose(dearer.money.elsewhere, 1.1 * plain.money.elsewhere)


def test_who_would_have_lived_inside_anyway_moves_children_and_no_money() -> None:
    none, half, all_of_them = (with_changes(local_anyway_share=one) for one in ("0", "0.5", "1"))
    inside = invented().coming.children_inside
    np.testing.assert_array_equal(none.saving_pence, all_of_them.saving_pence)
    assert (all_of_them.children_inside == inside).all()
    np.testing.assert_allclose(
        none.children_inside - inside, 2 * (half.children_inside - inside), atol=1e-9
    )
    gained = (none.children_inside_full_year - inside).mean()
    assert gained == pytest.approx(35 * none.occupancy.mean(), rel=0.01)


def test_35_beds_never_hold_more_than_35_children_nor_more_than_there_are() -> None:
    made = with_changes(local_anyway_share="0", offered_share="1")
    coming = invented().coming
    assert (made.children_inside <= coming.children_inside + 35 + 1e-9).all()
    assert (made.occupancy <= 1).all()
    few = replace(coming, children=60, children_inside=56)
    contract = made.contract
    capped = forecast(contract, few, invented().homes(contract), seed=7, runs=50)
    assert capped.children_inside.max() == 60


def test_every_contract_on_offer_has_a_forecast() -> None:
    coming, _, loaded = invented()
    for contract in loaded.presets.values():
        made = forecast(contract, coming, invented().homes(contract), seed=7, runs=50)
        assert ((made.occupancy > 0.3) & (made.occupancy <= 1)).all()
        assert np.isfinite(made.saving_pence).all()
        assert made.simulated.open_weeks[:, -1] == pytest.approx(contract.beds * 52 / 12)
        assert (made.children_inside >= coming.children_inside).all()
        assert made.contract.full_year.stop <= contract.months


@pytest.mark.parametrize("discount", ["0.05", "0.15", "0.2", "0.3"])
@pytest.mark.parametrize("target", ["0", "500000", "1000000"])
def test_chances_and_tenths_tell_the_same_story(discount: str, target: str) -> None:
    # of 501 runs the tenths are runs themselves: 50 below the lowest, 50 above the highest
    made = with_changes(501, discount=discount, target=target)
    tenths = quantiles(made.saving_pence)
    low, middle, high = tenths["p10"], tenths["p50"], tenths["p90"]
    assert low <= middle <= high
    for share, value in ((0.1, low), (0.5, middle), (0.9, high)):
        assert (made.chance_of_loss < share) == (value > 0)
        assert (made.chance_of_target > 1 - share) == (value >= float(target) * 100)
        assert (made.saving_pence < value).sum() == share * 500
    if target == "0":
        assert made.chance_of_target == pytest.approx(1 - made.chance_of_loss)


def test_every_months_middle_run_has_as_many_above_as_below() -> None:
    found = by_month(with_changes().children_inside)
    assert found.columns.tolist() == ["p10", "p50", "p90"]
    assert len(found) == invented().contract.months
    for month in (0, 20, 83):
        values = sorted(with_changes().children_inside[:, month])
        assert found.at[month, "p50"] == pytest.approx((values[249] + values[250]) / 2)
    assert (found["p10"] <= found["p50"]).all()
    assert (found["p50"] <= found["p90"]).all()


@pytest.mark.parametrize("rule", list(EmptyBeds))
@pytest.mark.parametrize("occupancy", [0.0, 0.4, 0.85, 1.0])
def test_where_all_is_known_nothing_spreads_and_the_year_is_that_of_the_arithmetic(
    rule: EmptyBeds, occupancy: float
) -> None:
    contract = contract_of(
        home("A", 20),
        home("B", 15),
        discount=Range.certain(0.2),
        weekly_cost_pence=Range.certain(357_143),
        occupancy=occupancy,
        local_anyway_share=Range.certain(0.25),
        empty_beds=rule,
        management_pence_per_year=1_200_000,
    )
    made = forecast(contract, demand_of(starters({})), homes_of(contract), seed=1, runs=600)
    exact = float(saving_at_pence(contract, 357_143, occupancy))
    np.testing.assert_allclose(made.saving_pence, exact, rtol=1e-9, atol=1e-3)
    np.testing.assert_allclose(made.occupancy, occupancy)
    np.testing.assert_allclose(made.children_inside, min(40 + 0.75 * 35 * occupancy, 100))
    assert swings(made).empty


def test_the_first_year_alone_bears_the_setting_up() -> None:
    contract = contract_of(
        home("A", 10),
        occupancy=0.9,
        transition_pence=5_000_000,
        discount=Range.certain(0.2),
        spot_change=Range.certain(0),
    )
    made = forecast(contract, demand_of(starters({})), homes_of(contract), seed=1, runs=10)
    years = made.money.saving.reshape(10, 7, 12).sum(axis=2)
    np.testing.assert_allclose(years[:, 1:], years[:, 1:2] * np.ones((1, 6)))
    np.testing.assert_allclose(years[:, 1] - years[:, 0], 5_000_000)


def test_the_quick_answer_is_the_middle_of_many_runs_of_beds_that_suit_all() -> None:
    contract = contract_of(home("A", 20), home("B", 12, HAVERING), discount=Range.certain(0.2),
        spot_change=Range.certain(0), offered_share=Range.certain(0.8),
        refill_gap_weeks=Range.certain(3), term_years=15)  # fmt: skip
    coming = demand_of(starters({}, {"weekly_cost_pence": 300_000.0}, {"is_solo": True}))
    homes = homes_of(contract)
    made = forecast(contract, coming, homes, seed=3, runs=1_000)
    last_years = slice(-5 * 12, None)
    used = made.simulated.used_weeks[:, last_years].sum(axis=1)
    occupancy = used / made.simulated.open_weeks[:, last_years].sum(axis=1)
    found = quick(contract, coming, homes)
    error = occupancy.std(ddof=1) / np.sqrt(len(occupancy))
    assert error < 0.005
    assert abs(found.occupancy - occupancy.mean()) < 3 * error
    # a fifth off the mean of all three; but the child who must live alone can have no bed
    price, avoided = 0.8 * (400_000 + 300_000 + 400_000) / 3, (400_000 + 300_000) / 2
    by_hand = 52 * 32 * (avoided * found.occupancy - price)
    assert found.saving_pence == pytest.approx(by_hand)


def test_beds_that_are_set_full_save_what_all_filled_beds_save() -> None:
    """One cost for those whom the homes take, however how full they are is come by."""
    coming, contract, _ = invented()
    one_cost = starters({"weekly_cost_pence": 300_000.0}, {"weekly_cost_pence": 900_000.0,
                        "is_solo": True})  # fmt: skip
    set_full, worked_out = (
        forecast(made, replace(coming, starters=one_cost), invented().homes(made), seed=7, runs=50)
        for made in (changed(contract, {"occupancy": "1"}), contract)
    )
    for made in (set_full, worked_out):
        np.testing.assert_allclose(
            set_full.saving_pence, made.terms.saving_with_all_filled_pence, rtol=1e-6
        )


def test_a_set_occupancy_is_the_quick_answers_too() -> None:
    contract = contract_of(home("A", 10), occupancy=0.7, discount=Range.certain(0.2))
    found = quick(contract, demand_of(starters({})), homes_of(contract))
    assert found.occupancy == 0.7
    # costs may fall by 5% or rise by 10%: on the mean by a sixtieth, after the price is agreed
    assert found.saving_pence == pytest.approx(52 * 10 * 400_000 * (0.7 * (1 + 1 / 60) - 0.8))


def test_luck_alone_spreads_less_and_is_all_there_is_where_the_figures_are_known() -> None:
    coming, contract, _ = invented()
    homes = invented().homes(contract)
    made = with_changes()
    everything, luck = quantiles(made.saving_pence), chance_alone(made, homes)
    assert 0 < luck["p90"] - luck["p10"] < 0.8 * (everything["p90"] - everything["p10"])
    known = changed(
        contract,
        {"discount": "0.2", "spot_change": "0", "opening_delay_months": "2", "stay_weeks": "50",
         "starts_a_year": "130", "offered_share": "0.25", "refill_gap_weeks": "2"},
    )  # fmt: skip
    sure = forecast(known, coming, homes, seed=7, runs=2_000)
    assert chance_alone(sure, homes) == quantiles(sure.saving_pence)
    assert swings(sure).empty


def erlangs_saving(figures: dict[str, np.ndarray], contract: Contract) -> np.ndarray:
    """The same full year by formula: cheap enough to be run thousands of times."""
    coming = invented().coming
    homes = invented().homes(contract)
    suited = bed_plan(coming.starters, homes, contract=contract).suited_share
    weeks, cost = float(contract.money.weeks), mean_cost_pence(contract, coming)
    filled = expected_occupancy(
        contract.beds,
        starts_a_week=figures["starts_a_year"] * figures["offered_share"] * suited / weeks,
        stay_weeks=figures["stay_weeks"],
        refill_gap_weeks=figures["refill_gap_weeks"],
    )
    elsewhere = cost * (1 + figures["spot_change"]) * filled
    saving: np.ndarray = weeks * contract.beds * (elsewhere - cost * (1 - figures["price"]))
    return saving


def test_what_moves_the_answer_most_is_what_sobols_indices_say() -> None:
    """The two that move it most, in their order, by SALib on the formula."""
    contract = invented().contract
    ranges = {
        name: law
        for name, law in ranges_of(contract, invented().coming).items()
        if law is not None and not law.is_certain and name != "opening_delay_months"
    }
    problem = {
        "num_vars": len(ranges),
        "names": list(ranges),
        "bounds": [
            [law.low, law.high, (law.likely - law.low) / (law.high - law.low)]
            for law in ranges.values()
        ],
        "dists": ["triang"] * len(ranges),
    }
    sampled = sobol_sample.sample(problem, 1_024, calc_second_order=False, seed=1)
    saving = erlangs_saving(dict(zip(ranges, sampled.T, strict=True)), contract)
    total = sobol_indices.analyze(problem, saving, calc_second_order=False, seed=1)["ST"]
    by_sobol = [list(ranges)[at] for at in np.argsort(-total)]
    found = swings(with_changes(runs=4_000))
    assert found.index[:2].tolist() == by_sobol[:2]
    assert set(found.index) == {*ranges, "opening_delay_months"}


def test_each_swing_goes_from_the_lowest_tenth_to_the_highest_the_widest_first() -> None:
    found = swings(with_changes(runs=4_000))
    width = (found["high_pence"] - found["low_pence"]).abs()
    assert width.tolist() == sorted(width, reverse=True)
    assert (found["low"] < found["high"]).all()
    for name in ("price", "offered_share", "spot_change"):
        assert found.at[name, "low_pence"] < found.at[name, "high_pence"]
    # of the triangular law 0.05, 0.2, 0.25 a tenth lies below 0.05 + sqrt(0.1 x 0.2 x 0.15)
    a_tenth = 0.05 + np.sqrt(0.1 * 0.2 * 0.15)
    assert found.at["price", "low"] == pytest.approx(0.05 + (a_tenth - 0.05) * 2 / 3, rel=0.02)


def test_where_the_occupancy_is_set_what_fills_the_beds_moves_nothing() -> None:
    found = swings(with_changes(occupancy="0.9"))
    assert set(found.index) == {"price", "spot_change", "opening_delay_months"}
    assert found.at["price", "low_pence"] < found.at["price", "high_pence"]


MIXED = contract_of(
    home("any, near", 4, HACKNEY),
    home("girls, far", 4, HAVERING, takes=Takes.GIRLS),
    discount=Range.certain(0.2),
    offered_share=Range.certain(0.5),
)


def test_to_fill_the_least_flexible_bed_first_fills_more_beds_from_farther_away() -> None:
    coming = demand_of(starters({}, {"sex": "M"}))
    found = order_of_filling(MIXED, coming, homes_of(MIXED), seed=1, runs=1_000)
    assert found is not None
    nearest, least_flexible = (found.loc[str(rule)] for rule in FillsFirst)
    assert least_flexible["occupancy"] > nearest["occupancy"] + 0.005
    assert least_flexible["saving_pence"] > nearest["saving_pence"]
    assert least_flexible["miles"] > nearest["miles"]


def test_the_order_of_filling_is_told_without_addresses_or_open_homes() -> None:
    nowhere = random_starters(1, 20).assign(origin_easting=np.nan, origin_northing=np.nan)
    found = order_of_filling(MIXED, demand_of(nowhere), homes_of(MIXED), seed=1, runs=20)
    assert found is not None
    assert found["miles"].isna().all()
    never = changed(MIXED, {"term_years": "1", "opening_delay_months": "60"})
    found = order_of_filling(never, demand_of(nowhere), homes_of(never), seed=1, runs=20)
    assert found is not None
    assert (found["occupancy"] == 0).all()


def test_where_every_bed_suits_the_same_children_or_is_full_anyway_the_order_changes_nothing() -> (
    None
):
    alike = contract_of(home("A", 3), home("B", 2, HAVERING))
    coming = demand_of(random_starters(1, 20))
    assert order_of_filling(alike, coming, homes_of(alike), seed=1, runs=20) is None
    filled = changed(MIXED, {"occupancy": "0.9"})
    assert order_of_filling(filled, coming, homes_of(filled), seed=1, runs=20) is None


@pytest.mark.parametrize(
    ("coming", "setting"),
    [
        (demand_of(starters({}), starts_a_year=None), "starts_a_year"),
        (demand_of(starters({}), stay=None), "stay_weeks"),
        (demand_of(starters({"weekly_cost_pence": None})), "weekly_cost"),
    ],
)
def test_what_neither_returns_nor_contract_tell_is_asked_for(coming: Demand, setting: str) -> None:
    contract = contract_of(home("A", 3))
    with pytest.raises(ConfigurationError, match=setting):
        forecast(contract, coming, homes_of(contract), seed=1, runs=5)
    told = changed(contract, {"starts_a_year": "20", "stay_weeks": "40", "weekly_cost": "3500"})
    assert forecast(told, coming, homes_of(told), seed=1, runs=5).occupancy.any()


def test_without_anybody_to_come_only_a_set_occupancy_can_be_forecast() -> None:
    contract = contract_of(home("A", 3), weekly_cost_pence=Range.certain(350_000))
    nobody = demand_of(starters())
    with pytest.raises(ConfigurationError, match="nobody"):
        forecast(contract, nobody, homes_of(contract), seed=1, runs=5)
    filled = changed(contract, {"occupancy": "0.8"})
    made = forecast(filled, nobody, homes_of(filled), seed=1, runs=5)
    np.testing.assert_allclose(made.occupancy, 0.8)


FIGURES_OF = {
    "2026-11-26.2": {
        "saving, thousands of pounds": (-824.56, 203.36, 934.37),
        "beds filled, per cent": (71.32, 88.49, 93.6),
        "children inside": (72.74, 76.77, 77.97),
        "saving with every bed filled": (519.25, 1124.84, 1618.91),
    }
}


def test_the_version_of_the_model_moves_whenever_its_figures_do() -> None:
    """
    Saved scenarios are compared by it: alike in version, they must be alike in figures.

    If this fails, the forecast has changed: give `MODEL` today's date, and its figures here.
    """
    made = with_changes(runs=300)
    figures = (
        made.saving_pence / 100_000,
        made.occupancy * 100,
        made.children_inside_full_year,
        made.terms.saving_with_all_filled_pence / 100_000,
    )
    assert list(FIGURES_OF) == [MODEL]
    for pinned, values in zip(FIGURES_OF[MODEL].values(), figures, strict=True):
        assert list(quantiles(values).values()) == pytest.approx(pinned, abs=0.01)
