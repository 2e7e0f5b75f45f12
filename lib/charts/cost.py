"""What a week of residential care costs, year by year: a line an area and a kind of money."""

from typing import Final

import altair as alt
import pandas as pd

from lib.answer.context.cost import CostView
from lib.charts.style import POUNDS, styled
from lib.domain.whole_areas import ENGLAND, LONDON
from lib.maps.palette import Palette

_OF_THE_YEAR: Final = "money of the year"
_EACH: Final = "each authority here"


def cost_lines(view: CostView, *, palette: Palette, said: str) -> alt.Chart:
    """
    Draw London and England in both kinds of money, and each authority in the money of the year.

    A year without a figure breaks its line.

    Parameters
    ----------
    said
        What the chart says, in one sentence.
    """
    of_last = f"money of {view.years[-1]}"
    colours = {"London": palette.inside, "England": palette.home, _EACH: palette.not_known}
    rows = view.rows
    is_large = rows["code"].isin([LONDON, ENGLAND])
    lines = pd.concat(
        [
            _lines(rows[is_large], "real_pounds", of_last),
            _lines(rows[is_large], "pounds", _OF_THE_YEAR),
        ]
    )
    x = alt.X(
        "year:O",
        sort=[*view.years],
        scale=alt.Scale(paddingOuter=0.2),
        axis=alt.Axis(title=None, labelAngle=0, labelOverlap="greedy", grid=False),
    )
    y = alt.Y(
        "pounds:Q",
        scale=alt.Scale(zero=True),
        axis=alt.Axis(title="pounds a week", labelExpr=POUNDS, tickCount=6),
    )
    colour = alt.Color(
        "of:N", scale=alt.Scale(domain=[*colours], range=[*colours.values()]), legend=alt.Legend()
    )
    shape = alt.Shape(
        "of:N", scale=alt.Scale(domain=[*colours], range=["circle", "diamond", "stroke"])
    )
    dash = alt.StrokeDash(
        "money:N",
        scale=alt.Scale(domain=[_OF_THE_YEAR, of_last], range=[[1, 0], [6, 4]]),
        legend=None,  # said above the chart: on a phone there is no room beside the other
    )
    tooltip = [
        alt.Tooltip("name:N", title="Area"),
        alt.Tooltip("year:O", title="Year"),
        alt.Tooltip("said:N", title="A week"),
    ]
    each = (
        alt.Chart(_data(_lines(rows[~is_large], "pounds", _OF_THE_YEAR).assign(of=_EACH)))
        .mark_line(strokeWidth=1, opacity=0.6, invalid="break-paths-show-domains")
        .encode(x=x, y=y, color=colour, detail="name:N", tooltip=tooltip)
    )
    both = (
        alt.Chart(_data(lines))
        .mark_line(strokeWidth=3, invalid="break-paths-show-domains")
        .encode(x=x, y=y, color=colour, strokeDash=dash)
    )
    points = (
        alt.Chart(_data(lines))
        .mark_point(filled=True, size=70, opacity=1)
        .encode(x=x, y=y, color=colour, shape=shape, tooltip=tooltip)
    )
    return styled(each + both + points, palette, height=320, description=said)


def _lines(rows: pd.DataFrame, column: str, money: str) -> pd.DataFrame:
    """Lay out one line an area; what is not published stays a gap."""
    return pd.DataFrame(
        {
            "name": rows["name"],
            "of": rows["name"],
            "year": rows["year"],
            "pounds": rows[column],
            "money": money,
            "said": ["" if pd.isna(pounds) else f"£{pounds:,}, {money}" for pounds in rows[column]],
        }
    )


def _data(lines: pd.DataFrame) -> alt.InlineData:
    """Write what is missing as null: of a frame Altair makes NaN, which JSON does not know."""
    columns = [str(name) for name in lines.columns]
    rows = lines.astype("object").where(lines.notna(), None).to_numpy().tolist()
    return alt.InlineData(values=[dict(zip(columns, row, strict=True)) for row in rows])
