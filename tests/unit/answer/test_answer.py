"""`python -m lib answer` on the invented returns, against counts made without lib."""

import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lib.answer.loaded import DEMO_RETURNS
from lib.domain.footprint import Footprint
from lib.sources.paths import GEODATA
from lib.sources.postcodes import PostcodeIndex

ROOT = Path(__file__).parents[3]
FOOTPRINT = Footprint.from_toml((GEODATA / "footprint.toml").read_text("utf-8"))
AS_OF = date(2018, 3, 31)
NO_COUNTS = ("median_miles", "hidden")
WHENS = ("today", "with_contract")
PARTS = {
    "in_footprint": ("outside_footprint", "footprint_unknown"),
    "in_borough": ("outside_borough", "borough_unknown"),
    "miles_20_or_less": ("miles_over_20", "distance_unknown"),
    "distant": ("not_distant", "distant_unknown"),
}


def answer(*arguments: str) -> tuple[dict[str, Any], str]:
    done = subprocess.run(
        [sys.executable, "-m", "lib", "answer", "--json", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout), done.stderr


@pytest.fixture(scope="module")
def officers() -> tuple[dict[str, Any], str]:
    return answer()


@pytest.fixture(scope="module")
def shared() -> tuple[dict[str, Any], str]:
    return answer("--audience", "shared")


def day(text: str) -> date:
    dd, mm, yyyy = text.split("/")
    return date(int(yyyy), int(mm), int(dd))


def open_placements() -> Iterator[tuple[str, dict[str, str]]]:
    """Open K2 episodes on the date, row by row from the files; unusable rows left out."""
    for folder in sorted(path for path in DEMO_RETURNS.iterdir() if path.is_dir()):
        open_now: dict[str, dict[str, str]] = {}
        with (folder / "episodes.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                try:
                    start = day(row["DECOM"])
                    end = day(row["DEC"]) if row["DEC"] else None
                except ValueError:
                    continue
                if end is not None and end < start:
                    continue
                if start <= AS_OF and (end is None or end > AS_OF):
                    open_now[row["CHILD"]] = row
        for row in open_now.values():
            if row["PLACE"] == "K2" and row["LS"] not in {"V3", "V4"}:
                yield folder.name, row


def test_counts_agree_with_a_plain_reading_of_the_files(
    officers: tuple[dict[str, Any], str],
) -> None:
    rows = list(open_placements())
    places = PostcodeIndex.open().locate(pd.Series([row["PL_POST"] for _, row in rows]))
    codes = places["authority_code"].where(places["authority_code"].notna(), None).tolist()
    found = answer_rows = officers[0]["boroughs"]
    assert found
    children = Counter(authority for authority, _ in rows)
    inside = Counter(
        authority
        for (authority, _), code in zip(rows, codes, strict=True)
        if code in FOOTPRINT.codes
    )
    own = Counter(
        authority for (authority, _), code in zip(rows, codes, strict=True) if code == authority
    )
    for row in answer_rows:
        code = row["code"]
        counts = (children[code], inside[code], own[code])
        today = row["today"]
        assert (today["children"], today["in_footprint"], today["in_borough"]) == counts
    assert officers[0]["today"]["children"] == len(rows) == 170


@pytest.mark.parametrize("when", WHENS)
def test_every_child_is_in_out_or_not_known(
    officers: tuple[dict[str, Any], str], when: str
) -> None:
    for row in (officers[0], *officers[0]["boroughs"]):
        for measure, rest in PARTS.items():
            counts = row[when]
            assert counts[measure] + sum(counts[key] for key in rest) == counts["children"]


@pytest.mark.parametrize("when", WHENS)
def test_authorities_add_up_to_the_whole(officers: tuple[dict[str, Any], str], when: str) -> None:
    whole = officers[0][when]
    for key in whole.keys() - {"median_miles"}:
        assert whole[key] == sum(row[when][key] for row in officers[0]["boroughs"])


def test_the_contract_moves_nobody_out_and_fills_no_more_than_its_beds(
    officers: tuple[dict[str, Any], str],
) -> None:
    found = officers[0]
    gained = found["with_contract"]["in_footprint"] - found["today"]["in_footprint"]
    assert 0 < gained <= found["contract"]["beds_filled"] <= found["contract"]["beds"] == 35
    assert found["ceiling"] >= found["with_contract"]["in_footprint"]
    assert found["with_contract"]["children"] == found["today"]["children"]
    for row in found["boroughs"]:
        assert row["with_contract"]["in_footprint"] >= row["today"]["in_footprint"]


def test_officers_see_eight_authorities_and_are_told_not_to_publish(
    officers: tuple[dict[str, Any], str],
) -> None:
    found, said = officers
    assert {row["code"] for row in found["boroughs"]} == set(FOOTPRINT.codes)
    assert "not for publication" in said
    assert (found["audience"], found["invented"], found["as_of"]) == (
        "officers",
        True,
        "2018-03-31",
    )
    assert found["hidden"] == []


def test_the_shared_answer_joins_city_with_hackney(shared: tuple[dict[str, Any], str]) -> None:
    codes = {row["code"] for row in shared[0]["boroughs"]}
    assert "E09000012+E09000001" in codes
    assert not codes & {"E09000012", "E09000001"}
    assert "not for publication" not in shared[1]


def test_no_count_of_children_from_one_to_five_is_shared(
    shared: tuple[dict[str, Any], str],
) -> None:
    found = shared[0]
    for row in (found, *found["boroughs"]):
        for when in WHENS:
            counts = {
                key: n for key, n in row[when].items() if key not in {"median_miles", "hidden"}
            }
            assert not [key for key, n in counts.items() if n is not None and 1 <= n <= 5]
            if all(row[w]["in_footprint"] is not None for w in WHENS):
                change = row["with_contract"]["in_footprint"] - row["today"]["in_footprint"]
                assert change == 0 or change >= 6


def test_a_hidden_value_is_null_and_named(shared: tuple[dict[str, Any], str]) -> None:
    assert shared[0]["hidden"]
    for path in shared[0]["hidden"]:
        at: Any = shared[0]
        for key in path.split("."):
            at = next(row for row in at if row["code"] == key) if isinstance(at, list) else at[key]
        assert at is None
    havering = next(row for row in shared[0]["boroughs"] if row["code"] == "E09000016")
    assert set(havering["today"].get("hidden", [])) <= {
        key for key, value in havering["today"].items() if value is None
    }


def test_the_shared_headline_is_the_officers_one(
    shared: tuple[dict[str, Any], str], officers: tuple[dict[str, Any], str]
) -> None:
    assert shared[0]["headline"] == officers[0]["headline"]


def test_an_earlier_date_can_be_asked_for() -> None:
    found, _ = answer("--as-of", "2017-03-31")
    assert found["as_of"] == "2017-03-31"
    assert found["today"]["children"] > 0


def test_a_changed_copy_of_the_demonstration_is_not_called_invented(tmp_path: Path) -> None:
    one = DEMO_RETURNS / "E09000016"
    copy = tmp_path / "Havering"
    copy.mkdir()
    for path in one.glob("*.csv"):
        (copy / path.name).write_bytes(path.read_bytes())
    found, _ = answer(str(tmp_path))
    assert found["invented"] is False
    assert len(found["not_loaded"]) == 7
    assert found["headline"].startswith("Barking and Dagenham, City of London, Hackney, Newham, ")
    not_loaded = [row for row in found["boroughs"] if not row["loaded"]]
    assert len(not_loaded) == 7
    assert all(row["today"]["children"] is None for row in not_loaded)
