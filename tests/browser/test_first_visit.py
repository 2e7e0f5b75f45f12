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
AGAIN_MS = 2_500
"""Less than until a place that waits for the map says a second time that it is painted."""
SAME_MOMENT = """
  const deadline = { didTimeout: false, timeRemaining: () => 10 };
  window.requestIdleCallback = (act) => setTimeout(() => act(deadline), 300);
"""
KEEP_WHAT_IS_AWAITED = """
  window.awaited = [];
  new MutationObserver(() => {
    const places = document.querySelectorAll(".is-awaited").length;
    if (places !== awaited.at(-1)?.[0]) awaited.push([places, performance.now()]);
  }).observe(document, { childList: true, subtree: true });
"""
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
    expect(seen.page.locator(".is-awaited")).to_have_count(2, timeout=WAIT_MS)
    seen.page.locator(CHART).first.wait_for(state="attached", timeout=WAIT_MS)
    expect(seen.page.locator(".is-awaited")).to_have_count(0, timeout=WAIT_MS)
    seen.quiet()
    assert seen.runs_of_a_part == len(("Trends", "Homes and need"))


def test_parts_that_could_follow_in_the_same_moment_do_not_wait_for_a_second_telling(
    visit: Callable[..., Visit],
) -> None:
    seen = visit("/methods")
    seen.page.add_init_script(SAME_MOMENT + KEEP_WHAT_IS_AWAITED)
    seen.page.goto(seen.page.url.replace("/methods", "/boroughs"))
    seen.map_frame()
    expect(seen.page.locator(".is-awaited")).to_have_count(0, timeout=WAIT_MS)
    awaited = seen.page.evaluate("awaited")
    assert [places for places, _ in awaited][-3:] == [2, 1, 0]
    assert awaited[-1][1] - awaited[-2][1] < AGAIN_MS
