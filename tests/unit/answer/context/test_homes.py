import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from lib.answer.boroughs.view import BoroughsView
from lib.answer.context.homes import GRADES, HomesView, Measure, homes
from lib.answer.context.homes_sentences import (
    finding,
    map_in_words,
    map_subtitle,
    map_title,
    not_on_the_map,
    title,
    use_of_the_places,
)
from lib.answer.loaded import read_footprint
from lib.domain.whole_areas import ENGLAND, LONDON
from lib.sources.paths import GEODATA
from lib.ui.context.homes_tables import tables

FOOTPRINT = read_footprint()
PUBLISHED = GEODATA / "published"
HACKNEY, CITY = "E09000012", "E09000001"
BARNSLEY, SHEFFIELD = ("E08000016", "E08000038"), ("E08000019", "E08000039")


def lines(table: str) -> list[dict[str, str]]:
    """Read the rows of a file as they stand, without the product's reader."""
    with (PUBLISHED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


HOMES = {
    (row["area_code"], int(row["date"][:4])): row
    for row in lines("childrens_homes")
    if row["sector"] == "all"
}
TOGETHER = f"{CITY}+{HACKNEY}"
NET_GAIN = {
    (row["area_code"], int(row["year"])): int(row["value"])
    for row in lines("placement_flows")
    if row["measure"] == "net_gain" and row["value"]
}
WITHHELD = {
    (row["area_code"], int(row["year"]))
    for row in lines("placement_flows")
    if row["measure"] == "net_gain" and row["status"] == "c"
}


@pytest.fixture(scope="module")
def view() -> HomesView:
    return homes(FOOTPRINT)


def as_published(code: str) -> str:
    return {today: before for before, today in (BARNSLEY, SHEFFIELD)}.get(code, code)


def test_the_footprint_went_from_41_homes_and_225_places_to_94_and_417(view: HomesView) -> None:
    assert view.years.loc[2018, ["homes", "places"]].tolist() == [41, 225]
    assert view.years.loc[2025, ["homes", "places"]].tolist() == [94, 417]


def test_the_footprint_went_from_sending_66_more_to_receiving_24_more(view: HomesView) -> None:
    assert view.years.at[2018, "net_gain"] == -66
    assert view.years.at[2024, "net_gain"] == 24
    for year in range(2014, 2025):
        areas = {*FOOTPRINT.codes, TOGETHER} - {CITY, HACKNEY}
        assert view.years.at[year, "net_gain"] == sum(NET_GAIN[code, year] for code in areas)


def test_the_share_placed_outside_is_that_of_london_and_its_dip_is_told(view: HomesView) -> None:
    shares = {
        int(row["year"]): int(row["value"])
        for row in lines("placement_flows")
        if row["area_code"] == LONDON and row["measure"] == "own_placed_outside_pct"
    }
    assert view.years["london_outside_pct"].dropna().to_dict() == shares
    assert (shares[2018], shares[2024]) == (89, 88)
    least = min(share for year, share in shares.items() if year >= 2018)
    assert f"from {least}% to 89%" in finding(view)


def test_every_figure_of_homes_is_that_of_its_row(view: HomesView) -> None:
    rows = view.authorities.dropna(subset=["homes"])
    assert len(rows) == sum(not code.startswith(("E12", "E92")) for code, _ in HOMES)
    for row in rows.itertuples():
        found = HOMES[as_published(str(row.code)), int(row.year)]
        for column in ("homes", "places", *GRADES):
            assert getattr(row, column) == int(found[column]), (row.name, row.year, column)


def test_authorities_add_up_to_england_and_boroughs_to_london(view: HomesView) -> None:
    for (code, year), row in HOMES.items():
        if code not in (LONDON, ENGLAND):
            continue
        of_year = view.of_year(year)
        parts = of_year[of_year.index.str.startswith("E09")] if code == LONDON else of_year
        assert parts["homes"].sum() == int(row["homes"]), (code, year)
        assert parts["places"].sum() == int(row["places"]), (code, year)


def test_sectors_add_up_to_the_footprint_and_to_england(view: HomesView) -> None:
    for year in range(2018, 2026):
        of_year = view.sectors[view.sectors["year"].eq(year)]
        ours, england = (of_year[of_year["area"].eq(area)] for area in ("footprint", ENGLAND))
        assert ours["places"].sum() == view.years.at[year, "places"]
        assert england["places"].sum() == int(HOMES[ENGLAND, year]["places"])
    of_2025 = view.sectors[view.sectors["year"].eq(2025) & view.sectors["area"].eq("footprint")]
    assert of_2025.set_index("sector")["homes"].to_dict() == {
        "private": 90, "voluntary": 3, "local_authority": 1,
    }  # fmt: skip
    assert of_2025[list(GRADES)].sum().tolist() == [9, 67, 12, 0, 6]


def test_a_net_gain_is_that_of_its_row_or_of_the_areas_held_as_one(view: HomesView) -> None:
    shown = view.authorities.dropna(subset=["net_gain"])
    assert len(shown) > 1_500
    for row in shown.itertuples():
        code, year = as_published(str(row.code)), int(row.year)
        if code in (HACKNEY, CITY):
            assert row.net_gain == NET_GAIN[TOGETHER, year]
            assert row.net_gain_of == "Hackney and City of London"
        else:
            assert row.net_gain == NET_GAIN[code, year], (row.name, year)


def test_what_is_withheld_is_hidden_and_nothing_else_is(view: HomesView) -> None:
    for rows in (view.authorities, view.regions):
        for row in rows.itertuples():
            key = (as_published(str(row.code)), int(row.year))
            assert row.net_gain_is_hidden == (key in WITHHELD), key
            assert pd.isna(row.net_gain) or key not in WITHHELD
    assert {(LONDON, 2018), (ENGLAND, 2018), ("E09000033", 2018)} <= WITHHELD


def test_a_footprint_that_holds_a_part_of_an_area_has_no_net_gain() -> None:
    text = (GEODATA / "footprint.toml").read_text("utf-8")
    text = text.replace('E09000001 = "City of London"', 'E09000019 = "Islington"')
    text = text.replace('codes = ["E09000012", "E09000001"]', 'codes = ["E09000012", "E09000019"]')
    without_the_city = homes(FOOTPRINT.from_toml(text))
    assert CITY not in without_the_city.footprint_codes
    assert without_the_city.years["net_gain"].isna().all()
    assert without_the_city.years.at[2018, "places"] == sum(
        int(HOMES[code, 2018]["places"]) for code in without_the_city.footprint_codes
    )


def test_hackney_and_the_city_have_one_net_gain_that_stands_once(view: HomesView) -> None:
    for year in view.years_of(Measure.NET_GAIN):
        net_gain = NET_GAIN[TOGETHER, year]
        told = f"{'+' if net_gain > 0 else '−'}{abs(net_gain)}"
        for table in (tables(view, Measure.NET_GAIN, year)[at] for at in (0, -2)):
            rows = re.findall(r"<tr[^>]*>(?:(?!</tr>).)*</tr>", table)
            (city,) = (row for row in rows if re.search(r'"row">(<b>)?City of London', row))
            (hackney,) = (row for row in rows if re.search(r'"row">(<b>)?Hackney', row))
            assert city.endswith('><span class="cth-share">with Hackney</span></td></tr>')
            assert f'{told} <span class="cth-share">with City of London</span>' in hackney
        assert f"Hackney and City of London ({told})" in map_in_words(view, Measure.NET_GAIN, year)


def test_the_table_says_why_the_net_gain_of_england_is_not_zero(view: HomesView) -> None:
    net_gain = NET_GAIN[ENGLAND, 2024]
    summed = sum(
        number
        for (code, year), number in NET_GAIN.items()
        if year == 2024 and code[:3] not in ("E12", "E13", "E92")
    )
    assert abs(summed - net_gain) <= 5  # of exact numbers, and rounded to 10
    assert (
        f"England&#x27;s −{-net_gain} is the sum of its authorities"
        in (tables(view, Measure.NET_GAIN, 2024)[0])
    )
    assert "is the sum of its authorities" not in tables(view, Measure.NET_GAIN, 2018)[0]


def test_a_withheld_number_of_children_leaves_no_places_per_100(view: HomesView) -> None:
    of_2025 = view.of_year(2025)
    assert pd.isna(of_2025.at[CITY, "looked_after"])
    assert pd.isna(of_2025.at[CITY, "per_100"])
    assert pd.isna(view.years.at[2025, "per_100"])
    assert "City of London looks after is withheld" in tables(view, Measure.PLACES, 2025)[0]


def test_places_per_100_are_those_of_london_alone_and_halves_go_up(view: HomesView) -> None:
    children = {
        (row["area_code"], int(row["year"])): int(row["value"])
        for row in lines("children_looked_after")
        if row["measure"] == "looked_after_n" and row["value"]
    }
    shown = view.authorities.dropna(subset=["per_100"])
    assert shown["code"].str.startswith("E09").all()
    for row in shown.itertuples():
        exact = 100 * int(HOMES[row.code, row.year]["places"]) / children[row.code, row.year]
        assert row.per_100 == int(exact + 0.5), (row.name, row.year)
    assert view.of_year(2025).at["E09000026", "per_100"] == 53  # Redbridge: 157 for 299


def test_reconstructed_years_are_said_to_be_such_and_no_others(view: HomesView) -> None:
    for year in range(2018, 2026):
        is_made = HOMES[ENGLAND, year]["coverage"] == "reconstructed"
        assert is_made == (year in (2019, 2020, 2024))
        for measure in (Measure.PLACES, Measure.PER_100):
            assert ("Reconstructed" in map_subtitle(view, measure, year)) == is_made
        assert ("Reconstructed" in tables(view, Measure.PLACES, year)[0]) == is_made
        assert ("Reconstructed" in tables(view, Measure.PLACES, year)[1]) == is_made
        assert (f"{year} (reconstructed)" in tables(view, Measure.PLACES, year)[-1]) == is_made


def test_an_authority_that_only_changed_its_code_is_drawn_and_one_of_old_borders_is_not(
    view: HomesView,
) -> None:
    of_2018 = view.of_year(2018)
    for _, today in (BARNSLEY, SHEFFIELD):
        assert of_2018.at[today, "is_drawn"]
    gone = set(of_2018.loc[~of_2018["is_drawn"], "name"])
    assert gone == {"Bournemouth", "Poole", "Dorset", "Northamptonshire", "Cumbria"}
    said, table = not_on_the_map(view, Measure.PLACES, 2018), tables(view, Measure.PLACES, 2018)[2]
    for name in gone:
        assert name in said
        assert f"{name} (not on the map)" in table
    assert not_on_the_map(view, Measure.PLACES, 2025) == ""


def test_whoever_has_no_figure_is_named_with_the_reason(view: HomesView) -> None:
    assert not_on_the_map(view, Measure.NET_GAIN, 2024) == (
        "Of Isles of Scilly no net gain is published."
    )
    assert "Of Westminster the net gain is hidden" in not_on_the_map(view, Measure.NET_GAIN, 2018)
    said = not_on_the_map(view, Measure.PER_100, 2025)
    assert said == "How many children City of London looks after is withheld."


def test_the_title_gives_each_figure_its_area_and_its_year(view: HomesView) -> None:
    """Of North East London alone: no other area's share stands beside its places."""
    places = {
        year: sum(int(HOMES[code, year]["places"]) for code in FOOTPRINT.codes)
        for year in (2018, 2025)
    }
    assert title(view) == (
        f"North East London had {places[2018]} places in children's homes in 2018 and "
        f"{places[2025]} in 2025; in 2024 it received 24 more children in homes than it sent"
    )


@pytest.mark.parametrize(
    ("net_gain", "said"),
    [
        (-66, "in 2024 it sent 66 more children in homes than it received"),
        (0, "in 2024 it received as many children in homes as it sent"),
    ],
)
def test_the_title_says_which_way_more_children_went(
    view: HomesView, net_gain: int, said: str
) -> None:
    years = view.years.copy()
    years.loc[2024, "net_gain"] = net_gain
    assert title(replace(view, years=years)).endswith(said)


def test_the_finding_concludes_nothing_of_the_footprint_from_a_share_of_london(
    view: HomesView,
) -> None:
    said = finding(view)
    for part in (
        "41 homes with 225 places on 31 March 2018 became 94 with 417 in 2025",
        "2018 is the first year listed here, and that in which the contract was agreed (November)",
        "−66 in 2018, +24 in 2024",
        "89% were placed outside their own borough in 2018 and 88% in 2024",
        "Outside the borough is not outside North East London",
    ):
        assert part in said
    for too_much in ("yet", "are not places for"):
        assert too_much not in said


def test_a_list_that_begins_in_another_year_is_not_said_to_be_that_of_the_contract(
    view: HomesView,
) -> None:
    later = replace(view, years=view.years[view.years.index > 2018])
    assert "2019 is the first year listed here. " in finding(later)


def test_the_title_of_the_map_counts_who_sends_more_than_it_receives(view: HomesView) -> None:
    of_2024 = {code: net for (code, year), net in NET_GAIN.items() if year == 2024}
    areas = {code: net for code, net in of_2024.items() if code[:3] not in ("E12", "E13", "E92")}
    senders = sum(net < 0 for net in areas.values())
    assert map_title(view, Measure.NET_GAIN, 2024).startswith(f"{senders} of {len(areas)} areas")
    said = map_in_words(view, Measure.NET_GAIN, 2024)
    assert "Lancashire (+417)" in said
    assert "Bradford (−141)" in said


def test_a_footprint_of_which_an_authority_is_not_published_has_no_sum(view: HomesView) -> None:
    # North Northamptonshire is published from 2022 on
    other = FOOTPRINT.from_toml(
        (GEODATA / "footprint.toml")
        .read_text("utf-8")
        .replace('"E09000030"', '"E06000061"')
        .replace("E09000030 =", "E06000061 =")
    )
    found = homes(other)
    assert pd.isna(found.years.at[2018, "places"])
    assert found.years.at[2025, "places"] == sum(
        int(HOMES[code, 2025]["places"]) for code in other.codes
    )
    assert view.years.at[2018, "places"] == 225


@pytest.mark.parametrize(
    ("here", "places", "is_loaded", "said"),
    [
        (56, 225, True, "they fill 25% at most"),
        (None, 225, True, "is hidden"),
        (56, None, True, "no list of homes is loaded"),
        (56, 225, False, "not every borough's return is loaded"),
    ],
)
def test_the_use_of_the_places_is_said_as_far_as_it_may_be(
    *, here: int | None, places: int | None, is_loaded: bool, said: str
) -> None:
    told = use_of_the_places(returned(here, places, is_loaded=is_loaded), FOOTPRINT)
    assert said in told
    if here is None:
        assert not re.search(r"\d+%", told)
    assert "169" not in told  # what is left of the places is nobody's number


def returned(here: int | None, places: int | None, *, is_loaded: bool) -> BoroughsView:
    """Give what the sentence reads of an answer."""
    counts = {"living_here": here, "places": places}
    view: Any = SimpleNamespace(
        need=SimpleNamespace(count=lambda _row, key: counts[key]),
        overview=SimpleNamespace(
            footprint_name=FOOTPRINT.name,
            as_of=pd.Timestamp("2018-03-31").date(),
            is_invented=True,
            boroughs=SimpleNamespace(table=pd.DataFrame({"is_loaded": [True, is_loaded]})),
        ),
    )
    return view


@pytest.fixture(autouse=True, scope="module")
def _forget_other_footprints() -> Iterator[None]:
    yield
    homes.cache_clear()
