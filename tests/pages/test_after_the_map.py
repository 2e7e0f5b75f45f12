"""A visitor's first picture is the map: what brings much with it comes after."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.ui import after_the_map
from tests.fixtures.page import settled, words

ROOT = Path(__file__).parents[2]
FOLLOWS = {
    "overview": ("Trends: follows the map.",),
    "boroughs": ("Trends: follows the map.", "Homes and need: follows the map."),
}


def _first_run(page: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    return (app if page == "overview" else app.switch_page(f"pages/{page}.py")).run()


@pytest.mark.parametrize("page", FOLLOWS)
def test_the_first_run_brings_no_chart_and_says_what_follows(page: str) -> None:
    app = _first_run(page)
    assert not app.get("vega_lite_chart")
    assert app.get("component_instance"), "the map"
    assert [one for one in FOLLOWS[page] if one not in words(app)] == []


@pytest.mark.parametrize("page", FOLLOWS)
def test_once_the_map_is_painted_all_of_it_is_there_in_one_run_for_good(page: str) -> None:
    app = settled(_first_run(page))
    assert app.get("vega_lite_chart")
    assert "follows the map" not in words(app)
    other = "boroughs" if page == "overview" else "overview"
    app.switch_page("app.py" if other == "overview" else f"pages/{other}.py").run()
    assert app.get("vega_lite_chart")
    assert "follows the map" not in words(app)


@pytest.mark.parametrize("page", FOLLOWS)
def test_what_follows_is_what_a_page_in_one_run_shows(
    opened: Callable[..., AppTest], page: str
) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.session_state[after_the_map.IS_PAINTED] = True
    at_once = (app if page == "overview" else app.switch_page(f"pages/{page}.py")).run()
    assert words(settled(at_once)) == words(opened(page))
