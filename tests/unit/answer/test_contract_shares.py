"""What each authority brings: parts of one whole, added up before they are shown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from lib.answer.contract.question import demand_of
from lib.answer.contract.shares import contract_shares
from lib.answer.contract.view import SHARES_GAMES, SHARES_RULES, SharesView
from lib.answer.loaded import DEMO_RETURNS, Loaded, load
from lib.answer.questions import overview
from lib.disclosure.released import Audience, Released
from lib.domain.contract import Contract
from lib.domain.contract_changes import changed
from lib.scenario.demand import Demand

CITY, HACKNEY, HAVERING = "E09000001", "E09000012", "E09000016"
TOGETHER = f"{HACKNEY}+{CITY}"
SET = {"weekly_cost": "4000", "price": "3000", "weeks": "52"}


@pytest.fixture(scope="module")
def demo() -> Loaded:
    return load(DEMO_RETURNS, today=date(2026, 1, 1))


@pytest.fixture(scope="module")
def coming(demo: Loaded) -> Demand:
    return demand_of(demo, demo.own_contract)


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


@pytest.mark.parametrize("game", SHARES_GAMES)
@pytest.mark.parametrize("rule", SHARES_RULES)
def test_by_every_rule_the_parts_are_the_whole(full: Released, game: str, rule: str) -> None:
    column = f"{game}_{rule}"
    parts = [number(full, row, column) for row in areas_of(full)]
    whole = number(full, "total", column)
    finest = 1 if game == "saving_pence" else 0.1
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
    assert view.sentence.endswith("Hackney and City of London count together.")


def test_the_sentence_names_who_adds_most(full: Released, demo: Loaded, coming: Demand) -> None:
    most = max(areas_of(full), key=lambda row: number(full, row, "children_inside_shapley"))
    sentence = shared_out(demo, demo.own_contract, coming).sentence
    assert sentence.startswith(f"{full.text(most, 'name')} adds most: about ")


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
