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
MOST_MADE: Final = 6


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
    """Keep a contract that the reader made, to set others beside it; the oldest goes first."""
    made = to_compare()
    name = f"{contract.name} ({1 + st.session_state.get(_MADE_COUNT, 0)})"
    st.session_state[_MADE_COUNT] = 1 + st.session_state.get(_MADE_COUNT, 0)
    kept_on = dict([*made.items(), (name, replace(contract, name=name))][-MOST_MADE:])
    st.session_state[_MADE] = kept_on


def to_compare() -> Mapping[str, Contract]:
    """Give the contracts that the reader kept, by name."""
    found: Mapping[str, Contract] = st.session_state.get(_MADE, {})
    return found
