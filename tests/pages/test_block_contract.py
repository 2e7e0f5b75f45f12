"""The Block contract page, as a commissioner uses it."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lib.answer.loaded import CONTRACTS, read_footprint, read_presets
from lib.errors import ConfigurationError
from lib.maps.state import Mode
from lib.ui import queries
from lib.ui.contract import files
from lib.ui.contract.opened import Opened
from lib.ui.state import Key
from tests.fixtures.page import asked_of_the_map, words

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")

PRESETS = read_presets(read_footprint())


def headline(app: AppTest) -> str:
    found = re.findall(r'<h1 class="cth-headline">(.*?)</h1>', words(app))
    assert len(found) == 1
    return str(found[0])


def set_figure(app: AppTest, key: str, value: float) -> AppTest:
    app.number_input(key=f"{key} most likely").set_value(value)
    return app.run()


def test_the_page_gives_one_sentence_one_range_one_reason(page: Open) -> None:
    app = page()
    assert not app.exception
    said = headline(app)
    assert re.search(r"\d+ to \d+ more children inside North East London;", said)
    assert re.search(r"a full year typically (saves|loses) £", said)
    assert re.search(r"\d+ in 100 such years lose money: ", said)
    assert "it pays only once" in said
    assert "Invented data" in words(app)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_contract_on_offer_opens(page: Open, preset: str) -> None:
    app = page(contract=PRESETS[preset].name)
    assert not app.exception
    assert "cth-failure" not in words(app)
    assert f"{PRESETS[preset].beds} beds bring" in words(app)


def test_each_chart_has_a_title_and_its_table_or_sentence(page: Open) -> None:
    app = page()
    said = words(app)
    assert len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")) == 5
    for title in (
        "It breaks even with about", "each month is likelier to save", "What moves it most",
        "beds bring", "A week of residential care costs",
    ):  # fmt: skip
        assert title in said
    for caption in (
        "Each year of the contract", "the widest swing first", "shared by four rules",
        "All of them must hold together", "Children by the borough",
        "A week of residential care, and what 20% off it is",
    ):  # fmt: skip
        assert caption in said


@pytest.mark.parametrize("audience", ["", "Shared view"])
def test_how_often_every_bed_full_is_enough_is_said_once_and_alike(
    page: Open, audience: str
) -> None:
    said = words(page(audience=audience) if audience else page())
    of_range = re.findall(r"with every bed full all year it would in (.*?)\.", said)
    of_claim = re.findall(r"with every bed full all year, (.*?) such years save it\.", said)
    assert len(of_range) == 1
    assert of_claim == of_range
    assert "not even every bed" not in said


def test_a_lower_discount_saves_less_and_stands_in_the_address(page: Open) -> None:
    app = page()
    before = headline(app)
    set_figure(app, "discount", 5)
    after = headline(app)
    assert after != before
    assert "typically loses" in after
    assert app.query_params["changes"] == "discount=0.05"
    again = page(changes="discount=0.05")
    assert headline(again) == after


@pytest.mark.parametrize(
    "changes",
    ["discount=0.3/0.2/0.25", "![a](http://a.example/b.png)=1", "beds=1e999", "begins=tomorrow"],
)
def test_a_link_that_cannot_be_read_opens_the_contract_without_it(page: Open, changes: str) -> None:
    app = page(changes=changes)
    assert not app.exception
    assert headline(app) == headline(page())
    assert "could not be read and are left out" in words(app)
    assert Key.CHANGES not in app.query_params
    assert not app.warning  # a message of Streamlit's would read the link as Markdown
    assert "example" not in "".join(one.value for one in app.markdown)


def test_others_than_officers_have_no_control_that_chooses_children(page: Open) -> None:
    keys = {"beds in all", "ages of the children", "placed within months", "how beds are shared"}
    for audience, expected in (("Officers' view", keys), ("Shared view", set())):
        app = page(audience=audience)
        widgets = [*app.number_input, *app.slider, *app.selectbox]
        assert {one.key for one in widgets} & keys == expected
        assert app.number_input(key="discount most likely")


def test_in_the_shared_view_a_link_cannot_choose_children(page: Open) -> None:
    narrowed = page(audience="Shared view", changes="ages_from=17&beds=1")
    assert headline(narrowed) == headline(page(audience="Shared view"))
    assert headline(page(changes="ages_from=17&beds=1")) != headline(page())


def test_the_contract_survives_leaving_the_page(page: Open) -> None:
    app = set_figure(page(), "discount", 5)
    before = headline(app)
    app.switch_page("pages/methods.py").run()
    app.switch_page("pages/block_contract.py").run()
    assert headline(app) == before


def test_the_map_opens_with_the_contract_here_and_on_today_elsewhere(page: Open) -> None:
    app = page()
    assert asked_of_the_map(app)["mode"] == Mode.WITH_CONTRACT
    app.query_params.clear()  # as a browser does that follows a link to another page
    app.switch_page("pages/overview.py").run()
    assert asked_of_the_map(app)["mode"] == Mode.TODAY
    assert asked_of_the_map(page(map="Today"))["mode"] == Mode.TODAY


def test_no_place_is_called_free_and_no_jargon_is_used(page: Open) -> None:
    for audience in ("Officers' view", "Shared view"):
        plain = re.sub(r"<[^>]*>", " ", words(page(audience=audience)))
        assert re.findall(r"\b(free|freely|LAC|stock|footfall|capture)\b", plain) == []


def test_a_hostile_name_is_text_wherever_it_is_drawn(page: Open) -> None:
    hostile = "<img src=x onerror=alert(1)>`${1}</script>"
    text = (CONTRACTS / "nelcp.toml").read_text("utf-8")
    text = text.replace("The 2018 proposal", hostile).replace("Block home A, Barking", hostile)
    read, made_with = queries.read_scenario(text)
    app = page()
    app.session_state["contract from a file"] = Opened(
        contract=read, made_with=made_with, content="0" * 64
    )
    app.run()
    said = words(app)
    assert not app.exception
    assert "<img" not in said
    assert "</script>" not in said
    assert headline(app)


def test_a_file_that_is_no_text_is_refused_in_words() -> None:
    with pytest.raises(ConfigurationError, match="UTF-8"):
        files._text(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="at most"):
        files._text(b"a" * (files.LARGEST_BYTES + 1))
