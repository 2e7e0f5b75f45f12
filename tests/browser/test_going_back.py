"""The address of a page in a browser: what goes back, what is copied, what is taken out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.fixtures.visit import WAIT_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]


def test_to_go_back_never_brings_the_officers_view_before_those_who_see_the_shared_one(
    visit: Open,
) -> None:
    seen = visit("/returns")
    page = seen.page
    page.get_by_role("radio", name="Shared view").click()
    page.wait_for_url("**/returns?audience=Shared*")
    page.get_by_role("link", name="Methods").click()
    page.get_by_role("heading", name="Definitions").wait_for()
    page.get_by_role("link", name="Returns").click()
    page.get_by_role("heading", name="What was read is for officers alone").wait_for()
    while "methods" not in page.url:
        page.go_back(wait_until="commit")
        page.wait_for_timeout(300)
        seen.settle()
        if "returns" in page.url:
            page.wait_for_url("**/returns?audience=Shared*")
            page.get_by_role("heading", name="What was read is for officers alone").wait_for()
            expect(page.get_by_role("radio", name="Shared view")).to_be_checked(timeout=WAIT_MS)
    assert seen.errors == []


def test_what_a_link_cannot_have_leaves_the_address_and_one_step_goes_back(visit: Open) -> None:
    seen = visit("/returns?as-at=1+May+1066&borough=Kent&a=1")
    page = seen.page
    page.get_by_text("Parts of this link could not be used.").wait_for()
    page.wait_for_url("**/returns")
    page.go_back(wait_until="commit")
    seen.settle()
    page.wait_for_url("**/returns")
    assert seen.errors == []


def test_the_link_is_copied_without_a_host_and_can_be_taken_by_hand(visit: Open) -> None:
    seen = visit("/returns?audience=Shared+view")
    page = seen.page
    copied = "() => { window.copied = []; Object.defineProperty(navigator, 'clipboard', {value: \
        {writeText: async (text) => { window.copied.push(text); }}}); }"
    page.evaluate(copied)
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Link copied.").wait_for()
    assert page.evaluate("() => window.copied") == ["returns?audience=Shared+view"]
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
    )
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copy the link from here.").wait_for()
    field = page.get_by_role("textbox", name="Link to this view")
    assert field.input_value() == "returns?audience=Shared+view"
    assert seen.errors == []
