"""Which contract the page starts from, and the reader's changes to it: kept, and brought back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.domain.contract_changes import as_link, changed, differences, from_link
from lib.ui.contract import controls, link
from lib.ui.contract.opened import Opened
from lib.ui.markup import bullets, element, text
from lib.ui.state import Key

_NOW: Final = "contract that was chosen, and its changes"
_ELSEWHERE: Final = "the link's contract is not here"
_LEFT: Final = "changes to the contract chosen before"
_WANTED: Final = "changes to fill the fields with"
_ON_THE_PAGE: Final = "change this contract"
"""A widget that is forgotten when its page is left."""


@dataclass(frozen=True, kw_only=True)
class _Now:
    """
    What the last run ended with.

    ``choices`` decide which children can have a bed; the shared view keeps them and does
    not apply them. ``written`` stands in the address. ``refused`` says what a link held
    that cannot be.
    """

    key: str
    base: Contract
    changes: Mapping[str, str]
    choices: Mapping[str, str]
    written: str | None
    is_too_long: bool
    values: Mapping[str, object]
    refused: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Left:
    """Changes to a contract that is not chosen any more."""

    key: str
    name: str
    changes: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Start:
    """What chooses children, as it was changed last, and what a link held amiss."""

    choices: Mapping[str, str]
    refused: tuple[str, ...] = ()


def preset(
    presets: Mapping[str, Contract], own: Contract, opened: Opened | None
) -> tuple[str, Contract]:
    """
    Choose the contract to start from: one on offer, or one opened from a file.

    Parameters
    ----------
    own
        The partnership's own contract, from which it is told what another differs in.
    """
    options = [*presets, *([opened.key] if opened else [])]
    names = {key: one.name for key, one in presets.items()}
    if opened:
        names[opened.key] = f"From a file: {opened.contract.name}"
        if opened.is_new:
            st.session_state[Key.CONTRACT] = opened.key
            opened.seen()
    asked = st.query_params.get(Key.CONTRACT)
    now = _now()
    if asked is None and now and Key.CONTRACT not in st.session_state and now.key in names:
        st.session_state[Key.CONTRACT] = now.key  # a widget forgets when its page is left
    if asked is not None and asked not in names.values():
        st.session_state[_ELSEWHERE] = True
    chosen = st.selectbox(
        "Contract",
        options,
        format_func=lambda key: names.get(key, key),
        key=Key.CONTRACT,
        bind="query-params",
        help="Each is a contract to start from. Whatever you change, the link keeps.",
        on_change=_forget,
        args=(_ELSEWHERE,),
    )
    key = chosen if chosen in names else options[0]
    base = opened.contract if opened and key == opened.key else presets[key]
    with st.container():  # so that what stands below keeps its place, and stays as it was opened
        if st.session_state.get(_ELSEWHERE):
            _note(
                "The contract that this link names is not here: one that was opened from a file "
                f"stays with whoever opened it. Shown instead is “{base.name}”, without the link's "
                "changes. Ask for the file, and open it here."
            )
        if apart := link.names_of(differences(base, own)):
            st.html(element("p", text(f"Differs from “{own.name}” in: {apart}"), of="cth-quiet"))
    return key, base


def start(key: str, base: Contract) -> Start:
    """
    Give the fields their values when they need others than they hold.

    The link's at first and when the reader goes back or forward; the chosen contract's when
    another is chosen. What the reader changes elsewhere leaves them as they are.
    """
    now, asked = _now(), st.query_params.get(Key.CHANGES)
    if _WANTED in st.session_state:
        return _take(base, st.session_state.pop(_WANTED))
    if now is None:
        is_here = not st.session_state.get(_ELSEWHERE)
        return _take(base, from_link(asked) if asked and is_here else {})
    is_another = now.key != key
    # A field that was changed in this very run is newer than what stands in the address.
    is_edited = not is_another and controls.values() != now.values
    if asked != now.written and not is_edited:
        is_back_from_a_page = _ON_THE_PAGE not in st.session_state
        if asked or not (is_another or is_back_from_a_page):
            return _take(base, from_link(asked or ""))
    if is_another:
        if now.changes:
            left = _Left(key=now.key, name=now.base.name, changes=now.changes)
            st.session_state[_LEFT] = left
        return _take(base, {})
    return Start(choices=now.choices, refused=now.refused)


def keep(
    key: str, base: Contract, made: Contract, begun: Start, choices: Mapping[str, str]
) -> None:
    """Keep what the reader made, in the session and, where it is short enough, in the address."""
    applied = differences(made, base)
    written = as_link(applied)
    if written:
        st.query_params[Key.CHANGES] = written
    elif Key.CHANGES in st.query_params:
        del st.query_params[Key.CHANGES]
    st.session_state[_NOW] = _Now(
        key=key,
        base=base,
        changes={**choices, **applied},
        choices=choices,
        written=written or None,
        is_too_long=written is None,
        values=controls.values(),
        refused=begun.refused,
    )


def show_or_hide() -> None:
    """On a narrow screen, let the reader ask for the fields; a wide one has room for them."""
    st.toggle("Change this contract", key=_ON_THE_PAGE, on_change="ignore")


def undo() -> None:
    """Offer to go back to the contract as it was chosen; the place is there before it is needed."""
    now = _now()
    st.button(
        "Undo all changes",
        type="tertiary",
        disabled=not (now and now.changes),
        on_click=_want,
        args=({},),
    )


def notes(audience: Audience, on_offer: Collection[str]) -> None:
    """
    Say what is not applied, and why; offer what was left with another contract.

    Parameters
    ----------
    on_offer
        Keys of the contracts that can be chosen.
    """
    now = _now()
    if now is None:
        return
    if now.refused:
        _note("Some changes could not be read and are left out; the others stand.", now.refused)
    if audience is not Audience.OFFICERS and now.choices:
        _note(
            "In the shared view what chooses children cannot be changed: narrowed far enough, a "
            "contract would answer any count. Left out here; other changes stand.",
            [link.names_of(now.choices)],
        )
    if now.is_too_long:
        _note("These changes are too many for a link: save the contract as a file, below.")
    left: _Left | None = st.session_state.get(_LEFT)
    if left:
        _offer(left, now, can_go_back=left.key in on_offer)


def _offer(left: _Left, now: _Now, *, can_go_back: bool) -> None:
    """Offer the changes to the contract that was chosen before."""
    is_here = left.key == now.key
    _note(f"Your changes to “{left.name}” are not applied:", [link.names_of(left.changes)])
    with st.container(horizontal=True, gap="small"):
        if not is_here:
            both = {**now.changes, **left.changes}
            st.button("Make them here too", type="tertiary", on_click=_want, args=(both,))
        if can_go_back:
            st.button(
                "Bring them back" if is_here else "Go back to that contract with them",
                type="tertiary", on_click=_want, args=(left.changes, left.key),
            )  # fmt: skip


def _want(changes: Mapping[str, str], key: str | None = None) -> None:
    """Ask that the fields are filled anew with changes, to the contract chosen or to another."""
    st.session_state[_WANTED] = changes
    if key is not None:
        st.session_state[Key.CONTRACT] = key
    _forget(_LEFT)


def _take(base: Contract, changes: Mapping[str, str]) -> Start:
    """Fill the fields with a contract and those changes to it that it can take."""
    found = link.taken(base, changes)
    whole = changed(base, found.changes)
    controls.fill(whole)
    choices = {
        key: said for key, said in differences(whole, base).items() if link.chooses_children(key)
    }
    return Start(choices=choices, refused=found.refused)


def _note(said: str, what: Sequence[str] = ()) -> None:
    # as HTML that is escaped: a message of Streamlit's would read a link's text as Markdown,
    # and fetch a picture that it names
    content = element("p", text(said)) + (bullets(what) if what else "")
    st.html(f'<div class="cth-note" role="status">{content}</div>')


def _forget(key: str) -> None:
    st.session_state.pop(key, None)


def _now() -> _Now | None:
    found: _Now | None = st.session_state.get(_NOW)
    return found
