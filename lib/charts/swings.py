"""What moves the answer most: one bar a figure, from its lowest tenth to its highest."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from lib.charts.style import money_axis, styled
from lib.disclosure.released import Released
from lib.maps.palette import Palette
from lib.maps.state import released

MOST = 6


def swing_bars(
    swings: Released,
    ends: Mapping[str, tuple[str, str]],
    *,
    labels: Mapping[str, str],
    average: float,
    palette: Palette,
    said: str,
) -> alt.Chart:
    """
    Draw the saving where each figure is low and where it is high, the widest first.

    Parameters
    ----------
    swings
        As ``ContractView.swings``.
    ends
        By setting: its low and its high value, in words.
    labels
        By setting: its name on the page, short enough for a phone.
    average
        Of all runs, in pounds: a dashed line.
    """
    # what is hidden is not drawn
    shown = released(swings).dropna(subset=["low_pounds", "high_pounds"]).head(MOST)
    table = pd.DataFrame(
        {
            "label": [labels[str(key)] for key in shown.index],
            "low_pounds": shown["low_pounds"].astype("float64").to_numpy(),
            "high_pounds": shown["high_pounds"].astype("float64").to_numpy(),
            "low": [ends[str(key)][0] for key in shown.index],
            "high": [ends[str(key)][1] for key in shown.index],
        }
    )
    table["left"] = table[["low_pounds", "high_pounds"]].min(axis=1)
    table["right"] = table[["low_pounds", "high_pounds"]].max(axis=1)
    rises = table["high_pounds"] >= table["low_pounds"]
    table["at_left"] = table["low"].where(rises, table["high"])
    table["at_right"] = table["high"].where(rises, table["low"])
    left_end, right_end = (
        (float(table["left"].min()), float(table["right"].max())) if len(table) else (0.0, 0.0)
    )
    room = 0.28 * max(right_end - left_end, 1)
    scale = alt.Scale(domain=[left_end - room, right_end + room], nice=False)
    y = alt.Y("row:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0.62, paddingOuter=0.6))
    table["row"] = range(len(table))
    base = alt.Chart(table).encode(y=y)
    bars = base.mark_bar(color=palette.inside).encode(
        x=alt.X("left:Q", scale=scale, axis=money_axis("average saving in the full year")),
        x2="right:Q",
    )
    # a halo first, so that the zero line never runs through a word
    words = [
        mark.encode(x=at, text=f"{column}:N")
        for halo in (5, 0)
        for at, column, mark in (
            (alt.value(0), "label", base.mark_text(align="left", baseline="bottom", dy=-11,
             fontWeight="bold", stroke=palette.halo, strokeWidth=halo)),
            ("left:Q", "at_left", base.mark_text(align="right", dx=-6, stroke=palette.halo,
             strokeWidth=halo)),
            ("right:Q", "at_right", base.mark_text(align="left", dx=6, stroke=palette.halo,
             strokeWidth=halo)),
        )
    ]  # fmt: skip
    average_rule = (
        alt.Chart(pd.DataFrame({"average": [average] if len(table) else []}))
        .mark_rule(color=palette.quiet_text, strokeDash=[4, 3], strokeWidth=1.5)
        .encode(x=alt.X("average:Q", scale=scale))
    )
    zero = (
        alt.Chart(pd.DataFrame({"zero": [0]}))
        .mark_rule(color=palette.text, strokeWidth=1.5)
        .encode(x=alt.X("zero:Q", scale=scale))
    )
    return styled(
        alt.layer(zero, average_rule, *words, bars),
        palette,
        height=56 * max(len(table), 1) + 40,
        description=said,
    )
