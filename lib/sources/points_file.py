"""Reads points in degrees from a CSV file, row by row, and says what is wrong with which."""

import csv
import io
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

import pandas as pd

from lib.errors import SourceError

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
