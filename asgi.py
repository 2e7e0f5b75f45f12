"""The dashboard with its server: ``streamlit run asgi.py``, or any ASGI server's ``asgi:app``.

``streamlit run app.py`` serves the same pages; from here a new visitor has them sooner.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from lib.ui.files_at_hand import FilesAtHand

app = st.App(Path(__file__).with_name("app.py"), middleware=[Middleware(FilesAtHand)])
