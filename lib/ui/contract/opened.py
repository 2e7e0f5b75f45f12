"""A contract that the reader opened from a file, kept for the session."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from lib.domain.contract import Contract
from lib.domain.scenario import MadeWith

_OPENED: Final = "contract from a file"
_SEEN: Final = "contract from a file was chosen"
FILE_KEY: Final = "file"
_MADE: Final = "contracts kept to compare"
_MADE_COUNT: Final = "how many were kept"
_MADE_NOW: Final = "a contract was kept just now"
MOST_MADE: Final = 6
"""Contracts that are kept at once."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The contract, and what its figures were made with when it was saved."""

    contract: Contract
    made_with: MadeWith | None
    content: str

    @property
    def key(self) -> str:
        """Its name among the contracts to choose from."""
        return f"{FILE_KEY}-{self.content[:8]}"

    @property
    def is_new(self) -> bool:
        """Whether it was opened just now."""
        return bool(st.session_state.get(_SEEN) != self.key)

    def seen(self) -> None:
        """Remember that it was chosen once."""
        st.session_state[_SEEN] = self.key


def keep(opened: Opened) -> None:
    """Keep it for the session."""
    st.session_state[_OPENED] = opened


def kept() -> Opened | None:
    """Give the one that was opened last."""
    found: Opened | None = st.session_state.get(_OPENED)
    return found


def keep_to_compare(contract: Contract) -> None:
    """Keep a contract that the reader made, under a name with a number, to set others beside it."""
    number = 1 + st.session_state.get(_MADE_COUNT, 0)
    st.session_state[_MADE_COUNT] = number
    named = replace(contract, name=f"{contract.name} ({number})")
    st.session_state[_MADE] = {**to_compare(), f"kept-{number}": named}
    st.session_state[_MADE_NOW] = True


def was_kept_now() -> bool:
    """Whether a contract was kept by the click that this run answers."""
    return bool(st.session_state.pop(_MADE_NOW, False))


def remove(key: str) -> None:
    """Keep a contract no longer."""
    st.session_state[_MADE] = {one: made for one, made in to_compare().items() if one != key}


def to_compare() -> Mapping[str, Contract]:
    """Give the contracts that the reader kept, by a key that ends with their number."""
    found: Mapping[str, Contract] = st.session_state.get(_MADE, {})
    return found


def is_same(one: Contract, other: Contract) -> bool:
    """Whether two contracts differ in nothing but their names."""
    return replace(one, name=other.name) == other
