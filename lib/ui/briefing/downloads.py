"""The files of a briefing, each made when somebody asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from lib.disclosure.released import Audience
from lib.domain.footprint import Footprint
from lib.exports.briefing import Briefing
from lib.exports.formats import Format, files, names, together
from lib.ui import frame, state
from lib.ui.markup import element, text

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

_HOW: Final = (
    "Make one of these, then save it. Slides hold the same in the same order, and their charts and "
    "tables can be edited."
)

_KILO: Final = 1_000


@dataclass(frozen=True, kw_only=True)
class _File:
    """A file of a briefing, by the number of its scenario; kept in this visit alone."""

    scenario: str
    of: Format
    content: bytes


def downloads(briefing: Briefing, footprint: Footprint) -> None:
    """Make the file that is asked for, say that it takes time, and offer to save it."""

    def draw() -> None:
        st.html(element("p", text(_HOW), of="cth-quiet"))
        with st.container(horizontal=True, key="formats"):
            asked = [of for of in Format if st.button(_SAID[of], key=f"make-{of}")]
        place = st.empty()
        for of in asked:
            with place:
                _keep(briefing, of, footprint)
        with place:
            _save(briefing)

    with st.container(key="make-and-save"):
        frame.part(draw)


def _keep(briefing: Briefing, of: Format, footprint: Footprint) -> None:
    said = f"Making the file: {_SAID[of]}"
    bar = st.progress(0.0, text=said)
    written = files(briefing, of, footprint, progress=lambda share: bar.progress(share, text=said))
    if _is_archive(of):
        content = together(
            dict(zip(names(_stem(briefing), of, len(written)), written, strict=True))
        )
    else:
        (content,) = written
    state.keep_until_left(_File(scenario=briefing.trace.id, of=of, content=content))


def _save(briefing: Briefing) -> None:
    """Offer the file that was made, unless it is of another briefing than is shown."""
    made = state.kept_until_left()
    if not isinstance(made, _File) or made.scenario != briefing.trace.id:
        state.keep_until_left(None)
        return
    is_archive = _is_archive(made.of)
    st.download_button(
        f"Save: {_SAID[made.of]}, {_size(made.content)}",
        data=lambda: made.content,
        file_name=f"{_stem(briefing)}{'-' if is_archive else '.'}{made.of}"
        + (".zip" if is_archive else ""),
        mime=_ARCHIVE if is_archive else _KINDS[made.of],
        key=f"format-{made.of}",
        on_click="ignore",
        type="primary",
    )


def _is_archive(of: Format) -> bool:
    """Whether each page is a file of its own, so that all come in one archive."""
    return of in (Format.PNG, Format.SVG)


def _size(content: bytes) -> str:
    kilobytes = max(round(len(content) / _KILO), 1)
    return f"{kilobytes / _KILO:.1f} MB" if kilobytes >= _KILO else f"{kilobytes} kB"


def _stem(briefing: Briefing) -> str:
    """Name the file by pack, date and scenario; a name says too who may hold it."""
    whose = "officers-not-for-publication" if briefing.audience is Audience.OFFICERS else "shared"
    invented = "-invented-data" if briefing.marking.startswith("Invented") else ""
    trace = briefing.trace
    return f"closer-to-home-{trace.pack}-{briefing.as_of.isoformat()}-{whose}{invented}-{trace.id}"
