"""The weekly cost stands as published, beside what inflation and a discount make of it."""

import csv
from dataclasses import replace
from decimal import Decimal

import pytest

from lib.answer.context.cost import CostView, weekly_costs
from lib.answer.loaded import read_contract, read_footprint
from lib.domain.contract import Contract
from lib.domain.ranges import Range
from lib.domain.whole_areas import ENGLAND, LONDON
from lib.sources.paths import GEODATA

CITY = "E09000001"


def asked(contract: Contract | None = None) -> CostView:
    return weekly_costs(read_footprint(), contract or read_contract())


def raw(table: str) -> list[dict[str, str]]:
    with (GEODATA / "published" / f"{table}.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def test_the_claim_s_own_sum_is_there_at_england_s_and_at_london_s_cost() -> None:
    view = asked()
    assert view.of(ENGLAND).at["2017-18", "pounds"] == 3_630
    assert view.of(ENGLAND).at["2017-18", "off_pounds"] == 1_321_320
    assert view.of(LONDON).at["2017-18", "pounds"] == 3_625
    assert view.of(LONDON).at["2017-18", "off_pounds"] == 1_319_500
    assert "£1,319,500 at London's cost and £1,321,320 at England's cost" in view.discount_sentence


def test_every_published_figure_stands_as_published() -> None:
    view = asked()
    areas = {*read_footprint().codes, LONDON, ENGLAND}
    rows = [row for row in raw("weekly_cost") if row["area_code"] in areas]
    assert len(rows) == len(view.rows) == 10 * 9
    for row in rows:
        found = view.of(row["area_code"]).loc[row["financial_year"]]
        if row["gbp_per_week"]:
            assert found["pounds"] == int(row["gbp_per_week"])
        else:
            assert found[["pounds", "real_pounds", "off_pounds"]].isna().all()
            assert found["why_not"] in {
                "not available",
                "withheld to protect confidentiality",
            }


def test_what_is_not_available_for_the_city_is_made_up_of_nothing() -> None:
    city = asked().of(CITY)
    assert city["why_not"].notna().tolist() == [True] * 4 + [False] * 5
    assert city["off_pounds"].isna().tolist() == [True] * 4 + [False] * 5


def test_money_of_the_last_year_follows_the_index_of_the_year_in_which_the_year_begins() -> None:
    index = {int(row["year"]): float(row["index_2015_100"]) for row in raw("consumer_prices")}
    view = asked()
    for code in (LONDON, ENGLAND, CITY):
        for year, row in view.of(code).dropna(subset="pounds").iterrows():
            wanted = row["pounds"] * index[2024] / index[int(str(year)[:4])]
            assert row["real_pounds"] == pytest.approx(wanted, abs=2.51)
            assert row["real_pounds"] % 5 == 0
    last = view.rows[view.rows["year"].eq("2024-25")]
    assert last["real_pounds"].tolist() == last["pounds"].tolist()


def test_the_title_is_worked_out_from_the_figures() -> None:
    """8,085 / 3,625 = 2.23, and consumer prices rose from 103.4 to 133.9."""
    assert asked().title == (
        "A week of residential care costs 2.2 times what it did in 2017-18 in London, "
        "1.7 times after inflation"
    )


def test_the_discount_is_the_contract_s_most_likely_one_and_the_beds_and_weeks_are_its_own() -> (
    None
):
    contract = read_contract()
    money = replace(contract.money, discount=Range(0.05, 0.125, 0.3), weeks=Decimal("52.18"))
    view = asked(replace(contract, homes=contract.homes[:1], money=money))
    beds = contract.homes[0].beds
    assert view.discount_in_words == "12.5%"
    off = view.of(ENGLAND).at["2024-25", "off_pounds"]
    assert off == pytest.approx(7_385 * beds * 52.18 * 0.125, abs=0.51)
    assert "52.18 weeks a year" in view.discount_sentence
    assert view.price_sentence == ""


def test_a_contract_with_a_price_says_that_the_discount_is_not_its_own() -> None:
    contract = read_contract()
    money = replace(contract.money, discount=None, price_pence_per_bed_week=Range.certain(290_400))
    view = asked(replace(contract, money=money))
    assert view.of(LONDON).at["2017-18", "off_pounds"] == 1_319_500
    assert "£2,904 for a bed and a week, and no discount" in view.price_sentence


def test_it_is_said_that_consumer_prices_are_not_the_price_of_care() -> None:
    said = " ".join(asked().notes)
    assert "calendar year in which the financial year begins" in said
    assert "not of care" in said
