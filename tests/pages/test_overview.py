import html
import re
from base64 import b64decode
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.fixtures.page import (
    asked_of_the_map,
    html_of,
    message,
    row_headings,
    state_of_the_map,
    words,
)

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")


def test_the_page_opens_on_the_officers_view_of_the_invented_returns(opened: Open) -> None:
    app = opened()
    assert not app.exception
    said = words(app)
    assert "Invented data" in said
    assert re.search(r"\d+ of \d+ children in children&#x27;s homes live inside", said)
    assert re.search(r"up to \d+ could live inside", said)
    assert "No way of giving out the beds" in said
    assert "a year earlier" in said
    for measure in ("Inside the footprint", "In their own borough", "20 miles or less", "Distant"):
        assert measure in said
    assert "What is not known" in said


def test_every_borough_has_a_row_and_the_table_comes_before_the_map(opened: Open) -> None:
    app = opened()
    elements = list(app.main)
    tables = [at for at, element in enumerate(elements) if "cth-table" in html_of(element)]
    map_ = next(at for at, one in enumerate(elements) if one.type == "component_instance")
    assert tables[0] < map_
    table = html_of(elements[tables[0]])
    assert row_headings(table) == [
        "Barking and Dagenham", "City of London", "Hackney", "Havering", "Newham",
        "Redbridge", "Tower Hamlets", "Waltham Forest", "All boroughs",
    ]  # fmt: skip


def test_a_link_asks_the_map_for_another_picture_and_leaves_the_base(opened: Open) -> None:
    before, app = message(opened()), opened(map="What changes", layers="names,flows")
    after = message(app)
    assert asked_of_the_map(app)["mode"] == "changes"
    assert after["script"] == before["script"]
    assert after["key"] == before["key"]
    assert after["feature_group"] != before["feature_group"]


@pytest.mark.parametrize(
    "address",
    [{}, {"borough": "Havering"}, {"audience": "Shared view"}, {"single": "true"}],
)
def test_the_base_of_the_map_is_the_same_for_every_choice(
    opened: Open, address: dict[str, str]
) -> None:
    app = opened(**address)
    assert not app.exception
    assert message(app)["script"] == message(opened())["script"]


def test_nothing_that_goes_to_the_map_names_another_host(opened: Open) -> None:
    for address in ({}, {"map": "With the contract"}, {"single": "true"}):
        sent = message(opened(**address))
        texts = [sent["script"], sent["feature_group"], sent["header"], sent["html"]]
        links = [*sent["js_links"], *sent["css_links"]]
        assert not re.search(r"https?:(?!\\?/\\?/www\.w3\.org)", "".join(texts))
        assert all(link.startswith("../") for link in links)


def test_the_map_reports_clicks_and_nothing_else(opened: Open) -> None:
    assert message(opened())["returned_objects"] == ["last_clicked"]


def test_a_switch_sends_little(opened: Open) -> None:
    app = opened(map="With the contract")
    assert len(message(app)["feature_group"]) < 60_000
    assert len(message(app)["script"]) < 30_000


def test_the_shared_view_holds_no_single_record(opened: Open) -> None:
    app = opened(audience="Shared view", single="true")
    state = message(app)["feature_group"]
    assert '"lines":null' in state
    assert '"points":null' in state
    assert not [toggle for toggle in app.toggle if toggle.key == "single"]
    assert "City of London</th>" not in words(app).replace("Hackney and City of London</th>", "")


def test_the_officers_view_can_show_single_placements(opened: Open) -> None:
    state = state_of_the_map(opened(single="true"))
    assert len(b64decode(state["lines"]["kinds"])) > 100, "one byte a placement"
    assert len(b64decode(state["points"]["kinds"])) > 35, "one byte a home"


@pytest.mark.parametrize("address", [None, "0.0.0.0", "192.168.1.4", "::", "example.org"])  # noqa: S104 (refused)
def test_officers_are_refused_where_other_machines_can_look(
    opened: Open, server_address: Callable[[str | None], None], address: str | None
) -> None:
    server_address(address)
    app = opened(audience="Officers' view", single="true")
    said = words(app)
    assert "The officers&#x27;s view is closed" not in said
    assert "The officers&#x27; view is closed" in said
    assert '"lines":null' in message(app)["feature_group"]
    assert "Hackney and City of London" in said
    assert not [control for control in app.segmented_control if control.key == "audience"]


@pytest.mark.parametrize(
    "address",
    [
        {"map": "<script>alert(1)</script>"},
        {"borough": "Kent"},
        {"borough": "'; drop table children; --"},
        {"as_at": "31 March 1066"},
        {"single": "maybe"},
        {"unheard_of": "1"},
        {"map": ""},
        {"borough": ""},
        {"audience": ""},
        {"as_at": ""},
        {"single": ""},
    ],
)
def test_an_address_that_means_nothing_gives_the_plain_view(
    opened: Open, address: dict[str, str]
) -> None:
    app = opened(**address)
    assert not app.exception
    assert "<script" not in words(app)
    assert "alert(1)" not in message(app)["feature_group"]
    assert message(app)["feature_group"] == message(opened())["feature_group"]
    assert app.segmented_control(key="audience").value == "officers"
    assert "Something went wrong" not in words(app)


def test_an_address_that_misspells_whose_view_it_is_opens_the_shared_one_and_it_holds(
    opened: Open,
) -> None:
    app = opened(audience="shared", single="true")
    assert app.segmented_control(key="audience").value == "shared"
    assert "There is no “shared” here, so the shared view is shown." in html.unescape(words(app))
    plainly_shared = message(opened(audience="Shared view"))["feature_group"]
    assert message(app)["feature_group"] == plainly_shared
    app.switch_page("pages/boroughs.py").run()
    assert app.segmented_control(key="audience").value == "shared"


def test_the_chosen_audience_holds_on_the_other_pages(opened: Open) -> None:
    app = opened()
    app.segmented_control(key="audience").set_value("shared").run()
    app.switch_page("pages/returns.py").run()
    assert app.segmented_control(key="audience").value == "shared"
    assert "What was read is for officers alone" in words(app)
    app.switch_page("pages/methods.py").run()
    app.switch_page("pages/overview.py").run()
    assert '"lines":null' in message(app)["feature_group"]


def test_a_chosen_borough_is_marked_in_the_table_and_ringed_on_the_map(opened: Open) -> None:
    app = opened(borough="Havering")
    assert row_headings(words(app), are_chosen=True) == ["Havering"]
    state = state_of_the_map(app)
    assert state["chosen"] == ["E09000016"]
    assert [ring["miles"] for ring in state["rings"]] == [10, 20, 50]


def test_an_earlier_date_gives_an_earlier_answer(opened: Open) -> None:
    app = opened()
    dates = app.selectbox(key="as-at").options
    assert dates[0] == "31 March 2018"
    earlier = opened(as_at=dates[1])
    assert dates[1] in words(earlier)
    assert _headline(earlier) != _headline(app)


def _headline(app: AppTest) -> str:
    return next(line for line in words(app).splitlines() if "cth-headline" in line)
