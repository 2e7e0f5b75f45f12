"""
Finds the authority of points that have no postcode, such as candidate sites and stations.

A placement's authority comes from its postcode, never from here: outside London the
boundaries are approximate.
"""

from collections.abc import Collection

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from lib.errors import CrsError
from lib.sources.projection import Coordinates, grid_from_degrees
from lib.units import BRITISH_NATIONAL_GRID


def authorities_of(
    points: pd.DataFrame, authorities: gpd.GeoDataFrame, *, first: Collection[str] = ()
) -> pd.Series:
    """
    Find the authority in which each point lies.

    Parameters
    ----------
    points
        Columns ``latitude`` and ``longitude``, in degrees, EPSG:4326.
    authorities
        Columns ``code`` and ``geometry``, in EPSG:27700; unclipped, so that a point on a
        pier or a quay is found.
    first
        Codes that a point on a shared border goes to, if it touches one of them: a home
        on the border of the footprint counts as inside.

    Returns
    -------
    pd.Series
        GSS codes (str) indexed as ``points``, named ``authority_code``; missing outside
        all of them. A point on a border lies in exactly one: of those that it touches,
        one of ``first`` before the others, and then the lowest code.

    Raises
    ------
    CrsError
        If the authorities are in another system.
    """
    grid = grid_from_degrees(points[["longitude", "latitude"]].to_numpy(np.float64))
    found = codes_at(grid, authorities, first=first)
    return pd.Series(found, index=points.index, name="authority_code", dtype="str")


def codes_at(
    grid: Coordinates, authorities: gpd.GeoDataFrame, *, first: Collection[str] = ()
) -> npt.NDArray[np.object_]:
    """
    Find the authority at points of the National Grid.

    Parameters
    ----------
    grid
        Shape (n, 2): easting, northing, metres, EPSG:27700.
    authorities, first
        As in :func:`authorities_of`.

    Returns
    -------
    numpy.ndarray
        Shape (n,): GSS codes, None outside all authorities.

    Raises
    ------
    CrsError
        If the authorities are in another system.
    """
    if authorities.crs is None or authorities.crs != BRITISH_NATIONAL_GRID:
        message = f"The authorities are in {authorities.crs}, not in {BRITISH_NATIONAL_GRID}."
        raise CrsError(message)
    found = np.full(len(grid), None, dtype=object)
    is_open = np.ones(len(grid), dtype=np.bool_)
    x, y = grid.T
    ordered = authorities.assign(is_later=~authorities["code"].isin(list(first)))
    ordered = ordered.sort_values(["is_later", "code"])
    for code, shape in zip(ordered["code"], ordered.geometry, strict=True):
        left, bottom, right, top = shape.bounds
        near = np.flatnonzero(is_open & (x >= left) & (x <= right) & (y >= bottom) & (y <= top))
        shapely.prepare(shape)
        inside = near[shapely.intersects_xy(shape, x[near], y[near])]
        found[inside] = code
        is_open[inside] = False
    return found
