"""What others than officers may ask of contracts, and what no two answers give away together."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from lib.answer.as_json import as_json
from lib.answer.contract.as_json import contract_as_json
from lib.answer.contract.as_text import contract_as_text
from lib.answer.contract.question import block_contract, quick_answer
from lib.answer.contract.shares import contract_shares
from lib.answer.contract.view import ContractView, SharesView
from lib.answer.loaded import Loaded
from lib.answer.questions import overview
from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.domain.contract_changes import changed
from lib.errors import DisclosureError
from lib.scenario.demand import Demand
from tests.fixtures.attacks import (
    DEAR,
    given_away,
    given_away_between,
    given_away_by_contract,
    some_children,
)

pytestmark = pytest.mark.xdist_group("populations")
"""What may be shown of a population is decided once for all who ask of it."""

RUNS = 20
OWN, TWELVE, TWENTY_FOUR = "nelcp", "beds_12", "beds_24"
MONEY: tuple[Mapping[str, str], ...] = (
    {},
    {
        "empty_beds": "used only",
        "weekly_cost": "2500",
        "price": "2100/2200/2700",
        "term_years": "3",
        "begins": "2020-01-01",
        "opening_delay_months": "0/1/2",
        "offered_share": "0.9",
        "stay_weeks": "20",
        "starts_a_year": "40",
        "weeks": "52.18",
    },
)
"""Money and time, which anybody may set."""


def answered(
    loaded: Loaded,
    contract: Contract,
    audience: Audience = Audience.SHARED,
    coming: Demand | None = None,
) -> tuple[ContractView, SharesView]:
    coming = coming or loaded.demand(contract)
    view = block_contract(loaded, contract=contract, audience=audience, coming=coming, runs=RUNS)
    shares = contract_shares(loaded, contract=contract, overview=view.overview, coming=coming)
    return view, shares


def as_document(loaded: Loaded, contract: Contract, **asked: Any) -> dict[str, Any]:
    """All that either command prints."""
    view, shares = answered(loaded, contract, **asked)
    whole = as_json(view.overview, contract, view)
    return {
        **contract_as_json(view, shares),
        "overview": whole,
        "certificate": whole["certificate"],
    }


def as_documents(
    loaded: Loaded, names: tuple[str, ...], audience: Audience = Audience.SHARED
) -> dict[str, dict[str, Any]]:
    """Of presets, with all that a reader may set set so as to count children."""
    coming = loaded.demand(loaded.own_contract)
    return {
        name: as_document(
            loaded, changed(loaded.presets[name], DEAR), audience=audience, coming=coming
        )
        for name in names
    }


def attacked(documents: Mapping[str, dict[str, Any]], presets: Mapping[str, Contract]) -> list[str]:
    found = list(given_away_between(documents))
    for name, document in documents.items():
        found += [f"{name}: {one}" for one in given_away(document["overview"])]
        beds = presets[name].beds
        found += [f"{name}: {one}" for one in given_away_by_contract(document, beds)]
    return found


@pytest.mark.parametrize(
    ("children", "seed"), [(8, 1), (45, 1), pytest.param(60, 1, marks=pytest.mark.in_full)]
)
def test_no_two_shared_answers_give_away_one_to_five_children(
    demo: Loaded, children: int, seed: int
) -> None:
    some = some_children(demo, children, seed)
    documents = as_documents(some, (OWN, TWELVE, TWENTY_FOUR))
    assert attacked(documents, some.presets) == []


def test_the_attack_finds_what_officers_may_see(demo: Loaded) -> None:
    some = some_children(demo, 45, 1)
    documents = as_documents(some, (OWN, TWENTY_FOUR), Audience.OFFICERS)
    assert any("beds by use" in one for one in attacked(documents, some.presets))


PRESETS = (OWN, TWELVE, TWENTY_FOUR, "beds_35", "late_opening", "half_guaranteed")


@pytest.mark.parametrize("name", PRESETS)
def test_money_and_time_change_no_count_and_uncover_none(demo: Loaded, name: str) -> None:
    assert set(demo.presets) == set(PRESETS)
    first, *others = (
        as_json(overview(demo, audience=Audience.SHARED, contract=contract), contract)
        for contract in (changed(demo.presets[name], money) for money in MONEY)
    )
    assert list(given_away(first)) == []
    for one in others:
        assert {**one, "contract": None} == {**first, "contract": None}


@pytest.mark.parametrize("audience", list(Audience))
def test_others_see_savings_in_steps_of_ten_thousand_pounds(
    demo: Loaded, audience: Audience
) -> None:
    document = as_document(demo, demo.own_contract, audience=audience)
    names = ("saving_pounds", "empty_pounds", "term_saving_pounds", "luck_saving_pounds")
    figures = [
        *(value for name in names for value in document[name].values()),
        document["full_occupancy_saving_pounds"],
        document["snapshot_saving_pounds"],
        *(one[end] for one in document["sensitivity"] for end in ("low_pounds", "high_pounds")),
        *(year["saving_pounds_p50"] for year in document["years"]),
        *(month["total_pounds_p90"] for month in document["months"]),
        *(area["saving_pounds"][rule] for area in document["shares"] for rule in ("equal",)),
    ]
    known = [figure for figure in figures if figure is not None]
    assert len(known) > 100
    are_round = [figure % 10_000 == 0 for figure in known]
    assert all(are_round) if audience is Audience.SHARED else not all(are_round)


CHOOSES = {
    "ages": {"ages_from": "16"},
    "beds": {"beds": "34"},
    "homes": {"homes": "A*E09000016*RM1 3BD*35*girls****"},
    "nomination": {"nomination": "fair"},
    "shares": {"nomination": "E09000016=0.5,E09000025=0.5"},
    "months": {"placed_within_months": "1"},
}


@pytest.mark.parametrize("changes", CHOOSES.values(), ids=CHOOSES)
def test_a_contract_that_chooses_children_is_refused_and_told_what_may_be_done(
    demo: Loaded, changes: Mapping[str, str]
) -> None:
    contract, coming = changed(demo.own_contract, changes), demo.demand(demo.own_contract)
    of_own = overview(demo, audience=Audience.SHARED, contract=demo.own_contract)
    asked = {"contract": contract, "audience": Audience.SHARED}
    for ask in (
        lambda: overview(demo, **asked),
        lambda: block_contract(demo, runs=RUNS, **asked),
        lambda: quick_answer(demo, coming=coming, **asked),
        lambda: contract_shares(demo, contract=contract, overview=of_own, coming=coming),
    ):
        with pytest.raises(DisclosureError) as refused:
            ask()
        said = str(refused.value)
        assert "Money and time may be changed freely" in said
        assert "Choose the officers' view" in said
        assert all(preset.name in said for preset in demo.presets.values())


def test_others_are_answered_as_at_a_31_march_alone(demo: Loaded) -> None:
    other_day = replace(demo, returns=replace(demo.returns, as_of=date(2018, 2, 28)))
    contract = demo.own_contract
    with pytest.raises(
        DisclosureError,
        match="only 31 Marches are shown that the returns cover, not 28 February 2018",
    ):
        overview(other_day, audience=Audience.SHARED, contract=contract)
    assert overview(other_day, audience=Audience.OFFICERS, contract=contract).title


def test_when_a_home_opens_chooses_nobody(demo: Loaded) -> None:
    homes = tuple(replace(home, opens=date(2020, 5, 1)) for home in demo.own_contract.homes)
    later = replace(demo.own_contract, homes=homes)
    view = overview(demo, audience=Audience.SHARED, contract=later)
    own = overview(demo, audience=Audience.SHARED, contract=demo.own_contract)
    assert view.proof.table.equals(own.proof.table)


def with_costs_of(demo: Loaded, children: int) -> Loaded:
    """Leave the weekly costs of so many children, all of whom could come to a block bed."""
    starters = demo.demand(demo.own_contract).starters
    known = starters.loc[starters["weekly_cost_pence"].notna(), "child_key"].unique()[:children]
    costs = demo.returns.costs
    measured = demo.measured.copy()
    measured.loc[~measured["child_key"].isin(known), "weekly_cost_pence"] = None
    returns = replace(demo.returns, costs=costs[costs["child_key"].isin(known)])
    return replace(demo, returns=returns, measured=measured, is_invented=False)


OF_COSTS = (
    "full_occupancy_saving_pounds", "break_even_occupancy", "chance_of_loss",
    "chance_of_target", "chance_of_target_with_all_filled", "mean_weekly_cost_pounds",
    "price_pounds", "pays_from_month", "snapshot_saving_pounds",
)  # fmt: skip


@pytest.mark.parametrize("children", [1, 5])
def test_the_costs_of_fewer_than_six_children_hide_all_money(demo: Loaded, children: int) -> None:
    few = with_costs_of(demo, children)
    document = as_document(few, few.own_contract)
    text = json.dumps(document)
    assert "£" not in " ".join((document["headline"], *document["reasons"], document["luck"]))
    for key in OF_COSTS:
        assert document[key] is None
        assert key in document["hidden"]
    for key in (
        "saving_pounds", "empty_pounds", "term_saving_pounds", "luck_saving_pounds",
        "break_even_occupancy_range", "occupancy_needed", "full_beds_saving_pounds",
    ):  # fmt: skip
        assert set(document[key].values()) == {None}
    for period in ("months", "years"):
        assert {row["saving_pounds_p50"] for row in document[period]} == {None}
    assert {one["low_pounds"] for one in document["sensitivity"]} == {None}
    assert all(set(area["saving_pounds"].values()) == {None} for area in document["shares"])
    mean = few.demand(few.own_contract).mean_cost_pence
    assert mean is not None
    assert f"{mean / 100:,.0f}" not in text
    quick = quick_answer(
        few, contract=few.own_contract, coming=few.demand(few.own_contract),
        audience=Audience.SHARED,
    )  # fmt: skip
    assert quick.is_hidden("quick", "saving_pounds")


def test_a_cost_that_the_reader_sets_does_not_uncover_the_mean_of_few(demo: Loaded) -> None:
    few = with_costs_of(demo, 5)
    document = as_document(few, changed(few.own_contract, {"weekly_cost": "3630"}))
    mean = few.demand(few.own_contract).mean_cost_pence
    assert mean is not None
    assert f"{mean / 100:,.0f}" not in json.dumps(document)
    assert document["full_occupancy_saving_pounds"] == pytest.approx(52 * 35 * 0.2 * 3630)


def test_the_costs_of_six_children_are_enough(demo: Loaded) -> None:
    six = with_costs_of(demo, 6)
    document = as_document(six, six.own_contract)
    assert document["saving_pounds"]["p50"] is not None
    assert document["mean_weekly_cost_pounds"] is not None


def test_six_placements_of_one_child_are_one_child(demo: Loaded) -> None:
    one = with_costs_of(demo, 1)
    coming = one.demand(one.own_contract)
    again = coming.starters[coming.starters["weekly_cost_pence"].notna()]
    often = replace(coming, starters=pd.concat([coming.starters, *[again] * 6], ignore_index=True))
    assert often.costs_known >= 6
    view = block_contract(
        one, contract=one.own_contract, audience=Audience.SHARED, coming=often, runs=RUNS
    )
    assert view.figures.is_hidden("saving_pounds", "p50")
    assert not view.figures.is_hidden("occupancy", "p50")


def found_at(document: dict[str, Any], path: str) -> object:
    """Follow a path such as shares.E09000016.children: in a list by code, key or number."""
    at: Any = document
    for step in path.split("."):
        if isinstance(at, list):
            at = next(
                one for one in at
                if step in {str(one.get(name)) for name in ("code", "key", "month", "year")}
            )  # fmt: skip
        else:
            at = at[step]
    return at


@pytest.mark.parametrize("children", [14])
def test_what_is_hidden_is_named_and_is_nowhere(demo: Loaded, children: int) -> None:
    some = some_children(demo, children, 1)
    view, shares = answered(some, some.own_contract)
    document = contract_as_json(view, shares)
    paths = document["hidden"]
    assert isinstance(paths, list)
    assert paths
    assert {found_at(document, path) for path in paths} == {None}
    assert len(paths) == len(set(paths))
    everything = contract_as_json(*answered(some, some.own_contract, Audience.OFFICERS))
    for key in ("children", *OF_COSTS):
        if everything[key] is not None and document[key] is None:
            assert key in paths


def test_what_is_hidden_in_the_document_is_hidden_in_the_text(demo: Loaded) -> None:
    some = some_children(demo, 60, 1)
    view, shares = answered(some, some.own_contract)
    document = contract_as_json(view, shares)
    lines = contract_as_text(view, shares).splitlines()
    areas = document["shares"]
    assert isinstance(areas, list)
    hidden = [area for area in areas if area["children_inside"]["by_children"] is None]
    assert hidden
    for area in hidden:
        of_children, of_money = [
            line.split() for line in lines if line.strip().startswith(area["name"])
        ]
        assert of_children[-1] == "hidden"
        assert of_money[-3:] == ["hidden"] * 3
