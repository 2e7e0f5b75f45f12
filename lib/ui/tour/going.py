"""Links to other views, followed as the browser's own buttons do: nothing of the visit is lost."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import streamlit as st

from lib.links.asked import Key

_HERE: Final = Path(__file__)

_KEPT: Final = (Key.AUDIENCE, Key.AS_AT)
"""Of the address: whose view it is, and of which date."""

_links: Final = st.components.v2.component(
    "closer_going",
    html="<nav></nav>",
    css=_HERE.with_suffix(".css").read_text("utf-8"),
    js=_HERE.with_suffix(".js").read_text("utf-8"),
)


class Going(NamedTuple):
    """A link: what it says, and where to; ``is_next`` is taken by the keyboard first."""

    said: str
    to: str
    is_next: bool = False


def going(links: Sequence[Going], *, name: str, key: str, section: str = "") -> None:
    """
    Draw links beside each other.

    Parameters
    ----------
    name
        Of the group, for those who do not see it.
    section
        How a part of this page begins that a button brings into view; empty for none.
    """
    _links(
        key=key,
        data={
            "name": name,
            "links": [one._asdict() for one in links],
            "section": section,
            "kept": [str(name) for name in _KEPT],
        },
    )
