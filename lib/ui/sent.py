"""Files that the reader of this session sent: in memory, for this session, until forgotten."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final
from weakref import WeakValueDictionary

import streamlit as st

from lib.answer.changes import Load
from lib.answer.loaded import demo_content_hash
from lib.ingest.load import Reading, Returns
from lib.ingest.tree import Folder
from lib.ui.loopback import officers_are_allowed

_CHECKED: Final = "files that were checked and are not in use"
_IN_USE: Final = "files in use in the place of the folder"
_LOADS: Final = "figures of the last two loads of this visit"
_ROUND: Final = "how often files were forgotten"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Sent:
    """
    What was read of files that were sent.

    Only its session holds it: with the session it goes. ``token`` names it in the keys of
    answers; nobody can guess it.
    """

    folder: Folder
    reading: Reading
    names: tuple[str, ...]
    today: date
    token: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def is_invented(self) -> bool:
        """Whether these are the invented returns of the demonstration."""
        return self.returns is not None and self.returns.content_hash == demo_content_hash()

    @property
    def returns(self) -> Returns | None:
        """The returns, if there are any that can be used."""
        outcome = self.reading.outcome
        return outcome if isinstance(outcome, Returns) else None


_BY_TOKEN: Final["WeakValueDictionary[str, Sent]"] = WeakValueDictionary()


def of(token: str) -> Sent:
    """
    Find what a token names.

    Raises
    ------
    KeyError
        If it has been forgotten, or its session has ended.
    """
    return _BY_TOKEN[token]


def checked() -> Sent | None:
    """Give the files that were checked last and are not in use."""
    return _get(_CHECKED)


def in_use() -> Sent | None:
    """Give the files that stand in the place of the folder."""
    return _get(_IN_USE)


def _get(key: str) -> Sent | None:
    found = st.session_state.get(key) if officers_are_allowed() else None
    return found if isinstance(found, Sent) else None


def keep_checked(folder: Folder, reading: Reading, names: Sequence[str]) -> None:
    """Keep what was read, without using it."""
    today = datetime.now(tz=UTC).date()
    made = Sent(folder=folder, reading=reading, names=tuple(names), today=today)
    st.session_state[_CHECKED] = made


def use() -> None:
    """Put the files that were checked in the place of the folder: all of them, at once."""
    found = checked()
    if found is None or found.returns is None:
        return
    _BY_TOKEN[found.token] = found
    st.session_state[_IN_USE] = found
    put_away()


def put_away() -> None:
    """Take the files that were checked out of the uploader, and forget them if not in use."""
    st.session_state.pop(_CHECKED, None)
    st.session_state[_ROUND] = uploader_round() + 1


def forget() -> None:
    """Forget all files of this session. The folder is shown again."""
    st.session_state.pop(_IN_USE, None)
    seen = st.session_state.get(_LOADS, ())
    st.session_state[_LOADS] = tuple((load, is_sent) for load, is_sent in seen if not is_sent)
    put_away()


def last_loads(now: Load, *, is_sent: bool) -> tuple[Load, Load] | None:
    """
    Give the load that this visit saw before the present one, and the present one.

    Parameters
    ----------
    is_sent
        Whether the present one is of files that were sent: it is forgotten with them.

    Returns
    -------
    tuple or None
        None where it has seen no other.
    """
    seen: tuple[tuple[Load, bool], ...] = st.session_state.get(_LOADS, ())
    if not seen or seen[-1][0].content_hash != now.content_hash:
        seen = (*seen, (now, is_sent))[-2:]
        st.session_state[_LOADS] = seen
    return (seen[0][0], seen[1][0]) if len(seen) > 1 else None


def uploader_round() -> int:
    """Give a number that changes when the uploader is to be empty."""
    return int(st.session_state.get(_ROUND, 0))
