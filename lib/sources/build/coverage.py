"""Make coverages: polygons that share every corner of a shared border.

All work goes through one move. Lines are noded together on a lattice, the faces between
them are found, each face gets a label, and faces of one label are joined. Two polygons
made so can neither overlap nor leave a sliver between them, wherever their lines came from.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import Voronoi

Shapes = npt.NDArray[np.object_]
Labels = npt.NDArray[np.str_]
Coordinates = npt.NDArray[np.float64]

NO_LABEL = ""
_FAR_METRES = 5_000_000.0


def dividing_lines(position: Coordinates, labels: Labels) -> Shapes:
    """
    Draw the lines that are equally far from points of two labels.

    Parameters
    ----------
    position
        Shape (n, 2), metres; distinct.
    labels
        Shape (n,): the label of each point.

    Returns
    -------
    Shapes
        Straight pieces, each between one point and another of a different label.
    """
    angle = np.linspace(0.0, 2 * np.pi, 16, endpoint=False)
    far = position.mean(axis=0) + _FAR_METRES * np.column_stack([np.cos(angle), np.sin(angle)])
    diagram = Voronoi(np.concatenate([position, far]))  # the far ones close every cell
    own = np.concatenate([labels, np.full(len(far), NO_LABEL)])
    left, right = diagram.ridge_points.T
    ends = np.asarray(diagram.ridge_vertices)
    is_wanted = (own[left] != own[right]) & (left < len(labels)) & (right < len(labels))
    lines: Shapes = shapely.linestrings(diagram.vertices[ends[is_wanted & (ends >= 0).all(axis=1)]])
    return lines


def faces(lines: Sequence[Any] | Shapes, *, lattice: float) -> Shapes:
    """
    Node lines on a lattice, and find the polygons between them.

    Parameters
    ----------
    lines
        Lines in any number and order; borders of polygons among them.
    lattice
        Every corner is rounded to a multiple of this, in the unit of the lines.

    Returns
    -------
    Shapes
        Polygons that fill the space between the lines.
    """
    noded = shapely.union_all(np.asarray(lines, dtype=object), grid_size=lattice)
    parts: Shapes = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    return parts


def joined(parts: Shapes, labels: Labels, order: Sequence[str]) -> Shapes:
    """
    Join faces of one label.

    Parameters
    ----------
    parts
        Polygons from :func:`faces`.
    labels
        Shape (n,): one for each part; :data:`NO_LABEL` leaves a part out.
    order
        The labels in the order wanted.

    Returns
    -------
    Shapes
        One MultiPolygon a label, in normal form, so that equal shapes are equal bytes.
    """
    shapes = [shapely.coverage_union_all(parts[labels == label]) for label in order]
    whole: Shapes = shapely.normalize(np.array([_multi(shape) for shape in shapes], dtype=object))
    return whole


def label_by_polygon(parts: Shapes, polygons: Shapes, names: Labels) -> Labels:
    """
    Label each face by the polygon that holds a point inside it.

    Parameters
    ----------
    parts
        Faces.
    polygons
        Disjoint shapes.
    names
        Shape (k,): the label of each polygon.

    Returns
    -------
    Labels
        Shape (n,); :data:`NO_LABEL` where no polygon holds the face.
    """
    labels = np.full(len(parts), NO_LABEL, dtype=names.dtype if names.dtype.itemsize else "U9")
    face, polygon = shapely.STRtree(polygons).query(
        shapely.point_on_surface(parts), predicate="intersects"
    )
    labels[face] = names[polygon]
    return labels


def on_lattice(polygons: Shapes, *, lattice: float) -> Shapes:
    """
    Round a coverage to a lattice so that it stays one.

    Parameters
    ----------
    polygons
        A coverage.
    lattice
        In the unit of the polygons.

    Returns
    -------
    Shapes
        The coverage on the lattice, in the same order.
    """
    names = np.array([f"{number:06d}" for number in range(len(polygons))])
    parts = faces(shapely.boundary(polygons), lattice=lattice)
    return joined(parts, label_by_polygon(parts, polygons, names), names.tolist())


def _multi(shape: shapely.Geometry) -> shapely.MultiPolygon:
    return shape if isinstance(shape, shapely.MultiPolygon) else shapely.MultiPolygon([shape])
