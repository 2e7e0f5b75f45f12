"""Boundaries are coverages, lie where they should, and agree with the postcodes."""

import csv
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Transformer
from pyproj.transformer import TransformerGroup

from lib.errors import CrsError, SourceError
from lib.sources import boundaries
from lib.sources.basemap import LAYERS
from lib.sources.paths import CACHE_VARIABLE, cache_dir
from lib.sources.postcodes import PostcodeIndex
from lib.sources.projection import degrees_from_grid, grid_from_degrees, to_degrees

LONDON_NEIGHBOURS = Path(__file__).parents[2] / "fixtures" / "london_neighbours.csv"
"""Pairs with a London borough, from official polygons and not from ours."""

NORTH_EAST_LONDON = [
    f"E090000{number}" for number in ("01", "02", "12", "16", "25", "26", "30", "31")
]


@pytest.fixture(scope="module")
def boroughs() -> gpd.GeoDataFrame:
    return boundaries.boroughs()


@pytest.fixture(scope="module")
def lookup() -> gpd.GeoDataFrame:
    return boundaries.authorities_lookup()


@pytest.fixture(scope="module")
def draw() -> gpd.GeoDataFrame:
    return boundaries.authorities_draw()


@pytest.fixture(scope="module")
def england() -> gpd.GeoDataFrame:
    return gpd.read_file(LAYERS["england"])


@pytest.fixture(scope="module")
def postcodes() -> PostcodeIndex:
    return PostcodeIndex.open()


def shapes(layer: gpd.GeoDataFrame) -> np.ndarray:
    return layer.geometry.to_numpy()


def authorities_at(layer: gpd.GeoDataFrame, latitude: float, longitude: float) -> set[str]:
    (point,) = shapely.points(grid_from_degrees(np.array([[longitude, latitude]])))
    return set(layer["name"][layer.intersects(point)])


def test_there_are_33_boroughs_with_the_names_of_the_register(boroughs: gpd.GeoDataFrame) -> None:
    names = boundaries.authority_names()
    assert len(boroughs) == 33
    assert boroughs["code"].is_monotonic_increasing
    assert [names[code] for code in boroughs["code"]] == boroughs["name"].tolist()
    assert set(boroughs["region"]) == {"London"}


def test_boroughs_stand_on_the_lattice_they_were_surveyed_on(boroughs: gpd.GeoDataFrame) -> None:
    corners = shapely.get_coordinates(shapes(boroughs))
    assert len(corners) == 48_548
    np.testing.assert_allclose(corners * 10, (corners * 10).round(), atol=1e-6)


def test_boroughs_have_the_areas_that_the_source_states(boroughs: gpd.GeoDataFrame) -> None:
    """Hectares of land in the source's own attribute table, independent of our projection."""
    hectares = boroughs.set_index("name").area / 10_000
    stated = {"Havering": 11_445.735 - 210.763, "Camden": 2_178.932, "Hackney": 1_904.902}
    for name, area in stated.items():
        assert hectares[name] == pytest.approx(area, rel=1e-4)


@pytest.mark.parametrize("copy", ["boroughs", "lookup", "draw", "england"])
def test_copy_is_a_true_coverage(copy: str, request: pytest.FixtureRequest) -> None:
    polygons = shapes(request.getfixturevalue(copy))
    assert shapely.is_valid(polygons).all()
    assert not shapely.is_empty(polygons).any()
    assert shapely.coverage_is_valid(polygons)


@pytest.mark.parametrize("copy", ["boroughs", "lookup"])
def test_copy_has_no_slivers_between_polygons(copy: str, request: pytest.FixtureRequest) -> None:
    assert shapely.coverage_is_valid(shapes(request.getfixturevalue(copy)), gap_width=5.0)


def test_no_two_authorities_overlap_by_a_spatial_join(draw: gpd.GeoDataFrame) -> None:
    pairs = gpd.sjoin(draw, draw, predicate="overlaps")
    assert pairs.empty


@pytest.mark.parametrize("copy", ["lookup", "draw", "england"])
def test_there_are_153_authorities(copy: str, request: pytest.FixtureRequest) -> None:
    layer = request.getfixturevalue(copy)
    table = boundaries.authorities()
    assert layer["code"].tolist() == table["code"].tolist()
    assert layer["name"].tolist() == table["name"].tolist()
    assert layer["region"].tolist() == table["region_name"].tolist()


def test_regions_are_the_nine_of_england() -> None:
    table = boundaries.authorities()
    assert table["region_code"].nunique() == 9
    assert (table["region_name"] == "London").sum() == 33


def test_drawn_boroughs_are_the_official_ones(
    draw: gpd.GeoDataFrame, boroughs: gpd.GeoDataFrame
) -> None:
    """But for corners where other lines meet them, rounded to 0.1 m."""
    london = draw[draw["code"].str.startswith("E09")]
    differing = shapely.symmetric_difference(shapes(london), shapes(boroughs))
    assert shapely.area(differing).max() < 5.0


def test_web_maps_join_boroughs_and_other_authorities_without_a_gap(
    england: gpd.GeoDataFrame,
) -> None:
    boroughs = shapes(gpd.read_file(LAYERS["boroughs"]))
    is_london = england["code"].str.startswith("E09").to_numpy()
    london, rest = shapes(england)[is_london], shapes(england)[~is_london]
    distance = shapely.hausdorff_distance(shapely.boundary(london), shapely.boundary(boroughs))
    assert distance.max() < 2e-5  # degrees: about two metres, where the borders of others end

    river = shapes(gpd.read_file(LAYERS["thames"]))
    outline = shapely.boundary(shapely.union_all(boroughs))
    painted = shapely.get_parts(shapely.union_all(np.concatenate([london, rest, river])))
    holes = shapely.polygons(
        np.concatenate(
            [
                shapely.get_interior_ring(part, range(shapely.get_num_interior_rings(part)))
                for part in painted
            ]
        )
    )
    square_metres = shapely.area(holes[shapely.dwithin(holes, outline, 0.001)]) * 7.7e9
    assert (square_metres < 20).all()


def test_river_fits_the_drawn_boroughs() -> None:
    boroughs = gpd.read_file(LAYERS["boroughs"])
    river = gpd.read_file(LAYERS["thames"])
    in_london = river[river["part"] == "tidal, in London"]
    assert shapely.coverage_is_valid(np.concatenate([shapes(boroughs), shapes(in_london)]))
    (square_km,) = in_london.to_crs(27700).area / 1e6
    assert square_km == pytest.approx(21.06, abs=0.5)


@pytest.mark.parametrize(
    ("latitude", "longitude", "authority"),
    [
        (51.5755, 0.1827, "Havering"),  # Romford station
        (51.5391, 0.0806, "Barking and Dagenham"),  # Barking station
        (51.5413, -0.0033, "Newham"),  # Stratford station
        (51.5590, 0.0690, "Redbridge"),  # Ilford station
        (51.5830, -0.0197, "Waltham Forest"),  # Walthamstow Central station
        (51.5450, -0.0573, "Hackney"),  # Hackney Town Hall
        (51.5081, -0.0759, "Tower Hamlets"),  # the Tower of London
        (51.5138, -0.0984, "City of London"),  # St Paul's Cathedral
        (51.4474, 0.2188, "Kent"),  # Dartford station
        (51.4878, 0.2856, "Thurrock"),  # Chafford Hundred station
        (51.7365, 0.4686, "Essex"),  # Chelmsford station
        (51.5381, 0.7118, "Southend-on-Sea"),  # Southend Central station
        (53.4774, -2.2309, "Manchester"),  # Piccadilly station
        (54.9686, -1.6172, "Newcastle upon Tyne"),  # Central station
        (50.1217, -5.5326, "Cornwall"),  # Penzance station
        (50.7002, -1.2930, "Isle of Wight"),  # Newport
        (55.7742, -2.0110, "Northumberland"),  # Berwick-upon-Tweed station
    ],
)
def test_known_place_lies_in_its_authority(
    lookup: gpd.GeoDataFrame, latitude: float, longitude: float, authority: str
) -> None:
    assert authorities_at(lookup, latitude, longitude) == {authority}


@pytest.mark.parametrize(
    ("latitude", "longitude", "authority"),
    [
        (51.5051, -0.0292, "Tower Hamlets"),  # Canary Wharf pier
        (51.4839, -0.0094, "Greenwich"),  # Greenwich pier
        (51.5148, 0.7216, "Southend-on-Sea"),  # the head of Southend pier, 2 km out
    ],
)
def test_pier_in_the_water_lies_in_the_authority_of_its_bank(
    lookup: gpd.GeoDataFrame, latitude: float, longitude: float, authority: str
) -> None:
    assert authorities_at(lookup, latitude, longitude) == {authority}


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (55.9521, -3.1890),  # Edinburgh
        (51.4756, -3.1791),  # Cardiff
        (54.5973, -5.9301),  # Belfast
        (54.1500, -4.4820),  # Douglas
        (50.9513, 1.8587),  # Calais
    ],
)
def test_place_outside_england_lies_in_no_authority(
    lookup: gpd.GeoDataFrame, latitude: float, longitude: float
) -> None:
    assert authorities_at(lookup, latitude, longitude) == set()


def test_postcodes_of_the_footprint_lie_in_their_own_borough(
    boroughs: gpd.GeoDataFrame, postcodes: PostcodeIndex
) -> None:
    agreeing, total = agreement(boroughs, NORTH_EAST_LONDON, postcodes)
    assert total > 50_000
    assert agreeing / total >= 0.998


def test_postcodes_outside_london_lie_in_their_own_derived_authority(
    lookup: gpd.GeoDataFrame, postcodes: PostcodeIndex
) -> None:
    codes = [code for code in lookup["code"] if not code.startswith("E09")]
    agreeing, total = agreement(lookup, codes[::8], postcodes)
    assert total > 150_000
    assert agreeing / total >= 0.998


def agreement(
    layer: gpd.GeoDataFrame, codes: list[str], postcodes: PostcodeIndex
) -> tuple[int, int]:
    polygons = layer.set_index("code").geometry
    agreeing = total = 0
    for code in codes:
        listed = postcodes.postcodes_in(code)
        shapely.prepare(polygons[code])
        is_inside = shapely.intersects_xy(
            polygons[code], listed["easting"].to_numpy(), listed["northing"].to_numpy()
        )
        agreeing += int(is_inside.sum())
        total += len(listed)
    return agreeing, total


def test_neighbours_of_london_are_those_of_the_official_polygons() -> None:
    with LONDON_NEIGHBOURS.open(encoding="utf-8", newline="") as file:
        official = {frozenset((row["code"], row["neighbour_code"])) for row in csv.DictReader(file)}
    ours = {
        pair for pair in boundaries.neighbours() if any(code.startswith("E09") for code in pair)
    }
    assert ours == official


def test_boroughs_that_meet_in_the_river_are_marked() -> None:
    with LONDON_NEIGHBOURS.open(encoding="utf-8", newline="") as file:
        official = {
            frozenset((row["code"], row["neighbour_code"])): row["across_thames"]
            for row in csv.DictReader(file)
        }
    table = pd.read_csv(boundaries.BOUNDARIES / "neighbours.csv")
    for code, neighbour, across in zip(
        table["code"], table["neighbour_code"], table["across_water"], strict=True
    ):
        assert across == official.get(frozenset((code, neighbour)), across)


def test_every_authority_but_the_islands_has_a_neighbour_and_none_is_its_own() -> None:
    pairs = boundaries.neighbours()
    assert all(len(pair) == 2 for pair in pairs)
    alone = set(boundaries.authorities()["code"]) - {c for pair in pairs for c in pair}
    assert {boundaries.authority_names()[code] for code in alone} == {
        "Isle of Wight",
        "Isles of Scilly",
    }


def test_names_hold_every_english_authority_and_the_countries_around() -> None:
    names = boundaries.authority_names()
    assert sum(code.startswith("E") for code in names) == 153
    assert names["W92000004"] == "Wales"
    assert names["S92000003"] == "Scotland"
    assert names["N92000002"] == "Northern Ireland"
    assert names["E10000012"] == "Essex"


def test_projection_is_the_operation_that_the_source_was_made_with() -> None:
    """PROJ's own EPSG:1314, looked up in its database, and not the most accurate path."""
    london = np.array([[-0.5, 51.3], [0.0, 51.5], [0.33, 51.7]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # the better path may lack its grid: good
        group = TransformerGroup(4326, 27700, always_xy=True)
    (helmert,) = (one for one in group.transformers if "WGS 84 (6)" in one.description)
    expected = np.column_stack(helmert.transform(london[:, 0], london[:, 1]))
    np.testing.assert_allclose(grid_from_degrees(london), expected, atol=1e-6)


def test_projection_is_within_five_metres_of_the_ordnance_survey() -> None:
    """The worked example of the Ordnance Survey's guide: Caister water tower."""
    (point,) = grid_from_degrees(np.array([[1 + 42 / 60 + 57.8663 / 3600, 52.657974500]]))
    assert np.hypot(point[0] - 651_409.792, point[1] - 313_177.448) < 5.0


def test_degrees_and_back_is_the_same_place(boroughs: gpd.GeoDataFrame) -> None:
    corners = shapely.get_coordinates(shapes(boroughs))[:1000]
    back = grid_from_degrees(degrees_from_grid(corners))
    np.testing.assert_allclose(back, corners, atol=1e-4)


def test_layer_in_another_system_is_not_taken_for_metres(boroughs: gpd.GeoDataFrame) -> None:
    with pytest.raises(CrsError, match="EPSG:4326"):
        to_degrees(to_degrees(boroughs))


def test_web_copy_lies_within_20_metres_of_the_full_one(boroughs: gpd.GeoDataFrame) -> None:
    web = gpd.read_file(LAYERS["boroughs"])
    there = Transformer.from_crs(4326, 27700, always_xy=True)
    moved = shapely.transform(shapes(web), lambda xy: np.column_stack(there.transform(*xy.T)))
    distance = shapely.hausdorff_distance(
        shapely.boundary(moved), shapely.boundary(shapes(boroughs))
    )
    assert distance.max() < 20.0


def test_missing_file_says_how_to_get_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boundaries, "BOUNDARIES", tmp_path)
    with pytest.raises(SourceError, match=r"geodata/boundaries/boroughs_full\.parquet"):
        boundaries.boroughs()
    with pytest.raises(SourceError, match="sources build"):
        boundaries.neighbours()


def test_cache_can_be_moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    assert cache_dir() == tmp_path
    monkeypatch.delenv(CACHE_VARIABLE)
    assert cache_dir().name == "closer-to-home"
