"""A contract that the reader opened from a file, kept for the session."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from lib.domain.contract import Contract
from lib.domain.scenario import MadeWith

_OPENED: Final = "contract from a file"
_SEEN: Final = "contract from a file was chosen"
FILE_KEY: Final = "file"


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
