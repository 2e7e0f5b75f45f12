"""Cells of released tables in words: numbers written out, hidden and not known as such."""

from collections.abc import Hashable, Sequence
from typing import Final

from lib.answer.contract.sentences import percent, pounds
from lib.disclosure.released import Audience, Released
from lib.maps.figures import HIDDEN, WHY_HIDDEN, whole

ALL_BOROUGHS: Final = "All boroughs"
NOT_KNOWN: Final = "not known"
HIDDEN_NOTE: Final = f"{WHY_HIDDEN[0].upper()}{WHY_HIDDEN[1:]}."

_TEN_THOUSAND: Final = 10_000


def count(shown: Released, row: Hashable, column: str) -> str:
    """Write one number: 1,204, *hidden* or *not known*."""
    if shown.is_hidden(row, column):
        return HIDDEN
    number = shown.count(row, column)
    return NOT_KNOWN if number is None else f"{number:,}"


def counts(shown: Released, column: str) -> list[str]:
    """Write a column of numbers."""
    return [count(shown, row, column) for row in shown.table.index]


def with_shares(shown: Released, column: str) -> list[str]:
    """Write a column of numbers, each with its share: 56 (33%)."""
    shares = map(whole, shown.table[f"{column}_share"])
    return [
        cell if share is None or cell == HIDDEN else f"{cell} ({share}%)"
        for cell, share in zip(counts(shown, column), shares, strict=True)
    ]


def sum_of(shown: Released, rows: Sequence[str], column: str) -> str:
    """Add up rows; where one of them is hidden, so is the sum."""
    numbers = [shown.count(row, column) for row in rows]
    known = [number for number in numbers if number is not None]
    return HIDDEN if len(known) < len(numbers) else f"{sum(known):,}"


def miles(shown: Released, row: str, column: str) -> str:
    """Write a distance: to a decimal for officers, whole for others."""
    value = shown.number(row, column)
    if value is None:
        return HIDDEN if shown.is_hidden(row, column) else NOT_KNOWN
    return f"{value:.{1 if shown.audience is Audience.OFFICERS else 0}f}"


def money(shown: Released, row: Hashable, column: str) -> str:
    """Write a sum of money."""
    value = shown.number(row, column)
    return HIDDEN if value is None else pounds(value)


def share_of_all(shown: Released, row: Hashable, column: str) -> str:
    """Write a share as a whole percentage."""
    value = shown.number(row, column)
    return HIDDEN if value is None else percent(value)


def share_in_words(shown: Released, row: Hashable, column: str) -> str:
    """Write what an authority brings: children, miles or pounds, by the name of the column."""
    value = shown.number(row, column)
    if value is None:
        return HIDDEN if shown.is_hidden(row, column) else "–"
    if "pence" in column:
        rounded = round(value, -3) if abs(value) >= _TEN_THOUSAND else round(value)
        return f"{'−' if rounded < 0 else ''}£{abs(rounded):,.0f}"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


def why_hidden(shown: Released) -> str:
    """Explain the word, if it stands in the table."""
    return HIDDEN_NOTE if shown.hidden else ""
