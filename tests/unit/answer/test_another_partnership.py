"""Editing footprint.toml, not code, moves the product to another part of England."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lib.sources.postcodes import PostcodeIndex

ROOT = Path(__file__).parents[3]
LEEDS, BRADFORD, WAKEFIELD, YORK = "E08000035", "E08000032", "E08000036", "E06000014"

FOOTPRINT = f"""
name = "Three cities of West Yorkshire"
lead = "{LEEDS}"
placement_types = ["K2"]
contract = "own.toml"
[authorities]
{LEEDS} = "Leeds"
{BRADFORD} = "Bradford"
{WAKEFIELD} = "Wakefield"
[ages]
from = 11
to = 17
[release]
smallest_shown_count = 6
smallest_told_group = 10
[release.symbols]
c = "Hidden."
k = "Rounds to zero."
x = "Not available."
z = "Not applicable."
"""

CONTRACT = """
name = "One invented home in Leeds"
placed_within_months = 12
[ages]
from = 11
to = 17
[assumptions]
homes = "Assumption: invented for a test."
[[homes]]
name = "Invented home"
authority = "{leeds}"
postcode = "{postcode}"
beds = 2
"""


@pytest.fixture(scope="module")
def postcodes() -> dict[str, str]:
    index = PostcodeIndex.open()
    codes = (LEEDS, BRADFORD, WAKEFIELD, YORK)
    return {code: str(index.postcodes_in(code)["postcode"].iloc[100]) for code in codes}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which the file of settings alone is changed."""
    copy = tmp_path_factory.mktemp("elsewhere")
    for name in ("lib", "geodata"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "geodata" / "footprint.toml").write_text(FOOTPRINT, "utf-8")
    return copy


def write_returns(folder: Path, postcodes: dict[str, str]) -> None:
    """Two authorities; children live in Leeds, Wakefield and York. Newham's is not asked for."""
    episodes = {
        "Leeds": [
            ("INV1", "01/06/2017", LEEDS, LEEDS),
            ("INV2", "01/07/2017", LEEDS, YORK),
            ("INV3", "01/07/2015", LEEDS, YORK),
        ],
        BRADFORD: [("INV1", "15/01/2018", BRADFORD, WAKEFIELD), ("INV4", "", BRADFORD, YORK)],
        "Newham": [("INV9", "01/06/2017", LEEDS, LEEDS)],
    }
    for authority, rows in episodes.items():
        own = folder / authority
        own.mkdir(parents=True)
        lines = [
            f"{child},{start},S,C2,N1,K2,PR4,,,,{postcodes[origin]},{postcodes[placement]},"
            for child, start, origin, placement in rows
        ]
        heading = (
            "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
            "HOME_POST,PL_POST,URN"
        )
        (own / "episodes.csv").write_text("\n".join([heading, *lines]) + "\n", "utf-8")
        births = "\n".join(f"INV{n},1,01/05/2003,WBRI,,," for n in range(1, 10))
        (own / "header.csv").write_text(
            f"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{births}\n", "utf-8"
        )


def test_the_answer_is_about_the_authorities_of_the_file(
    project: Path, postcodes: dict[str, str], tmp_path: Path
) -> None:
    write_returns(tmp_path / "returns", postcodes)
    contract = CONTRACT.format(leeds=LEEDS, postcode=postcodes[LEEDS])
    (project / "geodata" / "contracts" / "own.toml").write_text(contract, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "lib", "answer", str(tmp_path / "returns"), "--json"],
        cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["footprint"] == "Three cities of West Yorkshire"
    assert answer["as_of"] == "2018-03-31"
    assert answer["not_loaded"] == ["Wakefield"]
    # Four children (the one without a start is refused): two inside, two in York.
    assert answer["today"]["children"] == 4
    assert answer["today"]["in_footprint"] == 2
    assert answer["today"]["outside_footprint"] == 2
    assert answer["today"]["in_borough"] == 1
    # One of the two in York was placed in the last twelve months; the ceiling takes both.
    assert answer["with_contract"]["in_footprint"] == 3
    assert answer["ceiling"] == 4
    assert {row["code"] for row in answer["boroughs"]} == {LEEDS, BRADFORD, WAKEFIELD}
