"""What stands on a still map beside its figures: scale, rings, what it is made of."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lib.maps.control_words import MODE_NAMES
from lib.maps.palette import Palette
from lib.maps.places import rings
from lib.maps.state import Mode
from lib.maps.still.pen import points, width_of, write
from lib.maps.still.still_map import StillMap
from lib.maps.still.view import View
from lib.maps.typeface import SEMIBOLD
from lib.units import METRES_PER_MILE_SSDA903, NEAR_MILES

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""

_ROUND_MILES: Final = (100, 50, 20, 10, 5, 2, 1, 0.5)
_LONGEST_SCALE: Final = 110


def paint_rings(axes: Axes, one: StillMap, view: View, *, colours: Palette) -> list[Box]:
    """Draw the distances from the middle of the area that was chosen; give the labels' boxes."""
    middle = one.places.point(one.drawn.chosen.code)
    boxes: list[Box] = []
    for miles, line in rings(middle) if middle else ():
        ring = np.array([view.at((lat, lon)) for lat, lon in line])
        is_near = miles == NEAR_MILES
        axes.fill(
            *ring.T,
            facecolor="none",
            edgecolor=colours.outline,
            linewidth=points(1.8 if is_near else 1.1),
            linestyle=(0, (1, 4)),
        )
        inside = [(x, y) for x, y in ring if view.holds((x, y), margin=36)]
        if not inside:
            continue
        x, y = min(inside, key=lambda point: point[1])
        said, half = f"{miles} miles", width_of(f"{miles} miles", size=12) / 2
        write(
            axes, said, (x, y - 5), size=12, colour=colours.text, halo=colours.halo, align="center"
        )
        boxes.append((x - half - 2, y - 18, x + half + 2, y - 2))
    return boxes


def paint_furniture(
    axes: Axes, one: StillMap, mode: Mode, view: View, *, colours: Palette
) -> list[Box]:
    """Draw the scale, what the figures are made of, and which picture it is; give the boxes."""
    boxes = [_scale(axes, view, colours=colours)]
    if one.marking:
        boxes.append(_plate(axes, one.marking, (8, 8), face=colours.text, text=colours.panel))
    if one.mode is Mode.SWIPE:
        at = (8, 40 if one.marking else 8)
        boxes.append(_plate(axes, MODE_NAMES[mode], at, face=colours.panel, text=colours.text))
    return boxes


def _plate(axes: Axes, said: str, corner: tuple[float, float], *, face: str, text: str) -> Box:
    x, y = corner
    width = width_of(said, size=14, weight=SEMIBOLD) + 16
    axes.add_artist(Rectangle((x, y), width, 26, facecolor=face, linewidth=0))
    write(axes, said, (x + 8, y + 18), size=14, weight=SEMIBOLD, colour=text)
    return x, y, x + width, y + 26


def _scale(axes: Axes, view: View, *, colours: Palette) -> Box:
    """Draw a scale bar in miles, on a round number."""
    fits = (
        miles
        for miles in _ROUND_MILES
        if miles * METRES_PER_MILE_SSDA903 / view.metres <= _LONGEST_SCALE
    )
    miles = next(fits, _ROUND_MILES[-1])
    x, y = 14, view.height - 12
    width = miles * METRES_PER_MILE_SSDA903 / view.metres
    bar = ([x, x, x + width, x + width], [y - 6, y, y, y - 6])
    axes.plot(*bar, color=colours.halo, linewidth=points(4))
    axes.plot(*bar, color=colours.text, linewidth=points(1.5))
    said = f"{miles} {'mile' if miles == 1 else 'miles'}"
    middle = (x + width / 2, y - 9)
    write(axes, said, middle, size=12, colour=colours.text, halo=colours.halo, align="center")
    return x - 4, y - 26, x + width + 4, y + 8
