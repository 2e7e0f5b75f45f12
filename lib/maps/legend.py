"""The legend: each form that occurs, with numbers that occur."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from lib.disclosure.released import Audience, Released
from lib.maps.figures import HIDDEN, children, figure, whole
from lib.maps.flows import INSIDE, INSIDE_WITH_CONTRACT, FlowLine, line_width
from lib.maps.shares import Share, steps_that_occur
from lib.maps.state import Shown, When, released
from lib.maps.words import TOTAL
from lib.units import NEAR_MILES

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
        *_children_keys(areas, kinds=kinds, shown=shown),
        *_share_keys(shares),
        *_line_keys(lines),
        *_ring_keys(areas, shown),
        *_home_keys(homes, shown),
    ]
    if areas.audience is Audience.SHARED:
        keys.append({"label": "Numbers under 6 are not drawn"})
    return keys


def _children_keys(areas: Released, *, kinds: AbstractSet[str], shown: Shown) -> list[Key]:
    """Every kind of children that is drawn, with how many there are."""
    row = released(areas).loc[shown.area_code or TOTAL]
    today, now = row["today_in_footprint"], row[f"{shown.when}_in_footprint"]
    unknown = row[f"{shown.when}_footprint_unknown"]
    before, after = whole(today), whole(now)
    brought = HIDDEN if before is None or after is None else f"up to {after - before}"
    drawn: list[Key] = [
        _inside_key(today, now, areas.audience, shown),
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
    # The circles know one kind of inside; its key says which of the two it stands for.
    meant = {*kinds, INSIDE_WITH_CONTRACT} if INSIDE in kinds else kinds
    drawn = [key for key in drawn if key["kind"] in meant]
    return drawn if whole(unknown) == 0 else [*drawn, {"label": f"Not known: {figure(unknown)}"}]


def _inside_key(today: object, now: object, audience: Audience, shown: Shown) -> Key:
    """
    Name the filled circle.

    In the shared view with the contract it also holds flows whose number today
    is hidden: it cannot be said to stand for today.
    """
    if shown.when is When.TODAY:
        return {"shape": "circle", "kind": INSIDE, "label": f"Inside: {figure(today)}"}
    if audience is Audience.SHARED:
        label = f"Inside, with the contract: {figure(now)}"
        return {"shape": "circle", "kind": INSIDE_WITH_CONTRACT, "label": label}
    return {"shape": "circle", "kind": INSIDE, "label": f"Inside today: {figure(today)}"}


def _share_keys(shares: dict[str, Share]) -> list[Key]:
    keys: list[Key] = [
        {"shape": "square", "kind": kind, "label": label}
        for kind, label in steps_that_occur(shares)
    ]
    unshaded = {share["label"] for share in shares.values() if share["step"] is None} - {""}
    if unshaded:
        label = f"Not shaded: {' or '.join(sorted(unshaded))}"
        keys.append({"shape": "square", "kind": "quiet_text", "hollow": True, "label": label})
    return keys


def _line_keys(lines: Sequence[FlowLine]) -> list[Key]:
    numbers = sorted({line["children"] for line in lines})
    ends = dict.fromkeys((numbers[0], numbers[-1])) if numbers else ()
    return [
        {"kind": "quiet_text", "width": line_width(number), "label": children(number)}
        for number in ends
    ]


def _ring_keys(areas: Released, shown: Shown) -> list[Key]:
    """The dotted ring of the chosen area; all areas together have none."""
    if shown.area_code is None:
        return []
    name = str(released(areas).at[shown.area_code, "name"])
    label = f"Dotted ring: {NEAR_MILES:g} miles from the middle of {name}"
    return [{"shape": "circle", "kind": "outline", "hollow": True, "label": label}]


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
