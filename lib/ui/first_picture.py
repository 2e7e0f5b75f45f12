"""A visitor's first picture: what a page says, and its map. The rest comes once that is painted.

Fields to choose with, their scripts and charts keep the browser longer than the map itself. So
the first run of a visit keeps their places alone; the browser tells when the map is painted, and
the page is drawn whole, in one run, from then on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import streamlit as st

from lib.links.asked import Page
from lib.ui import state
from lib.ui.files_at_hand import scripts_of

IS_PAINTED: Final = "the browser has painted a map"

_ONLY_PAGE: Final = "page beside which this visit has seen none"
_LED_BY_A_MAP: Final = frozenset({Page.OVERVIEW, Page.BOROUGHS})

_FIELDS: Final = ("ButtonGroup", "Selectbox", "Checkbox")
"""Streamlit's parts that wait: the browser fetches their scripts while the server draws them."""

_painted: Final = st.components.v2.component(
    "closer_first_picture", js=Path(__file__).with_suffix(".js").read_text("utf-8")
)


def begin() -> None:
    """Remember the page that a visit began on, until another is entered."""
    if st.session_state.setdefault(_ONLY_PAGE, state.page()) != state.page():
        st.session_state[_ONLY_PAGE] = None


def is_awaited() -> bool:
    """Tell whether this page has a map that is not painted yet, the first of the visit."""
    return state.page() in _LED_BY_A_MAP and not st.session_state.get(IS_PAINTED)


def fields_wait() -> bool:
    """
    Tell whether the fields of this page wait for its map too.

    Not where another page was seen before: Streamlit forgets what was chosen in a field that a run
    leaves out. On the first page nothing was chosen yet, and the address says all.
    """
    return is_awaited() and state.page() == st.session_state.get(_ONLY_PAGE)


def keep_the_place(*, width: int, height: int = 40) -> None:
    """Keep the place of a field, as large in pixels as it will be, so that nothing moves."""
    st.html(
        f'<div class="cth-field is-awaited" style="height:{height}px" aria-hidden="true"></div>',
        width=width,
    )


def ask_for_the_rest() -> None:
    """Let the browser tell once the map is painted, at the end of a page that awaits it."""
    if is_awaited():
        _painted(
            key="first-picture",
            data={"scripts": scripts_of(*_FIELDS)},
            on_painted_change=_remember,
        )


@contextmanager
def whole_where_it_fails() -> Iterator[None]:
    """Draw a page that fails whole at once: it may have no map, and its fields lead out of it."""
    try:
        yield
    except Exception:
        if is_awaited():
            _remember()
            st.rerun()
        raise


def _remember() -> None:
    st.session_state[IS_PAINTED] = True
