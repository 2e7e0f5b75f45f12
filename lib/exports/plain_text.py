"""Text in a cell stays text, whatever it begins with."""

import unicodedata
from typing import Final

_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A spreadsheet that opens a CSV file calculates what begins so; it reads the full-width
forms as their narrow ones."""


def as_plain_text(text: str) -> str:
    """
    Put an apostrophe before a text that a spreadsheet would take for a formula.

    Only for texts: a number below zero begins with a minus sign and is no formula.
    """
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text


def as_one_line(text: str) -> str:
    """Write a text in one line, without what is not seen or turns the text around it."""
    shown = (" " if unicodedata.category(one) in _UNSEEN else one for one in text)
    return " ".join("".join(shown).split())


_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's kinds of characters that are no writing."""
