"""The floor, by the server that the product has."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from lib.ui.files_at_hand import FilesAtHand

app = st.App(Path(__file__).with_name("empty.py"), middleware=[Middleware(FilesAtHand)])
