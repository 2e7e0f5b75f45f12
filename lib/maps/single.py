"""Single placements and homes: for officers, on the council's own machine, alone."""

import pandas as pd

from lib.disclosure.released import Released
from lib.maps.figures import whole
from lib.maps.flows import BROUGHT_INSIDE, INSIDE, OUTSIDE
from lib.maps.places import LatLon, lat_lons
from lib.maps.state import Shown, When, released

Line = tuple[float, float, float, float, str]
"""From and to in degrees, latitude first, and the kind."""


def single_lines(lines: Released, shown: Shown) -> list[Line]:
    """
    Draw each placement whose two ends are known, from origin to placement.

    Raises
    ------
    DisclosureError
        If the table was not released for officers.
    """
    table = released(lines, for_officers=True)
    if shown.area_code is not None:
        table = table[table["authority_code"] == shown.area_code]
    end = "placement" if shown.when is When.TODAY else "with_contract"
    columns = ["origin_easting", "origin_northing", f"{end}_easting", f"{end}_northing"]
    table = table.dropna(subset=[*columns, "is_in_footprint"])
    kinds = table["is_in_footprint"].map({True: INSIDE, False: OUTSIDE})
    if shown.when is When.WITH_CONTRACT:
        kinds = kinds.mask(table["is_brought_inside"].astype(bool), BROUGHT_INSIDE)
    starts = _points(table, columns[:2])
    ends = _points(table, columns[2:])
    return [
        (*start, *stop, str(kind)) for start, stop, kind in zip(starts, ends, kinds, strict=True)
    ]


def home_points(points: Released, shown: Shown) -> list[tuple[float, float, int, bool, str]]:
    """
    Draw each home where it stands; block homes with the contract alone.

    Returns
    -------
    list of tuple
        Latitude, longitude, places, whether it is a block home, its sentence.

    Raises
    ------
    DisclosureError
        If the table was not released for officers.
    """
    table = released(points, for_officers=True).dropna(subset=["easting", "northing"])
    if shown.when is When.TODAY:
        table = table[table["kind"] != "block home"]
    return [
        (*at, whole(places) or 0, kind == "block home", _home_sentence(kind, whole(places)))
        for at, kind, places in zip(
            _points(table, ["easting", "northing"]), table["kind"], table["places"], strict=True
        )
    ]


def _home_sentence(kind: str, places: int | None) -> str:
    what, unit = (
        ("Block home, assumed to stand here", "beds")
        if kind == "block home"
        else ("Children's home", "places")
    )
    return f"{what}: {f'{places} {unit}' if places else f'number of {unit} not known'}."


def _points(table: pd.DataFrame, columns: list[str]) -> list[LatLon]:
    if table.empty:
        return []
    return lat_lons(table[columns[0]].to_numpy(float), table[columns[1]].to_numpy(float))
