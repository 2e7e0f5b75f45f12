"""A briefing as pages (PDF), pictures (PNG) and drawings (SVG)."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Final
from zlib import crc32

import typst
from PIL.PngImagePlugin import PngInfo

from lib.exports.briefing import Briefing
from lib.exports.typeset.paging import Layout, Section, sections
from lib.exports.typeset.source import on_pages, to_typst

PRINTED: Final = 300
"""Dots to the inch of a picture."""

TRACE: Final = "Closer to Home"
"""Under this name a picture says what it was made from."""

Progress = Callable[[float], object]
"""Told the share of the work that is done."""

_STANDARD: Final = "ua-1"

_INCHES_A_METRE: Final = 0.0254
_HEADER: Final = 33
"""Bytes of a PNG up to the end of its header."""


def as_pdf(briefing: Briefing, progress: Progress | None = None) -> bytes:
    """Set A4 pages: tagged (PDF/UA-1), the map in lines, the typeface in it."""
    layout = Layout.A4
    source = to_typst(briefing, sections(briefing, layout), layout, progress=progress)
    found: bytes = typst.compile(**source, format="pdf", pdf_standards=[_STANDARD])
    return found


def as_pictures(briefing: Briefing, progress: Progress | None = None) -> list[bytes]:
    """Draw each page as a PNG in the shape of a slide."""
    drawn = every_page(briefing, Layout.WIDE, dots_an_inch=PRINTED, progress=progress)
    return [_with_trace(page, briefing) for page in drawn]


def every_page(
    briefing: Briefing, layout: Layout, *, dots_an_inch: int, progress: Progress | None = None
) -> list[bytes]:
    """Draw the pages of a layout as PNG, at one go."""
    source = to_typst(briefing, sections(briefing, layout), layout, progress=progress)
    return _listed(typst.compile(**source, format="png", ppi=dots_an_inch))


def as_drawings(briefing: Briefing, progress: Progress | None = None) -> list[bytes]:
    """Draw each page as an SVG, with what it says for those who do not see it."""
    layout = Layout.WIDE
    every = sections(briefing, layout)
    found = typst.compile(**to_typst(briefing, every, layout, progress=progress), format="svg")
    return [
        _with_words(drawing.decode(), briefing, [every[at] for at in on_page]).encode()
        for drawing, on_page in zip(_listed(found), on_pages(briefing, every, layout), strict=True)
    ]


def pages(briefing: Briefing, layout: Layout) -> list[list[Section]]:
    """Say what stands on each page of a layout, before anything is drawn."""
    every = sections(briefing, layout)
    return [[every[at] for at in on_page] for on_page in on_pages(briefing, every, layout)]


def as_preview(briefing: Briefing, layout: Layout, page: int, *, dots_an_inch: int) -> bytes:
    """Draw one page, by its number from 0, as a file will have it, as a PNG."""
    every = sections(briefing, layout)
    source = to_typst(briefing, every, layout, drawn=on_pages(briefing, every, layout)[page])
    found = typst.compile(**source, format="png", ppi=dots_an_inch)
    return _listed(found)[page]


def _listed(found: bytes | list[bytes]) -> list[bytes]:
    return found if isinstance(found, list) else [found]


def _with_trace(page: bytes, briefing: Briefing) -> bytes:
    """
    Write into a picture how large it is meant, and what it was made from.

    After its header (PNG, 5.6), as it is: to write it all anew takes a second.
    """
    said = PngInfo()
    said.add_text("Title", briefing.title)
    said.add_text("Author", "Closer to Home")
    said.add_text("Source", briefing.link)
    said.add_text(TRACE, briefing.trace.as_json())
    dots = round(PRINTED / _INCHES_A_METRE).to_bytes(4, "big")
    chunks = [(b"pHYs", dots + dots + b"\x01"), *((kind, text) for kind, text, _ in said.chunks)]
    written = b"".join(
        len(text).to_bytes(4, "big") + kind + text + crc32(kind + text).to_bytes(4, "big")
        for kind, text in chunks
    )
    return page[:_HEADER] + written + page[_HEADER:]


def _with_words(drawing: str, briefing: Briefing, on_page: Sequence[Section]) -> str:
    """Write into a drawing its title, its description and what it was made from."""
    said = " ".join(
        text
        for one in on_page
        for text in (*one.sentences, *([one.picture.alt] if one.picture else []))
    )
    head, rest = drawing.split(">", maxsplit=1)
    words = (
        f"<title>{escape(on_page[0].title)}</title><desc>{escape(said)}</desc>"
        f"<metadata>{escape(briefing.trace.as_json())}</metadata>"
    )
    return f'{head} role="img">{words}{rest}'
