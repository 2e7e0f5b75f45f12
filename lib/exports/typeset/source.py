"""Pages as Typst's compiler takes them: one source, its values, its pictures."""

import json
import re
from collections.abc import Callable, Container, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst
import vl_convert

from lib.answer.wording import day
from lib.exports.briefing import WHOSE, Briefing, Chart, Table
from lib.exports.typeset.paging import LONGEST_IN_FOOT, Layout, Section
from lib.maps.still.figure import as_svg
from lib.maps.still.still_map import StillMap
from lib.maps.typeface import FAMILY, font_folder

_ENDLESS: Final = re.compile(r"\S{31,}")
_SOURCE: Final = Path(__file__).with_name("briefing.typ")

_LEAST_INCHES: Final = 1.0
"""A map that has less room is drawn as if it had so much, and made smaller."""

_GAP, _NARROWEST, _WIDEST = 2, 7, 80
"""Letters: between columns, and that a column is reckoned to hold, at least and at most."""

_CHART_PIXELS: Final = {Layout.A4: 640, Layout.WIDE: 560}


def to_typst(
    briefing: Briefing,
    sections: Sequence[Section],
    layout: Layout,
    *,
    drawn: Container[int] | None = None,
    progress: Callable[[float], object] | None = None,
) -> dict[str, Any]:
    """
    Give the arguments of `typst.compile`; texts are values, and nothing in them is markup.

    They are laid out twice: the first time without maps, to ask what room each has.

    Parameters
    ----------
    drawn
        Sections whose maps are drawn; all of them if None. The room of the others stays empty.
    progress
        Told the share of the maps that are drawn: with several of them they take the time.
    """
    source = _without_maps(briefing, sections, layout)
    rooms = _asked(source, "room")
    for number, room in enumerate(rooms):
        if progress:
            progress(number / len(rooms))
        at = room["at"]
        map_ = sections[at].picture
        if isinstance(map_, StillMap) and (drawn is None or at in drawn):
            size = [round(max(room[side], _LEAST_INCHES), 2) for side in ("width", "height")]
            source["sys_inputs"][_key(at)] = _map(map_, *size)
    return source


def on_pages(briefing: Briefing, sections: Sequence[Section], layout: Layout) -> list[list[int]]:
    """Say of each page which sections, by number from 0, stand or go on there."""
    placed = _asked(_without_maps(briefing, sections, layout), "placed")
    return [
        [one["at"] for one in placed if one["first"] <= page <= one["last"]]
        for page in range(1, max(one["last"] for one in placed) + 1)
    ]


def _asked(source: Mapping[str, Any], what: str) -> list[dict[str, Any]]:
    """Ask Typst where things stand."""
    found: list[dict[str, Any]] = json.loads(
        typst.query(selector=f"<{what}>", field="value", **source)
    )
    return found


def _without_maps(
    briefing: Briefing, sections: Sequence[Section], layout: Layout
) -> dict[str, Any]:
    charts = {
        _key(at): _chart(one.picture, layout)
        for at, one in enumerate(sections)
        if isinstance(one.picture, Chart)
    }
    return {
        "input": _SOURCE.read_bytes(),
        "font_paths": [str(font_folder())],
        "ignore_system_fonts": True,
        "sys_inputs": {
            "briefing": json.dumps(_values(briefing, sections, layout), ensure_ascii=False),
            "trace": briefing.trace.as_json(),
            **charts,
        },
    }


def _key(at: int) -> str:
    return f"picture-{at}"


def _values(briefing: Briefing, sections: Sequence[Section], layout: Layout) -> dict[str, Any]:
    return {
        "layout": layout,
        "title": briefing.title,
        "description": " ".join(briefing.sheets[0].sentences),
        "id": briefing.trace.id,
        "marking": briefing.marking,
        "as_at": f"As at {day(briefing.as_of)} · {WHOSE[briefing.audience]}",
        "as_of": {
            "year": briefing.as_of.year,
            "month": briefing.as_of.month,
            "day": briefing.as_of.day,
        },
        "link": briefing.link if len(briefing.link) <= LONGEST_IN_FOOT else "",
        "sections": [_section(one, at) for at, one in enumerate(sections)],
    }


def _section(section: Section, at: int) -> dict[str, Any]:
    return {
        "title": _breakable(section.title),
        "subtitle": section.subtitle,
        "sentences": section.sentences,
        "measures": [vars(one) for one in section.measures],
        "picture": _picture(section, at) if section.picture else None,
        "tables": [{**vars(one), "widths": _widths(one)} for one in section.tables],
        "notes": [_breakable(said) for said in section.notes],
        "closing": section.closing,
    }


def _breakable(text: str) -> str:
    """Let a word that is longer than any line go on on the next."""
    return _ENDLESS.sub(lambda word: "\N{ZERO WIDTH SPACE}".join(word[0]), text)


def _picture(section: Section, at: int) -> dict[str, Any]:
    """Name a picture, and say it; a chart has a title of its own where the section has another."""
    chart = section.picture if isinstance(section.picture, Chart) else None
    has_own_title = chart is not None and chart.title != section.title
    has_own_subtitle = chart is not None and chart.subtitle != section.subtitle
    return {
        "key": _key(at),
        "at": at,
        "is_map": chart is None,
        "alt": section.picture.alt if section.picture else "",
        "title": chart.title if chart and has_own_title else "",
        "subtitle": chart.subtitle if chart and has_own_subtitle else "",
    }


def _widths(table: Table) -> list[int]:
    """Give each column its part of the width: by its longest text, a heading's by its words."""
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.headings)
    longest = [
        max(len(text) + _GAP for text in (*heading.split(), *cells))
        for heading, cells in zip(table.headings, columns, strict=True)
    ]
    return [min(_WIDEST, max(_NARROWEST, letters)) for letters in longest]


@lru_cache(maxsize=32)
def _map(one: StillMap, width: float, height: float) -> str:
    """Draw a map once, for the preview and for the file."""
    return as_svg(one, width=width, height=height)


def _chart(chart: Chart, layout: Layout) -> str:
    """Draw a chart as on the screen, in the typeface of the page."""
    sized = chart.drawn.properties(width=_CHART_PIXELS[layout]).configure(
        font=FAMILY, background="#FFFFFF"
    )
    return _chart_as_svg(json.dumps(sized.to_dict()))


@lru_cache(maxsize=32)
def _chart_as_svg(specification: str) -> str:
    """Draw a chart once, for asking where things stand, for the preview and for the file."""
    _learn_typeface()
    svg: str = vl_convert.vegalite_to_svg(specification)
    return svg


@lru_cache(maxsize=1)
def _learn_typeface() -> None:
    vl_convert.register_font_directory(str(font_folder()))
