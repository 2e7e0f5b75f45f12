"""The legend: each form that occurs, with numbers that occur."""

from collections.abc import Sequence

from lib.disclosure.released import Audience, Released
from lib.maps.figures import children, figure, whole
from lib.maps.flows import FlowLine, line_width
from lib.maps.state import Shown, When, released
from lib.maps.words import TOTAL

Key = dict[str, object]
"""``label``, and for its swatch ``shape`` or ``width``, ``kind``, ``hollow``, ``cross``."""


def legend(
    areas: Released, homes: Released, *, lines: Sequence[FlowLine], shown: Shown
) -> list[Key]:
    """Explain the circles, the lines and the diamonds that the map draws."""
    keys = [*_children_keys(areas, shown), *_line_keys(lines), *_home_keys(homes, shown)]
    if areas.audience is Audience.SHARED:
        keys.append({"label": "Numbers under 6 are not drawn"})
    return keys


def _children_keys(areas: Released, shown: Shown) -> list[Key]:
    row = released(areas).loc[shown.area_code or TOTAL]
    inside, before = (
        row[f"{shown.when}_in_footprint"],
        row["today_in_footprint"],
    )
    now, today = whole(inside), whole(before)
    brought = 0 if now is None or today is None else now - today
    keys: list[Key] = [
        {
            "shape": "circle",
            "kind": "inside",
            "label": f"Inside today: {figure(before)}" if brought else f"Inside: {figure(inside)}",
        }
    ]
    if brought:
        label = f"Brought inside by the contract: up to {brought}"
        keys.append({"shape": "circle", "kind": "brought_inside", "cross": True, "label": label})
    outside = figure(row[f"{shown.when}_outside_footprint"])
    keys.append(
        {"shape": "circle", "kind": "outside", "hollow": True, "label": f"Outside: {outside}"}
    )
    unknown = row[f"{shown.when}_footprint_unknown"]
    if whole(unknown) != 0:
        label = f"Not known: {figure(unknown)}"
        keys.append({"shape": "square", "kind": "not_known", "label": label})
    return keys


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
