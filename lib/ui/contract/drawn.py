"""A contract's charts: each drawn once, and shown at every rerun."""

import json
from collections.abc import Callable
from typing import Final
from weakref import WeakKeyDictionary

import altair as alt
import streamlit as st

from lib.answer.contract.view import ContractView
from lib.charts.style import palette_of
from lib.maps.palette import Palette

_DRAWN: Final[WeakKeyDictionary[ContractView, dict[tuple[str, bool], str]]] = WeakKeyDictionary()
"""By answer, which `lib.ui.queries` keeps: a chart goes when its answer goes."""


def show(view: ContractView, name: str, draw: Callable[[Palette], alt.Chart]) -> None:
    """
    Show a chart of a contract's figures.

    Altair takes a tenth of a second to check a chart, longer than all else that a rerun does.

    Parameters
    ----------
    name
        Of the chart, one of its own.
    draw
        Takes the colours. What it draws must follow from ``view`` and colours alone.
    """
    is_dark = st.context.theme.type == "dark"
    drawn = _DRAWN.setdefault(view, {})
    if (name, is_dark) not in drawn:
        drawn[name, is_dark] = json.dumps(draw(palette_of(is_dark=is_dark)).to_dict())
    st.vega_lite_chart(json.loads(drawn[name, is_dark]), theme=None)
