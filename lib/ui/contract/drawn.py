"""A contract's charts: each drawn once, and shown at every rerun."""

from collections.abc import Callable
from typing import Any

import altair as alt
import streamlit as st

from lib.answer.contract.compare import made_with
from lib.answer.contract.view import ContractView
from lib.charts.style import palette_of
from lib.domain.contract_toml import contract_to_toml
from lib.domain.scenario import MadeWith
from lib.maps.palette import Palette

_KEPT = 256
"""Specifications of some ten kilobytes."""


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
    specification = _specification(
        name, contract_to_toml(view.contract), made_with(view), is_dark=is_dark, _draw=draw
    )
    st.vega_lite_chart(specification, theme=None)


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _specification(
    name: str,  # noqa: ARG001 (a part of the key)
    contract: str,  # noqa: ARG001
    figures: MadeWith,  # noqa: ARG001
    *,
    is_dark: bool,
    _draw: Callable[[Palette], alt.Chart],
) -> dict[str, Any]:
    specification: dict[str, Any] = _draw(palette_of(is_dark=is_dark)).to_dict()
    return specification
