"""The way of every tutorial: one folium object a feature, and the whole map made anew."""

import folium
from streamlit_folium import st_folium

from tests.benchmarks.maps.peers.offline import empty_map
from tests.benchmarks.maps.peers.shared import HEIGHT, boroughs, chosen_placements

shown = chosen_placements()
map_ = empty_map()
folium.GeoJson(boroughs(), style_function=lambda _: {"weight": 1, "fillOpacity": 0.1}).add_to(map_)
for one in shown.itertuples():
    placement = (one.placement_lat, one.placement_lon)
    folium.PolyLine([(one.origin_lat, one.origin_lon), placement], weight=1).add_to(map_)
    folium.CircleMarker(placement, radius=3, weight=1).add_to(map_)
st_folium(map_, height=HEIGHT, use_container_width=True)
