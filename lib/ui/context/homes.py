"""Homes and need: what is published of children's homes, as maps, charts and tables."""

import json
from functools import lru_cache
from typing import Final

import streamlit as st

from lib.answer.boroughs.view import BoroughsView
from lib.answer.context.homes import HomesView, Measure
from lib.answer.context.homes_sentences import (
    ends,
    finding,
    map_in_words,
    map_subtitle,
    map_title,
    not_on_the_map,
    title,
    use_of_the_places,
    year_by_year,
)
from lib.charts.homes_by_year import net_gain_by_year, outside_by_year, places_by_year
from lib.charts.homes_map import homes_map
from lib.charts.style import palette_of
from lib.ui import queries
from lib.ui.context import homes_tables
from lib.ui.markup import element, text
from lib.ui.sheet import sheet
from lib.ui.state import Key

_SOURCE: Final = (
    "Ofsted, Children's social care in England, provider-level lists since 2018; Department "
    "for Education, freedom of information response 2024-0040813 (net gain, placed outside), and "
    "Children looked after in England. Published figures, whatever returns are loaded. Homes are "
    "children's homes alone: no secure homes, no residential special schools. Where an authority "
    "without a home sent from 1 to 5 children, its net gain is hidden, and with it those of London "
    "and England in that year. Hackney and City of London have one net gain together: in the City "
    "no home is, so its own would be the number of children whom it sent."
)

_BY_YEAR: Final = (
    ("places", "Places in {name}", "31 March; an outline: list reconstructed", places_by_year),
    ("net_gain", "Children received, less those sent", "{name}, 31 March", net_gain_by_year),
    (
        "london_outside_pct",
        "London's children in homes placed outside their borough",
        "Share of them, 31 March",
        outside_by_year,
    ),
)


def homes_and_need(view: BoroughsView) -> None:
    """Show the finding year by year, then the map of a year, then its tables."""
    found = queries.published_homes()
    st.html(
        element("h2", text(title(found)), of="cth-chart-title")
        + element("p", text("Homes and need: published figures, by 31 March"), of="cth-quiet")
        + element("p", text(finding(found)))
        + element("p", text(use_of_the_places(view, queries.footprint())))
    )
    _by_year(found)
    measure, year = _choose(found)
    _maps(found, measure, year)
    sheet(
        [*_tables(found, measure, year), element("p", text(_SOURCE), of="cth-rule")],
        name="homes-and-need",
        audience=None,
    )


def _by_year(view: HomesView) -> None:
    for place, (name, heading, beneath, _) in zip(st.columns(3), _BY_YEAR, strict=True):
        with place:
            st.html(
                element("h3", text(heading.format(name=view.footprint_name)), of="cth-kept")
                + element("p", text(beneath.format(name=view.footprint_name)), of="cth-quiet")
            )
            _show(_drawn_by_year(view, name, is_dark=_is_dark()))


def _choose(view: HomesView) -> tuple[Measure, int]:
    """Choose a measure, and one of its years; a year that it lacks gives way to the nearest."""
    with st.container(horizontal=True, vertical_alignment="center", key="homes-controls"):
        chosen = st.selectbox(
            "Measure of homes",
            list(map(str, Measure)),
            key=Key.HOMES,
            bind="query-params",
            width=350,
            label_visibility="collapsed",
        )
        measure = Measure(chosen)
        years = view.years_of(measure)
        before = st.session_state.get(Key.HOMES_YEAR, years[0])
        if before not in years:
            nearest = min(years, key=lambda year: abs(year - int(before)))
            st.session_state[Key.HOMES_YEAR] = nearest
        year = st.selectbox(
            "31 March of the homes",
            years,
            format_func=str,
            key=Key.HOMES_YEAR,
            bind="query-params",
            width=130,
            label_visibility="collapsed",
        )
    return measure, int(year)


def _maps(view: HomesView, measure: Measure, year: int) -> None:
    """Draw the footprint with what adjoins it, and England beside it."""
    st.html(
        element("h3", text(map_title(view, measure, year)), of="cth-kept")
        + element("p", text(map_subtitle(view, measure, year)), of="cth-quiet")
        + element("p", text(ends(view, measure, year)))
    )
    near, far = st.columns(2, gap="medium")
    for place, is_near in ((near, True), (far, False)):
        with place:
            _show(_drawn_map(view, measure, year, is_near=is_near, is_dark=_is_dark()))
    said = not_on_the_map(view, measure, year)
    if said:
        st.html(element("p", text(said), of="cth-note"))


def _is_dark() -> bool:
    return st.context.theme.type == "dark"


def _show(drawn: str) -> None:
    st.vega_lite_chart(json.loads(drawn), theme=None)


@lru_cache(maxsize=48)
def _tables(view: HomesView, measure: Measure, year: int) -> tuple[str, ...]:
    """Write once: no other choice changes them."""
    return tuple(homes_tables.tables(view, measure, year))


@lru_cache(maxsize=8)
def _drawn_by_year(view: HomesView, name: str, *, is_dark: bool) -> str:
    """Draw once: Altair takes a tenth of a second to check a chart."""
    heading, draw = next((said, one) for key, said, _, one in _BY_YEAR if key == name)
    said = f"{heading.format(name=view.footprint_name)}, 31 March. {year_by_year(view, name)}"
    chart = draw(view, palette=palette_of(is_dark=is_dark), said=said)
    return json.dumps(chart.to_dict())


@lru_cache(maxsize=96)
def _drawn_map(
    view: HomesView, measure: Measure, year: int, *, is_near: bool, is_dark: bool
) -> str:
    drawn = homes_map(
        view,
        measure,
        year,
        is_near=is_near,
        palette=palette_of(is_dark=is_dark),
        said=map_in_words(view, measure, year),
    )
    return json.dumps(drawn)
