"""
Where each symbol and each flow of a picture stands on a still map, and how it is drawn.

Children stand in the middle of their place, those brought inside to the left, homes to the
right, block homes beyond: as on the screen.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path

from lib.maps.drawn import Drawn, Picture
from lib.maps.flows import BROUGHT_INSIDE, FEWER, OUTSIDE, Kind
from lib.maps.nodes import Place
from lib.maps.palette import Palette
from lib.maps.state import Layer
from lib.maps.still.pen import Look, Sign, points, symbol, write
from lib.maps.still.view import View
from lib.maps.typeface import BOLD

Point = tuple[float, float]

GAP: Final = 2
STEPS: Final = 24
"""Places along a curve that names keep off."""

_SIGNS: Final[Mapping[str, Sign]] = {BROUGHT_INSIDE: "cross", FEWER: "minus"}
_HOLLOW: Final[frozenset[str]] = frozenset({OUTSIDE, FEWER})
_DASHED: Final = _HOLLOW
_NUMBERED_FROM: Final = 8.5
"""Radius of a circle that has room for its number."""


@dataclass(frozen=True, kw_only=True)
class Units:
    """Pixels for one child or one place, alike in every picture; the largest stays in bounds."""

    flow: float
    circle: float
    room: float
    scale: float

    @classmethod
    def of(cls, drawn: Drawn, view: View) -> "Units":
        """Choose them for all pictures of an answer."""
        pictures = drawn.pictures.values()
        flow = _most(line.children for one in pictures for line in one.lines)
        circle = _most(circle.children for one in pictures for circle in one.circles)
        room = _most(supply.places for one in pictures for supply in one.supply)
        return cls(
            flow=min(1.1, 13 / flow),
            circle=min(4.1, 30 / math.sqrt(circle)),
            room=min(1.9, 17 / math.sqrt(room)),
            scale=_between(0.55, (view.zoom - 6.5) / 4, 1) * _between(0.75, view.width / 620, 1),
        )

    def width_of(self, children: int) -> float:
        """Give the width of a line."""
        return max(1.0, self.flow * children)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One symbol: children of a kind, or homes."""

    kind: str
    number: int
    at: Point
    radius: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        (x, y), r = self.at, self.radius
        return x - r, y - r, x + r, y + r


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Everything that stands at one place."""

    place: Place
    at: Point
    children: list[Mark] = field(default_factory=list)
    homes: Mark | None = None
    block: Mark | None = None

    @property
    def marks(self) -> list[Mark]:
        """All of them."""
        return [*self.children, *(one for one in (self.homes, self.block) if one)]

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """The box round all symbols."""
        boxes = [mark.box for mark in self.marks]
        if not boxes:
            return None
        left, top, right, bottom = zip(*boxes, strict=True)
        return min(left), min(top), max(right), max(bottom)


@dataclass(frozen=True, kw_only=True, eq=False)
class Run:
    """A flow on its way: a curve bent to the left, so that there and back part."""

    kind: Kind
    width: float
    curve: tuple[Point, Point, Point]
    head: float
    tip: Point
    leaves: bool
    """Whether it ends beyond the frame."""

    def steps(self) -> npt.NDArray[np.float64]:
        """Give points along it, without its two ends."""
        start, middle, end = (np.array(one) for one in self.curve)
        t = np.linspace(0, 1, STEPS + 1)[1:-1, None]
        along: npt.NDArray[np.float64] = (
            (1 - t) ** 2 * start + 2 * t * (1 - t) * middle + t**2 * end
        )
        return along


def spots(
    drawn: Drawn, picture: Picture, view: View, units: Units, layers: frozenset[Layer]
) -> dict[str, Spot]:
    """Lay out the symbols of a picture, by the code of the place."""
    places = {place["code"]: place for place in drawn.standing}
    children: dict[str, dict[Kind, int]] = {}
    for circle in picture.circles:
        children.setdefault(circle.code, {})[circle.kind] = circle.children
    supply = {one.code: one for one in picture.supply if one.code in places}
    ends = {
        code
        for line in picture.lines
        for code in (drawn.pairs[line.pair].start, drawn.pairs[line.pair].end)
    }
    laid = {}
    for code in dict.fromkeys((*children, *supply, *sorted(ends))):
        at = view.at(places[code]["at"])
        marks = _children(children.get(code, {}), at, units) if Layer.CHILDREN in layers else []
        right = max((mark.radius for mark in marks if mark.at == at), default=0.0)
        homes = block = None
        if Layer.HOMES in layers and code in supply:
            one = supply[code]
            if one.places:
                homes, right = _home("homes", one.places, at, right, units, least=2.2)
            if one.block_beds:
                block, right = _home("block", one.block_beds, at, right, units, least=4)
        laid[code] = Spot(place=places[code], at=at, children=marks, homes=homes, block=block)
    return laid


def runs(
    drawn: Drawn, picture: Picture, laid: Mapping[str, Spot], view: View, units: Units
) -> list[Run]:
    """Lay out the flows, in the order of drawing."""
    found = []
    for line in picture.lines:
        pair = drawn.pairs[line.pair]
        start, there = laid[pair.start].at, laid[pair.end]
        target = next((mark for mark in there.children if mark.kind == line.kind), None)
        end = target.at if target else there.at
        is_new = line.kind == BROUGHT_INSIDE
        width = units.width_of(line.children)
        bend = 0.22 if is_new else 0.14
        middle = (
            (start[0] + end[0]) / 2 + bend * (end[1] - start[1]),
            (start[1] + end[1]) / 2 - bend * (end[0] - start[0]),
        )
        angle = math.atan2(end[1] - middle[1], end[0] - middle[0])
        head = max(4.0, 1.3 * width) if is_new else 0.0
        back = target.radius if is_new and target else 0.0
        found.append(
            Run(
                kind=line.kind,
                width=width,
                curve=(start, middle, _before(end, angle, back + head)),
                head=head,
                tip=_before(end, angle, back - 0.5),
                leaves=not view.holds(end),
            )
        )
    return found


def paint_runs(axes: Axes, laid: Iterable[Run], *, colours: Palette) -> None:
    """Paint the flows."""
    tones = colours.as_dict()
    for run in laid:
        opacity = 0.95 if run.head else 0.4 if run.leaves else 0.75
        # in widths of the line, as matplotlib counts them
        dashes = ((5 + run.width) / run.width, (4 + run.width) / run.width)
        axes.add_artist(
            PathPatch(
                Path(run.curve, [Path.MOVETO, Path.CURVE3, Path.CURVE3]),
                facecolor="none",
                edgecolor=tones[run.kind],
                linewidth=points(run.width),
                linestyle=(0, dashes) if run.kind in _DASHED else "solid",
                capstyle="butt",
                alpha=opacity,
            )
        )
        if run.head:
            axes.add_artist(Polygon(_head(run), closed=True, color=tones[run.kind], linewidth=0))


def paint_spots(axes: Axes, laid: Iterable[Spot], *, colours: Palette) -> None:
    """Paint the symbols, homes beneath children."""
    tones = colours.as_dict()
    home = Look(shape="diamond", colour=colours.home)
    for spot in laid:
        if spot.homes:
            look = home if spot.place["is_inside"] else replace(home, opacity=0.45)
            symbol(axes, look, spot.homes.at, spot.homes.radius, colours=colours)
        if spot.block:
            look = replace(home, is_hollow=True)
            symbol(axes, look, spot.block.at, spot.block.radius, colours=colours)
        for mark in spot.children:
            look = Look(
                shape="circle",
                colour=tones[mark.kind],
                is_hollow=mark.kind in _HOLLOW,
                sign=_SIGNS.get(mark.kind),
            )
            symbol(axes, look, mark.at, mark.radius, colours=colours)


def paint_numbers(axes: Axes, laid: Iterable[Spot], *, colours: Palette) -> None:
    """Write how many children a circle stands for, where there is room."""
    for spot in laid:
        for mark in spot.children:
            if mark.radius < _NUMBERED_FROM or mark.kind in _SIGNS:
                continue
            colour = colours.text if mark.kind in _HOLLOW else colours.on_inside
            at = (mark.at[0], mark.at[1] + 4.5)
            write(axes, f"{mark.number}", at, size=13, weight=BOLD, colour=colour, align="center")


def _children(kinds: Mapping[Kind, int], at: Point, units: Units) -> list[Mark]:
    """Place the circles of one place; what the contract changes stands to the left."""

    def radius(number: int, least: float) -> float:
        return max(least, units.circle * units.scale * math.sqrt(number))

    marks = [
        Mark(kind=kind, number=number, at=at, radius=radius(number, 2.6))
        for kind, number in kinds.items()
        if kind not in _SIGNS
    ]
    reach = max((mark.radius for mark in marks), default=0.0)
    for kind, number in kinds.items():
        if kind not in _SIGNS:
            continue
        r = radius(number, 5.5)
        left = reach + GAP + r if reach else 0.0
        marks.append(Mark(kind=kind, number=number, at=(at[0] - left, at[1]), radius=r))
        reach = reach or r
    return marks


def _home(
    kind: str, number: int, at: Point, right: float, units: Units, *, least: float
) -> tuple[Mark, float]:
    """Place a diamond to the right of what stands there; give it, and how far it reaches."""
    r = max(least, units.room * units.scale * math.sqrt(number))
    x = at[0] + (right + GAP + r if right else 0)
    reach = right + GAP + 2 * r if right else r
    return Mark(kind=kind, number=number, at=(x, at[1]), radius=r), reach


def _head(run: Run) -> npt.NDArray[np.float64]:
    """Give the corners of the arrow's head."""
    end, middle = run.tip, run.curve[1]
    angle = math.atan2(end[1] - middle[1], end[0] - middle[0])
    r = 0.75 * run.head
    turn = np.array([(math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))])
    corners: npt.NDArray[np.float64] = np.array(
        [(0, 0), (-1.7 * r, -r), (-1.7 * r, r)]
    ) @ turn + np.array(run.tip)
    return corners


def _before(end: Point, angle: float, length: float) -> Point:
    return end[0] - math.cos(angle) * length, end[1] - math.sin(angle) * length


def _most(numbers: Iterable[int]) -> int:
    return max((1, *numbers))


def _between(low: float, value: float, high: float) -> float:
    return min(high, max(low, value))
