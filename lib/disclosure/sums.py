"""Which figures add up to which: what a reader could work out by subtraction."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


class Cell(NamedTuple):
    """One figure, by its table, row label and column."""

    table: str
    row: Hashable
    column: str


@dataclass(frozen=True)
class Sum:
    """
    ``total`` equals the ``parts`` added up.

    A part that stands in no table (such as *outside or not known*) is named as
    a cell all the same: it is never shown, and it can be worked out.
    """

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Total and parts."""
        return (self.total, *self.parts)


Part: TypeAlias = tuple[Cell, ...]
"""A count, or a count and another that is taken from it."""
