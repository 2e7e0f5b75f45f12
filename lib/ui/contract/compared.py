"""Contracts to set beside the one above: chosen, worked out, kept."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

import streamlit as st

from lib.answer.contract.compare import MOST
from lib.answer.contract.terms import in_one_line
from lib.answer.contract.view import ContractView
from lib.answer.wording import listed
from lib.domain.contract import Contract
from lib.errors import ConfigurationError, DisclosureError
from lib.ui.contract import opened
from lib.ui.contract.titled import titled
from lib.ui.markup import element, text
from lib.ui.state import Key

_OTHERS: Final = MOST - 1
_IN_VAIN: Final = "contracts that a link named in vain"
_CHOSEN: Final = "contracts chosen to compare"
"""Kept for the reader who comes back: a widget forgets when its page is left."""


def others(presets: Mapping[str, Contract], this: Contract) -> list[Contract]:
    """Choose the contracts to set beside this one; of more than three the first three."""
    options = [key for key, one in presets.items() if one != this]
    _say_what_the_link_names_in_vain({one.name for one in presets.values()})
    before = st.session_state.get(_CHOSEN)
    if before and Key.COMPARE not in st.session_state and Key.COMPARE not in st.query_params:
        st.session_state[Key.COMPARE] = [key for key in before if key in options]
    # no limit of the widget's: it would end the page where more than three are sent
    chosen = st.multiselect(
        "Contracts to compare with the one above",
        options,
        format_func=lambda key: presets[key].name if key in presets else key,
        key=Key.COMPARE,
        bind="query-params",
        placeholder="Choose up to three",
        select_all=False,
        on_change=_forget_the_link,
    )
    st.session_state[_CHOSEN] = chosen
    found = [presets[key] for key in chosen if key in options]
    if len(found) > _OTHERS:
        left_out = listed([one.name for one in found[_OTHERS:]])
        st.html(
            element(
                "p",
                text(
                    f"Three at most are set beside it: left out here: {left_out}. Remove one to "
                    "make room."
                ),
                of="cth-note",
            )
        )
    return found[:_OTHERS]


def worked_out(
    contracts: Sequence[Contract],
    answer: Callable[[Contract, Callable[[float], object]], ContractView],
) -> list[ContractView]:
    """
    Work out each contract; one that may not be asked about is refused with the reason.

    Parameters
    ----------
    answer
        Takes the contract, and whom to tell the share that is done.
    """
    place = st.empty()
    views = []
    for at, one in enumerate(contracts, start=1):
        said = f"Working out contract {at} of {len(contracts)} to compare with"
        try:
            views.append(answer(one, partial(place.progress, text=said)))
        except (ConfigurationError, DisclosureError) as error:
            st.html(element("p", text(f"{one.name} is left out. {error}"), of="cth-note"))
    place.empty()
    return views


def heading() -> None:
    """Begin the section, before there is anything to compare."""
    titled("Set it beside others", "Up to four contracts, on the same children and chance")


def keep(contract: Contract, on_offer: Mapping[str, Contract]) -> str:
    """Let the reader keep the contract to compare others with; say what came of it, or why not."""
    made = opened.to_compare()
    has_room = len(made) < opened.MOST_MADE
    is_kept = any(opened.is_same(contract, one) for one in (*on_offer.values(), *made.values()))
    st.button(
        "Keep this contract to compare others with",
        on_click=opened.keep_to_compare,
        args=(contract,),
        disabled=is_kept or not has_room,
    )
    if opened.was_kept_now():
        return (
            "It is kept. Change the contract above or choose another, and find this one under "
            "“Contracts to compare with the one above”."
        )
    if is_kept:
        return "This contract is among those to compare with already."
    if not has_room:
        return f"{opened.MOST_MADE} contracts are kept, and no more can be: remove one first."
    return ""


def kept(said: str) -> None:
    """Show what came of keeping, and the contracts that are kept, each with a way to remove it."""
    if said:
        st.html(f'<p class="cth-quiet" role="status">{text(said)}</p>')
    made = opened.to_compare()
    if made:
        _kept(made)


def _kept(made: Mapping[str, Contract]) -> None:
    st.html(
        element("h3", "Kept to compare with", of="cth-kept")
        + element(
            "p",
            "Until this page is reloaded or closed: a contract that is saved as a file stays.",
            of="cth-quiet",
        )
    )
    for key, one in made.items():
        number = key.rsplit("-", maxsplit=1)[-1]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(element("p", text(f"{one.name}: {in_one_line(one)}")), width="content")
            # a button's label is Markdown, and a name may come from a file
            st.button(
                f"Remove no. {number}",
                key=f"remove-{number}",
                on_click=opened.remove,
                args=(key,),
                type="tertiary",
                width="content",
            )


def _say_what_the_link_names_in_vain(names: set[str]) -> None:
    """Say so until the reader chooses: the address is set right at once, and tells it no more."""
    asked = dict.fromkeys(st.query_params.get_all(Key.COMPARE))
    if found := sum(1 for name in asked if name and name not in names):
        st.session_state[_IN_VAIN] = found
    in_vain = st.session_state.get(_IN_VAIN, 0)
    if in_vain:
        contracts = "One contract" if in_vain == 1 else f"{in_vain} contracts"
        st.html(
            element(
                "p",
                f"{contracts} to compare with, named in the link, cannot be found here and "
                f"{'is' if in_vain == 1 else 'are'} left out: a contract that was changed must be "
                "sent as a file.",
                of="cth-note",
            )
        )


def _forget_the_link() -> None:
    st.session_state.pop(_IN_VAIN, None)
