"""Membership and distance, against geopandas.sjoin and shapely distances."""

from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd

from lib.answer.loaded import DEMO_RETURNS, load
from lib.sources.boundaries import authorities_lookup
from lib.spatial.measures import measure
from lib.units import BRITISH_NATIONAL_GRID, METRES_PER_MILE_SSDA903
from tests.benchmarks.timing import Row, median_seconds

SIZES = (80_000, 1_000_000)


def rows(today: object) -> list[Row]:
    """The demonstration's placements, repeated to each size."""
    demo = load(DEMO_RETURNS, today=today)  # type: ignore[arg-type]
    one = demo.measured.drop(
        columns=["distance_miles", "is_in_borough", "is_in_footprint", "is_near", "is_distant"]
    )
    polygons = authorities_lookup()[["code", "geometry"]]
    found = []
    for size in SIZES:
        many = pd.concat([one] * (size // len(one) + 1), ignore_index=True).head(size)
        many["child_key"] = np.arange(size)
        ours = partial(measure, many, footprint=demo.footprint, neighbours=demo.neighbours)
        theirs = partial(_with_geopandas, many, polygons)
        miles = ours()["distance_miles"]
        if not np.allclose(miles, theirs().round(1), atol=0.1001, equal_nan=True):
            message = "The two ways of measuring disagree."
            raise AssertionError(message)
        found.append(
            Row(
                what=f"{size:,} placements measured (distance, borough, footprint, adjoining)",
                seconds=median_seconds(ours, repeats=5),
                peer="geopandas.sjoin and shapely distance",
                peer_seconds=median_seconds(theirs, repeats=1),
                target="50 ms" if size == SIZES[0] else "",
            )
        )
    return found


def _with_geopandas(placements: pd.DataFrame, polygons: gpd.GeoDataFrame) -> pd.Series:
    ends = {
        end: gpd.GeoSeries.from_xy(
            placements[f"{end}_easting"],
            placements[f"{end}_northing"],
            crs=BRITISH_NATIONAL_GRID,
        )
        for end in ("origin", "placement")
    }
    points = gpd.GeoDataFrame(geometry=ends["placement"])
    gpd.sjoin(points, polygons, how="left", predicate="within")
    return ends["origin"].distance(ends["placement"]) / METRES_PER_MILE_SSDA903
