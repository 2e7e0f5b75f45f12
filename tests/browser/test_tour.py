"""The tour in a real browser: by the keyboard alone, at both widths, there and back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from lib.links.tour import STEPS
from tests.fixtures.visit import WAIT_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]

FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.textContent;
}"""


@pytest.mark.parametrize("width", [1440, 390])
def test_the_keyboard_alone_leads_through_six_steps_and_back_again(visit: Open, width: int) -> None:
    seen = visit("/tour?audience=Shared+view", width=width)
    page = seen.page
    first = page.get_by_role("link", name="See it").first
    first.wait_for(timeout=WAIT_MS)
    seen.settle()
    first.focus()
    for step in STEPS:
        page.keyboard.press("Enter")
        strip = page.locator(".st-key-tour")
        expect(strip).to_contain_text(f"step {step.number} of 6", timeout=WAIT_MS)
        expect(strip).not_to_contain_text("follows when", timeout=WAIT_MS)
        seen.settle()
        assert f"step={step.number}" in page.url
        assert "audience=Shared+view" in page.url
        assert page.locator(".stApp").evaluate(
            "app => app.ownerDocument.documentElement.scrollWidth <= innerWidth"
        )
        expect(strip).to_contain_text(step.question)
        page.wait_for_function(f"() => ({FOCUSED})()?.match(/^(Next|Back to all)/)")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="See it").first.wait_for(timeout=WAIT_MS)
    assert "/tour" in page.url
    page.go_back()
    expect(page.locator(".st-key-tour")).to_contain_text("step 6 of 6", timeout=WAIT_MS)


def test_a_button_brings_the_part_that_answers_into_view(visit: Open) -> None:
    seen = visit("/boroughs?step=3")
    seen.page.locator(".st-key-tour").wait_for(timeout=WAIT_MS)
    seen.settle()
    heading = seen.page.locator("p", has_text="Homes and need: published figures")
    expect(heading).not_to_be_in_viewport(timeout=WAIT_MS)
    seen.page.get_by_role("button", name="Homes and need").click()
    expect(heading).to_be_in_viewport(timeout=WAIT_MS)
