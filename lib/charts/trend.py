"""A published measure by year: the subject's line, and those that it is compared with."""

from collections.abc import Sequence
from typing import Final

import altair as alt
import pandas as pd

from lib.answer.context.trend_figures import published_years
from lib.answer.context.trend_measures import TrendMeasure, Unit
from lib.answer.context.trend_view import Line, Trend, Whose
from lib.answer.context.trend_words import written, year_of
from lib.answer.context.trends import runs
from lib.charts.style import BODY_PX, styled
from lib.maps.palette import Palette

HEIGHT_PX: Final = 300
_OF_LINES_PX: Final = 250
"""Of that, what the axis of years leaves."""
_LINE_PX: Final = BODY_PX + 2
_ROOM_ABOVE: Final = 1.16
"""Of the highest figure, so that the word at a break stands above the lines."""
_LONGEST_IN_A_LINE: Final = 18
"""Characters of a label: a phone has no room for more beside the lines."""

_SHORT: Final = {Whose.PARTNERSHIP: "Partnership", Whose.NEIGHBOURS: "Neighbours"}
_DASHES: Final = {whose: [1, 0] for whose in Whose} | {
    Whose.LONDON: [7, 4],
    Whose.ENGLAND: [2, 3],
}


def trend_lines(trend: Trend, *, palette: Palette, said: str) -> alt.Chart:
    """
    Draw the lines of a trend, each with its name and latest figure at its end.

    A year without a figure is a gap; nothing runs over the year in which a definition changes.

    Parameters
    ----------
    said
        Read out in place of the picture.
    """
    lines = drawn_lines(trend)
    top = _ROOM_ABOVE * max((p.value or 0 for line in lines for p in line.points), default=1) or 1
    years, figures = _years(lines, trend.measure), _figures(trend.measure, top)
    # few layers: Altair checks each by itself
    base = alt.Chart(_rows(lines, trend, palette)).encode(
        x=years, y=figures, color=alt.Color("colour:N", scale=None)
    )
    strokes = base.mark_line().encode(
        detail="run:N",
        strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        strokeDash=alt.StrokeDash(
            "whose:N",
            scale=alt.Scale(domain=list(map(str, Whose)), range=[_DASHES[one] for one in Whose]),
            legend=None,
        ),
    )
    points = base.mark_point(filled=True, opacity=1).encode(
        size=alt.Size("area:Q", scale=None),
        tooltip=[
            alt.Tooltip("line:N", title="Of"),
            alt.Tooltip("when:N", title="Year"),
            alt.Tooltip("figure:N", title=trend.measure.name),
        ],
    )
    layers = [*_breaks(trend.measure, years, palette), strokes, points]
    labels = _labels(lines, trend, per_px=top / _OF_LINES_PX, palette=palette)
    layers += [
        alt.Chart(labels[labels["is_bold"] == is_bold])
        .mark_text(
            align="left",
            baseline="middle",
            dx=9,
            lineBreak="\n",
            lineHeight=_LINE_PX,
            fontWeight="bold" if is_bold else "normal",
        )
        .encode(x=years, y=figures, text="text:N", color=alt.Color("colour:N", scale=None))
        for is_bold in (False, True)
    ]
    return styled(alt.layer(*layers), palette, height=HEIGHT_PX, description=said)


def drawn_lines(trend: Trend) -> tuple[Line, ...]:
    """Give the lines that have a figure and fit on one scale: the subject's, then the others."""
    (subject, *others) = trend.lines
    if not trend.measure.has_common_scale:
        others = [line for line in others if line.whose is Whose.NEIGHBOURS]
        lines = (subject, *others)
    else:
        lines = (subject, *others, *trend.boroughs)
    return tuple(line for line in lines if not line.is_empty)


def label_places(values: Sequence[float], heights: Sequence[float]) -> list[float]:
    """
    Move labels up as far as they would stand on the axis, or on the one below.

    Parameters
    ----------
    values, heights
        Where each would stand, and how high it is, in one unit.
    """
    places = [0.0] * len(values)
    free_from = 0.0
    for at in sorted(range(len(values)), key=values.__getitem__):
        places[at] = max(values[at], free_from + heights[at] / 2)
        free_from = places[at] + heights[at] / 2
    return places


def _rows(lines: Sequence[Line], trend: Trend, palette: Palette) -> pd.DataFrame:
    """Give a row a point, the subject's last, so that its line lies on the others."""
    rows = []
    for line in sorted(lines, key=lambda one: one is trend.subject):
        colour, width = _look(line, trend, palette)
        rows += [
            {
                "year": point.year,
                "value": point.value,
                "run": f"{line.name} {run}",
                "line": line.name,
                "whose": str(line.whose),
                "when": year_of(point.year, trend.measure),
                "figure": written(point.value or 0, trend.measure),
                "colour": colour,
                "width": width,
                "area": 14 * width + 6,
            }
            for run, points in enumerate(runs(line, trend.measure))
            for point in points
        ]
    return pd.DataFrame(
        rows,
        columns=[
            "year", "value", "run", "line", "whose", "when", "figure", "colour", "width", "area",
        ],
    )  # fmt: skip


def _look(line: Line, trend: Trend, palette: Palette) -> tuple[str, float]:
    """Give the colour of a line and its width in pixels."""
    if line is trend.subject:
        return palette.inside, 3
    return {
        Whose.PARTNERSHIP: (palette.text, 2),
        Whose.BOROUGH: (palette.share_4, 1),
        Whose.NEIGHBOURS: (palette.quiet_text, 1),
    }.get(line.whose, (palette.quiet_text, 1.5))


def _labels(
    lines: Sequence[Line], trend: Trend, *, per_px: float, palette: Palette
) -> pd.DataFrame:
    """Name each line at its end; of several boroughs the lowest and the highest."""
    ends = {id(line): [p for p in line.points if p.value is not None][-1] for line in lines}
    boroughs = sorted(
        (line for line in lines if line.whose is Whose.BOROUGH),
        key=lambda line: ends[id(line)].value or 0,
    )
    named = [
        line for line in lines
        if line.whose is not Whose.BOROUGH or line in (boroughs[0], boroughs[-1])
    ]  # fmt: skip
    texts = [_label(line, ends[id(line)].year, trend) for line in named]
    more_lines = [text.count("\n") for text in texts]
    places = label_places(
        [float(ends[id(line)].value or 0) for line in named],
        [per_px * _LINE_PX * (more + 1) for more in more_lines],
    )
    return pd.DataFrame(
        {
            "year": published_years()[-1],
            # a text of two lines hangs from the middle of its first
            "value": [
                at + per_px * _LINE_PX * more / 2
                for at, more in zip(places, more_lines, strict=True)
            ],
            "text": texts,
            "colour": [
                palette.quiet_text if line.whose is Whose.BOROUGH
                else _look(line, trend, palette)[0]
                for line in named
            ],
            "is_bold": [line is trend.subject for line in named],
        }
    )  # fmt: skip


def _label(line: Line, year: int, trend: Trend) -> str:
    name = _SHORT.get(line.whose, line.name)
    figure = written(line.at(year).value or 0, trend.measure)
    if year != trend.latest:
        figure = f"{figure} ({year_of(year, trend.measure)})"
    is_long = len(name) + len(figure) >= _LONGEST_IN_A_LINE
    return f"{name}{chr(10) if is_long else ' '}{figure}"


def _breaks(measure: TrendMeasure, years: alt.X, palette: Palette) -> list[alt.Chart]:
    """Mark where a series begins anew, between two years."""
    if not measure.breaks:
        return []
    rows = pd.DataFrame(
        {
            "year": [one.year - 0.5 for one in measure.breaks],
            "text": [one.mark for one in measure.breaks],
        }
    )
    base = alt.Chart(rows).encode(x=years)
    rule = base.mark_rule(color=palette.quiet_text, strokeDash=[3, 3], strokeWidth=1)
    word = base.mark_text(align="left", baseline="top", dx=5, dy=1, color=palette.quiet_text)
    return [rule, word.encode(y=alt.value(0), text="text:N")]


def _years(lines: Sequence[Line], measure: TrendMeasure) -> alt.X:
    """Lay out the years: those before a series begins as well, where its beginning is marked."""
    there = [p.year for line in lines for p in line.points if p.value is not None]
    first = published_years()[0] if measure.breaks or not there else min(there)
    label = (
        "(datum.value - 1) + '-' + slice(toString(datum.value), 2)"
        if measure.unit is Unit.POUNDS
        else "toString(datum.value)"
    )
    axis = alt.Axis(
        title=None, values=list(published_years()), labelExpr=label, grid=False,
        labelOverlap="greedy", labelFlush=False,
    )  # fmt: skip
    return alt.X(
        "year:Q", axis=axis, scale=alt.Scale(domain=[first, published_years()[-1]], nice=False)
    )


def _figures(measure: TrendMeasure, top: float) -> alt.Y:
    expression = {
        Unit.PERCENT: "datum.value + '%'",
        Unit.POUNDS: "'£' + format(datum.value, ',')",
    }.get(measure.unit, "format(datum.value, ',')")
    axis = alt.Axis(title=None, tickCount=5, tickMinStep=1, labelExpr=expression)
    return alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=[0, top], nice=False))
