"""A published measure by year: the subject's line, and those that it is compared with."""

from collections.abc import Sequence
from typing import Final

import altair as alt
import pandas as pd

from lib.answer.context.trend_figures import published_years
from lib.answer.context.trend_measures import TrendMeasure, Unit
from lib.answer.context.trend_view import Line, Trend, Whose
from lib.answer.context.trend_words import part_of, written, year_of
from lib.answer.context.trends import runs
from lib.charts.named_ends import End, end_text, named_ends
from lib.charts.style import line_pointed_at, styled, thick_where
from lib.maps.palette import Palette

_HEIGHT_PX: Final = 300
_HEIGHT_OF_MANY_PX: Final = 400
"""Room for a name at the end of each borough's line."""
_YEARS_PX: Final = 50
"""Of either, what the axis of years takes."""
_ROOM_ABOVE: Final = 1.16
"""Of the highest figure, so that the word at a break stands above the lines."""

_SHORT: Final = {Whose.PARTNERSHIP: "Partnership", Whose.NEIGHBOURS: "Neighbours"}
_DASHES: Final = {whose: [1, 0] for whose in Whose} | {
    Whose.LONDON: [7, 4],
    Whose.ENGLAND: [2, 3],
}


def trend_lines(trend: Trend, *, palette: Palette, said: str) -> alt.Chart:
    """
    Draw the lines of a trend, each with its name and latest figure at its end.

    A year without a figure is a gap; nothing runs over the year in which a definition changes. The
    line that the pointer is nearest to is drawn thick.

    Parameters
    ----------
    said
        Read out in place of the picture.
    """
    lines = drawn_lines(trend)
    height = _HEIGHT_OF_MANY_PX if trend.boroughs else _HEIGHT_PX
    top = _ROOM_ABOVE * max((p.value or 0 for line in lines for p in line.points), default=1) or 1
    years, figures = _years(lines, trend.measure), _figures(trend.measure, top)
    pointed_at = line_pointed_at("line")
    # few layers: Altair checks each by itself
    base = alt.Chart(_rows(lines, trend, palette)).encode(
        x=years, y=figures, color=alt.Color("colour:N", scale=None)
    )
    strokes = base.mark_line().encode(
        detail="run:N",
        strokeWidth=thick_where(pointed_at, "width:Q"),
        strokeDash=alt.StrokeDash(
            "whose:N",
            scale=alt.Scale(domain=list(map(str, Whose)), range=[_DASHES[one] for one in Whose]),
            legend=None,
        ),
    )
    points = (
        base.properties(name="points")
        .mark_point(filled=True, opacity=1)
        .encode(
            size=alt.Size("area:Q", scale=None),
            tooltip=[
                alt.Tooltip("line:N", title="Of"),
                alt.Tooltip("when:N", title="Year"),
                alt.Tooltip("figure:N", title=trend.measure.name),
            ],
        )
        .add_params(pointed_at)
    )
    layers = [*_breaks(trend.measure, years, palette), strokes, points]
    layers += named_ends(
        _ends(lines, trend, palette), x=years, y=figures, top=top, height_px=height - _YEARS_PX
    )
    return styled(alt.layer(*layers), palette, height=height, description=said)


def drawn_lines(trend: Trend) -> tuple[Line, ...]:
    """Give the lines that have a figure and fit on one scale: the subject's, then the others."""
    (subject, *others) = trend.lines
    if not trend.measure.has_common_scale:
        others = [line for line in others if line.whose is Whose.NEIGHBOURS]
        lines = (subject, *others)
    else:
        lines = (subject, *others, *trend.boroughs)
    return tuple(line for line in lines if not line.is_empty)


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
                "line": _name(line),
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


def _name(line: Line) -> str:
    """Name a line as a pointer is told it."""
    part = part_of(line)
    return f"{line.name}, {part}" if part else line.name


def _look(line: Line, trend: Trend, palette: Palette) -> tuple[str, float]:
    """Give the colour of a line and its width in pixels."""
    if line is trend.subject:
        return palette.inside, 3
    return {
        Whose.PARTNERSHIP: (palette.text, 2),
        Whose.BOROUGH: (palette.share_4, 1),
        Whose.NEIGHBOURS: (palette.quiet_text, 1),
    }.get(line.whose, (palette.quiet_text, 1.5))


def _ends(lines: Sequence[Line], trend: Trend, palette: Palette) -> list[End]:
    """Name each line at its end, with its latest figure and, of a part, of how many it is."""
    ends = []
    for line in lines:
        last = [point for point in line.points if point.value is not None][-1]
        figure = written(last.value or 0, trend.measure)
        if last.year != trend.latest:
            figure = f"{figure} ({year_of(last.year, trend.measure)})"
        ends.append(
            End(
                year=last.year,
                value=last.value or 0,
                text=end_text(
                    _SHORT.get(line.whose, line.name),
                    figure,
                    part=part_of(line),
                ),
                colour=palette.quiet_text
                if line.whose is Whose.BOROUGH
                else _look(line, trend, palette)[0],
                is_bold=line is trend.subject,
            )
        )
    return ends


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
