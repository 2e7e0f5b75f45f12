"""Which names stand on a still map, and what stands under them."""

from collections.abc import Mapping, Sequence
from typing import Final

import geopandas as gpd

from lib.maps.drawn import Drawn, Picture
from lib.maps.map_file import NAMED_FROM_ZOOM
from lib.maps.places import Places
from lib.maps.still.marks import Spot
from lib.maps.still.names import Label, Line
from lib.maps.still.view import View
from lib.maps.typeface import REGULAR, SEMIBOLD

Box = tuple[float, float, float, float]

_NARROW: Final = 480
"""Pixels: as on the screen, names are smaller in such a frame, and shorter ones are parted."""

_NEEDED_FROM_ZOOM: Final = 9.5
"""Further out, a name of the footprint stands where it has room, or nowhere."""

_NEAR_THE_EDGE: Final = 8
_FAR_SIZE: Final = 13
_MOST_FAR: Final = 24
"""Names of places outside, where the most children live, on a map of much of England."""


def labels(
    drawn: Drawn,
    picture: Picture,
    laid: Sequence[Mapping[str, Spot]],
    view: View,
    *,
    places: Places,
    areas: gpd.GeoSeries,
) -> list[Label]:
    """
    Choose the names, the most important first.

    Parameters
    ----------
    laid
        The spots of each picture, so that a name keeps off the symbols of all of them.
    areas
        The footprint's outlines in pixels, by code.
    """
    boxes: dict[str, Box] = {}
    for spots in laid:
        for spot in spots.values():
            if spot.box:
                code = spot.place["stands_on"]
                boxes[code] = _round_both(boxes.get(code, spot.box), spot.box)
    if view.zoom < NAMED_FROM_ZOOM:
        return _far(laid[0], view, boxes=boxes, places=places)
    return _near(drawn, picture, view, boxes=boxes, places=places, areas=areas)


def _near(
    drawn: Drawn,
    picture: Picture,
    view: View,
    *,
    boxes: Mapping[str, Box],
    places: Places,
    areas: gpd.GeoSeries,
) -> list[Label]:
    """Name the authorities: the one that was chosen, then the footprint's, then others."""
    said = {place["stands_on"]: place["name"] for place in drawn.standing}
    chosen = [] if drawn.chosen.is_all else drawn.chosen.authorities
    is_narrow = view.width < _NARROW
    strong, quiet, letters = (13, 11, 9) if is_narrow else (14, 12, 14)
    found = []
    for name in places.names:
        spots = (view.at(spot) for spot in (name.at, name.near) if spot)
        at = next((spot for spot in spots if view.holds(spot, margin=_NEAR_THE_EDGE)), None)
        under = picture.shades["labels"].get(name.code) if name.is_ours else None
        if at is None or under == "":  # named with the authority that it is merged with
            continue
        weight, size = (SEMIBOLD, strong) if name.is_ours else (REGULAR, quiet)
        text = said.get(name.code, name.text) if name.is_ours else name.text
        lines = [Line(text=part, size=size, weight=weight) for part in _in_lines(text, letters)]
        if under:
            lines.append(Line(text=under, size=size - 1, weight=REGULAR))
        rank = 0 if name.code in chosen else 1 if name.is_ours else 2
        label = Label(
            lines=tuple(lines),
            at=at,
            around=boxes.get(name.code),
            area=areas.get(name.code),
            is_ours=name.is_ours,
            is_needed=rank == 0 or (rank == 1 and view.zoom >= _NEEDED_FROM_ZOOM),
        )
        found.append((rank, label))
    return [label for _, label in sorted(found, key=lambda pair: pair[0])]


def _far(
    laid: Mapping[str, Spot], view: View, *, boxes: Mapping[str, Box], places: Places
) -> list[Label]:
    """Name the partnership as one, and the places where most of its children live."""
    left, bottom = view.at(places.south_west)
    right, top = view.at(places.north_east)
    ours = Label(
        lines=(Line(text=places.footprint.name, size=_FAR_SIZE, weight=SEMIBOLD),),
        at=((left + right) / 2, (top + bottom) / 2),
        around=(left, top, right, bottom),
        is_ours=True,
        is_needed=True,
    )
    outside = [spot for spot in laid.values() if spot.children and not spot.place["is_inside"]]
    outside.sort(key=lambda spot: -max(mark.number for mark in spot.children))
    return [
        ours,
        *(
            Label(
                lines=(Line(text=spot.place["name"], size=_FAR_SIZE, weight=REGULAR),),
                at=spot.at,
                around=boxes.get(spot.place["stands_on"]),
            )
            for spot in outside[:_MOST_FAR]
            if view.holds(spot.at, margin=_NEAR_THE_EDGE)
        ),
    ]


def _in_lines(text: str, most: int) -> list[str]:
    """Part a name of more letters into two lines, neither much longer than it need be."""
    if len(text) <= most or " " not in text:
        return [text]
    words = text.split(" ")
    ways = [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
    return min(ways, key=lambda way: max(map(len, way)))


def _round_both(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]),
    )  # fmt: skip
