"""A sheet as slides: what stands where, and what goes on on the next slide."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lib.exports.briefing import Chart, Sheet, Table
from lib.exports.slides import upper
from lib.exports.slides.flow import over_columns
from lib.exports.slides.furniture import heading, is_whole, room_between
from lib.exports.slides.grids import natural_width
from lib.exports.slides.lettering import cut, plain
from lib.exports.slides.opening import SIDE_SHARE, has_body, opening
from lib.exports.slides.parts import (
    GAP,
    NAME_POINTS,
    NOTE_POINTS,
    SMALL_GAP,
    Box,
    Paragraph,
    Part,
    Plot,
    Slide,
    Still,
    bottom_of,
    paragraphs,
    words,
)
from lib.exports.slides.tables import fitted, in_columns, over_slides, stacked
from lib.maps.palette import LIGHT
from lib.maps.still.still_map import StillMap

_LEAST_SIDE: Final = 3.4
"""Inches of width of tables beside a map or a chart."""

_SIDE_POINTS: Final = 12.0
_CHART_TITLE_LINES: Final = 2


def slides_of_sheet(sheet: Sheet, foot: float) -> list[Slide]:
    """
    Lay out a sheet.

    Parameters
    ----------
    foot
        Inches from the top, where the footer begins.
    """
    if sheet.chart:
        sheet = _with_editable(sheet, sheet.chart)
    heads = [
        heading(sheet.title, sheet.subtitle, is_continued=is_next) for is_next in (False, True)
    ]
    first, fresh = (room_between(head, foot) for head in heads)
    said = _spoken(sheet)
    return [
        Slide(parts=(*heads[min(number, 1)], *parts), notes=said)
        for number, parts in enumerate(_bodies(sheet, first, fresh))
    ]


def _with_editable(sheet: Sheet, chart: Chart) -> Sheet:
    """Let the words be of the chart that can be edited, and say nothing twice."""
    subtitle = chart.editable_subtitle
    if plain(chart.subtitle) == plain(sheet.subtitle):
        sheet, subtitle = replace(sheet, subtitle=subtitle), ""
    if not (chart.categories and chart.series):
        return replace(sheet, chart=None)  # PowerPoint has no chart of nothing
    title = "" if plain(chart.title) == plain(sheet.title) else chart.title
    return replace(sheet, chart=replace(chart, title=title, editable_subtitle=subtitle))


def _bodies(sheet: Sheet, first: Box, fresh: Box) -> Iterator[list[Part]]:
    """Yield what stands beneath the headings of each slide."""
    begun = opening(sheet, first)
    parts: list[Part] = [*begun.above]
    bodies = _figures_and_tables(sheet, begun.body or fresh, fresh, beneath=begun.tables)
    if begun.body:
        parts += next(bodies)
    top = bottom_of(parts, first.top - GAP) + GAP
    yield [*parts, *upper.notes(begun.kept, first.below(top))]
    left_over = paragraphs(begun.left_over, NAME_POINTS, gap=SMALL_GAP)
    yield from _with_left_over([*bodies] if has_body(sheet) else [], left_over, fresh)


def _with_left_over(
    bodies: list[list[Part]], said: list[Paragraph], fresh: Box
) -> Iterator[list[Part]]:
    """Put texts that found no place under what comes last, or on slides of their own."""
    if bodies and said:
        *earlier, last = bodies
        top = bottom_of(last, fresh.top) + GAP
        beneath = words("Text", said, left=fresh.left, top=top, width=fresh.width)
        if beneath.box.bottom <= fresh.bottom:
            yield from [*earlier, [*last, beneath]]
            return
    yield from bodies
    yield from over_columns(said, fresh)


def _figures_and_tables(
    sheet: Sheet, room: Box, fresh: Box, *, beneath: Box | None
) -> Iterator[list[Part]]:
    """Put tables under the texts, or beside the map or the chart, or on slides of their own."""
    figures = [one for one in (sheet.map, sheet.chart) if one]
    if not figures:
        pair = in_columns(sheet.tables, room)
        yield from [pair] if pair else over_slides(sheet.tables, room, fresh)
        return
    count = len(sheet.tables)
    placed: list[Part] = []
    while count and not placed:
        tables = sheet.tables[:count]
        placed = (fitted(tables, beneath) if beneath else _beside(tables, room)) or []
        count -= not placed
    if placed and not beneath:
        room = replace(room, width=placed[0].box.left - 2 * GAP - room.left)
    yield [*_figure(figures[0], room), *placed]
    for other in figures[1:]:
        yield _figure(other, fresh)
    if rest := sheet.tables[count:]:
        columns = in_columns(rest, fresh)
        yield from [columns] if columns else over_slides(rest, fresh, fresh)


def _beside(tables: tuple[Table, ...], room: Box) -> list[Part] | None:
    """Stack tables at the right of a room, as wide as they need to be."""
    needed = max(natural_width(table, _SIDE_POINTS) for table in tables)
    width = min(max(needed, _LEAST_SIDE), room.width * SIDE_SHARE)
    return stacked(tables, replace(room, left=room.right - width, width=width))


def _figure(figure: StillMap | Chart, box: Box) -> list[Part]:
    if not isinstance(figure, Chart):
        return [Still(box=box, map=figure)]
    most = _CHART_TITLE_LINES
    title = cut(plain(figure.title), box.width, NAME_POINTS, most=most, is_bold=True)
    subtitle = cut(plain(figure.editable_subtitle), box.width, NOTE_POINTS, most=most)
    named = [
        *paragraphs([title], NAME_POINTS, is_bold=True),
        *paragraphs([subtitle], NOTE_POINTS, colour=LIGHT.quiet_text),
    ]
    if not named:
        return [Plot(box=box, chart=figure)]
    above = words("Chart title", named, left=box.left, top=box.top, width=box.width)
    return [above, Plot(box=box.below(above.box.bottom + SMALL_GAP), chart=figure)]


def _spoken(sheet: Sheet) -> str:
    """Give the speaker's notes: all that is said, whole, and what the picture shows."""
    is_cut = not is_whole(sheet.title, sheet.subtitle)
    texts = [
        *((sheet.title, sheet.subtitle) if is_cut else ()),
        *sheet.sentences,
        *map(upper.measure_in_words, sheet.measures),
        *sheet.notes,
        *(one.alt for one in (sheet.map, sheet.chart) if one),
    ]
    return "\n".join(filter(None, map(plain, texts)))
