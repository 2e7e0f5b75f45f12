"""The finding for the borough and the group that are chosen."""

import streamlit as st

from lib.answer.boroughs.view import BoroughsView
from lib.ui.markup import element, text


def headline(view: BoroughsView) -> None:
    """Give the finding, and what the group that was chosen does not filter."""
    note = element("p", text(view.group_note), of="cth-note") if view.group_note else ""
    st.html(element("h1", text(view.headline), of="cth-headline") + note)
