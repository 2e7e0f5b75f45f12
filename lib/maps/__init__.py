"""Released tables to folium objects. Knows no Streamlit."""
