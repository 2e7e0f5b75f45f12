"""How full the beds must be, and how full they would be: one number line."""

import math
from typing import Final

import altair as alt
import pandas as pd

from lib.answer.contract.sentences import needed, span
from lib.charts.style import styled
from lib.disclosure.released import Released
from lib.maps.palette import LIGHT, Palette
from lib.maps.state import released

LINES: Final = alt.Scale(domain=[84, 0], nice=False)
"""Pixels from the top, so that words and bars keep clear of each other."""

KINDS: Final = ["makes a loss", "either", "saves"]
"""Below the lowest tenth of the break-even, up to its highest, and above."""

ROOM_FOR_A_WORD: Final = 0.12
"""Share of the line below which a zone is left without its word."""


def break_even_gauge(
    figures: Released,
    *,
    sector: tuple[float, float],
    palette: Palette,
    said: str,
) -> alt.Chart:
    """
    Draw the share of beds filled from 0 to 100%: loss, break-even, sector, forecast.

    Parameters
    ----------
    figures
        As in ``ContractView``. Where the forecast is hidden it is not drawn. A break-even that is
        hidden is none: give no chart then.
    sector
        What is reported of children's homes, from and to.

    Raises
    ------
    DisclosureError
        If the table has not been released.
    """
    released(figures)
    forecast = span(figures, "occupancy")
    least, _, most = needed(figures, "break_even_occupancy") or (math.inf,) * 3
    ends = [0.0, min(least, 1.0), min(most, 1.0), 1.0]
    zones = pd.DataFrame({"from": ends[:-1], "to": ends[1:], "kind": KINDS})
    percent = alt.Axis(format="%", title="share of the beds that is filled", grid=False)
    x = alt.X("from:Q", scale=alt.Scale(domain=[0, 1]), axis=percent)
    bar = (
        alt.Chart(zones)
        .mark_rect()
        .encode(
            x=x,
            x2="to:Q",
            y=alt.datum(34, scale=LINES, axis=None),
            y2=alt.datum(62),
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(
                    domain=KINDS,
                    range=[palette.outside, palette.not_known, palette.brought_inside],
                ),
                legend=None,
            ),
        )
    )
    words = (
        alt.Chart(zones[zones["to"] - zones["from"] > ROOM_FOR_A_WORD])
        .transform_calculate(middle="(datum.from + datum.to) / 2")
        .mark_text(color=LIGHT.text, fontWeight="bold")
        .encode(x="middle:Q", y=alt.datum(48, scale=LINES, axis=None), text="kind:N")
    )
    layers = bar + words
    reported = pd.DataFrame(
        {
            "from": [sector[0]],
            "to": [sector[1]],
            "text": [f"homes are reported {sector[0]:.0%} to {sector[1]:.0%} full"],
        }
    )
    layers += (
        alt.Chart(reported)
        .mark_rect(color=palette.quiet_text)
        .encode(x="from:Q", x2="to:Q", y=alt.datum(69, scale=LINES, axis=None), y2=alt.datum(75))
    )
    layers += (
        alt.Chart(reported)
        .mark_text(align="right", baseline="middle", color=palette.quiet_text, dx=-4)
        .encode(x="from:Q", y=alt.datum(72, scale=LINES, axis=None), text="text:N")
    )
    if forecast is not None:
        row = pd.DataFrame(
            {
                "low": [forecast[0]],
                "middle": [forecast[1]],
                "high": [forecast[2]],
                "text": [f"forecast {forecast[0]:.0%} to {forecast[2]:.0%}"],
            }
        )
        one = alt.Chart(row)
        layers += one.mark_rule(color=palette.text, strokeWidth=3).encode(
            x="low:Q", x2="high:Q", y=alt.datum(24, scale=LINES, axis=None)
        )
        layers += one.mark_point(color=palette.text, filled=True, size=110).encode(
            x="middle:Q", y=alt.datum(24, scale=LINES, axis=None)
        )
        layers += one.mark_text(align="right", dx=-8).encode(
            x="low:Q", y=alt.datum(24, scale=LINES, axis=None), text="text:N"
        )
    return styled(layers, palette, height=150, description=said)
