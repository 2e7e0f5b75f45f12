"""Text in a cell stays text, whatever it begins with."""

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
