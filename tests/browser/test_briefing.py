"""From a view to a file in a real browser: everything comes along, and the figures are the same."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.fixtures.visit import WAIT_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def downloaded(page: Page, button: str, to: Path) -> bytes:
    with page.expect_download(timeout=WAIT_MS) as asked:
        page.get_by_role("button", name=button).click()
    asked.value.save_as(to)
    return to.read_bytes()


def test_a_view_becomes_a_page_with_its_borough_its_map_and_its_figures(
    visit: Open, tmp_path: Path
) -> None:
    seen = visit("/boroughs?borough=Havering&map=What+changes")
    seen.page.locator("h1.cth-headline").wait_for(timeout=WAIT_MS)
    seen.settle()
    seen.page.get_by_role("button", name="Make a briefing").click()
    seen.page.locator("img.cth-preview").wait_for(timeout=WAIT_MS)
    seen.settle()
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


def test_going_back_from_a_briefing_shows_the_view_again(visit: Open) -> None:
    seen = visit("/boroughs?borough=Newham")
    seen.page.locator("h1.cth-headline").wait_for(timeout=WAIT_MS)
    seen.settle()
    seen.page.get_by_role("button", name="Make a briefing").click()
    seen.page.locator("img.cth-preview").wait_for(timeout=WAIT_MS)
    seen.settle()
    # Streamlit makes a step of the page, of what its address says, and of one that is emptied
    for _ in range(3):
        seen.page.go_back()
        seen.page.wait_for_timeout(300)
        seen.settle()
    seen.page.get_by_role("heading", name=re.compile("Newham")).first.wait_for(timeout=WAIT_MS)
    assert "/boroughs?borough=Newham" in seen.page.url
