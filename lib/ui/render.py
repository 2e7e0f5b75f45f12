"""One answer on the screen: badges, sentences, notes."""

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.answer.contract.view import ContractView
from lib.answer.story import ALL_IS_KNOWN
from lib.answer.view import OverviewView
from lib.answer.wording import lower_first
from lib.links.tour import NOT_KNOWN
from lib.maps.picture import MARKS, mark
from lib.ui import sent
from lib.ui.markup import bullets, details, element, paragraphs, text
from lib.ui.state import Selection

_FORECAST_OF: Final = "whose forecast stands on Overview, and of which date"
_TITLE_OF_UNKNOWNS: Final = element("h2", NOT_KNOWN, of="cth-unknowns")


def badges(view: OverviewView) -> None:
    """Say what the figures are made of, and who may see them."""
    marking(mark(view))


def marking(said: str) -> None:
    """Say it of whatever is on the page."""
    if said:
        kind = "is-invented" if said == MARKS["invented"] else "is-sensitive"
        st.html(f'<p class="cth-badge {kind}">{text(said)}</p>')
    if sent.in_use() is not None:
        st.html('<p class="cth-badge is-sent">Files that you sent</p>')


def headline(view: OverviewView) -> None:
    """Give the answer, its proof and the trend."""
    st.html(
        element("h1", text(view.headline), of="cth-headline")
        + element("div", paragraphs((view.proof_sentence, view.trend_sentence)), of="cth-support")
    )


def place_for_the_forecast(selection: Selection) -> DeltaGenerator:
    """
    Keep a place beneath the answer for what takes longer.

    What stands there stays until it comes anew, so that nothing beneath it moves; unless it is of
    another audience or date.
    """
    place = st.container(key="forecast-place")
    whose = (selection.audience, selection.as_of)
    if st.session_state.get(_FORECAST_OF) == whose:
        return place
    st.session_state[_FORECAST_OF] = whose
    cleared = place.empty()
    cleared.html(element("p", text("Forecast: follows."), of="cth-quiet cth-forecast is-awaited"))
    return cleared


def forecast(place: DeltaGenerator, view: ContractView | None) -> None:
    """Give the forecast beside the bound, in one sentence, and where it is worked out."""
    if view is None:
        place.empty()
        return
    with place.container(horizontal=True, vertical_alignment="center", key="forecast"):
        st.html(element("p", text(f"Forecast: {lower_first(view.headline)}"), of="cth-forecast"))
        st.page_link("pages/block_contract.py", label="See the block contract →")


def unknowns(view: OverviewView) -> None:
    """Say what is not known, and which rules are off; of all children also that nothing is."""
    said = not_known(view) or _TITLE_OF_UNKNOWNS + element("p", text(ALL_IS_KNOWN))
    st.html(said)


def not_known(view: OverviewView) -> str:
    """Write what is not known, and which rules are off."""
    said = (*view.unknowns, *view.rules_off)
    return _TITLE_OF_UNKNOWNS + bullets(said) if said else ""


def how_measured(view: OverviewView) -> None:
    """Give the definitions and the sources, one click away."""
    returns = f"Returns {view.data_hash[:12]}, as at {view.as_of:%d/%m/%Y}."
    assumed = details("What the contract assumes", bullets(view.assumptions))
    notes = (
        details("How it is measured", bullets(view.notes))
        + element("div", assumed, of="cth-assumed")
        + details("Sources", paragraphs((*view.sources, returns)))
    )
    st.html(element("div", notes, of="cth-measured"))  # so named, steps of the tour print them
    why_hidden(view)


def why_hidden(view: OverviewView) -> None:
    """Lead to what is said of hidden figures, where any is hidden."""
    if view.boroughs.hidden:
        st.page_link("pages/methods.py", label="Why some figures are hidden →")


def closed_to_officers(reason: str) -> None:
    """Say plainly why the officers' view cannot be chosen."""
    st.html(f'<p class="cth-note" role="note">{text(reason)}</p>')


def unusable_in_the_link(notices: Sequence[str]) -> None:
    """Say, quietly, what of the link could not be used and what is shown instead."""
    if not notices:
        return
    (first, *others) = notices
    if not others:
        said = text(f"Part of this link could not be used: {lower_first(first)}")
        st.html(f'<p class="cth-note" role="status">{said}</p>')
        return
    said = element("p", "Parts of this link could not be used.") + bullets(notices)
    st.html(f'<div class="cth-note" role="status">{said}</div>')
