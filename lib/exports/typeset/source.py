"""Pages as Typst's compiler takes them: one source, its values, its pictures."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst
import vl_convert

from lib.answer.wording import day
from lib.exports.briefing import Briefing, Chart, Table
from lib.exports.typeset.paging import LONGEST_IN_FOOT, Layout, Page
from lib.links.asked import AUDIENCES
from lib.maps.still.figure import as_svg
from lib.maps.still.still_map import StillMap
from lib.maps.typeface import FAMILY, font_folder

_ENDLESS: Final = re.compile(r"\S{31,}")
_SOURCE: Final = Path(__file__).with_name("briefing.typ")

_LEAST_INCHES: Final = 1.0
"""A map that has less room is drawn as if it had so much, and made smaller."""

_GAP, _NARROWEST, _WIDEST = 2, 7, 44
"""Letters: between columns, and that a column is reckoned to hold, at least and at most."""

_CHART_PIXELS: Final = {Layout.A4: 640, Layout.WIDE: 560}


def to_typst(briefing: Briefing, pages: Sequence[Page], layout: Layout) -> dict[str, Any]:
    """
    Give the arguments of `typst.compile`; texts are values, and nothing in them is markup.

    The pages are laid out twice: the first time without maps, to ask what room each has.
    """
    pictures = {f"picture-{at}": page.picture for at, page in enumerate(pages) if page.picture}
    charts = {key: _chart(one, layout) for key, one in pictures.items() if isinstance(one, Chart)}
    source: dict[str, Any] = {
        "input": _SOURCE.read_bytes(),
        "font_paths": [str(font_folder())],
        "ignore_system_fonts": True,
        "sys_inputs": {
            "briefing": json.dumps(_values(briefing, pages, layout), ensure_ascii=False),
            "trace": briefing.trace.as_json(),
            **charts,
        },
    }
    rooms = json.loads(typst.query(selector="<room>", field="value", **source))
    for room in rooms:
        one = pictures[room["key"]]
        if isinstance(one, StillMap):
            size = [round(max(room[side], _LEAST_INCHES), 2) for side in ("width", "height")]
            source["sys_inputs"][room["key"]] = _map(one, *size)
    return source


def _values(briefing: Briefing, pages: Sequence[Page], layout: Layout) -> dict[str, Any]:
    return {
        "layout": layout,
        "title": briefing.title,
        "description": " ".join(briefing.sheets[0].sentences),
        "id": briefing.trace.id,
        "marking": briefing.marking,
        "as_at": f"As at {day(briefing.as_of)} · {AUDIENCES[briefing.audience]}",
        "as_of": {
            "year": briefing.as_of.year,
            "month": briefing.as_of.month,
            "day": briefing.as_of.day,
        },
        "link": briefing.link if len(briefing.link) <= LONGEST_IN_FOOT else "",
        "pages": [_page(page, f"picture-{at}") for at, page in enumerate(pages)],
    }


def _page(page: Page, key: str) -> dict[str, Any]:
    return {
        "number": page.number,
        "title": _breakable(page.title),
        "subtitle": page.subtitle,
        "sentences": page.sentences,
        "measures": [vars(one) for one in page.measures],
        "picture": _picture(page, key) if page.picture else None,
        "tables": [{**vars(one), "widths": _widths(one)} for one in page.tables],
        "notes": [_breakable(said) for said in page.notes],
        "closing": page.closing,
    }


def _breakable(text: str) -> str:
    """Let a word that is longer than any line go on on the next."""
    return _ENDLESS.sub(lambda word: "\N{ZERO WIDTH SPACE}".join(word[0]), text)


def _picture(page: Page, key: str) -> dict[str, Any]:
    """Name a picture, and say it; a chart has a title of its own where the page has another."""
    chart = page.picture if isinstance(page.picture, Chart) else None
    has_own_title = chart is not None and chart.title != page.title
    return {
        "key": key,
        "is_map": chart is None,
        "alt": page.picture.alt if page.picture else "",
        "title": chart.title if chart and has_own_title else "",
        "subtitle": chart.subtitle if chart and has_own_title else "",
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
    _learn_typeface()
    sized = chart.drawn.properties(width=_CHART_PIXELS[layout]).configure(
        font=FAMILY, background="#FFFFFF"
    )
    svg: str = vl_convert.vegalite_to_svg(sized.to_dict())
    return svg


@lru_cache(maxsize=1)
def _learn_typeface() -> None:
    vl_convert.register_font_directory(str(font_folder()))
