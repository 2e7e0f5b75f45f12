"""The editable charts of a pack: that their words and figures are those of what stands there."""

import re

import pytest

from lib.answer.contract.sentences import pounds
from lib.disclosure.released import Audience
from lib.exports.briefing import Chart
from lib.exports.packs.views import Pack
from tests.unit.exports.briefings.conftest import Made


def charts(made: Made, audience: Audience) -> list[Chart]:
    return [sheet.chart for sheet in made(Pack.CONTRACT, audience).sheets if sheet.chart]


@pytest.mark.parametrize("audience", Audience)
def test_no_editable_chart_tells_of_bands_and_lines_that_only_the_drawn_one_has(
    made: Made, audience: Audience
) -> None:
    found = charts(made, audience)
    assert len(found) == 4
    for chart in found:
        assert not re.search("band|grey|dashed|left of", chart.editable_subtitle, re.IGNORECASE)
    by_run = [chart for chart in found if "Lowest tenth" in (*chart.series, *chart.categories)]
    assert len(by_run) == 3
    for chart in by_run:
        assert "between the lowest and the highest tenth" in chart.editable_subtitle


@pytest.mark.parametrize("audience", Audience)
def test_the_bars_of_the_swings_say_what_the_table_beside_them_says(
    made: Made, audience: Audience
) -> None:
    (sheet,) = [
        sheet
        for sheet in made(Pack.CONTRACT, audience).sheets
        if sheet.chart and "Saving where low" in sheet.chart.series
    ]
    assert sheet.chart is not None
    (table,) = sheet.tables
    for position, figures in enumerate(sheet.chart.series.values(), start=2):
        for figure, row in zip(figures, table.rows, strict=True):
            assert figure is not None
            assert pounds(figure) == row[position]
            assert figure == round(figure, -3), "and no more exactly"
