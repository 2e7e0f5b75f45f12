"""Texts and symbols in pixels, 96 to the inch, in the map's own typeface."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon
from matplotlib.patheffects import Normal, Stroke
from matplotlib.textpath import TextToPath

from lib.maps.palette import Palette
from lib.maps.typeface import REGULAR, font

POINTS_A_PIXEL: Final = 0.75
HALO_PIXELS: Final = 4

_HINTED: Final = 1.015
"""Letters that are fitted to the dots are a little wider than their outlines."""

_TO_PATH: Final = TextToPath()

Shape = Literal["circle", "diamond", "square"]
Sign = Literal["cross", "minus"]


def points(pixels: float) -> float:
    """Give the same length in points, as matplotlib takes them."""
    return pixels * POINTS_A_PIXEL


@lru_cache(maxsize=4_096)
def width_of(text: str, *, size: float, weight: int = REGULAR) -> float:
    """Measure a text of one line, in pixels."""
    properties = font(weight).copy()
    properties.set_size(size)
    width, _, _ = _TO_PATH.get_text_width_height_descent(text, properties, ismath=False)
    return float(width) * _HINTED


def wrapped(text: str, width: float, *, size: float, weight: int = REGULAR) -> list[str]:
    """Break a text into lines that are no wider than asked, where a space allows it."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size=size, weight=weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def write(
    axes: Axes,
    text: str,
    at: tuple[float, float],
    *,
    size: float,
    colour: str,
    weight: int = REGULAR,
    halo: str | None = None,
    align: Literal["left", "center", "right"] = "left",
) -> None:
    """Write one line of plain text; ``at`` is on the line on which it stands."""
    written = axes.text(
        *at, text,
        fontproperties=font(weight), size=points(size), color=colour,
        ha=align, va="baseline", parse_math=False, clip_on=True,
    )  # fmt: skip
    if halo:
        outline = Stroke(linewidth=points(HALO_PIXELS), foreground=halo, alpha=0.85)
        written.set_path_effects([outline, Normal()])


@dataclass(frozen=True, kw_only=True)
class Look:
    """A form that carries a meaning beside its colour; ``sign`` stands upon it."""

    shape: Shape
    colour: str
    is_hollow: bool = False
    sign: Sign | None = None
    opacity: float = 1


def symbol(
    axes: Axes, look: Look, at: tuple[float, float], radius: float, *, colours: Palette
) -> None:
    """Draw a form."""
    if look.is_hollow:
        edge, face, line = look.colour, colours.panel, 2.5
        radius = max(0.5, radius - 1.25)
    else:
        edge, face, line = colours.halo, look.colour, 1.2
    drawn = {
        "facecolor": face,
        "edgecolor": edge,
        "linewidth": points(line),
        "alpha": look.opacity,
    }
    if look.shape == "circle":
        axes.add_artist(Circle(at, radius, **drawn))
    else:
        corners = np.asarray(at) + radius * _CORNERS[look.shape]
        axes.add_artist(Polygon(corners, closed=True, **drawn))
    if look.sign:
        arms = np.asarray(at) + _arms(look.sign, radius)
        colour = look.colour if look.is_hollow else colours.on_brought_inside
        axes.add_artist(Polygon(arms, closed=True, facecolor=colour, linewidth=0))


_CORNERS: Final[dict[str, npt.NDArray[np.float64]]] = {
    "diamond": np.array([(0, -1), (1, 0), (0, 1), (-1, 0)], dtype=float),
    "square": np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], dtype=float),
}


def _arms(sign: Sign, radius: float) -> npt.NDArray[np.float64]:
    """Give the corners of a cross or a minus about 0, 0."""
    if sign == "minus":
        long, half = 0.55 * radius, max(0.8, 0.14 * radius)
        corners: tuple[tuple[float, float], ...] = (
            (-long, -half), (long, -half), (long, half), (-long, half),
        )  # fmt: skip
    else:
        long, half = 0.58 * radius, max(0.8, 0.15 * radius)
        corners = (
            (-half, -long), (half, -long), (half, -half), (long, -half), (long, half),
            (half, half), (half, long), (-half, long), (-half, half), (-long, half),
            (-long, -half), (-half, -half),
        )  # fmt: skip
    return np.array(corners)
