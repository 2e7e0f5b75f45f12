"""Kinds of children: whatever counts children counts kinds, so that no sum need be written down."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from lib.errors import DisclosureError

Whom: TypeAlias = Mapping[str, Collection[str]]
"""Which children a count is of: for each attribute that decides it, the values that count."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Kinds:
    """
    The kinds of children that a reader must think possible, and the children there are.

    Parameters
    ----------
    name
        For messages.
    possible
        One row a kind, each once; columns are attributes, every value a text.
    children
        One row a child, in the same columns. A kind that occurs is possible.
    """

    name: str
    possible: pd.DataFrame
    children: pd.DataFrame

    @cached_property
    def count(self) -> npt.NDArray[np.int64]:
        """How many children are of each kind, in the order of ``possible``."""
        columns = [*self.possible.columns]
        places = pd.MultiIndex.from_frame(self.possible).get_indexer(
            pd.MultiIndex.from_frame(self.children[columns])
        )
        if (places < 0).any():
            message = f"{self.name!r} holds a child of a kind that is said to be impossible."
            raise DisclosureError(message)
        return np.bincount(places, minlength=len(self.possible))

    def chosen(self, whom: Whom) -> npt.NDArray[np.bool_]:
        """Tell of each possible kind whether it is counted."""
        chosen = np.ones(len(self.possible), dtype=bool)
        for column, values in whom.items():
            chosen &= self._is_one_of(column, frozenset(values))
        return chosen

    def _is_one_of(self, column: str, values: frozenset[str]) -> npt.NDArray[np.bool_]:
        key = (column, values)
        if key not in self._flags:
            self._flags[key] = self.possible[column].isin(values).to_numpy()
        return self._flags[key]

    @cached_property
    def _flags(self) -> dict[tuple[str, frozenset[str]], npt.NDArray[np.bool_]]:
        return {}


def is_some_of(part: Whom, whole: Whom) -> bool:
    """Tell whether all whom the one counts are counted by the other, whoever the children are."""
    return all(column in part and set(part[column]) <= set(of) for column, of in whole.items())


def are_others(one: Whom, other: Whom) -> bool:
    """Tell whether nobody can be counted by both."""
    return any(set(one[column]).isdisjoint(other[column]) for column in one.keys() & other.keys())


def in_common(one: Kinds, other: Kinds) -> tuple[csr_array, csr_array]:
    """
    Say that two lists are of the same children: of what both tell, both tell as many.

    Returns
    -------
    tuple[csr_array, csr_array]
        Rows of flags over the kinds of the one, and of the other. Summed with how many
        children are of each kind, a row of the one gives what the same row of the other gives.
    """
    shared = [column for column in one.possible.columns if column in other.possible.columns]
    both = pd.concat([one.possible[shared], other.possible[shared]], ignore_index=True)
    codes = both.groupby(shared, sort=True).ngroup().to_numpy()
    height = int(codes.max()) + 1
    first, second = (
        csr_array((np.ones(len(at)), (at, np.arange(len(at)))), shape=(height, len(at)))
        for at in (codes[: len(one.possible)], codes[len(one.possible) :])
    )
    return first, second


def counted(whom: Whom, kinds: Sequence[Kinds]) -> int:
    """Count children by the first list that tells of all attributes."""
    one = telling(whom, kinds)
    return int(one.count[one.chosen(whom)].sum())


def telling(whom: Whom, kinds: Sequence[Kinds]) -> Kinds:
    """
    Find the first list that has all attributes.

    Raises
    ------
    DisclosureError
        If none has: then nothing is known of how such a count hangs together with others.
    """
    for one in kinds:
        if all(column in one.possible.columns for column in whom):
            return one
    message = f"{sorted(whom)} stand in no list of kinds together."
    raise DisclosureError(message)
