"""Parts of a page that come once its map is painted: what a visitor looks at first has the browser.

Charts bring a megabyte of scripts, which took longer than the map itself. Once in a visit they
wait; from then on they are drawn with the page, in one run.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import streamlit as st

from lib.ui import frame
from lib.ui.markup import element, text

IS_PAINTED: Final = "the browser has painted a map"

_painted: Final = st.components.v2.component(
    "closer_after_the_map", js=Path(__file__).with_suffix(".js").read_text("utf-8")
)


def part(draw: Callable[[], None], *, name: str) -> None:
    """
    Draw a part of a page, in this visit's first run without it.

    Parameters
    ----------
    name
        What follows, as the reader is told in its place.
    """

    def drawn() -> None:
        if st.session_state.get(IS_PAINTED):
            draw()
            return
        with st.container(key=f"follows-{name.lower().replace(' ', '-')}"):
            st.html(element("p", text(f"{name}: follows the map."), of="cth-quiet is-awaited"))
            _painted(key=f"after the map: {name}", on_painted_change=_remember)

    frame.part(drawn)


def _remember() -> None:
    st.session_state[IS_PAINTED] = True
