"""The legend of a picture: each form that occurs, with numbers that occur."""

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TypedDict

from lib.disclosure.released import Audience
from lib.maps.areas import Area
from lib.maps.figures import HIDDEN, children, figure
from lib.maps.flows import (
    BROUGHT_INSIDE,
    FEWER,
    INSIDE,
    INSIDE_WITH_CONTRACT,
    OUTSIDE,
    FlowLine,
    Kind,
    line_width,
)
from lib.maps.nodes import Supply
from lib.maps.places import RING_MILES
from lib.maps.shares import UNSHADED
from lib.maps.state import Layer, Mode
from lib.maps.words import up_to


class Key(TypedDict, total=False):
    """
    ``label``, and for its swatch a ``shape``, or the ``width`` of a line, and its ``kind``.

    ``kind`` names a colour of `lib.maps.palette`. A line stands for a ``number`` of children;
    its ``width`` is in pixels, where the script has no reason to draw all lines thinner.
    A key with a ``layer`` stands as long as that layer does.
    """

    label: str
    shape: str
    kind: str
    width: float
    number: int
    hollow: bool
    cross: bool
    sign: str
    hatched: bool
    layer: str


def legend(
    area: Area,
    mode: Mode,
    *,
    audience: Audience,
    kinds: AbstractSet[Kind],
    lines: Sequence[FlowLine],
    supply: Iterable[Supply],
    labels: Collection[str],
    smallest_shown_count: int,
) -> list[Key]:
    """
    Explain the circles, the lines and the diamonds that a picture draws.

    Parameters
    ----------
    area
        The one that was chosen, or all together.
    kinds
        Of the children who are drawn, in circles or in lines.
    labels
        What is written on the areas; those that are not shaded say why.
    """
    keys = [
        *_children_keys(area, mode, audience=audience, kinds=kinds),
        *_unshaded_key(labels),
        *_line_keys(lines),
        *_ring_keys(area),
        *_home_keys(supply),
    ]
    if mode is not Mode.TODAY and BROUGHT_INSIDE in kinds:
        keys.append({"label": "Drawn: one way of giving out the beds"})
    if audience is Audience.SHARED:
        label = f"Numbers under {smallest_shown_count} are not drawn"
        # One borough's numbers are whole; of changes, one that is hidden may be the other way.
        if kinds and area.is_all and mode is not Mode.CHANGES:
            label += ": circles stand for at least so many"
        keys.append({"label": label})
    return keys


def _children_keys(
    area: Area, mode: Mode, *, audience: Audience, kinds: AbstractSet[Kind]
) -> list[Key]:
    """Every kind of children that is drawn, with how many there are."""
    brought = HIDDEN if area.more_inside is None else f"{up_to(area)}{area.more_inside:,}"
    if mode is Mode.CHANGES:
        return [
            key
            for key in (
                _circle(BROUGHT_INSIDE, f"More children inside: {brought}"),
                _circle(OUTSIDE, "More children outside"),
                _circle(FEWER, "Fewer children"),
            )
            if key["kind"] in kinds
        ]
    figures = area.today if mode is Mode.TODAY else area.with_contract
    drawn = [
        _circle(BROUGHT_INSIDE, f"Brought inside by the contract: {brought}"),
        _circle(OUTSIDE, f"Outside: {figure(figures.outside)}"),
    ]
    drawn = [key for key in drawn if key["kind"] in kinds]
    if kinds & {INSIDE, INSIDE_WITH_CONTRACT}:
        drawn.insert(0, _inside_key(area, mode, audience))
    if figures.unknown == 0:
        return drawn
    label = f"Not known: {figure(figures.unknown)}"
    return [*drawn, {"shape": "square", "kind": "not_known", "label": label}]


def _inside_key(area: Area, mode: Mode, audience: Audience) -> Key:
    """
    Name the filled circle.

    In the shared view with the contract it also holds flows whose number today
    is hidden: it cannot be said to stand for today.
    """
    if mode is Mode.TODAY:
        return _circle(INSIDE, f"Inside: {figure(area.today.inside)}")
    if audience is Audience.SHARED:
        label = f"Inside, with the contract: {figure(area.with_contract.inside)}"
        return _circle(INSIDE_WITH_CONTRACT, label)
    return _circle(INSIDE, f"Inside today: {figure(area.today.inside)}")


def _circle(kind: Kind, label: str) -> Key:
    """Give the form that the map draws for a kind: a cross in it, a ring, or filled."""
    key = Key(shape="circle", kind=kind, label=label, layer=Layer.CHILDREN)
    if kind == BROUGHT_INSIDE:
        key["cross"] = True
    if kind in {OUTSIDE, FEWER}:
        key["hollow"] = True
    if kind == FEWER:
        key["sign"] = "minus"
    return key


def _unshaded_key(labels: Collection[str]) -> list[Key]:
    why = sorted(UNSHADED.intersection(labels))
    if not why:
        return []
    label = f"Hatched: {' or '.join(why)}"
    return [
        {
            "shape": "square",
            "kind": "quiet_text",
            "hatched": True,
            "label": label,
            "layer": Layer.SHARES,
        }
    ]


def _line_keys(lines: Sequence[FlowLine]) -> list[Key]:
    numbers = sorted({line.children for line in lines})
    ends = dict.fromkeys((numbers[0], numbers[-1])) if numbers else ()
    return [
        {
            "kind": "quiet_text",
            "width": line_width(number),
            "number": number,
            "label": children(number),
            "layer": Layer.FLOWS,
        }
        for number in ends
    ]


def _ring_keys(area: Area) -> list[Key]:
    """The dotted rings of the chosen area; all areas together have none."""
    if area.is_all:
        return []
    *most, last = (f"{miles}" for miles in RING_MILES)
    label = f"Dotted rings: {', '.join(most)} and {last} miles from the middle of {area.name}"
    return [{"shape": "circle", "kind": "outline", "hollow": True, "label": label}]


def _home_keys(supply: Iterable[Supply]) -> list[Key]:
    supply = list(supply)
    keys: list[Key] = []
    if any(one.places for one in supply):
        label = "Children's homes, by places"
        keys.append({"shape": "diamond", "kind": "home", "label": label, "layer": Layer.HOMES})
    beds = sum(one.block_beds for one in supply)
    if beds:
        label = f"Block homes: {beds:,} beds"
        keys.append(
            {
                "shape": "diamond",
                "kind": "home",
                "hollow": True,
                "label": label,
                "layer": Layer.HOMES,
            }
        )
    return keys
