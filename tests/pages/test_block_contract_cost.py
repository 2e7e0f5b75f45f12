"""The Block contract page sets what a week costs beside the contract's discount."""

import re
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


def test_london_and_england_stand_beneath_each_other_so_that_a_phone_has_room(page: Open) -> None:
    said = words(page())
    table = said[said.index("<caption>A week of residential care, and what 20% off") :]
    table = table[: table.index("</table>")]
    assert table.count('<th scope="col">') == 4
    london, england = re.split('<th scope="rowgroup"', table)[1:]
    assert "London" in london
    assert "<td>£3,625</td><td>£4,695</td><td>£1,319,500</td>" in london
    assert "England" in england
    assert "<td>£3,630</td><td>£4,700</td><td>£1,321,320</td>" in england
