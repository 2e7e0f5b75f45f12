"""The product as a reader meets it, with every other host out of reach."""

from collections.abc import Callable

import pytest

from tests.fixtures.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]

PAINTED = """() => {
  const size = map.getSize();
  const shapes = (name) => [...document.querySelectorAll(name)].filter((path) => {
    const box = path.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right > 0 && box.left < innerWidth;
  }).length;
  return {
    width: size.x, height: size.y, base: map.getContainer().dataset.base,
    land: shapes('.leaflet-land-pane path'), footprint: shapes('.leaflet-footprint-pane path'),
    flows: shapes('path.closer-flow'), brought: shapes('path.closer-flow.is-brought_inside'),
    homes: shapes('path.closer-symbol.is-homes'),
    block: shapes('path.closer-symbol.is-block'),
    names: [...document.querySelectorAll('.closer-label')].map((label) => label.textContent),
    legend: document.getElementById('closer-legend').innerText,
    alt: map.getContainer().getAttribute('aria-label'), mode: map.getContainer().dataset.mode,
    zoom: map.getZoom(),
  };
}"""

FOCUSED = "() => document.activeElement.tagName"

AFTER_THE_MAP = """() => Boolean(
  document.querySelector('iframe[title="streamlit_folium.st_folium"]')
    .compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING
)"""

SCROLLED = "() => document.querySelector('[data-testid=stMain]').scrollTop"


def test_the_answer_the_map_and_the_switch(visit: Open) -> None:
    seen = visit()
    page = seen.page
    assert page.get_by_role("heading", level=1).inner_text().count("children") >= 1
    frame = seen.map_frame()
    today = frame.evaluate(PAINTED)
    assert today["base"] == "drawn"
    assert today["height"] > 300
    assert today["width"] > 300
    assert today["footprint"] == 8
    assert today["land"] > 20
    assert today["flows"] > 5
    assert today["brought"] == today["block"] == 0
    assert today["homes"] >= 7
    assert {"Havering", "Newham", "Redbridge"} <= set(today["names"])
    sentence = page.locator(".cth-map-sentence").inner_text()
    assert sentence.startswith("Today ")
    assert sentence in today["alt"]
    frame.evaluate("() => { window.stillTheSameMap = true; }")

    page.get_by_role("radio", name="With the contract").click()
    page.get_by_text("With the contract up to").first.wait_for()
    frame.wait_for_function(
        "() => map.getContainer().dataset.mode === 'with_contract'", polling=100
    )
    after = frame.evaluate(PAINTED)
    assert page.locator(".cth-map-sentence").inner_text() != sentence
    assert after["brought"] > 0
    assert after["block"] > 0
    assert after["alt"] != today["alt"]
    assert after["legend"] != today["legend"]
    assert after["zoom"] == today["zoom"]
    assert frame.evaluate("() => window.stillTheSameMap"), "the frame was mounted anew"
    assert "map=With" in page.url

    page.get_by_role("radio", name="Shared view").click()
    frame.wait_for_function("() => Object.keys(map.closer.state.shares).length > 0", polling=100)
    assert frame.evaluate("() => window.stillTheSameMap"), "the frame was mounted anew"

    assert seen.errors == []
    assert seen.hosts() == {"127.0.0.1"}


def test_the_map_is_not_blank(desktop: Visit) -> None:
    frame = desktop.map_frame()
    colours = frame.evaluate(
        """() => {
          const wanted = getComputedStyle(document.documentElement);
          const used = new Set([...document.querySelectorAll('.leaflet-container path')]
            .flatMap((path) => [path.getAttribute('fill'), path.getAttribute('stroke')]));
          return ['--inside', '--outside', '--home', '--footprint-land', '--land']
            .filter((name) => !used.has(wanted.getPropertyValue(name).trim()));
        }"""
    )
    assert colours == []


def test_a_phone_shows_the_map_at_its_width_and_nothing_runs_over(visit: Open) -> None:
    seen = visit("/?map=With+the+contract", width=390, height=844)
    frame = seen.map_frame()
    seen.page.wait_for_timeout(500)
    painted = frame.evaluate(PAINTED)
    assert 330 < painted["width"] <= 390
    box = seen.page.locator('iframe[title="streamlit_folium.st_folium"]').bounding_box()
    assert box
    assert box["height"] == pytest.approx(0.6 * 844, abs=2)
    assert painted["height"] > 250
    assert seen.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert not frame.evaluate("() => map.dragging.enabled()"), "one finger must scroll the page"
    measures = [card.bounding_box() for card in seen.page.locator(".cth-measure").all()]
    assert len({round(box["x"]) for box in measures if box}) == 2, "two by two"
    assert seen.errors == []


def test_the_names_on_the_map_do_not_cover_each_other(visit: Open) -> None:
    for path, width in (("/?map=With+the+contract", 1440), ("/", 390)):
        frame = visit(path, width=width, height=900).map_frame()
        frame.page.wait_for_timeout(500)
        overlaps = frame.evaluate(
            """() => {
              const boxes = [...document.querySelectorAll('.closer-label:not(.is-number)')]
                .map((label) => [label.textContent, label.getBoundingClientRect()]);
              const found = [];
              boxes.forEach(([one, a], at) => boxes.slice(at + 1).forEach(([other, b]) => {
                const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                if (wide > 2 && high > 2) found.push([one, other]);
              }));
              return found;
            }"""
        )
        assert overlaps == []


def test_the_dark_theme_reaches_the_map(visit: Open, desktop: Visit) -> None:
    light = desktop.map_frame()
    dark = visit(dark=True).map_frame()
    theme = "() => document.documentElement.dataset.theme"
    assert (light.evaluate(theme), dark.evaluate(theme)) == ("light", "dark")


def test_all_children_can_be_brought_into_view_and_back(desktop: Visit) -> None:
    frame = desktop.map_frame()
    opening = frame.evaluate("() => map.getZoom()")
    frame.get_by_role("button", name="show all").click()
    assert frame.evaluate("() => map.getZoom()") < opening
    beyond = frame.evaluate(
        "() => map.closer.state.nodes.filter((node) => node.children && "
        "!map.getBounds().contains(node.at)).length"
    )
    assert beyond == 0
    frame.get_by_role("button", name="Back to North East London").first.click()
    assert frame.evaluate("() => map.getZoom()") == pytest.approx(opening)
    assert desktop.errors == []


def test_a_wheel_scrolls_the_page_and_a_wheel_with_ctrl_zooms(desktop: Visit) -> None:
    frame, page = desktop.map_frame(), desktop.page
    map_ = page.locator('iframe[title="streamlit_folium.st_folium"]')

    def turn_wheel_over_the_map() -> None:
        map_.scroll_into_view_if_needed()
        box = map_.bounding_box()
        assert box
        page.mouse.move(box["x"] + 300, box["y"] + 200)
        page.mouse.wheel(0, -100)
        page.wait_for_timeout(600)

    zoom = frame.evaluate("() => map.getZoom()")
    map_.scroll_into_view_if_needed()
    scrolled = page.evaluate(SCROLLED)
    turn_wheel_over_the_map()
    assert frame.evaluate("() => map.getZoom()") == zoom
    assert page.evaluate(SCROLLED) < scrolled
    page.keyboard.down("Control")
    turn_wheel_over_the_map()
    page.keyboard.up("Control")
    assert frame.evaluate("() => map.getZoom()") > zoom


def test_the_tab_key_leaves_the_map_after_three_stops_at_most(visit: Open) -> None:
    seen = visit("/?map=With+the+contract")
    frame, page = seen.map_frame(), seen.page
    frame.evaluate("() => map.getContainer().focus()")
    stops = 0
    while page.evaluate(FOCUSED) == "IFRAME" and stops < 10:
        stops += 1
        page.keyboard.press("Tab")
    assert 1 <= stops <= 3
    assert page.evaluate(AFTER_THE_MAP), "Tab must go on to what follows the map"

    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED) == "IFRAME"
    page.keyboard.press("Escape")
    assert page.evaluate(AFTER_THE_MAP), "Escape must leave the map"
    assert page.evaluate(FOCUSED) != "BODY"
    assert seen.errors == []


def test_the_other_pages_open_without_asking_anyone(visit: Open) -> None:
    for path in ("/returns", "/methods"):
        seen = visit(path)
        seen.page.locator("h1").first.wait_for()
        assert seen.errors == []
        assert seen.hosts() == {"127.0.0.1"}


def test_a_link_to_a_page_opens_it_on_a_server_just_started(
    visit: Open, fresh_address: str
) -> None:
    page = visit("/returns?audience=Shared+view", at=fresh_address).page
    page.get_by_role("heading", name="What was read is for officers alone").wait_for()
    assert page.get_by_role("link", name="Overview").is_visible()
    assert page.locator("[data-testid=stSidebarNav]").count() == 0


def test_the_chosen_view_holds_from_page_to_page(visit: Open) -> None:
    seen = visit()
    page = seen.page
    page.get_by_role("radio", name="Shared view").click()
    page.wait_for_url("**/?audience=Shared*")
    page.get_by_role("link", name="Returns").click()
    page.get_by_role("heading", name="What was read is for officers alone").wait_for()
    assert page.get_by_role("radio", name="Shared view").is_checked()
    page.wait_for_url("**/returns?audience=Shared*")
    page.get_by_role("link", name="Methods").click()
    page.get_by_role("heading", name="Definitions").wait_for()
    page.get_by_role("link", name="Overview").click()
    page.get_by_text("Hackney and City of London").first.wait_for()
    assert page.get_by_role("radio", name="Shared view").is_checked()
    assert seen.errors == []


@pytest.mark.parametrize("path", ["/?audience=", "/?map=", "/?map=never&audience=nobody"])
def test_an_address_without_a_meaning_leaves_a_button_pressed(visit: Open, path: str) -> None:
    seen = visit(path)
    seen.map_frame()
    assert seen.page.get_by_role("radio", name="Officers' view").is_checked()
    assert seen.page.get_by_role("radio", name="Today").is_checked()
    assert seen.errors == []


def test_single_placements_are_painted_for_officers(visit: Open) -> None:
    seen = visit("/?single=true")
    frame = seen.map_frame()
    painted = frame.evaluate(
        "() => { const canvas = document.querySelector('.leaflet-single-pane canvas');"
        " return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)"
        ".data.some((value) => value > 0); }"
    )
    assert painted
    assert seen.errors == []
