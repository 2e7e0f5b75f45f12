"""The guided tour: six questions, each answered by a sentence that the pages say too."""

import html
import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lib.links.tour import STEPS, Step
from tests.fixtures.page import words

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")


WHERE = {2: "boroughs", 3: "boroughs", 4: "block_contract", 5: "block_contract", 6: "overview"}
"""The page that says the sentence of a step; that of the first is the map's."""


def plain(said: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", said)).split())


@pytest.mark.parametrize("audience", ["", "Shared view"], ids=["officers", "shared"])
def test_each_sentence_of_the_tour_stands_on_a_page(opened: Open, audience: str) -> None:
    address = {"audience": audience} if audience else {}
    tour = words(opened("tour", **address))
    steps = re.findall(r"<h2[^>]*>(.*?)</h2>.*?cth-support[^>]*>(.*?)</", tour, re.DOTALL)
    sentences = {int(title[0]): plain(said) for title, said in steps if title[0].isdigit()}
    assert [*sentences] == [step.number for step in STEPS]
    assert sentences[1].startswith("Today 56 of 170 children live inside North East London")
    pages = {name: plain(words(opened(name, **address))) for name in set(WHERE.values())}
    for number, name in WHERE.items():
        said = sentences[number].partition(" 2 more things")[0]
        assert said.removesuffix(".") in pages[name], number


@pytest.mark.parametrize("step", STEPS, ids=lambda step: str(step.number))
def test_a_step_stands_above_its_page_with_its_question_and_one_sentence(
    opened: Open, step: Step
) -> None:
    name = step.page or "overview"
    app = opened(name, step=str(step.number))
    assert not app.exception
    said = words(app)
    assert f"Guided tour, step {step.number} of 6" in said
    assert step.question in said
    assert "Its sentence follows" not in said


def test_a_page_outside_the_tour_says_nothing_of_it(opened: Open) -> None:
    assert "Guided tour, step" not in words(opened("overview"))


def test_a_step_of_another_page_is_told_and_the_page_is_shown_without_the_tour(
    opened: Open,
) -> None:
    said = words(opened("overview", step="5"))
    assert "no step" in said
    assert "Guided tour, step" not in said
