"""What a new visitor waits for, in a real browser: the map, and for charts after it."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.fixtures.visit import WAIT_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FETCHED = """() => performance.getEntriesByType("resource").map(
  ({ name, startTime, responseEnd }) =>
    [name, performance.timeOrigin + startTime, performance.timeOrigin + responseEnd]
)"""
HOLD = """
  const [idle, held] = [requestIdleCallback, []];
  let isHeld = true;
  window.requestIdleCallback = (...act) => (isHeld ? held.push(act) : idle(...act));
  window.letGo = () => {
    isHeld = false;
    held.forEach((act) => idle(...act));
  };
"""
"""A browser that is at rest once it is told so."""
PLACES = """() => [...document.querySelectorAll(
  ".st-key-choices > *, .st-key-take-along > *, .st-key-filters > *, .st-key-map-controls > *, " +
  "h1, iframe[title='streamlit_folium.st_folium']"
)].map((one) => one.getBoundingClientRect())
  .map(({ x, y, width, height }) => [x, y, width, height])"""
WATCH_THE_MAP = """() => {
  const frame = document.querySelector("iframe[title='streamlit_folium.st_folium']");
  window.tops = new Set();
  (function look() {
    tops.add(Math.round(frame.getBoundingClientRect().top));
    requestAnimationFrame(look);
  })();
}"""
FIELDS = {"/": 5, "/boroughs": 6, "/boroughs?audience=Shared+view": 5}
"""Seen by, as at, link and briefing; borough, a group, and for officers single placements."""
CHART = ".vega-embed canvas, .vega-embed svg"


@pytest.mark.parametrize("path", ["/", "/boroughs", "/boroughs?audience=Shared+view"])
def test_charts_are_fetched_once_the_map_has_what_it_draws_and_come_by_themselves(
    visit: Callable[..., Visit], path: str
) -> None:
    seen = visit(path)
    frame = seen.map_frame()
    seen.page.locator(CHART).first.wait_for(state="attached", timeout=WAIT_MS)
    expect(seen.page.locator(".is-awaited")).to_have_count(0, timeout=WAIT_MS)
    land = [end for name, _, end in frame.evaluate(FETCHED) if "/map-" in name]
    charts = [start for name, start, _ in seen.page.evaluate(FETCHED) if "VegaLite" in name]
    assert land
    assert charts
    assert max(land) < min(charts)
    assert seen.errors == []


def test_scripts_that_the_page_names_are_fetched_once(
    visit: Callable[..., Visit],
) -> None:
    seen = visit("/")
    seen.map_frame()
    named = set(
        seen.page.eval_on_selector_all(
            "link[rel=modulepreload]", "links => links.map((link) => link.href)"
        )
    )
    fetched = [name for name, _, _ in seen.page.evaluate(FETCHED) if name in named]
    assert sorted(fetched) == sorted(named), "each once"


@pytest.mark.parametrize("path", ["/", "/?audience=Shared+view", "/boroughs"])
def test_every_script_of_the_first_picture_is_named_by_the_page(
    visit: Callable[..., Visit], path: str
) -> None:
    seen = visit(path)
    seen.settle()  # else a spinner would turn
    seen.page.add_init_script(HOLD)
    address = seen.page.url
    seen.page.goto(address)
    seen.map_frame()
    seen.page.wait_for_load_state("networkidle")
    named = seen.page.request.get(address, headers={"Accept": "text/html"}).text()
    fetched = [urlsplit(name).path for name, _, _ in seen.page.evaluate(FETCHED)]
    scripts = [one for one in fetched if one.startswith("/static/js/")]
    assert scripts
    assert [one for one in scripts if f".{one}" not in named] == []


@pytest.mark.parametrize("path", ["/", "/boroughs", "/boroughs?audience=Shared+view"])
def test_a_link_to_any_page_finds_the_server_at_once(
    visit: Callable[..., Visit], path: str
) -> None:
    seen = visit(path)
    seen.settle()
    asked = [urlsplit(one).path for one in seen.requests if one.endswith("/health")]
    assert asked == ["/_stcore/health"]


def test_what_follows_the_map_comes_where_the_map_cannot_be_drawn(
    visit: Callable[..., Visit],
) -> None:
    seen = visit("/methods")
    seen.page.route("**/map-*", lambda _: None)  # never answered
    seen.page.goto(seen.page.url.replace("/methods", "/boroughs"))
    awaited = FIELDS["/boroughs"] + len(("Trends", "Homes and need"))
    expect(seen.page.locator(".is-awaited")).to_have_count(awaited, timeout=WAIT_MS)
    seen.page.locator(CHART).first.wait_for(state="attached", timeout=WAIT_MS)
    expect(seen.page.locator(".is-awaited")).to_have_count(0, timeout=WAIT_MS)


def test_all_that_waits_for_the_map_comes_in_one_run(visit: Callable[..., Visit]) -> None:
    seen = visit("/methods")
    seen.quiet()
    before = seen.runs
    seen.page.goto(seen.page.url.replace("/methods", "/boroughs"))
    seen.map_frame()
    seen.page.locator(CHART).first.wait_for(state="attached", timeout=WAIT_MS)
    seen.quiet()
    assert (seen.runs - before, seen.runs_of_a_part) == (2, 0), "the first, and the whole page"


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", FIELDS)
def test_fields_come_where_their_places_were_kept_and_nothing_moves(
    visit: Callable[..., Visit], path: str, width: int
) -> None:
    seen = visit("/methods")
    seen.page.set_viewport_size({"width": width, "height": 1200})
    seen.page.add_init_script(HOLD)
    seen.page.goto(seen.page.url.replace("/methods", path))
    seen.map_frame()
    kept = seen.page.locator(".cth-field")
    expect(kept).to_have_count(FIELDS[path], timeout=WAIT_MS)
    places = seen.page.evaluate(PLACES)
    seen.page.evaluate(WATCH_THE_MAP)
    seen.page.evaluate("letGo()")
    expect(seen.page.locator(".is-awaited")).to_have_count(0, timeout=WAIT_MS)
    seen.quiet()
    assert len(places) == FIELDS[path] + len(("answer", "map"))
    for place, came in zip(places, seen.page.evaluate(PLACES), strict=True):
        assert place == pytest.approx(came, abs=2)
    tops = seen.page.evaluate("[...tops]")
    assert max(tops) - min(tops) <= 2, "not even for a moment"
    assert seen.errors == []
