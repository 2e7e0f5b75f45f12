"""Few of many, for messages."""

from collections.abc import Sequence
from typing import Final

_SHOWN: Final = 5


def some(items: Sequence[str]) -> str:
    """Name the first five, and say how many more there are."""
    shown = ", ".join(items[:_SHOWN])
    return shown if len(items) <= _SHOWN else f"{shown} and {len(items) - _SHOWN} more"
