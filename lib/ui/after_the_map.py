"""Parts of a page that come after its map: what a visitor looks at first has the browser.

In a visit's first run they are left out (`lib.ui.first_picture`). From then on they are drawn with
the page, in one run, but sent a moment after the map. The browser takes what comes together in one
go, and a chart first; the frame of the map would hear of its state when that is drawn. Many tables
hold it up in the same way.
"""

import time
from collections.abc import Callable
from typing import Final

import streamlit as st

from lib.ui import first_picture, frame
from lib.ui.markup import element, text

_SENT_AT: Final = "a map was last sent to the browser"
PAINTED_SECONDS = 0.12
"""A browser has painted a map that is there already so long after it was sent."""


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
        if first_picture.is_awaited():
            st.html(element("p", text(f"{name}: follows the map."), of="cth-quiet is-awaited"))
        else:
            draw()

    let_the_map_be_painted()
    frame.part(drawn)


def let_the_map_be_painted() -> None:
    """Send nothing more until a browser that has a map had the time to paint it."""
    sent_at = st.session_state.get(_SENT_AT)
    if sent_at is not None and not first_picture.is_awaited():
        time.sleep(max(0.0, sent_at + PAINTED_SECONDS - time.monotonic()))
