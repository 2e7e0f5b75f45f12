"""What the reader sees while returns are read, and the postcode index is made once."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.sources.postcodes import PostcodeIndex
from lib.ui import queries


def read_returns() -> None:
    """
    Read the returns, and say so where it takes time.

    The place of the message is always there: an element that comes and goes
    would move all those after it, and the map would be mounted anew.

    Raises
    ------
    ReturnsError, SourceError
        If there is nothing to read, or the postcode index cannot be made.
    """
    place = st.empty()
    if "index" not in _made():
        _make_postcodes(place)
        _made().add("index")
    with place, st.spinner("Reading the returns"):
        queries.available_dates()


def _make_postcodes(place: DeltaGenerator) -> None:
    def show(share: float, what: str) -> None:
        place.progress(min(max(share, 0.0), 1.0), text=f"Preparing postcodes, once: {what}")

    PostcodeIndex.open(progress=show)


@st.cache_resource(show_spinner=False, max_entries=1, ttl="12h")
def _made() -> set[str]:
    """Remember for the whole process what has been made."""
    return set()
