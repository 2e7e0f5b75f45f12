"""Parts of a page that come once its map is painted: what a visitor looks at first has the browser.

Charts bring a megabyte of scripts, which took longer than the map itself: once in a visit they
wait until it is painted. From then on they are drawn with the page, in one run, but sent a moment
after the map. The browser takes what comes together in one go, and a chart first; the frame of the
map would hear of its state when that is drawn. Many tables hold it up in the same way.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import streamlit as st

from lib.ui import frame
from lib.ui.markup import element, text

IS_PAINTED: Final = "the browser has painted a map"

_SENT_AT: Final = "a map was last sent to the browser"
PAINTED_SECONDS = 0.12
"""A browser has painted a map that is there already so long after it was sent."""

_painted: Final = st.components.v2.component(
    "closer_after_the_map", js=Path(__file__).with_suffix(".js").read_text("utf-8")
)


def map_is_sent() -> None:
    """Remember when: what follows in this run comes a moment later."""
    st.session_state[_SENT_AT] = time.monotonic()


def part(draw: Callable[[], None], *, name: str) -> None:
    """
    Draw a part of a page, in this visit's first run without it.

    A run that draws the part alone has sent no map, and does not wait.

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

    let_the_map_be_painted()
    frame.part(drawn)


def let_the_map_be_painted() -> None:
    """Send nothing more until a browser that has a map had the time to paint it."""
    sent_at = st.session_state.get(_SENT_AT)
    if st.session_state.get(IS_PAINTED) and sent_at is not None:
        time.sleep(max(0.0, sent_at + PAINTED_SECONDS - time.monotonic()))


def _remember() -> None:
    st.session_state[IS_PAINTED] = True
