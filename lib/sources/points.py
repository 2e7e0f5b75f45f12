"""
Finds the authority of points that have no postcode, such as candidate sites and stations.

A placement's authority comes from its postcode, never from here: outside London the
boundaries are approximate.
"""

import csv
import io
import re
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from lib.errors import CrsError, SourceError
from lib.sources.projection import Coordinates, grid_from_degrees
from lib.units import BRITISH_NATIONAL_GRID

COLUMNS: Final = ("name", "latitude", "longitude")

_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_LATITUDES_OF_BRITAIN: Final = (49.0, 61.5)
_LONGITUDES_OF_BRITAIN: Final = (-9.0, 2.5)
_LIMITS: Final = {"latitude": 90.0, "longitude": 180.0}


class PointsRead(NamedTuple):
    """
    The rows of a file of points that can be used, and what is wrong with the others.

    ``points`` has the columns ``name`` (str), ``latitude`` and ``longitude`` (float64,
    degrees, EPSG:4326), in the order of the file. ``faults`` are whole sentences.
    """

    points: pd.DataFrame
    faults: list[str]


def read_points(text: str, *, file: str) -> PointsRead:
    """
    Read points from CSV with the columns ``name``, ``latitude``, ``longitude``.

    Parameters
    ----------
    text
        The file. Other columns may stand beside; blank rows are passed over.
    file
        Its name, for messages.

    Returns
    -------
    PointsRead
        A row that cannot be used is a fault with file, row (1-based, the heading is
        row 1) and column; it never holds the value.

    Raises
    ------
    SourceError
        If it is no CSV, or one of the columns is missing or stands twice.
    """
    records = csv.reader(io.StringIO(text, newline=""))
    points: list[_Point] = []
    faults: list[str] = []
    number = 1
    try:
        heading = next(records, [])
        places = _places(heading, file)
        for number, record in enumerate(records, start=2):
            if not any(value.strip() for value in record):
                continue
            point = _point(record, places, len(heading))
            if isinstance(point, _Point):
                points.append(point)
            else:
                faults += [f"{file}, row {number}{fault}" for fault in point]
    except csv.Error as error:
        faults.append(f"{file}: not read beyond row {number} ({error}).")
    kinds = {"name": "str", "latitude": "float64", "longitude": "float64"}
    return PointsRead(pd.DataFrame(points, columns=list(COLUMNS)).astype(kinds), faults)


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


class _Point(NamedTuple):
    name: str
    latitude: float
    longitude: float


def _places(heading: list[str], file: str) -> dict[str, int]:
    """Give the place of each column in the rows."""
    names = [name.strip().casefold() for name in heading]
    faults = [
        f"the column {column!r} " + ("is missing" if column not in names else "stands twice")
        for column in COLUMNS
        if names.count(column) != 1
    ]
    if faults:
        message = (
            f"{file}, row 1: {' and '.join(faults)}. Wanted are the columns "
            f"{', '.join(COLUMNS)}, with commas between them."
        )
        raise SourceError(message)
    return {column: names.index(column) for column in COLUMNS}


def _point(record: list[str], places: Mapping[str, int], width: int) -> _Point | list[str]:
    """Read one row, or say what is wrong with it."""
    if len(record) != width:
        remedy = "Put a name that holds a comma in quotation marks."
        return [f": {len(record)} values under {width} headings. {remedy}"]
    name, latitude, longitude = (record[places[column]].strip() for column in COLUMNS)
    faults = _faults({"latitude": latitude, "longitude": longitude})
    if not faults:
        return _Point(name, float(latitude), float(longitude))
    return [
        f", column {column} ({_letter(places[column])}): {fault}"
        for column, fault in faults.items()
    ]


def _faults(texts: Mapping[str, str]) -> dict[str, str]:
    """Say what is wrong with latitude and longitude, by column."""
    faults = {}
    for column, text in texts.items():
        limit = _LIMITS[column]
        if not _NUMBER.fullmatch(text):
            what = "not a number" if text else "empty"
            faults[column] = f"this is {what}. Wanted are degrees (WGS84), such as 51.5761."
        elif abs(float(text)) > limit:
            faults[column] = (
                f"this is beyond {limit:.0f} degrees, as a National Grid figure in metres is. "
                "Wanted are degrees (WGS84), such as 51.5761."
            )
    if not faults and _is_in_britain(float(texts["longitude"]), float(texts["latitude"])):
        faults["latitude"] = (
            "latitude and longitude are swapped. Wanted is a latitude of about 51 to 55 in England."
        )
    return faults


def _is_in_britain(latitude: float, longitude: float) -> bool:
    south, north = _LATITUDES_OF_BRITAIN
    west, east = _LONGITUDES_OF_BRITAIN
    return south <= latitude <= north and west <= longitude <= east


def _letter(place: int) -> str:
    """Name a column as a spreadsheet does."""
    letters = ""
    while place >= 0:
        letters = chr(ord("A") + place % 26) + letters
        place = place // 26 - 1
    return letters
