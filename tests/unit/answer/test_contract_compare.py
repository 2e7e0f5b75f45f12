"""Contracts side by side meet the same children and the same chance, or are refused."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from lib.answer.contract.compare import Comparison, compare, made_with, require_alike
from lib.answer.contract.question import block_contract, demand_of
from lib.answer.contract.view import ContractView
from lib.answer.loaded import DEMO_RETURNS, Loaded, load
from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.domain.contract_changes import changed
from lib.errors import ConfigurationError
from lib.scenario.demand import Demand
from tests.fixtures.attacks import some_children

RUNS = 300


@pytest.fixture(scope="module")
def demo() -> Loaded:
    return load(DEMO_RETURNS, today=date(2026, 1, 1))


@pytest.fixture(scope="module")
def coming(demo: Loaded) -> Demand:
    return demand_of(demo, demo.own_contract)


@pytest.fixture(scope="module")
def own(demo: Loaded, coming: Demand) -> ContractView:
    return view_of(demo, demo.own_contract, coming)


def view_of(loaded: Loaded, contract: Contract, coming: Demand, **asked: Any) -> ContractView:
    given = {"audience": Audience.OFFICERS, "runs": RUNS, **asked}
    return block_contract(loaded, contract=contract, coming=coming, **given)


def more(compared: Comparison, row: int, figure: str = "saving_pounds") -> list[float | None]:
    return [compared.table.number(row, f"{figure}_more_{key}") for key in ("p10", "p50", "p90")]


def width(view: ContractView) -> float:
    low, high = np.percentile(view.runs.saving_pounds, (10, 90))
    return float(high - low)


def test_a_price_a_hundred_pounds_lower_saves_the_same_more_in_every_run(
    demo: Loaded, coming: Demand
) -> None:
    dear, cheap = (
        view_of(demo, changed(demo.own_contract, {"price": price}), coming)
        for price in ("2900", "2800")
    )
    compared = compare([dear, cheap], footprint=demo.footprint)
    # every bed is paid for, filled or not
    assert more(compared, 1) == pytest.approx([35 * 52 * 100] * 3)
    assert width(dear) > 1_000_000, "though each one's own saving is far from certain"
    assert "saves £180,000 more" in compared.sentences[0]
    assert "In at least 9 of 10 runs it saves more." in compared.sentences[0]
    assert more(compare([cheap, dear], footprint=demo.footprint), 1) == pytest.approx(
        [-35 * 52 * 100] * 3
    )


def test_the_difference_is_narrower_than_that_of_two_contracts_with_chances_of_their_own(
    demo: Loaded, coming: Demand, own: ContractView
) -> None:
    fewer = view_of(demo, demo.presets["beds_24"], coming)
    low, _, high = more(compare([own, fewer], footprint=demo.footprint), 1)
    assert low is not None
    assert high is not None
    stranger = view_of(demo, demo.presets["beds_24"], coming, seed=7)
    apart = np.percentile(stranger.runs.saving_pounds - own.runs.saving_pounds, (10, 90))
    assert high - low < 0.8 * (apart[1] - apart[0])


def test_the_first_is_shown_as_in_its_own_answer_and_not_against_itself(
    demo: Loaded, own: ContractView
) -> None:
    compared = compare([own, own], footprint=demo.footprint)
    for figure in ("occupancy", "saving_pounds", "children_inside"):
        for key in ("p10", "p50", "p90"):
            shown = compared.table.number(0, f"{figure}_{key}")
            assert shown == own.figures.number(figure, key)
            assert compared.table.number(0, f"{figure}_more_{key}") is None
            assert compared.table.number(1, f"{figure}_more_{key}") == 0
    assert "about as much" in compared.sentences[0]


def test_up_to_four_can_be_compared(demo: Loaded, own: ContractView) -> None:
    assert len(compare([own] * 4, footprint=demo.footprint).sentences) == 3
    for number in (0, 5):
        with pytest.raises(ConfigurationError, match=f"{number} contracts: 1 to 4"):
            compare([own] * number, footprint=demo.footprint)


UNLIKE: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "seed": ({"seed": 1}, r"other chance \(seed\) \(1, not 2018\)"),
    "runs": ({"runs": 20}, "another number of runs"),
    "audience": ({"audience": Audience.SHARED}, "another view"),
}


@pytest.mark.parametrize(("asked", "reason"), UNLIKE.values(), ids=UNLIKE)
def test_what_was_made_otherwise_is_refused_with_the_reason(
    demo: Loaded, coming: Demand, own: ContractView, asked: Mapping[str, Any], reason: str
) -> None:
    other = view_of(demo, demo.own_contract, coming, **asked)
    with pytest.raises(ConfigurationError, match=reason) as refused:
        compare([own, other], footprint=demo.footprint)
    assert "Work it out anew on what is loaded now" in str(refused.value)


def test_other_returns_another_date_and_another_version_are_refused(own: ContractView) -> None:
    now = made_with(own)
    for changes, reason in (
        ({"data_sha256": "0" * 64}, "other returns"),
        ({"as_of": "2017-03-31"}, r"another date \(2017-03-31, not 2018-03-31\)"),
        ({"model": "2020-01-01"}, "another version of the model"),
    ):
        with pytest.raises(ConfigurationError, match=reason):
            require_alike("saved", now, replace(now, **changes))
    require_alike("saved", now, replace(now))


def test_what_one_answer_hides_the_comparison_hides_and_nothing_else(demo: Loaded) -> None:
    some = some_children(demo, 14, 1)
    coming = demand_of(some, some.own_contract)
    views = [
        view_of(some, some.presets[name], coming, audience=Audience.SHARED)
        for name in ("nelcp", "beds_12")
    ]
    assert views[0].figures.is_hidden("children_inside", "p50")
    table = compare(views, footprint=some.footprint).table
    for row in (0, 1):
        assert table.is_hidden(row, "children_inside_p50")
        assert table.is_hidden(row, "children_inside_more_p50")
    assert table.number(1, "occupancy_p50") == views[1].figures.number("occupancy", "p50")
    assert table.count(1, "beds") == 12


def test_shared_differences_are_in_steps_of_ten_thousand_pounds(
    demo: Loaded, coming: Demand
) -> None:
    views = [
        view_of(demo, demo.presets[name], coming, audience=Audience.SHARED, runs=20)
        for name in ("nelcp", "late_opening")
    ]
    compared = compare(views, footprint=demo.footprint)
    saving, inside = more(compared, 1), more(compared, 1, "children_inside")
    assert all(value is not None and value % 10_000 == 0 for value in saving)
    assert all(value is not None and value == round(value) for value in inside)
