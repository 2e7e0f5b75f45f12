import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import qlacref_authorities
import shapely

from lib.errors import SourceError
from lib.sources.boundaries import authorities_draw, authorities_lookup, neighbours
from lib.sources.imports import replace, run
from lib.sources.imports.known_places import KNOWN_PLACES
from lib.sources.imports.layer import _upper_tier, import_layer
from lib.sources.imports.layer_file import read_layer
from lib.sources.paths import GEODATA
from lib.sources.projection import to_degrees
from lib.sources.registry import record, verify
from lib.units import BRITISH_NATIONAL_GRID, WGS84

NEW = {"a.txt": b"new a", "b.txt": b"new b"}
NEWER = {path: {"edition": "newer"} for path in NEW}
ESSEX, HAVERING, NEWHAM = "E10000012", "E09000016", "E09000025"


@pytest.fixture(scope="module")
def layer() -> gpd.GeoDataFrame:
    """Our own authorities, simplified, with the column names of an official download."""
    draw = authorities_draw()
    simple = shapely.coverage_simplify(draw.geometry.to_numpy(), 40)
    columns = {"CTYUA25CD": draw["code"], "CTYUA25NM": draw["name"]}
    return gpd.GeoDataFrame(columns, geometry=simple, crs=BRITISH_NATIONAL_GRID)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(GEODATA, tmp_path_factory.mktemp("project") / "geodata"))


def fingerprints(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def geojson(layer: gpd.GeoDataFrame, tmp_path: Path) -> Path:
    """Write as the official portal does: degrees, without naming a coordinate system."""
    path = tmp_path / "CTYUA_DEC_2025_EN_BGC.geojson"
    layer.to_file(path, driver="GeoJSON", engine="pyogrio", COORDINATE_PRECISION=7, RFC7946="YES")
    return path


def change(
    layer: gpd.GeoDataFrame, code: str, shape: Callable[[shapely.Geometry], shapely.Geometry]
) -> gpd.GeoDataFrame:
    changed = layer.geometry.copy()
    rows = layer["CTYUA25CD"] == code
    changed[rows] = [shape(geometry) for geometry in changed[rows]]
    return layer.set_geometry(changed)


def geodesic_square_metres(shape: shapely.Geometry) -> float:
    area, _ = pyproj.Geod(ellps="WGS84").geometry_area_perimeter(shapely.orient_polygons(shape))
    return abs(area)


@pytest.mark.slow
def test_an_official_download_replaces_all_that_is_made_from_boundaries(
    layer: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(GEODATA, tmp_path / "geodata"))
    before = fingerprints(root)
    in_degrees = to_degrees(layer)
    said = import_layer(geojson(in_degrees, tmp_path), root=root)
    assert (
        said[0] == "CTYUA_DEC_2025_EN_BGC.geojson (153 authorities of England) is now in geodata/."
    )

    draw = gpd.read_parquet(root / "boundaries" / "utla_draw.parquet")
    lookup = gpd.read_parquet(root / "boundaries" / "utla_lookup.parquet")
    london = gpd.read_parquet(root / "boundaries" / "boroughs_full.parquet")
    for made in (draw, lookup, london):
        assert made.crs == BRITISH_NATIONAL_GRID
        assert shapely.coverage_is_valid(made.geometry.to_numpy())
        assert made.columns.tolist() == authorities_draw().columns.tolist()
    assert draw["code"].tolist() == lookup["code"].tolist() == sorted(layer["CTYUA25CD"])
    assert draw["name"].tolist() == authorities_draw()["name"].tolist()

    on_the_globe = in_degrees.set_index("CTYUA25CD").geometry.map(geodesic_square_metres)
    assert np.allclose(draw.set_index("code").area, on_the_globe[draw["code"]], rtol=2e-3)
    # The sea off the coast, and the Thames to its middle, are still found.
    assert np.allclose(lookup.area, authorities_lookup().area, rtol=2e-2)

    places = pd.DataFrame([place for place in KNOWN_PLACES if place.authority_code[0] == "E"])
    points = gpd.GeoDataFrame(
        places, geometry=gpd.points_from_xy(places["longitude"], places["latitude"]), crs=WGS84
    ).to_crs(BRITISH_NATIONAL_GRID)
    for made in (draw, lookup):
        joined = gpd.sjoin(points, made, predicate="within", how="left")
        assert joined["code"].tolist() == places["authority_code"].tolist()

    pairs = pd.read_csv(root / "boundaries" / "neighbours.csv", dtype="str")
    found = set(map(frozenset, pairs[["code", "neighbour_code"]].to_numpy().tolist()))
    assert len(found ^ neighbours()) <= 3
    after = fingerprints(root)
    assert before.keys() == after.keys()
    changed = {path for path in after if after[path] != before[path]}
    assert {
        "sources.toml",
        "boundaries/boroughs_web.geojson",
        "boundaries/utla_web.geojson",
    } < changed
    assert set(verify(root)) <= set(verify()), "nothing is wrong that was not wrong before"
    assert "CTYUA_DEC_2025_EN_BGC, codes of 2025" in (root / "sources.toml").read_text("utf-8")


def test_districts_in_a_geopackage_are_joined_to_their_counties(
    layer: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    districts: dict[str, list[str]] = {}
    for authority in qlacref_authorities.records:
        if authority["LTLA21CD"].startswith("E07"):
            districts.setdefault(authority["UTLA21CD"], []).append(authority["LTLA21CD"])
    rows = []
    for code, shape in zip(layer["CTYUA25CD"], layer.geometry, strict=True):
        if not code.startswith("E10"):
            rows.append((code, shape))
            continue
        west, south, east, north = shape.bounds
        middle = (west + east) / 2
        for district, half in zip(
            districts[code],
            (shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)),
            strict=False,
        ):
            rows.append((district, shapely.intersection(shape, half)))
    rows.append(("W06000015", shapely.box(310_000, 170_000, 320_000, 180_000)))
    lads = gpd.GeoDataFrame(rows, columns=["LAD25CD", "geometry"], crs=BRITISH_NATIONAL_GRID)
    path = tmp_path / "LAD_MAY_2025_UK_BGC.gpkg"
    lads.to_file(path, layer="LAD_MAY_2025_UK_BGC")

    read = read_layer(path)
    assert (read.year, read.mended) == (2025, 0)
    joined = _upper_tier(read).set_index("code").geometry
    expected = layer.set_index("CTYUA25CD").geometry
    assert joined.index.tolist() == expected.index.tolist()
    difference = joined.symmetric_difference(expected.set_axis(joined.index)).area
    assert (difference < 0.002 * expected.area).all()


def as_national_grid_figures(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return layer.set_crs(WGS84, allow_override=True)


def swapped(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    in_degrees = to_degrees(layer)
    return in_degrees.set_geometry(
        gpd.GeoSeries(
            shapely.transform(in_degrees.geometry.to_numpy(), lambda at: at[:, ::-1]), crs=WGS84
        )
    )


def in_web_mercator(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return layer.to_crs("EPSG:3857")


def shifted(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return to_degrees(layer.set_geometry(layer.translate(4_000, 0)))


def without_havering(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return to_degrees(layer[layer["CTYUA25CD"] != HAVERING])


def of_another_year(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return to_degrees(layer.assign(CTYUA25CD=layer["CTYUA25CD"].replace("E06000063", "E10000006")))


def overlapping(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return to_degrees(change(layer, HAVERING, lambda shape: shape.buffer(300)))


def two_authorities_exchanged(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    codes = layer["CTYUA25CD"].replace({HAVERING: NEWHAM, NEWHAM: HAVERING})
    return to_degrees(layer.assign(CTYUA25CD=codes))


def with_half_of_essex(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    def half(shape: shapely.Geometry) -> shapely.Geometry:
        west, south, east, north = shape.bounds
        return shapely.intersection(shape, shapely.box(west, south, (west + east) / 2, north))

    return to_degrees(change(layer, ESSEX, half))


def without_codes(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return to_degrees(layer.rename(columns={"CTYUA25CD": "id"}))


def without_a_shape(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return to_degrees(layer).set_geometry(to_degrees(layer).geometry.where(layer.index != 3))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (as_national_grid_figures, "said to be degrees, but are National Grid figures"),
        (swapped, "latitude and longitude are swapped"),
        (shifted, "of a sample of postcodes lie in their authority"),
        (without_havering, rf"1 authorities are missing: {HAVERING}\."),
        (of_another_year, "1 codes are not among the 153 authorities known here: E10000006"),
        (overlapping, "overlap by more than a hectare.*E09000016"),
        (two_authorities_exchanged, "lie in another authority.*Romford Town Hall"),
        (with_half_of_essex, f"fewest in {ESSEX}"),
        (without_codes, "no layer has a column of authority codes"),
        (without_a_shape, "one without a shape"),
    ],
)
def test_boundaries_that_cannot_be_right_are_refused_and_the_old_ones_stay(
    spoil: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame],
    reason: str,
    layer: gpd.GeoDataFrame,
    root: Path,
    tmp_path: Path,
) -> None:
    before = fingerprints(root)
    path = tmp_path / "CTYUA.geojson"
    spoil(layer).to_file(path, driver="GeoJSON", engine="pyogrio")
    with pytest.raises(SourceError, match=rf"CTYUA\.geojson is not imported: .*{reason}"):
        import_layer(path, root=root)
    assert fingerprints(root) == before


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (in_web_mercator, "its coordinate system is WGS 84 / Pseudo-Mercator"),
        (
            lambda layer: to_degrees(layer).set_crs(BRITISH_NATIONAL_GRID, allow_override=True),
            "said to be on the National Grid, but are degrees",
        ),
        (
            lambda layer: layer.set_geometry(
                gpd.GeoSeries(
                    shapely.transform(layer.geometry.to_numpy(), lambda at: at[:, ::-1]),
                    crs=BRITISH_NATIONAL_GRID,
                )
            ),
            "lie in another authority, or in none",
        ),
    ],
    ids=["web mercator", "degrees as metres", "swapped metres"],
)
def test_a_geopackage_in_the_wrong_system_is_refused(
    spoil: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame],
    reason: str,
    layer: gpd.GeoDataFrame,
    root: Path,
    tmp_path: Path,
) -> None:
    before = fingerprints(root)
    path = tmp_path / "CTYUA.gpkg"
    spoil(layer).to_file(path)
    with pytest.raises(SourceError, match=reason):
        import_layer(path, root=root)
    assert fingerprints(root) == before


def test_boroughs_that_meet_in_the_thames_are_refused(root: Path, tmp_path: Path) -> None:
    before = fingerprints(root)
    full_extent = to_degrees(authorities_lookup().rename(columns={"code": "CTYUA25CD"}))
    with pytest.raises(SourceError, match="clipped to the coastline"):
        import_layer(geojson(full_extent, tmp_path), root=root)
    assert fingerprints(root) == before


def test_a_shape_that_crosses_itself_is_mended_and_counted(
    layer: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    bow_tie = shapely.Polygon([(1e5, 2e4), (2e5, 3e4), (2e5, 2e4), (1e5, 3e4)])
    crossed = layer.copy()
    crossed.loc[len(crossed)] = ["E06000053", "Isles of Scilly", bow_tie]
    path = tmp_path / "CTYUA.gpkg"
    crossed.to_file(path)
    read = read_layer(path)
    assert read.mended == 1
    assert shapely.is_valid(read.areas.geometry.to_numpy()).all()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\x00\x01\xff", b'{"type": "FeatureCollection", "features": []}', b"[" * 100_000],
    ids=["empty", "broken", "binary", "no features", "deep"],
)
@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
def test_a_hostile_layer_is_refused_by_name(
    content: bytes, suffix: str, root: Path, tmp_path: Path
) -> None:
    before = fingerprints(root)
    path = tmp_path / f"boundaries{suffix}"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=f"boundaries{suffix} is not imported"):
        import_layer(path, root=root)
    assert fingerprints(root) == before


@pytest.fixture
def small_root(tmp_path: Path) -> Path:
    """A folder of geodata with two files in its register."""
    root = tmp_path / "geodata"
    root.mkdir()
    (root / "sources.toml").write_text("", "utf-8")
    fields = dict.fromkeys(
        ("title", "owner", "publisher", "licence", "attribution", "edition", "retrieved", "crs",
         "status", "how"),
        "invented",
    )  # fmt: skip
    for name in ("a.txt", "b.txt"):
        (root / name).write_text("old", "utf-8")
        record(name, root, **fields)
    return root


def test_files_and_their_entries_are_replaced_together(small_root: Path) -> None:
    replace.replace_files(NEW, NEWER, root=small_root)
    assert (small_root / "b.txt").read_bytes() == b"new b"
    assert (small_root / "sources.toml").read_text("utf-8").count('edition = "newer"') == 2
    assert verify(small_root) == []
    assert [path.name for path in small_root.parent.iterdir()] == ["geodata"]


@pytest.mark.parametrize("successes", range(4))
def test_when_one_file_cannot_be_put_in_place_all_stay_as_they_were(
    successes: int, small_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprints(small_root)
    real, done = Path.replace, []

    def limited(self: Path, target: Path) -> Path:
        if target.parent == small_root:
            if len(done) == successes:
                raise OSError(28, "No space left on device")
            done.append(target)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", limited)
    with pytest.raises(SourceError, match="No space left on device"):
        replace.replace_files(NEW, NEWER, root=small_root)
    assert fingerprints(small_root) == before
    assert verify(small_root) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ONSPD.zip", "Unpack it"),
        ("boundaries.shp", r"ends in \.geojson, \.gpkg, \.csv or \.xlsx"),
        ("absent.csv", "is not a file"),
    ],
)
def test_a_file_of_another_kind_is_refused(name: str, message: str, tmp_path: Path) -> None:
    if not name.startswith("absent"):
        (tmp_path / name).touch()
    with pytest.raises(SourceError, match=f"{name} .*{message}"):
        run.import_file(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("a.CSV", "import_directory"),
        ("a.geojson", "import_layer"),
        ("a.json", "import_layer"),
        ("a.gpkg", "import_layer"),
    ],
)
def test_a_file_goes_to_the_reader_of_its_kind(
    name: str, reader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_text(json.dumps({}), "utf-8")
    monkeypatch.setattr(run, reader, lambda path: [f"read {path.name}"])
    assert run.import_file(tmp_path / name) == [f"read {name}"]
