"""A visit begins with what is said and the map, of what the address asks for; fields come after."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from lib.answer.view import OverviewView
from lib.errors import DisclosureError
from lib.links.address import link
from lib.links.asked import Key, Page
from lib.ui import queries
from lib.ui.state import Selection
from tests.fixtures.links import FILES, generated_links
from tests.fixtures.page import message, settled, words

ROOT = Path(__file__).parents[2]
LED_BY_A_MAP = {Page.OVERVIEW: FILES[Page.OVERVIEW], Page.BOROUGHS: FILES[Page.BOROUGHS]}
LINKS = [
    (page, parse_qs(urlsplit(link(page, asked)).query))
    for page, asked in generated_links()
    if page in LED_BY_A_MAP
]
WHOSE = ({}, {"audience": ["Shared view"]}, {"audience": ["nobody's"]}, {"borough": ["<b>"]})


def _begun(page: Page, address: dict[str, list[str]]) -> AppTest:
    """The first run of a visit."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, texts in address.items():
        app.query_params[name] = texts
    file = LED_BY_A_MAP[page]
    return (app if file == "overview" else app.switch_page(f"pages/{file}.py")).run()


def _fields(app: AppTest) -> list[str | None]:
    return [
        field.key for kind in ("selectbox", "toggle", "button_group") for field in app.get(kind)
    ]


def test_the_links_ask_for_everything_that_fields_can_choose() -> None:
    names = {name for _, address in LINKS for name in address}
    assert {Key.AUDIENCE, Key.AS_AT, Key.AREA, Key.GROUP, Key.SINGLE} <= names


@pytest.mark.parametrize(
    ("page", "address"), [*LINKS, *((page, one) for page in LED_BY_A_MAP for one in WHOSE)]
)
def test_the_first_run_shows_the_map_of_what_is_asked_for_and_no_field(
    page: Page, address: dict[str, list[str]]
) -> None:
    app = _begun(page, address)
    assert _fields(app) == []
    first, said = message(app), words(app)
    assert "cth-field is-awaited" in said
    settled(app)
    assert Key.AUDIENCE in _fields(app)
    assert message(app) == first, "and the fields that came say the same"
    assert "is-awaited" not in words(app)
    headline = '<h1 class="cth-headline">'
    assert said.split(headline)[1].split("</h1>")[0] in words(app)


@pytest.mark.parametrize("page", LED_BY_A_MAP)
def test_a_page_that_fails_has_its_fields_at_once(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Selection) -> OverviewView:
        refusal = "Nothing here may be shown together."
        raise DisclosureError(refusal)

    monkeypatch.setattr(queries, "overview", refuse)
    monkeypatch.setattr(queries, "boroughs", refuse)
    app = _begun(page, {})
    assert "Nothing here may be shown together." in words(app)
    assert Key.AUDIENCE in _fields(app)
    assert "is-awaited" not in words(app)


@pytest.mark.parametrize("page", LED_BY_A_MAP)
def test_what_was_chosen_on_a_page_without_a_map_is_not_lost_to_the_first_map(
    opened: Callable[..., AppTest], page: Page
) -> None:
    app = opened("returns")
    app.selectbox(key=Key.AS_AT).select_index(1).run()
    chosen = app.selectbox(key=Key.AS_AT).value
    file = LED_BY_A_MAP[page]
    app.switch_page("app.py" if file == "overview" else f"pages/{file}.py").run()
    assert "Trends: follows the map." in words(app)
    assert "cth-field" not in words(app)
    assert app.selectbox(key=Key.AS_AT).value == chosen
