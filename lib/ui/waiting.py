"""What the reader sees while returns are read, and the postcode index is made once."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.sources.postcodes import PostcodeIndex
from lib.ui import queries


def read_returns() -> DeltaGenerator:
    """
    Read the returns, and say so where it takes time.

    The place of the message is always there: an element that comes and goes
    would move all those after it, and the map would be mounted anew.

    Returns
    -------
    DeltaGenerator
        That place, for what takes time after it.

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
    return place


@contextmanager
def until_decided(place: DeltaGenerator) -> Iterator[None]:
    """Say that what may be shown is being worked out, where it takes time."""
    with place, st.spinner("Working out which figures may be shown together"):
        yield


def _make_postcodes(place: DeltaGenerator) -> None:
    def show(share: float, what: str) -> None:
        place.progress(min(max(share, 0.0), 1.0), text=f"Preparing postcodes, once: {what}")

    PostcodeIndex.open(progress=show)


@st.cache_resource(show_spinner=False, max_entries=1, ttl="12h")
def _made() -> set[str]:
    """Remember for the whole process what has been made."""
    return set()
