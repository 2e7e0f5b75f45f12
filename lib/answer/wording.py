"""Numbers, dates and lists as a reader expects them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from lib.domain.codes import CHILDRENS_HOME
from lib.domain.footprint import Footprint

HIDDEN: Final = "a hidden number of"


def day(when: date) -> str:
    """31 March 2018."""
    return f"{when.day} {when:%B %Y}"


def number(value: int | None) -> str:
    """1,204; of a missing value, that it is hidden."""
    return HIDDEN if value is None else f"{value:,}"


def miles(value: float) -> str:
    """Whole miles, or the decimal below ten."""
    return f"{value:.0f}" if value >= 9.95 else f"{value:.1f}"  # noqa: PLR2004 (rounds to 10)


def listed(names: Sequence[str]) -> str:
    """A, B and C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def is_or_are(names: Sequence[object]) -> str:
    """Give the verb that goes with so many."""
    return "is" if len(names) == 1 else "are"


def whole_percent(part: int, whole: int) -> int | None:
    """Whole percentage, halves up; None of nobody."""
    return (200 * part + whole) // (2 * whole) if whole else None


def children_counted(footprint: Footprint) -> str:
    """Name the children that a placement type picks out."""
    if footprint.placement_types == (CHILDRENS_HOME,):
        return "children in children's homes"
    return f"children in residential placements ({', '.join(footprint.placement_types)})"
