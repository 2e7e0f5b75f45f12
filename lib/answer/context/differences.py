"""Why a figure of a return differs from the published one, as far as the returns can tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lib.answer.wording import children, is_or_are, whole_percent


class Measure(StrEnum):
    """What is compared, as its column is headed."""

    LOOKED_AFTER = "Looked after"
    INSIDE = "Inside the authority"
    OVER_20 = "More than 20 miles"
    OVER_20_OUTSIDE = "More than 20 miles and outside"
    DISTANCE_UNKNOWN = "Distance not known"
    IN_HOMES = "In secure and children's homes (K1 and K2)"
    UNACCOMPANIED = "Unaccompanied"


class Kind(StrEnum):
    """What came of a comparison."""

    AGREES = "agrees"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"
    NOT_COMPARED = "not compared"


@dataclass(frozen=True, kw_only=True)
class Found:
    """
    What the return of one authority holds on the day, that may explain a difference.

    Parameters
    ----------
    covers_the_day
        Whether the return tells of all children on the day.
    looked_after
        All children looked after.
    over_20_outside
        Who live more than 20 miles away and outside the authority.
    unaccompanied
        Whom the UASC table names.
    unaccompanied_with_distance
        Of these, those whose distance is known.
    distance_unknown_others
        Children without a distance who are not unaccompanied.
    either_side
        Whose postcode sectors leave open on which side of 20 miles they live.
    placement_unknown
        Of whom it is not known in which authority they live.
    in_secure_homes
        In placements of code K1.
    in_short_breaks
        In a series of short breaks (V3, V4) and not otherwise looked after: never counted.
    """

    covers_the_day: bool
    looked_after: int
    over_20_outside: int
    unaccompanied: int
    unaccompanied_with_distance: int
    distance_unknown_others: int
    either_side: int
    placement_unknown: int
    in_secure_homes: int
    in_short_breaks: int


_CHECK: Final[Mapping[Measure, str]] = {
    Measure.LOOKED_AFTER: (
        "children who began or ceased to be looked after around that day, entered late perhaps, "
        "and whether this is the return that was sent last"
    ),
    Measure.INSIDE: "the placement postcodes of that day",
    Measure.OVER_20: "both postcodes of children who live about 20 miles from their own address",
    Measure.OVER_20_OUTSIDE: "both postcodes of children placed outside the authority",
    Measure.DISTANCE_UNKNOWN: "children whose origin or placement has no postcode",
    Measure.IN_HOMES: "the placement codes K1 and K2 on that day",
    Measure.UNACCOMPANIED: (
        "the UASC table, and whether it names children whose status had ceased by that day (DUC)"
    ),
}
"""Where to look first, by measure."""


def explain(
    measure: Measure, differences: Mapping[Measure, int | None], found: Found
) -> tuple[Kind, str]:
    """
    Explain one difference of an authority, or say plainly that nothing here does.

    An explanation is a count of the return that is as large as the difference, or can be.

    Parameters
    ----------
    differences
        Returns less published, of every measure; None where there is none to compare. Children,
        or percentage points.
    """
    difference = differences[measure]
    if difference is None:
        return Kind.NOT_COMPARED, ""
    if difference == 0:
        return Kind.AGREES, ""
    more = f"The returns have {_how_many(measure, difference)}"
    because = _because(measure, difference, differences, found)
    if because:
        return Kind.EXPLAINED, f"{more}: {because}."
    part, rest = "", "it"
    alone = differences.get(Measure.UNACCOMPANIED) or 0
    if measure is Measure.LOOKED_AFTER and _is_part(alone, difference):
        part, rest = f", {abs(alone):,} of them unaccompanied", "the others"
    return (
        Kind.UNEXPLAINED,
        f"{more}{part}; nothing here explains {rest}: check {_CHECK[measure]}.",
    )


def _is_part(part: int, whole: int) -> bool:
    """Whether one difference can be a part of another."""
    return part != 0 and (part > 0) == (whole > 0) and abs(part) <= abs(whole)


def _how_many(measure: Measure, difference: int) -> str:
    size = abs(difference)
    what = ""
    if measure is Measure.OVER_20_OUTSIDE:
        what = f" percentage point{'' if size == 1 else 's'}"
    return f"{size:,}{what} {'more' if difference > 0 else 'fewer'}"


def _because(
    measure: Measure,
    difference: int,
    differences: Mapping[Measure, int | None],
    found: Found,
) -> str:
    """Find what in the return can be the reason; empty if nothing can."""
    if not found.covers_the_day:
        return "the authority's return does not cover this day, so not all children on it are known"
    return {
        Measure.LOOKED_AFTER: _of_looked_after,
        Measure.INSIDE: _of_inside,
        Measure.OVER_20: _of_over_20,
        Measure.OVER_20_OUTSIDE: _of_over_20_outside,
        Measure.DISTANCE_UNKNOWN: _of_distance_unknown,
        Measure.IN_HOMES: _of_in_homes,
        Measure.UNACCOMPANIED: _of_unaccompanied,
    }[measure](difference, differences, found) or _as_among_all(measure, difference, differences)


_Differences = Mapping[Measure, int | None]


def _of_looked_after(difference: int, differences: _Differences, found: Found) -> str:
    if difference == differences.get(Measure.UNACCOMPANIED):
        return (
            "as many as of unaccompanied children alone, so all others agree in number"
            if found.unaccompanied
            else "unaccompanied children are published as looked after, and the return names none"
        )
    if difference == -found.in_short_breaks:
        return (
            f"{children(found.in_short_breaks)} {is_or_are(range(found.in_short_breaks))} in a "
            "series of short breaks (V3, V4), left out here as they are from the published "
            "figure: check their legal status"
        )
    return ""


def _of_inside(difference: int, _: _Differences, found: Found) -> str:
    if -found.placement_unknown <= difference < 0:
        return (
            f"of {children(found.placement_unknown)} the placement's postcode is missing or could "
            "not be located, and they may live inside"
        )
    return ""


def _of_over_20(difference: int, _: _Differences, found: Found) -> str:
    if -found.distance_unknown_others <= difference < 0:
        return (
            f"of {children(found.distance_unknown_others)} other than unaccompanied ones the "
            "distance is not known, as a postcode is missing or could not be located"
        )
    if 0 < difference <= found.unaccompanied_with_distance:
        return _unaccompanied_with_distance(found)
    if abs(difference) <= found.either_side:
        return (
            f"of {children(found.either_side)} the postcode sector alone is known, and they may "
            "live on either side of 20 miles"
        )
    return ""


def _of_over_20_outside(difference: int, differences: _Differences, found: Found) -> str:
    """Explain percentage points by the fewest children that make them up."""
    everyone, far = found.looked_after, found.over_20_outside
    ours = whole_percent(far, everyone)
    for size in range(1, everyone + 1):
        more = -size if difference < 0 else size
        if ours is not None and whole_percent(far - more, everyone) == ours - difference:
            return _of_over_20(more, differences, found)
    return ""


def _of_distance_unknown(difference: int, differences: _Differences, found: Found) -> str:
    if difference == differences.get(Measure.UNACCOMPANIED):
        return "as many as of unaccompanied children, whose distance is seldom known"
    if 0 < difference <= found.distance_unknown_others:
        return (
            f"of {children(found.distance_unknown_others)} other than unaccompanied ones a "
            "postcode is missing or could not be located here"
        )
    if -found.unaccompanied_with_distance <= difference < 0:
        return _unaccompanied_with_distance(found)
    return ""


def _unaccompanied_with_distance(found: Found) -> str:
    return (
        f"{children(found.unaccompanied_with_distance)} who came unaccompanied "
        f"{'has' if found.unaccompanied_with_distance == 1 else 'have'} a distance here, and "
        "seldom one in the published figure"
    )


def _of_in_homes(difference: int, _: _Differences, found: Found) -> str:
    if difference == found.in_secure_homes:
        return (
            f"{children(found.in_secure_homes)} in secure homes (K1) "
            f"{is_or_are(range(found.in_secure_homes))} counted here, and the published figure "
            "is that of children's homes (K2) alone"
        )
    return ""


def _of_unaccompanied(difference: int, _: _Differences, found: Found) -> str:
    if difference < 0 and not found.unaccompanied:
        return "they name nobody as unaccompanied, so the UASC table is missing or empty"
    return ""


def _as_among_all(measure: Measure, difference: int, differences: _Differences) -> str:
    """Say that the same children may be too many or lacking among all."""
    counts_children = {Measure.INSIDE, Measure.OVER_20, Measure.IN_HOMES, Measure.DISTANCE_UNKNOWN}
    of_all = differences.get(Measure.LOOKED_AFTER) or 0
    if measure not in counts_children or not _is_part(difference, of_all):
        return ""
    more = f"{abs(of_all):,} {'more' if of_all > 0 else 'fewer'}"
    return f"of all children looked after they have {more}, and this may be part of that"
