"""What the section of trends shows: lines, ranks, and what stands in place of a figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lib.answer.context.trend_measures import TrendMeasure
from lib.answer.wording import whole_percent

WITHHELD: Final = "withheld"
NOT_PUBLISHED: Final = "not published"
TOO_FEW: Final = "not worked out"
"""The share of a published number from 1 to 5, or of all but so many."""


class Whose(StrEnum):
    """What a line is of."""

    SUBJECT = "subject"
    PARTNERSHIP = "partnership"
    BOROUGH = "borough"
    NEIGHBOURS = "neighbours"
    LONDON = "London"
    ENGLAND = "England"


@dataclass(frozen=True, kw_only=True)
class Point:
    """
    One year of a line: ``value`` in the unit of the measure, whole, or ``why`` there is none.

    ``part`` of ``whole`` are the children behind a share, where both are published, ``known`` those
    of ``whole`` of whom it is known, where that is published too.
    """

    year: int
    value: int | None
    why: str = ""
    part: int | None = None
    whole: int | None = None
    known: int | None = None
    sources: tuple[str, ...] = ()

    @property
    def of_known(self) -> int | None:
        """Give the whole percentage that ``part`` is of those of whom it is known."""
        if self.part is None or self.known is None:
            return None
        return whole_percent(self.part, self.known)

    @property
    def not_known(self) -> int | None:
        """Count those of whom it is not known."""
        return None if self.whole is None or self.known is None else self.whole - self.known


@dataclass(frozen=True, kw_only=True)
class Line:
    """
    One series. ``of`` are the codes of the authorities it is made of, ``without`` those left out.

    Both are empty for a line that is published as such.
    """

    whose: Whose
    name: str
    points: tuple[Point, ...]
    of: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def at(self, year: int) -> Point:
        """Give one year."""
        return next(point for point in self.points if point.year == year)

    @property
    def is_empty(self) -> bool:
        """Whether no year has a figure."""
        return all(point.value is None for point in self.points)


@dataclass(frozen=True, kw_only=True)
class Rank:
    """
    The place of a borough among the ``of`` of London that have a figure, from the highest.

    ``quarter`` is 1 where fewer than a quarter of them have a higher figure, up to 4; ``equal``
    is how many others have the same.
    """

    place: int
    equal: int
    of: int
    quarter: int

    @property
    def place_from_lowest(self) -> int:
        """The place counted from the other end."""
        return self.of - self.place - self.equal + 1


@dataclass(frozen=True, kw_only=True, eq=False)
class Trend:
    """
    A measure of one borough, or of the partnership where ``code`` is None.

    ``boroughs`` are the lines of the authorities that the partnership is shown as,
    ``borough_codes`` their codes; of a borough there are none. ``not_close`` are those of its
    statistical neighbours in the median that the publisher calls so.
    """

    measure: TrendMeasure
    code: str | None
    latest: int
    lines: tuple[Line, ...]
    boroughs: tuple[Line, ...]
    borough_codes: tuple[str, ...]
    ranks: Mapping[str, Rank]
    names: Mapping[str, str]
    not_close: tuple[str, ...] = ()

    @property
    def subject(self) -> Line:
        """The line that the section is about."""
        return self.lines[0]

    def line(self, whose: Whose) -> Line | None:
        """Give a line, if it is there."""
        return next((line for line in self.lines if line.whose is whose), None)
