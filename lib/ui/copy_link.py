"""Two buttons for what is seen: copy its link, and make a briefing of it."""

from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

import streamlit as st

from lib.links.asked import Page
from lib.ui import state
from lib.ui.briefing.carried import carried

_HERE: Final = Path(__file__)
_LONGEST: Final = 8_000
"""Characters of a query that is read; no link here is longer."""

_HAS_BRIEFING: Final = frozenset({Page.OVERVIEW, Page.BOROUGHS, Page.BLOCK_CONTRACT})

_buttons: Final = st.components.v2.component(
    "closer_copy_link",
    html=(
        '<div><button type="button">Copy link</button>'
        '<button type="button" hidden>Make a briefing</button>'
        '<span role="status"></span>'
        '<input type="text" readonly hidden aria-label="Link to this view"></div>'
    ),
    css=_HERE.with_suffix(".css").read_text("utf-8"),
    js=_HERE.with_suffix(".js").read_text("utf-8"),
)


def copy_link() -> None:
    """
    Offer the link of this view, and the page that makes files of it.

    The browser reads the address when asked: the map writes in it too.
    """
    page = state.page()
    pressed = _buttons(
        key="copy-link",
        data={"page": str(page), "has_briefing": page in _HAS_BRIEFING},
        on_briefing_change=lambda: None,
    )
    query = pressed.briefing
    if isinstance(query, str) and len(query) <= _LONGEST:
        found = parse_qs(query.removeprefix("?"))
        state.hand_over(carried(page, found))
        st.switch_page("pages/briefing.py", query_params={})
