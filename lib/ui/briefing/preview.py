"""How a page of a briefing will look, and what it says, as text."""

import base64
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

import streamlit as st

from lib.exports.briefing import Briefing, Table
from lib.exports.typeset.files import as_preview, pages
from lib.exports.typeset.paging import Layout, Section
from lib.ui.markup import bullets, details, element, paragraphs, table, text

_DOTS_AN_INCH: Final = 150
"""With fewer, Typst cuts letters of a map here and there."""
_NAMES: Final = {Layout.A4: "A4 page", Layout.WIDE: "Picture"}
_LAYOUT: Final = "preview-as"
_PAGE: Final = "preview-page"


def preview(briefing: Briefing) -> None:
    """Show one page as the file will have it, and the same as text beneath."""
    layout, page, here = _chosen(briefing)
    with st.spinner("Drawing the page"):
        picture = as_preview(briefing, layout, page, dots_an_inch=_DOTS_AN_INCH)
    said = f"Preview of a page: {_titles(here)}. What it says stands beneath as text."
    content = base64.b64encode(picture).decode()
    st.html(
        f'<img class="cth-preview is-{layout}" alt="{text(said)}" '
        f'src="data:image/png;base64,{content}">'
    )
    st.html(details("What this page says, as text", "".join(map(_in_words, here))))


def _chosen(briefing: Briefing) -> tuple[Layout, int, list[Section]]:
    """Let the reader choose a page: its layout, its number from 0, and what stands on it."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="preview-choices"):
        layout = st.segmented_control(
            "Preview",
            list(Layout),
            format_func=_NAMES.__getitem__,
            default=Layout.A4,
            required=True,
            key=_LAYOUT,
        )
        every = pages(briefing, layout)
        titles = [f"{at} of {len(every)}: {_titles(on)}" for at, on in enumerate(every, 1)]
        # other pages are another choice: a field that stays shows the title it had
        chosen = sha256("\n".join(titles).encode()).hexdigest()
        at = st.selectbox(
            "Page", range(len(every)), format_func=titles.__getitem__, key=f"{_PAGE}-{chosen[:12]}"
        )
    return Layout(layout), at, every[at]


def _titles(on_page: Sequence[Section]) -> str:
    return "; ".join(one.title for one in on_page)


def _in_words(section: Section) -> str:
    measures = [
        f"{one.label}: {one.now}{f', with the contract {one.after}' if one.after else ''}. "
        + "; ".join(one.said)
        for one in section.measures
    ]
    parts = [
        element("h3", text(section.title)),
        paragraphs(filter(None, (section.subtitle, *section.sentences))),
        bullets(measures) if measures else "",
        paragraphs([section.picture.alt]) if section.picture else "",
        *(_table(one) for one in section.tables),
        bullets(section.notes) if section.notes else "",
        paragraphs(section.closing),
    ]
    return "".join(parts)


def _table(one: Table) -> str:
    return table(
        [[text(cell) for cell in row] for row in one.rows],
        heads=tuple(map(text, one.headings)),
        caption=f"{one.title} {one.note}".strip() or "The same as a table",
        numbers_from=min(one.texts, len(one.headings)),
        last_is_total=one.last_is_total,
    )
