"""A figure that nobody knows exactly."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Self

_APART: Final = "/"
_PARTS: Final = 3


@dataclass(frozen=True)
class Range:
    """
    At least ``low``, most likely ``likely``, at most ``high``: a triangular law.

    A figure that is certain has all three alike. In a file it is one number or a list of
    three; in an address or on the command line ``0.05/0.2/0.25``.
    """

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        """Refuse what is in no order, or no number."""
        if not all(map(math.isfinite, (self.low, self.likely, self.high))):
            message = "each of the three must be a number"
            raise ValueError(message)
        if not self.low <= self.likely <= self.high:
            message = f"{self.as_text()} is not in order: lowest, most likely, highest"
            raise ValueError(message)

    @classmethod
    def certain(cls, value: float) -> Self:
        """Make a range of one value."""
        return cls(value, value, value)

    @classmethod
    def read(cls, found: object) -> Self:
        """
        Read one number, a list of three, or a text of either.

        Raises
        ------
        ValueError
            Saying what is wanted.
        """
        parts = found.split(_APART) if isinstance(found, str) else found
        if not isinstance(parts, list | tuple):
            parts = [parts]
        if len(parts) not in (1, _PARTS):
            message = f"{found!r}: one number is wanted, or three: lowest, most likely, highest"
            raise ValueError(message)
        numbers = [_number(part) for part in parts]
        return cls(*(numbers * _PARTS)[:_PARTS])

    @property
    def is_certain(self) -> bool:
        """Whether all three are one."""
        return self.low == self.likely == self.high

    @property
    def mean(self) -> float:
        """Of the triangular law; of a certain value, that value to the last digit."""
        if self.is_certain:
            return self.likely
        return (self.low + self.likely + self.high) / _PARTS

    def scaled(self, by: Callable[[float], float]) -> "Range":
        """Convert each of the three, as from pounds to pence; order must be kept."""
        return Range(by(self.low), by(self.likely), by(self.high))

    def as_toml(self) -> float | list[float]:
        """One number, or three."""
        if self.is_certain:
            return _short(self.likely)
        return [_short(value) for value in (self.low, self.likely, self.high)]

    def as_text(self) -> str:
        """Write it as on the command line."""
        shown = self.as_toml()
        return _APART.join(map(str, shown)) if isinstance(shown, list) else str(shown)


def _number(found: object) -> float:
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        message = f"{found!r} is not a number"
        raise ValueError(message)  # noqa: TRY004 (the reader of the file gets one kind of error)
    try:
        return float(found)
    except ValueError as error:
        message = f"{found!r} is not a number"
        raise ValueError(message) from error


def _short(value: float) -> float:
    """Write a whole number without a decimal point."""
    return int(value) if value == int(value) else value
