"""What the reader sees while the postcode index is made, once on each machine."""

import streamlit as st

from lib.sources.postcodes import PostcodeIndex


@st.cache_resource(show_spinner=False, max_entries=1, ttl="12h")
def _made() -> set[str]:
    """Remember for the whole process what has been made."""
    return set()


def prepare_postcodes() -> None:
    """
    Make the postcode index if it is missing, and show how far it is.

    Raises
    ------
    SourceError
        If the index has to be made and cannot be.
    """
    if "index" in _made():
        return
    place = st.empty()

    def show(share: float, what: str) -> None:
        place.progress(min(max(share, 0.0), 1.0), text=f"Preparing postcodes, once: {what}")

    PostcodeIndex.open(progress=show)
    place.empty()
    _made().add("index")
