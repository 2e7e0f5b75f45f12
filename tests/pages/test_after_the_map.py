"""A visitor's first picture is the map: what brings much with it comes after."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from lib.answer.boroughs.view import BoroughsView
from lib.ui import after_the_map, first_picture
from lib.ui.boroughs import sections
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
    app.session_state[first_picture.IS_PAINTED] = True
    at_once = (app if page == "overview" else app.switch_page(f"pages/{page}.py")).run()
    assert words(settled(at_once)) == words(opened(page))


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that the runs of a page wait, each time; the clock stands still meanwhile."""
    found: list[float] = []
    clock = SimpleNamespace(monotonic=lambda: sum(found), sleep=found.append)
    monkeypatch.setattr(after_the_map, "time", clock)
    monkeypatch.setattr(after_the_map, "PAINTED_SECONDS", 0.12)
    return found


@pytest.mark.parametrize("page", FOLLOWS)
def test_the_first_run_of_a_visit_waits_for_the_browser_and_for_no_clock(
    page: str, waits: list[float]
) -> None:
    _first_run(page)
    assert sum(waits) == 0


def test_a_choice_on_the_map_is_sent_a_moment_before_the_chart_that_goes_with_it(
    opened: Callable[..., AppTest], waits: list[float]
) -> None:
    app = opened("overview")
    waits.clear()
    app.selectbox(key="borough").select_index(1).run()
    assert sum(waits) == after_the_map.PAINTED_SECONDS
    app.selectbox(key="borough").select_index(2).run()
    assert sum(waits) == 2 * after_the_map.PAINTED_SECONDS


def test_parts_of_one_run_wait_for_its_map_once(
    opened: Callable[..., AppTest], waits: list[float]
) -> None:
    app = opened("boroughs")
    waits.clear()
    app.run()
    assert sum(waits) == after_the_map.PAINTED_SECONDS


def test_the_tables_of_a_borough_are_sent_a_moment_after_its_map(
    opened: Callable[..., AppTest], waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("boroughs")
    waits.clear()
    drawn, waited = sections.sections, list[float]()

    def noted(view: BoroughsView) -> None:
        waited.append(sum(waits))
        drawn(view)

    monkeypatch.setattr(sections, "sections", noted)
    app.selectbox(key="borough").select_index(1).run()
    assert waited == [after_the_map.PAINTED_SECONDS]


NO_MAP = """
import streamlit as st
from lib.ui import after_the_map, first_picture

st.session_state[first_picture.IS_PAINTED] = True
after_the_map.part(lambda: st.html("<p>A chart.</p>"), name="Chart")
"""


def test_a_part_that_is_drawn_without_a_map_waits_for_none(waits: list[float]) -> None:
    app = AppTest.from_string(NO_MAP).run()
    assert "A chart." in words(app)
    assert waits == []
