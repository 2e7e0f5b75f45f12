"""The files of a briefing, each made when somebody asks for it."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from lib.disclosure.released import Audience
from lib.domain.footprint import Footprint
from lib.exports.briefing import Briefing
from lib.exports.formats import Format, files, names, together

_SAID: Final[Mapping[Format, str]] = {
    Format.PDF: "A4 pages (PDF)",
    Format.PPTX: "Slides (PowerPoint)",
    Format.PNG: "Pictures (PNG)",
    Format.SVG: "Drawings (SVG)",
    Format.XLSX: "Workbook (Excel)",
    Format.CSV: "Data (CSV)",
}

_KINDS: Final[Mapping[Format, str]] = {
    Format.PDF: "application/pdf",
    Format.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Format.PNG: "image/png",
    Format.SVG: "image/svg+xml",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv",
}
_ARCHIVE: Final = "application/zip"


def downloads(briefing: Briefing, footprint: Footprint) -> None:
    """Offer each format; pictures and drawings of several pages come in one archive."""
    with st.container(horizontal=True, key="formats"):
        for of in Format:
            is_archive = of in (Format.PNG, Format.SVG)
            st.download_button(
                _SAID[of],
                data=_made(briefing, of, footprint),
                file_name=f"{_stem(briefing)}{'-' if is_archive else '.'}{of}"
                + (".zip" if is_archive else ""),
                mime=_ARCHIVE if is_archive else _KINDS[of],
                key=f"format-{of}",
                on_click="ignore",
            )


def _made(briefing: Briefing, of: Format, footprint: Footprint) -> Callable[[], bytes]:
    def make() -> bytes:
        written = files(briefing, of, footprint)
        if of in (Format.PNG, Format.SVG):
            named = zip(names(_stem(briefing), of, len(written)), written, strict=True)
            return together(dict(named))
        (one,) = written
        return one

    return make


def _stem(briefing: Briefing) -> str:
    """Name the file by pack and date; a name says too who may hold it."""
    if briefing.marking.startswith("Invented"):
        ending = "-invented-data"
    else:
        ending = "-not-for-publication" if briefing.audience is Audience.OFFICERS else ""
    return f"closer-to-home-{briefing.trace.pack}-{briefing.as_of.isoformat()}{ending}"
