"""A sheet: text and tables of a page, which the browser draws once it is at rest.

The map is what a reader watches after a click, so what stands around it gives way. Only what
differs from before is changed: focus, place and what is open stay. The rows of a table can be
buttons that choose.
"""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Final

import streamlit as st

from lib.disclosure.released import Audience
from lib.ui.markup import text

_sheet: Final = st.components.v2.component(
    "closer_sheet",
    js=Path(__file__).with_name("sheet.js").read_text("utf-8"),
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


def sheet(
    parts: Iterable[str],
    *,
    name: str,
    audience: Audience | None,
    values: Collection[str] = (),
    choose: Callable[[str], None] | None = None,
) -> None:
    """
    Draw text and tables.

    Parameters
    ----------
    parts
        HTML from `lib.ui.markup`, each drawn by itself; an empty one is left out. The browser
        makes of it only the elements and attributes that ``sheet.js`` lists.
    name
        Tells the sheets of a page apart.
    audience
        Whose figures these are. Those of another leave the page at once, and not when the
        browser is at rest. None of published figures, which are everybody's.
    values
        Those of the buttons from `row_button`; whatever else a browser may send is dropped.
    choose
        Called with the value before the script runs, so that one run shows the choice. A sheet
        of which nothing can be chosen has neither.
    """
    key = f"sheet-{name}-{audience or 'published'}"

    def pressed() -> None:
        value = st.session_state[key].pressed
        if choose and isinstance(value, str) and value in values:
            choose(value)

    _sheet(
        key=key,
        data={"parts": [part for part in parts if part], "audience": audience},
        on_pressed_change=pressed,
    )
