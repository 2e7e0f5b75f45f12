"""A contract saved as a file, and opened from one."""

import hashlib
from collections.abc import Callable
from typing import Final

import streamlit as st

from lib.answer.contract.compare import require_alike
from lib.domain.contract import Contract
from lib.domain.scenario import MadeWith, scenario_to_toml
from lib.errors import ConfigurationError
from lib.ui.contract.opened import Opened, keep, kept
from lib.ui.markup import element, text

LARGEST_BYTES: Final = 200_000
"""Of a contract's file: beyond it, it is another kind of file."""


def open_file(read: Callable[[str], tuple[Contract, MadeWith | None]]) -> None:
    """Let the reader open a contract; one that cannot be read is refused with the reason."""
    with st.expander("Open a contract from a file"):
        uploaded = st.file_uploader(
            "A contract that was saved from this page (.toml)", type=["toml"]
        )
    if uploaded is None:
        return
    raw = uploaded.getvalue()
    content = hashlib.sha256(raw).hexdigest()
    before = kept()
    if before is not None and before.content == content:
        return
    try:
        contract, made_with = read(_text(raw))
    except ConfigurationError as error:
        st.html(element("p", f"This file was not opened. {text(error)}", of="cth-note"))
        return
    keep(Opened(contract=contract, made_with=made_with, content=content))
    st.rerun()


def save(contract: Contract, made_with: MadeWith) -> None:
    """Let the reader save the contract, with what its figures were made with."""
    st.download_button(
        "Save this contract as a file",
        data=scenario_to_toml(contract, made_with).encode(),
        file_name="contract.toml",
        mime="application/toml",
    )


def may_be_compared(opened: Opened, now: MadeWith) -> bool:
    """
    Say whether a contract from a file may stand beside others, and if not why.

    What was saved with other returns, chance or version has other figures than those it was
    saved with: the reader must ask for new ones.
    """
    if opened.made_with is None:
        return True
    try:
        require_alike(opened.contract.name, now, opened.made_with)
    except ConfigurationError as error:
        st.html(element("p", text(error), of="cth-note"))
        return st.checkbox("Work it out anew on what is loaded now")
    return True


def _text(raw: bytes) -> str:
    if len(raw) > LARGEST_BYTES:
        message = f"The file has {len(raw):,} bytes; a contract has {LARGEST_BYTES:,} at most."
        raise ConfigurationError(message)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "It is not text in UTF-8: save it as UTF-8 and open it again."
        raise ConfigurationError(message) from error
