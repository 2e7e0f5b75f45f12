"""The documented faster way: a constant base, and one GeoJson in `feature_group_to_add`."""

from typing import Any

import folium
import pandas as pd
from streamlit_folium import st_folium

from tests.benchmarks.maps.peers.offline import empty_map
from tests.benchmarks.maps.peers.shared import HEIGHT, boroughs, chosen_placements


def features(shown: pd.DataFrame) -> list[dict[str, Any]]:
    """Give each placement as a line and a point."""
    found = []
    for one in shown.itertuples():
        placement = (one.placement_lon, one.placement_lat)
        line = [(one.origin_lon, one.origin_lat), placement]
        for kind, at in (("LineString", line), ("Point", placement)):
            geometry = {"type": kind, "coordinates": at}
            found.append({"type": "Feature", "properties": {}, "geometry": geometry})
    return found


base = empty_map()
folium.GeoJson(boroughs(), style_function=lambda _: {"weight": 1, "fillOpacity": 0.1}).add_to(base)
group = folium.FeatureGroup("placements")
folium.GeoJson(
    {"type": "FeatureCollection", "features": features(chosen_placements())},
    marker=folium.CircleMarker(radius=3, weight=1),
    style_function=lambda _: {"weight": 1},
).add_to(group)
st_folium(
    base,
    key="map",
    height=HEIGHT,
    use_container_width=True,
    feature_group_to_add=group,
    returned_objects=[],
)
