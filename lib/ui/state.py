"""What the reader has chosen: one frozen value, kept in the address of the page.

Each widget of `lib.ui.controls` is bound to the query parameter of its key and
takes nothing that is not among its options: a closed parser. So a link brings
back the view, and a stale or hostile one brings back the default.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import streamlit as st

from lib.disclosure.released import Audience
from lib.maps.state import Shown, When

_CHOSEN_AUDIENCE: Final = "audience on every page"


class Key(StrEnum):
    """Names of the widgets, which are the names in the address."""

    AUDIENCE = "audience"
    AS_AT = "as-at"
    WHEN = "map"
    WHEN_OF_CONTRACT = "contract-map"
    AREA = "borough"
    SINGLE = "single"
    CONTRACT = "contract"
    CHANGES = "changes"
    COMPARE = "compare"


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Everything that the reader chose on a page."""

    audience: Audience
    as_of: date
    when: When = When.TODAY
    area_code: str | None = None
    is_single: bool = False

    @property
    def shown(self) -> Shown:
        """The part that the map needs."""
        is_single = self.is_single and self.audience is Audience.OFFICERS
        return Shown(when=self.when, area_code=self.area_code, is_single=is_single)


def start_with(key: Key, value: StrEnum) -> None:
    """
    Give a widget its first value on a page; an address that names another wins.

    A ``default`` would not do: an empty value in the address then leaves no
    button pressed.
    """
    if st.session_state.get(key) is None:
        st.session_state[key] = value


def chosen_audience() -> Audience:
    """Whose view the reader chose last, on whichever page."""
    return Audience(st.session_state.get(_CHOSEN_AUDIENCE, Audience.OFFICERS))


def keep_audience(audience: Audience) -> None:
    """Keep whose view it is for the other pages: a widget forgets when its page is left."""
    st.session_state[_CHOSEN_AUDIENCE] = audience
