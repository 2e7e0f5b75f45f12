"""A button that copies the link of what is seen."""

from pathlib import Path
from typing import Final

import streamlit as st

from lib.ui import state

_HERE: Final = Path(__file__)

_button: Final = st.components.v2.component(
    "closer_copy_link",
    html=(
        '<div><button type="button">Copy link</button>'
        '<span role="status"></span>'
        '<input type="text" readonly hidden aria-label="Link to this view"></div>'
    ),
    css=_HERE.with_suffix(".css").read_text("utf-8"),
    js=_HERE.with_suffix(".js").read_text("utf-8"),
)


def copy_link() -> None:
    """Offer the link of this view. The browser reads it when asked: the map writes in it too."""
    _button(key="copy-link", data={"page": str(state.page())})
