"""The steps of the Briefing page between what is chosen and what is shown."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.exports.briefing import Briefing
from lib.exports.packs.pack import briefing
from lib.ui import queries
from lib.ui.briefing.choices import Wanted
from lib.ui.markup import element, text


def made(wanted: Wanted, place: DeltaGenerator) -> Briefing:
    """
    Put the briefing together, and say how far it is where that takes time.

    Raises
    ------
    DashboardError
        If it cannot be made of what was chosen.
    """
    with place:
        bar = st.progress(0.0, text="Putting the figures together")
    views = queries.pack_views(
        wanted.selection,
        wanted.contract,
        progress=lambda share: bar.progress(share, text="Working out the forecast: 10,000 runs"),
    )
    found = briefing(views, wanted.chosen)
    place.empty()
    return found


def heading(found: Briefing) -> None:
    """Say what will be in the files, and how to tell later what they were made from."""
    st.html(
        element("h1", text(found.sheets[0].title), of="cth-headline")
        + element(
            "p",
            text(
                f"Scenario {found.trace.id}: the same stands on every page of a file, which also "
                "holds what it was made from, so that it can be made again and compared."
            ),
            of="cth-quiet",
        )
    )
