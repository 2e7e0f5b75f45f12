import argparse
import codecs
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from lib.cli import locate
from lib.errors import CrsError, SourceError
from lib.sources.boundaries import boroughs
from lib.sources.points import authorities_of
from lib.sources.points_file import read_points
from lib.sources.projection import degrees_from_grid
from lib.units import BRITISH_NATIONAL_GRID

HEADING = "name,latitude,longitude\n"
ROMFORD = "Romford Town Hall,51.5787,0.1817\n"


def points_at(*eastings_northings: tuple[float, float]) -> pd.DataFrame:
    lonlat = degrees_from_grid(np.array(eastings_northings, dtype=float))
    return pd.DataFrame({"longitude": lonlat[:, 0], "latitude": lonlat[:, 1]})


def squares(**corners: tuple[int, int]) -> gpd.GeoDataFrame:
    """Squares of a kilometre by their south-west corner, in kilometres."""
    shapes = [
        shapely.box(e * 1e3, n * 1e3, (e + 1) * 1e3, (n + 1) * 1e3) for e, n in corners.values()
    ]
    return gpd.GeoDataFrame({"code": list(corners)}, geometry=shapes, crs=BRITISH_NATIONAL_GRID)


def test_points_in_london_lie_where_geopandas_sjoin_puts_them() -> None:
    london = boroughs()
    west, south, east, north = london.total_bounds
    rng = np.random.default_rng(1)
    grid = rng.uniform((west, south), (east, north), (5000, 2))
    found = authorities_of(points_at(*grid), london)
    layer = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*grid.T), crs=BRITISH_NATIONAL_GRID)
    joined = gpd.sjoin(layer, london, how="left", predicate="within")["code"]
    assert found.equals(joined.astype("str").rename("authority_code"))
    assert 0.3 < found.notna().mean() < 0.7


def test_a_point_on_a_border_lies_in_exactly_one_authority_and_always_the_same() -> None:
    cells = squares(E2=(501, 200), E1=(500, 200))
    corner = shapely.Point(501_000, 200_500)
    assert shapely.intersects(cells.geometry.to_numpy(), corner).all()
    lonlat = degrees_from_grid(np.array([[corner.x, corner.y]]))
    point = pd.DataFrame({"longitude": lonlat[:, 0], "latitude": lonlat[:, 1]})
    answers = {authorities_of(point, order)[0] for order in (cells, cells.iloc[::-1])}
    assert len(answers) == 1
    assert answers <= {"E1", "E2"}


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
def test_a_point_on_the_border_of_the_footprint_counts_as_inside(
    order: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lib.sources.points.grid_from_degrees", lambda lonlat: lonlat)
    cells = squares(E3=(0, 1), E1=(0, 0), E2=(1, 0)).iloc[order]
    points = pd.DataFrame(
        {"longitude": [1000.0, 500.0, 1000.0], "latitude": [500.0, 1000.0, 1000.0]}
    )
    assert authorities_of(points, cells).tolist() == ["E1", "E1", "E1"]
    assert authorities_of(points, cells, first=["E2"]).tolist() == ["E2", "E1", "E2"]
    assert authorities_of(points, cells, first=["E3"]).tolist() == ["E1", "E3", "E3"]


def test_a_point_outside_all_authorities_has_none() -> None:
    cells = squares(E1=(500, 200))
    found = authorities_of(points_at((500_500, 200_500), (100_000, 900_000)), cells)
    assert found.tolist()[0] == "E1"
    assert found.isna().tolist() == [False, True]
    assert authorities_of(points_at((1.0, 1.0)).iloc[:0], cells).empty


def test_authorities_in_degrees_are_refused() -> None:
    with pytest.raises(CrsError, match="EPSG:27700"):
        authorities_of(points_at((1.0, 1.0)), squares(E1=(0, 0)).to_crs("EPSG:4326"))


def test_columns_are_found_by_their_headings() -> None:
    text = " Longitude ,note,LATITUDE,name\r\n0.1817,x,51.5787,Romford\r\n\r\n,,,\r\n"
    read = read_points(text, file="a.csv")
    assert read.points.to_dict("records") == [
        {"name": "Romford", "latitude": 51.5787, "longitude": 0.1817}
    ]
    assert read.faults == []


def test_a_file_of_headings_alone_has_no_points() -> None:
    read = read_points(HEADING, file="a.csv")
    assert read.points.empty
    assert read.points.dtypes.astype(str).tolist() == ["str", "float64", "float64"]


@pytest.mark.parametrize(
    ("row", "place", "reason"),
    [
        ("x,north,0.18", "row 3, column latitude (B)", "not a number"),
        ("x,51.5,", "row 3, column longitude (C)", "empty"),
        ("x,nan,0.18", "row 3, column latitude (B)", "not a number"),
        ("x,inf,0.18", "row 3, column latitude (B)", "not a number"),
        ("x,1_0,0.18", "row 3, column latitude (B)", "not a number"),
        ('x,"51,5",0.18', "row 3, column latitude (B)", "not a number"),
        ("x,189199,551391", "row 3, column latitude (B)", "National Grid"),
        ("x,51.5,551391", "row 3, column longitude (C)", "National Grid"),
        ("x,0.1817,51.5787", "row 3, column latitude (B)", "swapped"),
        ("x,51,5,0,18", "row 3: 5 values under 3 headings", "quotation marks"),
        ("x,51.5", "row 3: 2 values under 3 headings", "quotation marks"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_others_are_read(
    row: str, place: str, reason: str
) -> None:
    read = read_points(f"{HEADING}{ROMFORD}{row}\n{ROMFORD}", file="sites.csv")
    assert len(read.points) == 2
    assert all(fault.startswith("sites.csv, row 3") for fault in read.faults)
    assert read.faults[0].startswith(f"sites.csv, {place}")
    assert reason in read.faults[0]
    assert not any(value in fault for fault in read.faults for value in ("189199", "0.1817"))


def test_both_columns_of_a_bad_row_are_named_and_far_columns_by_two_letters() -> None:
    commas = "," * 25
    read = read_points(f"name,latitude{commas}longitude\nx,y{commas}z\n", file="a.csv")
    assert [fault.split(":")[0] for fault in read.faults] == [
        "a.csv, row 2, column latitude (B)",
        "a.csv, row 2, column longitude (AA)",
    ]


@pytest.mark.parametrize(
    "text",
    ["", "name;latitude;longitude\n", "a,b\n1,2\n", "name,latitude,latitude,longitude\n"],
    ids=["empty", "semicolons", "other columns", "a column twice"],
)
def test_a_file_without_the_columns_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="Wanted are the columns name, latitude, longitude"):
        read_points(text, file="a.csv")


def test_a_name_without_end_is_a_fault_not_a_crash() -> None:
    read = read_points(f'{HEADING}{ROMFORD}"{"x" * 200_000}', file="a.csv")
    assert len(read.points) == 1
    assert "not read beyond row 2" in read.faults[0]


def run(
    path: Path, capsys: pytest.CaptureFixture[str], *, as_json: bool = True
) -> tuple[int, str, str]:
    code = locate.run(argparse.Namespace(points=path, postcodes=[], json=as_json))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8"),
        lambda text: codecs.BOM_UTF8 + text.encode("utf-8"),
        lambda text: text.encode("cp1252"),
    ],
    ids=["UTF-8", "byte order mark", "cp1252"],
)
def test_points_of_any_encoding_are_located_from_the_terminal(
    encode: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sites.csv"
    rows = (
        "Caf\u00e9 in Romford,51.5787,0.1817\n"
        "Big Ben,51.5007,-0.1246\n"
        "Cardiff Castle,51.4823,-3.1812\n"
        "Paris,48.8566,2.3522\n"
    )
    path.write_bytes(encode(HEADING + rows))  # type: ignore[operator]
    code, out, err = run(path, capsys)
    assert (code, err) == (0, "")
    assert json.loads(out) == [
        {
            "name": "Caf\u00e9 in Romford",
            "code": "E09000016",
            "authority": "Havering",
            "in_footprint": True,
        },
        {"name": "Big Ben", "code": "E09000033", "authority": "Westminster", "in_footprint": False},
        {"name": "Cardiff Castle", "code": None, "authority": None, "in_footprint": False},
        {"name": "Paris", "code": None, "authority": None, "in_footprint": False},
    ]


def test_good_rows_are_printed_when_others_are_bad(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sites.csv"
    path.write_text(f"{HEADING}{ROMFORD}swapped,0.18,51.57\n", "utf-8")
    code, out, err = run(path, capsys)
    assert code == 1
    assert [point["name"] for point in json.loads(out)] == ["Romford Town Hall"]
    assert "sites.csv, row 3, column latitude (B)" in err
    code, out, _ = run(path, capsys, as_json=False)
    assert "Romford Town Hall  E09000016  Havering   yes" in out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04rest", "workbook"),
        (b"name,latitude,longitude\na\0b,1,2\n", "NUL"),
        (b"name,latitude,longitude\n" + b"x" * 20_000_000, "larger than 20 MB"),
    ],
    ids=["workbook", "NUL", "too large"],
)
def test_a_hostile_file_of_points_is_refused_by_name(
    content: bytes, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sites.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=rf"sites\.csv.*{message}"):
        run(path, capsys)


def test_a_missing_file_of_points_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SourceError, match="No such file"):
        run(tmp_path / "absent.csv", capsys)


def test_postcodes_are_located_from_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = argparse.Namespace(points=None, postcodes=["rm13bd", "BT1 1AA", "?"], json=True)
    assert locate.run(arguments) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "postcode": "rm13bd", "easting": 551391.0, "northing": 189199.0,
            "code": "E09000016", "authority": "Havering", "level": "postcode",
        },
        {
            "postcode": "BT1 1AA", "easting": None, "northing": None,
            "code": "N92000002", "authority": "Northern Ireland", "level": "district",
        },
        {
            "postcode": "?", "easting": None, "northing": None,
            "code": None, "authority": None, "level": "not locatable",
        },
    ]  # fmt: skip
    arguments.json = False
    locate.run(arguments)
    assert "551391.0" in capsys.readouterr().out
