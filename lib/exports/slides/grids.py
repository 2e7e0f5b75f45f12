"""Tables: how wide their columns are, and how high their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from lib.exports.briefing import Table
from lib.exports.slides.lettering import cut, lines, pitch_inches, plain, width_inches
from lib.exports.slides.parts import (
    NAME_POINTS,
    NOTE_POINTS,
    SMALL_GAP,
    Box,
    Grid,
    Part,
    Words,
    paragraphs,
    words,
)
from lib.maps.palette import LIGHT

CELL_SIDE: Final = 0.06
"""Margins of a cell; the file says them, so that programs do not use their own."""
CELL_TOP: Final = 0.035

_WIDEST_CELL: Final = 3.5
_MOST_CELL_LINES: Final = 8
_HEADING_LINES: Final = 3
"""Of a heading above figures, about."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A table at one size in one width."""

    table: Table
    points: float
    widths: tuple[float, ...]
    heading_height: float
    row_heights: tuple[float, ...]
    around: float
    """Inches of its title and its note."""

    def height(self, start: int = 0, stop: int | None = None) -> float:
        """Give the height of a part of it, with title, headings and note."""
        return self.around + self.heading_height + sum(self.row_heights[start:stop])

    def rows_within(self, start: int, height: float) -> int:
        """Count the rows that fit into a height, from one on."""
        count = 0
        for stop in range(start + 1, len(self.row_heights) + 1):
            if self.height(start, stop) > height:
                break
            count += 1
        return count


@dataclass(frozen=True, kw_only=True)
class _Column:
    """Inches that a column needs for its heading on one line, for its cells, for its words."""

    wide: float
    whole: float
    narrow: float


def natural_width(table: Table, points: float) -> float:
    """Give the width in which no cell of usual length needs a second line; headings may."""
    return sum(column.whole for column in _columns(_cleared(table), points))


def measured(table: Table, points: float, width: float) -> Measured:
    """Fit a table into a width: columns by what stands in them, rows by the lines they take."""
    table = _cleared(table)
    widths = _widths(_columns(table, points), width)
    table = _cut(table, points, widths)
    named = sum(part.box.height + SMALL_GAP for part in _around(table, width, is_continued=True))
    last = len(table.rows) - 1 if table.last_is_total else -1
    return Measured(
        table=table,
        points=points,
        widths=widths,
        heading_height=_row_height(table.headings, points, widths, is_bold=True),
        row_heights=tuple(
            _row_height(row, points, widths, is_bold=number == last)
            for number, row in enumerate(table.rows)
        ),
        around=named,
    )


def placed(fitted: Measured, start: int, stop: int, box: Box) -> list[Part]:
    """Put rows of a table at the top of a box, between its title and its note."""
    table = fitted.table
    title, *note = _around(table, box.width, is_continued=start > 0)
    heights = (fitted.heading_height, *fitted.row_heights[start:stop])
    name = words(title.name, title.paragraphs, left=box.left, top=box.top, width=box.width)
    at = Box(left=box.left, top=name.box.bottom + SMALL_GAP, width=box.width, height=sum(heights))
    grid = Grid(
        alt=table.title or ", ".join(table.headings),
        box=at,
        headings=table.headings,
        rows=table.rows[start:stop],
        widths=fitted.widths,
        heights=heights,
        points=fitted.points,
        texts=table.texts,
        last_is_total=table.last_is_total and stop == len(table.rows),
    )
    beneath = [
        words(part.name, part.paragraphs, left=box.left, top=at.bottom + SMALL_GAP, width=box.width)
        for part in note
    ]
    return [name, grid, *beneath]


def _cleared(table: Table) -> Table:
    rows = tuple(tuple(map(plain, row)) for row in table.rows)
    return _with(table, tuple(map(plain, table.headings)), rows)


def _with(table: Table, headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(
        title=plain(table.title),
        headings=headings,
        rows=rows,
        texts=table.texts,
        last_is_total=table.last_is_total,
        note=plain(table.note),
    )


def _columns(table: Table, points: float) -> list[_Column]:
    """Measure what stands in each column, within limits."""
    found = []
    for number, heading in enumerate(table.headings):
        cells = [row[number] for row in table.rows]
        texts = [heading, *cells]
        word = _widest([part for text in texts for part in text.split(" ")], points)
        cell, whole_heading = _widest(cells, points), _widest([heading], points)
        narrow = min(word, _WIDEST_CELL / 2)
        whole = max(narrow, min(max(cell, whole_heading / _HEADING_LINES), _WIDEST_CELL))
        wide = max(whole, min(whole_heading, _WIDEST_CELL))
        sides = 2 * CELL_SIDE
        found.append(_Column(wide=wide + sides, whole=whole + sides, narrow=narrow + sides))
    return found


def _widest(texts: Sequence[str], points: float) -> float:
    return max((width_inches(text, points, is_bold=True) for text in texts), default=0)


def _widths(columns: Sequence[_Column], width: float) -> tuple[float, ...]:
    """Let columns grow together: first until no word breaks, then no cell, then no heading."""
    steps = [[one.narrow for one in columns], [one.whole for one in columns]]
    steps.append([one.wide for one in columns])
    for less, more in pairwise(steps):
        if sum(less) <= width < sum(more):
            share = (width - sum(less)) / (sum(more) - sum(less))
            return tuple(low + (high - low) * share for low, high in zip(less, more, strict=True))
    nearest = steps[0] if width < sum(steps[0]) else steps[-1]
    return tuple(one * width / sum(nearest) for one in nearest)


def _cut(table: Table, points: float, widths: Sequence[float]) -> Table:
    """End texts that would make a row higher than any table should have."""

    def short(row: Sequence[str]) -> tuple[str, ...]:
        return tuple(
            cut(text, width - 2 * CELL_SIDE, points, most=_MOST_CELL_LINES, is_bold=True)
            for text, width in zip(row, widths, strict=True)
        )

    return _with(table, short(table.headings), tuple(map(short, table.rows)))


def _row_height(
    row: Sequence[str], points: float, widths: Sequence[float], *, is_bold: bool
) -> float:
    most = max(
        len(lines(text, width - 2 * CELL_SIDE, points, is_bold=is_bold))
        for text, width in zip(row, widths, strict=True)
    )
    return most * pitch_inches(points) + 2 * CELL_TOP


def _around(table: Table, width: float, *, is_continued: bool) -> list[Words]:
    title = f"{table.title} (continued)" if is_continued else table.title
    shown = cut(title, width, NAME_POINTS, most=3, is_bold=True)
    said = [paragraphs([shown], NAME_POINTS, is_bold=True)]
    if table.note:
        note = cut(table.note, width, NOTE_POINTS, most=6)
        said.append(paragraphs([note], NOTE_POINTS, colour=LIGHT.quiet_text))
    return [
        words(name, text, left=0, top=0, width=width)
        for name, text in zip(("Table title", "Table note"), said, strict=False)
    ]
