"""A figure month by month: the middle run, and where 8 of 10 runs lie."""

import altair as alt
import pandas as pd

from lib.answer.areas import TOTAL
from lib.charts.style import money_axis, styled
from lib.disclosure.released import Released
from lib.maps.palette import Palette
from lib.maps.state import released


def saving_fan(
    months: Released, *, figure: str, full_year: tuple[int, int], palette: Palette, said: str
) -> alt.Chart:
    """
    Draw the saving by month.

    Parameters
    ----------
    months
        As ``ContractView.months``.
    figure
        ``saving_pounds`` or ``total_pounds``.
    full_year
        First and last month of the year that stands for a full one.
    said
        What the chart says, in one sentence.
    """
    table = _rows(months, figure)
    table["said"] = [
        f"{_pounds(low)} to {_pounds(high)}, middle {_pounds(middle)}"
        for low, middle, high in table[["p10", "p50", "p90"]].to_numpy().tolist()
    ]
    base = alt.Chart(table).encode(x=_months())
    year = (
        alt.Chart(pd.DataFrame({"from": [full_year[0] - 0.5], "to": [full_year[1] + 0.5]}))
        .mark_rect(color=palette.rule, opacity=0.35)
        .encode(x="from:Q", x2="to:Q")
    )
    # a band that ends on the frame looks cut off
    scale = alt.Scale(padding=12)
    y = alt.Y("p50:Q", axis=money_axis(), scale=scale)
    band = base.mark_area(color=palette.inside, opacity=0.25).encode(
        y=alt.Y("p10:Q", axis=money_axis(), scale=scale), y2="p90:Q"
    )
    middle = base.mark_line(color=palette.inside, strokeWidth=2.5).encode(y=y)
    zero = (
        alt.Chart(pd.DataFrame({"zero": [0]}))
        .mark_rule(color=palette.text, strokeWidth=1.5)
        .encode(y="zero:Q")
    )
    label = (
        alt.Chart(pd.DataFrame({"at": [full_year[0]], "text": ["full year"]}))
        .mark_text(align="left", baseline="top", dx=2, dy=4, color=palette.quiet_text)
        .encode(x="at:Q", y=alt.value(0), text="text:N")
    )
    points = base.mark_point(size=140, opacity=0).encode(
        y=y,
        tooltip=[
            alt.Tooltip("month:Q", title="Month"),
            alt.Tooltip("said:N", title="In 8 of 10 runs"),
        ],
    )
    return styled(
        year + band + zero + middle + label + points, palette, height=280, description=said
    )


def inside_fan(months: Released, areas: Released, *, palette: Palette, said: str) -> alt.Chart:
    """
    Draw the share of the children who live inside, by month, against today's.

    Parameters
    ----------
    areas
        As ``OverviewView.boroughs``.
    """
    today = _today(areas)
    table = _rows(months, "inside_share")
    percent = alt.Axis(format="%", title=None, tickCount=5)
    base = alt.Chart(table).encode(x=_months())
    y = alt.Y("p50:Q", axis=percent, scale=alt.Scale(zero=True))
    band = base.mark_area(color=palette.brought_inside, opacity=0.3).encode(
        y=alt.Y("p10:Q", axis=percent), y2="p90:Q"
    )
    middle = base.mark_line(color=palette.brought_inside, strokeWidth=2.5).encode(y=y)
    layers = band + middle
    if today is not None:
        rows = pd.DataFrame({"today": [today], "text": ["today"], "at": [1]})
        mark = alt.Chart(rows)
        layers += mark.mark_rule(color=palette.inside, strokeDash=[6, 4], strokeWidth=2).encode(
            y="today:Q"
        )
        layers += mark.mark_text(align="left", dy=12, color=palette.inside).encode(
            x="at:Q", y="today:Q", text="text:N"
        )
    return styled(layers, palette, height=240, description=said)


def _rows(months: Released, figure: str) -> pd.DataFrame:
    shown = released(months)
    table = pd.DataFrame(
        {key: shown[f"{figure}_{key}"].astype("float64") for key in ("p10", "p50", "p90")}
    )
    table["month"] = shown.index
    # a month that is hidden is not drawn
    return table.dropna().reset_index(drop=True)


def _today(areas: Released) -> float | None:
    released(areas)
    share = areas.number(TOTAL, "today_in_footprint_share")
    return None if share is None else share / 100


def _pounds(value: float) -> str:
    return f"{'−' if value < 0 else ''}£{abs(value):,.0f}"


def _months() -> alt.X:
    return alt.X(
        "month:Q",
        axis=alt.Axis(title="month of the contract", values=list(range(12, 200, 12)), grid=False),
        scale=alt.Scale(nice=False),
    )
