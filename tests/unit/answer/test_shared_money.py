"""In the shared view no price, number or date makes a magnifying glass of a figure in pounds."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.answer.contract.as_json import contract_as_json
from lib.answer.contract.question import block_contract, quick_answer
from lib.answer.contract.rounding import Rounding
from lib.answer.contract.shares import contract_shares
from lib.answer.loaded import Loaded
from lib.disclosure.released import Audience
from lib.domain.block_home import Takes
from lib.domain.contract import Contract
from lib.domain.contract_changes import changed
from lib.domain.nomination import Nomination, Rule
from lib.domain.setting_values import Between
from lib.domain.settings import SETTINGS
from lib.scenario.demand import Demand
from lib.scenario.demand_of_many import demand_of_many
from tests.fixtures.attacks import living_alone, with_costs

RUNS = 20
SLOW = {"starts_a_year": 60.0}
"""More children than this a year only take longer to follow."""
ENDS = {
    key: (f"{setting.read.least:g}", f"{min(setting.read.most, SLOW.get(key, np.inf)):g}")
    for key, setting in SETTINGS.items()
    if isinstance(setting.read, Between) and key not in ("price", "weekly_cost", "occupancy")
}
"""The two ends of every setting that a reader may choose, where children's costs still count."""
MAGNIFYING: Mapping[str, Mapping[str, str]] = {
    "as offered": {},
    "all at their least": {key: least for key, (least, _) in ENDS.items()},
    "all at their most": {key: most for key, (_, most) in ENDS.items()},
    "a cost that shows each bed": {
        "weekly_cost": "50000", "price": "100", "starts_a_year": "60", "stay_weeks": "900",
        "offered_share": "1", "refill_gap_weeks": "0", "term_years": "15", "spot_inflation": "0.2",
    },
    "full beds that cost nothing": {
        "price": "100", "spot_change": "1", "spot_inflation": "0.2", "term_years": "15",
        "occupancy": "1", "weeks": "52.18",
    },
    "a bed that is used now and then": {
        "price": "50000", "empty_beds": "used only", "starts_a_year": "0.1", "stay_weeks": "0.5",
        "offered_share": "1", "term_years": "15", "block_inflation": "0.2",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def left(demo: Loaded) -> list[int]:
    """Children who started in the last year and have left: nothing but a forecast has them."""
    starters = demo.demand(demo.own_contract).starters
    return [
        key for key in starters["child_key"].unique() if key not in {*demo.measured["child_key"]}
    ]


def answered(loaded: Loaded, contract: Contract, coming: Demand) -> dict[str, Any]:
    """Give the document; of fair shares the sentence alone, as of a contract not the own one."""
    twelve = loaded.presets["beds_12"]
    view = block_contract(
        loaded, contract=contract, coming=coming, audience=Audience.SHARED, runs=RUNS
    )
    shares = contract_shares(loaded, contract=twelve, overview=view.overview, coming=coming)
    return contract_as_json(view, shares)


def seen(loaded: Loaded, contract: Contract, coming: Demand) -> str:
    """Give all that a reader of the shared view sees of a contract's money and use."""
    quick = quick_answer(loaded, contract=contract, coming=coming, audience=Audience.SHARED)
    document = answered(loaded, contract, coming)
    return json.dumps([document, quick.table.astype(object).to_csv()])


@pytest.fixture(scope="module")
def worlds(demo: Loaded, left: list[int]) -> list[Demand]:
    """
    Give what two worlds hold that differ in what is protected alone.

    In one a child must live alone, for £9,000 a week; in the other that child costs £900 more
    or less, and four others, here and there in the returns, must live alone as well. All
    others cost £4,000 in both.
    """
    alike = with_costs(demo, 400_000)
    one = living_alone(with_costs(alike, 900_000, left[:1]), left[:1])
    others = [
        living_alone(with_costs(alike, pence, left[:1]), [left[0], *left[5:17:3]])
        for pence in (810_000, 990_000)
    ]
    coming, *found = [world.demand(world.own_contract) for world in (one, *others)]
    mean = protected(coming).mean_cost_pence
    return [coming, next(other for other in found if protected(other).mean_cost_pence == mean)]


def protected(coming: Demand) -> Demand:
    return demand_of_many(coming, smallest_shown_count=6)


def test_the_worlds_differ_in_what_is_protected(worlds: list[Demand]) -> None:
    one, other = worlds
    alone = [coming.starters[coming.starters["is_solo"]] for coming in worlds]
    assert [one["child_key"].nunique() for one in alone] == [1, 5]
    assert one.mean_cost_pence != other.mean_cost_pence
    assert one.starts_a_year == other.starts_a_year


@pytest.mark.parametrize("changes", MAGNIFYING.values(), ids=MAGNIFYING)
def test_no_magnifying_setting_tells_how_few_live_alone_or_what_one_child_costs(
    demo: Loaded, worlds: list[Demand], changes: Mapping[str, str]
) -> None:
    contract = changed(demo.own_contract, changes)
    assert len({seen(demo, contract, coming) for coming in worlds}) == 1


@pytest.fixture(scope="module")
def alike_and_apart(demo: Loaded, left: list[int]) -> list[Demand]:
    """Give two worlds of one mean: all cost £4,000, or one £34,000 and ten others £1,000."""
    starters = demo.demand(demo.own_contract).starters
    other = starters.loc[~starters["is_solo"] & starters["weekly_cost_pence"].notna(), "child_key"]
    began_once = other.value_counts().eq(1)
    dear, *cheap = [key for key in left if began_once.get(key, default=False)][:11]
    alike = with_costs(demo, 400_000)
    apart = with_costs(with_costs(alike, 3_400_000, [dear]), 100_000, cheap)
    return [world.demand(world.own_contract) for world in (alike, apart)]


def test_the_fees_lie_apart_and_their_mean_does_not(alike_and_apart: list[Demand]) -> None:
    costs = [coming.starters["weekly_cost_pence"] for coming in alike_and_apart]
    assert costs[0].mean() == pytest.approx(costs[1].mean())
    assert costs[0].std() == 0
    assert costs[1].std() > 0.5 * costs[1].mean()


@pytest.mark.parametrize("changes", MAGNIFYING.values(), ids=MAGNIFYING)
def test_no_magnifying_setting_tells_how_far_apart_fees_lie_or_that_one_is_extreme(
    demo: Loaded, alike_and_apart: list[Demand], changes: Mapping[str, str]
) -> None:
    contract = changed(demo.own_contract, changes)
    assert len({seen(demo, contract, coming) for coming in alike_and_apart}) == 1


@pytest.mark.parametrize("preset", ["beds_12", "half_guaranteed"])
def test_no_other_contract_on_offer_tells_it(
    demo: Loaded, worlds: list[Demand], preset: str
) -> None:
    contract = changed(demo.presets[preset], {"price": "100"})
    assert len({seen(demo, contract, coming) for coming in worlds}) == 1


def test_worlds_that_may_be_told_apart_are(demo: Loaded, left: list[int]) -> None:
    def at_once(world: Loaded) -> str:
        coming, contract = world.demand(world.own_contract), changed(
            world.own_contract, {"starts_a_year": "60"}
        )  # fmt: skip
        found = quick_answer(world, contract=contract, coming=coming, audience=Audience.SHARED)
        return found.table.astype(object).to_csv()

    nobody = living_alone(demo, [])
    far_dearer = with_costs(nobody, 10_000_000, left[:1])
    assert len({at_once(nobody), at_once(far_dearer), at_once(living_alone(demo, left))}) == 3


def test_a_price_moved_until_the_answer_jumps_finds_the_rounded_mean_and_no_more(
    demo: Loaded,
) -> None:
    coming = demo.demand(demo.own_contract)
    full = {"occupancy": "1", "spot_change": "0", "weeks": "52"}

    def saves(pence: int) -> bool:
        contract = changed(demo.own_contract, {**full, "price": f"{pence / 100:.2f}"})
        found = quick_answer(demo, contract=contract, coming=coming, audience=Audience.SHARED)
        saving = found.number("quick", "saving_pounds")
        assert saving is not None
        return saving >= 10_000

    low, high = 10_000, 5_000_000
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if saves(middle) else (low, middle)
    # 10,000 are shown from 5,000 on, of 35 beds in 52 weeks
    found = low + 100 * 5_000 / (35 * 52)
    # a bed takes the place of a placement of those whom the homes take: none who lives alone
    shown, true = (
        one.starters.loc[~one.starters["is_solo"], "weekly_cost_pence"].mean()
        for one in (protected(coming), coming)
    )
    assert found == pytest.approx(shown, abs=1.01)
    assert abs(found - true) > 100, "the invented mean is no round number"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, 0), (4_999.0, 0), (1_234_567.0, 1_230_000), (-9_876_543.0, -9_880_000),
        (123_456_789.0, 123_000_000), (-98_765_432_100.0, -98_800_000_000),
    ],
)  # fmt: skip
def test_pounds_have_three_digits_and_never_finer_steps_than_ten_thousand(
    value: float, shown: float
) -> None:
    shared = Rounding(Audience.SHARED)
    assert shared.pounds(value) == shown
    many = pd.DataFrame({"a": [value, np.nan], "b": [-value, value]})
    pd.testing.assert_frame_equal(
        shared.pounds(many),
        pd.DataFrame({"a": [shown, np.nan], "b": [-shown, shown]}, dtype="float64"),
    )
    assert shared.pounds(many["b"]).tolist() == [-shown, shown]
    assert Rounding(Audience.OFFICERS).pounds(value) == value


CLAIM = {"discount": "0.2", "weeks": "52", "occupancy": "1"}


@pytest.mark.parametrize(("weekly_cost", "saving"), [("3630", 1_321_320), ("3625", 1_319_500)])
def test_what_the_reader_sets_comes_from_no_child_and_stays_exact(
    demo: Loaded, weekly_cost: str, saving: int
) -> None:
    contract = changed(demo.own_contract, {**CLAIM, "weekly_cost": weekly_cost})
    found = answered(demo, contract, demo.demand(contract))
    assert found["full_occupancy_saving_pounds"] == saving


def on_offer(loaded: Loaded, **changes: Any) -> tuple[Loaded, Contract]:
    contract = replace(loaded.own_contract, **changes)
    return replace(loaded, presets={**loaded.presets, "another": contract}), contract


def test_a_contract_on_offer_that_tells_few_children_apart_has_no_forecast(demo: Loaded) -> None:
    coming = demo.demand(demo.own_contract)
    other = coming.starters[~coming.starters["is_solo"]].drop_duplicates("child_key")
    girls = other.loc[other["sex"] == "F", "child_key"]
    for number in (3, 8):
        are_boys = coming.starters["child_key"].isin(girls.iloc[number:])
        starters = coming.starters.assign(sex=coming.starters["sex"].mask(are_boys, "M"))
        *mixed, last = demo.own_contract.homes
        offered, contract = on_offer(demo, homes=(*mixed, replace(last, takes=Takes.GIRLS)))
        some = replace(coming, starters=starters)
        found = quick_answer(offered, contract=contract, coming=some, audience=Audience.SHARED)
        for figure in ("occupancy", "saving_pounds"):
            assert found.is_hidden("quick", figure) == (number < 6)


def test_where_a_home_keeps_ages_together_every_age_must_have_enough_children(demo: Loaded) -> None:
    *mixed, last = demo.own_contract.homes
    offered, contract = on_offer(demo, homes=(*mixed, replace(last, most_years_apart=2)))
    coming = demo.demand(contract)
    # of one age, or those who live alone, who are few, would be of two kinds
    ages = coming.starters["age_years"].mask(coming.starters["is_solo"], 13)
    coming = replace(coming, starters=coming.starters.assign(age_years=ages))
    other = coming.starters[~coming.starters["is_solo"]]
    by_age = other.groupby("age_years")["child_key"].nunique()
    found = quick_answer(offered, contract=contract, coming=coming, audience=Audience.SHARED)
    assert found.is_hidden("quick", "occupancy") == bool(by_age.between(1, 5).any())
    oldest = coming.starters["age_years"] == other["age_years"].max()
    few = coming.starters[~oldest | (oldest.cumsum() <= 2)].reset_index(drop=True)
    some = replace(coming, starters=few)
    found = quick_answer(offered, contract=contract, coming=some, audience=Audience.SHARED)
    assert found.is_hidden("quick", "occupancy")


def test_beds_shared_between_authorities_do_not_tell_how_few_came_from_one(demo: Loaded) -> None:
    shares = Nomination(rule=Rule.SHARES, shares=(("E09000012", 0.5), ("E09000016", 0.5)))
    offered, contract = on_offer(demo, nomination=shares)
    coming = demo.demand(contract)
    codes = coming.starters["authority_code"]
    few = coming.starters[(codes != "E09000012") | (codes.groupby(codes).cumcount() < 4)]
    for starters, is_hidden in ((coming.starters, False), (few, True)):
        some = replace(coming, starters=starters.reset_index(drop=True))
        found = quick_answer(offered, contract=contract, coming=some, audience=Audience.SHARED)
        assert found.is_hidden("quick", "occupancy") == is_hidden
