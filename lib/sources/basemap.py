"""The small layers that maps are drawn from, as GeoJSON in degrees (EPSG:4326)."""

from pathlib import Path
from typing import Final

from lib.sources.boundaries import BOUNDARIES

LAYERS: Final[dict[str, Path]] = {
    "boroughs": BOUNDARIES / "boroughs_web.geojson",
    "england": BOUNDARIES / "utla_web.geojson",
    "thames": BOUNDARIES / "thames.geojson",
    "roads": BOUNDARIES / "roads.geojson",
    "rail": BOUNDARIES / "rail.geojson",
    "places": BOUNDARIES / "places.geojson",
}
"""By what they show. ``boroughs`` and ``england`` have `code`, `name`, `region`, and share
every corner; ``thames`` fits both. ``roads`` and ``rail`` are schematic: draw them thin."""
