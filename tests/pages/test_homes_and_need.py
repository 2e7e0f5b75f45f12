"""Homes and need on the Boroughs page, as a reader meets it."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.answer.areas import TOTAL
from lib.answer.context.homes import Measure, homes
from lib.answer.loaded import read_footprint
from lib.disclosure.released import Audience
from lib.links.address import link, parse
from lib.links.asked import Asked, OnOffer, Page
from lib.ui import queries
from lib.ui.state import Selection
from tests.fixtures.page import words

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")


@pytest.fixture
def page(opened: Open) -> Open:
    """Open the Boroughs page."""
    return lambda **address: opened("boroughs", **address)


def charts(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(one.proto.spec) for one in app.get("vega_lite_chart")]


def maps(app: AppTest) -> list[dict[str, Any]]:
    return [chart for chart in charts(app) if "geoshape" in json.dumps(chart)]


def test_the_section_states_the_finding_and_draws_it(page: Open) -> None:
    app = page()
    assert not app.exception
    said = words(app)
    for part in (
        "North East London had 225 places in children&#x27;s homes in 2018 and 417 in 2025; in",
        "41 homes with 225 places on 31 March 2018 became 94 with 417 in 2025",
        "−66 in 2018, +24 in 2024",
        "89% were placed outside their own borough in 2018 and 88% in 2024",
        "Published figures, whatever returns are loaded",
    ):
        assert part in said, part
    assert len(maps(app)) == 2


@pytest.mark.parametrize("audience", ["Officers' view", "Shared view"])
def test_what_is_said_of_the_own_children_is_what_the_released_table_says(
    page: Open, audience: str
) -> None:
    app = page(audience=audience)
    chosen = Audience.SHARED if audience == "Shared view" else Audience.OFFICERS
    selection = Selection(audience=chosen, as_of=queries.available_dates()[0])
    here = queries.boroughs(selection).need.count(TOTAL, "living_here")
    told = re.search(
        r"By the returns loaded here \(31 March 2018, invented\), (\d+) of", words(app)
    )
    if here is None:
        assert told is None
        assert "its own children use is hidden" in words(app)
    else:
        assert told is not None
        assert int(told[1]) == here


def test_another_measure_and_year_draw_another_map(page: Open) -> None:
    app = page(homes=str(Measure.NET_GAIN), homes_year="2018")
    assert app.selectbox("homes").value == Measure.NET_GAIN
    assert app.selectbox("homes-year").value == 2018
    assert "97 of 149 areas send more children" in words(app)
    for one in maps(app):
        assert "−32" in json.dumps(one, ensure_ascii=False)


def test_a_year_that_a_measure_lacks_gives_way_to_the_nearest(page: Open) -> None:
    app = page()
    assert app.selectbox("homes-year").value == 2025
    app.selectbox("homes").set_value(str(Measure.NET_GAIN)).run()
    assert not app.exception
    assert app.selectbox("homes-year").value == 2024
    assert "31 March 2024" in words(app)


def test_a_link_to_a_year_that_is_not_there_is_told_and_the_newest_shown(page: Open) -> None:
    app = page(homes_year="2014")
    assert "have no year “2014”, so the newest year is shown" in words(app)
    assert app.selectbox("homes-year").value == 2025


def test_a_view_of_homes_is_a_link_that_opens_it_again() -> None:
    on_offer = OnOffer(homes=homes(read_footprint()).on_offer())
    asked = Asked(homes=str(Measure.NET_GAIN), homes_year=2018)
    address = link(Page.BOROUGHS, asked)
    query = dict(re.findall(r"[?&]([^=]+)=([^&]+)", address))
    assert query["homes-year"] == "2018"
    found, unusable = parse(
        {"homes": str(Measure.NET_GAIN), "homes-year": "2018"},
        page=Page.BOROUGHS,
        on_offer=on_offer,
    )
    assert (found, unusable) == (asked, ())
    for text in ("2026", "18", "2018; drop", "２０１８", ""):
        read, _ = parse({"homes-year": text}, page=Page.BOROUGHS, on_offer=on_offer)
        assert read.homes_year is None, text


def test_each_table_of_the_section_can_be_reached_and_names_what_it_counts(page: Open) -> None:
    section = words(page()).split("Homes and need: published figures")[1]
    found = re.findall(r'<div class="cth-scroll" tabindex="0".*?</table>', section, re.DOTALL)
    assert len(found) >= 4
    assert all(re.search(r"<caption>[^<]+</caption>", one) for one in found)
