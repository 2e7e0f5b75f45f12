"""The Block contract page sets what a week costs beside the contract's discount."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.fixtures.page import words

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")


@pytest.mark.parametrize("asked", [{}, {"audience": "Shared view"}])
def test_the_published_week_and_its_discount_stand_on_the_page(
    page: Open, asked: dict[str, str]
) -> None:
    said = words(page(**asked))
    assert "A week of residential care costs 2.2 times what it did in 2017-18" in said
    for figure in ("£3,625", "£3,630", "£1,319,500", "£1,321,320"):
        assert f"<td>{figure}</td>" in said
    assert "not available" in said
    assert "not of care" in said


def test_a_price_in_place_of_a_discount_is_said_to_be_one(page: Open) -> None:
    said = words(page(changes="price=2904"))
    assert "no discount: the 20% is that of the claim of 2018" in said
