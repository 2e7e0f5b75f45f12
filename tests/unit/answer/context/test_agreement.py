"""The returns are held against what is published, and each difference is explained or is not."""

import csv
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lib.answer.context.agreement import AgreementView, agreement
from lib.answer.context.differences import Found, Kind, Measure, explain
from lib.answer.loaded import DEMO_RETURNS, Loaded, load
from lib.disclosure.released import Audience
from lib.sources.paths import GEODATA

CITY, HAVERING, TOTAL = "E09000001", "E09000016", "total"
TODAY = date(2026, 1, 1)
Rows = list[dict[str, str]]

NOTHING_FOUND = Found(
    covers_the_day=True,
    looked_after=251,
    over_20_outside=37,
    unaccompanied=27,
    unaccompanied_with_distance=0,
    distance_unknown_others=0,
    either_side=0,
    placement_unknown=0,
    in_secure_homes=0,
    in_short_breaks=0,
)


def said(measure: Measure, difference: int, found: Found = NOTHING_FOUND, **others: int) -> str:
    differences = {Measure[name.upper()]: value for name, value in others.items()}
    return explain(measure, {**differences, measure: difference}, found)[1]


def to_officers(loaded: Loaded) -> AgreementView:
    return agreement(loaded, Audience.OFFICERS)


@pytest.fixture(scope="module")
def unchanged(demo: Loaded) -> AgreementView:
    return to_officers(demo)


@pytest.fixture
def without(tmp_path: Path) -> Callable[[Callable[[Rows, set[str]], set[str]]], AgreementView]:
    """Compare a copy of which Havering's return lacks some children, chosen from its rows."""

    def without(choose: Callable[[Rows, set[str]], set[str]]) -> AgreementView:
        folder = tmp_path / "returns"
        shutil.copytree(DEMO_RETURNS, folder)
        episodes, alone = read(folder, "episodes"), read(folder, "uasc")
        gone = choose(open_on_the_day(episodes), {row["CHILD"] for row in alone})
        assert gone
        for name in ("episodes", "uasc", "header", "costs", "needs"):
            write(folder, name, [row for row in read(folder, name) if row["CHILD"] not in gone])
        return to_officers(load(folder, today=TODAY, as_of=date(2018, 3, 31)))

    return without


def read(folder: Path, name: str) -> Rows:
    with (folder / HAVERING / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder: Path, name: str, rows: Rows) -> None:
    path = folder / HAVERING / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def open_on_the_day(episodes: Rows) -> Rows:
    return [row for row in episodes if not row["DEC"] and row["LS"] not in ("V3", "V4")]


def lives_inside(row: dict[str, str]) -> bool:
    """By districts whose postcodes lie in Havering."""
    return row["PL_POST"].split(" ")[0] in ("RM2", "RM11", "RM12", "RM14")


def test_the_invented_returns_agree_with_every_published_figure(unchanged: AgreementView) -> None:
    """2,262 by construction; of the City all but the first is withheld or not available."""
    with (GEODATA / "published" / "children_looked_after.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        published = {
            (row["area_code"], row["measure"]): row["value"]
            for row in csv.DictReader(file)
            if row["year"] == "2018"
        }
    names = {
        Measure.LOOKED_AFTER: "looked_after_n",
        Measure.INSIDE: "inside_la_n",
        Measure.OVER_20: "over20_n",
        Measure.UNACCOMPANIED: "uasc_n",
    }
    assert unchanged.measures == tuple(names)
    compared = 0
    for code, row in unchanged.rows.items():
        for measure, one in row.items():
            if code == TOTAL:
                continue
            wanted = published[code, names[measure]]
            assert one.published == (int(wanted) if wanted else None)
            if wanted:
                assert (one.kind, one.ours) == (Kind.AGREES, int(wanted))
                compared += 1
    assert unchanged.rows[TOTAL][Measure.LOOKED_AFTER].ours == 2_262
    assert unchanged.title == (
        f"The invented returns agree with all {compared} published figures that can be compared, "
        "because they were made to"
    )


def test_returns_that_are_not_invented_are_not_said_to_be_made_to_agree(demo: Loaded) -> None:
    view = to_officers(replace(demo, is_invented=False))
    assert view.title == "The returns agree with all 29 published figures that can be compared"
    assert not any("invented" in note for note in view.notes)


def test_invented_returns_of_another_day_are_said_to_be_invented_and_may_differ() -> None:
    view = to_officers(load(DEMO_RETURNS, today=TODAY, as_of=date(2017, 3, 31)))
    assert "published figures differ from the invented returns" in view.title
    assert "made to" not in view.title


def test_a_withheld_figure_is_neither_derived_nor_part_of_a_sum(unchanged: AgreementView) -> None:
    for measure in (Measure.INSIDE, Measure.OVER_20):
        city = unchanged.rows[CITY][measure]
        assert (city.published, city.kind) == (None, Kind.NOT_COMPARED)
        assert city.why_not == "withheld to protect confidentiality"
        assert unchanged.rows[TOTAL][measure].published is None
    assert unchanged.rows[CITY][Measure.UNACCOMPANIED].why_not == "not available"
    assert any("City of London lacks some" in note for note in unchanged.notes)


def test_a_child_less_of_whom_nothing_tells_is_said_to_be_unexplained(
    without: Callable[..., AgreementView],
) -> None:
    havering = without(
        lambda rows, alone: {
            next(r["CHILD"] for r in rows if lives_inside(r) and r["CHILD"] not in alone)
        }
    ).rows[HAVERING]
    assert havering[Measure.LOOKED_AFTER].ours == 250
    assert havering[Measure.LOOKED_AFTER].kind is Kind.UNEXPLAINED
    assert havering[Measure.LOOKED_AFTER].said.startswith(
        "The returns have 1 fewer; nothing here explains it: check "
    )
    assert havering[Measure.UNACCOMPANIED].kind is Kind.AGREES
    assert havering[Measure.INSIDE].ours == 118
    assert "1 fewer, and this may be part of that" in havering[Measure.INSIDE].said


def test_an_unaccompanied_child_less_is_found_among_the_unaccompanied(
    without: Callable[..., AgreementView],
) -> None:
    view = without(lambda rows, alone: {next(r["CHILD"] for r in rows if r["CHILD"] in alone)})
    havering = view.rows[HAVERING]
    assert havering[Measure.LOOKED_AFTER].kind is Kind.EXPLAINED
    assert "as many as of unaccompanied children alone" in havering[Measure.LOOKED_AFTER].said
    assert havering[Measure.UNACCOMPANIED].kind is Kind.UNEXPLAINED
    assert "UASC table" in havering[Measure.UNACCOMPANIED].said
    assert "no reason is found here" in view.title
    assert view.rows[TOTAL][Measure.LOOKED_AFTER].ours == 2_261


def test_a_return_without_its_unaccompanied_children_is_told_from_one_without_their_table(
    without: Callable[..., AgreementView],
) -> None:
    havering = without(lambda _rows, alone: alone).rows[HAVERING]
    assert havering[Measure.LOOKED_AFTER].ours == 251 - 27
    assert (
        "published as looked after, and the return names none"
        in havering[Measure.LOOKED_AFTER].said
    )
    assert "UASC table is missing or empty" in havering[Measure.UNACCOMPANIED].said


def test_what_is_unaccompanied_of_a_difference_is_told_from_what_nothing_explains() -> None:
    found = said(Measure.LOOKED_AFTER, -3, unaccompanied=-1)
    assert "3 fewer, 1 of them unaccompanied; nothing here explains the others" in found
    assert "of them" not in said(Measure.LOOKED_AFTER, -3, unaccompanied=1)
    assert "of them" not in said(Measure.LOOKED_AFTER, -3, unaccompanied=-4)


def test_a_part_cannot_be_among_fewer_children_than_it_is_nor_among_more_where_fewer_are() -> None:
    assert "may be part of that" in said(Measure.INSIDE, -2, looked_after=-3)
    for of_all in (-1, 3, 0):
        assert "nothing here explains it" in said(Measure.INSIDE, -2, looked_after=of_all)


def test_a_series_of_short_breaks_explains_as_many_children_less() -> None:
    found = replace(NOTHING_FOUND, in_short_breaks=3)
    assert "3 children are in a series of short breaks" in said(Measure.LOOKED_AFTER, -3, found)
    assert "nothing here explains it" in said(Measure.LOOKED_AFTER, -4, found)


def test_postcodes_that_were_not_located_explain_at_most_as_many_children() -> None:
    found = replace(NOTHING_FOUND, placement_unknown=2, distance_unknown_others=2)
    for measure in (Measure.INSIDE, Measure.OVER_20):
        assert "could not be located" in said(measure, -2, found)
        assert "nothing here explains it" in said(measure, -3, found)
        assert "nothing here explains it" in said(measure, 2, found)
    assert "could not be located" in said(Measure.DISTANCE_UNKNOWN, 2, found)
    assert "nothing here explains it" in said(Measure.DISTANCE_UNKNOWN, -2, found)


def test_secure_homes_explain_a_published_figure_of_children_s_homes_alone() -> None:
    found = replace(NOTHING_FOUND, in_secure_homes=2)
    assert "children's homes (K2) alone" in said(Measure.IN_HOMES, 2, found)
    assert "nothing here explains it" in said(Measure.IN_HOMES, 1, found)


def test_a_sector_that_leaves_the_side_of_20_miles_open_explains_either_way() -> None:
    found = replace(NOTHING_FOUND, either_side=4)
    assert "either side of 20 miles" in said(Measure.OVER_20, 3, found)
    assert "either side of 20 miles" in said(Measure.OVER_20, -4, found)


def test_percentage_points_are_explained_by_as_many_children_as_they_are() -> None:
    """37 of 251 are 15 per cent, 38 as well; 39 are 16."""
    enough = replace(NOTHING_FOUND, distance_unknown_others=2)
    too_few = replace(NOTHING_FOUND, distance_unknown_others=1)
    assert "1 percentage point fewer: of 2 children" in said(Measure.OVER_20_OUTSIDE, -1, enough)
    assert "nothing here explains it" in said(Measure.OVER_20_OUTSIDE, -1, too_few)


def test_a_return_that_does_not_cover_the_day_is_the_first_explanation() -> None:
    found = replace(NOTHING_FOUND, covers_the_day=False)
    assert "does not cover this day" in said(Measure.LOOKED_AFTER, -40, found)


def test_more_children_than_published_are_said_to_be_more() -> None:
    assert said(Measure.LOOKED_AFTER, 4).startswith(
        "The returns have 4 more; nothing here explains it: check "
    )


def test_others_than_officers_see_no_figure_and_are_told_why(demo: Loaded) -> None:
    view = agreement(demo, Audience.SHARED)
    assert view.why_not.endswith("a difference can be of 1 to 5 children.")
    assert not view.rows
    assert not view.title


def test_a_day_of_which_nothing_is_published_says_so(demo: Loaded) -> None:
    for day, why in (
        (date(2017, 11, 5), "each 31 March alone"),
        (date(2014, 3, 31), "they are for 31 March 2015 to 2025"),
    ):
        other = replace(demo, returns=replace(demo.returns, as_of=day))
        view = to_officers(other)
        assert why in view.why_not
        assert not view.rows


def test_until_2017_what_is_published_of_distance_is_another_figure() -> None:
    view = to_officers(load(DEMO_RETURNS, today=TODAY, as_of=date(2017, 3, 31)))
    assert Measure.OVER_20_OUTSIDE in view.measures
    assert Measure.OVER_20 not in view.measures
    assert view.rows[TOTAL][Measure.OVER_20_OUTSIDE].ours is None
    assert any("and outside the authority; from 2018 on" in note for note in view.notes)
    assert any("made to agree" in note for note in view.notes)


def test_an_authority_without_a_return_is_compared_with_nothing(tmp_path: Path) -> None:
    shutil.copytree(DEMO_RETURNS / HAVERING, tmp_path / HAVERING)
    view = to_officers(load(tmp_path, today=TODAY, as_of=date(2018, 3, 31)))
    hackney = view.rows["E09000012"][Measure.LOOKED_AFTER]
    assert (hackney.ours, hackney.published, hackney.kind) == (None, 382, Kind.NOT_COMPARED)
    assert view.rows[TOTAL][Measure.LOOKED_AFTER].ours is None
    assert view.title == "The returns agree with all 4 published figures that can be compared"


def test_from_2020_on_secure_and_children_s_homes_are_counted_together(demo: Loaded) -> None:
    """Of 31 March 2018's open episodes, as if they were open in 2021 still."""
    view = to_officers(replace(demo, returns=replace(demo.returns, as_of=date(2021, 3, 31))))
    assert view.measures == tuple(one for one in Measure if one is not Measure.OVER_20_OUTSIDE)
    homes = {row["CHILD"] for row in open_on_the_day(read(DEMO_RETURNS, "episodes"))
             if row["PLACE"] in ("K1", "K2")}  # fmt: skip
    havering = view.rows[HAVERING]
    assert (havering[Measure.IN_HOMES].ours, havering[Measure.IN_HOMES].published) == (
        len(homes),
        22,
    )
    assert havering[Measure.DISTANCE_UNKNOWN].ours == 27
    assert view.rows["E09000026"][Measure.IN_HOMES].why_not.startswith("withheld")
    assert any("2 children in secure homes (K1)" in note for note in view.notes)
