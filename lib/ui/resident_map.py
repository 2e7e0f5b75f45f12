"""The map in the page: one base, one state, no layers sent twice."""

from typing import Final

import streamlit as st
from streamlit_folium import st_folium

from lib.answer.view import OverviewView
from lib.domain.footprint import Footprint
from lib.maps.base import base_map
from lib.maps.clicked import authority_at
from lib.maps.encoding import as_script
from lib.maps.picture import picture
from lib.maps.places import places
from lib.maps.state import Apply, released
from lib.maps.words import TOTAL
from lib.ui import after_the_map
from lib.ui.assets import map_files
from lib.ui.state import Selection
from lib.ui.tables import choose_borough
from lib.ui.written import written

HEIGHT: Final = 900
"""Pixels until the map has taken its own height, so that little moves when it does."""

_KEY: Final = "resident-map"


def resident_map(view: OverviewView, footprint: Footprint, selection: Selection) -> None:
    """
    Draw the map; a click on a borough chooses it, and on the chosen one all again.

    The base script is the same on every run, so the frame stays and keeps its
    zoom; a run sends one call with the new state, which holds all three pictures.
    """
    opening, shown = selection.opening, selection.shown
    state = written(
        view,
        ("map", opening, shown),
        lambda: as_script(picture(view, places=places(footprint), opening=opening, shown=shown)),
    )

    def clicked() -> None:
        if area := _area_clicked(view, footprint, st.session_state.get(_KEY)):
            choose_borough(view, area, now=selection.area_code)

    st_folium(
        base_map(map_files(footprint)),
        key=_KEY,
        height=HEIGHT,
        width=None,
        returned_objects=["last_clicked"],
        feature_group_to_add=Apply(state),
        on_change=clicked,
    )
    after_the_map.map_is_sent()


def _area_clicked(view: OverviewView, footprint: Footprint, sent: object) -> str | None:
    """Find the area, as the audience sees it, at the point that the browser sent, if it did."""
    match sent:
        case {
            "last_clicked": {
                "lat": int() | float() as latitude,
                "lng": int() | float() as longitude,
            }
        }:
            code = authority_at((latitude, longitude), footprint)
        case _:
            return None
    areas = released(view.boroughs).index.drop(TOTAL)
    return next((str(area) for area in areas if code in str(area).split("+")), None)
