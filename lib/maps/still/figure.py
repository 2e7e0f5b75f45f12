"""A still map drawn at any size, with its legend and its source: as SVG or as PNG."""

import io
from collections.abc import Mapping
from typing import Final

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from lib.maps.drawn import PICTURES
from lib.maps.flows import FEWER
from lib.maps.palette import LIGHT, Palette
from lib.maps.state import Layer, Mode
from lib.maps.still.furniture import Box, paint_furniture, paint_rings
from lib.maps.still.ground import ground, paint_chosen, paint_ground
from lib.maps.still.labels import labels
from lib.maps.still.legend import Legend
from lib.maps.still.marks import (
    Spot,
    Units,
    paint_numbers,
    paint_runs,
    paint_spots,
    runs,
    spots,
)
from lib.maps.still.names import LINE, placed
from lib.maps.still.pen import wrapped, write
from lib.maps.still.still_map import StillMap
from lib.maps.still.view import View

PIXELS_AN_INCH: Final = 96
PRINTED: Final = 300
"""Dots to the inch of a picture."""

_GAP: Final = 10
_SOURCE: Final = 11
_LINE_OF_SOURCE: Final = 14


def as_svg(one: StillMap, *, width: float, height: float) -> str:
    """
    Draw a map as SVG, its texts as outlines.

    Parameters
    ----------
    width, height
        In inches.
    """
    content = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "closer to home", "svg.fonttype": "path"}):
        figure_of(one, width, height).savefig(content, format="svg", metadata={"Date": None})
    return content.getvalue()


def as_png(one: StillMap, *, width: float, height: float, dots_an_inch: int = PRINTED) -> bytes:
    """Draw a map as a PNG, in so many dots to the inch."""
    content = io.BytesIO()
    figure = figure_of(one, width, height)
    FigureCanvasAgg(figure)
    figure.savefig(content, format="png", dpi=dots_an_inch, metadata={"Software": None})
    return content.getvalue()


def figure_of(one: StillMap, width: float, height: float) -> Figure:
    """Lay out the pictures side by side, the legend and the source beneath them."""
    wide, high = width * PIXELS_AN_INCH, height * PIXELS_AN_INCH
    colours = LIGHT
    figure = Figure(figsize=(width, height), facecolor=colours.panel)
    page = _axes(figure, (0, 0, wide, high), (wide, high))
    page.axis("off")
    modes = one.modes
    each = (wide - _GAP * (len(modes) - 1)) / len(modes)
    source = wrapped(one.source, wide, size=_SOURCE)
    foot = _GAP + _LINE_OF_SOURCE * len(source) + 4
    tall, view, legend = _room(one, each, wide, high - foot)
    for at, mode in enumerate(modes):
        box = (at * (each + _GAP), 0, each, tall)
        axes = _axes(figure, box, (wide, high))
        _paint(axes, one, mode, view, colours=colours)
    legend.paint(page, (0, tall + _GAP), wide, colours=colours)
    for at, line in enumerate(reversed(source)):
        at_foot = (0, high - 4 - _LINE_OF_SOURCE * at)
        write(page, line, at_foot, size=_SOURCE, colour=colours.quiet_text)
    return figure


def _room(one: StillMap, each: float, wide: float, high: float) -> tuple[float, View, Legend]:
    """
    Find how high a picture can be over its legend, which says what does not fit into it.

    The lower the picture, the more may lie beyond it, and the higher the legend: it only sinks.
    """
    tall = high
    while True:
        view = _view(one, each, tall)
        legend = _legend(one, one.modes[-1], view)
        left = high - legend.height(wide)
        if left >= tall:
            return tall, view, legend
        tall = left


def _view(one: StillMap, width: float, height: float) -> View:
    return View.over(one.places.footprint, one.opening, width=width, height=height)


def _legend(one: StillMap, mode: Mode, view: View) -> Legend:
    beyond = sum(
        circle.children
        for circle in one.drawn.pictures[mode].circles
        if circle.kind != FEWER
        and (at := one.places.point(circle.code)) is not None
        and not view.holds(view.at(at))
    )
    return Legend(
        drawn=one.drawn,
        mode=mode,
        layers=one.opening.layers,
        units=Units.of(one.drawn, view),
        beyond=beyond,
    )


def _axes(figure: Figure, box: Box, page: tuple[float, float]) -> Axes:
    """Give axes in pixels, y down, that fill a box of the page."""
    (left, top, width, height), (wide, high) = box, page
    where = (left / wide, 1 - (top + height) / high, width / wide, height / high)
    axes = figure.add_axes(where)
    axes.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[], autoscale_on=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes


def _paint(axes: Axes, one: StillMap, mode: Mode, view: View, *, colours: Palette) -> None:
    """Paint one picture, from the land up."""
    layers, read = one.opening.layers, one.drawn
    picture = read.pictures[mode]
    units = Units.of(read, view)
    land = ground(view, one.places.footprint.codes)
    laid = {of: spots(read, read.pictures[of], view, units, layers) for of in PICTURES}
    here = laid[mode]
    seen = [spot for spot in here.values() if spot.box and _is_seen(spot.box, view)]
    flows = runs(read, picture, here, view, units) if Layer.FLOWS in layers else []
    paint_ground(axes, land, view, picture.shades, layers=layers, colours=colours)
    taken: list[Box] = []
    if not read.chosen.is_all:
        paint_chosen(axes, land, read.chosen.authorities, colours=colours)
        taken += paint_rings(axes, one, view, colours=colours)
    paint_runs(axes, flows, colours=colours)
    paint_spots(axes, seen, colours=colours)
    paint_numbers(axes, seen, colours=colours)
    taken += paint_furniture(axes, one, mode, view, colours=colours)
    if Layer.NAMES in layers:
        wanted = labels(read, picture, [*laid.values()], view, places=one.places, areas=land.areas)
        found = placed(
            wanted,
            obstacles=np.array([*_boxes(laid), *taken]),
            line_points=np.vstack([np.empty((0, 2)), *(run.steps() for run in flows)]),
            frame=(6, 6, view.width - 6, view.height - 6),
        )
        for label, box in filter(None, found):
            y = float(box[1]) + 1
            for line in label.lines:
                y += line.size * LINE
                write(
                    axes, line.text, (float(box[0] + box[2]) / 2, y - 0.26 * line.size),
                    size=line.size, weight=line.weight, halo=colours.halo, align="center",
                    colour=colours.text if label.is_ours else colours.quiet_text,
                )  # fmt: skip
    # what was drawn later lies on top, whatever it is
    for order, artist in enumerate(axes.get_children()):
        if artist not in axes.spines.values():
            artist.set_zorder(order)
    axes.set(xlim=(0, view.width), ylim=(view.height, 0), xlabel="", ylabel="")


def _is_seen(box: Box, view: View) -> bool:
    """Whether the symbols of a place lie in the frame, and so the numbers on them."""
    left, top, right, bottom = box
    return right > 0 and bottom > 0 and left < view.width and top < view.height


def _boxes(laid: Mapping[Mode, Mapping[str, Spot]]) -> list[Box]:
    every = [spot.box for here in laid.values() for spot in here.values()]
    return list(dict.fromkeys(box for box in every if box))
