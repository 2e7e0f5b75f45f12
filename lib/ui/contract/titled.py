"""A finding as a title, with measure and unit beneath it."""

import streamlit as st

from lib.ui.markup import element, text


def titled(title: str, beneath: str) -> None:
    """Write the title that a chart or a table proves."""
    quiet = element("p", text(beneath), of="cth-quiet") if beneath else ""
    st.html(element("h2", text(title), of="cth-chart-title") + quiet)
