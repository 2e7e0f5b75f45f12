"""`st.pydeck_chart`, on a white base that needs no other host."""

import json

import pydeck
import streamlit as st

from tests.benchmarks.maps.peers.shared import CENTRE, HEIGHT, ZOOM, boroughs, chosen_placements

WHITE = "data:application/json," + json.dumps(
    {
        "version": 8,
        "sources": {},
        "layers": [{"id": "white", "type": "background", "paint": {"background-color": "white"}}],
    }
)
BLUE = [18, 67, 109, 160]
ORIGIN, PLACEMENT = ["origin_lon", "origin_lat"], ["placement_lon", "placement_lat"]

shown = chosen_placements()[[*ORIGIN, *PLACEMENT]]
st.pydeck_chart(
    pydeck.Deck(
        map_style=WHITE,
        initial_view_state=pydeck.ViewState(latitude=CENTRE[0], longitude=CENTRE[1], zoom=ZOOM),
        layers=[
            pydeck.Layer(
                "GeoJsonLayer", boroughs(), filled=False, get_line_color=BLUE, get_line_width=60
            ),
            pydeck.Layer(
                "LineLayer",
                shown,
                get_source_position=ORIGIN,
                get_target_position=PLACEMENT,
                get_color=BLUE,
            ),
            pydeck.Layer(
                "ScatterplotLayer",
                shown,
                get_position=PLACEMENT,
                get_radius=150,
                get_fill_color=BLUE,
            ),
        ],
    ),
    key="map",
    height=HEIGHT,
)
