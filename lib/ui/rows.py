"""Tables whose rows can be chosen: the heading of a row is a button.

The table is a table of the page, as `lib.ui.markup` writes it; beside it stands a small
component without a picture of its own, which tells the server what was pressed.
"""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

import streamlit as st

from lib.ui.markup import text

_pressed: Final = st.components.v2.component(
    "closer_rows",
    js=Path(__file__).with_name("rows.js").read_text("utf-8"),
    isolate_styles=False,
)


def row_button(name: object, *, value: str, is_chosen: bool | None) -> str:
    """
    Write the heading of a row that can be chosen.

    Parameters
    ----------
    value
        What the server is told.
    is_chosen
        None of a row that undoes a choice: it has no state of its own.
    """
    state = "" if is_chosen is None else f' aria-pressed="{str(is_chosen).lower()}"'
    return (
        f'<button type="button" class="cth-row" value="{text(value)}"{state}>{text(name)}</button>'
    )


def choosable(
    html: str, *, name: str, values: Collection[str], choose: Callable[[str], None]
) -> None:
    """
    Draw a table whose rows can be chosen.

    Parameters
    ----------
    html
        The table, its row headings from `row_button`.
    name
        Tells the tables of a page apart.
    values
        Those of the buttons; whatever else a browser may send is dropped.
    choose
        Called with the value before the script runs, so that one run shows the choice.
    """
    key = f"pressed-{name}"

    def pressed() -> None:
        value = st.session_state[key].pressed
        if isinstance(value, str) and value in values:
            choose(value)

    with st.container(key=f"rows-{name}", gap=None):
        st.html(html)
        _pressed(key=key, on_pressed_change=pressed)
