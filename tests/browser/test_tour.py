"""The tour in a real browser: by the keyboard alone, at both widths, there and back."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page as InTheBrowser
from playwright.sync_api import expect
from pypdf import PdfReader

from lib.links.asked import Page
from lib.links.tour import STEPS, Step
from tests.fixtures.visit import QUIET_MS, SCROLLED, WAIT_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]

SHARED = "audience=Shared+view"
WIDE, NARROW = 1440, 390
FURTHER_DOWN = [step for step in STEPS if step.section]
STILL_MS = 4_000
"""Longer than what answers a step is looked for once it stands still."""

PRINTED = {
    1: ("Children by the borough that looks after them",),
    2: ("Children by the straight line",),
    3: ("Homes and need: published figures",),
    4: ("Children by the borough that looks after them", "What the contract assumes"),
    5: ("Saving in a full year", "the contract charges £", "What this contract assumes, and why"),
    6: ("Rightly placed where they are",),
}
"""What answers each step on paper; of another step nothing is there."""

MOST_SHEETS = 3
MAP = 'iframe[title="streamlit_folium.st_folium"]'

FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.textContent;
}"""

BENEATH_THE_STRIP = """section => {
  const strip = document.querySelector(".st-key-tour");
  const part = [...document.querySelectorAll("[data-testid=stMain] :is(h2, h3, p)")]
    .find((one) => one.textContent.trim().startsWith(section) && !strip.contains(one));
  if (!part) return false;
  const { top, bottom } = part.getBoundingClientRect();
  return top >= strip.getBoundingClientRect().bottom && bottom <= innerHeight / 2 + 100;
}"""


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_keyboard_alone_leads_through_six_steps_and_back_again(visit: Open, width: int) -> None:
    seen = visit(f"/tour?{SHARED}", width=width)
    page = seen.page
    _stands_on(page, "See it")
    for step in STEPS:
        page.keyboard.press("Enter")
        strip = page.locator(".st-key-tour")
        expect(strip).to_contain_text(f"step {step.number} of 6", timeout=WAIT_MS)
        expect(strip).not_to_contain_text("follows when", timeout=WAIT_MS)
        seen.settle()
        assert f"step={step.number}" in page.url
        assert SHARED in page.url
        assert page.locator(".stApp").evaluate(
            "app => app.ownerDocument.documentElement.scrollWidth <= innerWidth"
        )
        expect(strip).to_contain_text(step.question)
        expect(strip.get_by_role("heading", name=step.question)).to_be_in_viewport()
        if step.section and width == NARROW:  # the part that answers comes before the next step
            _stands_on(page, "Go to")
            page.keyboard.press("Tab")
        _stands_on(page, "Next: " if step is not STEPS[-1] else "Back to all six steps")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="See it").first.wait_for(timeout=WAIT_MS)
    assert "/tour" in page.url
    page.go_back()
    expect(page.locator(".st-key-tour")).to_contain_text("step 6 of 6", timeout=WAIT_MS)


@pytest.mark.parametrize("audience", [SHARED, ""], ids=["shared", "officers"])
@pytest.mark.parametrize("step", FURTHER_DOWN, ids=lambda step: str(step.number))
def test_a_link_arrives_where_the_step_is_answered_with_its_question_above(
    visit: Open, step: Step, audience: str
) -> None:
    seen = _arrived(visit(_address(step, audience), width=WIDE))
    seen.page.wait_for_function(BENEATH_THE_STRIP, arg=step.section, timeout=WAIT_MS)
    seen.page.wait_for_timeout(STILL_MS)
    seen.settle()
    assert seen.page.evaluate(BENEATH_THE_STRIP, step.section)
    expect(seen.page.get_by_role("heading", name=step.question)).to_be_in_viewport()
    _stands_on(seen.page, "Next: " if step is not STEPS[-1] else "Back to all six steps")


def test_where_the_strip_cannot_stay_a_button_leads_to_the_answer_and_escape_back(
    visit: Open,
) -> None:
    seen = _arrived(visit(_address(STEPS[1], SHARED), width=NARROW))
    page = seen.page
    page.wait_for_timeout(STILL_MS)
    seen.settle()
    assert page.evaluate(SCROLLED) == 0
    _stands_on(page, "Go to")
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name=STEPS[1].section, exact=True)
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport(ratio=1)
    header = page.locator("[data-testid=stHeader]").bounding_box()
    box = heading.bounding_box()
    assert header
    assert box
    assert box["y"] >= header["height"], "nothing covers it"
    page.keyboard.press("Escape")
    _stands_on(page, "Next: ")
    expect(page.get_by_role("link", name="Next: ")).to_be_in_viewport()


def test_a_reader_who_scrolls_meanwhile_is_left_where_they_are(visit: Open) -> None:
    seen = visit(_address(STEPS[2], SHARED), width=WIDE)
    page = seen.page
    page.locator(".st-key-tour h2").wait_for(timeout=WAIT_MS)
    page.mouse.move(700, 600)
    page.mouse.wheel(0, 150)
    seen.settle()
    page.wait_for_timeout(QUIET_MS)
    _nothing_scrolls(page)


def test_a_reader_who_scrolls_over_the_map_meanwhile_is_left_where_they_are(visit: Open) -> None:
    seen = visit(_address(STEPS[1], SHARED), width=WIDE)
    page = seen.page
    seen.map_frame()
    page.wait_for_function(BENEATH_THE_STRIP, arg=STEPS[1].section, timeout=WAIT_MS)
    page.locator(MAP).evaluate(
        "frame => frame.contentWindow.dispatchEvent(new frame.contentWindow.WheelEvent('wheel'))"
    )
    page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollBy(0, -40)")
    _nothing_scrolls(page)


def test_what_the_browser_itself_scrolls_is_brought_back(visit: Open) -> None:
    seen = visit(_address(STEPS[1], SHARED), width=WIDE)
    page = seen.page
    page.wait_for_function(BENEATH_THE_STRIP, arg=STEPS[1].section, timeout=WAIT_MS)
    page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    page.wait_for_function(BENEATH_THE_STRIP, arg=STEPS[1].section, timeout=STILL_MS)


def test_the_keyboard_is_not_taken_from_whoever_went_on_with_it(visit: Open) -> None:
    seen = _arrived(visit(_address(STEPS[1], ""), width=WIDE))
    page = seen.page
    _stands_on(page, "Next: ")
    page.keyboard.press("Tab")
    _stands_on(page, "Back")
    assert seen.runs_after(page.get_by_text("Shared view", exact=True).first.click)
    page.wait_for_timeout(STILL_MS)
    assert not str(page.evaluate(FOCUSED)).startswith("Next: ")


def test_a_page_outside_the_tour_leaves_the_keyboard_at_its_top(visit: Open) -> None:
    seen = visit(f"/boroughs?{SHARED}", width=WIDE)
    seen.page.locator("h1").first.wait_for(timeout=WAIT_MS)
    seen.settle()
    seen.page.wait_for_timeout(QUIET_MS)
    assert seen.page.evaluate("() => document.activeElement === document.body")
    assert seen.page.evaluate(SCROLLED) == 0


@pytest.mark.parametrize("audience", [SHARED, ""], ids=["shared", "officers"])
@pytest.mark.parametrize("step", STEPS, ids=lambda step: str(step.number))
def test_on_paper_a_step_is_its_question_and_what_answers_it_and_no_more(
    visit: Open, step: Step, audience: str
) -> None:
    seen = _arrived(visit(_address(step, audience), width=WIDE))
    has_map = step.mode is not None or step is STEPS[0]
    if step.page is Page.OVERVIEW:
        seen.map_frame()
    for answer in PRINTED[step.number]:  # a table is drawn after the run that it came with
        seen.page.get_by_text(answer).first.wait_for(state="attached", timeout=WAIT_MS)
    sentence = seen.page.locator(".st-key-tour .cth-support").inner_text()
    pages = PdfReader(BytesIO(seen.page.pdf(format="A4"))).pages
    first, *others = (_closed_up(page.extract_text()) for page in pages)
    assert len(others) < MOST_SHEETS
    for said in (f"step {step.number} of 6", step.question, sentence, "31 March 2018"):
        assert _closed_up(said) in first
    said = "".join((first, *others))
    ours = {*PRINTED[step.number]}
    assert [one for one in ours if _closed_up(one) not in said] == []
    of_others = {one for marks in PRINTED.values() for one in marks} - ours
    assert [one for one in of_others if _closed_up(one) in said] == []
    for pressed in ("Trends: published measure", "Copy link", "Make a briefing", "Go to", "Next:"):
        assert _closed_up(pressed) not in said
    seen.page.emulate_media(media="print")
    assert seen.page.locator(MAP).is_visible() is has_map


def _closed_up(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _address(step: Step, audience: str) -> str:
    return f"/{step.page}?step={step.number}&{audience}".removesuffix("&")


def _arrived(seen: Visit) -> Visit:
    strip = seen.page.locator(".st-key-tour")
    expect(strip.locator(".cth-support")).to_be_visible(timeout=WAIT_MS)
    seen.settle()
    return seen


def _nothing_scrolls(page: InTheBrowser) -> None:
    before = page.evaluate(SCROLLED)
    page.wait_for_timeout(STILL_MS)
    assert page.evaluate(SCROLLED) == before


def _stands_on(page: InTheBrowser, begins: str) -> None:
    page.wait_for_function(
        f"begins => ({FOCUSED})()?.startsWith(begins)", arg=begins, timeout=WAIT_MS
    )
