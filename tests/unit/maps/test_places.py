import geopandas as gpd
import pyproj
import pytest
from shapely import Point

from lib.domain.footprint import Footprint
from lib.maps.places import OUTSIDE_ENGLAND, lat_lon, places, ring
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


def test_the_ring_is_twenty_miles_away_all_round(footprint: Footprint) -> None:
    latitude, longitude = places(footprint).points["E09000016"]
    geodesic = pyproj.Geod(ellps="GRS80")
    for at, beyond in ring((latitude, longitude)):
        _, _, metres = geodesic.inv(longitude, latitude, beyond, at)
        assert metres == pytest.approx(20 * 1_609.3, rel=0.0007)


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
