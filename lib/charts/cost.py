"""What a week of residential care costs, year by year: a line an area and a kind of money."""

from typing import Final

import altair as alt
import pandas as pd

from lib.answer.context.cost import CostView
from lib.charts.named_ends import End, end_text, named_ends
from lib.charts.style import POUNDS, line_pointed_at, styled, thick_where
from lib.domain.whole_areas import ENGLAND, LONDON
from lib.maps.palette import Palette

_OF_THE_YEAR: Final = "money of the year"
_HEIGHT_PX: Final = 400
_LINES_PX: Final = 325
"""Of that, what the axis of years and the legend leave."""
_ROOM_ABOVE: Final = 1.05


def cost_lines(view: CostView, *, palette: Palette, said: str) -> alt.Chart:
    """
    Draw London and England in both kinds of money, and each authority in the money of the year.

    Each line has its name and latest figure at its end; a year without a figure breaks it. The
    line that the pointer is nearest to is drawn thick.

    Parameters
    ----------
    said
        What the chart says, in one sentence.
    """
    of_last = f"money of {view.years[-1]}"
    is_large = view.rows["code"].isin([LONDON, ENGLAND])
    of_the_year = _lines(view.rows, "pounds", _OF_THE_YEAR, palette)
    of_one_year = _lines(view.rows[is_large], "real_pounds", of_last, palette)
    lines = pd.concat([of_the_year, of_one_year])
    top = _ROOM_ABOVE * float(lines["value"].max())
    x = alt.X(
        "year:O",
        sort=[*view.years],
        scale=alt.Scale(paddingOuter=0.2),
        axis=alt.Axis(title=None, labelAngle=0, labelOverlap="parity", grid=False),
    )
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(title="pounds a week", labelExpr=POUNDS, tickCount=6),
    )
    pointed_at = line_pointed_at("name")
    base = alt.Chart(_data(lines)).encode(x=x, y=y, color=alt.Color("colour:N", scale=None))
    strokes = base.mark_line(invalid="break-paths-show-domains").encode(
        detail="name:N",
        strokeWidth=thick_where(pointed_at, "width:Q"),
        strokeDash=alt.StrokeDash(
            "money:N",
            scale=alt.Scale(domain=[_OF_THE_YEAR, of_last], range=[[1, 0], [6, 4]]),
            legend=alt.Legend(symbolType="stroke", symbolSize=700, symbolStrokeWidth=2),
        ),
    )
    points = (
        base.properties(name="points")
        .mark_point(filled=True, opacity=1)
        .encode(
            size=alt.Size("area:Q", scale=None),
            shape=alt.Shape("shape:N", scale=None),
            tooltip=[
                alt.Tooltip("name:N", title="Area"),
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("said:N", title="A week"),
            ],
        )
        .add_params(pointed_at)
    )
    names = named_ends(_ends(of_the_year), x=x, y=y, top=top, height_px=_LINES_PX)
    return styled(alt.layer(strokes, points, *names), palette, height=_HEIGHT_PX, description=said)


def _lines(rows: pd.DataFrame, column: str, money: str, palette: Palette) -> pd.DataFrame:
    """Lay out one line an area; what is not published stays a gap."""
    looks = {LONDON: (palette.inside, 3, "circle"), ENGLAND: (palette.home, 3, "diamond")}
    look = [looks.get(code, (palette.quiet_text, 1, "circle")) for code in rows["code"]]
    return pd.DataFrame(
        {
            "name": rows["name"],
            "year": rows["year"],
            "value": rows[column],
            "money": money,
            "said": ["" if pd.isna(pounds) else f"£{pounds:,}, {money}" for pounds in rows[column]],
            "colour": [colour for colour, _, _ in look],
            "width": [width for _, width, _ in look],
            "area": [20 * width for _, width, _ in look],
            "shape": [shape for _, _, shape in look],
        }
    )


def _ends(lines: pd.DataFrame) -> list[End]:
    """Name each area at its last published figure."""
    latest = lines["year"].iloc[-1]
    lasts = lines.dropna(subset="value").groupby("name", sort=False).tail(1)
    return [
        End(
            year=row["year"],
            value=float(row["value"]),
            text=end_text(
                row["name"],
                f"£{row['value']:,}" + ("" if row["year"] == latest else f" ({row['year']})"),
            ),
            colour=row["colour"],
            is_bold=row["width"] > 1,
        )
        for _, row in lasts.iterrows()
    ]


def _data(lines: pd.DataFrame) -> alt.InlineData:
    """Write what is missing as null: of a frame Altair makes NaN, which JSON does not know."""
    columns = [str(name) for name in lines.columns]
    rows = lines.astype("object").where(lines.notna(), None).to_numpy().tolist()
    return alt.InlineData(values=[dict(zip(columns, row, strict=True)) for row in rows])
