"""
What is left out so that nothing withheld follows by subtraction.

The Department withholds counts of 1 to 5, and others so that those do not follow within a
table. All children less a part are the other part: where that is withheld, or is such a
count, the part is not taken over, neither its number nor its percentage. Nothing is
worked out to be kept; the differences are formed here and forgotten.
"""

from collections.abc import Mapping
from typing import Final

_LARGEST_SMALL: Final = 5
_OTHER_PART: Final[Mapping[str, str]] = {"inside_la": "outside_la", "uasc": "not_uasc"}
"""Part to the other part: together all children looked after."""

_PARTS: Final = ("inside_la", "uasc", "over20", "distance_unknown", "pl_secure_and_childrens_home")
_AUTHORITY: Final = "E09"

Figures = dict[tuple[str, int, str], tuple[str, str]]
"""Text and status, one of them empty, by area, year and measure."""


def kept_out(figures: Figures) -> Figures:
    """
    Leave out of each authority and year what would give a withheld figure back.

    Parameters
    ----------
    figures
        Text and status by area, year and measure. Parts that are only there to be looked
        at (``outside_la_n``, ``upto20_n``, ``not_uasc_n``) may be among them.

    Returns
    -------
    dict
        The same without them, for regions and England all of them: those are rounded.
    """
    left_out = {
        (area, year, f"{part}{unit}")
        for area, year in {(area, year) for area, year, _ in figures}
        if area.startswith(_AUTHORITY)
        for part in _giving_away(
            {m: f for (a, y, m), f in figures.items() if (a, y) == (area, year)}
        )
        for unit in ("_n", "_pct")
    }
    return {key: figure for key, figure in figures.items() if key not in left_out}


def _giving_away(of_area: Mapping[str, tuple[str, str]]) -> set[str]:
    def number(part: str) -> int | None:
        value, _ = of_area.get(f"{part}_n", ("", ""))
        return int(value) if value else None

    def is_withheld(part: str) -> bool:
        return of_area.get(f"{part}_n", ("", ""))[1] == "c"

    everyone = number("looked_after")
    if everyone is None:
        return set()
    giving_away = {
        part
        for part in _PARTS
        if (count := number(part)) is not None
        and (_is_small(everyone - count) or is_withheld(_OTHER_PART.get(part, "")))
    }
    over, unknown = number("over20"), number("distance_unknown")
    follows = over is not None and unknown is not None
    if follows and (is_withheld("upto20") or _is_small(everyone - (over or 0) - (unknown or 0))):
        giving_away.add("distance_unknown")
    return giving_away


def _is_small(count: int) -> bool:
    return 1 <= count <= _LARGEST_SMALL
