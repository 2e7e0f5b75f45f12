"""
The map file: everything of the base map that no choice of the reader changes.

    uint32, little-endian: bytes of the header
    header: JSON (UTF-8), filled up with spaces to a multiple of four bytes
    body: the layers of lib.maps.land, one after another

The header names bounds, names, towns, palettes, words and layers. Every text in it is
encoded, as in the state of the map.
"""

from typing import Any, Final

from lib.domain.footprint import Footprint
from lib.maps.control_words import control_words
from lib.maps.encoding import as_script
from lib.maps.land import BITS, Layer, land, read_geojson
from lib.maps.palette import DARK, LIGHT
from lib.maps.places import Places

NAMED_FROM_ZOOM: Final = 8.5
"""Further out, the map names the partnership as one, and where its children live."""

TOWN_RANKS: Final = (100_000, 50_000, 25_000)
"""Populations from which a town is of rank 0, 1 or 2; a smaller one is of rank 3."""


_ALIGNED_BYTES: Final = 4


def map_file(footprint: Footprint, *, places: Places) -> bytes:
    """
    Write the map file of a footprint.

    Raises
    ------
    SourceError
        If a file of the land is missing or cannot be read.
    """
    body = b""
    layers = []
    for layer in land():
        steps = layer.steps()
        layers.append(_described(layer, offset=len(body), size=len(steps)))
        body += steps
    header = as_script(
        {
            **settings(footprint),
            "bounds": (places.south_west, places.north_east),
            "names": _names(places),
            "towns": _towns(places),
            "layers": layers,
        }
    ).encode()
    header += b" " * (-len(header) % _ALIGNED_BYTES)
    return len(header).to_bytes(4, "little") + header + body


def settings(footprint: Footprint) -> dict[str, Any]:
    """Give what the header says that is read from no layer."""
    return {
        "footprint": footprint.name,
        "codes": footprint.codes,
        "names_from_zoom": NAMED_FROM_ZOOM,
        "palettes": {"light": LIGHT.as_dict(), "dark": DARK.as_dict()},
        "words": control_words(footprint),
    }


def _described(layer: Layer, *, offset: int, size: int) -> dict[str, Any]:
    return {
        "name": layer.name,
        "kind": layer.kind,
        "bits": BITS,
        "offset": offset,
        "bytes": size,
        "features": [
            {"code": feature.code, "parts": [len(part) for part in feature.parts]}
            for feature in layer.features
        ],
    }


def _names(places: Places) -> list[dict[str, Any]]:
    return [
        {
            "code": name.code,
            "text": name.text,
            "at": name.at,
            "near": name.near,
            "is_ours": name.is_ours,
        }
        for name in places.names
    ]


def _towns(places: Places) -> list[dict[str, Any]]:
    """Give the towns, the largest first, without those that an authority's name stands for."""
    named = {name.text for name in places.names}
    towns = []
    for feature in read_geojson("places"):
        name, population = feature["properties"]["name"], feature["properties"]["population"]
        longitude, latitude = feature["geometry"]["coordinates"]
        if name not in named:
            rank = sum(population < least for least in TOWN_RANKS)
            towns.append({"text": name, "at": (latitude, longitude), "rank": rank})
    return towns
