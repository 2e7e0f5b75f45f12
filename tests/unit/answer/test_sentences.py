"""The answer in words says what the figures say, and no more."""

import re
from datetime import date

import pandas as pd
import pytest

from lib.answer import sentences
from lib.answer.wording import children, listed, miles, whole_percent
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.domain.contract_toml import contract_from_toml
from lib.domain.footprint import Footprint
from lib.sources.paths import GEODATA
from lib.sources.published import published

FOOTPRINT = Footprint.from_toml((GEODATA / "footprint.toml").read_text("utf-8"))
CONTRACT = contract_from_toml(
    (GEODATA / "contracts" / "nelcp.toml").read_text("utf-8"), ages=(11, 17)
)


def released(name: str, rows: dict[str, dict[str, object]], audience: Audience) -> Released:
    table = pd.DataFrame.from_dict(rows, orient="index").convert_dtypes()
    counts = tuple(c for c in table.columns if "median" not in c and c != "name")
    return release(
        [Unreleased(name=name, table=table, counts=counts)],
        protection=Protection(),
        footprint=FOOTPRINT,
        audience=audience,
        is_invented=False,
    )[name]


def areas(audience: Audience = Audience.OFFICERS, **changed: object) -> Released:
    total: dict[str, object] = {
        "today_children": 170,
        "today_in_footprint": 61,
        "today_outside_footprint": 100,
        "today_footprint_unknown": 9,
        "today_distance_unknown": 12,
        "with_contract_in_footprint": 96,
        "today_median_miles_outside": 31.6,
    }
    return released("areas", {"total": total | changed}, audience)


def proof(audience: Audience = Audience.OFFICERS, **changed: object) -> Released:
    row: dict[str, object] = {
        "candidates": 60,
        "children_inside": 96,
        "children_competing": 41,
        "beds_competed_for": 35,
        "children_served": 0,
        "kept_placements": 7,
        "rules_cost": 0,
    }
    rows = {"with_contract": row | changed, "ceiling": row | {"children_inside": 98}}
    return released("proof", rows, audience)


def test_the_headline_says_how_many_inside_how_far_the_others_and_how_many_more() -> None:
    said = sentences.headline(
        areas(), footprint=FOOTPRINT, contract=CONTRACT, not_loaded=(), has_ages=True
    )
    assert said == (
        "61 of 170 children in children's homes live inside North East London; half of those "
        "outside with a known distance live 32 miles or more from their own address. "
        "With 35 block beds, up to 96 could live inside."
    )


def test_an_authority_without_a_return_is_named_in_the_headline() -> None:
    said = sentences.headline(
        areas(),
        footprint=FOOTPRINT,
        contract=CONTRACT,
        not_loaded=("Hackney", "Newham"),
        has_ages=True,
    )
    assert said.startswith("Hackney and Newham are not loaded. In what is loaded, 61 of 170")


def test_a_hidden_figure_is_a_word_in_the_headline_not_a_number() -> None:
    few = areas(Audience.SHARED, today_in_footprint=4)
    said = sentences.headline(
        few, footprint=FOOTPRINT, contract=CONTRACT, not_loaded=(), has_ages=True
    )
    assert "hidden" in said
    assert " 4 " not in said


def test_with_no_child_in_a_home_the_headline_says_so() -> None:
    none = areas(today_children=0, today_in_footprint=0, today_outside_footprint=0)
    said = sentences.headline(
        none, footprint=FOOTPRINT, contract=CONTRACT, not_loaded=(), has_ages=True
    )
    assert said == "No children in children's homes on this date."


def test_the_proof_says_who_competes_for_what_and_that_the_ceiling_is_no_plan() -> None:
    said = sentences.proof(proof(), CONTRACT, has_ages=True)
    assert "above 96: 41 children outside compete for the 35 beds they qualify for." in said
    assert said.endswith("the most would be 98: a bound, not a plan.")


def test_the_finding_of_the_proof_is_how_many_and_why_no_more() -> None:
    said = sentences.beds_could_bring(proof(brought_inside=35))
    assert said == "The beds could bring up to 35 children inside: 41 compete for them"
    all_have_one = sentences.beds_could_bring(proof(brought_inside=1, children_competing=0))
    assert all_have_one.endswith("up to 1 child inside: every child who qualifies gets one")


def test_where_nobody_was_placed_of_late_the_proof_says_that_nothing_changes() -> None:
    assert "change nothing" in sentences.proof(proof(candidates=0), CONTRACT, has_ages=True)


def test_the_title_is_the_finding_in_ten_words_or_fewer() -> None:
    title = sentences.title(areas(), FOOTPRINT)
    assert title == "About three in five children live outside North East London"
    assert len(title.split()) <= 10


def test_the_title_of_the_contract_says_the_most_that_it_could_do() -> None:
    title = sentences.title_with_contract(areas(with_contract_children=170), FOOTPRINT)
    assert title == "Up to about three in five children could live inside North East London"


def test_without_ages_nothing_is_claimed_of_the_contract() -> None:
    said = sentences.headline(
        areas(), footprint=FOOTPRINT, contract=CONTRACT, not_loaded=(), has_ages=False
    )
    assert "up to" not in said
    assert "Ages are not known" in said
    assert "Header" in sentences.proof(proof(candidates=0), CONTRACT, has_ages=False)


def test_the_title_of_one_area_is_about_its_own_children() -> None:
    rows = {
        "E09000016": {"name": "Havering", "today_children": 20, "today_outside_footprint": 10,
                      "today_in_footprint": 10, "today_footprint_unknown": 0},
        "E09000001": {"name": "City of London", "today_children": 0, "today_outside_footprint": 0,
                      "today_in_footprint": 0, "today_footprint_unknown": 0},
    }  # fmt: skip
    table = released("areas", rows, Audience.OFFICERS)
    havering = sentences.title(table, FOOTPRINT, row="E09000016")
    assert havering == "Havering: half of the children live outside North East London"
    city = sentences.title(table, FOOTPRINT, row="E09000001")
    assert city == "City of London: no children in children's homes"


def test_where_the_children_outside_are_hidden_the_title_counts_those_inside() -> None:
    title = sentences.title(areas(Audience.SHARED, today_outside_footprint=4), FOOTPRINT)
    assert title == "About one in three children live inside North East London"


@pytest.mark.parametrize("outside", range(0, 171, 5))
def test_the_title_never_strays_from_the_share_by_more_than_its_word_about(outside: int) -> None:
    shares = {
        "One in ten": 0.1, "One in five": 0.2, "One in four": 0.25, "One in three": 1 / 3,
        "Two in five": 0.4, "Half": 0.5, "Three in five": 0.6, "Two in three": 2 / 3,
        "Three in four": 0.75, "Four in five": 0.8, "Nine in ten": 0.9,
    }  # fmt: skip
    title = sentences.title(areas(today_outside_footprint=outside), FOOTPRINT)
    named = [share for words, share in shares.items() if words.lower() in title.lower()]
    if named:
        assert abs(named[0] - outside / 170) < 0.052
        assert "bout" in title or abs(named[0] - outside / 170) < 0.005
    else:
        assert f"{100 * outside / 170:.0f}%" in title


def test_the_trend_is_worked_out_from_the_published_rows_and_names_who_is_left_out() -> None:
    table = published("children_looked_after")
    said = sentences.trend(table, FOOTPRINT, 2018)
    # DfE, 31 March 2018 and 2017, seven authorities; City's inside count is withheld.
    inside_2018, looked_after_2018 = 153 + 89 + 119 + 140 + 90 + 48 + 103, 2262 - 10
    inside_2017, looked_after_2017 = 158 + 91 + 110 + 136 + 82 + 56 + 95, 2277 - 12
    assert f"{100 * inside_2018 / looked_after_2018:.1f}% lived inside" in said
    assert f"up from {100 * inside_2017 / looked_after_2017:.1f}% a year earlier" in said
    assert not re.search("better|worse", said), "neither direction is good in itself"
    assert "City of London left out: figure withheld" in said


def test_a_trend_needs_two_published_years() -> None:
    table = published("children_looked_after")
    assert "No two years" in sentences.trend(table, FOOTPRINT, 2015)


def test_each_unknown_is_said_with_its_number() -> None:
    said = " ".join(
        sentences.unknowns(areas(), proof(), footprint=FOOTPRINT, not_loaded=("Newham",))
    )
    assert "Where they live is not known for 9 children in children's homes" in said
    assert "not known for 12 children" in said
    assert "for their safety or stability: 7 children." in said
    assert "No return from Newham" in said


def test_a_missing_file_names_the_rule_that_it_switches_off_and_for_whom() -> None:
    given = {"without_ages": (), "without_costs": (), "has_homes": True}
    assert sentences.rules_off(**given, without_needs=()) == ()
    said = sentences.rules_off(**given, without_needs=("Hackney", "Newham"))
    assert len(said) == 1
    assert said[0].startswith("needs.csv was not loaded for Hackney and Newham: nobody there")


def test_the_authority_that_sets_the_date_is_named() -> None:
    said = sentences.coverage(
        date(2017, 3, 31), holding_back=("City of London",), not_covering=("Newham",)
    )
    assert "as at 31 March 2017 because the return of City of London" in said[0]
    assert "The return of Newham does not cover 31 March 2017" in said[1]
    assert sentences.coverage(date(2017, 3, 31), holding_back=(), not_covering=()) == ()


def test_numbers_read_as_a_reader_expects() -> None:
    assert (children(1), children(1204)) == ("1 child", "1,204 children")
    assert "hidden" in children(None)
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert (miles(9.94), miles(9.95), miles(31.6)) == ("9.9", "10", "32")
    assert (whole_percent(1, 8), whole_percent(3, 8), whole_percent(0, 5)) == (13, 38, 0)
    assert whole_percent(0, 0) is None


def test_the_bound_counts_whom_the_rules_keep_outside() -> None:
    said = sentences.proof(proof(rules_cost=2), CONTRACT, has_ages=True)
    plain = sentences.proof(proof(), CONTRACT, has_ages=True)
    assert "above 96" in plain
    assert "above 98" in said


def of_the_unknown(unknown: int, everyone: int) -> Released:
    figures = {"children": everyone, "in_footprint": everyone - unknown, "outside_footprint": 0}
    figures["footprint_unknown"] = unknown
    row: dict[str, object] = {
        f"{when}_{key}": number
        for when in ("today", "with_contract")
        for key, number in figures.items()
    }
    return released("areas", {"total": row}, Audience.OFFICERS)


def test_where_most_of_the_children_cannot_be_located_no_share_of_them_is_told() -> None:
    for title in (sentences.title, sentences.title_with_contract):
        said = [title(of_the_unknown(unknown, 47), FOOTPRINT) for unknown in (47, 30, 3)]
        assert said[:2] == [
            "Where the children live is not known",
            "Where most of the children live is not known",
        ]
        assert "not known" not in said[2]
