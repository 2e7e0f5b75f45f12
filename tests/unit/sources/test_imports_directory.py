from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lib.errors import SourceError
from lib.sources.imports.directory import import_directory
from lib.sources.imports.known_places import KNOWN_PLACES
from lib.sources.postcode_keys import postcodes_of
from lib.sources.postcode_package import POSTCODES_PACKAGE
from lib.sources.postcode_store import StoredTable, read_table, write_table
from lib.sources.postcode_table import Places, PostcodeTable, table_of
from lib.sources.postcodes import IMPORTED, PostcodeIndex

ONE_IN = 200

HEADINGS = {
    "2018": {"pcd": "pcd", "laua": "oslaua", "oseast1m": "oseast1m", "osnrth1m": "osnrth1m"},
    "2023": {"pcd": "pcds", "laua": "oslaua", "oseast1m": "oseast1m", "osnrth1m": "osnrth1m"},
    "2025": {"pcd": "pcd7", "laua": "lad25cd", "oseast1m": "east1m", "osnrth1m": "north1m"},
    "live": {"pcd": "PCDS", "laua": "LADCD", "oseast1m": "OSEAST1M", "osnrth1m": "OSNRTH1M"},
}
OUTSIDE = {
    "S92000003": "S12000036",
    "W92000004": "W06000015",
    "M83000003": "M99999999",
    "L93000001": "L99999999",
}


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    """One in many of the package's postcodes, and those of the known places."""
    table = PostcodeIndex.open().table
    places = table.postcodes
    known = PostcodeIndex.open().locate(pd.Series([place.postcode for place in KNOWN_PLACES]))
    assert (known["level"] == "postcode").all()
    is_known = np.isin(postcodes_of(places.key), [place.postcode for place in KNOWN_PLACES])
    _, first_of_each = np.unique(places.authority, return_index=True)
    rows = np.arange(0, len(places.key), ONE_IN)
    rows = np.unique(np.concatenate([rows, first_of_each, np.flatnonzero(is_known)]))
    codes = pd.Series(table.authority_codes)[places.authority[rows]].reset_index(drop=True)
    return pd.DataFrame(
        {
            "pcd": postcodes_of(places.key[rows]),
            "laua": codes.replace(OUTSIDE),
            "oseast1m": pd.array(places.easting[rows].astype(float), "Int64"),
            "osnrth1m": pd.array(places.northing[rows].astype(float), "Int64"),
        }
    ).astype({"pcd": "str", "laua": "str"})


@pytest.fixture(autouse=True)
def present(sample: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PostcodeIndex:
    """A cache of its own, in which the sample is the imported edition."""
    monkeypatch.setenv("CLOSER_TO_HOME_CACHE", str(tmp_path / "cache"))
    table = table_of([as_floats(sample)], upper_tier={})
    write_table(IMPORTED, StoredTable(table, "old", "ONSPD_OLD"))
    return PostcodeIndex.open()


def as_floats(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.astype({"oseast1m": "float64", "osnrth1m": "float64"})


def download(rows: pd.DataFrame, tmp_path: Path, *, year: str = "2025") -> Path:
    """Write rows as the official file is written, other columns beside."""
    path = tmp_path / "ONSPD_NEW_UK.csv"
    file = rows.rename(columns=HEADINGS[year]).assign(dointr="198001", doterm="", usertype="0")
    file.to_csv(path, index=False)
    return path


def is_untouched(present: PostcodeIndex) -> bool:
    stored = read_table(IMPORTED)
    return (
        stored is not None
        and stored.edition == "ONSPD_OLD"
        and all(
            np.array_equal(old, new, equal_nan=old.dtype.kind == "f")
            for old, new in zip(present.table.postcodes, stored.table.postcodes, strict=True)
        )
    )


@pytest.mark.parametrize("year", HEADINGS)
def test_a_directory_in_the_headings_of_any_year_is_imported(
    year: str, sample: pd.DataFrame, tmp_path: Path
) -> None:
    added = sample.iloc[[0]].assign(
        pcd="ZE3 9ZZ", laua="S12000027", oseast1m=440000, osnrth1m=1100000
    )
    northern_irish = sample.iloc[[0]].assign(pcd="BT1 1AA", laua="N09000003")
    path = download(pd.concat([sample, added, northern_irish]), tmp_path, year=year)
    said = import_directory(path)
    index = PostcodeIndex.open()
    assert index.edition == "ONSPD_NEW_UK"
    assert len(index.table.postcodes.key) == len(sample) + 1
    found = index.locate(pd.Series(["ZE3 9ZZ"])).iloc[0]
    assert found.tolist() == [440000.0, 1100000.0, "S92000003", "postcode"]
    count = f"{len(sample) + 1:,} postcodes, 153 authorities of England"
    assert said == [f"ONSPD_NEW_UK.csv ({count}) now stands in place of ONSPD_OLD."]


def test_terminated_postcodes_stay(sample: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "ONSPD.csv"
    sample.rename(columns=HEADINGS["2018"]).assign(doterm="199606").to_csv(path, index=False)
    import_directory(path)
    assert len(PostcodeIndex.open().table.postcodes.key) == len(sample)


def swapped(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(oseast1m=rows["osnrth1m"].clip(upper=700_000), osnrth1m=rows["oseast1m"])


def in_degrees(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(oseast1m=-0.1, osnrth1m=51.5)


def moved(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(oseast1m=rows["oseast1m"] + 500)


def beyond_the_grid(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(osnrth1m=rows["osnrth1m"].where(rows.index != 7, 9_999_999))


def not_a_number(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(oseast1m=rows["oseast1m"].astype("str").where(rows.index != 7, "TQ51"))


def malformed(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(pcd=rows["pcd"].where(rows.index != 7, "nonsense"))


def repeated(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([rows, rows.iloc[[7]]])


def without_havering(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["laua"] != "E09000016"]


def of_another_year(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(laua=rows["laua"].replace("E06000063", "E10000006"))


def with_an_unknown_district(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(laua=rows["laua"].replace("E10000012", "E07999999"))


def two_authorities_exchanged(rows: pd.DataFrame) -> pd.DataFrame:
    exchange = {"E09000016": "E09000025", "E09000025": "E09000016"}
    return rows.assign(laua=rows["laua"].map(lambda code: exchange.get(code, code)))


def half(rows: pd.DataFrame) -> pd.DataFrame:
    known = rows["pcd"].isin([place.postcode for place in KNOWN_PLACES])
    first = ~rows["laua"].duplicated()
    return rows[known | first | (rows.index % 2 == 0)]


def without_northings(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.drop(columns="osnrth1m")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (swapped, "swapped"),
        (in_degrees, "look like degrees"),
        (moved, "lie more than 100 m from where the present edition has them"),
        (beyond_the_grid, r"osnrth1m holds no number of metres .* in 1 rows, first in row 9\."),
        (not_a_number, r"oseast1m holds no number of metres .* in 1 rows, first in row 9\."),
        (malformed, r"pcd holds no full postcode in 1 rows, first in row 9\."),
        (repeated, "1 postcodes stand more than once"),
        (without_havering, r"no postcode in 1 authorities: E09000016\."),
        (of_another_year, "names 1 authorities of England that are not among the 153 known here"),
        (with_an_unknown_district, "No county is known for the district 'E07999999'"),
        (two_authorities_exchanged, "gives another authority to: Romford Town Hall, Stratford"),
        (half, "only 5.* of the postcodes of the present edition"),
        (without_northings, "Row 1 has no column for osnrth1m"),
    ],
)
def test_a_directory_that_cannot_be_right_is_refused_and_the_old_one_stays(
    spoil: object, reason: str, sample: pd.DataFrame, present: PostcodeIndex, tmp_path: Path
) -> None:
    path = download(spoil(sample), tmp_path)  # type: ignore[operator]
    with pytest.raises(SourceError, match=f"ONSPD_NEW_UK.csv is not imported.*{reason}"):
        import_directory(path)
    assert is_untouched(present)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02\xff\xfe",
        b"PK\x03\x04" * 100,
        b"pcds,oslaua,oseast1m,osnrth1m\n",
        "pcds\u00e9".encode("cp1252"),
    ],
    ids=["empty", "binary", "zip", "headings alone", "cp1252"],
)
def test_a_hostile_file_is_refused_and_the_old_one_stays(
    content: bytes, present: PostcodeIndex, tmp_path: Path
) -> None:
    path = tmp_path / "ONSPD.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"ONSPD\.csv"):
        import_directory(path)
    assert is_untouched(present)


def test_an_interrupted_import_keeps_the_old_edition(
    sample: pd.DataFrame, present: PostcodeIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_path: Path, _text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lib.sources.postcode_store._replace", stop)
    with pytest.raises(SourceError, match="No space left"):
        import_directory(download(sample, tmp_path))
    assert is_untouched(present)


def test_a_damaged_import_is_told_and_the_package_is_used(
    present: PostcodeIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = Places(*(column[:5] for column in present.table.postcodes))
    small = PostcodeTable(empty, empty, empty, present.table.authority_codes)
    monkeypatch.setattr("lib.sources.postcodes.package_table", lambda _: small)
    next((tmp_path / "cache").glob("postcodes/imported-*/postcodes_key.npy")).unlink()
    said: list[str] = []
    index = PostcodeIndex.open(progress=lambda _, what: said.append(what))
    assert index.edition.startswith(POSTCODES_PACKAGE)
    assert "import them again" in said[0]
