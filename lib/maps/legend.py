"""The legend: each form that occurs, with numbers that occur."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from lib.disclosure.released import Audience, Released
from lib.maps.figures import HIDDEN, children, figure, whole
from lib.maps.flows import FlowLine, line_width
from lib.maps.shares import Share, steps_that_occur
from lib.maps.state import Shown, When, released
from lib.maps.words import TOTAL

Key = dict[str, object]
"""``label``, and for its swatch ``shape`` or ``width``, ``kind``, ``hollow``, ``cross``."""


def legend(
    areas: Released,
    homes: Released,
    *,
    kinds: AbstractSet[str],
    lines: Sequence[FlowLine],
    shares: dict[str, Share],
    shown: Shown,
) -> list[Key]:
    """
    Explain the circles, the lines and the diamonds that the map draws.

    Parameters
    ----------
    kinds
        Of the children who are drawn, in circles or in lines.
    shares
        Where the boroughs are shaded; empty where they are not.
    """
    keys = [
        *(key for key in _children_keys(areas, shown) if key["kind"] in {*kinds, "not_known"}),
        *_share_keys(shares),
        *_line_keys(lines),
        *_home_keys(homes, shown),
    ]
    if areas.audience is Audience.SHARED:
        keys.append({"label": "Numbers under 6 are not drawn"})
    return keys


def _children_keys(areas: Released, shown: Shown) -> list[Key]:
    """Every kind of children, with how many there are."""
    row = released(areas).loc[shown.area_code or TOTAL]
    today, now = row["today_in_footprint"], row[f"{shown.when}_in_footprint"]
    unknown = row[f"{shown.when}_footprint_unknown"]
    before, after = whole(today), whole(now)
    brought = HIDDEN if before is None or after is None else f"up to {after - before}"
    is_today = shown.when is When.TODAY
    keys: list[Key] = [
        {
            "shape": "circle",
            "kind": "inside",
            "label": f"{'Inside' if is_today else 'Inside today'}: {figure(today)}",
        },
        {
            "shape": "circle",
            "kind": "brought_inside",
            "cross": True,
            "label": f"Brought inside by the contract: {brought}",
        },
        {
            "shape": "circle",
            "kind": "outside",
            "hollow": True,
            "label": f"Outside: {figure(row[f'{shown.when}_outside_footprint'])}",
        },
    ]
    if whole(unknown) != 0:
        label = f"Not known: {figure(unknown)}"
        keys.append({"shape": "square", "kind": "not_known", "label": label})
    return keys


def _share_keys(shares: dict[str, Share]) -> list[Key]:
    return [
        {"shape": "square", "kind": kind, "label": label}
        for kind, label in steps_that_occur(shares)
    ]


def _line_keys(lines: Sequence[FlowLine]) -> list[Key]:
    numbers = sorted({line["children"] for line in lines})
    ends = dict.fromkeys((numbers[0], numbers[-1])) if numbers else ()
    return [
        {"kind": "quiet_text", "width": line_width(number), "label": children(number)}
        for number in ends
    ]


def _home_keys(homes: Released, shown: Shown) -> list[Key]:
    table = released(homes)
    keys: list[Key] = []
    if table["places"].sum():
        keys.append({"shape": "diamond", "kind": "home", "label": "Children's homes, by places"})
    beds = int(table["block_beds"].sum())
    if shown.when is When.WITH_CONTRACT and beds:
        label = f"Block homes: {beds} beds"
        keys.append({"shape": "diamond", "kind": "home", "hollow": True, "label": label})
    return keys
