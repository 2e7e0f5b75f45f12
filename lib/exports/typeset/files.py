"""A briefing as pages (PDF), pictures (PNG) and drawings (SVG)."""

from html import escape
from typing import Final
from zlib import crc32

import typst
from PIL.PngImagePlugin import PngInfo

from lib.exports.briefing import Briefing
from lib.exports.typeset.paging import Layout, Page, pages
from lib.exports.typeset.source import to_typst

PRINTED: Final = 300
"""Dots to the inch of a picture."""

TRACE: Final = "Closer to Home"
"""Under this name a picture says what it was made from."""

_STANDARD: Final = "ua-1"

_INCHES_A_METRE: Final = 0.0254
_HEADER: Final = 33
"""Bytes of a PNG up to the end of its header."""


def as_pdf(briefing: Briefing) -> bytes:
    """Set A4 pages: tagged (PDF/UA-1), the map in lines, the typeface in it."""
    layout = Layout.A4
    source = to_typst(briefing, pages(briefing, layout), layout)
    found: bytes = typst.compile(**source, format="pdf", pdf_standards=[_STANDARD])
    return found


def as_pictures(briefing: Briefing) -> list[bytes]:
    """Draw each page as a PNG in the shape of a slide."""
    layout = Layout.WIDE
    source = to_typst(briefing, pages(briefing, layout), layout)
    found = typst.compile(**source, format="png", ppi=PRINTED)
    return [_with_trace(page, briefing) for page in _listed(found)]


def as_drawings(briefing: Briefing) -> list[bytes]:
    """Draw each page as an SVG, with what it says for those who do not see it."""
    layout = Layout.WIDE
    every = pages(briefing, layout)
    found = typst.compile(**to_typst(briefing, every, layout), format="svg")
    return [
        _with_words(drawing.decode(), briefing, page).encode()
        for drawing, page in zip(_listed(found), every, strict=True)
    ]


def as_preview(briefing: Briefing, page: Page, layout: Layout, *, dots_an_inch: int) -> bytes:
    """Draw one page as a file will have it, as a PNG."""
    source = to_typst(briefing, [page], layout)
    found = typst.compile(**source, format="png", ppi=dots_an_inch)
    return _listed(found)[0]


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


def _with_words(drawing: str, briefing: Briefing, page: Page) -> str:
    """Write into a drawing its title, its description and what it was made from."""
    said = " ".join((*page.sentences, *([page.picture.alt] if page.picture else [])))
    head, rest = drawing.split(">", maxsplit=1)
    words = (
        f"<title>{escape(page.title)}</title><desc>{escape(said)}</desc>"
        f"<metadata>{escape(briefing.trace.as_json())}</metadata>"
    )
    return f'{head} role="img">{words}{rest}'
