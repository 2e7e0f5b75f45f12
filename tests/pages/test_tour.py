"""The guided tour: six questions, each answered by a sentence that the pages say too."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from lib.answer.story import ALL_IS_KNOWN
from lib.links.tour import STEPS, Step
from lib.ui import queries
from tests.fixtures.page import words

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")

AUDIENCES = pytest.mark.parametrize("audience", ["", "Shared view"], ids=["officers", "shared"])
OF_PUBLISHED = 3
"""The step whose figures are published: nothing in it is invented, and each has its own year."""

WHERE = {2: "boroughs", 3: "boroughs", 4: "block_contract", 5: "block_contract", 6: "overview"}
"""The page that says the sentence of a step; that of the first is the map's."""


def plain(said: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", said)).split())


def address_of(audience: str) -> dict[str, str]:
    return {"audience": audience} if audience else {}


def sentences_of(tour: str) -> Mapping[int, str]:
    steps = re.findall(r"<h2[^>]*>(.*?)</h2>.*?cth-support[^>]*>(.*?)</", tour, re.DOTALL)
    return {int(title[0]): plain(said) for title, said in steps if title[0].isdigit()}


def said_above(page: str) -> str:
    found = re.search(r"cth-step .*?cth-support[^>]*>(.*?)</p>", page, re.DOTALL)
    assert found
    return plain(found[1])


@AUDIENCES
def test_each_sentence_of_the_tour_stands_on_a_page(opened: Open, audience: str) -> None:
    sentences = sentences_of(words(opened("tour", **address_of(audience))))
    assert [*sentences] == [step.number for step in STEPS]
    assert sentences[1].startswith(
        "Children in children's homes, North East London, 31 March 2018 (invented data): 56 of 170 "
        "children live inside North East London"
    )
    pages = {
        name: plain(words(opened(name, **address_of(audience)))).casefold()
        for name in set(WHERE.values())
    }
    for number, name in WHERE.items():
        said = sentences[number].partition("; the Overview lists")[0].partition(": ")[2]
        said, _, not_published = said.partition("; how many of its boroughs'")
        assert bool(not_published) is (number == OF_PUBLISHED)
        assert not_published.casefold() in pages[name]
        # of what it costs, the sum stands in another sentence of the page than the forecast
        of_page = said.partition("Forecast: ")[2] or said
        assert of_page.removesuffix(".").casefold() in pages[name], number
        for pounds in re.findall(r"£[\d.,]+ \w+", said):
            assert pounds.casefold().removesuffix(" a") in pages[name]


@AUDIENCES
def test_whoever_copies_a_sentence_takes_along_its_date_and_that_it_is_invented(
    opened: Open, audience: str
) -> None:
    for number, said in sentences_of(words(opened("tour", **address_of(audience)))).items():
        is_of_returns = number != OF_PUBLISHED
        assert ("31 March 2018" in said) is is_of_returns
        assert ("(invented data)" in said) is is_of_returns
        assert said.startswith("Published figures: ") is not is_of_returns


@AUDIENCES
@pytest.mark.parametrize("step", STEPS, ids=lambda step: str(step.number))
def test_a_step_stands_above_its_page_and_says_what_the_list_says(
    opened: Open, step: Step, audience: str
) -> None:
    app = opened(step.page or "overview", step=str(step.number), **address_of(audience))
    assert not app.exception
    said = words(app)
    assert f"Guided tour, step {step.number} of 6" in said
    assert step.question in said
    assert "Its sentence follows" not in said
    of_list = sentences_of(words(opened("tour", **address_of(audience))))
    assert said_above(said) == of_list[step.number]


@AUDIENCES
def test_what_is_not_known_is_listed_beneath_its_step(opened: Open, audience: str) -> None:
    said = words(opened("overview", step="6", **address_of(audience)))
    more = re.search(r"the Overview lists (\d) more things?", said_above(said))
    assert more
    listed = re.search(r"<h2[^>]*>What is not known</h2><ul>(.*?)</ul>", said, re.DOTALL)
    assert listed
    assert listed[1].count("<li>") == int(more[1]) + 1
    first = plain(said_above(said).partition(": ")[2].partition("; the Overview")[0])
    assert plain(listed[1]).casefold().startswith(first.casefold())


@AUDIENCES
def test_where_nothing_is_unknown_the_step_and_the_page_beneath_it_say_so(
    opened: Open, audience: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    overview = queries.overview
    monkeypatch.setattr(
        queries, "overview", lambda chosen: replace(overview(chosen), unknowns=(), rules_off=())
    )
    said = words(opened("overview", step="6", **address_of(audience)))
    assert said_above(said).casefold().endswith(f"(invented data): {ALL_IS_KNOWN}".casefold())
    assert f"What is not known</h2><p>{ALL_IS_KNOWN}</p>" in said


def test_the_step_of_what_it_costs_is_of_the_contract_that_the_page_shows(opened: Open) -> None:
    ours = said_above(words(opened("block_contract", step="5")))
    other = words(opened("block_contract", step="5", changes="price=3000"))
    assert said_above(other) != ours
    assert "at the price that it sets" in said_above(other)
    headline = re.search(r'<h1 class="cth-headline">(.*?)</h1>', other)
    assert headline
    assert said_above(other).casefold().endswith(plain(headline[1]).casefold())


def test_a_page_outside_the_tour_says_nothing_of_it(opened: Open) -> None:
    assert "Guided tour, step" not in words(opened("overview"))


def test_a_step_of_another_page_is_told_and_the_page_is_shown_without_the_tour(
    opened: Open,
) -> None:
    said = words(opened("overview", step="5"))
    assert "no step" in said
    assert "Guided tour, step" not in said
