"""
What the Department's file of local authorities calls the groups and items that are read.

The usual wording of an item is its first. The others are those of other years, or of other
files of the Department's, and stand here so that a change from one to another is no obstacle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lib.sources.imports.grid import words_of

_LOCALITY: Final = frozenset(
    {"locality of placement", "placement locality", "location of placement", "placement location"}
)
_DISTANCE: Final = frozenset({"distance between home and placement", "placement distance"})
_PLACEMENT: Final = frozenset({"placement", "placement type", "type of placement"})
_UASC: Final = frozenset(
    {
        "unaccompanied asylum seeking children",
        "unaccompanied asylum seeking children uasc",
        "unaccompanied asylum seeking child",
        "uasc",
        "uasc status",
    }
)
_OF_ALL: Final = _LOCALITY | _DISTANCE | _PLACEMENT | {"age group", "gender", "sex"}
"""Groups that divide all children looked after, so that their totals are one number."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """
    One item of the file: the groups it may stand in, and its wordings, the usual one first.

    Numbers are read of every item, as some are there only to tell what is withheld.
    """

    groups: frozenset[str]
    wordings: tuple[str, ...]
    has_percent: bool = False
    is_needed: bool = True


ITEMS: Final[Mapping[str, Item]] = {
    "looked_after": Item(groups=_OF_ALL, wordings=("total", "total children")),
    "inside_la": Item(
        groups=_LOCALITY,
        wordings=(
            "placed inside the local authority boundary",
            "inside the local authority boundary",
            "placed inside the la boundary",
            "placed inside la boundary",
            "inside la boundary",
        ),
        has_percent=True,
    ),
    "outside_la": Item(
        groups=_LOCALITY,
        wordings=(
            "placed outside the local authority boundary",
            "outside the local authority boundary",
            "placed outside the la boundary",
            "placed outside la boundary",
            "outside la boundary",
        ),
    ),
    "over20": Item(
        groups=_DISTANCE,
        wordings=("placed more than 20 miles from home", "more than 20 miles from home"),
        has_percent=True,
    ),
    "upto20": Item(
        groups=_DISTANCE,
        wordings=(
            "placed 20 miles or less from home",
            "placed less than 20 miles from home",
            "placed within 20 miles of home",
            "placed within 20 miles from home",
            "20 miles or less",
        ),
    ),
    "distance_unknown": Item(
        groups=_DISTANCE,
        wordings=(
            "distance not known or not recorded",
            "distance not known or recorded",
            "not known or not recorded",
        ),
        has_percent=True,
    ),
    "pl_foster": Item(groups=_PLACEMENT, wordings=("foster placements",), has_percent=True),
    "pl_secure_and_childrens_home": Item(
        groups=_PLACEMENT, wordings=("secure homes and childrens homes",), has_percent=True
    ),
    "pl_supported_accommodation": Item(
        groups=_PLACEMENT,
        wordings=(
            "independent and semi independent living arrangements supported accommodation",
            "independent living and supported accommodation",
            "supported accommodation",
        ),
        has_percent=True,
    ),
    "uasc": Item(
        groups=_UASC,
        wordings=(
            "unaccompanied asylum seeking children",
            "unaccompanied asylum seeking children uasc",
            "unaccompanied asylum seeking child",
            "uasc",
        ),
        has_percent=True,
    ),
    "not_uasc": Item(
        groups=_UASC,
        wordings=(
            "non unaccompanied asylum seeking children",
            "not unaccompanied asylum seeking children",
            "non uasc",
        ),
        is_needed=False,
    ),
}
"""The first part of a measure's name to the item that it comes from."""

ON_31_MARCH: Final = frozenset(
    {
        "children looked after at 31 march each year",
        "children looked after on 31 march each year",
        "children looked after at 31 march",
        "children looked after on 31 march",
        "cla on 31 march",
    }
)
"""What the file of numbers and rates calls the children who are counted."""


def item_of(group: str, item: str) -> str | None:
    """Tell which item a row is about; None for one that no figure here needs."""
    group_words, item_words = words_of(group), words_of(item)
    return next(
        (
            name
            for name, known in ITEMS.items()
            if group_words in known.groups and item_words in known.wordings
        ),
        None,
    )
