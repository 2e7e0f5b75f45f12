"""A published measure by year: the subject's line, and those that it is compared with."""

from collections.abc import Sequence
from typing import Final

import altair as alt
import pandas as pd

from lib.answer.context.trend_measures import Break, TrendMeasure, Unit
from lib.answer.context.trend_sentences import written, year_of
from lib.answer.context.trends import YEARS, Line, Trend, Whose, runs
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
_DASHES: Final = {Whose.LONDON: [7, 4], Whose.ENGLAND: [2, 3]}


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
    top = _ROOM_ABOVE * max((p.value or 0 for line in lines for p in line.points), default=1)
    scale = alt.Scale(domain=[0, top or 1], nice=False)
    years, figures = _years(lines, trend.measure), _figures(trend.measure, scale)
    layers = [layer for one in trend.measure.breaks for layer in _break(one, years, palette)]
    for line in sorted(lines, key=lambda one: one is trend.subject):
        colour, width, dash = _look(line, trend, palette)
        table = _rows(line, trend.measure)
        base = alt.Chart(table).encode(x=years, y=figures)
        layers.append(
            base.mark_line(color=colour, strokeWidth=width, strokeDash=dash).encode(detail="run:N")
        )
        layers.append(
            base.mark_point(color=colour, filled=True, opacity=1, size=14 * width + 6).encode(
                tooltip=[
                    alt.Tooltip("line:N", title="Of"),
                    alt.Tooltip("when:N", title="Year"),
                    alt.Tooltip("figure:N", title=trend.measure.name),
                ]
            )
        )
    layers += _labels(lines, trend, years, figures, top=top or 1, palette=palette)
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


def _rows(line: Line, measure: TrendMeasure) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "year": point.year,
                "value": point.value,
                "run": run,
                "line": line.name,
                "when": year_of(point.year, measure),
                "figure": written(point.value or 0, measure),
            }
            for run, points in enumerate(runs(line, measure))
            for point in points
        ]
    )


def _look(line: Line, trend: Trend, palette: Palette) -> tuple[str, float, list[int]]:
    if line is trend.subject:
        return palette.inside, 3, []
    if line.whose is Whose.PARTNERSHIP:
        return palette.text, 2, []
    if line.whose is Whose.BOROUGH:
        return palette.share_4, 1, []
    return (
        palette.quiet_text,
        1 if line.whose is Whose.NEIGHBOURS else 1.5,
        _DASHES.get(line.whose, []),
    )


def _labels(
    lines: Sequence[Line],
    trend: Trend,
    years: alt.X,
    figures: alt.Y,
    *,
    top: float,
    palette: Palette,
) -> list[alt.Chart]:
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
    per_px = top / _OF_LINES_PX
    places = label_places(
        [float(ends[id(line)].value or 0) for line in named],
        [per_px * _LINE_PX * (text.count("\n") + 1) for text in texts],
    )
    return [
        alt.Chart(pd.DataFrame({"year": [YEARS[-1]], "value": [at], "text": [text]}))
        .mark_text(
            align="left", baseline="middle", dx=9, lineBreak="\n",
            dy=-_LINE_PX * text.count("\n") / 2, lineHeight=_LINE_PX,
            color=_look(line, trend, palette)[0] if line.whose is not Whose.BOROUGH
            else palette.quiet_text,
            fontWeight="bold" if line is trend.subject else "normal",
        )
        .encode(
            x=years, y=figures, text="text:N"
        )
        for line, at, text in zip(named, places, texts, strict=True)
    ]  # fmt: skip


def _label(line: Line, year: int, trend: Trend) -> str:
    name = _SHORT.get(line.whose, line.name)
    figure = written(line.at(year).value or 0, trend.measure)
    if year != trend.latest:
        figure = f"{figure} ({year_of(year, trend.measure)})"
    is_long = len(name) + len(figure) >= _LONGEST_IN_A_LINE
    return f"{name}{chr(10) if is_long else ' '}{figure}"


def _break(one: Break, years: alt.X, palette: Palette) -> tuple[alt.Chart, alt.Chart]:
    """Mark where a series begins anew, between two years."""
    row = pd.DataFrame({"year": [one.year - 0.5], "text": [one.mark]})
    base = alt.Chart(row).encode(x=years)
    rule = base.mark_rule(color=palette.quiet_text, strokeDash=[3, 3], strokeWidth=1)
    word = base.mark_text(align="left", baseline="top", dx=5, dy=1, color=palette.quiet_text)
    return rule, word.encode(y=alt.value(0), text="text:N")


def _years(lines: Sequence[Line], measure: TrendMeasure) -> alt.X:
    """Lay out the years: those before a series begins as well, where its beginning is marked."""
    there = [p.year for line in lines for p in line.points if p.value is not None]
    first = YEARS[0] if measure.breaks or not there else min(there)
    label = (
        "(datum.value - 1) + '-' + slice(toString(datum.value), 2)"
        if measure.unit is Unit.POUNDS
        else "toString(datum.value)"
    )
    axis = alt.Axis(
        title=None, values=list(YEARS), labelExpr=label, grid=False, labelOverlap="greedy",
        labelFlush=False,
    )  # fmt: skip
    return alt.X("year:Q", axis=axis, scale=alt.Scale(domain=[first, YEARS[-1]], nice=False))


def _figures(measure: TrendMeasure, scale: alt.Scale) -> alt.Y:
    expression = {
        Unit.PERCENT: "datum.value + '%'",
        Unit.POUNDS: "'£' + format(datum.value, ',')",
    }.get(measure.unit, "format(datum.value, ',')")
    axis = alt.Axis(title=None, tickCount=5, tickMinStep=1, labelExpr=expression)
    return alt.Y("value:Q", axis=axis, scale=scale)
