"""The first slide of a sheet: how large its texts are, so that the body finds room beneath."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from lib.exports.briefing import Measure, Sheet
from lib.exports.slides import upper
from lib.exports.slides.grids import measured
from lib.exports.slides.parts import GAP, Box, Words, bottom_of
from lib.exports.slides.tables import fitted

_SENTENCE_POINTS: Final = (18.0, 16.0, 14.0, 12.0, 11.0)
_READ_FROM_AFAR: Final = 14.0
"""Sentences become smaller than this only after map and tables have become so."""

_LEAST_CARDS: Final = 3
"""Two measures do not fill the whole width."""

_FIGURE_HEIGHT: Final = 3.1
_LEAST_FIGURE: Final = 2.5
"""Inches of height of a map or a chart, as it should be and as it has to be."""
_BAR: Final = 0.24
_LEAST_TABLES: Final = 2.2
_MOST_WISHED: Final = 4.3
_TABLE_POINTS: Final = 10.0
_LEAST_TABLE_POINTS: Final = 9.0

SIDE_SHARE: Final = 0.46
"""Of the width, at most, for tables beside a map or a chart."""


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where the texts stand: above the body in the whole width, or at the left of it."""

    share: float
    """Of the width, for the texts."""
    cards: int
    """Measures in a row, at most."""
    has_tables: bool = False
    """Whether all tables have to stand beneath the texts, beside map or chart."""


_ABOVE: Final = _Place(share=1, cards=5)
_BESIDE: Final = _Place(share=0.4, cards=2)
_WITH_TABLES: Final = tuple(_Place(share=share, cards=4, has_tables=True) for share in (0.5, 0.6))


@dataclass(frozen=True, kw_only=True)
class Opening:
    """
    What is set on the first slide.

    ``body`` is what is free for map, chart and tables, None where they begin on the next slide.
    ``tables`` is what is free for tables beneath the texts, where the body is beside these.
    ``kept`` are the notes that stand here, ``left_over`` the texts that found no place.
    """

    above: tuple[Words, ...]
    body: Box | None
    tables: Box | None = None
    kept: tuple[str, ...]
    left_over: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Choice:
    """One way to set a sheet; without a height, its body goes to the next slide."""

    points: float
    kept: tuple[str, ...]
    place: _Place = _ABOVE
    height: float | None = None
    table_points: float = _TABLE_POINTS


def has_body(sheet: Sheet) -> bool:
    """Say whether there is more than words."""
    return bool(sheet.map or sheet.chart or sheet.tables)


def opening(sheet: Sheet, room: Box) -> Opening:
    """
    Set sentences, measures and notes as large as the body lets them.

    Texts shrink first; then tables, then notes go to the end; then the body goes to the next
    slide.
    """
    for choice in _choices(sheet, room):
        if found := _tried(sheet, room, choice):
            return replace(found, left_over=sheet.notes[len(choice.kept) :])
    return _cut_short(sheet, room)


def _choices(sheet: Sheet, room: Box) -> Iterator[_Choice]:
    for place, height, table_points, least_points in _places(sheet, room):
        for points in _SENTENCE_POINTS:
            if points >= least_points:
                yield _Choice(
                    points=points, kept=sheet.notes, place=place, height=height,
                    table_points=table_points,
                )  # fmt: skip
        if least_points == _SENTENCE_POINTS[-1] and not place.has_tables:
            for count in reversed(range(len(sheet.notes))):
                yield _Choice(
                    points=least_points, kept=sheet.notes[:count], place=place, height=height
                )


def _places(sheet: Sheet, room: Box) -> Iterator[tuple[_Place, float | None, float, float]]:
    """Yield where texts may stand, the body's height, and the least type of tables and texts."""
    height, least = (_body_height(sheet, room, is_least=is_least) for is_least in (False, True))
    smallest = _SENTENCE_POINTS[-1]
    has_words = bool(sheet.sentences or sheet.measures)
    # a map is no strip: it has the whole height of the slide
    if sheet.map and (has_words or sheet.tables):
        if sheet.tables:
            for points, least_points in (
                (_TABLE_POINTS, _READ_FROM_AFAR), (_LEAST_TABLE_POINTS, smallest),
            ):  # fmt: skip
                for place in _WITH_TABLES:
                    yield place, _FIGURE_HEIGHT, points, least_points
        yield _BESIDE, _FIGURE_HEIGHT, _TABLE_POINTS, smallest
    elif sheet.chart and has_words and not sheet.tables:
        yield _BESIDE, height, _TABLE_POINTS, smallest
    elif has_body(sheet):
        yield _ABOVE, height, _TABLE_POINTS, _READ_FROM_AFAR
        yield _ABOVE, least, _TABLE_POINTS, smallest
    yield _ABOVE, None, _TABLE_POINTS, smallest


def _tried(sheet: Sheet, room: Box, choice: _Choice) -> Opening | None:
    """Set texts in one way; None where they, or the body, would not have the room."""
    place = choice.place
    column = replace(room, width=room.width * place.share)
    columns = min(max(len(sheet.measures), min(_LEAST_CARDS, place.cards)), place.cards)
    above = upper.sentences(sheet.sentences, choice.points, column)
    top = bottom_of(above, room.top - GAP) + GAP
    above += upper.cards(_not_said_twice(sheet, choice), columns, column.below(top))
    noted = upper.notes(choice.kept, room)
    bottom = room.bottom - sum(note.box.height + GAP for note in noted)
    end = bottom_of(above, room.top - GAP)
    if end > bottom:
        return None
    found = Opening(above=(*above,), body=None, kept=choice.kept)
    if choice.height is None:
        return found
    beneath = column.below(end + GAP).above(bottom)
    if place is _ABOVE:
        return replace(found, body=beneath) if beneath.height >= choice.height else None
    if place.has_tables and not fitted(sheet.tables, beneath, least_points=choice.table_points):
        return None
    left = column.right + 2 * GAP
    body = replace(room.above(bottom), left=left, width=room.right - left)
    if body.height < choice.height:
        return None
    return replace(found, body=body, tables=beneath)


def _not_said_twice(sheet: Sheet, choice: _Choice) -> list[Measure]:
    """Leave out of measures what a note says that stands on the same slide."""
    notes = {*choice.kept}
    if choice.place.has_tables:
        notes |= {table.note for table in sheet.tables}
    return [
        replace(measure, said=tuple(text for text in measure.said if text not in notes))
        for measure in sheet.measures
    ]


def _cut_short(sheet: Sheet, room: Box) -> Opening:
    """Keep the sentences that fit; the others, the measures where need be, and the notes go on."""
    for measures in (sheet.measures, ()):
        for count in reversed(range(len(sheet.sentences) + 1)):
            part = replace(sheet, sentences=sheet.sentences[:count], measures=measures)
            if found := _tried(part, room, _Choice(points=_SENTENCE_POINTS[-1], kept=())):
                gone = () if measures else map(upper.measure_in_words, sheet.measures)
                left_over = (*sheet.sentences[count:], *gone, *sheet.notes)
                return replace(found, left_over=left_over)
    return Opening(above=(), body=None, kept=(), left_over=(*sheet.sentences, *sheet.notes))


def _body_height(sheet: Sheet, room: Box, *, is_least: bool) -> float:
    """Give the height that the body should have, or at least has to have, within limits."""
    points = _LEAST_TABLE_POINTS if is_least else _TABLE_POINTS
    if sheet.map or sheet.chart:
        height = _LEAST_FIGURE if is_least else _FIGURE_HEIGHT
        if sheet.chart and sheet.chart.kind == "bars":
            height = max(height, min(_BAR * len(sheet.chart.categories), _MOST_WISHED))
        width = room.width * SIDE_SHARE
        tables = sum(measured(one, points, width).height() for one in sheet.tables)
        return max(height, tables) if tables <= _MOST_WISHED else height
    heights = [measured(one, points, room.width).height() for one in sheet.tables[:1]]
    return min([*heights, _LEAST_TABLES])
