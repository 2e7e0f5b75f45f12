"""The tidal Thames: the gap that the boroughs leave, and the line along its middle."""

from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from scipy.spatial import cKDTree

from lib.sources.build.coverage import (
    NO_LABEL,
    dividing_lines,
    faces,
    joined,
    label_by_polygon,
)

_CLOSING_METRES: Final = 1_200.0
_BANK_SPACING_METRES: Final = 10.0
_LATTICE_METRES: Final = 0.1


def tidal_thames(boroughs: gpd.GeoDataFrame) -> shapely.Polygon:
    """
    Find the river between the boroughs, which are clipped at mean high water.

    Parameters
    ----------
    boroughs
        The 33 boroughs at full resolution, EPSG:27700.

    Returns
    -------
    shapely.Polygon
        From Teddington to the edge of London. Closing the outline by 1.2 km also fills
        notches of the outer border; the river is the largest of these gaps.
    """
    london = shapely.coverage_union_all(boroughs.geometry.to_numpy())
    closed = shapely.buffer(shapely.buffer(london, _CLOSING_METRES), -_CLOSING_METRES)
    gaps = shapely.get_parts(shapely.difference(closed, london))
    return gaps[np.argmax(shapely.area(gaps))]


def boroughs_to_mid_river(
    boroughs: gpd.GeoDataFrame, river: shapely.Polygon
) -> tuple[gpd.GeoDataFrame, shapely.MultiPolygon]:
    """
    Give each piece of the river to the borough whose bank is nearest.

    The legal boundaries run along the middle of the river, the published ones stop at
    the banks. Points on piers, locks and quays lie in between.

    Parameters
    ----------
    boroughs
        At full resolution, EPSG:27700.
    river
        From :func:`tidal_thames`.

    Returns
    -------
    tuple
        The boroughs grown to mid-river, in their order: a coverage without the gap.
        And the river on the same corners, so that it fits the unchanged boroughs.
    """
    codes = boroughs["code"].to_numpy().astype("U9")
    shapes = boroughs.geometry.to_numpy()
    bank = shapely.intersection(shapely.boundary(shapes), shapely.buffer(river, 1.0))
    dense = shapely.segmentize(bank, _BANK_SPACING_METRES)
    position, owner = shapely.get_coordinates(dense, return_index=True)
    position, first = np.unique(position.round(1), axis=0, return_index=True)
    bank_codes = codes[owner[first]]

    middle = dividing_lines(position, bank_codes)
    shapely.prepare(river)
    middle = shapely.intersection(middle[shapely.intersects(middle, river)], river)
    lines = np.concatenate([shapely.boundary(shapes), [shapely.boundary(river)], middle])
    parts = faces(lines, lattice=_LATTICE_METRES)

    labels = label_by_polygon(parts, shapes, codes)
    inside = shapely.point_on_surface(parts)
    is_river = (labels == NO_LABEL) & shapely.intersects(river, inside)
    _, nearest = cKDTree(position).query(shapely.get_coordinates(inside[is_river]))
    labels[is_river] = bank_codes[nearest]

    grown = boroughs.set_geometry(
        gpd.GeoSeries(joined(parts, labels, codes.tolist()), boroughs.index, crs=boroughs.crs)
    )
    return grown, shapely.normalize(shapely.coverage_union_all(parts[is_river]))
