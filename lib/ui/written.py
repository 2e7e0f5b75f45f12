"""Texts that are made from an answer: written once, and kept while there is room."""

from collections.abc import Callable, Hashable
from typing import Final, NamedTuple

import streamlit as st

MOST_CHARACTERS: Final = 24_000_000
"""Of all texts that are kept; the oldest go first."""


class _Text(NamedTuple):
    answer: object
    text: str


def written(answer: object, what: Hashable, write: Callable[[], str]) -> str:
    """
    Give a text of an answer, written anew only where it is not kept.

    Parameters
    ----------
    answer
        An object of `lib.ui.queries`, made for one audience and never changed; while it
        is kept, it is the same object on each run. Nothing else decides what is in it.
    what
        Which text, with all else that decides it.
    write
        Makes the text from these two alone.
    """
    kept = _texts()
    key = (id(answer), what)
    known = kept.get(key)
    if known is not None and known.answer is answer:
        return known.text
    made = _Text(answer, write())
    kept[key] = made
    while len(kept) > 1 and sum(len(one.text) for one in tuple(kept.values())) > MOST_CHARACTERS:
        kept.pop(next(iter(kept)), None)
    return made.text


@st.cache_resource(show_spinner=False, max_entries=1, ttl="12h")
def _texts() -> dict[tuple[int, Hashable], _Text]:
    """Keep texts for the whole process; each holds its answer, so that no other has its id."""
    return {}
