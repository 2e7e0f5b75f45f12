"""The same seed gives the same bytes, whoever asks and wherever."""

import os
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.__main__ import main
from lib.domain.footprint import Footprint
from lib.errors import ConfigurationError
from lib.ingest.load import load_returns
from lib.sources.paths import GEODATA
from lib.sources.postcode_package import POSTCODES_PACKAGE
from lib.sources.postcodes import PostcodeIndex
from lib.synthetic.assumptions import AUTHORITIES, HISTORY_FROM
from lib.synthetic.draws import day_number
from lib.synthetic.generate import DEMO_SEED, generate, write
from lib.synthetic.places import Places
from lib.synthetic.targets import read_targets
from lib.synthetic.town import build_town

RETURNS = GEODATA / "synthetic" / "returns"
HISTORY_DAY = day_number(HISTORY_FROM)


@pytest.fixture(scope="module")
def index() -> PostcodeIndex:
    index = PostcodeIndex.open()
    if not index.edition.startswith(POSTCODES_PACKAGE):
        pytest.skip(
            "An official postcode directory has been imported: other postcodes, other bytes"
        )
    return index


@pytest.fixture(scope="module")
def places(index: PostcodeIndex) -> Places:
    return Places.of(index)


@pytest.fixture(scope="module")
def demo(index: PostcodeIndex) -> dict[str, bytes]:
    return generate(seed=DEMO_SEED, postcodes=index)


@pytest.fixture(scope="module")
def twice(index: PostcodeIndex) -> dict[str, bytes]:
    return generate(seed=DEMO_SEED + 1, scale=2, postcodes=index)


def episodes(files: dict[str, bytes]) -> set[bytes]:
    rows = (text.splitlines()[1:] for name, text in files.items() if name.endswith("episodes.csv"))
    return {row for some in rows for row in some}


def test_committed_returns_are_what_the_seed_gives(demo: dict[str, bytes]) -> None:
    committed = {
        file.relative_to(RETURNS).as_posix(): file.read_bytes()
        for file in RETURNS.rglob("*")
        if file.is_file()
    }
    assert sorted(committed) == sorted(demo)
    assert [name for name in demo if committed[name] != demo[name]] == []


def test_committed_returns_are_recognised_by_their_content(index: PostcodeIndex) -> None:
    """The hash in demo.toml is the one that `lib.ingest` gives."""
    footprint = Footprint.from_toml((GEODATA / "footprint.toml").read_text("utf-8"))
    returns = load_returns(RETURNS, footprint=footprint, postcodes=index, today=date(2026, 1, 1))
    settings_of_demo = tomllib.loads((GEODATA / "synthetic" / "demo.toml").read_text("utf-8"))
    assert settings_of_demo == {"content_sha256": returns.content_hash}


def test_check_of_the_committed_returns_finds_little_to_mend(index: PostcodeIndex) -> None:
    footprint = Footprint.from_toml((GEODATA / "footprint.toml").read_text("utf-8"))
    returns = load_returns(RETURNS, footprint=footprint, postcodes=index, today=date(2026, 1, 1))
    found = {finding.code for finding in returns.findings}
    assert found >= {
        "date_impossible", "code_unknown", "ends_before_start", "episode_repeated",
        "postcode_not_locatable",
    }  # fmt: skip
    # rows in which a rule of the return misses a postcode or a URN are no mistakes of a reader
    missing = {"postcode_missing", "urn_missing"}
    assert sum(found.code not in missing for found in returns.findings) <= 20
    loaded = sum(one.loaded for one in returns.files)
    assert sum(one.to_mend for one in returns.files) < 0.01 * loaded
    assert returns.as_of == date(2018, 3, 31)
    assert set(returns.authorities_loaded) == set(AUTHORITIES)


def test_two_processes_with_other_hash_seeds_write_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / hash_seed for hash_seed in ("1", "4242")]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "lib", "synthetic", "--seed", "7", "--out", str(folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONHASHSEED": folder.name},
            cwd=GEODATA.parent,
        )
        for folder in folders
    ]
    assert [process.wait(timeout=120) for process in processes] == [0, 0]
    written = [
        {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*.csv")}
        for folder in folders
    ]
    assert len(written[0]) == 42
    assert written[0] == written[1]


def test_another_seed_gives_other_children(twice: dict[str, bytes], demo: dict[str, bytes]) -> None:
    assert sorted(twice) == sorted(demo)
    assert not episodes(demo) & episodes(twice)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_every_seed_reaches_the_published_numbers(places: Places, seed: int) -> None:
    targets = read_targets()
    town = build_town(
        np.random.Generator(np.random.PCG64(seed)),
        number=0,
        places=places,
        targets=targets,
        history_from=HISTORY_DAY,
    )
    careers = town.children.careers
    is_open = careers.is_open
    own = town.children.authority[careers.child]
    lives_in = np.searchsorted(places.bounds, town.place, side="right") - 1
    is_inside = lives_in == np.array([places.number(code) for code in AUTHORITIES])[own]
    is_far = (town.miles > 20) & ~town.children.is_unaccompanied[careers.child]
    is_resident = careers.kind == "K2"
    for where, wanted in (
        (is_open, [target.looked_after for target in targets]),
        (is_open & is_inside, [target.inside for target in targets]),
        (is_open & is_far, [target.over_20_miles for target in targets]),
        (is_open & is_resident, [target.residential for target in targets]),
        (is_open & is_resident & is_inside, [target.residential_in_borough for target in targets]),
    ):
        assert np.bincount(own[where], minlength=len(AUTHORITIES)).tolist() == wanted
    assert is_resident[is_open].sum() == 170


def test_twice_the_scale_is_twice_the_children_and_homes(
    twice: dict[str, bytes], tmp_path: Path, demo: dict[str, bytes]
) -> None:
    write(twice, tmp_path)
    rows = pd.concat(pd.read_csv(file, dtype=str) for file in tmp_path.glob("*/episodes.csv"))
    is_open = rows["DEC"].isna() & rows["LS"].ne("V4")
    once = sum(target.looked_after for target in read_targets())
    assert is_open.sum() == 2 * once
    assert (is_open & rows["PLACE"].eq("K2")).sum() == 2 * 170
    homes = pd.read_csv(tmp_path / "homes.csv", dtype=str, skiprows=1)
    assert len(homes) == 2 * (demo["homes.csv"].count(b"\n") - 2)
    assert homes["URN"].is_unique
    assert homes["Name"].is_unique
    header = pd.concat(pd.read_csv(file, dtype=str) for file in tmp_path.glob("*/header.csv"))
    assert header["CHILD"].is_unique


@pytest.mark.parametrize(("seed", "scale"), [(-1, 1), (1, 0), (1, -3), (1, 301)])
def test_impossible_seed_or_scale_is_refused(index: PostcodeIndex, seed: int, scale: int) -> None:
    with pytest.raises(ConfigurationError, match="whole number from"):
        generate(seed=seed, scale=scale, postcodes=index)


def test_folder_that_holds_something_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "episodes.csv"
    own.write_text("a council's own\n", "utf-8")
    assert main(["synthetic", "--seed", "1", "--out", str(tmp_path)]) == 2
    assert "not an empty folder" in capsys.readouterr().err
    assert own.read_text("utf-8") == "a council's own\n"
    assert list(tmp_path.iterdir()) == [own]


def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ConfigurationError, match="not an empty folder"):
        write({"homes.csv": b""}, tmp_path / "file")
    with pytest.raises(ConfigurationError, match="cannot be written"):
        write({"homes.csv": b""}, tmp_path / "file" / "below")
