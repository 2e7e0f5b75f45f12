"""Whole tables above each other, and long ones over many slides."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from lib.exports.briefing import Table
from lib.exports.slides.grids import Measured, measured, natural_width, placed
from lib.exports.slides.parts import GAP, Box, Grid, Part, bottom_of

POINTS: Final = (12.0, 11.0, 10.0, 9.0)
_LEAST_ROWS: Final = 3
"""A part of a table has no fewer rows, unless the table has."""


def stacked(tables: Sequence[Table], box: Box) -> list[Part] | None:
    """Put whole tables above each other, as large as they fit; None where they do not."""
    found = (_stack(tables, box, points) for points in POINTS)
    return next(filter(None, found), None)


def in_columns(tables: Sequence[Table], room: Box) -> list[Part] | None:
    """Put narrow tables into two columns, as large as they fit; None where they do not."""
    width = (room.width - 2 * GAP) / 2
    left = replace(room, width=width)
    right = replace(left, left=room.right - width)
    for points in POINTS:
        if any(natural_width(table, points) > width for table in tables):
            continue
        for count in reversed(range(1, len(tables))):
            first = _stack(tables[:count], left, points)
            second = _stack(tables[count:], right, points)
            if first and second:
                return [*first, *second]
    return None


def fitted(
    tables: Sequence[Table], box: Box, *, least_points: float = POINTS[-1]
) -> list[Part] | None:
    """Put whole tables above each other or in columns, whichever leaves them larger."""
    found = [parts for parts in (stacked(tables, box), in_columns(tables, box)) if parts]
    best = max(found, key=_least_points, default=None)
    return best if best and _least_points(best) >= least_points else None


def _stack(tables: Sequence[Table], box: Box, points: float) -> list[Part] | None:
    measures = [measured(table, points, box.width) for table in tables]
    if sum(one.height() for one in measures) + GAP * (len(measures) - 1) > box.height:
        return None
    parts: list[Part] = []
    top = box.top
    for one in measures:
        parts += placed(one, 0, len(one.row_heights), box.below(top))
        top += one.height() + GAP
    return parts


def _least_points(parts: Sequence[Part]) -> float:
    return min(part.points for part in parts if isinstance(part, Grid))


def over_slides(tables: Sequence[Table], first: Box, fresh: Box) -> Iterator[list[Part]]:
    """
    Put tables one after another, on as many slides as they need.

    Parameters
    ----------
    first, fresh
        What is free on the slide that is begun, which may be nothing, and on each after it.

    Yields
    ------
    list of Part
        Of one slide, the begun one first.
    """
    parts: list[Part] = []
    room = first
    for table in tables:
        chosen = _chosen(table, room, fresh)
        start = 0
        is_done = False
        while not is_done:
            count = _rows_here(chosen, start, room, fresh)
            if count is not None:
                new = placed(chosen, start, start + count, room)
                parts += new
                room = room.below(bottom_of(new, room.top) + GAP)
                start += count
                is_done = start == len(table.rows)
            if not is_done:
                yield parts
                parts, room = [], fresh
    yield parts


def _chosen(table: Table, room: Box, fresh: Box) -> Measured:
    """Choose the size: whole here, or whole on the next slide, or on the fewest slides."""
    fitted = [measured(table, points, fresh.width) for points in POINTS]
    for place in (room, fresh):
        for one in fitted:
            if one.height() <= place.height:
                return one
    slides = [_slides_needed(one, room, fresh) for one in fitted]
    return fitted[slides.index(min(slides))]


def _slides_needed(fitted: Measured, room: Box, fresh: Box) -> int:
    slides = start = 0
    while start < len(fitted.row_heights):
        start += _rows_here(fitted, start, room, fresh) or 0
        slides += 1
        room = fresh
    return slides


def _rows_here(fitted: Measured, start: int, room: Box, fresh: Box) -> int | None:
    """Count the rows that stand in a room, from one on; None where to turn over is better."""
    total = len(fitted.row_heights)
    if fitted.height(start) <= room.height:
        return total - start
    if start == 0 and room is not fresh and fitted.height() <= fresh.height:
        return None
    count = fitted.rows_within(start, room.height)
    if total - start - count < _LEAST_ROWS:
        count = total - start - _LEAST_ROWS
    if room is fresh:  # it will not get better: one row at least stands there
        return max(count, 1)
    return count if count >= _LEAST_ROWS else None
