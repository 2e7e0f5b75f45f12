"""Single placements and homes: for officers, on the council's own machine, alone."""

from typing import Any, Final, TypedDict

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.disclosure.released import Released
from lib.maps.flows import INSIDE, KINDS, OUTSIDE
from lib.maps.packed import LARGEST_UINT16, packed
from lib.maps.places import degrees
from lib.maps.state import Shown, released

PLACES_NOT_KNOWN: Final = LARGEST_UINT16

Box = tuple[float, float, float, float]
"""South, west, north, east, in degrees."""


class SingleLines(TypedDict):
    """
    Placements as packed lines from origin to placement.

    ``ends``: uint16 rows of four, from x, y to x, y, as 65,535ths of the way from west to east
    and from south to north of ``box``. ``kinds``: uint8, today's, by position in `KINDS`.
    ``moved``: uint32 positions of the lines that the contract changes, and ``moved_ends``:
    uint16 rows of two, where each of them then ends. A moved line that is outside today is
    brought inside; one that is inside stays so.
    """

    box: Box
    ends: str
    kinds: str
    moved: str
    moved_ends: str


class HomePoints(TypedDict):
    """
    Homes as packed points.

    ``at``: uint16 rows of two, as in `SingleLines`. ``kinds``: uint8, 1 for a block home.
    ``places``: uint16, places or beds; 65,535 where their number is not known.
    """

    box: Box
    at: str
    kinds: str
    places: str


def single_lines(lines: Released, shown: Shown) -> SingleLines:
    """
    Pack each placement whose two ends are known, those outside first.

    Raises
    ------
    DisclosureError
        If the table was not released for officers.
    """
    table = released(lines, for_officers=True)
    if shown.area_code is not None:
        table = table[table["authority_code"] == shown.area_code]
    starts = _metres(table, "origin")
    today = _metres(table, "placement")
    after = _metres(table, "with_contract")
    inside = table["is_in_footprint"].to_numpy(np.float64, na_value=np.nan)
    is_drawn = ~np.isnan(np.column_stack([starts, today, inside])).any(axis=1)
    order = np.flatnonzero(is_drawn)[np.argsort(inside[is_drawn], kind="stable")]
    starts, today, after, inside = (each[order] for each in (starts, today, after, inside))
    has_moved = (today != after).any(axis=1) & ~np.isnan(after).any(axis=1)
    points = [degrees(*each.T) for each in (starts, today, after[has_moved])]
    box = _box(np.concatenate(points))
    starts, ends, moved_ends = (_within(box, each) for each in points)
    kinds = np.where(inside == 1, KINDS.index(INSIDE), KINDS.index(OUTSIDE))
    return SingleLines(
        box=box,
        ends=packed(np.hstack([starts, ends]), "uint16"),
        kinds=packed(kinds, "uint8"),
        moved=packed(np.flatnonzero(has_moved), "uint32"),
        moved_ends=packed(moved_ends, "uint16"),
    )


def home_points(points: Released) -> HomePoints:
    """
    Pack each home where it stands, and the block homes, which are not there today.

    Raises
    ------
    DisclosureError
        If the table was not released for officers.
    """
    table = released(points, for_officers=True)
    metres = _metres(table)
    is_drawn = ~np.isnan(metres).any(axis=1)
    at = degrees(*metres[is_drawn].T)
    box = _box(at)
    places = table["places"].astype("Int64").to_numpy(np.int64, na_value=PLACES_NOT_KNOWN)
    is_block = (table["kind"] == "block home").to_numpy(np.uint8)
    return HomePoints(
        box=box,
        at=packed(_within(box, at), "uint16"),
        kinds=packed(is_block[is_drawn], "uint8"),
        places=packed(places[is_drawn], "uint16"),
    )


def _metres(table: pd.DataFrame, of: str = "") -> npt.NDArray[np.float64]:
    """Rows of easting and northing of one end of a line, or of a home; NaN where not known."""
    names = [f"{of}_{name}" if of else name for name in ("easting", "northing")]
    return np.column_stack([table[name].to_numpy(np.float64, na_value=np.nan) for name in names])


def _box(points: npt.NDArray[np.float64]) -> Box:
    """Find the box around points; one without width or height gets a little of each."""
    if not len(points):
        return 0.0, 0.0, 1.0, 1.0
    south, west = np.floor(points.min(axis=0) * 1e4) / 1e4
    north, east = np.floor(points.max(axis=0) * 1e4 + 1) / 1e4
    return float(south), float(west), float(north), float(east)


def _within(box: Box, points: npt.NDArray[np.float64]) -> npt.NDArray[Any]:
    """Give points as columns x and y, in 65,535ths of the box."""
    south, west, north, east = box
    x = (points[:, 1] - west) / (east - west)
    y = (points[:, 0] - south) / (north - south)
    return np.rint(LARGEST_UINT16 * np.column_stack([x, y])).astype(np.int64)
