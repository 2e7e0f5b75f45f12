"""The least that ``st_folium`` can show beside the floor's own text: a map with nothing on it."""

import streamlit as st
from streamlit_folium import st_folium

from tests.benchmarks.maps.peers.offline import empty_map
from tests.benchmarks.maps.peers.shared import HEIGHT

OPTIONS = ["All boroughs", "Havering", "Newham", "Tower Hamlets"]

st.text(st.selectbox("Children of", OPTIONS, key="borough"))
st_folium(empty_map(), key="map", height=HEIGHT, use_container_width=True, returned_objects=[])
