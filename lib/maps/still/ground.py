"""The land under a still map: authorities, the Thames, roads and rail."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from shapely.geometry import shape

from lib.maps.land import read_geojson
from lib.maps.palette import Palette
from lib.maps.shares import Shades
from lib.maps.state import Layer
from lib.maps.still.pen import points
from lib.maps.still.view import View
from lib.units import BRITISH_NATIONAL_GRID, WGS84

_TRANSPORT_FROM_ZOOM: Final = 9.5
"""Further out, roads and rail are a tangle."""

_FINEST_PIXELS: Final = 0.3
"""Nearer points of an outline cannot be told apart in print."""

_HATCHING: Final = "//////"
_MARGIN_PIXELS: Final = 12


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Ground:
    """Outlines in pixels of one view; ``areas`` are the footprint's, by code."""

    others: gpd.GeoSeries
    areas: gpd.GeoSeries
    water: gpd.GeoSeries
    roads: gpd.GeoSeries
    rail: gpd.GeoSeries


@lru_cache(maxsize=8)
def ground(view: View, codes: tuple[str, ...]) -> Ground:
    """
    Cut the land to a view; a pack of pages has one view, so it is cut once.

    Raises
    ------
    SourceError
        If a file of the land is missing or cannot be read.
    """
    boroughs, england = _layer("boroughs"), _layer("england")
    is_ours = boroughs.index.isin(codes)
    elsewhere = england[~england.index.isin(boroughs.index)]
    return Ground(
        others=_seen([elsewhere, boroughs[~is_ours]], view),
        areas=_seen([boroughs[is_ours]], view),
        water=_seen([_layer("thames")], view),
        roads=_seen([_layer("roads")], view),
        rail=_seen([_layer("rail")], view),
    )


def paint_ground(
    axes: Axes,
    laid: Ground,
    view: View,
    shades: Shades,
    *,
    layers: frozenset[Layer],
    colours: Palette,
) -> None:
    """Paint everything that lies under the figures, shaded as one picture shades it."""
    axes.set_facecolor(colours.water)
    _fill(axes, laid.others, colours.land, edge=colours.neighbour_outline, pixels=0.8)
    _fill(axes, laid.water, colours.water)
    _fill(axes, laid.areas, colours.footprint_land, edge=colours.outline, pixels=4)
    _fill(axes, laid.areas, colours.footprint_land)
    if Layer.SHARES in layers:
        _paint_shades(axes, laid, shades, colours)
    if Layer.TRANSPORT in layers and view.zoom >= _TRANSPORT_FROM_ZOOM:
        _stroke(axes, laid.roads, colours.road, pixels=1)
        _stroke(axes, laid.rail, colours.rail, pixels=0.8, dashes=(4, 3))
    _stroke(axes, laid.areas.boundary, colours.neighbour_outline, pixels=1.2)


def paint_chosen(axes: Axes, laid: Ground, codes: list[str], *, colours: Palette) -> None:
    """Outline the area that the reader chose."""
    chosen = laid.areas[laid.areas.index.isin(codes)]
    _stroke(axes, chosen.boundary, colours.outline, pixels=3.5)


def _paint_shades(axes: Axes, laid: Ground, shades: Shades, colours: Palette) -> None:
    tones = colours.as_dict()
    kind = shades["scale"]["kind"]
    for code, step in shades["shades"].items():
        area = laid.areas[laid.areas.index == code]
        if step is not None:
            _fill(axes, area, tones[f"{kind}_{step + 1}"])
        elif not area.empty:  # no share to show is no low share: lines in place of a colour
            area.plot(
                ax=axes, facecolor=colours.footprint_land, edgecolor=colours.neighbour_outline,
                hatch=_HATCHING, linewidth=0, aspect=None,
            )  # fmt: skip


def _fill(
    axes: Axes, shapes: gpd.GeoSeries, colour: str, *, edge: str = "none", pixels: float = 0
) -> None:
    if not shapes.empty:
        shapes.plot(
            ax=axes, facecolor=colour, edgecolor=edge, linewidth=points(pixels), aspect=None
        )


def _stroke(
    axes: Axes,
    shapes: gpd.GeoSeries,
    colour: str,
    *,
    pixels: float,
    dashes: tuple[float, float] | None = None,
) -> None:
    """Draw all lines as one: thousands of them, each by itself, take a second."""
    lines = shapely.get_parts(shapely.get_parts(shapes.values))
    paths = [Path(shapely.get_coordinates(line)) for line in lines if not line.is_empty]
    if not paths:
        return
    style = (0, tuple(map(points, dashes))) if dashes else "solid"
    drawn = PathPatch(
        Path.make_compound_path(*paths),
        facecolor="none",
        edgecolor=colour,
        linewidth=points(pixels),
        linestyle=style,
    )
    axes.add_artist(drawn)


def _seen(layers: list[gpd.GeoSeries], view: View) -> gpd.GeoSeries:
    """Cut to the frame and a little more, so that no edge of the cut is seen; then to pixels."""
    frame = view.box.buffer(_MARGIN_PIXELS * view.metres, join_style="mitre")
    cut = []
    for layer in layers:
        near = layer[layer.intersects(frame)]
        simpler = near.simplify(_FINEST_PIXELS * view.metres) if len(near) else near
        cut.append(shapely.clip_by_rect(simpler.values, *frame.bounds))
    index = np.concatenate([layer[layer.intersects(frame)].index for layer in layers])
    found = gpd.GeoSeries(np.concatenate(cut), index=index)
    found = found[~found.is_empty]
    scale = 1 / view.metres
    return found.affine_transform([scale, 0, 0, -scale, -view.west * scale, view.north * scale])


@lru_cache(maxsize=8)
def _layer(name: str) -> gpd.GeoSeries:
    features = read_geojson(name)
    codes = [feature["properties"].get("code", name) for feature in features]
    shapes = [shape(feature["geometry"]) for feature in features]
    return gpd.GeoSeries(shapes, index=codes, crs=WGS84).to_crs(BRITISH_NATIONAL_GRID)
