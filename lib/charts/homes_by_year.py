"""A footprint's places, net gain and London's children placed outside, year by year."""

from typing import Final

import altair as alt
import pandas as pd

from lib.answer.context.homes import HomesView
from lib.answer.context.homes_sentences import signed
from lib.charts.style import styled
from lib.maps.palette import Palette

HEIGHT_PX: Final = 210
_NUMBER_PX: Final = 13
_GAP: Final = 0.36


def places_by_year(view: HomesView, *, palette: Palette, said: str) -> alt.Chart:
    """Draw the places of the footprint; of a reconstructed list the bar is an outline."""
    table = _table(view, "places")
    table["is_reconstructed"] = [
        bool(view.years.at[year, "is_reconstructed"]) for year in table["year"]
    ]
    base = _base(table, view)
    bars = base.mark_bar(stroke=palette.home, strokeWidth=2).encode(
        y=alt.Y("value:Q", axis=None),
        color=alt.Color(
            "is_reconstructed:N",
            scale=alt.Scale(domain=[False, True], range=[palette.home, palette.panel]),
            legend=None,
        ),
    )
    return _finished([bars, _numbers(base, palette)], palette, said)


def net_gain_by_year(view: HomesView, *, palette: Palette, said: str) -> alt.Chart:
    """Draw children received less those sent: above the line more are received."""
    table = _table(view, "net_gain")
    base = _base(table, view)
    bars = base.mark_bar().encode(
        y=alt.Y("value:Q", axis=None, scale=alt.Scale(padding=_NUMBER_PX + 6)),
        color=alt.condition(
            "datum.value < 0", alt.value(palette.outside), alt.value(palette.inside)
        ),
    )
    zero = (
        alt.Chart(pd.DataFrame({"zero": [0]}))
        .mark_rule(color=palette.text)
        .encode(y=alt.Y("zero:Q", axis=None))
    )
    return _finished([bars, zero, *_over_and_under(base, palette)], palette, said)


def outside_by_year(view: HomesView, *, palette: Palette, said: str) -> alt.Chart:
    """Draw the share of London's children in homes who are placed outside their borough."""
    table = _table(view, "london_outside_pct")
    table["label"] = [f"{label}%" for label in table["label"]]
    base = _base(table, view)
    y = alt.Y("value:Q", axis=None, scale=alt.Scale(domain=[0, 100]))
    line = base.mark_line(color=palette.outside, strokeWidth=2.5, strokeDash=[6, 3]).encode(y=y)
    spots = base.mark_point(
        color=palette.outside, fill=palette.panel, size=55, strokeWidth=2, opacity=1
    ).encode(y=y)
    return _finished([line, spots, _numbers(base, palette, above_px=10)], palette, said)


def _table(view: HomesView, column: str) -> pd.DataFrame:
    """Give the years from the first list of homes on, each with its number in words."""
    listed_from = view.years["places"].first_valid_index() or view.years.index[0]
    shown = view.years.loc[view.years.index >= listed_from, column].dropna()
    is_signed = column == "net_gain"
    return pd.DataFrame(
        {
            "year": shown.index.to_numpy(),
            "value": [int(number) for number in shown],
            "label": [signed(int(number)) if is_signed else f"{int(number):,}" for number in shown],
        }
    )


def _base(table: pd.DataFrame, view: HomesView) -> alt.Chart:
    """Lay the years out alike in all three, so that they can be read across."""
    every = view.years.index[view.years.index >= (table["year"].min() if len(table) else 0)]
    x = alt.X(
        "year:O",
        scale=alt.Scale(type="band", domain=[int(year) for year in every], paddingInner=_GAP),
        axis=alt.Axis(
            title=None,
            labelAngle=0,
            labelExpr='"\'" + substring(datum.label, 2)',
            ticks=False,
            grid=False,
        ),
    )
    return alt.Chart(table).encode(
        x=x,
        tooltip=[alt.Tooltip("year:O", title="31 March"), alt.Tooltip("label:N", title="Number")],
    )


def _numbers(base: alt.Chart, palette: Palette, *, above_px: int = 4) -> alt.Chart:
    numbers: alt.Chart = base.mark_text(
        baseline="bottom", dy=-above_px, color=palette.text, fontSize=_NUMBER_PX
    ).encode(y=alt.Y("value:Q", axis=None), text="label:N")
    return numbers


def _over_and_under(base: alt.Chart, palette: Palette) -> list[alt.Chart]:
    """Write each number beyond the end of its bar."""
    over = _numbers(base.transform_filter("datum.value >= 0"), palette)
    under = (
        base.transform_filter("datum.value < 0")
        .mark_text(baseline="top", dy=4, color=palette.text, fontSize=_NUMBER_PX)
        .encode(y=alt.Y("value:Q", axis=None), text="label:N")
    )
    return [over, under]


def _finished(layers: list[alt.Chart], palette: Palette, said: str) -> alt.Chart:
    return styled(alt.layer(*layers), palette, height=HEIGHT_PX, description=said)
