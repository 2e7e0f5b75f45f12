"""Trends: one published measure year by year, of a borough or of the partnership."""

import json
from functools import lru_cache
from typing import Final

import streamlit as st

from lib.answer.context.trend_figures import published_figures
from lib.answer.context.trend_lines import about_the_lines, merged
from lib.answer.context.trend_measures import TrendMeasure
from lib.answer.context.trend_sentences import (
    about_the_subject,
    in_words,
    quarters_explained,
    subtitle,
    title,
)
from lib.answer.context.trend_view import Trend, Whose
from lib.answer.context.trends import released_code, trend
from lib.charts.style import palette_of
from lib.charts.trend import trend_lines
from lib.disclosure.released import Audience
from lib.domain.footprint import Footprint
from lib.sources.registry import publications
from lib.ui import controls, queries
from lib.ui.context.trend_tables import boroughs_table, years_table
from lib.ui.markup import bullets, details, element, paragraphs, text
from lib.ui.sheet import sheet

_NEIGHBOURS_FROM: Final = "DFE-SN-2025"


def trends(audience: Audience, area_code: str | None = None) -> None:
    """Show the finding, the chart and what it is made of, for a borough or for all together."""
    measure = controls.measure_of_trends()
    areas = controls.area_names(audience)
    found = _found(
        measure,
        code=released_code(area_code) if area_code else None,
        # a merged authority has a line of its own for nobody: it is chosen by officers alone
        shown_codes=tuple(map(released_code, controls.area_names(Audience.SHARED))),
        footprint=queries.footprint(),
    )
    st.html(
        element("h2", text(title(found)), of="cth-chart-title")
        + element("p", text(subtitle(found)), of="cth-quiet")
    )
    chart, beside = st.columns([8, 4], gap="large")
    with chart:
        is_dark = st.context.theme.type == "dark"
        st.vega_lite_chart(json.loads(_drawn(found, is_dark=is_dark)), theme=None)
    shown = [area_code] if area_code else list(areas)
    whose = [merged(areas[code], found.names[released_code(code)]) for code in shown]
    said = [*filter(None, whose), *about_the_subject(found)]
    with beside:
        if said:
            st.html(paragraphs(said))
    sheet(
        [
            "" if found.code else boroughs_table(found),
            details("Every year, as a table", years_table(found)),
            details(
                "What is measured, of whom, and who published it",
                paragraphs((found.measure.definition,))
                + bullets((*about_the_lines(found), *filter(None, (quarters_explained(found),))))
                + paragraphs(("Published in:",))
                + bullets(_sources(found)),
            ),
        ],
        name="trends",
        audience=None,
    )


@lru_cache(maxsize=128)
def _sources(found: Trend) -> tuple[str, ...]:
    """Name the publications that the lines come from."""
    keys = {
        source
        for line in (*found.lines, *found.boroughs)
        for point in line.points
        for source in point.sources
    }
    neighbours = found.line(Whose.NEIGHBOURS)
    if neighbours and neighbours.of:
        keys.add(_NEIGHBOURS_FROM)
    named = publications()
    return tuple(
        f"{named[key]['publisher']}: {named[key]['title']} ({named[key]['edition']})."
        for key in sorted(keys)
    )


@lru_cache(maxsize=128)
def _found(
    measure: TrendMeasure,
    *,
    code: str | None,
    shown_codes: tuple[str, ...],
    footprint: Footprint,
) -> Trend:
    return trend(
        measure,
        code=code,
        shown_codes=shown_codes,
        footprint=footprint,
        figures=published_figures(),
    )


@lru_cache(maxsize=128)
def _drawn(found: Trend, *, is_dark: bool) -> str:
    """Draw once: Altair takes a tenth of a second to check a chart."""
    chart = trend_lines(found, palette=palette_of(is_dark=is_dark), said=in_words(found))
    return json.dumps(chart.to_dict())
