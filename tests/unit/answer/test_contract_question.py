"""What a contract would do: the claim by hand, money by hand, and what no forecast may say."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lib.answer.contract.as_json import contract_as_json
from lib.answer.contract.as_text import contract_as_text
from lib.answer.contract.question import (
    block_contract,
    forecast_fault,
    notes,
    quick_answer,
)
from lib.answer.contract.sentences import in_a_hundred
from lib.answer.contract.shares import contract_shares
from lib.answer.contract.view import ContractView
from lib.answer.loaded import Loaded
from lib.disclosure.released import Audience
from lib.domain.contract_changes import changed
from lib.domain.settings import SETTINGS
from lib.errors import ConfigurationError
from lib.scenario.demand import Demand
from lib.scenario.forecast import forecast
from lib.scenario.homes import locate_homes
from tests.fixtures.attacks import some_children

RUNS = 300
CERTAIN: Mapping[str, str] = {
    "weekly_cost": "4000", "price": "3000", "weeks": "52", "opening_delay_months": "0",
}  # fmt: skip
"""A child's place elsewhere costs £4,000 a week, and a block bed £3,000."""


class Ask:
    """Asks officers' questions of the invented returns."""

    def __init__(self, loaded: Loaded, coming: Demand) -> None:
        self.loaded = loaded
        self.coming = coming

    def view(self, changes: Mapping[str, str], **asked: Any) -> ContractView:
        given = {"audience": Audience.OFFICERS, "coming": self.coming, "runs": RUNS, **asked}
        contract = changed(self.loaded.own_contract, changes)
        return block_contract(self.loaded, contract=contract, **given)

    def document(self, changes: Mapping[str, str], **asked: Any) -> dict[str, Any]:
        view = self.view(changes, **asked)
        shares = contract_shares(
            self.loaded, contract=view.contract, overview=view.overview, coming=self.coming
        )
        return contract_as_json(view, shares)


@pytest.fixture(scope="module")
def ask(demo: Loaded, coming: Demand) -> Ask:
    return Ask(demo, coming)


@pytest.fixture(scope="module")
def usual(ask: Ask) -> dict[str, Any]:
    return ask.document({})


@pytest.mark.parametrize(
    ("weekly_cost", "saving", "within"),
    [("3630", 1_321_320, 0), ("3625", 1_319_500, 0), ("3571.43", 1_300_000, 1)],
)
def test_the_claim_is_its_own_arithmetic(
    ask: Ask, weekly_cost: str, saving: int, within: int
) -> None:
    claim = {"discount": "0.2", "beds": "35", "weeks": "52", "occupancy": "1"}
    found = ask.document({**claim, "weekly_cost": weekly_cost})
    assert abs(found["full_occupancy_saving_pounds"] - saving) <= within
    assert found["break_even_occupancy"] == 0.8


@pytest.mark.parametrize(
    ("changes", "saving"),
    [
        # 28 of 35 beds filled: 28 children at 4,000, for 35 beds at 3,000, 52 weeks
        ({"occupancy": "0.8", "empty_beds": "all paid"}, 52 * (28 * 4_000 - 35 * 3_000)),
        ({"occupancy": "0.8", "empty_beds": "used only"}, 52 * 28 * 1_000),
        # 14 beds filled, and 17.5 guaranteed
        (
            {"occupancy": "0.4", "empty_beds": "part guaranteed", "guaranteed_share": "0.5"},
            52 * (14 * 4_000 - 17.5 * 3_000),
        ),
        (
            {"occupancy": "0.8", "empty_beds": "part guaranteed", "guaranteed_share": "0.5"},
            52 * 28 * 1_000,
        ),
        ({"occupancy": "1", "management": "250000"}, 52 * 35 * 1_000 - 250_000),
        ({"occupancy": "0.6", "empty_beds": "all paid"}, 52 * (21 * 4_000 - 35 * 3_000)),
    ],
)
def test_where_every_figure_is_set_the_saving_is_what_a_sheet_of_paper_says(
    ask: Ask, changes: Mapping[str, str], saving: float
) -> None:
    found = ask.document({**CERTAIN, **changes})
    assert found["saving_pounds"] == pytest.approx(dict.fromkeys(("p10", "p50", "p90"), saving))
    assert found["chance_of_loss"] == (1 if saving < 0 else 0)
    assert found["chance_of_target"] == (1 if saving >= 1_300_000 else 0)
    assert found["sensitivity"] == []


def test_months_add_up_to_years_and_years_to_the_term_where_every_figure_is_set(ask: Ask) -> None:
    found = ask.document({**CERTAIN, "occupancy": "0.9", "term_years": "5", "transition": "50000"})
    monthly = [month["saving_pounds_p50"] for month in found["months"]]
    yearly = [year["saving_pounds_p50"] for year in found["years"]]
    assert len(monthly) == 60
    assert len(yearly) == 5
    for year, saving in enumerate(yearly):
        assert sum(monthly[12 * year : 12 * year + 12]) == pytest.approx(saving)
    assert sum(yearly) == pytest.approx(found["term_saving_pounds"]["p50"])
    assert found["months"][-1]["total_pounds_p50"] == pytest.approx(sum(monthly))
    inside = [month["inside_share_p50"] for month in found["months"]]
    for year, share in enumerate(row["inside_share_p50"] for row in found["years"]):
        assert share == pytest.approx(np.mean(inside[12 * year : 12 * year + 12]), abs=0.001)


def test_the_answer_has_the_keys_that_other_programs_read(usual: dict[str, Any]) -> None:
    assert {
        "full_occupancy_saving_pounds", "break_even_occupancy", "occupancy", "saving_pounds",
        "chance_of_loss", "chance_of_target", "sensitivity", "shares",
    } <= usual.keys()  # fmt: skip
    for figure in ("occupancy", "saving_pounds", "children_inside"):
        low, middle, high = (usual[figure][key] for key in ("p10", "p50", "p90"))
        assert low < middle < high
    assert usual["hidden"] == []


def test_what_moves_the_answer_is_ranked_by_how_far(usual: dict[str, Any], ask: Ask) -> None:
    def names(document: dict[str, Any]) -> set[str]:
        widths = [abs(one["high_pounds"] - one["low_pounds"]) for one in document["sensitivity"]]
        assert widths == sorted(widths, reverse=True)
        return {one["key"] for one in document["sensitivity"]}

    assert "discount" not in names(usual), "the proposal's 20% is no range"
    assert "discount" in names(ask.document({"discount": "0.05/0.2/0.25"}))
    assert "offered_share" in names(usual)
    assert "offered_share" not in names(ask.document({"offered_share": "0.25"}))


def test_what_does_not_move_the_full_year_is_not_said_to(ask: Ask) -> None:
    """Homes that open late are open by the full year: where beds are set full, it is alike."""
    found = ask.view({**CERTAIN, "occupancy": "1", "opening_delay_months": "0/3/12"})
    assert found.swings.table.empty
    assert found.luck_sentence.startswith("The full year has no range")


def test_a_dearer_price_loses_and_a_bigger_discount_saves(ask: Ask) -> None:
    found = ask.document({"price": "2000/2500/3500", "discount": "from returns"})
    (price,) = [one for one in found["sensitivity"] if one["key"] == "price"]
    assert 2_000 < price["low"] < price["high"] < 3_500, "pounds, as the setting has them"
    assert price["low_pounds"] > price["high_pounds"]
    found = ask.document({"discount": "0.05/0.2/0.25"})
    (discount,) = [one for one in found["sensitivity"] if one["key"] == "discount"]
    assert discount["low_pounds"] < discount["high_pounds"]


def test_the_chances_are_shares_of_the_runs(ask: Ask) -> None:
    view = ask.view({})
    saving = view.runs.saving_pounds
    assert len(saving) == RUNS
    losing = np.count_nonzero(saving < 0) / RUNS
    assert view.single.number("chance_of_loss", "value") == pytest.approx(losing, abs=1e-4)
    reaching = np.count_nonzero(saving >= 1_300_000) / RUNS
    assert view.single.number("chance_of_target", "value") == pytest.approx(reaching, abs=1e-4)
    low, high = (view.figures.number("saving_pounds", key) for key in ("p10", "p90"))
    assert np.mean((saving >= low) & (saving <= high)) == pytest.approx(0.8, abs=0.02)


def test_a_chance_that_is_small_is_never_told_as_none(ask: Ask) -> None:
    view = ask.view({})
    assert in_a_hundred(1 / 300) == "fewer than 1 in 100"
    target = f"{np.sort(view.runs.saving_pounds)[-1]:.2f}"
    found = ask.view({"target": target})
    assert found.single.number("chance_of_target", "value") == pytest.approx(1 / RUNS, abs=1e-4)
    assert "fewer than 1 in 100" in found.reasons[0]


def test_the_headline_has_one_sentence_one_range_and_one_reason(ask: Ask) -> None:
    loses = ask.view({**CERTAIN, "occupancy": "0.6"})
    assert "a full year loses £1.09 million" in loses.headline
    # 35 beds at 3,000 against children at 4,000
    assert loses.headline.endswith(
        "and 100 in 100 such years lose money: it pays only once about 75% of the beds are filled."
    )
    saves = ask.view({**CERTAIN, "occupancy": "1"})
    assert "a full year saves £1.82 million" in saves.headline
    assert "none of 100 such years lose" in saves.headline
    dear = ask.view({**CERTAIN, "price": "5000", "occupancy": "1"})
    assert dear.headline.endswith("even with every bed full it costs more than it saves.")


def test_where_the_term_loses_what_the_full_year_saves_the_headline_says_so(ask: Ask) -> None:
    """Homes that are paid for before they fill up can lose more than the years after save."""
    open_discount = ask.view({"discount": "0.15"})
    year, term = (
        open_discount.figures.number(row, "p50") for row in ("saving_pounds", "term_saving_pounds")
    )
    assert year is not None
    assert term is not None
    assert year > 0 > term
    assert "and all 7 years together typically lose £" in open_discount.headline
    usual = ask.view({})
    assert "together" not in usual.headline
    assert usual.reasons[1].startswith("Over all 7 years it typically saves £")


def test_the_average_stands_beside_the_middle_because_bad_years_weigh_more(ask: Ask) -> None:
    view = ask.view({})
    average, middle = view.single.number("mean_saving_pounds", "value"), view.figures.number(
        "saving_pounds", "p50"
    )  # fmt: skip
    assert average == pytest.approx(view.runs.saving_pounds.mean(), abs=0.01)
    assert middle == pytest.approx(np.median(view.runs.saving_pounds), abs=0.01)
    assert "because bad years lose more than good years gain" in view.reasons[0]
    term = view.runs.term_saving_pounds
    assert view.single.number("chance_of_term_loss", "value") == pytest.approx((term < 0).mean())


def test_from_the_month_that_is_named_on_each_month_saves_in_half_of_the_runs_or_more(
    ask: Ask,
) -> None:
    """It is no chance of a time without a loss: that is far smaller."""
    view = ask.view({})
    pays = view.single.count("pays_from_month", "value")
    assert pays is not None
    homes = locate_homes(
        view.contract, postcodes=ask.loaded.postcodes, footprint=ask.loaded.footprint
    )
    made = forecast(view.contract, ask.coming, homes, seed=view.seed, runs=view.runs_made)
    saves = (made.money.saving >= 0).mean(axis=0)
    assert (saves[pays - 1 :] >= 0.5).all()
    assert saves[pays - 2] < 0.5
    assert f"From month {pays} on, each month is likelier to save than to lose" in view.reasons[-1]


def test_a_contract_none_of_whose_homes_opens_is_not_said_to_pay(ask: Ask) -> None:
    shut = ask.view({"term_years": "1", "opening_delay_months": "24"})
    assert shut.headline.endswith("no home is open by then.")
    assert not any("pays however few" in said for said in shut.reasons)
    assert any("too short" in said for said in shut.reasons)


def test_where_some_runs_lose_not_everything_is_settled(ask: Ask) -> None:
    """Lowest and highest tenth may be alike though the lowest of all runs is not."""
    often_shut = ask.view({"term_years": "1", "opening_delay_months": "0/30/60"})
    assert not often_shut.swings.table.empty
    assert "nothing that moves it is left open" not in often_shut.luck_sentence


def test_how_full_the_beds_must_be_for_the_promise_is_in_the_full_years_money(ask: Ask) -> None:
    as_agreed = ask.document({**CERTAIN, "occupancy": "0.9"})
    # 1.3 million and 35 beds at 3,000 for 52 weeks, of 35 at 4,000: 0.9286
    assert as_agreed["occupancy_needed"]["p50"] == 0.929
    assert as_agreed["break_even_occupancy_range"] == {"p10": 0.75, "p50": 0.75, "p90": 0.75}
    # the full year begins with month 28: two rises of prices in its first months, then three
    dearer = ask.document({**CERTAIN, "occupancy": "0.9", "spot_inflation": "0.1"})
    assert 0.75 / 1.1**3 <= dearer["break_even_occupancy_range"]["p50"] <= 0.75 / 1.1**2
    assert dearer["break_even_occupancy"] == 0.75


def test_a_promise_out_of_reach_with_every_bed_full_is_never_said_to_be_reached(ask: Ask) -> None:
    dear = ask.view({"price": "3500", "weekly_cost": "3600/4000/4200"})
    chances = [
        dear.single.number(key, "value") or 0.0
        for key in ("chance_of_target", "chance_of_target_with_all_filled")
    ]
    assert chances[0] <= chances[1]
    assert f"every bed full all year it would in {in_a_hundred(chances[1])}." in dear.reasons[0]
    assert dear.figures.number("occupancy_needed", "p50") is None
    assert not dear.figures.is_hidden("occupancy_needed", "p50")


def test_an_unlikely_contract_breaks_even_nowhere(ask: Ask) -> None:
    dear = ask.view({**CERTAIN, "price": "5000", "occupancy": "1"})
    assert dear.single.number("break_even_occupancy", "value") is None
    assert dear.figures.number("break_even_occupancy", "p10") is None
    assert any(said.startswith("It loses even with every bed full.") for said in dear.reasons)
    used = ask.view({**CERTAIN, "empty_beds": "used only", "occupancy": "0.5"})
    assert used.single.number("break_even_occupancy", "value") == 0
    assert used.figures.number("break_even_occupancy", "p90") == 0
    assert used.figures.number("empty_pounds", "p50") == 0


@pytest.mark.parametrize("children", [8, 45])
def test_no_forecast_has_more_children_inside_than_there_are(demo: Loaded, children: int) -> None:
    some = some_children(demo, children, 1)
    contract = changed(some.own_contract, {**CERTAIN, "occupancy": "1", "local_anyway_share": "0"})
    view = block_contract(some, contract=contract, audience=Audience.OFFICERS, runs=10)
    outside = int((~some.measured["is_in_footprint"].fillna(value=False)).sum())
    assert view.figures.number("children_inside", "p90") == children - outside + min(outside, 35)
    assert view.figures.number("children_gained", "p90") == min(outside, 35)
    assert view.months.number(84, "inside_share_p90") <= 1


def test_a_bed_for_a_child_who_would_live_inside_anyway_brings_nobody_inside(ask: Ask) -> None:
    view = ask.view({"local_anyway_share": "1"})
    assert {view.figures.number("children_gained", key) for key in ("p10", "p90")} == {0}
    assert "35 beds are not forecast to bring 35 more inside." in view.inside_sentence
    all_new = ask.view({"local_anyway_share": "0", "occupancy": "1", "opening_delay_months": "0"})
    assert all_new.figures.number("children_gained", "p50") == 35
    assert "are not forecast to bring" not in all_new.inside_sentence


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_range(
    ask: Ask, usual: dict[str, Any]
) -> None:
    assert json.dumps(ask.document({})) == json.dumps(usual)
    other = ask.document({}, seed=1)
    assert other["saving_pounds"] != usual["saving_pounds"]
    assert other["seed"] == 1
    assert other["full_occupancy_saving_pounds"] == usual["full_occupancy_saving_pounds"]


def test_the_snapshot_is_each_childs_cost_less_the_fee_of_every_bed(ask: Ask) -> None:
    view = ask.view(CERTAIN)
    filled = view.overview.proof.count("with_contract", "beds_filled")
    assert filled is not None
    snapshot = view.single.number("snapshot_saving_pounds", "value")
    assert snapshot == pytest.approx(52 * (filled * 4_000 - 35 * 3_000))


def test_a_cost_that_is_not_known_is_not_nothing(demo: Loaded) -> None:
    costs = demo.measured["weekly_cost_pence"]
    without = replace(
        demo, measured=demo.measured.assign(weekly_cost_pence=costs.mask(costs.notna()))
    )
    coming = demo.demand(demo.own_contract)
    view = block_contract(
        without, contract=demo.own_contract, audience=Audience.OFFICERS, coming=coming, runs=10
    )
    filled = view.overview.proof.count("with_contract", "beds_filled")
    mean = coming.mean_cost_pence
    assert filled is not None
    assert mean is not None
    snapshot = view.single.number("snapshot_saving_pounds", "value")
    assert snapshot == pytest.approx(52 * mean / 100 * (filled - 35 * 0.8), abs=0.01)


@pytest.mark.parametrize("occupancy", ["0.4", "1"])
def test_the_quick_answer_is_the_answer_where_every_figure_is_set(ask: Ask, occupancy: str) -> None:
    contract = changed(ask.loaded.own_contract, {**CERTAIN, "occupancy": occupancy})
    quick = quick_answer(
        ask.loaded, contract=contract, coming=ask.coming, audience=Audience.OFFICERS
    )
    found = ask.document({**CERTAIN, "occupancy": occupancy})
    assert quick.number("quick", "saving_pounds") == pytest.approx(found["saving_pounds"]["p50"])
    assert quick.number("quick", "occupancy") == float(occupancy)


def test_the_quick_answer_is_near_the_long_run(ask: Ask) -> None:
    certain = {**CERTAIN, "stay_weeks": "40", "starts_a_year": "120", "offered_share": "0.3",
               "refill_gap_weeks": "2", "months_between_openings": "0"}  # fmt: skip
    view = ask.view(certain)
    quick = quick_answer(
        ask.loaded, contract=view.contract, coming=ask.coming, audience=Audience.OFFICERS
    )
    assert quick.number("quick", "occupancy") == pytest.approx(view.runs.occupancy.mean(), abs=0.02)


def test_returns_that_cover_too_little_give_the_reason_and_no_forecast(
    demo: Loaded, coming: Demand
) -> None:
    contract = demo.own_contract
    assert forecast_fault(contract, coming) == ""
    nobody = replace(coming, starters=coming.starters.head(0))
    for few, reason in (
        (replace(coming, starts_a_year=None), "cover too little"),
        (replace(coming, stay=None), "cover too little"),
        (nobody, "No weekly cost is known"),
        (
            replace(coming, starters=coming.starters.assign(weekly_cost_pence=float("nan"))),
            "load costs.csv",
        ),
    ):
        assert reason in forecast_fault(contract, few)
        with pytest.raises(ConfigurationError, match=reason):
            block_contract(demo, contract=contract, audience=Audience.OFFICERS, coming=few, runs=10)


def test_what_the_reader_sets_stands_in_for_returns_that_cover_too_little(
    demo: Loaded, coming: Demand
) -> None:
    nothing = replace(coming, starters=coming.starters.head(0), starts_a_year=None, stay=None)
    contract = changed(demo.own_contract, {**CERTAIN, "occupancy": "0.8"})
    assert forecast_fault(contract, nothing) == ""
    view = block_contract(
        demo, contract=contract, audience=Audience.OFFICERS, coming=nothing, runs=10
    )
    assert view.figures.number("saving_pounds", "p50") == 52 * (28 * 4_000 - 35 * 3_000)


def test_every_setting_says_where_its_value_comes_from(demo: Loaded) -> None:
    contract = changed(demo.own_contract, {"management": "1234"})
    said = notes(contract)
    for setting in SETTINGS.values():
        assert any(note.startswith(f"{setting.label}. ") for note in said)
    assert any("set to 1234 by the reader" in note for note in said)
    first_source = next(at for at, note in enumerate(said) if "Assumption" not in note)
    assert not [note for note in said[first_source:] if ". Assumption" in note]


def test_a_preset_is_known_by_name_and_a_changed_one_is_not(ask: Ask) -> None:
    assert ask.view({}).preset_name == "nelcp"
    assert ask.view({"discount": "0.21"}).preset_name is None


def test_the_text_for_a_terminal_says_what_the_document_says(ask: Ask) -> None:
    view = ask.view({})
    shares = contract_shares(
        ask.loaded, contract=view.contract, overview=view.overview, coming=ask.coming
    )
    said = contract_as_text(view, shares)
    for sentence in (view.headline, *view.reasons, view.luck_sentence, shares.sentence):
        assert sentence in said
    assert said.startswith("Invented data. ")
    assert len([line for line in said.splitlines() if line.startswith("  year ")]) == 7


def test_no_sentence_calls_a_place_free(ask: Ask, usual: dict[str, Any]) -> None:
    used_only = ask.document({**CERTAIN, "empty_beds": "used only", "occupancy": "0.2"})
    for document in (usual, used_only):
        assert " free" not in json.dumps(document).lower()
