"""Answers that are kept: those of the folder for the whole process, those of sent files for one.

What a reader sends belongs to the session that sent it: its answers are kept with that session,
go when it ends or forgets, and are never looked up by another.
"""

from collections.abc import Callable
from typing import Concatenate, Final, Generic, ParamSpec, TypeVar

import streamlit as st

from lib.ui.looking import Scope

P = ParamSpec("P")
R = TypeVar("R")

_TTL: Final = "12h"
_FORGET: Final[list[Callable[[], None]]] = []


class _Kept(Generic[P, R]):
    """A function whose answers are kept, in one of two places."""

    def __init__(self, function: Callable[Concatenate[Scope, P], R], max_entries: int) -> None:
        self._of_process = st.cache_resource(max_entries=max_entries, ttl=_TTL, show_spinner=False)(
            function
        )
        self._of_session = st.cache_resource(
            max_entries=max_entries, ttl=_TTL, show_spinner=False, scope="session"
        )(function)

    def __call__(self, scope: Scope, /, *args: P.args, **kwargs: P.kwargs) -> R:
        keeper = self._of_process if scope.session is None else self._of_session
        return keeper(scope, *args, **kwargs)

    def forget(self, scope: Scope, /, *args: P.args, **kwargs: P.kwargs) -> None:
        """Forget one answer."""
        keeper = self._of_process if scope.session is None else self._of_session
        keeper.clear(scope, *args, **kwargs)

    def clear(self) -> None:
        """Forget all answers that the whole process keeps."""
        self._of_process.clear()

    def forget_session(self) -> None:
        """Forget what is kept of this session's files."""
        self._of_session.clear()


def kept(*, max_entries: int) -> Callable[[Callable[Concatenate[Scope, P], R]], _Kept[P, R]]:
    """
    Keep what a function gives for a scope, which is its first argument.

    Parameters
    ----------
    max_entries
        How many answers are kept, for the process and for each session; the oldest go first.
    """

    def decorate(function: Callable[Concatenate[Scope, P], R]) -> _Kept[P, R]:
        made = _Kept(function, max_entries)
        _FORGET.append(made.forget_session)
        return made

    return decorate


def forget_answers() -> None:
    """Forget all that is kept of this session's files."""
    for forget in _FORGET:
        forget()
