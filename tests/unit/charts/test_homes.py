import csv
import json
import re
from typing import Any

import pytest
import shapely

from lib.answer.context.homes import HomesView, Measure, homes
from lib.answer.context.homes_sentences import finding, map_in_words, year_by_year
from lib.answer.loaded import read_footprint
from lib.charts.homes_by_year import net_gain_by_year, outside_by_year, places_by_year
from lib.charts.homes_map import CLASSES, NO_FIGURE, class_of, colours, homes_map
from lib.charts.style import palette_of
from lib.sources.paths import GEODATA

LIGHT = palette_of(is_dark=False)


@pytest.fixture(scope="module")
def view() -> HomesView:
    return homes(read_footprint())


def drawn(view: HomesView, measure: Measure, year: int, *, is_near: bool) -> dict[str, Any]:
    said = map_in_words(view, measure, year)
    return homes_map(view, measure, year, is_near=is_near, palette=LIGHT, said=said)


def areas(spec: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Give what each shaded outline says, by name."""
    values = [
        one
        for rows in spec["datasets"].values()
        for one in rows
        if "class" in one.get("properties", {})
    ]
    return {one["properties"]["name"]: one["properties"] for one in values}


@pytest.mark.parametrize("year", [2018, 2025])
def test_each_authority_of_the_map_has_the_places_of_its_row(view: HomesView, year: int) -> None:
    with (GEODATA / "published/childrens_homes.csv").open(encoding="utf-8", newline="") as file:
        places = {
            row["area_name"]: int(row["places"])
            for row in csv.DictReader(file)
            if row["sector"] == "all" and row["date"].startswith(str(year))
        }
    shown = areas(drawn(view, Measure.PLACES, year, is_near=False))
    assert len(shown) == 153
    for name, area in shown.items():
        if area["class"] == NO_FIGURE:
            continue
        assert area["figure"] == f"{places[name]:,}", name
        lowest = int((re.match(r"\d+", area["class"]) or ["0"])[0])
        assert lowest <= places[name], name
        highest = re.search(r"to (\d+)", area["class"])
        if highest:
            assert places[name] <= int(highest[1]), name
        assert (area["class"] == "None") == (places[name] == 0), name


def test_an_authority_of_new_borders_has_no_figure_of_before_them(view: HomesView) -> None:
    none = {
        name
        for name, area in areas(drawn(view, Measure.PLACES, 2018, is_near=False)).items()
        if area["class"] == NO_FIGURE
    }
    assert none == {
        "Bournemouth, Christchurch and Poole", "Cumberland", "Dorset", "North Northamptonshire",
        "West Northamptonshire", "Westmorland and Furness",
    }  # fmt: skip


@pytest.mark.parametrize("measure", list(Measure))
def test_classes_have_a_colour_each_and_no_figure_has_another(measure: Measure) -> None:
    tones = colours(measure, LIGHT)
    assert len(set(tones.values())) == len(tones) == len(CLASSES[measure]) + 1
    ends = [least for least, _ in CLASSES[measure]]
    assert ends == sorted(ends)
    for least, name in CLASSES[measure]:
        assert class_of(least, measure) == name
        assert class_of(None, measure) == NO_FIGURE


@pytest.mark.parametrize("is_near", [True, False])
def test_areas_without_a_figure_are_hatched_and_no_others_are(
    view: HomesView, *, is_near: bool
) -> None:
    """About as many sent as received is white; no figure is another thing, and looks like one."""
    spec = drawn(view, Measure.NET_GAIN, 2018, is_near=is_near)
    (hatching,) = spec["datasets"]["hatched"]
    lines = shapely.geometry.shape(hatching["geometry"])
    assert lines.length > 10
    for one in spec["datasets"]["areas"]:
        shape = shapely.make_valid(shapely.geometry.shape(one["geometry"]))
        if shape.area < 20:
            continue
        # corners are rounded to 100 metres, so that lines may reach over them
        is_hatched = lines.intersection(shape).length > shape.area / 20
        if one["properties"]["class"] != NO_FIGURE:
            assert not is_hatched, one["properties"]["name"]
        elif shape.area > 200:
            assert is_hatched, one["properties"]["name"]
    assert "Westminster" in {
        name for name, area in areas(spec).items() if area["class"] == NO_FIGURE
    }
    assert NO_FIGURE in json.dumps(spec["layer"])


def test_a_map_on_which_every_area_has_a_figure_has_no_hatching(view: HomesView) -> None:
    spec = drawn(view, Measure.PLACES, 2025, is_near=False)
    assert shapely.geometry.shape(spec["datasets"]["hatched"][0]["geometry"]).is_empty
    assert NO_FIGURE not in json.dumps(spec["layer"])


def test_as_many_sent_as_received_are_of_the_class_without_a_colour() -> None:
    assert class_of(0, Measure.NET_GAIN) == class_of(-9, Measure.NET_GAIN) == "About even: within 9"
    assert class_of(-10, Measure.NET_GAIN) == class_of(-49, Measure.NET_GAIN) == "10 to 49 sent"
    assert class_of(-50, Measure.NET_GAIN) == "50 or more sent"
    assert class_of(50, Measure.NET_GAIN) == "50 or more received"


def test_the_map_draws_no_net_gain_of_the_city_alone_and_none_that_is_hidden(
    view: HomesView,
) -> None:
    for is_near in (True, False):
        spec = drawn(view, Measure.NET_GAIN, 2018, is_near=is_near)
        shown = areas(spec)
        assert shown["City of London"]["figure"] == "−24 (Hackney and City of London)"
        assert shown["City of London"]["class"] == shown["Hackney"]["class"]
        assert shown["Westminster"]["figure"] == "hidden"
        assert shown["Westminster"]["class"] == NO_FIGURE


def test_close_by_the_boroughs_are_named_with_their_figures(view: HomesView) -> None:
    spec = json.dumps(drawn(view, Measure.PLACES, 2025, is_near=True))
    for label in ("Redbridge\\\\n157", "Tower\\\\nHamlets 20", "Newham\\\\n61"):
        assert label.replace("\\\\", "\\") in spec


def test_the_map_asks_no_other_server_and_says_in_words_what_it_shows(view: HomesView) -> None:
    for is_near in (True, False):
        spec = drawn(view, Measure.PLACES, 2025, is_near=is_near)
        assert spec["description"] == map_in_words(view, Measure.PLACES, 2025)
        without_schema = json.dumps({key: of for key, of in spec.items() if key != "$schema"})
        assert "http" not in without_schema
        assert len(without_schema) < 160_000


def test_the_charts_by_year_draw_the_footprint_and_mark_what_is_reconstructed(
    view: HomesView,
) -> None:
    def rows(draw: Any) -> dict[int, dict[str, Any]]:
        spec = draw(view, palette=LIGHT, said=finding(view)).to_dict()
        return {
            row["year"]: row for rows in spec["datasets"].values() for row in rows if "year" in row
        }

    places = rows(places_by_year)
    assert {year: row["value"] for year, row in places.items()} == {
        2018: 225, 2019: 221, 2020: 229, 2021: 238, 2022: 279, 2023: 310, 2024: 385, 2025: 417,
    }  # fmt: skip
    assert {year for year, row in places.items() if row["is_reconstructed"]} == {2019, 2020, 2024}
    net = rows(net_gain_by_year)
    assert (net[2018]["label"], net[2024]["label"], 2025 in net) == ("−66", "+24", False)
    assert rows(outside_by_year)[2021]["label"] == "84%"


def test_each_chart_by_year_is_told_in_words_with_what_is_reconstructed(view: HomesView) -> None:
    assert year_by_year(view, "places") == (
        "2018: 225; 2019: 221 (reconstructed); 2020: 229 (reconstructed); 2021: 238; 2022: 279; "
        "2023: 310; 2024: 385 (reconstructed); 2025: 417."
    )
    assert year_by_year(view, "net_gain").startswith("2018: −66;")
    assert year_by_year(view, "net_gain").endswith("2024: +24.")
    assert "2021: 84%" in year_by_year(view, "london_outside_pct")
