"""Cached questions. The key of an answer is what it was made from, and for whom.

No cached function reads the session or draws; each takes all that decides its
answer as a plain argument.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import streamlit as st

from lib.answer.loaded import DEMO_RETURNS, Loaded, load, read_contract, read_footprint
from lib.answer.questions import overview as answer
from lib.answer.view import OverviewView
from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.domain.footprint import Footprint
from lib.errors import ReturnsError
from lib.sources import registry
from lib.sources.paths import GEODATA
from lib.ui.state import Selection

RETURNS_VARIABLE: Final = "CLOSER_TO_HOME_RETURNS"

_KEPT: Final = "12h"


@dataclass(frozen=True, kw_only=True)
class _Key:
    """What decides an answer, beside the reader's choice: the contents, not the path alone."""

    folder: str
    content: str
    today: date


def returns_folder() -> Path:
    """
    Name the folder of returns: the council's own, or the invented ones.

    Raises
    ------
    ReturnsError
        If the folder that was asked for is not there. The demo never stands in for it.
    """
    asked = os.environ.get(RETURNS_VARIABLE, "").strip()
    if not asked:
        return DEMO_RETURNS
    folder = Path(asked).expanduser()
    if not folder.is_dir():
        message = (
            f"There is no folder at the path given in {RETURNS_VARIABLE}. Give the folder that "
            "holds the returns: make run RETURNS=folder"
        )
        raise ReturnsError(message)
    return folder


def fingerprint(folder: Path) -> str:
    """Hash the names and contents of all files in a folder, and those of the settings."""
    signature = tuple(
        (str(path), path.stat().st_size, path.stat().st_mtime_ns)
        for root in (folder, GEODATA / "contracts", GEODATA / "footprint.toml")
        for path in sorted([root] if root.is_file() else root.rglob("*"))
        if path.is_file()
    )
    return _hash(signature)


@st.cache_data(max_entries=8, ttl=_KEPT, show_spinner=False)
def _hash(signature: tuple[tuple[str, int, int], ...]) -> str:
    """Hash files; read again when a size or a time of change differs."""
    digest = hashlib.sha256()
    for path, *_ in signature:
        digest.update(path.encode())
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()


def available_dates() -> tuple[date, ...]:
    """
    Give the dates that every return covers, the newest first.

    Raises
    ------
    ReturnsError
        If nothing in the folder can be used.
    """
    returns = _loaded(_key(), as_of=None).returns
    return tuple(dict.fromkeys((returns.as_of, *returns.available_dates)))


def overview(selection: Selection) -> OverviewView:
    """Answer the Overview's question, as of a date and for one audience."""
    is_default = selection.as_of == available_dates()[0]
    as_of = None if is_default else selection.as_of
    return _overview(_key(), as_of=as_of, audience=selection.audience)


def footprint() -> Footprint:
    """Read the partnership."""
    return read_footprint()


def contract() -> Contract:
    """Read the contract."""
    return read_contract()


def attributions() -> tuple[str, ...]:
    """Give the wording that each owner of a source asks for."""
    return registry.attributions()


def _key() -> _Key:
    folder = returns_folder()
    return _Key(folder=str(folder), content=fingerprint(folder), today=_today())


def _today() -> date:
    return datetime.now(tz=UTC).date()


@st.cache_resource(max_entries=3, ttl=_KEPT, show_spinner=False)
def _loaded(key: _Key, *, as_of: date | None) -> Loaded:
    """Load and measure the returns once for each content and date."""
    return load(Path(key.folder), today=key.today, as_of=as_of)


@st.cache_resource(max_entries=12, ttl=_KEPT, show_spinner=False)
def _overview(key: _Key, *, as_of: date | None, audience: Audience) -> OverviewView:
    return answer(_loaded(key, as_of=as_of), audience=audience, contract=read_contract())
