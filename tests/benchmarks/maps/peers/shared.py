"""What every peer is given: the same boroughs, the same placements, the same selectbox."""

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

PLACEMENTS = "MAP_BENCH_PLACEMENTS"
"""Variable that names the file of placements, as `tests.benchmarks.maps.returns` writes it."""

BOROUGHS = Path(__file__).parents[4] / "geodata" / "boundaries" / "boroughs_web.geojson"
EVERYWHERE = "All boroughs"
CENTRE = (51.55, 0.05)
ZOOM = 10
HEIGHT = 640


@st.cache_resource
def placements() -> pd.DataFrame:
    """One row a placement: its borough, and both ends in degrees."""
    return pd.read_parquet(os.environ[PLACEMENTS])


@st.cache_resource
def boroughs() -> dict[str, Any]:
    """Outlines as GeoJSON, in memory."""
    outlines: dict[str, Any] = json.loads(BOROUGHS.read_text("utf-8"))
    return outlines


def chosen_placements() -> pd.DataFrame:
    """Ask for a borough, say how many placements it has, and give them."""
    every = placements()
    options = [EVERYWHERE, *sorted(every["borough"].unique())]
    chosen = st.selectbox("Children of", options, key="borough")
    shown = every if chosen == EVERYWHERE else every[every["borough"] == chosen]
    st.text(f"{chosen}: {len(shown)} placements")
    return shown
