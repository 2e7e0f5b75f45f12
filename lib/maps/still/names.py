"""
Names on a still map, so placed that none covers another or a symbol.

Lines are kept clear of where that can be had, and a borough's name stays in its borough. Where
there is no room for a borough's name and figure, the name stands alone, and smaller; a name for
which there is none either is left out: every figure stands in a table as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from lib.maps.still.pen import width_of

Boxes = npt.NDArray[np.float64]
"""Shape (n, 4): left, top, right, bottom, in pixels."""

LINE: Final = 1.14
"""Of the size of a text: from one line to the next."""

_COVERED: Final = 900.0
_OUTSIDE: Final = 420.0
_CROSSED: Final = 5.0
_MOST_CROSSED: Final = 12
_CLOSE_BY: Final = 6
"""Pixels."""

_SMALLEST: Final = 10.0
"""Pixels: the size of a name that has no room otherwise."""

_MOST_OUTSIDE: Final = 0.5
_DEAREST: Final = 400.0
"""Above it, only a name that must stand does."""

_MOST_COVERED: Final = 0.06


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a label."""

    text: str
    size: float
    weight: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Label:
    """
    A name on its way to a place.

    Parameters
    ----------
    at
        The middle of what it names.
    around
        The box of the symbols that stand there, if any.
    area
        The borough that it is to stay in, in pixels, if it is one.
    is_ours
        In the footprint: written stronger.
    is_needed
        It stands if there is any room for it at all.
    """

    lines: tuple[Line, ...]
    at: tuple[float, float]
    around: tuple[float, float, float, float] | None = None
    area: shapely.Geometry | None = None
    is_ours: bool = False
    is_needed: bool = False

    @property
    def width(self) -> float:
        """Of its widest line, in pixels, with a little room."""
        widths = (width_of(one.text, size=one.size, weight=one.weight) for one in self.lines)
        return max(widths) + 6

    @property
    def height(self) -> float:
        """Of all its lines."""
        return sum(one.size * LINE for one in self.lines) + 2

    def shorter(self) -> Iterator["Label"]:
        """Give ways to write a borough's name in less room: without its figure, then smaller."""
        if self.is_ours and self.area is not None:
            name = tuple(one for one in self.lines if one.weight == self.lines[0].weight)
            for size in (self.lines[0].size, _SMALLEST):
                yield replace(self, lines=tuple(replace(one, size=size) for one in name))


class Placed(NamedTuple):
    """A label as it is written, and its box: left, top, right, bottom."""

    label: Label
    box: npt.NDArray[np.float64]


def placed(
    labels: Sequence[Label],
    *,
    obstacles: Boxes,
    line_points: npt.NDArray[np.float64],
    frame: tuple[float, float, float, float],
) -> list[Placed | None]:
    """
    Find the cheapest place for each label, the most important first.

    Those without room are tried again, shorter, once all others stand.

    Parameters
    ----------
    obstacles
        Symbols, and whatever else no name may cover.
    line_points
        Shape (n, 2): points along the lines.
    frame
        Left, top, right and bottom of where names may stand.

    Returns
    -------
    list
        Of each label how it is written and where; None where it is left out.
    """
    taken = np.asarray(obstacles, dtype=float).reshape(-1, 4)
    found: list[Placed | None] = [None] * len(labels)
    for ways in (lambda label: (label,), Label.shorter):
        for at, label in enumerate(labels):
            for way in ways(label) if found[at] is None else ():
                box = _cheapest(way, taken, line_points, frame)
                if box is not None:
                    found[at] = Placed(way, box)
                    taken = np.vstack([taken, box])
                    break
    return found


def _cheapest(
    label: Label,
    taken: Boxes,
    line_points: npt.NDArray[np.float64],
    frame: tuple[float, float, float, float],
) -> npt.NDArray[np.float64] | None:
    spots = _spots(label)
    half = np.array([label.width, label.height]) / 2
    boxes = np.hstack([spots - half, spots + half])
    left, top, right, bottom = frame
    is_in = (
        (boxes[:, 0] >= left) & (boxes[:, 1] >= top) & (boxes[:, 2] <= right)
        & (boxes[:, 3] <= bottom)
    )  # fmt: skip
    is_in &= _is_of_its_area(label, spots, boxes)
    order = np.arange(len(spots))[is_in]
    spots, boxes = spots[is_in], boxes[is_in]
    if not len(boxes):
        return None
    covered = _covered(boxes, taken)
    cost = (
        np.hypot(*(spots - label.at).T)
        + 0.5 * np.minimum(order, _MOST_CROSSED)
        + _CROSSED * np.minimum(_points_in(boxes, line_points), _MOST_CROSSED)
        + _COVERED * covered
        + _OUTSIDE * _share_outside(boxes, label.area)
    )
    best = int(np.argmin(cost))
    is_too_dear = not label.is_needed and cost[best] > _DEAREST
    if covered[best] > _MOST_COVERED or is_too_dear:
        return None
    chosen: npt.NDArray[np.float64] = boxes[best]
    return chosen


def _is_of_its_area(label: Label, spots: Boxes, boxes: Boxes) -> npt.NDArray[np.bool_]:
    """
    Leave out where a name would be read as another area's.

    More than half of it lies in its own area, or close by one that is smaller than its name.
    """
    if label.area is None:
        return np.ones(len(boxes), dtype=bool)
    west, north, east, south = label.area.bounds
    if east - west < label.width or south - north < label.height:
        touches: npt.NDArray[np.bool_] = (
            shapely.distance(shapely.box(*boxes.T), label.area) <= _CLOSE_BY
        )
        is_near: npt.NDArray[np.bool_] = np.hypot(*(spots - label.at).T) < label.width
        return np.logical_and(touches, is_near)
    return _share_outside(boxes, label.area) < _MOST_OUTSIDE


def _spots(label: Label) -> npt.NDArray[np.float64]:
    """
    Give the middles of where a label may stand, the best first.

    Near the middle of its place, round its symbols, on a grid over its area, then further off.
    """
    x, y = label.at
    left, top, right, bottom = label.around or (x, y, x, y)
    middle, (width, height) = (left + right) / 2, (label.width, label.height)
    found = [] if label.around else [(x, y)]
    found += [
        (middle, top - height / 2 - 2), (middle, bottom + height / 2 + 2),
        (left - width / 2 - 3, y), (right + width / 2 + 3, y),
    ]  # fmt: skip
    if label.area is not None:
        west, north, east, south = label.area.bounds
        found += [
            (west + column * (east - west) / 12, north + row * (south - north) / 14)
            for row in range(1, 14)
            for column in range(1, 12)
        ]
    found += [
        (middle + aside * width, y_)
        for far in (12, 26)
        for aside in (-0.6, 0, 0.6)
        for y_ in (top - height / 2 - far, bottom + height / 2 + far)
    ]
    return np.array(found)


def _covered(boxes: Boxes, taken: Boxes) -> npt.NDArray[np.float64]:
    """Give how much of each box, or of what it lies on if that is smaller, is covered."""
    if not len(taken):
        return np.zeros(len(boxes))
    low = np.maximum(boxes[:, None, :2], taken[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], taken[None, :, 2:])
    both = np.clip(high - low, 0, None).prod(axis=2)
    smaller = np.minimum(_areas(boxes)[:, None], np.maximum(_areas(taken), 1e-9)[None, :])
    total: npt.NDArray[np.float64] = (both / smaller).sum(axis=1)
    return total


def _areas(boxes: Boxes) -> npt.NDArray[np.float64]:
    sizes: npt.NDArray[np.float64] = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    return sizes


def _points_in(boxes: Boxes, points: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    if not len(points):
        return np.zeros(len(boxes), dtype=np.int64)
    x, y = points[:, 0], points[:, 1]
    is_in = (x > boxes[:, :1]) & (x < boxes[:, 2:3]) & (y > boxes[:, 1:2]) & (y < boxes[:, 3:])
    counted: npt.NDArray[np.int64] = is_in.sum(axis=1)
    return counted


def _share_outside(boxes: Boxes, area: shapely.Geometry | None) -> npt.NDArray[np.float64]:
    """Ask nine points of each box whether they lie in the area."""
    if area is None:
        return np.zeros(len(boxes))
    steps = (0.0, 0.5, 1.0)
    left, top, right, bottom = boxes.T
    is_in = [
        shapely.contains_xy(area, left + across * (right - left), top + down * (bottom - top))
        for across in steps
        for down in steps
    ]
    share: npt.NDArray[np.float64] = 1 - np.mean(is_in, axis=0)
    return share
