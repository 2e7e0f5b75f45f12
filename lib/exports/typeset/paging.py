"""What a briefing sets one after another: on A4 a sheet each, as pictures its table on its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lib.exports.briefing import Briefing, Chart, Measure, Sheet, Table
from lib.maps.still.still_map import StillMap

CLOSING: Final = "What the figures mean, and where they come from"

LONGEST_IN_FOOT: Final = 110
"""Characters of a link that stands at the foot of every page; a longer one comes last, whole."""

_MOST_LETTERS: Final = 2_600
"""Definitions and sources that have room at the foot of an only page."""


class Layout(StrEnum):
    """Of a page; that of pictures has the shape of a slide."""

    A4 = "a4"
    WIDE = "wide"


@dataclass(frozen=True, kw_only=True)
class Section:
    """
    What stands under one title: on a page of its own, on several, or on A4 with others on one.

    ``closing`` says what the figures mean, and their sources.
    """

    title: str
    subtitle: str = ""
    sentences: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    picture: StillMap | Chart | None = None
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


def sections(briefing: Briefing, layout: Layout) -> list[Section]:
    """Part a briefing; the last section, or the foot of an only page, says what figures mean."""
    is_long = len(briefing.link) > LONGEST_IN_FOOT
    back = _way_back(briefing) if is_long else ()
    closing = (*briefing.definitions, *briefing.sources, *back)
    found = [one for sheet in briefing.sheets for one in _sections_of(sheet, layout)]
    is_short = sum(map(len, closing)) <= _MOST_LETTERS
    if layout is Layout.A4 and len(found) == 1 and is_short:
        return [_section(briefing.sheets[0], closing=closing)]
    return [*found, Section(title=CLOSING, closing=closing)]


def _way_back(briefing: Briefing) -> tuple[str, ...]:
    """Give the whole of the link, which may break wherever it names something else."""
    parts = re.sub(r"([&=])", "\\1\N{ZERO WIDTH SPACE}", briefing.link)
    return (f"The same in the app, after its address: {parts}",)


def _sections_of(sheet: Sheet, layout: Layout) -> Iterator[Section]:
    picture = sheet.map or sheet.chart
    if layout is Layout.A4 or picture is None:
        yield _section(sheet)
        return
    first, *others = sheet.sentences or ("",)
    yield Section(
        title=sheet.title,
        subtitle=sheet.subtitle,
        sentences=(first,) if first else (),
        measures=sheet.measures,
        picture=picture,
        notes=sheet.notes[:1],
    )
    if others or sheet.tables or sheet.notes[1:]:
        yield Section(
            title=sheet.title,
            subtitle=sheet.subtitle,
            sentences=tuple(others),
            tables=sheet.tables,
            notes=sheet.notes[1:],
        )


def _section(sheet: Sheet, closing: Sequence[str] = ()) -> Section:
    return Section(
        title=sheet.title,
        subtitle=sheet.subtitle,
        sentences=sheet.sentences,
        measures=sheet.measures,
        picture=sheet.map or sheet.chart,
        tables=sheet.tables,
        notes=sheet.notes,
        closing=tuple(closing),
    )
