"""What the reader has chosen: one frozen value, kept in the address of the page.

Each widget of `lib.ui.controls` is bound to the query parameter of its key; the map writes
its own four into the address. Before any widget is made, `opened` reads the address with
the closed parser of `lib.links.address` and takes out what cannot be used.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from urllib.parse import parse_qs

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.disclosure.released import Audience
from lib.links.address import Notice, parse
from lib.links.asked import AUDIENCES, Asked, Key, OnOffer, Page
from lib.maps.state import Opening, Shown

__all__ = ["Key", "Selection"]

_AUDIENCE: Final = "audience on every page"
_PAGE: Final = "page that was asked for"
_ENTERED: Final = "page that was entered last"
_MADE_HERE: Final = "what was made on this page"
_OPENED: Final = "what the link asks for, and what of it could not be used"


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Everything that the reader chose on a page; ``opening`` is how a link asks for the map."""

    audience: Audience
    as_of: date
    area_code: str | None = None
    group_key: str | None = None
    is_single: bool = False
    opening: Opening = field(default_factory=Opening)

    @property
    def shown(self) -> Shown:
        """The part that the map needs."""
        is_single = self.is_single and self.audience is Audience.OFFICERS
        return Shown(area_code=self.area_code, is_single=is_single)


def go_to(page: Page) -> None:
    """Say which page this run draws."""
    st.session_state[_PAGE] = page


def page() -> Page:
    """Give the page that this run draws."""
    return Page(st.session_state.get(_PAGE, Page.OVERVIEW))


def opened(on_offer: OnOffer) -> Asked:
    """
    Read the address, before any widget is made.

    A page that is entered has what cannot be used taken out of its address, so that each
    widget bound to it starts at its default, and the run begins again: Streamlit gives the
    widgets what the address held when the run began. Later in a visit what the address
    holds is the reader's own doing, and nothing is said of it.
    """
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    asked, unusable = parse(query, page=page(), on_offer=on_offer)
    names = {name for notice in unusable for name in notice.names}
    if st.session_state.get(_ENTERED) != page():
        _give_back_the_address()
        st.session_state[_ENTERED] = page()
        keep_until_left(None)
        st.session_state[_OPENED] = (asked, unusable)
        if asked.audience and page() is not Page.BRIEFING:  # there it is whose the file is
            keep_audience(asked.audience)
        if unusable:
            usable = {name: texts for name, texts in query.items() if name not in names}
            if Key.AUDIENCE in names and asked.audience:
                usable[Key.AUDIENCE] = [AUDIENCES[asked.audience]]
            st.query_params.from_dict(usable)
            st.rerun()
    elif asked != st.session_state[_OPENED][0]:
        st.session_state[_OPENED] = (asked, ())
    for name in names:
        with suppress(StreamlitAPIException):  # a widget sees to the one that it is bound to
            del st.query_params[name]
    return asked


def _give_back_the_address() -> None:
    """
    Give a page that the browser goes to the whole of its address, and begin its run again.

    Streamlit drops of it what widgets of the page that is left are bound to, and a borough has
    one name on all pages. What the address leaves out stands as at first, but whose view it is.
    """
    run = get_script_run_ctx()
    if run is None or not run.is_history_navigation:
        return
    query = parse_qs(run.query_string)
    if query.keys() <= set(st.query_params):
        return
    for key in set(Key) - {Key.AUDIENCE, *query}:
        st.session_state.pop(key, None)
    st.query_params.from_dict(query)
    st.rerun()


def keep_until_left(made: object) -> None:
    """Keep one thing that was made on this page, until another is entered."""
    st.session_state[_MADE_HERE] = made


def kept_until_left() -> object:
    """Give what was made on this page, or None."""
    return st.session_state.get(_MADE_HERE)


def asked() -> Asked:
    """Give what the address asks for, as `opened` read it."""
    found: Asked = st.session_state[_OPENED][0]
    return found


def unusable_in_the_link() -> tuple[str, ...]:
    """Say what of the link could not be used, until the reader changes what is asked for."""
    notices: tuple[Notice, ...] = st.session_state[_OPENED][1]
    return tuple(notice.said for notice in notices)


def chosen_audience() -> Audience:
    """Whose view the reader chose last, on whichever page."""
    return Audience(st.session_state.get(_AUDIENCE, Audience.OFFICERS))


def keep_audience(audience: Audience) -> None:
    """Keep whose view it is for the other pages, and for whoever goes back."""
    st.session_state[_AUDIENCE] = audience
