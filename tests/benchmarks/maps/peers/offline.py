"""folium without other hosts: Leaflet from the folder that pip installed."""

import folium
import streamlit.components.v1 as components
from xstatic.pkg import leaflet

from tests.benchmarks.maps.peers.shared import CENTRE, ZOOM

_LEAFLET = components.declare_component("peers_leaflet", path=leaflet.BASE_DIR).name


def empty_map() -> folium.Map:
    """Make a map that asks this server alone for Leaflet."""
    made = folium.Map(location=CENTRE, zoom_start=ZOOM, tiles=None, prefer_canvas=True, maxZoom=17)
    made.default_js = [("leaflet", f"../{_LEAFLET}/leaflet.js")]
    made.default_css = [("leaflet", f"../{_LEAFLET}/leaflet.css")]
    return made
