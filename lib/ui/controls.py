"""The widgets. Each is bound to the address of the page; together they make a `Selection`.

Where they wait for the visit's first map, a place is kept for each, and what the address asks for
is what was chosen.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

import streamlit as st

from lib.answer.boroughs.groups import GROUPS
from lib.answer.context.trend_measures import TREND_NAMES, TrendMeasure, trend_measure
from lib.answer.view import OverviewView
from lib.answer.wording import day
from lib.disclosure.released import Audience
from lib.exports.packs.views import PACK_NAMES
from lib.links.address import opening
from lib.links.asked import AUDIENCES, Asked, OnOffer, Page
from lib.maps.state import released
from lib.maps.words import TOTAL
from lib.ui import first_picture, queries, state
from lib.ui.loopback import REFUSAL, officers_are_allowed
from lib.ui.render import closed_to_officers, unusable_in_the_link
from lib.ui.state import Key, Selection, chosen_audience, keep_audience
from lib.ui.tables import ALL_BOROUGHS

_Option = TypeVar("_Option")

ALL_CHILDREN: Final = "All children"
_IS_LOST: Final = "the shared view was lost on the way back"


def audience_and_date(dates: Sequence[date]) -> Selection:
    """Choose who sees the page, and the date: one that every return covers, newest first."""
    asked = state.opened(_on_offer(dates))
    audience = _audience() if officers_are_allowed() else Audience.SHARED
    return Selection(audience=audience, as_of=_as_at(dates), opening=opening(state.page(), asked))


def date_of_a_briefing(dates: Sequence[date]) -> tuple[date, Asked]:
    """Choose the date of what is put into a file, and give what the link asks for."""
    on_offer = replace(
        _on_offer(dates),
        audiences=tuple(file_audiences()),
        packs=tuple(PACK_NAMES.values()),
    )
    asked = state.opened(on_offer)
    return _as_at(dates), asked


def file_audiences() -> Sequence[Audience]:
    """Give for whom a file can be: for all who may see shared figures, unless somebody says so."""
    return (Audience.SHARED, *((Audience.OFFICERS,) if officers_are_allowed() else ()))


def _as_at(dates: Sequence[date]) -> date:
    asked = state.asked().as_of
    return _one_of("As at", dates, key=Key.AS_AT, width=210, asked=asked, format_func=day)


def area_names(audience: Audience) -> Mapping[str, str]:
    """Name the areas of the footprint as an audience sees them, by code."""
    footprint = queries.footprint()
    if audience is Audience.OFFICERS:
        return footprint.names
    return dict(map(footprint.released_area, footprint.codes))


def no_choice() -> None:
    """Open a page on which nothing can be chosen, whatever its link asks for."""
    state.opened(OnOffer())
    unusable_in_the_link(state.unusable_in_the_link())


def explain() -> None:
    """Say what of the link could not be used, and why the officers' view is closed where it is."""
    with st.container():  # so that what stands below keeps its place
        unusable_in_the_link(state.unusable_in_the_link())
    if not officers_are_allowed():
        closed_to_officers(REFUSAL)


def choose_again() -> None:
    """Let a page whose choice was lost on the way back be drawn again, with it."""
    if st.session_state.get(_IS_LOST):
        st.rerun()


def map_view(selection: Selection, view: OverviewView) -> Selection:
    """Choose whose children the map shows, and whether one by one."""
    with st.container(horizontal=True, vertical_alignment="center", key="map-controls"):
        area_code = _area(view)
        is_single = view.lines is not None and _single()
    return replace(selection, area_code=area_code, is_single=is_single)


def borough_and_group(selection: Selection, view: OverviewView) -> Selection:
    """Choose a borough, and children alike in one field more."""
    with st.container(horizontal=True, vertical_alignment="center", key="filters"):
        area_code = _area(view)
        group_key = _group()
        is_single = view.lines is not None and _single()
    return replace(selection, area_code=area_code, group_key=group_key, is_single=is_single)


def measure_of_trends() -> TrendMeasure:
    """Choose the published measure whose trend is shown."""
    chosen = st.selectbox(
        "Trends: published measure",
        TREND_NAMES,
        key=Key.TREND,
        bind="query-params",
        width=330,
    )
    return trend_measure(chosen)


def _on_offer(dates: Sequence[date]) -> OnOffer:
    """Say what a link may ask for; the view that the reader chose last stands unasked."""
    first = chosen_audience()
    return OnOffer(
        audiences=sorted(AUDIENCES, key=lambda one: one is not first)
        if officers_are_allowed()
        else (Audience.SHARED,),
        dates=dates,
        boroughs={one: tuple(area_names(one).values()) for one in Audience},
        groups=tuple(group.name for group in GROUPS),
        trends=TREND_NAMES,
        homes=queries.published_homes().on_offer() if state.page() is Page.BOROUGHS else {},
    )


def _audience() -> Audience:
    """
    Choose whose view it is; the officers' view comes back when the reader says so and never else.

    To go back to an address that does not name the view would bring it before whoever is
    looking: then the shared view stays, and is chosen again when the run has ended.
    """
    if first_picture.fields_wait():
        first_picture.keep_the_place(width=216, height=32)
        return chosen_audience()
    if st.session_state.pop(_IS_LOST, False):
        st.session_state[Key.AUDIENCE] = chosen_audience()
    chosen = st.segmented_control(
        "Seen by",
        list(AUDIENCES),
        format_func=AUDIENCES.__getitem__,
        default=Audience.OFFICERS,
        required=True,
        key=Key.AUDIENCE,
        bind="query-params",
        label_visibility="collapsed",
        on_change=_keep_what_was_pressed,
    )
    if chosen is Audience.SHARED:
        keep_audience(chosen)
    elif chosen is not chosen_audience():
        st.session_state[_IS_LOST] = True
    return chosen_audience()


def _keep_what_was_pressed() -> None:
    keep_audience(st.session_state[Key.AUDIENCE])


def _area(view: OverviewView) -> str | None:
    rows = released(view.boroughs)
    names = {str(code): str(name) for code, name in rows["name"].items() if code != TOTAL}
    options = [ALL_BOROUGHS, *names.values()]
    before = st.session_state.get(Key.AREA, ALL_BOROUGHS)
    if before not in options:  # the other audience has other areas
        st.session_state[Key.AREA] = _with(before, names) or ALL_BOROUGHS
    asked = st.session_state.get(Key.AREA, state.asked().borough)
    chosen = _one_of("Children of", options, key=Key.AREA, width=210, asked=asked)
    return next((code for code, name in names.items() if name == chosen), None)


def _with(authority: str, areas: Mapping[str, str]) -> str | None:
    """Name the area, of those by code, that an authority is merged into."""
    codes = [code for code, name in queries.footprint().names.items() if name == authority]
    merged = (name for area, name in areas.items() if set(codes) & set(area.split("+")))
    return next(merged, None)


def _group() -> str | None:
    options = [ALL_CHILDREN, *(group.name for group in GROUPS)]
    asked = state.asked().group
    chosen = _one_of("Only", options, key=Key.GROUP, width=290, asked=asked)
    return next((group.key for group in GROUPS if group.name == chosen), None)


def _single() -> bool:
    if first_picture.fields_wait():
        first_picture.keep_the_place(width=237, height=24)
        return bool(state.asked().is_single)
    return st.toggle(
        "Single placements and homes",
        key=Key.SINGLE,
        bind="query-params",
        help="Each line runs from a child's own address to the placement. For officers alone.",
    )


def _one_of(
    label: str,
    options: Sequence[_Option],
    *,
    key: Key,
    width: int,
    asked: _Option | None,
    format_func: Callable[[_Option], str] = str,
) -> _Option:
    """Choose from a list; where its field waits, what is asked for, or else the first."""
    if first_picture.fields_wait():
        first_picture.keep_the_place(width=width)
        return asked or options[0]
    return st.selectbox(
        label,
        options,
        format_func=format_func,
        key=key,
        bind="query-params",
        width=width,
        label_visibility="collapsed",
    )
