"""Numbers, dates and lists as a reader expects them."""

from collections.abc import Sequence
from datetime import date

from lib.domain.codes import CHILDRENS_HOME
from lib.domain.footprint import Footprint


def day(when: date) -> str:
    """31 March 2018."""
    return f"{when.day} {when:%B %Y}"


def children(count: int | None) -> str:
    """1 child, 1,204 children; of a missing value, that it is hidden."""
    if count is None:
        return "a hidden number of children"
    return f"{count:,} {'child' if count == 1 else 'children'}"


def miles(value: float) -> str:
    """Whole miles, or the decimal below ten, if there is one."""
    said = f"{value:.0f}" if value >= 9.95 else f"{value:.1f}"  # noqa: PLR2004 (rounds to 10)
    return said.removesuffix(".0")


def lower_first(said: str) -> str:
    """Let a sentence go on in the middle of another."""
    return f"{said[0].lower()}{said[1:]}"


def listed(names: Sequence[str]) -> str:
    """A, B and C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def is_or_are(names: Sequence[object]) -> str:
    """Give the verb that goes with so many."""
    return "is" if len(names) == 1 else "are"


def whole_percent(part: int, whole: int) -> int | None:
    """Whole percentage, halves up; None of nobody."""
    return (200 * part + whole) // (2 * whole) if whole else None


def moved_from(now: float, before: float, said: str) -> str:
    """
    Say which way a figure went, and never whether that is better: *up from 24%*, *as*.

    Parameters
    ----------
    said
        The figure before, as it is written.
    """
    return "as" if now == before else f"{'up' if now > before else 'down'} from {said}"


def children_counted(footprint: Footprint, whom: str = "") -> str:
    """
    Name the children that a placement type picks out.

    Parameters
    ----------
    whom
        Of these the ones *who are aged 14 and 15*; if empty, all of them.
    """
    said = f"children in residential placements ({', '.join(footprint.placement_types)})"
    if footprint.placement_types == (CHILDRENS_HOME,):
        said = "children in children's homes"
    return f"{said} {whom}".rstrip()
