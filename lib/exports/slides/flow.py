"""Texts in two columns, over as many slides as they need."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from lib.exports.briefing import Briefing
from lib.exports.slides.furniture import heading, room_between
from lib.exports.slides.lettering import lines, pitch_inches
from lib.exports.slides.parts import Box, Paragraph, Part, Slide, paragraphs, words

_TITLE: Final = "What the figures mean, and where they come from"
_POINTS: Final = (12.0, 11.0, 10.0)
_COLUMN_GAP: Final = 0.5
_PARAGRAPH_GAP: Final = 0.09
_COLUMNS: Final = 2
_LEAST_LINES: Final = 2
"""A paragraph is broken after no fewer lines."""


def over_columns(said: Sequence[Paragraph], room: Box) -> Iterator[list[Part]]:
    """Fill columns from the left, slide after slide. No texts, no slide."""
    width = (room.width - _COLUMN_GAP) / _COLUMNS
    parts: list[Part] = []
    for number, column in enumerate(_columns(said, width, room.height)):
        place = number % _COLUMNS
        if number and not place:
            yield parts
            parts = []
        left = room.left + place * (width + _COLUMN_GAP)
        parts.append(words("Text", column, left=left, top=room.top, width=width))
    if parts:
        yield parts


def closing_slides(briefing: Briefing, foot: float) -> list[Slide]:
    """Say what the figures mean, where they come from and where the same view is found."""
    sections = {
        "What the figures mean": briefing.definitions,
        "Where they come from": briefing.sources,
    }
    if not any(sections.values()):
        return []
    # smaller where one slide then is enough
    for points in _POINTS:
        said = []
        for title, texts in {**sections, "The same view in the app": (briefing.link,)}.items():
            if set_texts := paragraphs(texts, points, gap=_PARAGRAPH_GAP):
                said += paragraphs([title], points + 2, is_bold=True, gap=_PARAGRAPH_GAP)
                said += [*set_texts[:-1], replace(set_texts[-1], gap=2.5 * _PARAGRAPH_GAP)]
        heads = [heading(_TITLE, "", is_continued=is_next) for is_next in (False, True)]
        bodies = [*over_columns(said, room_between(heads[1], foot))]
        if len(bodies) == 1:
            break
    return [
        Slide(parts=(*heads[min(number, 1)], *parts), notes="\n".join(_texts(parts)))
        for number, parts in enumerate(bodies)
    ]


def _texts(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        for paragraph in getattr(part, "paragraphs", ()):
            yield paragraph.text


def _columns(said: Sequence[Paragraph], width: float, height: float) -> Iterator[list[Paragraph]]:
    column: list[Paragraph] = []
    left = height
    waiting = [*said]
    while waiting:
        paragraph = waiting.pop(0)
        needed = paragraph.height(width) - paragraph.gap
        # a heading does not stay behind alone
        after = pitch_inches(paragraph.points) * 3 if paragraph.is_bold else 0
        if needed + after <= left or (needed <= left and not column):
            column.append(paragraph)
            left -= needed + paragraph.gap
            continue
        broken = lines(paragraph.text, width, paragraph.points, is_bold=paragraph.is_bold)
        fitting = int(left / pitch_inches(paragraph.points))
        if needed > height and fitting >= _LEAST_LINES:
            column.append(replace(paragraph, text=" ".join(broken[:fitting])))
            paragraph = replace(paragraph, text=" ".join(broken[fitting:]))
        waiting.insert(0, paragraph)
        yield column
        column, left = [], height
    if column:
        yield column
