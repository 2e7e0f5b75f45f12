import geopandas as gpd
import numpy as np
import pyproj
import pytest
from shapely import Point

from lib.domain.footprint import Footprint
from lib.maps.places import OUTSIDE_ENGLAND, lat_lon, places, rings
from lib.sources.boundaries import COUNTRIES, authorities_draw


def test_every_symbol_stands_in_its_own_authority(footprint: Footprint) -> None:
    points = {
        code: at for code, at in places(footprint).points.items() if code not in OUTSIDE_ENGLAND
    }
    symbols = gpd.GeoDataFrame(
        {"symbol_of": list(points)},
        geometry=[Point(longitude, latitude) for latitude, longitude in points.values()],
        crs="EPSG:4326",
    ).to_crs("EPSG:27700")
    found = gpd.sjoin(symbols, authorities_draw(), predicate="within")
    assert len(found) == len(points) == 153
    assert (found["symbol_of"] == found["code"]).all()


def test_each_ring_is_as_far_away_as_it_says_all_round(footprint: Footprint) -> None:
    latitude, longitude = places(footprint).points["E09000016"]
    geodesic = pyproj.Geod(ellps="GRS80")
    drawn = rings((latitude, longitude))
    assert [miles for miles, _ in drawn] == [10, 20, 50]
    for miles, line in drawn:
        assert line.shape == (72, 2)
        latitudes, longitudes = line.T
        starts = np.full(len(line), longitude), np.full(len(line), latitude)
        _, _, metres = geodesic.inv(*starts, longitudes, latitudes)
        # The National Grid's scale is within 0.07% of true over the whole country.
        assert metres == pytest.approx(miles * 1_609.3, rel=0.0007)


def test_a_ring_goes_all_the_way_round(footprint: Footprint) -> None:
    latitude, longitude = places(footprint).points["E09000016"]
    for _, line in rings((latitude, longitude)):
        bearings, _, _ = pyproj.Geod(ellps="GRS80").inv(
            np.full(72, longitude), np.full(72, latitude), line[:, 1], line[:, 0]
        )
        turned = np.sort(np.asarray(bearings) % 360)
        assert np.diff(turned) == pytest.approx(360 / 72, abs=0.1)


def test_a_merged_area_stands_on_its_first_authority(footprint: Footprint) -> None:
    where = places(footprint)
    assert where.point("E09000012+E09000001") == where.points["E09000012"]


def test_a_code_that_nobody_knows_has_no_place(footprint: Footprint) -> None:
    assert places(footprint).point("E99999999") is None


def test_places_outside_england_have_a_symbol() -> None:
    assert OUTSIDE_ENGLAND.keys() == COUNTRIES.keys()


def test_the_opening_view_is_the_footprint(footprint: Footprint) -> None:
    where = places(footprint)
    (south, west), (north, east) = where.south_west, where.north_east
    assert 51.4 < south < north < 51.7
    assert -0.2 < west < east < 0.4


def test_our_own_authorities_are_named_before_all_others(footprint: Footprint) -> None:
    named = places(footprint).names
    assert {name.code for name in named[:8]} == set(footprint.codes)
    assert not any(name.is_ours for name in named[8:])


def test_known_point_of_the_national_grid() -> None:
    # Ordnance Survey's own worked example, Caister water tower: OSGB36 651409.903, 313177.270.
    latitude, longitude = lat_lon(651_409.903, 313_177.270)
    assert latitude == pytest.approx(52.658, abs=0.0005)
    assert longitude == pytest.approx(1.716, abs=0.0005)
