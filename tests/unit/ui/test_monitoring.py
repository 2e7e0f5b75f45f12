"""The Monitoring section as HTML: hostile names stay text, and words stand for what is missing."""

from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from lib.answer.loaded import read_contract, read_footprint
from lib.answer.monitoring import monitoring_view
from lib.disclosure.released import Audience
from lib.ui import monitoring as section
from tests.fixtures.reported_months import every_month, reported

HOSTILE = [
    '<img src=x onerror="alert(1)">',
    "</th></table><script>alert(1)</script>",
    "\"'onmouseover=alert(1) x='",
    "&lt;b&gt;",
    "=1+1",
    "{{ 6*7 }}${7*7}`",
]


class Page(HTMLParser):
    """Gathers elements, attributes and text as a browser would."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    parts: list[str] = []
    monkeypatch.setattr(section.st, "html", parts.append)
    return parts


def draw(
    rows: pd.DataFrame,
    drawn: list[str],
    *,
    audience: Audience,
    has_file: bool = True,
    is_invented: bool = False,
) -> Page:
    returns = SimpleNamespace(monitoring=rows, has_monitoring=has_file)
    loaded: Any = SimpleNamespace(
        returns=returns,
        footprint=read_footprint(),
        is_invented=is_invented,
        own_contract=read_contract(),
    )
    section.monitoring(monitoring_view(loaded, audience=audience))
    page = Page()
    page.feed("".join(drawn))
    return page


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_of_a_home_is_text_and_nothing_else(drawn: list[str], name: str) -> None:
    page = draw(reported({"home_name": name}), drawn, audience=Audience.OFFICERS)
    assert name in page.texts
    assert not {"img", "script", "b"} & set(page.tags)
    assert not [attribute for attribute in page.attributes if attribute.startswith("on")]


def test_the_shared_section_names_no_home(drawn: list[str]) -> None:
    page = draw(reported(*every_month("2019-04", 3)), drawn, audience=Audience.SHARED)
    assert "Invented home A" not in " ".join(page.texts)
    assert page.tags.count("table") == 1
    assert "Quarter" in page.texts


def test_officers_have_a_table_by_month_and_one_by_home(drawn: list[str]) -> None:
    page = draw(reported({}), drawn, audience=Audience.OFFICERS)
    assert page.tags.count("table") == 2
    assert "Monitoring: beds were 80% full in April 2019" in page.texts
    assert {"£12,000", "80%", "4.0"} <= set(page.texts)


def test_missing_numbers_are_words_and_never_zero(drawn: list[str]) -> None:
    blank = {"voids_paid_nights": None, "outcomes_due": None, "rating_answers": 5}
    page = draw(reported(blank), drawn, audience=Audience.OFFICERS)
    assert "not known" in page.texts
    assert "too few answers" in page.texts
    assert "0" not in page.texts


def test_hidden_numbers_are_called_hidden(drawn: list[str]) -> None:
    few = every_month("2019-04", 3, beds=3, nights_used=60)
    page = draw(reported(*few), drawn, audience=Audience.SHARED)
    assert "hidden" in page.texts
    assert "180" not in page.texts


def test_without_a_file_the_section_teaches(drawn: list[str]) -> None:
    page = draw(reported(), drawn, audience=Audience.SHARED, has_file=False)
    assert "Monitoring: nothing has been reported yet" in page.texts
    assert "table" not in page.tags
    assert "nights_used" in " ".join(page.texts)


@pytest.mark.parametrize("audience", Audience)
def test_invented_figures_are_called_so_in_the_heading_and_before_any_table(
    drawn: list[str], audience: Audience
) -> None:
    rows = reported(*every_month("2019-04", 3))
    page = draw(rows, drawn, audience=audience, is_invented=True)
    said = page.texts
    assert said[0].startswith("Monitoring, an invented example: beds were")
    assert said[1] == "None of these homes exists, and no young person said any of this."
    assert "monitoring.csv" in "".join(drawn).split("<table")[0]


def test_a_councils_own_figures_are_not_called_invented(drawn: list[str]) -> None:
    draw(reported({}), drawn, audience=Audience.OFFICERS)
    assert "invented example" not in "".join(drawn)
