"""The type that pages, maps, sentences and files insist on."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import pandas as pd

from lib.errors import DisclosureError

KEY_TO_THE_DOOR: Final = object()
"""Held by `lib.disclosure.release` alone."""


class Audience(StrEnum):
    """Who will see a figure. The same two words everywhere."""

    SHARED = "shared"
    """Members, commissioners, the public: released figures, areas alone."""

    OFFICERS = "officers"
    """One partnership's own data on its own machine: full counts, points."""


@dataclass(frozen=True, kw_only=True)
class Released:
    """
    A table that may be shown to one audience. Only `release` makes one.

    ``table`` holds missing where a cell is hidden or not known; ``hidden``
    tells the two apart, as (row label, column). ``is_invented`` marks the demo
    data: every view and file then says *invented data*.
    """

    name: str
    audience: Audience
    is_invented: bool
    table: pd.DataFrame
    hidden: frozenset[tuple[Hashable, str]] = frozenset()
    key: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.key is not KEY_TO_THE_DOOR:
            message = f"{self.name!r} has not been released. Call lib.disclosure.release()."
            raise DisclosureError(message)

    def is_hidden(self, row: Hashable, column: str) -> bool:
        """Whether a cell was withheld, as against not known."""
        return (row, column) in self.hidden

    def count(self, row: Hashable, column: str) -> int | None:
        """Give a whole number; None where it is hidden or not known."""
        value = self.number(row, column)
        return None if value is None else int(value)

    def number(self, row: Hashable, column: str) -> float | None:
        """Give a figure; None where it is hidden or not known."""
        value: Any = self.table.at[row, column]
        return None if pd.isna(value) else float(value)

    def hidden_together(
        self, parts: Iterable[tuple[Hashable, str]], whole: tuple[Hashable, str]
    ) -> int | None:
        """
        Give how many children are in the hidden parts of a whole, as any reader can work out.

        None where the whole is not told, or not more than one part is hidden.

        Parameters
        ----------
        parts, whole
            Rows and columns; the parts are all of the whole.
        """
        every = [*parts]
        number_of_all = self.count(*whole)
        if number_of_all is None or sum(part in self.hidden for part in every) <= 1:
            return None
        return number_of_all - sum(self.count(*part) or 0 for part in every)

    def text(self, row: Hashable, column: str) -> str:
        """Give a label."""
        return str(self.table.at[row, column])
