"""Sentences and measures: what is read before the map, the chart and the tables."""

from collections.abc import Sequence
from typing import Final

from lib.exports.briefing import Measure
from lib.exports.slides.lettering import cut, plain, width_inches
from lib.exports.slides.parts import (
    GAP,
    NAME_POINTS,
    NOTE_POINTS,
    SMALL_GAP,
    Box,
    Paragraph,
    Words,
    bottom_of,
    paragraphs,
    words,
)
from lib.maps.palette import LIGHT

_FIGURE_POINTS: Final = (28.0, 24.0, 20.0, 18.0, 16.0)
_LABEL_LINES: Final = 3
_FIGURE_LINES: Final = 2
_SAID: Final = 5
_SAID_LINES: Final = 5
_SAID_POINTS: Final = 11.0


def sentences(texts: Sequence[str], points: float, box: Box) -> list[Words]:
    """Set sentences at the top of a box."""
    said = paragraphs(texts, points, gap=points / 200)
    if not said:
        return []
    return [words("Sentences", said, left=box.left, top=box.top, width=box.width)]


def notes(texts: Sequence[str], box: Box) -> list[Words]:
    """Set notes at the top of a box, smaller and quieter."""
    said = paragraphs(texts, NOTE_POINTS, colour=LIGHT.quiet_text, gap=0.03)
    if not said:
        return []
    return [words("Notes", said, left=box.left, top=box.top, width=box.width)]


def cards(measures: Sequence[Measure], columns: int, box: Box) -> list[Words]:
    """
    Set measures side by side at the top of a box: label, figure and the lines beneath.

    Labels of one row end at one height, so that its figures stand in a line.
    """
    parts: list[Words] = []
    top = box.top
    for start in range(0, len(measures), columns):
        row = measures[start : start + columns]
        width = (box.width - GAP * (columns - 1)) / columns
        points = _figure_points(row, width)
        labels = [_label(measure, width) for measure in row]
        label_height = max(sum(one.height(width) for one in label) for label in labels)
        for number, measure in enumerate(row):
            left = box.left + number * (width + GAP)
            at = Box(left=left, top=top, width=width, height=label_height)
            parts.append(
                Words(name="Measure", box=at, paragraphs=(*labels[number],), is_at_bottom=True)
            )
            beneath = _figure(measure, points, width)
            parts.append(
                words("Figure", beneath, left=left, top=at.bottom + SMALL_GAP / 2, width=width)
            )
        top = bottom_of(parts, top) + GAP
    return parts


def measure_in_words(measure: Measure) -> str:
    """Say a measure in one line, for the notes."""
    said = "; ".join(filter(None, map(plain, measure.said)))
    return f"{plain(measure.label)}: {_now_and_after(measure)}" + (f" ({said})" if said else "")


def _now_and_after(measure: Measure) -> str:
    now, after = plain(measure.now), plain(measure.after)
    return f"{now} → {after}" if after else now


def _figure_points(row: Sequence[Measure], width: float) -> float:
    """Give the largest size at which every figure of a row stands on one line."""
    for points in _FIGURE_POINTS:
        texts = map(_now_and_after, row)
        if all(width_inches(text, points, is_bold=True) <= width for text in texts):
            break
    return points


def _label(measure: Measure, width: float) -> list[Paragraph]:
    label = cut(plain(measure.label), width, NAME_POINTS, most=_LABEL_LINES)
    return paragraphs([label], NAME_POINTS, colour=LIGHT.quiet_text)


def _figure(measure: Measure, points: float, width: float) -> list[Paragraph]:
    figure = cut(_now_and_after(measure), width, points, most=_FIGURE_LINES, is_bold=True)
    said = [
        cut(plain(text), width, _SAID_POINTS, most=_SAID_LINES) for text in measure.said[:_SAID]
    ]
    return [
        *paragraphs([figure], points, is_bold=True, colour=LIGHT.inside),
        *paragraphs(said, _SAID_POINTS),
    ]
