"""The product as a reader meets it, with every other host out of reach."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from lib.maps.state import Mode
from tests.fixtures.drawn_map import DrawnMap
from tests.fixtures.visit import WAIT_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]


def test_the_answer_stands_above_the_map_and_the_same_in_its_words(desktop: Visit) -> None:
    page, drawn = desktop.page, DrawnMap.as_at_first(desktop)
    assert page.get_by_role("heading", level=1).inner_text().count("children") >= 1
    counted = page.locator("tr:last-child td").first.inner_text()
    words = drawn.words()
    assert f"of {counted} children" in words["sentence"]
    assert words["legend"]
    boroughs = page.locator("button.cth-row").all_inner_texts()[:-1]
    named = " ".join(one["text"] for one in drawn.names())
    assert all(name in named for name in boroughs)


def test_on_a_phone_the_measures_stand_two_by_two(phone: Visit) -> None:
    measures = [card.bounding_box() for card in phone.page.locator(".cth-measure").all()]
    assert len({round(box["x"]) for box in measures if box}) == 2


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
    expect(page.get_by_role("radio", name="Shared view")).to_be_checked(timeout=WAIT_MS)
    page.wait_for_url("**/returns?audience=Shared*")
    page.get_by_role("link", name="Methods").click()
    page.get_by_role("heading", name="Definitions").wait_for()
    page.get_by_role("link", name="Overview").click()
    page.get_by_text("Hackney and City of London").first.wait_for()
    expect(page.get_by_role("radio", name="Shared view")).to_be_checked(timeout=WAIT_MS)


@pytest.mark.parametrize(
    ("path", "whose"),
    [
        ("/?audience=", "Officers' view"),
        ("/?map=", "Officers' view"),
        ("/?map=never&audience=nobody", "Shared view"),
    ],
)
def test_an_address_without_a_meaning_leaves_a_button_pressed(
    visit: Open, path: str, whose: str
) -> None:
    seen = visit(path)
    assert DrawnMap(seen).mode() == Mode.TODAY
    expect(seen.page.get_by_role("radio", name=whose)).to_be_checked(timeout=WAIT_MS)
