"""The map by keyboard, by touch, on a phone, and for whoever wants nothing to move."""

from collections.abc import Callable
from typing import Any

import pytest

from lib.maps.state import Mode
from tests.fixtures.drawn_map import DrawnMap
from tests.fixtures.visit import AFTER_THE_MAP, FOCUSED, SCROLLED, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]

FOCUSED_TEXT = "() => document.activeElement.textContent"
SMALL_TARGETS = """() => [...document.querySelectorAll('button, a, input, [tabindex], [role]')]
  .filter((one) => one.matches('button, a, input, [role=slider], [role^=menuitem]'))
  .map((one) => [one.textContent, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
  .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""
OVER_THE_EDGE = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  return Math.max(document.documentElement.scrollWidth - innerWidth,
                  main.scrollWidth - main.clientWidth);
}"""
OVER_THE_FRAME = """() => [...document.querySelectorAll('.closer *')]
  .filter((one) => one.getClientRects().length)
  .filter((one) => !one.closest('.leaflet-pane, .closer-said, .closer-keys'))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.className)"""
STILL_MOVING = """() => {
  window.moving = 0;
  const look = () => {
    window.moving += document.getAnimations().length;
    window.looking = requestAnimationFrame(look);
  };
  look();
}"""


def test_three_stops_of_the_tab_key_at_most_and_escape_leaves_the_map(
    desktop: Visit, drawn: DrawnMap
) -> None:
    page = desktop.page
    for mode in Mode:
        drawn.show(mode)
        drawn.frame.locator('.closer-toolbar [tabindex="0"]').focus()
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(FOCUSED) != "IFRAME", "the toolbar is one stop, and the first"
        page.keyboard.press("Tab")
        stops = 0
        while page.evaluate(FOCUSED) == "IFRAME" and stops < 10:
            stops += 1
            page.keyboard.press("Tab")
        assert 1 <= stops <= 3, mode
        assert page.evaluate(AFTER_THE_MAP), "Tab goes on to what follows the map"
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(FOCUSED) == "IFRAME"
        page.keyboard.press("Escape")
        assert page.evaluate(AFTER_THE_MAP), "Escape leaves the map"
        assert page.evaluate(FOCUSED) != "BODY"


def test_arrows_move_within_the_toolbar_and_menus_open_and_close_by_keyboard(
    desktop: Visit, drawn: DrawnMap
) -> None:
    keyboard, frame = desktop.page.keyboard, drawn.frame

    def focused() -> str:
        return frame.evaluate(FOCUSED_TEXT)

    frame.get_by_role("radio", name="Today").focus()
    keyboard.press("ArrowRight")
    assert focused() == "With the contract"
    assert drawn.mode() == Mode.TODAY, "an arrow chooses nothing yet"
    keyboard.press("Enter")
    assert drawn.mode() == Mode.WITH_CONTRACT
    keyboard.press("ArrowLeft")
    keyboard.press("ArrowLeft")
    assert focused() == "Show all", "round the end"
    keyboard.press("Home")
    for _ in range(4):
        keyboard.press("ArrowRight")
    assert focused().startswith("Layers")

    keyboard.press("Enter")
    menu = frame.get_by_role("menu", name="Layers")
    assert menu.is_visible()
    keyboard.press("End")
    assert focused() == "Names"
    keyboard.press("ArrowDown")
    assert focused() == "Boroughs shaded"
    keyboard.press("Space")
    assert "shares" not in drawn.layers()
    assert menu.is_visible(), "several layers can be chosen"
    keyboard.press("Space")
    keyboard.press("Escape")
    assert not menu.is_visible()
    assert focused().startswith("Layers")
    assert desktop.page.evaluate(FOCUSED) == "IFRAME", "the first Escape closes the menu alone"
    keyboard.press("Escape")
    assert desktop.page.evaluate(AFTER_THE_MAP)


@pytest.mark.parametrize("width", [1440, 390])
def test_every_target_in_the_frame_is_large_enough_to_hit(
    desktop: Visit, phone: Visit, width: int
) -> None:
    drawn = DrawnMap.as_at_first(desktop if width == 1440 else phone)
    drawn.show(Mode.SWIPE)
    for menu in ("Layers ▾", "Copy ▾"):
        drawn.press(menu)
        assert drawn.frame.get_by_role("menu").is_visible()
        assert drawn.frame.evaluate(SMALL_TARGETS) == []
        drawn.visit.page.keyboard.press("Escape")


def test_a_wheel_scrolls_the_page_and_a_wheel_with_ctrl_zooms(
    desktop: Visit, drawn: DrawnMap
) -> None:
    page, zoom = desktop.page, drawn.stands()[2]
    page.mouse.move(*drawn.spot(drawn.place_of("Newham")))
    scrolled = page.evaluate(SCROLLED)
    page.mouse.wheel(0, -100)
    page.wait_for_function(f"(scrolled) => ({SCROLLED})() < scrolled", arg=scrolled)
    assert drawn.stands()[2] == zoom
    page.mouse.move(*drawn.spot(drawn.place_of("Newham")))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    drawn.frame.wait_for_function("(zoom) => map.getZoom() > zoom", arg=zoom, polling=50)


def test_one_finger_scrolls_the_page_and_two_zoom_the_map(phone: Visit) -> None:
    drawn = DrawnMap.as_at_first(phone)
    page, stands = phone.page, drawn.stands()
    device = page.context.new_cdp_session(page)
    x, y = drawn.spot(drawn.place_of("Newham"))

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touched = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]
        device.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    scrolled = page.evaluate(SCROLLED)
    touch("touchStart", (x, y))
    for down in range(15, 150, 15):
        touch("touchMove", (x, y + down))
    touch("touchEnd")
    page.wait_for_function(f"(scrolled) => ({SCROLLED})() < scrolled - 50", arg=scrolled)
    assert drawn.stands() == stands

    x, y = drawn.spot(drawn.place_of("Newham"))
    touch("touchStart", (x - 30, y), (x + 30, y))
    for apart in range(45, 100, 15):
        touch("touchMove", (x - apart, y), (x + apart, y))
    touch("touchEnd")
    drawn.frame.wait_for_function("(zoom) => map.getZoom() >= zoom + 1", arg=stands[2], polling=50)
    assert page.evaluate("() => visualViewport.scale") == 1, "the page itself is not enlarged"
    device.detach()


@pytest.mark.parametrize("path", ["/", "/boroughs"], ids=["overview", "boroughs"])
def test_on_a_phone_the_map_is_as_wide_as_the_page_and_nothing_runs_over(
    visit: Open, phone: Visit, path: str
) -> None:
    seen = phone if path == "/" else visit(path, width=390)
    drawn = DrawnMap.as_at_first(seen)
    for mode in Mode:
        drawn.show(mode)
        assert seen.page.evaluate(OVER_THE_EDGE) <= 0, mode
        assert drawn.frame.evaluate(OVER_THE_FRAME) == [], mode
    box = drawn.surface().bounding_box()
    assert box
    assert 340 < box["width"] <= 390
    assert box["height"] >= 250
    frame = drawn.frame.frame_element().bounding_box()
    assert frame
    assert frame["height"] >= drawn.frame.evaluate(
        "() => document.querySelector('.closer').scrollHeight"
    ), "the legend is not cut off"


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_by_itself_for_whoever_asks_for_that(visit: Open, motion: str) -> None:
    drawn = DrawnMap(visit(reduced_motion=motion))
    drawn.frame.evaluate(STILL_MOVING)
    zoom = drawn.stands()[2]
    drawn.press("Zoom in")
    drawn.visit.page.mouse.move(*drawn.spot(drawn.place_of("Newham")))
    drawn.visit.page.mouse.wheel(0, 5)
    drawn.frame.locator(".closer-hint.is-shown").wait_for(state="attached")
    drawn.frame.wait_for_function("(zoom) => map.getZoom() > zoom", arg=zoom, polling=50)
    drawn.visit.page.wait_for_timeout(150)
    moved: Any = drawn.frame.evaluate("() => window.moving")
    assert (moved == 0) is (motion == "reduce")
