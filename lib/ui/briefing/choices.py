"""What goes into a briefing: pack, audience, boroughs, contract, own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st

from lib.answer.boroughs.groups import GROUPS
from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.domain.contract_changes import changed, from_link
from lib.exports.briefing import LONGEST_NOTE, LONGEST_TITLE
from lib.exports.packs.views import PACK_NAMES, PACK_SAYS, Chosen, Pack
from lib.links.address import opening
from lib.links.asked import AUDIENCES, Asked, Key, Page
from lib.maps.control_words import MODE_NAMES
from lib.maps.state import Layer
from lib.ui import queries
from lib.ui.contract import link, opened
from lib.ui.controls import ALL_CHILDREN, area_names, file_audiences
from lib.ui.markup import bullets, element, text
from lib.ui.state import Selection
from lib.ui.tables import ALL_BOROUGHS

_TITLE: Final = "briefing-title"
_NOTE: Final = "briefing-note"
_OWN_WORDS: Final = (
    "Your words go into the files as they stand, and into no link: whoever opens a copied link "
    "of this page sees it without them."
)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the reader wants in the file, and the contract that it is about."""

    selection: Selection
    chosen: Chosen
    contract: Contract


def wanted(as_of: date, asked: Asked) -> Wanted:
    """Let the reader choose; what the link carries and no field shows goes along."""
    pack = _pack()
    audience = _seen_by()
    names = {name: code for code, name in area_names(audience).items()}
    areas: tuple[str, ...] = ()
    group_key = None
    if pack is Pack.CABINET:
        areas = _one_area(names)
        group_key = _group() if audience is Audience.OFFICERS else None
        _map_shows()
        asked = _with_map_of(asked)
    elif pack is Pack.BOROUGHS:
        areas = _some_areas(names, asked.borough)
    contract = _contract(asked)
    return Wanted(
        selection=Selection(audience=audience, as_of=as_of, group_key=group_key),
        chosen=Chosen(
            pack=pack,
            areas=areas,
            group_key=group_key,
            opening=opening(Page.BRIEFING, asked),
            title=_own_title(),
            note=_own_note(),
        ),
        contract=contract,
    )


def _pack() -> Pack:
    names = {name: pack for pack, name in PACK_NAMES.items()}
    chosen = st.radio(
        "Pack",
        list(names),
        captions=list(PACK_SAYS.values()),
        key=Key.PACK,
        bind="query-params",
        on_change=_take_the_borough_along,
    )
    return names[chosen]


def _take_the_borough_along() -> None:
    """Let the borough that was chosen for one page be the one of the pack of boroughs."""
    area = st.session_state.get(Key.AREA, ALL_BOROUGHS)
    if area != ALL_BOROUGHS and not st.session_state.get(Key.AREAS):
        st.session_state[Key.AREAS] = [area]


def _seen_by() -> Audience:
    audiences = file_audiences()
    if len(audiences) == 1:
        return audiences[0]
    chosen = st.segmented_control(
        "Who will see the file",
        list(audiences),
        format_func=AUDIENCES.__getitem__,
        default=Audience.SHARED,
        required=True,
        key=Key.SEEN_BY,
        bind="query-params",
    )
    if chosen is Audience.OFFICERS:
        st.html(
            element(
                "p",
                "Full counts, not for publication: every page says whose view it is.",
                of="cth-note",
            )
        )
    return Audience(chosen)


def _one_area(names: Mapping[str, str]) -> tuple[str, ...]:
    options = [ALL_BOROUGHS, *names]
    if st.session_state.get(Key.AREA, ALL_BOROUGHS) not in options:
        st.session_state[Key.AREA] = ALL_BOROUGHS  # the other audience has other areas
    chosen = st.selectbox("Children of", options, key=Key.AREA, bind="query-params")
    return (names[chosen],) if chosen in names else ()


def _some_areas(names: Mapping[str, str], borough: str | None) -> tuple[str, ...]:
    """Choose boroughs; a link that names one alone, as those of other packs do, means it."""
    if borough in names and Key.AREAS not in {*st.session_state, *st.query_params}:
        st.session_state[Key.AREAS] = [borough]
    before = st.session_state.get(Key.AREAS, [])
    if any(name not in names for name in before):
        st.session_state[Key.AREAS] = [name for name in before if name in names]
    chosen = st.multiselect(
        "Boroughs",
        list(names),
        key=Key.AREAS,
        bind="query-params",
        placeholder="All boroughs",
    )
    return tuple(names[name] for name in chosen)


def _group() -> str | None:
    chosen = st.selectbox(
        "Which children",
        [ALL_CHILDREN, *(group.name for group in GROUPS)],
        key=Key.GROUP,
        bind="query-params",
    )
    return next((group.key for group in GROUPS if group.name == chosen), None)


def _map_shows() -> None:
    st.selectbox(
        "The map shows",
        list(MODE_NAMES.values()),
        key=Key.MODE,
        bind="query-params",
    )


def _with_map_of(asked: Asked) -> Asked:
    """Take from the field which picture it is; where it stands and its layers are the link's."""
    modes = {name: mode for mode, name in MODE_NAMES.items()}
    carried = [
        "its place and zoom" if asked.centre is not None else "",
        "its layers" if asked.layers not in (None, frozenset(Layer)) else "",
    ]
    said = " and ".join(filter(None, carried))
    if said:
        st.html(
            element(
                "p",
                text(f"From the view that you came from, the map keeps {said}."),
                of="cth-quiet",
            )
        )
        st.button(
            "Show the whole footprint, with everything on it",
            type="tertiary",
            on_click=_forget_the_place,
        )
    return Asked(**{**vars(asked), "mode": modes[st.session_state[Key.MODE]]})


def _forget_the_place() -> None:
    for key in (Key.CENTRE, Key.ZOOM, Key.LAYERS):
        if key in st.query_params:
            del st.query_params[key]


def _contract(asked: Asked) -> Contract:
    """Find the contract that the link names, with its changes; else the partnership's own."""
    file = opened.kept()
    named = {one.name: one for one in queries.presets().values()}
    if file is not None:
        named[file.contract.name] = file.contract
    base = named.get(asked.contract or "", queries.contract())
    found = link.taken(base, from_link(asked.changes or ""))
    refused = list(found.refused)
    if asked.contract and asked.contract not in named:
        refused.append(
            f"The contract “{asked.contract}” is not here: one that was opened from a file stays "
            "with whoever opened it."
        )
    said = f"Contract: {base.name}"
    if found.changes:
        said += f", changed in: {link.names_of(found.changes)}"
    st.html(element("p", text(said)))
    if refused:
        st.html(f'<div class="cth-note" role="status">{bullets(refused)}</div>')
    return changed(base, found.changes)


def _own_title() -> str:
    return st.text_input(
        "Title",
        max_chars=LONGEST_TITLE,
        key=_TITLE,
        placeholder="The finding, as it stands in the preview",
        help=_OWN_WORDS,
        persist_state="session",
    )


def _own_note() -> str:
    return st.text_area(
        "Note on the first page",
        max_chars=LONGEST_NOTE,
        key=_NOTE,
        placeholder="What those who read it should know",
        help=f"Name no child and no home. {_OWN_WORDS}",
        persist_state="session",
    )
