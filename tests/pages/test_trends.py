"""Trends on the Overview and on Boroughs: published figures, the same for whoever looks."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from lib.answer.context.trend_measures import TREND_NAMES
from lib.disclosure.released import Audience
from tests.fixtures.page import words

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")

OVER_20 = "More than 20 miles from home"


def section(app: AppTest) -> str:
    """What the section says, from its title on."""
    found = re.search(
        r'<h2 class="cth-chart-title">(?=[^<]*</h2><p class="cth-quiet">[^<]*Published figures, '
        r"whatever)(.*)",
        words(app),
        re.DOTALL,
    )
    assert found
    return found[1].split("How it is measured")[0]


def chart(app: AppTest) -> str:
    """The chart of the section, as it is sent: its data by the hash of what is in it."""
    return str(_sent(app).spec)


def drawn(app: AppTest) -> set[str]:
    """The areas whose lines are drawn."""
    tables = [convert_arrow_bytes_to_pandas_df(one.data.data) for one in _sent(app).datasets]
    return {name for table in tables if "line" in table for name in table["line"]}


def _sent(app: AppTest) -> Any:
    charts = [
        element.proto for element in app.get("vega_lite_chart")
        if "The table below holds every year" in element.proto.spec
    ]  # fmt: skip
    assert len(charts) == 1
    return charts[0]


def test_redbridge_is_shown_with_both_denominators(opened: Open) -> None:
    app = opened("boroughs", borough="Redbridge", trend=OVER_20)
    assert not app.exception
    said = section(app)
    assert said.startswith(
        "Redbridge: 11% of its children (34 of 299) are known to live more than 20 miles from "
        "home, 16% of the 219 whose distance is known; London 18% and 20%"
    )
    assert "Over 20 miles: 34 of 299 is 11%, and of the 219 whose distance is known 16%." in said
    assert "reporting year 2025" in said


def test_the_table_says_between_2018_and_2017_that_another_definition_begins(opened: Open) -> None:
    said = section(opened("boroughs", borough="Redbridge", trend=OVER_20))
    earlier = "Up to 2017: more than 20 miles from home and outside the authority."
    heads = re.findall(r'<th scope="row(?:group)?"[^>]*>(?:<span>)?([^<]*)', said)
    at = next(at for at, head in enumerate(heads) if head.startswith(earlier))
    assert (heads[at - 1], heads[at + 1]) == ("2018", "2017")
    assert earlier not in section(opened("boroughs", borough="Redbridge"))


def test_the_measure_is_in_the_address_and_in_the_control(opened: Open) -> None:
    app = opened(trend=OVER_20)
    assert app.selectbox(key="trend").value == OVER_20
    assert app.query_params["trend"] == OVER_20
    app.selectbox(key="trend").set_value(TREND_NAMES[0]).run()
    assert "live inside their own borough" in section(app)


def test_a_measure_that_there_is_not_is_told(opened: Open) -> None:
    app = opened(trend="<script>")
    assert "there is no trend “&lt;script&gt;” here" in words(app)
    assert app.selectbox(key="trend").value == TREND_NAMES[0]


@pytest.mark.parametrize("name", TREND_NAMES)
def test_both_audiences_are_shown_the_same_published_figures(opened: Open, name: str) -> None:
    app = opened(trend=name)
    mine, picture = section(app), chart(app)
    app.segmented_control(key="audience").set_value(Audience.SHARED).run()
    assert chart(app) == picture
    theirs = section(app)
    note = re.search(r"<p>Hackney and City of London is one area in this view.*?</p>", theirs)
    assert note
    assert theirs.replace(note[0], "") == mine


@pytest.mark.parametrize("name", TREND_NAMES)
def test_in_the_shared_view_hackney_stands_for_the_merged_area(opened: Open, name: str) -> None:
    app = opened(
        "boroughs", audience="Shared view", borough="Hackney and City of London", trend=name
    )
    said = section(app)
    assert said.startswith("Hackney: ")
    assert "these are the figures of Hackney alone" in said
    lines = drawn(app)
    assert "Hackney" in lines
    assert "City of London" not in lines
    heads = re.findall(r'<th scope="col">(.*?)</th>', said)
    assert "City of London" not in heads


def test_a_withheld_year_is_written_as_such_in_the_table(opened: Open) -> None:
    app = opened("boroughs", borough="Redbridge", trend="In secure and children's homes")
    said = section(app)
    for year in range(2020, 2024):
        assert (
            f'<th scope="row">{year}</th><td data-head="Redbridge"><span class="cth-hidden">'
            "withheld</span></td>" in said
        )
    assert (
        '<th scope="row">2024</th><td data-head="Redbridge">4%</td>'
        '<td data-head="Children">12 of 309</td>'
    ) in said
    assert "Withheld: Redbridge in 2020 to 2023." in said


def test_city_of_london_says_that_its_figure_is_withheld(opened: Open) -> None:
    app = opened("boroughs", borough="City of London", trend=OVER_20)
    assert section(app).startswith("City of London: the figure of 2025 is withheld; London 18%")


@pytest.mark.parametrize("asked", [{}, {"audience": "Shared view"}])
def test_on_the_overview_the_trends_are_of_the_borough_that_is_chosen(
    opened: Open, asked: dict[str, str]
) -> None:
    app = opened(trend=OVER_20, **asked)
    assert section(app).startswith("North East London without City of London: 15%")
    assert "choose a borough to see theirs" in section(app)
    app.selectbox(key="borough").set_value("Redbridge").run()
    assert not app.exception
    assert section(app).startswith("Redbridge: 11% of its children (34 of 299)")
    assert {"Redbridge", "London", "England"} <= drawn(app)
    assert "Hackney" not in drawn(app)
    on_boroughs = section(opened("boroughs", borough="Redbridge", trend=OVER_20, **asked))
    assert on_boroughs.startswith(section(app).split("Published in:")[0])


def test_each_row_of_boroughs_says_of_how_many_children_the_distance_is_not_known(
    opened: Open,
) -> None:
    said = section(opened(trend=OVER_20))
    assert (
        '<th scope="row">Redbridge</th><td>24%</td><td>11%</td><td>80 <span class="cth-share">27%'
        "</span></td><td>16% of 219</td><td>6th lowest of 32</td><td>lowest</td>"
    ) in said


def test_havering_is_told_beside_the_chart_that_no_neighbours_line_is_drawn(opened: Open) -> None:
    app = opened("boroughs", borough="Havering", trend=TREND_NAMES[0])
    beside = section(app).split("Every year, as a table")[0]
    assert "nine are outside London and not held here; too few are left" in beside
    assert not [name for name in drawn(app) if name.startswith("Statistical neighbours")]
