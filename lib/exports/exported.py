"""A released table as rows of figures, texts and symbols, for files of any kind."""

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from numbers import Integral, Real
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from lib.disclosure.released import Released
from lib.domain.symbols import Symbol
from lib.errors import DisclosureError

Cell: TypeAlias = str | int | float | Symbol
"""A `Symbol` stands where there is no figure; a text that merely looks like one is a str."""


MARKING: Final = "marking"
"""The last column of every table, so that no row is without it when tables are put together."""

INVENTED: Final = "Invented data"
"""The marking of what the demonstration gives."""

SENSITIVE: Final = "Official - sensitive: not for publication"
"""The marking of what officers alone may hold."""


@dataclass(frozen=True, kw_only=True)
class WorkedOut:
    """
    What a percentage or a median comes from: columns of the same row that count children.

    Parameters
    ----------
    of
        Whom it is of. Where they are nobody, it is not applicable.
    part
        Of a percentage, the children that it counts. Where there are some, and it is 0,
        it rounds to zero.
    """

    of: tuple[str, ...]
    part: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Exported:
    """
    A table on its way into a file.

    Parameters
    ----------
    table
        Released, and nothing else.
    about
        What the table holds, in one sentence.
    heading
        Of the column of row labels, which comes first.
    worked_out
        By column.
    miles
        Columns that are given to one decimal, as everywhere.

    Raises
    ------
    DisclosureError
        If the table has not been released.
    """

    table: Released
    about: str
    heading: str
    worked_out: Mapping[str, WorkedOut] = field(default_factory=dict)
    miles: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not isinstance(self.table, Released):
            message = (
                f"A file was handed a {type(self.table).__name__}, which has not been released. "
                "Call lib.disclosure.release() first."
            )
            raise DisclosureError(message)

    @property
    def headings(self) -> tuple[str, ...]:
        """Give the heading of the row labels, then those of the table."""
        return (self.heading, *map(str, self.table.table.columns))

    def rows(self) -> list[tuple[Cell, ...]]:
        """Give each row: its label, then a cell for each column."""
        columns = [str(column) for column in self.table.table.columns]
        return [
            (_text_or_number(row), *(self._cell(row, column) for column in columns))
            for row in self.table.table.index
        ]

    def marked(self, marking: str) -> list[tuple[Cell, ...]]:
        """Give headings and rows, each with what it has to say to whoever finds it."""
        return [(*self.headings, MARKING), *((*row, marking) for row in self.rows())]

    def _cell(self, row: Hashable, column: str) -> Cell:
        if self.table.is_hidden(row, column):
            return Symbol.HIDDEN
        value = _text_or_number(self.table.table.at[row, column])
        comes_from = self.worked_out.get(column)
        if comes_from is not None:
            if value is Symbol.NOT_AVAILABLE and self._are_nobody(row, comes_from.of):
                return Symbol.NOT_APPLICABLE
            if value == 0 and self._are_some(row, comes_from.part):
                return Symbol.ROUNDS_TO_ZERO
        if column in self.miles and isinstance(value, float):
            return _whole_if_it_is(round(value, 1))
        return value

    def _are_nobody(self, row: Hashable, columns: tuple[str, ...]) -> bool:
        return all(self.table.number(row, column) == 0 for column in columns)

    def _are_some(self, row: Hashable, columns: tuple[str, ...]) -> bool:
        return any((self.table.number(row, column) or 0) > 0 for column in columns)


def symbols_in(tables: Iterable[Exported]) -> frozenset[Symbol]:
    """Tell which symbols stand in any of the tables."""
    return frozenset(
        cell for one in tables for row in one.rows() for cell in row if isinstance(cell, Symbol)
    )


def _text_or_number(value: Any) -> Cell:  # noqa: ANN401 (any cell of a frame)
    """Give a cell of a frame as Python has it: yes and no for flags, 12 and not 12.0."""
    if isinstance(value, str):
        return value
    if pd.isna(value) or (isinstance(value, Real) and not math.isfinite(value)):
        return Symbol.NOT_AVAILABLE
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return _whole_if_it_is(float(value))
    return str(value)


def _whole_if_it_is(value: float) -> int | float:
    return int(value) if value.is_integer() else value
