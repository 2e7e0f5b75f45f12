"""What is built is built right, and comes out the same byte for byte."""

import io
import json
import tarfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from lib.errors import SourceError
from lib.sources import boundaries
from lib.sources.build import coverage, packages, thames
from lib.sources.build.boroughs import boroughs_full
from lib.sources.build.neighbours import neighbours
from lib.sources.build.postcode_points import trusted_points
from lib.sources.build.run import drawn_boundaries
from lib.sources.build.write import geojson, geoparquet, table
from lib.sources.paths import GEODATA, cache_dir


@pytest.fixture(scope="module")
def boroughs() -> gpd.GeoDataFrame:
    return boundaries.boroughs()


def committed(path: str) -> bytes:
    return (GEODATA / path).read_bytes()


def test_boroughs_are_built_again_byte_for_byte() -> None:
    name = f"{packages.SPDATA}_{packages.packages()[packages.SPDATA]['version']}_all.deb"
    package = cache_dir() / "packages" / name
    if not package.is_file():
        pytest.skip("the package is not in the cache; `python -m lib sources build` downloads it")
    built = geoparquet(boroughs_full(package, boundaries.authorities()))
    assert built == committed("boundaries/boroughs_full.parquet")


def test_web_layers_and_thames_are_built_again_byte_for_byte(boroughs: gpd.GeoDataFrame) -> None:
    _, river = thames.boroughs_to_mid_river(boroughs, thames.tidal_thames(boroughs))
    for built in drawn_boundaries(boroughs, river, boundaries.authorities_draw()):
        assert built.content == committed(built.path), built.path


def test_neighbours_are_built_again_byte_for_byte(boroughs: gpd.GeoDataFrame) -> None:
    built = neighbours(boroughs, boundaries.authorities_lookup(), boundaries.authorities_draw())
    assert table(built) == committed("boundaries/neighbours.csv")


def test_layers_are_written_again_byte_for_byte() -> None:
    for read, name in (
        (boundaries.authorities_lookup, "utla_lookup"),
        (boundaries.authorities_draw, "utla_draw"),
    ):
        assert geoparquet(read()) == committed(f"boundaries/{name}.parquet")


def test_order_of_rows_does_not_change_a_written_layer(boroughs: gpd.GeoDataFrame) -> None:
    assert geoparquet(boroughs.iloc[::-1]) == geoparquet(boroughs)


def test_geojson_is_rounded_and_readable(tmp_path: Path) -> None:
    layer = gpd.GeoDataFrame(
        {"name": ["Köln"]}, geometry=[shapely.Point(0.123456789, 51.987654321)], crs=4326
    )
    text = geojson(layer, decimals=3)
    (tmp_path / "layer.geojson").write_bytes(text)
    assert json.loads(text)["features"][0]["geometry"]["coordinates"] == [0.123, 51.988]
    assert gpd.read_file(tmp_path / "layer.geojson")["name"].tolist() == ["Köln"]


places = st.lists(
    st.tuples(st.integers(0, 60).map(float), st.integers(0, 60).map(float), st.sampled_from("ABC")),
    min_size=8,
    max_size=40,
    unique_by=lambda place: place[:2],
)


@settings(deadline=None, max_examples=40)
@given(places)
def test_each_place_of_a_divided_plane_goes_to_the_label_that_is_nearest(
    points: list[tuple[float, float, str]],
) -> None:
    """Against brute force: the nearest point of all decides."""
    position = np.array([point[:2] for point in points])
    labels = np.array([point[2] for point in points])
    box = shapely.box(-5, -5, 65, 65)
    lines = coverage.dividing_lines(position, labels)
    parts = coverage.faces(
        [*shapely.intersection(lines, box), shapely.boundary(box)], lattice=0.001
    )
    assert shapely.area(parts).sum() == pytest.approx(70 * 70)
    for part in parts:
        if shapely.minimum_clearance(part) < 0.1 or shapely.area(part) < 0.1:
            continue  # a strip as thin as the lattice is rounding, not a place
        grid = np.argwhere(np.ones((24, 24))) * 3.0 - 3.3
        within = grid[shapely.contains_xy(shapely.buffer(part, -0.01), grid[:, 0], grid[:, 1])]
        distance = np.hypot(*(within[:, None] - position).transpose(2, 0, 1))
        nearest = labels[distance.argmin(axis=1)]
        assert len(set(nearest)) <= 1


@settings(deadline=None, max_examples=40)
@given(places, st.sampled_from([0.5, 1.0, 2.0]))
def test_coverage_rounded_to_a_lattice_stays_a_coverage(
    points: list[tuple[float, float, str]], lattice: float
) -> None:
    position = np.array([point[:2] for point in points])
    labels = np.array([point[2] for point in points])
    box = shapely.box(-5, -5, 65, 65)
    lines = coverage.dividing_lines(position, labels)
    parts = coverage.faces(
        [*shapely.intersection(lines, box), shapely.boundary(box)], lattice=0.001
    )
    inside = shapely.get_coordinates(shapely.point_on_surface(parts))
    owner = labels[cKDTree(position).query(inside)[1]]
    polygons = coverage.joined(parts, owner, sorted(set(owner)))

    rounded = coverage.on_lattice(polygons, lattice=lattice)
    assert shapely.is_valid(rounded).all()
    assert shapely.coverage_is_valid(rounded)
    corners = shapely.get_coordinates(rounded)
    np.testing.assert_allclose(corners / lattice, (corners / lattice).round(), atol=1e-9)


def postcodes(*rows: tuple[float, float, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["easting", "northing", "code"])


BLOCK = [(100.0 * x, 100.0 * y, "A" if x < 5 else "B") for x in range(10) for y in range(6)]


def test_postcode_alone_in_another_authority_is_no_evidence() -> None:
    points = trusted_points(postcodes(*BLOCK, (150.0, 250.0, "B")))
    assert points[points["easting"] == 150.0].empty
    assert len(points) == len(BLOCK)


def test_village_of_three_postcodes_keeps_its_authority() -> None:
    village = [(150.0, 250.0, "B"), (152.0, 250.0, "B"), (150.0, 252.0, "B")]
    points = trusted_points(postcodes(*BLOCK, *village))
    assert len(points) == len(BLOCK) + 3


def test_most_postcodes_at_one_position_decide() -> None:
    points = trusted_points(postcodes(*BLOCK, (0.0, 0.0, "B"), (0.0, 0.0, "A")))
    here = points[(points["easting"] == 0) & (points["northing"] == 0)]
    assert here["code"].tolist() == ["A"]


def layer(**polygons: shapely.Geometry) -> gpd.GeoDataFrame:
    shapes = coverage.on_lattice(np.array(list(polygons.values())), lattice=1.0)
    codes = {"code": list(polygons), "name": list(polygons)}
    return gpd.GeoDataFrame(codes, geometry=shapes, crs=27700)


def adjoining(lookup: gpd.GeoDataFrame, draw: gpd.GeoDataFrame) -> dict[frozenset[str], str]:
    found = neighbours(layer(E09=shapely.box(9e5, 9e5, 9.1e5, 9.1e5)), lookup, draw)
    return {
        frozenset((row.code, row.neighbour_code)): row.across_water for row in found.itertuples()
    }


def test_authorities_on_both_banks_of_a_river_adjoin_and_across_a_strait_do_not() -> None:
    """A and B: one land, a river 500 m wide between them that ends inland. C: an island."""
    a, b = shapely.box(0, 5_250, 20_000, 10_000), shapely.box(0, 0, 20_000, 4_750)
    head, island = shapely.box(-5_000, 0, 0, 10_000), shapely.box(20_500, 0, 25_000, 10_000)
    draw = layer(A=a, B=b, C=island, D=head)
    lookup = layer(
        A=shapely.box(0, 5_000, 20_250, 10_000),
        B=shapely.box(0, 0, 20_250, 5_000),
        C=shapely.box(20_250, 0, 25_000, 10_000),
        D=head,
    )
    assert adjoining(lookup, draw) == {
        frozenset("AB"): "yes",
        frozenset("AD"): "no",
        frozenset("BD"): "no",
    }


@pytest.mark.parametrize(("metres", "is_adjoining"), [(40.0, False), (60.0, True)])
def test_border_on_land_counts_from_fifty_metres(metres: float, *, is_adjoining: bool) -> None:
    draw = layer(
        A=shapely.box(0, 0, 1_000, 1_000), B=shapely.box(1_000, 1_000 - metres, 2_000, 3_000)
    )
    assert (frozenset("AB") in adjoining(draw, draw)) is is_adjoining


def deb(**members: bytes) -> bytes:
    """Write a Debian package by hand: an `ar` archive with a `data.tar` in it."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:xz") as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(f"./{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    parts = {"debian-binary": b"2.0\n", "control.tar.xz": b"odd", "data.tar.xz": archive.getvalue()}
    written = b"!<arch>\n"
    for name, content in parts.items():
        written += f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode()
        written += content + b"\n" * (len(content) % 2)
    return written


def test_files_are_read_out_of_a_debian_package(tmp_path: Path) -> None:
    (tmp_path / "some.deb").write_bytes(deb(first=b"1", second=b"22"))
    assert packages.read_from_deb(tmp_path / "some.deb", ("second", "first")) == [b"22", b"1"]
    with pytest.raises(SourceError, match="holds no third"):
        packages.read_from_deb(tmp_path / "some.deb", ("third",))


def test_other_file_than_a_debian_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "some.deb").write_bytes(b"PK\x03\x04")
    with pytest.raises(SourceError, match="not a Debian package"):
        packages.read_from_deb(tmp_path / "some.deb", ("first",))


def test_other_package_than_the_pinned_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "cache_dir", lambda: tmp_path)
    version = packages.packages()[packages.SPDATA]["version"]
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / f"{packages.SPDATA}_{version}_all.deb").write_bytes(deb(first=b"1"))
    with pytest.raises(SourceError, match="is not the pinned package"):
        packages.spdata_package()


def test_machine_without_debian_is_told_what_to_fetch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "cache_dir", lambda: tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match=r"Debian 12 \(bookworm\)"):
        packages.spdata_package()


def test_other_version_of_a_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "packages", lambda: {"shapely": {"version": "0.1"}})
    with pytest.raises(SourceError, match=r"needs shapely 0\.1"):
        packages.require_python_package("shapely")
