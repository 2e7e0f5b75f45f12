"""The tour asks six questions, and each leads to a view of a page that knows it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from lib.links.address import parse
from lib.links.asked import OnOffer, Page
from lib.links.parameters import STEPS_OF_PAGES
from lib.links.tour import STEPS, Step, step_of


def test_there_are_six_steps_and_the_address_knows_them() -> None:
    assert [step.number for step in STEPS] == [1, 2, 3, 4, 5, 6]
    by_page = {page: tuple(s.number for s in STEPS if s.page is page) for page in STEPS_OF_PAGES}
    assert by_page == STEPS_OF_PAGES


@pytest.mark.parametrize("step", STEPS, ids=lambda step: str(step.number))
def test_the_link_of_a_step_opens_its_page_at_that_step(step: Step) -> None:
    parts = urlsplit(step.link)
    assert parts.path.removeprefix("./") == step.page
    asked, notices = parse(parse_qs(parts.query), page=step.page, on_offer=OnOffer())
    assert (asked.step, notices) == (step.number, ())
    assert asked.mode is step.mode
    assert step_of(step.page, step.number) is step


@pytest.mark.parametrize("text", ["0", "2", "7", "-1", "1.0", "one", "\u0661", "1" * 300])
def test_a_step_that_is_none_of_the_page_is_told_and_left_out(text: str) -> None:
    asked, (notice,) = parse({"step": text}, page=Page.OVERVIEW, on_offer=OnOffer())
    assert asked.step is None
    assert notice.said.endswith("so the page is shown without the tour.")
