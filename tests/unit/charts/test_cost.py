"""The chart of the weekly cost draws every published figure, and nothing where there is none."""

from typing import Any

import pytest

from lib.answer.context.cost import CostView, weekly_costs
from lib.answer.loaded import read_contract, read_footprint
from lib.charts.cost import cost_lines
from lib.charts.style import palette_of
from lib.domain.whole_areas import ENGLAND, LONDON


@pytest.fixture(scope="module")
def view() -> CostView:
    return weekly_costs(read_footprint(), read_contract())


@pytest.fixture(scope="module")
def drawn(view: CostView) -> dict[str, Any]:
    return cost_lines(view, palette=palette_of(is_dark=False), said="It costs more.").to_dict()


def points(drawn: dict[str, Any]) -> dict[tuple[str, str, str], float | None]:
    return {
        (row["name"], row["year"], row["money"]): row["value"]
        for rows in drawn["datasets"].values()
        for row in rows
        if "money" in row
    }


def test_every_published_figure_is_a_point_of_a_line(view: CostView, drawn: dict[str, Any]) -> None:
    found = points(drawn)
    for _, row in view.rows.dropna(subset="pounds").iterrows():
        assert found[row["name"], row["year"], "money of the year"] == row["pounds"]
        if row["code"] in (LONDON, ENGLAND):
            assert found[row["name"], row["year"], "money of 2024-25"] == row["real_pounds"]


def test_a_year_without_a_figure_is_a_gap_and_never_nothing_at_all(drawn: dict[str, Any]) -> None:
    assert points(drawn)["City of London", "2017-18", "money of the year"] is None
    lines = [layer["mark"] for layer in drawn["layer"] if layer["mark"]["type"] == "line"]
    assert {mark["invalid"] for mark in lines} == {"break-paths-show-domains"}


def test_it_is_read_out_in_words(drawn: dict[str, Any]) -> None:
    assert drawn["description"] == "It costs more."


def test_each_line_is_named_at_its_end_and_what_a_dash_means_stands_in_the_legend(
    view: CostView, drawn: dict[str, Any]
) -> None:
    texts = {
        " ".join(row["text"].split())
        for rows in drawn["datasets"].values()
        for row in rows
        if "text" in row
    }
    lasts = view.rows.dropna(subset="pounds").groupby("name").tail(1)
    assert texts == {
        f"{row['name']} £{row['pounds']:,}"
        + ("" if row["year"] == view.years[-1] else f" ({row['year']})")
        for _, row in lasts.iterrows()
    }
    (dash,) = [
        layer["encoding"]["strokeDash"]
        for layer in drawn["layer"]
        if "strokeDash" in layer["encoding"]
    ]
    assert dash["scale"]["domain"] == ["money of the year", "money of 2024-25"]
    assert dash["legend"]["symbolType"] == "stroke"
