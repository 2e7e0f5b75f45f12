"""From a view to a file in a real browser: everything comes along, and the figures are the same."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.fixtures.drawn_map import DrawnMap
from tests.fixtures.visit import QUIET_MS, WAIT_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def downloaded(page: Page, button: str, to: Path) -> bytes:
    page.get_by_role("button", name=button, exact=True).click()
    with page.expect_download(timeout=WAIT_MS) as asked:
        page.get_by_role("button", name=f"Save: {button}").click(timeout=WAIT_MS)
    asked.value.save_as(to)
    return to.read_bytes()


def made_of(seen: Visit) -> None:
    """Press the button beneath a view, and wait for the page of its briefing."""
    seen.page.get_by_role("button", name="Make a briefing").click()
    seen.page.locator("img.cth-preview").wait_for(timeout=WAIT_MS)
    seen.settle()


def test_a_view_becomes_a_page_with_its_borough_its_map_and_its_figures(
    visit: Open, tmp_path: Path
) -> None:
    seen = visit("/boroughs?borough=Havering&map=What+changes")
    seen.page.locator("h1.cth-headline").wait_for(timeout=WAIT_MS)
    seen.settle()
    made_of(seen)
    assert seen.page.url.endswith("/briefing?borough=Havering&map=What+changes")
    title = seen.page.locator("h1.cth-headline").inner_text()
    assert title.startswith("Havering:")
    content = downloaded(seen.page, "A4 pages (PDF)", tmp_path / "page.pdf")
    (page,) = PdfReader(io.BytesIO(content)).pages
    said = plain(page.extract_text())
    assert plain(title) in said
    assert plain("As at 31 March 2018") in said
    assert plain("Invented data") in said
    # for others than officers, until somebody says otherwise
    assert plain("Shared+view") in said
    seen.page.get_by_role("radio", name="Officers' view").click()
    seen.settle()
    expect(seen.page.get_by_text("not for publication").first).to_be_visible(timeout=WAIT_MS)
    twin = seen.page.locator("details", has_text="What this page says, as text")
    twin.locator("summary").click()
    content = downloaded(seen.page, "A4 pages (PDF)", tmp_path / "officers.pdf")
    said = plain(PdfReader(io.BytesIO(content)).pages[0].extract_text())
    for row in twin.locator("tbody tr").all_inner_texts():
        for cell in row.split("\t"):
            assert plain(cell) in said


@pytest.mark.parametrize("width", [1440, 390])
def test_the_preview_fits_the_screen_and_has_a_text_in_its_place(visit: Open, width: int) -> None:
    seen = visit("/briefing", width=width)
    picture = seen.page.locator("img.cth-preview")
    picture.wait_for(timeout=WAIT_MS)
    seen.settle()
    box = picture.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert picture.evaluate("image => image.naturalWidth") > 800
    assert picture.get_attribute("alt", timeout=WAIT_MS)
    wide = seen.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


def test_one_step_goes_back_to_the_view_and_one_to_the_briefing_again(visit: Open) -> None:
    seen = visit("/boroughs?borough=Newham")
    seen.page.locator("h1.cth-headline").wait_for(timeout=WAIT_MS)
    seen.settle()
    made_of(seen)
    for _ in range(2):
        seen.page.go_back(wait_until="commit")
        heading = seen.page.get_by_role("heading", name=re.compile("Newham")).first
        heading.wait_for(timeout=WAIT_MS)
        seen.page.get_by_role("button", name="Make a briefing").wait_for(timeout=WAIT_MS)
        seen.settle()
        assert seen.page.url.endswith("/boroughs?borough=Newham")
        seen.page.go_forward(wait_until="commit")
        seen.page.locator("img.cth-preview").wait_for(timeout=WAIT_MS)
        seen.settle()
        assert seen.page.url.endswith("/briefing?borough=Newham")
        title = seen.page.locator("h1.cth-headline").inner_text(timeout=WAIT_MS)
        assert title.startswith("Newham:")


def drag(drawn: DrawnMap) -> None:
    page = drawn.visit.page
    x, y = drawn.spot(drawn.place_of("Newham"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 90, y + 60, steps=6)
    page.mouse.up()


def zoom_with_the_wheel(drawn: DrawnMap) -> None:
    page = drawn.visit.page
    page.mouse.move(*drawn.spot(drawn.place_of("Newham")))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")


def walk_with_the_arrows(drawn: DrawnMap) -> None:
    drawn.frame.evaluate("() => map.getContainer().focus()")
    drawn.visit.page.keyboard.press("ArrowRight")


@pytest.mark.parametrize(
    "move",
    [
        drag,
        zoom_with_the_wheel,
        walk_with_the_arrows,
        lambda drawn: drawn.press("Zoom in"),
        lambda drawn: drawn.press("Show all"),
    ],
    ids=["drag", "wheel", "arrows", "button", "show all"],
)
def test_wherever_the_reader_moved_the_map_the_address_says_so(
    visit: Open, move: Callable[[DrawnMap], None]
) -> None:
    drawn = DrawnMap(visit("/boroughs?borough=Newham"))
    drawn.visit.settle()
    move(drawn)
    drawn.visit.page.wait_for_function("() => location.search.includes('zoom=')")
    drawn.visit.page.wait_for_timeout(QUIET_MS)
    assert place_in(drawn.visit.page.url) == pytest.approx(drawn.stands(), abs=0.0001)
    drawn.press("Back to North East London")
    assert drawn.visit.page.url.endswith("/boroughs?borough=Newham")


def place_in(url: str) -> list[float]:
    query = parse_qs(urlsplit(url).query)
    return [*map(float, query["centre"][0].split(",")), float(query["zoom"][0])]


def test_a_map_that_was_moved_by_hand_is_the_briefings_and_stands_there_for_whoever_goes_back(
    visit: Open,
) -> None:
    seen = visit("/boroughs?borough=Havering")
    drawn = DrawnMap(seen)
    seen.settle()
    zoom_with_the_wheel(drawn)
    seen.page.wait_for_function("() => location.search.includes('zoom=')")
    seen.page.wait_for_timeout(QUIET_MS)
    drag(drawn)  # and then at once: the map may still be gliding
    seen.page.get_by_role("button", name="Copy link").click()
    seen.page.get_by_text("Link copied.").wait_for(timeout=WAIT_MS)
    copied = seen.page.evaluate("() => navigator.clipboard.readText()")
    stood = drawn.stands()
    assert place_in(copied) == pytest.approx(stood, abs=0.02)
    made_of(seen)
    assert place_in(seen.page.url) == pytest.approx(stood, abs=0.02)
    said = "From the view that you came from, the map keeps its place and zoom."
    expect(seen.page.get_by_text(said)).to_be_visible(timeout=WAIT_MS)
    place = place_in(seen.page.url)
    seen.page.go_back(wait_until="commit")
    seen.page.get_by_role("button", name="Make a briefing").wait_for(timeout=WAIT_MS)
    assert DrawnMap(seen).stands() == pytest.approx(place, abs=0.0001)
