"""What each authority brings: parts of one whole, added up before they are shown."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pytest

from lib.answer.contract.as_json import contract_as_json
from lib.answer.contract.question import block_contract, demand_of
from lib.answer.contract.shares import contract_shares
from lib.answer.contract.view import SHARES_GAMES, SHARES_MONEY, SHARES_RULES, SharesView
from lib.answer.loaded import Loaded
from lib.answer.questions import overview
from lib.disclosure.released import Audience, Released
from lib.domain.contract import Contract
from lib.domain.contract_changes import changed
from lib.scenario.demand import Demand
from tests.fixtures.attacks import DEAR_FEE, given_away_by_fee, some_children, with_costs

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
    areas = overview(loaded, audience=audience, contract=contract).boroughs
    return contract_shares(loaded, contract=contract, areas=areas, coming=coming)


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
    for column in ("children_inside_shapley", "miles_shapley", "children_inside_by_use"):
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
        for row, rule in product(table.table.index, SHARES_RULES):
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


def test_where_a_borough_is_hidden_nobody_is_said_to_account_for_most_of_all(
    demo: Loaded, coming: Demand
) -> None:
    view = shared_out(demo, demo.own_contract, coming, Audience.SHARED)
    shared = table_of(view)
    assert any(shared.is_hidden(row, "children_inside_shapley") for row in areas_of(shared))
    assert view.title.startswith("Of the boroughs shown, Hackney and City of London account for")
    assert "1 to 5 children" in view.hidden_sentence
    assert "officers' view" in view.hidden_sentence
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
                assert list(row[game]) == ["shapley", "equal", "by_children", "by_use"]
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


def test_money_that_the_reader_sets_makes_a_share_of_the_saving_no_finer_than_of_children(
    demo: Loaded, coming: Demand
) -> None:
    def beds(price: str) -> dict[str, float]:
        """Take the fee, which anybody knows, off again."""
        contract = changed(demo.own_contract, {**SET, "price": price})
        table = table_of(shared_out(demo, contract, coming, Audience.SHARED))
        share = {row: 2 / 8 if row == TOGETHER else 1 / 8 for row in areas_of(table)}
        return {
            row: (saving + 52 * 35 * float(price) * share[row]) / (52 * 4_000)
            for row in areas_of(table)
            if (saving := table.number(row, "saving_pence_shapley")) is not None
        }

    for price in ("3000", "3010.37", "2777"):
        found = beds(price)
        assert found
        for number_of_beds in found.values():
            # pounds are rounded to 10,000, a fortieth of a bed and a year
            assert number_of_beds == pytest.approx(round(number_of_beds), abs=0.03)


def test_beds_that_the_reader_prices_are_counted_no_finer_than_whole(
    demo: Loaded, coming: Demand
) -> None:
    dear = {"weekly_cost": "100", "price": "40000", "weeks": "52", "empty_beds": "used only",
            "management": "800000"}  # fmt: skip
    table = table_of(shared_out(demo, changed(demo.own_contract, dear), coming, Audience.SHARED))
    found = {
        row: (fee - 800_000 * (2 / 8 if row == TOGETHER else 1 / 8)) / (52 * 40_000)
        for row in areas_of(table)
        if (fee := table.number(row, "fee_pence_shapley")) is not None
    }
    assert found
    for beds in found.values():
        assert beds == pytest.approx(round(beds), abs=0.003)
    added = table_of(shared_out(demo, demo.own_contract, coming, Audience.SHARED))
    assert {row for row in found if added.is_hidden(row, "children_inside_shapley")} == set()


@pytest.mark.parametrize("guaranteed", ["0.01", "0.5", "0.99"])
def test_a_guarantee_moved_step_by_step_counts_the_beds_of_no_set_of_boroughs(
    demo: Loaded, coming: Demand, guaranteed: str
) -> None:
    money = {**SET, "empty_beds": "part guaranteed", "guaranteed_share": guaranteed}
    view = shared_out(demo, changed(demo.own_contract, money), coming, Audience.SHARED)
    table = table_of(view)
    for row in areas_of(table):
        assert table.is_hidden(row, "fee_pence_shapley")
        assert table.is_hidden(row, "saving_pence_shapley")
        assert not table.is_hidden(row, "fee_pence_equal")
    assert table.number("total", "fee_pence_shapley") == pytest.approx(52 * 3_000 * 35, abs=5_000)
    assert "guarantee" in view.hidden_sentence


@pytest.mark.parametrize("empty_beds", EMPTY_BEDS)
def test_a_share_of_money_is_hidden_with_the_children_it_counts(
    demo: Loaded, coming: Demand, empty_beds: str
) -> None:
    contract = changed(demo.own_contract, {**SET, "empty_beds": empty_beds})
    table = table_of(shared_out(demo, contract, coming, Audience.SHARED))
    for row, rule in product(areas_of(table), ("shapley", "by_children", "by_use")):
        if table.is_hidden(row, f"children_inside_{rule}"):
            assert table.is_hidden(row, f"cost_avoided_pence_{rule}")
            assert table.is_hidden(row, f"saving_pence_{rule}")
            # a fee for all beds in equal parts counts nobody
            if not (empty_beds == "all paid" and rule == "shapley"):
                assert table.is_hidden(row, f"fee_pence_{rule}")


def document_of(
    loaded: Loaded, contract: Contract, audience: Audience = Audience.SHARED
) -> dict[str, Any]:
    coming = demand_of(loaded, loaded.own_contract)
    view = block_contract(loaded, contract=contract, audience=audience, coming=coming, runs=10)
    shares = contract_shares(loaded, contract=contract, areas=view.overview.boroughs, coming=coming)
    return contract_as_json(view, shares)


@pytest.mark.parametrize(("children", "seed"), [(8, 1), (30, 2), (45, 1), (60, 0), (120, 3)])
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
    plan = demo.carry_out(demo.own_contract).plan
    rows = plan.rows[plan.matching.home_of_child >= 0]
    child = demo.measured.loc[demo.measured.index[rows], "child_key"].iloc[0]

    def shown(pence: int) -> dict[str, float | None]:
        one = with_costs(demo, pence, [child])
        table = table_of(shared_out(one, one.own_contract, coming, Audience.SHARED))
        return {row: table.number(row, "cost_avoided_pence_shapley") for row in table.table.index}

    worlds = [shown(pence) for pence in (350_000, 360_000, 370_000, 380_000)]
    for one, other in combinations(worlds, 2):
        for row, cost in one.items():
            beside = other[row]
            if cost is None or beside is None:
                assert cost is beside
            else:
                assert cost == beside or abs(cost - beside) >= 90_000
    assert len({world["total"] for world in worlds}) <= 2


def test_all_rules_share_one_rounded_cost_in_the_shared_view(demo: Loaded, coming: Demand) -> None:
    table = table_of(shared_out(demo, demo.own_contract, coming, Audience.SHARED))
    for game in SHARES_MONEY:
        assert len({number(table, "total", f"{game}_{rule}") for rule in SHARES_RULES}) == 1
