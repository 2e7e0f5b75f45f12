"""What was decided before of the same figures: by a hash of all that a decision hangs on."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from threading import Lock
from typing import Final

import pandas as pd

from lib.disclosure.sums import Cell

_MOST: Final = 24
"""Decisions that are kept; the oldest goes first."""

_DECIDED: Final[dict[str, frozenset[Cell]]] = {}
_LOCK: Final = Lock()


def remembered(
    decide: Callable[[], frozenset[Cell]], *, hangs_on: Sequence[object]
) -> frozenset[Cell]:
    """
    Give what was decided before of the same, or decide it: an unchanged load is released alike.

    Only which cells are hidden is kept, never a count.

    Parameters
    ----------
    hangs_on
        All that the decision hangs on: numbers, texts, tables, dataclasses, and mappings, sets and
        sequences of them.
    """
    key = _hash(hangs_on)
    known = _DECIDED.get(key)
    if known is not None:
        return known
    decided = decide()
    with _LOCK:
        _DECIDED[key] = decided
        while len(_DECIDED) > _MOST:
            del _DECIDED[next(iter(_DECIDED))]
    return decided


def _hash(value: object) -> str:
    digest = hashlib.sha256()
    for part in _parts(value):
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


def _parts(value: object) -> Iterator[str]:
    """Write a value so that no two that differ are written alike, in whatever order sets come."""
    match value:
        case str() | int() | float() | None:
            yield repr(value)
        case pd.DataFrame():
            yield value.dtypes.to_string()
            yield value.to_csv(na_rep="\0")
        case Mapping():
            yield f"mapping of {len(value)}"
            yield from sorted(_hash(item) for item in value.items())
        case AbstractSet():
            yield f"set of {len(value)}"
            yield from sorted(map(_hash, value))
        case Sequence():
            yield f"sequence of {len(value)}"
            for one in value:
                yield from _parts(one)
        case _ if is_dataclass(value):
            yield type(value).__name__
            for field in fields(value):
                yield from _parts(getattr(value, field.name))
        case _:
            message = f"Nothing is remembered that hangs on a {type(value).__name__}."
            raise TypeError(message)
