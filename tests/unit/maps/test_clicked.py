import geopandas as gpd
import numpy as np
import pytest

from lib.answer.loaded import read_footprint
from lib.maps.clicked import authority_at
from lib.sources.boundaries import authorities_draw
from lib.units import WGS84


def test_the_authority_under_a_click_is_the_one_that_a_spatial_join_finds() -> None:
    footprint = read_footprint()
    rng = np.random.default_rng(3)
    lats, lons = rng.uniform(51.45, 51.68, 300), rng.uniform(-0.15, 0.35, 300)
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lons, lats), crs=WGS84)
    drawn = authorities_draw()
    ours = drawn[drawn["code"].isin(footprint.codes)]
    joined = points.to_crs(drawn.crs).sjoin(ours, how="left")["code"]
    found = [authority_at(at, footprint) for at in zip(lats, lons, strict=True)]
    assert found == joined.astype(object).where(joined.notna(), None).tolist()
    assert len(set(found)) > 6


@pytest.mark.parametrize(
    "at", [(float("nan"), 0.0), (float("inf"), 0.0), (0.0, 0.0), (91.0, 500.0), (51.5, -1e308)]
)
def test_a_point_that_is_no_place_of_ours_is_in_no_authority(at: tuple[float, float]) -> None:
    assert authority_at(at, read_footprint()) is None
