"""A trend's chart draws published figures alone, in runs that nothing joins, each line named."""

from itertools import pairwise
from typing import Any

import pytest

from lib.answer.context.trend_figures import published_figures
from lib.answer.context.trend_measures import TREND_MEASURES, TrendMeasure, trend_measure
from lib.answer.context.trend_view import Line, Trend, Whose
from lib.answer.context.trends import trend
from lib.answer.loaded import read_footprint
from lib.charts.style import BODY_PX, palette_of
from lib.charts.trend import drawn_lines, trend_lines

FOOTPRINT = read_footprint()
REDBRIDGE = "E09000026"
LIGHT, DARK = palette_of(is_dark=False), palette_of(is_dark=True)


def of(measure: TrendMeasure, code: str | None) -> Trend:
    return trend(
        measure,
        code=code,
        shown_codes=FOOTPRINT.codes,
        footprint=FOOTPRINT,
        figures=published_figures(),
    )


def drawn(found: Trend) -> dict[str, Any]:
    return trend_lines(found, palette=LIGHT, said="In words.").to_dict()


def rows_of(spec: dict[str, Any], mark: str) -> list[list[dict[str, Any]]]:
    """The rows of each layer of a mark."""
    return [
        spec["datasets"][layer["data"]["name"]]
        for layer in spec["layer"]
        if layer["mark"]["type"] == mark
    ]


def name_of(line: Line) -> str:
    """A sum or a median that is not of all of them says of how many it is."""
    if not line.of or not line.without:
        return line.name
    what = " councils" if line.whose is Whose.PARTNERSHIP else ""
    return f"{line.name}, {len(line.of)} of {len(line.of + line.without)}{what}"


@pytest.mark.parametrize("measure", TREND_MEASURES, ids=lambda measure: measure.name)
@pytest.mark.parametrize("code", [None, REDBRIDGE, "E09000001"])
def test_what_is_drawn_is_each_published_point_and_no_other(
    measure: TrendMeasure, code: str | None
) -> None:
    found = of(measure, code)
    spec = drawn(found)
    wanted = sorted(
        (name_of(line), point.year, point.value)
        for line in drawn_lines(found)
        for point in line.points
        if point.value is not None
    )
    for mark in ("line", "point"):
        there = sorted(
            (row["line"], row["year"], row["value"]) for rows in rows_of(spec, mark) for row in rows
        )
        assert there == wanted
    begins = {one.year for one in measure.breaks if one.is_new_definition}
    (rows,) = rows_of(spec, "line")
    for before, after in pairwise(rows):
        is_next = before["line"] == after["line"] and after["year"] == before["year"] + 1
        is_joined = before["run"] == after["run"]
        assert is_joined == (is_next and after["year"] not in begins)


@pytest.mark.parametrize("measure", TREND_MEASURES, ids=lambda measure: measure.name)
def test_each_break_is_marked_and_each_line_named(measure: TrendMeasure) -> None:
    found = of(measure, REDBRIDGE)
    spec = drawn(found)
    texts = [row["text"] for rows in rows_of(spec, "text") for row in rows]
    assert [one.mark for one in measure.breaks] == texts[: len(measure.breaks)]
    names = {Whose.PARTNERSHIP: "Partnership", Whose.NEIGHBOURS: "Neighbours"}
    for line in drawn_lines(found):
        assert any(text.startswith(names.get(line.whose, line.name)) for text in texts)
    if measure.part and measure.has_common_scale:
        assert next(text for text in texts if text.startswith("Partnership ")).endswith(
            f"\n({len(found.lines[1].of)} of 8 councils)"
        )
    assert spec["description"] == "In words."
    assert spec["config"]["text"]["fontSize"] == BODY_PX


def test_lines_that_fit_on_no_common_scale_are_not_drawn() -> None:
    found = of(trend_measure("Children looked after, number"), REDBRIDGE)
    assert {line.whose for line in drawn_lines(found)} == {Whose.SUBJECT, Whose.NEIGHBOURS}


def test_colours_are_those_of_the_theme() -> None:
    found = of(TREND_MEASURES[0], REDBRIDGE)
    dark = trend_lines(found, palette=DARK, said="").to_dict()
    rows = [row for mark in ("line", "text") for part in rows_of(dark, mark) for row in part]
    colours = {row["colour"] for row in rows if "colour" in row}
    assert colours == {DARK.inside, DARK.text, DARK.quiet_text}


@pytest.mark.parametrize("measure", TREND_MEASURES, ids=lambda measure: measure.name)
def test_beside_the_partnership_each_borough_is_named_at_the_end_of_its_line(
    measure: TrendMeasure,
) -> None:
    found = of(measure, None)
    texts = {
        row["text"].replace("\n", " ") for rows in rows_of(drawn(found), "text") for row in rows
    }
    for line in drawn_lines(found):
        if line.whose is Whose.BOROUGH:
            assert [text for text in texts if text.startswith(f"{line.name} ")], line.name


def test_the_line_that_is_pointed_at_stands_out_and_so_does_the_subject() -> None:
    found = of(TREND_MEASURES[0], None)
    spec = drawn(found)
    assert [one["select"]["fields"] for one in spec["params"]] == [["line"]]
    (rows,) = rows_of(spec, "line")
    widths = {row["line"]: row["width"] for row in rows}
    subject = widths.pop(name_of(found.subject))
    assert subject > max(widths.values())
