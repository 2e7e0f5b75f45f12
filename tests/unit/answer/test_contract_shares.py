"""What each authority brings: parts of one whole, added up before they are shown."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pytest

from lib.answer.contract.as_json import contract_as_json
from lib.answer.contract.question import block_contract
from lib.answer.contract.shares import contract_shares
from lib.answer.contract.shares_sentences import hidden as hidden_sentence
from lib.answer.contract.shares_sentences import title
from lib.answer.contract.view import (
    SHARES_GAMES,
    SHARES_MONEY,
    SHARES_RULES,
    SHARES_RULES_FOR,
    SharesView,
)
from lib.answer.loaded import Loaded
from lib.answer.questions import overview
from lib.disclosure.released import Audience, Released
from lib.domain.contract import Contract
from lib.domain.contract_changes import changed
from lib.scenario.demand import Demand
from tests.fixtures.attacks import DEAR_FEE, given_away_by_fee, some_children, with_costs

pytestmark = pytest.mark.xdist_group("populations")
"""What may be shown of a population is decided once for all who ask of it."""

CITY, HACKNEY, HAVERING = "E09000001", "E09000012", "E09000016"
TOGETHER = f"{HACKNEY}+{CITY}"
EMPTY_BEDS = ("all paid", "part guaranteed", "used only")
SET = {"weekly_cost": "4000", "price": "3000", "weeks": "52"}


def shared_out(
    loaded: Loaded,
    contract: Contract,
    coming: Demand,
    audience: Audience = Audience.OFFICERS,
) -> SharesView:
    seen = overview(loaded, audience=audience, contract=contract)
    return contract_shares(loaded, contract=contract, overview=seen, coming=coming)


def table_of(view: SharesView) -> Released:
    assert view.shares is not None
    return view.shares


def areas_of(table: Released) -> Iterator[str]:
    return (row for row in table.table.index if row != "total")


def number(table: Released, row: str, column: str) -> float:
    found = table.number(row, column)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def full(demo: Loaded, coming: Demand) -> Released:
    return table_of(shared_out(demo, demo.own_contract, coming))


@pytest.mark.parametrize("game", SHARES_GAMES | SHARES_MONEY)
@pytest.mark.parametrize("rule", SHARES_RULES)
def test_by_every_rule_the_parts_are_the_whole(full: Released, game: str, rule: str) -> None:
    column = f"{game}_{rule}"
    parts = [number(full, row, column) for row in areas_of(full)]
    whole = number(full, "total", column)
    finest = 1 if game in SHARES_MONEY else 0.1
    assert sum(parts) == pytest.approx(whole, abs=finest * len(parts) / 2)
    # whichever the rule, there is one whole to share
    assert whole == number(full, "total", f"{game}_shapley")


def test_each_rule_shares_by_what_it_says(full: Released, demo: Loaded) -> None:
    of_all = number(full, "total", "children_inside_equal")
    children = demo.measured["authority_code"].value_counts()
    for row in areas_of(full):
        assert number(full, row, "children_inside_equal") == pytest.approx(of_all / 8, abs=0.05)
        part = children.get(row, 0) / len(demo.measured)
        assert number(full, row, "children_inside_by_children") == pytest.approx(
            of_all * part, abs=0.05
        )
        used = number(full, row, "beds_used") / number(full, "total", "beds_used")
        assert number(full, row, "miles_by_use") == pytest.approx(
            number(full, "total", "miles_by_use") * used, abs=0.05
        )


def test_the_whole_is_what_the_beds_given_out_do(full: Released, demo: Loaded) -> None:
    plan = demo.carry_out(demo.own_contract).plan
    assert plan.reached == (), "no rule between children stands in the way here"
    assert number(full, "total", "children_inside_shapley") == plan.brought_inside
    assert number(full, "total", "beds_used") == plan.beds_filled
    assert number(full, "total", "miles_shapley") == pytest.approx(plan.matching.miles_saved)


def test_the_saving_is_the_cost_of_the_beds_filled_less_the_fee_of_all(
    demo: Loaded, coming: Demand
) -> None:
    table = table_of(shared_out(demo, changed(demo.own_contract, SET), coming))
    used = number(table, "total", "beds_used")
    assert number(table, "total", "saving_pence_shapley") == pytest.approx(
        52 * (4_000 * used - 3_000 * 35)
    )


def test_an_authority_without_children_adds_nobody_and_shares_the_fee(
    demo: Loaded, coming: Demand
) -> None:
    others = demo.measured[demo.measured["authority_code"] != HAVERING]
    table = table_of(
        shared_out(replace(demo, measured=others), changed(demo.own_contract, SET), coming)
    )
    assert table.count(HAVERING, "children") == 0
    for game in ("children_inside", "miles"):
        assert number(table, HAVERING, f"{game}_shapley") == 0
        assert number(table, HAVERING, f"{game}_by_use") == 0
    # one of the eight who would all pay the whole fee alone
    assert number(table, HAVERING, "saving_pence_shapley") == -52 * 3_000 * 35 / 8


def test_where_no_bed_is_used_a_share_by_use_is_not_known_and_not_nothing(
    demo: Loaded, coming: Demand
) -> None:
    nobody = demo.measured.assign(age_years=demo.measured["age_years"].mask(lambda age: age > 0))
    table = table_of(
        shared_out(replace(demo, measured=nobody), changed(demo.own_contract, SET), coming)
    )
    for row in table.table.index:
        assert table.number(row, "saving_pence_by_use") is None
        assert not table.is_hidden(row, "saving_pence_by_use")
    assert number(table, "total", "saving_pence_equal") == -52 * 3_000 * 35


def test_hackney_and_city_are_added_up_before_they_are_shown(
    demo: Loaded, coming: Demand, full: Released
) -> None:
    view = shared_out(demo, demo.own_contract, coming, Audience.SHARED)
    shared = table_of(view)
    assert TOGETHER in shared.table.index
    assert not {CITY, HACKNEY} & set(shared.table.index)
    for column in ("children_inside_by_children", "miles_by_children"):
        both = number(full, HACKNEY, column) + number(full, CITY, column)
        assert number(shared, TOGETHER, column) == pytest.approx(both, abs=0.6)
    assert number(shared, TOGETHER, "children_inside_equal") == round(
        2 / 8 * number(shared, "total", "children_inside_equal")
    )
    assert "Hackney and City of London count together" in view.sentence


def test_the_saving_is_the_cost_avoided_less_the_part_of_the_fee(
    demo: Loaded, coming: Demand
) -> None:
    for audience, empty_beds in product(Audience, EMPTY_BEDS):
        contract = changed(demo.own_contract, {"empty_beds": empty_beds, "management": "123456"})
        table = table_of(shared_out(demo, contract, coming, audience))
        finest = 1 if audience is Audience.OFFICERS else 10_000
        for row, rule in product(table.table.index, SHARES_RULES_FOR[audience]):
            avoided, fee, saving = (table.number(row, f"{game}_{rule}") for game in SHARES_MONEY)
            if saving is None:
                assert avoided is None or fee is None
            else:
                assert avoided is not None
                assert fee is not None
                assert saving == pytest.approx(avoided - fee, abs=finest)


def with_beds_for_no_more_than(demo: Loaded, children: int) -> Loaded:
    """Leave of the children who are given a bed so many of an age that the contract takes."""
    measured, plan = demo.measured, demo.carry_out(demo.own_contract).plan
    have_a_bed = measured.index[plan.rows[plan.matching.home_of_child >= 0]]
    others = measured.index.difference(have_a_bed[:children])
    age = measured["age_years"].mask(measured.index.isin(others))
    return replace(demo, measured=measured.assign(age_years=age))


@pytest.mark.parametrize(
    ("empty_beds", "paid_beds"), [("all paid", 35), ("part guaranteed", 31.5), ("used only", 28)]
)
def test_the_fee_is_of_the_beds_that_are_paid_for_with_a_years_management(
    demo: Loaded, coming: Demand, empty_beds: str, paid_beds: float
) -> None:
    table = table_of(
        shared_out(
            with_beds_for_no_more_than(demo, 28),
            changed(
                demo.own_contract,
                {**SET, "empty_beds": empty_beds, "guaranteed_share": "0.9", "management": "50000",
                 "transition": "70000"},
            ),
            coming,
        )
    )  # fmt: skip
    assert number(table, "total", "beds_used") == 28
    for rule in SHARES_RULES:
        assert number(table, "total", f"fee_pence_{rule}") == pytest.approx(
            52 * 3_000 * paid_beds + 50_000
        )


def test_what_all_save_together_is_the_saving_of_the_beds_as_given_out(
    demo: Loaded, coming: Demand
) -> None:
    for empty_beds in EMPTY_BEDS:
        contract = changed(demo.own_contract, {"empty_beds": empty_beds, "management": "123456"})
        view = block_contract(
            demo, contract=contract, audience=Audience.OFFICERS, coming=coming, runs=10
        )
        snapshot = view.single.number("snapshot_saving_pounds", "value")
        table = table_of(shared_out(demo, contract, coming))
        assert number(table, "total", "saving_pence_shapley") == pytest.approx(snapshot, abs=1)


def test_a_fee_for_all_beds_is_laid_in_equal_parts_and_the_words_say_so(
    demo: Loaded, coming: Demand
) -> None:
    contract = changed(demo.own_contract, {**SET, "management": "80000"})
    view = shared_out(demo, contract, coming)
    table = table_of(view)
    for row in areas_of(table):
        assert number(table, row, "fee_pence_shapley") == (52 * 3_000 * 35 + 80_000) / 8
    assert number(table, CITY, "cost_avoided_pence_shapley") == 0
    assert "in equal parts on all authorities, however few children" in view.fee_sentence
    assert view.sentence.count("City of London") == 1
    used_only = shared_out(demo, changed(contract, {"empty_beds": "used only"}), coming)
    assert number(table_of(used_only), CITY, "fee_pence_shapley") == 80_000 / 8
    assert "by the beds that each adds" in used_only.fee_sentence


def test_the_title_gives_who_accounts_for_how_many(
    full: Released, demo: Loaded, coming: Demand
) -> None:
    title = shared_out(demo, demo.own_contract, coming).title
    named = [row for row in areas_of(full) if full.text(row, "name") in title]
    together = sum(number(full, row, "children_inside_shapley") for row in named)
    most = max(areas_of(full), key=lambda row: number(full, row, "children_inside_shapley"))
    assert most in named
    assert f"about {together:.0f} of up to 35 children brought inside" in title


def test_where_a_borough_is_hidden_its_part_is_not_said_to_be_smaller(
    demo: Loaded, coming: Demand
) -> None:
    shared = table_of(shared_out(demo, demo.own_contract, coming, Audience.SHARED))
    withheld = (HAVERING, "children_inside_by_children")
    table = shared.table.copy()
    table.loc[withheld] = None
    hidden = replace(shared, table=table, hidden=frozenset({withheld}))
    assert title(shared, []).startswith("By number of children, Newham accounts for the largest ")
    assert title(hidden, []).startswith("Of the boroughs shown, Newham accounts for the largest ")
    assert "1 to 5 children" in hidden_sentence(hidden)
    assert "1 to 5 children" not in hidden_sentence(shared)


def test_others_are_told_what_officers_alone_see(demo: Loaded, coming: Demand) -> None:
    view = shared_out(demo, demo.own_contract, coming, Audience.SHARED)
    assert view.title.startswith("By number of children, Newham accounts for the largest part: ")
    assert "officers see them in the officers' view" in view.hidden_sentence
    assert shared_out(demo, demo.own_contract, coming).hidden_sentence == ""


def test_where_nobody_is_brought_inside_the_title_says_so(demo: Loaded, coming: Demand) -> None:
    nobody = demo.measured.assign(age_years=demo.measured["age_years"].mask(lambda age: age > 0))
    view = shared_out(replace(demo, measured=nobody), changed(demo.own_contract, SET), coming)
    assert view.title == "The beds bring no child inside, so there are none to share out"


def test_the_number_of_children_is_hidden_only_where_the_boroughs_hide_it(
    demo: Loaded, coming: Demand
) -> None:
    areas = overview(demo, audience=Audience.SHARED, contract=demo.own_contract).boroughs
    shared = table_of(shared_out(demo, demo.own_contract, coming, Audience.SHARED))
    for row in shared.table.index:
        assert shared.count(row, "children") == areas.count(row, "today_children")
        hides = areas.is_hidden(row, "today_children")
        assert shared.is_hidden(row, "children_inside_by_children") == hides


def test_the_document_has_every_share_and_lists_what_is_hidden(
    demo: Loaded, coming: Demand
) -> None:
    contract = demo.own_contract
    of_audience = {
        Audience.OFFICERS: ["shapley", "equal", "by_children", "by_use"],
        Audience.SHARED: ["equal", "by_children"],
    }
    for audience in Audience:
        view = block_contract(demo, contract=contract, audience=audience, coming=coming, runs=10)
        document = contract_as_json(view, shared_out(demo, contract, coming, audience))
        rows = document["shares"]
        assert isinstance(rows, list)
        assert isinstance(document["hidden"], list)
        assert document["shares_title"]
        for row in rows:
            for game in (
                "children_inside", "miles", "cost_avoided_pounds", "fee_pounds", "saving_pounds",
            ):  # fmt: skip
                assert list(row[game]) == of_audience[audience]
                for rule, value in row[game].items():
                    path = f"shares.{row['code']}.{game}.{rule}"
                    assert (value is None) == (path in document["hidden"])


@pytest.mark.parametrize("name", ["beds_12", "beds_24"])
def test_shares_of_other_contracts_are_for_officers(
    demo: Loaded, coming: Demand, name: str
) -> None:
    shared = shared_out(demo, demo.presets[name], coming, Audience.SHARED)
    assert shared.shares is None
    assert "for the partnership's own contract alone in this view" in shared.sentence
    assert table_of(shared_out(demo, demo.presets[name], coming)).table.shape[0] == 9


def test_a_rule_of_nomination_is_said_to_be_left_out(demo: Loaded, coming: Demand) -> None:
    fair = shared_out(demo, changed(demo.own_contract, {"nomination": "fair"}), coming)
    assert any("whatever the contract's rule" in note for note in fair.notes)
    own = shared_out(demo, demo.own_contract, coming)
    assert not any("whatever the contract's rule" in note for note in own.notes)


@pytest.mark.parametrize("empty_beds", EMPTY_BEDS)
def test_what_others_see_of_shares_can_be_worked_out_from_what_the_overview_shows(
    demo: Loaded, coming: Demand, empty_beds: str
) -> None:
    contract = changed(demo.own_contract, {"empty_beds": empty_beds, "management": "123456"})
    seen = overview(demo, audience=Audience.SHARED, contract=contract)
    table = table_of(shared_out(demo, contract, coming, Audience.SHARED))
    assert not [name for name in table.table if name.endswith(("_shapley", "_by_use"))]
    assert not {"candidates", "beds_used", "costs_known"} & {*table.table}
    everyone = number(seen.boroughs, "total", "today_children")
    of_all = {
        "children_inside": number(seen.proof, "with_contract", "brought_inside"),
        "miles": number(seen.proof, "with_contract", "miles_saved"),
        **{game: number(table, "total", f"{game}_equal") for game in SHARES_MONEY},
    }
    for row, (game, whole) in product(areas_of(table), of_all.items()):
        parts = {
            "equal": 2 / 8 if row == TOGETHER else 1 / 8,
            "by_children": number(seen.boroughs, row, "today_children") / everyone,
        }
        finest = 10_000 if game in SHARES_MONEY else 1
        for rule, part in parts.items():
            assert number(table, row, f"{game}_{rule}") == pytest.approx(whole * part, abs=finest)


@pytest.mark.parametrize("empty_beds", EMPTY_BEDS)
def test_a_share_by_children_is_hidden_with_the_children(
    demo: Loaded, coming: Demand, empty_beds: str
) -> None:
    some = some_children(demo, 60, 1)
    contract = changed(some.own_contract, {**SET, "empty_beds": empty_beds})
    table = table_of(shared_out(some, contract, coming, Audience.SHARED))
    hidden = [row for row in areas_of(table) if table.is_hidden(row, "children")]
    assert hidden
    for row, game in product(hidden, SHARES_GAMES | SHARES_MONEY):
        assert table.is_hidden(row, f"{game}_by_children")


def test_a_part_by_children_does_not_give_back_how_many_children_there_are(
    demo: Loaded, coming: Demand
) -> None:
    contract = changed(demo.own_contract, SET)
    seen = overview(demo, audience=Audience.SHARED, contract=contract)
    hides = replace(seen.boroughs, hidden=seen.boroughs.hidden | {("total", "today_children")})
    shares = contract_shares(
        demo, contract=contract, overview=replace(seen, boroughs=hides), coming=coming
    )
    table = table_of(shares)
    for row, game in product(table.table.index, SHARES_GAMES | SHARES_MONEY):
        assert table.is_hidden(row, f"{game}_by_children")


def document_of(
    loaded: Loaded, contract: Contract, audience: Audience = Audience.SHARED
) -> dict[str, Any]:
    coming = loaded.demand(loaded.own_contract)
    view = block_contract(loaded, contract=contract, audience=audience, coming=coming, runs=10)
    shares = contract_shares(loaded, contract=contract, overview=view.overview, coming=coming)
    return contract_as_json(view, shares)


@pytest.mark.parametrize(
    ("children", "seed"),
    [
        (8, 1),
        (45, 1),
        (90, 1),
        *(pytest.param(one, 1, marks=pytest.mark.in_full) for one in (20, 60)),
    ],
)
def test_no_part_of_the_fee_gives_away_one_to_five_children(
    demo: Loaded, children: int, seed: int
) -> None:
    some = some_children(demo, children, seed)
    contract = changed(some.own_contract, DEAR_FEE)
    assert list(given_away_by_fee(document_of(some, contract))) == []


def test_the_attack_on_the_fee_finds_what_officers_may_see(demo: Loaded) -> None:
    some = some_children(demo, 45, 1)
    contract = changed(some.own_contract, DEAR_FEE)
    found = list(given_away_by_fee(document_of(some, contract, Audience.OFFICERS)))
    assert any("beds by use" in one for one in found)


def test_what_one_childs_placement_costs_moves_a_cost_avoided_by_nothing_or_by_a_leap(
    demo: Loaded, coming: Demand
) -> None:
    some = some_children(demo, 90, 1)
    plan = some.carry_out(some.own_contract).plan
    rows = plan.rows[plan.matching.home_of_child >= 0]
    child = some.measured.loc[some.measured.index[rows], "child_key"].iloc[0]

    def shown(pence: int) -> dict[str, float | None]:
        one = with_costs(some, pence, [child])
        table = table_of(shared_out(one, one.own_contract, coming, Audience.SHARED))
        return {row: table.number(row, "cost_avoided_pence_equal") for row in table.table.index}

    worlds = [shown(pence) for pence in (350_000, 360_000, 370_000, 380_000)]
    for one, other in combinations(worlds, 2):
        for row, cost in one.items():
            beside = other[row]
            if cost is None or beside is None:
                assert cost is beside
            else:
                least = 90_000 if row == "total" else 10_000
                assert cost == beside or abs(cost - beside) >= least
    assert len({world["total"] for world in worlds}) <= 2


def test_all_rules_share_one_rounded_cost_in_the_shared_view(demo: Loaded, coming: Demand) -> None:
    table = table_of(shared_out(demo, demo.own_contract, coming, Audience.SHARED))
    for game in SHARES_MONEY:
        wholes = {
            number(table, "total", f"{game}_{rule}") for rule in SHARES_RULES_FOR[table.audience]
        }
        assert len(wholes) == 1
