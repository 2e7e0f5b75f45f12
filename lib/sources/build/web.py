"""Small copies of the boundaries for web maps: simplified, and still fitting each other."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from lib.sources.build.coverage import (
    NO_LABEL,
    faces,
    joined,
    label_by_polygon,
    on_lattice,
)
from lib.sources.projection import to_degrees
from lib.units import BRITISH_NATIONAL_GRID

BOROUGH_METRES: Final = 10.0
"""Moves no corner by more than about 16 m: under a pixel at the zoom of a borough."""

AUTHORITY_METRES: Final = 300.0
"""About two pixels at the zoom that shows the south east of England."""

_LATTICE_METRES: Final = 0.1
_LATTICE_DEGREES: Final = 1e-5
_COARSE_LATTICE_DEGREES: Final = 1e-4
_LONDON: Final = "E09"


def boroughs_and_river(
    boroughs: gpd.GeoDataFrame, river: shapely.Geometry
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """
    Simplify the boroughs and the Thames together, so that the banks stay one line.

    Parameters
    ----------
    boroughs
        At full resolution, EPSG:27700.
    river
        The gap between them.

    Returns
    -------
    tuple of GeoDataFrame
        The boroughs, and one row for the river with ``name`` and ``part``; EPSG:4326,
        on a lattice of 5 decimals.
    """
    together = on_lattice(np.append(boroughs.geometry.to_numpy(), river), lattice=_LATTICE_METRES)
    simple = shapely.coverage_simplify(together, BOROUGH_METRES)
    degrees = to_degrees(gpd.GeoDataFrame(geometry=simple, crs=BRITISH_NATIONAL_GRID))
    shapes = on_lattice(degrees.geometry.to_numpy(), lattice=_LATTICE_DEGREES)
    return (
        gpd.GeoDataFrame(boroughs.drop(columns="geometry"), geometry=shapes[:-1], crs=degrees.crs),
        gpd.GeoDataFrame(
            {"name": ["Thames"], "part": ["tidal, in London"]},
            geometry=shapes[-1:],
            crs=degrees.crs,
        ),
    )


def authorities(draw: gpd.GeoDataFrame, boroughs: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """
    Simplify all authorities, coarsely outside London, around the boroughs as they are drawn.

    Parameters
    ----------
    draw
        The 153 authorities clipped at the coast, EPSG:27700.
    boroughs
        The simplified boroughs, EPSG:4326.

    Returns
    -------
    GeoDataFrame
        153 rows, EPSG:4326: a coverage, in which London's boroughs are those of
        ``boroughs``.
    """
    simple = shapely.coverage_simplify(draw.geometry.to_numpy(), AUTHORITY_METRES)
    coarse = to_degrees(draw.set_geometry(gpd.GeoSeries(simple, draw.index, crs=draw.crs)))
    coarse_shapes = on_lattice(coarse.geometry.to_numpy(), lattice=_COARSE_LATTICE_DEGREES)
    outside = ~draw["code"].str.startswith(_LONDON).to_numpy()
    exact_shapes = to_degrees(draw).geometry.to_numpy()
    codes = draw["code"].to_numpy().astype("U9")
    borough_shapes = boroughs.geometry.to_numpy()
    london = shapely.coverage_union_all(borough_shapes)

    lines = shapely.difference(shapely.boundary(coarse_shapes[outside]), london)
    parts = faces(
        np.concatenate([lines, shapely.boundary(borough_shapes)]), lattice=_LATTICE_DEGREES
    )
    labels = label_by_polygon(parts, borough_shapes, boroughs["code"].to_numpy().astype("U9"))
    for shapes in (coarse_shapes[outside], exact_shapes[outside]):
        # Where the coarse outline of London left a strip, the exact borders say whose it is.
        is_open = labels == NO_LABEL
        labels[is_open] = label_by_polygon(parts[is_open], shapes, codes[outside])
    is_shaved = labels == NO_LABEL  # and what simplifying took off a borough, its neighbour gets
    is_shaved[is_shaved] = (
        label_by_polygon(parts[is_shaved], exact_shapes[~outside], codes[~outside]) != NO_LABEL
    )
    beside = shapely.STRtree(coarse_shapes[outside]).nearest(parts[is_shaved])
    labels[is_shaved] = codes[outside][beside]
    shapes = joined(parts, labels, codes.tolist())
    return gpd.GeoDataFrame(draw.drop(columns="geometry"), geometry=shapes, crs=coarse.crs)


def lower_thames(authorities_web: gpd.GeoDataFrame, river: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """
    Carry the river on from the edge of London to the sea.

    Parameters
    ----------
    authorities_web
        From :func:`authorities`, EPSG:4326.
    river
        The tidal Thames in London, EPSG:4326.

    Returns
    -------
    GeoDataFrame
        The river in London, then the approximate rest of it: what lies between the
        banks of Bexley, Havering, Thurrock, Kent, Medway, Essex and Southend.
    """
    window = shapely.box(0.19, 51.42, 0.70, 51.55)
    near = authorities_web.geometry.to_numpy()
    near = near[shapely.intersects(near, window)]
    dry = shapely.union_all(np.append(near, river.geometry.to_numpy()))
    water = shapely.get_parts(
        shapely.set_precision(shapely.difference(window, dry), _LATTICE_DEGREES)
    )
    is_river = shapely.dwithin(water, river.geometry.iloc[0], _LATTICE_DEGREES)
    is_river[np.argmax(shapely.area(water))] = True
    rest = gpd.GeoDataFrame(
        {"name": ["Thames"], "part": ["below London, approximate"]},
        geometry=[shapely.normalize(shapely.union_all(water[is_river]))],
        crs=river.crs,
    )
    return gpd.GeoDataFrame(pd.concat([river, rest], ignore_index=True), crs=river.crs)
