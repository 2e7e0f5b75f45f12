"""Contracts side by side meet the same children and the same chance, or are refused."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lib.answer.areas import TOTAL
from lib.answer.contract.compare import Comparison, compare, made_with, require_alike
from lib.answer.contract.compare_sentences import more_or_less
from lib.answer.contract.question import block_contract
from lib.answer.contract.rounding import Rounding
from lib.answer.contract.view import ContractView
from lib.answer.loaded import Loaded
from lib.disclosure.released import Audience, Released
from lib.domain.contract import Contract
from lib.domain.contract_changes import changed
from lib.errors import ConfigurationError
from lib.scenario.demand import Demand
from tests.fixtures.attacks import DEAR, DEAREST, small, some_children

pytestmark = pytest.mark.xdist_group("populations")
"""What may be shown of a population is decided once for all who ask of it."""

RUNS = 300
QUANTILES = ("p10", "p50", "p90")
RANGES = (
    "occupancy", "break_even_occupancy", "saving_pounds", "empty_pounds", "term_saving_pounds",
    "children_inside",
)  # fmt: skip
SINGLE = ("chance_of_loss", "chance_of_target", "pays_from_month", "paid_back_month")
DIFFERENCES = {
    "occupancy": "occupancy",
    "saving_pounds": "saving_pounds",
    "term_saving_pounds": "term_saving_pounds",
    "term_year_pounds": "term_saving_pounds",
    "children_inside": "children_inside",
}
"""Figures whose difference is shown, and of which figure of a contract's answer it is made."""
SETTLED: Mapping[str, str] = {
    "weekly_cost": "3000", "price": "2900", "spot_change": "0", "spot_inflation": "0",
    "block_inflation": "0", "occupancy": "0.9", "months_between_openings": "0",
    "opening_delay_months": "0", "management": "0", "transition": "0", "weeks": "52",
}  # fmt: skip
"""Nothing is left open, and every month is like every other."""


@pytest.fixture(scope="module")
def own(demo: Loaded, coming: Demand) -> ContractView:
    return view_of(demo, demo.own_contract, coming)


def view_of(loaded: Loaded, contract: Contract, coming: Demand, **asked: Any) -> ContractView:
    given = {"audience": Audience.OFFICERS, "runs": RUNS, **asked}
    return block_contract(loaded, contract=contract, coming=coming, **given)


def more(compared: Comparison, row: int, figure: str = "saving_pounds") -> list[float | None]:
    return [compared.table.number(row, f"{figure}_more_{key}") for key in QUANTILES]


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
    for key in QUANTILES:
        for figure in RANGES:
            shown = compared.table.number(0, f"{figure}_{key}")
            assert shown == own.figures.number(figure, key)
        for figure in DIFFERENCES:
            assert compared.table.number(0, f"{figure}_more_{key}") is None
            assert compared.table.number(1, f"{figure}_more_{key}") == 0
    for figure in SINGLE:
        assert compared.table.number(0, figure) == own.single.number(figure, "value")
    assert "about as much" in compared.sentences[0]
    assert "about as much" in compared.title


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


def test_over_the_term_a_lower_price_saves_the_same_more_in_every_year(
    demo: Loaded, coming: Demand
) -> None:
    dear, cheap = (
        view_of(demo, changed(demo.own_contract, {**SETTLED, "price": price}), coming)
        for price in ("2900", "2800")
    )
    compared = compare([dear, cheap], footprint=demo.footprint)
    a_year = 35 * 52 * 100
    assert more(compared, 1, "term_saving_pounds") == pytest.approx([7 * a_year] * 3)
    assert more(compared, 1, "term_year_pounds") == pytest.approx([a_year] * 3)


def test_terms_of_different_lengths_are_compared_by_the_year_and_not_in_total(
    demo: Loaded, coming: Demand
) -> None:
    seven, five = (
        view_of(demo, changed(demo.own_contract, {**SETTLED, "term_years": years}), coming)
        for years in ("7", "5")
    )
    compared = compare([seven, five], footprint=demo.footprint)
    table = compared.table
    assert more(compared, 1, "term_saving_pounds") == [None] * 3
    assert not table.is_hidden(1, "term_saving_pounds_more_p50"), "it is not shown, not hidden"
    totals = [table.number(row, "term_saving_pounds_p50") for row in (0, 1)]
    assert totals == pytest.approx([7 * a_year_settled(), 5 * a_year_settled()])
    assert more(compared, 1, "term_year_pounds") == pytest.approx([0, 0, 0])
    assert any("not like for like" in note for note in compared.notes)


def a_year_settled() -> float:
    """Pounds: nine tenths of the beds filled, all of them paid for."""
    return 35 * 52 * (0.9 * 3000 - 2900)


def test_full_years_of_other_months_are_named(demo: Loaded, coming: Demand) -> None:
    first, slower = (
        view_of(demo, changed(demo.presets["beds_12"], {**SETTLED, **asked}), coming)
        for asked in ({}, {"months_between_openings": "2"})
    )
    (note,) = compare([first, slower], footprint=demo.footprint).notes
    # four homes, the last of them open after six months; a full year begins two years after
    assert "25 to 36 of “12 beds”" in note
    assert "31 to 42 of “12 beds (no. 2)”" in note
    assert compare([first, first], footprint=demo.footprint).notes == ()


def test_what_is_taken_for_granted_otherwise_is_named(demo: Loaded, coming: Demand) -> None:
    first, dearer = (
        view_of(demo, changed(demo.own_contract, {**SETTLED, **asked}), coming)
        for asked in ({}, {"weekly_cost": "4000", "price": "3000"})
    )
    (note,) = compare([first, dearer], footprint=demo.footprint).notes
    assert "weekly cost" in note
    assert "price" not in note, "what is paid stands in the table"


def test_the_title_names_what_saves_most_if_it_does_in_most_runs(
    demo: Loaded, coming: Demand
) -> None:
    priced = {
        price: view_of(
            demo, changed(demo.own_contract, {**SETTLED, "occupancy": "1", "price": price}), coming
        )
        for price in ("2700", "2800", "2900", "3100", "3200")
    }

    def compared(*prices: str) -> Comparison:
        return compare([priced[price] for price in prices], footprint=demo.footprint)

    name = demo.own_contract.name
    assert (
        compared("2900", "2800").title == f"“{name} (no. 2)” saves more than “{name}” in every run"
    )
    assert compared("2700", "2800", "2900").title == f"“{name}” saves most in every run"
    assert compared("3200", "3100").title.startswith(f"“{name} (no. 2)” loses less than")
    assert compared("2700", "2700", "2900").title.startswith("No contract saves most")
    chances = compared("2900", "2700", "2800").table.table["chance_of_most"]
    assert list(chances) == [0, 1, 0]


def test_a_loss_that_grows_is_a_cost_and_a_saving_that_shrinks_is_not(
    demo: Loaded, coming: Demand
) -> None:
    full = {**SETTLED, "occupancy": "1"}
    priced = {
        price: view_of(demo, changed(demo.own_contract, {**full, "price": price}), coming)
        for price in ("2700", "2800", "3100", "3200")
    }

    def said(first: str, other: str) -> str:
        views = [priced[first], priced[other]]
        return compare(views, footprint=demo.footprint).sentences[0]

    # 35 beds, 52 weeks, £100 a week
    assert "saves £180,000 less than" in said("2700", "2800")
    assert "saves £180,000 more than" in said("2800", "2700")
    assert "costs £180,000 more than" in said("3100", "3200")
    assert "costs £180,000 less than" in said("3200", "3100")


@pytest.mark.parametrize(
    ("found", "said", "between"),
    [
        ((20_000, 40_000, 60_000), "£40,000 more", "£20,000 to £60,000 more"),
        ((-60_000, -40_000, -20_000), "£40,000 less", "£20,000 to £60,000 less"),
        ((-10_000, 40_000, 90_000), "£40,000 more", "between £10,000 less and £90,000 more"),
        ((-90_000, -40_000, 10_000), "£40,000 less", "between £90,000 less and £10,000 more"),
        ((-10_000, 0, 10_000), "the same", "between £10,000 less and £10,000 more"),
        ((0, 10_000, 20_000), "£10,000 more", "£0 to £20,000 more"),
        ((-20_000, -10_000, 0), "£10,000 less", "£0 to £20,000 less"),
        ((5_000, 5_000, 5_000), "£5,000 more", ""),
    ],
)
def test_a_range_goes_the_way_of_its_verb(
    found: tuple[float, float, float], said: str, between: str
) -> None:
    assert more_or_less(found) == (said, between)


@pytest.mark.parametrize("children", [8, pytest.param(14, marks=pytest.mark.in_full), 45])
def test_what_one_answer_hides_the_comparison_hides_and_nothing_else(
    demo: Loaded, children: int
) -> None:
    some = some_children(demo, children, 1)
    coming = some.demand(some.own_contract)
    views = [
        view_of(some, some.presets[name], coming, audience=Audience.SHARED, runs=20)
        for name in ("nelcp", "beds_12")
    ]
    table = compare(views, footprint=some.footprint).table
    assert_hidden_as_in(table, views)
    assert table.count(1, "beds") == 12


def assert_hidden_as_in(table: Released, views: Sequence[ContractView]) -> None:
    first = views[0]
    for row, view in enumerate(views):
        for figure in RANGES:
            for key in QUANTILES:
                is_hidden = view.figures.is_hidden(figure, key)
                assert table.is_hidden(row, f"{figure}_{key}") == is_hidden
                if not is_hidden:
                    shown = table.number(row, f"{figure}_{key}")
                    assert shown == view.figures.number(figure, key)
        for figure in SINGLE:
            assert table.is_hidden(row, figure) == view.single.is_hidden(figure, "value")
        of_term = view.figures.is_hidden("term_saving_pounds", "p50")
        assert table.is_hidden(row, "term_year_pounds_p50") == of_term
        for figure, source in DIFFERENCES.items():
            is_hidden = any(one.figures.is_hidden(source, "p50") for one in (view, first))
            for key in QUANTILES:
                assert table.is_hidden(row, f"{figure}_more_{key}") == is_hidden
        is_hidden = any(one.figures.is_hidden("saving_pounds", "p50") for one in views)
        assert table.is_hidden(row, "chance_of_most") == is_hidden


def test_what_one_contract_alone_hides_is_in_no_difference_and_no_sentence(
    demo: Loaded, coming: Demand
) -> None:
    costs = demo.returns.costs
    known = coming.starters.dropna(subset="weekly_cost_pence")["child_key"].unique()[:3]
    of_three = replace(demo.returns, costs=costs[costs["child_key"].isin(known)])
    few = replace(demo, returns=of_three, is_invented=False)
    of_few, of_none = (
        view_of(
            few,
            changed(few.own_contract, asked),
            few.demand(few.own_contract),
            audience=Audience.SHARED,
            runs=20,
        )
        for asked in ({}, {"weekly_cost": "3000"})
    )
    assert of_few.figures.is_hidden("saving_pounds", "p50")
    assert not of_none.figures.is_hidden("saving_pounds", "p50")
    for views in ([of_few, of_none], [of_none, of_few]):
        compared = compare(views, footprint=few.footprint)
        assert_hidden_as_in(compared.table, views)
        assert "hidden" in compared.title
        assert "hidden" in compared.sentences[0]
        assert "£" not in "".join((compared.title, *compared.sentences))


@pytest.mark.parametrize(
    "children", [8, 45, *(pytest.param(one, marks=pytest.mark.in_full) for one in (20, 60))]
)
def test_no_difference_of_two_presets_gives_one_to_five_children_away(
    demo: Loaded, children: int
) -> None:
    some = some_children(demo, children, 1)
    coming = some.demand(some.own_contract)
    names = ("nelcp", "beds_24", "beds_12")
    views = [
        view_of(some, changed(some.presets[name], DEAR), coming, audience=Audience.SHARED, runs=20)
        for name in names
    ]
    for first in views:
        order = [first, *(view for view in views if view is not first)]
        compared = compare(order, footprint=some.footprint)
        assert_hidden_as_in(compared.table, order)
        for row in (1, 2):
            assert list(given_away(compared, row, order[row], first)) == []


def given_away(
    compared: Comparison, row: int, view: ContractView, first: ContractView
) -> Iterator[str]:
    """Every difference that tells more than the numbers of beds and what the Overview shows."""
    beds = view.contract.beds - first.contract.beds
    for figure, years in (("saving_pounds", 1), ("term_year_pounds", 1)):
        for value in more(compared, row, figure):
            # at this cost a saving is a number of beds
            number = None if value is None else round(value / (52 * DEAREST) / years)
            if number != beds and small(number):
                yield f"{figure}: {number} beds"
    shown = more(compared, row, "children_inside")
    everyone, today = (
        first.overview.boroughs.count(TOTAL, column)
        for column in ("today_children", "today_in_footprint")
    )
    if everyone is None or today is None:
        if shown != [None] * 3:
            yield "children inside, where today's number is hidden"
        return
    one, other = (min(today + each.contract.beds, everyone) for each in (view, first))
    yield from (f"children inside: {value}" for value in shown if value != one - other)


def test_shared_differences_are_in_steps_of_ten_thousand_pounds(
    demo: Loaded, coming: Demand
) -> None:
    views = [
        view_of(demo, demo.presets[name], coming, audience=Audience.SHARED, runs=20)
        for name in ("nelcp", "late_opening")
    ]
    compared = compare(views, footprint=demo.footprint)
    inside = more(compared, 1, "children_inside")
    for figure in ("saving_pounds", "term_saving_pounds", "term_year_pounds"):
        saving = more(compared, 1, figure)
        assert all(value is not None and value % 10_000 == 0 for value in saving)
    assert all(value is not None and value == round(value) for value in inside)


def test_a_shared_difference_is_told_no_finer_than_the_figures_that_it_is_of(
    demo: Loaded, coming: Demand
) -> None:
    dear = {"weekly_cost": "50000", "price": "100", "term_years": "15"}
    views = [
        view_of(demo, changed(demo.own_contract, asked), coming, audience=Audience.SHARED, runs=20)
        for asked in (dear, {**dear, "refill_gap_weeks": "6"})
    ]
    compared = compare(views, footprint=demo.footprint)
    pounds = Rounding(Audience.SHARED).pounds
    for figure in ("saving_pounds", "term_saving_pounds"):
        size = max(abs(view.figures.number(figure, "p90") or 0.0) for view in views)
        assert size > 50_000_000
        for value in more(compared, 1, figure):
            assert value is not None
            whole = math.copysign(size, value) + value
            assert pounds(whole) == pytest.approx(whole)
