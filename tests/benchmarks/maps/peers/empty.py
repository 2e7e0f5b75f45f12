"""The floor: one selectbox and a line of text. Nothing else is imported."""

import streamlit as st

OPTIONS = ["All boroughs", "Havering", "Newham", "Tower Hamlets"]

st.text(st.selectbox("Children of", OPTIONS, key="borough"))
