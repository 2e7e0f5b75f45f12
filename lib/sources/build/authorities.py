"""England's 153 upper-tier authorities, derived from the positions of their postcodes.

No public registry holds their official polygons. Outside London a border is the line
equally far from the postcodes of two authorities; London's boroughs are official.
"""

from collections.abc import Callable
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from lib.sources.build.coverage import (
    NO_LABEL,
    Labels,
    Shapes,
    dividing_lines,
    faces,
    joined,
    label_by_polygon,
)

_OFFSHORE_METRES: Final = 5_000.0
"""How far the unclipped copy reaches out to sea: past piers, mudflats and the coast's error."""

_OUTLINE_METRES: Final = 500.0
_LATTICE_METRES: Final = 0.1
_LONDON: Final = "E09"


def upper_tier(
    postcodes: pd.DataFrame,
    land: Shapes,
    boroughs: gpd.GeoDataFrame,
    to_mid_river: gpd.GeoDataFrame,
    authorities: pd.DataFrame,
    progress: Callable[[str], None],
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """
    Derive the copy for looking up points and the copy for drawing.

    Parameters
    ----------
    postcodes
        Trusted points outside London: ``easting``, ``northing``, ``code``; Scotland and
        Wales among them, so that England ends there.
    land
        Polygons of the coast.
    boroughs, to_mid_river
        London at full resolution: as published, and grown to the middle of the Thames.
    authorities
        Columns ``code``, ``name``, ``region_name``.
    progress
        Called with what is being done.

    Returns
    -------
    tuple of GeoDataFrame
        The look-up copy, reaching 5 km out to sea; and the copy clipped at the coast.
        153 rows each, ``code``, ``name``, ``region``, ``geometry``, in EPSG:27700. Both
        are coverages, and both come from one arrangement of lines.
    """
    position = postcodes[["easting", "northing"]].to_numpy()
    codes = postcodes["code"].to_numpy().astype("U9")
    london_codes = to_mid_river["code"].to_numpy().astype("U9")

    progress("lines between the postcodes of two authorities")
    lines = dividing_lines(position, codes)
    london = shapely.coverage_union_all(to_mid_river.geometry.to_numpy())
    reach = _offshore(land)
    lines = shapely.difference(_cut(lines, reach), london)
    progress("faces between these lines, the coast and London")
    parts = faces(
        np.concatenate(
            [
                lines,
                shapely.difference(shapely.boundary(land), london),
                [shapely.difference(shapely.boundary(reach), london)],
                shapely.boundary(to_mid_river.geometry.to_numpy()),
                shapely.boundary(boroughs.geometry.to_numpy()),
            ]
        ),
        lattice=_LATTICE_METRES,
    )
    inside = shapely.point_on_surface(parts)
    labels = label_by_polygon(parts, to_mid_river.geometry.to_numpy(), london_codes)
    is_outside = (labels == NO_LABEL) & shapely.intersects(reach, inside)
    _, nearest = cKDTree(position).query(shapely.get_coordinates(inside[is_outside]))
    labels[is_outside] = codes[nearest]

    is_land = np.where(
        np.char.startswith(labels, _LONDON),
        label_by_polygon(parts, boroughs.geometry.to_numpy(), london_codes) != NO_LABEL,
        label_by_polygon(parts, land, np.full(len(land), "land")) != NO_LABEL,
    )
    progress("pieces of land that a cell reached across water")
    labels = _returned_to_neighbours(parts, labels, is_land, position, codes)

    order = authorities["code"].tolist()
    frame = authorities.rename(columns={"region_name": "region"})[["code", "name", "region"]]
    return (
        gpd.GeoDataFrame(frame, geometry=joined(parts, labels, order), crs=boroughs.crs),
        gpd.GeoDataFrame(
            frame,
            geometry=joined(parts[is_land], labels[is_land], order),
            crs=boroughs.crs,
        ),
    )


def _offshore(land: Shapes) -> shapely.Geometry:
    outline = shapely.simplify(land, _OUTLINE_METRES)
    reach = shapely.simplify(
        shapely.union_all(shapely.buffer(outline, _OFFSHORE_METRES)), _OUTLINE_METRES / 5
    )
    shapely.prepare(reach)
    return reach


def _cut(lines: Shapes, area: shapely.Geometry) -> Shapes:
    is_across = shapely.intersects(lines, area) & ~shapely.contains_properly(area, lines)
    cut = lines.copy()
    cut[is_across] = shapely.intersection(lines[is_across], area)
    inside: Shapes = cut[shapely.intersects(lines, area)]
    return inside


def _returned_to_neighbours(
    parts: Shapes, labels: Labels, is_land: np.ndarray, position: np.ndarray, codes: Labels
) -> Labels:
    """
    Give land without a postcode of its own authority to the land it is joined to.

    The cell of a postcode by the water reaches across it, and would cut a strip off the
    other bank. Such a strip goes to the neighbour with which it shares most of its border.
    """
    is_settled = np.char.startswith(labels, _LONDON) | ~is_land | (labels == NO_LABEL)
    loose = np.flatnonzero(~is_settled)
    face, point = shapely.STRtree(shapely.points(position)).query(
        parts[loose], predicate="intersects"
    )
    is_own = codes[point] == labels[loose][face]
    empty = np.setdiff1d(loose, loose[np.unique(face[is_own])])

    result = labels.copy()
    on_land = np.flatnonzero(is_land & (labels != NO_LABEL) & ~np.char.startswith(labels, _LONDON))
    on_land = np.setdiff1d(on_land, empty)
    piece, other = shapely.STRtree(parts[on_land]).query(parts[empty], predicate="intersects")
    shared = shapely.length(shapely.intersection(parts[empty][piece], parts[on_land][other]))
    touching = pd.DataFrame({"piece": piece, "other": other, "shared": shared})
    touching = touching[touching["shared"] > 0].sort_values(
        ["piece", "shared", "other"], ascending=[True, False, True]
    )
    best = touching.drop_duplicates("piece")
    result[empty[best["piece"]]] = labels[on_land[best["other"]]]
    return result
