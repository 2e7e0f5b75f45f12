"""The map in the page: one base, one state, no layers sent twice."""

from typing import Final

import streamlit as st
from streamlit_folium import st_folium

from lib.answer import sentences
from lib.answer.areas import TOTAL
from lib.answer.view import OverviewView
from lib.domain.footprint import Footprint
from lib.maps.base import base_map
from lib.maps.picture import picture
from lib.maps.places import places
from lib.maps.state import Apply, Shown, When
from lib.maps.words import map_sentence
from lib.ui.assets import map_files
from lib.ui.markup import element, text

HEIGHT: Final = 640


def map_heading(view: OverviewView, footprint: Footprint, shown: Shown) -> None:
    """Say what the picture shows, before it."""
    titled = sentences.title if shown.when is When.TODAY else sentences.title_with_contract
    title = titled(view.boroughs, footprint, row=shown.area_code or TOTAL)
    st.html(
        f'<div class="cth-map-words" aria-live="polite">'
        f"{element('h2', text(title))}{element('p', text(view.subtitle), of='cth-quiet')}"
        f"{element('p', text(map_sentence(view.boroughs, shown)), of='cth-map-sentence')}</div>"
    )


def resident_map(view: OverviewView, footprint: Footprint, shown: Shown) -> None:
    """
    Draw the map.

    The base script is the same on every run, so the frame stays and keeps its
    zoom; a switch sends one call with the new state.
    """
    where = places(footprint)
    st_folium(
        base_map(map_files(footprint)),
        key="resident-map",
        height=HEIGHT,
        width=None,
        returned_objects=[],
        feature_group_to_add=Apply(picture(view, places=where, shown=shown)),
    )
