"""Closer to Home: where children in residential care live, and how many could live nearer."""

import streamlit as st

from lib.ui.frame import open_app

open_app()
st.navigation(
    [
        st.Page("pages/overview.py", title="Overview", default=True),
        st.Page("pages/returns.py", title="Returns", url_path="returns"),
        st.Page("pages/methods.py", title="Methods", url_path="methods"),
    ],
    position="top",
).run()
