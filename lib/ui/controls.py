"""The widgets. Each is bound to the address of the page; together they make a `Selection`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from lib.answer.view import OverviewView
from lib.answer.wording import day
from lib.disclosure.released import Audience
from lib.maps.state import When, released
from lib.maps.words import TOTAL
from lib.ui.loopback import REFUSAL, is_forwarded, is_loopback
from lib.ui.render import closed_to_officers
from lib.ui.state import Key, Selection, chosen_audience, keep_audience, start_with

_AUDIENCES = {Audience.OFFICERS: "Officers' view", Audience.SHARED: "Shared view"}
_WHENS = {When.TODAY: "Today", When.WITH_CONTRACT: "With the contract"}
_EVERYWHERE = "All boroughs"


def officers_are_allowed() -> bool:
    """Say whether single records may be shown: this machine alone can reach the server."""
    address = st.get_option("server.address")
    return is_loopback(address) and not is_forwarded(st.context.headers.keys())


def audience_and_date(dates: Sequence[date]) -> Selection:
    """Choose who sees the page, and the date: one that every return covers, newest first."""
    audience = _audience() if officers_are_allowed() else Audience.SHARED
    as_of = st.selectbox(
        "As at",
        list(dates),
        format_func=day,
        key=Key.AS_AT,
        bind="query-params",
        width=210,
        label_visibility="collapsed",
    )
    return Selection(audience=audience, as_of=as_of)


def explain_refusal() -> None:
    """Say why the officers' view cannot be chosen, where it cannot."""
    if not officers_are_allowed():
        closed_to_officers(REFUSAL)


def map_view(
    selection: Selection,
    view: OverviewView,
    *,
    key: Key = Key.WHEN,
    at_first: When = When.TODAY,
) -> Selection:
    """
    Choose what the map shows.

    Parameters
    ----------
    key
        Of the switch between today and the contract: each page remembers its own.
    """
    rows = released(view.boroughs).drop(index=TOTAL)
    areas = {str(code): str(name) for code, name in rows["name"].items()}
    with st.container(horizontal=True, vertical_alignment="center", key="map-controls"):
        last = f"{key} chosen last"  # a widget forgets when its page is left
        start_with(key, st.session_state.get(last, at_first))
        when = st.segmented_control(
            "The map shows",
            list(_WHENS),
            format_func=_WHENS.__getitem__,
            required=True,
            key=key,
            bind="query-params",
            label_visibility="collapsed",
        )
        st.session_state[last] = when or at_first
        area_code = _area(areas)
        is_single = view.lines is not None and _single()
    return replace(selection, when=when or When.TODAY, area_code=area_code, is_single=is_single)


def _audience() -> Audience:
    start_with(Key.AUDIENCE, chosen_audience())
    chosen = st.segmented_control(
        "Seen by",
        list(_AUDIENCES),
        format_func=_AUDIENCES.__getitem__,
        required=True,
        key=Key.AUDIENCE,
        bind="query-params",
        label_visibility="collapsed",
    )
    audience = chosen or chosen_audience()
    keep_audience(audience)
    return audience


def _area(names: Mapping[str, str]) -> str | None:
    chosen = st.selectbox(
        "Children of",
        [_EVERYWHERE, *names.values()],
        key=Key.AREA,
        bind="query-params",
        width=210,
        label_visibility="collapsed",
    )
    return next((code for code, name in names.items() if name == chosen), None)


def _single() -> bool:
    return st.toggle(
        "Single placements and homes",
        key=Key.SINGLE,
        bind="query-params",
        help="Each line runs from a child's own address to the placement. For officers alone.",
    )
