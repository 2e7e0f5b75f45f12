"""Two buttons for what is seen: copy its link, and make a briefing of it."""

from pathlib import Path
from typing import Final

import streamlit as st

from lib.ui import first_picture, state
from lib.ui.briefing.carried import KEPT, briefing_of

_HERE: Final = Path(__file__)

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
    if first_picture.fields_wait():
        first_picture.keep_the_place(width=195, height=34)
        return
    page = state.page()
    _buttons(
        key="copy-link",
        data={"page": str(page), "briefing": briefing_of(page), "kept": list(KEPT)},
    )
