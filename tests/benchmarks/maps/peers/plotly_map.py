"""A plotly scatter map, on a white base that needs no other host."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from tests.benchmarks.maps.peers.shared import CENTRE, HEIGHT, ZOOM, boroughs, chosen_placements

BLUE = "rgba(18, 67, 109, 0.6)"

shown = chosen_placements()
gap = np.full(len(shown), np.nan)


def along_lines(which: str) -> np.ndarray:
    """Give one coordinate of all lines, with a gap after each."""
    return np.column_stack([shown[f"origin_{which}"], shown[f"placement_{which}"], gap]).ravel()


figure = go.Figure(
    [
        go.Scattermap(
            lat=along_lines("lat"),
            lon=along_lines("lon"),
            mode="lines",
            line={"width": 1, "color": BLUE},
        ),
        go.Scattermap(
            lat=shown["placement_lat"],
            lon=shown["placement_lon"],
            mode="markers",
            marker={"size": 6, "color": BLUE},
        ),
    ],
    layout={
        "height": HEIGHT,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "showlegend": False,
        "uirevision": "the reader's own view",
        "map": {
            "style": "white-bg",
            "center": {"lat": CENTRE[0], "lon": CENTRE[1]},
            "zoom": ZOOM - 1,
            "layers": [
                {
                    "type": "line",
                    "source": boroughs(),
                    "color": BLUE,
                    "line": {"width": 1},
                }
            ],
        },
    },
)
st.plotly_chart(figure, key="map")
