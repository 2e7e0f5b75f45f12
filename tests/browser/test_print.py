"""What comes out of the printer is the answer: whole, marked, and nothing to press."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.fixtures.visit import WAIT_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]

LAST_WORDS = {
    "/": "as at 31/03/2018",
    "/?audience=Shared+view": "as at 31/03/2018",
    "/boroughs": "as at 31/03/2018",
    "/block_contract": "the same four give the same figures",
    "/briefing": "can be made again and compared",
    "/returns": "as soon as a point and an age are known",
    "/methods": "an audit of the choices above the answer",
}
WITH_A_MAP = ("/", "/?audience=Shared+view", "/boroughs", "/block_contract")
WITHOUT_FIGURES = "/methods"
IN_THE_DARK_THEME = "/?audience=Shared+view"
ON_ONE_SHEET = "/briefing"
TO_BE_PRESSED = (
    "Copy link", "Make a briefing", "See the block contract", "Undo all changes", "Upload",
    "A4 pages (PDF)", "Who will see the file", "These findings as a file", "Save this contract",
)  # fmt: skip
WIDTH = 703
"""Pixels between the margins of an A4 sheet."""

BEYOND_THE_EDGE = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
  .filter((one) => one.checkVisibility({ checkVisibilityCSS: true }))
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => `${one.tagName} ${one.className.baseVal ?? one.className}`)"""

HAS_ITS_DATE = """() => {
  const field = document.querySelector(".st-key-as-at");
  return field && (field.innerText + (field.querySelector("input")?.value ?? "")).includes("2018");
}"""

WHITE_ON_WHITE = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
  .filter((one) => one.checkVisibility() && !one.closest("svg, .is-step-5"))
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((one) => Math.min(...getComputedStyle(one).color.match(/\\d+/g).slice(0, 3)) > 128)
  .map((one) => one.outerHTML.slice(0, 150))"""


@pytest.mark.parametrize("path", LAST_WORDS)
def test_a_page_on_paper_is_whole_marked_and_light_and_offers_nothing_to_press(
    visit: Open, path: str
) -> None:
    seen = _ready(visit(path, dark=path == IN_THE_DARK_THEME), path)
    headline = seen.page.locator("h1").first.inner_text()
    sheets = _printed(seen)
    said = "".join(sheets)
    assert _closed_up(headline) in sheets[0]
    assert _closed_up(LAST_WORDS[path]) in said
    assert [one for one in TO_BE_PRESSED if _closed_up(one) in said] == []
    if path != WITHOUT_FIGURES:
        assert all(sheet.startswith("Inventeddata") for sheet in sheets)
        assert _closed_up("31 March 2018") in sheets[0]
        assert _closed_up("As at") in sheets[0]
    nothing = [sheet for sheet in sheets if not re.sub(r"Inventeddata|\d+of\d+", "", sheet)]
    assert nothing == []
    assert len(sheets) == 1 or path != ON_ONE_SHEET

    _as_on_paper(seen)
    assert seen.page.evaluate(BEYOND_THE_EDGE) == []
    assert seen.page.evaluate(WHITE_ON_WHITE) == []
    assert not seen.page.get_by_role("link", name="Returns", exact=True).is_visible()


def _ready(seen: Visit, path: str) -> Visit:
    seen.page.locator("h1").first.wait_for(timeout=WAIT_MS)
    seen.page.wait_for_selector(".is-awaited", state="detached", timeout=WAIT_MS)
    if path in WITH_A_MAP:
        seen.map_frame()
    if path == ON_ONE_SHEET:
        seen.page.locator(".cth-preview").wait_for(timeout=WAIT_MS)
    if path != WITHOUT_FIGURES:
        seen.page.wait_for_function(HAS_ITS_DATE, timeout=WAIT_MS)
    seen.settle()
    return seen


def _printed(seen: Visit) -> list[str]:
    """Print on A4, and give what each sheet says, without spaces: a PDF sets them at will."""
    pages = PdfReader(BytesIO(seen.page.pdf(format="A4"))).pages
    return [_closed_up(page.extract_text()) for page in pages]


def _closed_up(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _as_on_paper(seen: Visit) -> None:
    seen.page.emulate_media(media="print")
    seen.page.set_viewport_size({"width": WIDTH, "height": 1000})
    seen.page.wait_for_timeout(300)
