"""What is not known of the children is counted, by reason, and how rough a distance is."""

import math
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lib.answer.loaded import Loaded
from lib.answer.quality import QUESTIONS, quality
from lib.sources.postcodes import PostcodeIndex
from tests.fixtures.returns_on_disk import (
    FOOTPRINT,
    HACKNEY,
    child,
    episode,
    load,
    put,
    put_episodes,
    put_header,
)


@pytest.fixture(scope="module")
def postcodes() -> PostcodeIndex:
    return PostcodeIndex.open()


def asked(tmp_path: Path, postcodes: PostcodeIndex, *rows: dict[str, str]) -> pd.Series:
    named = [episode(CHILD=f"kid-{n}", **cells) for n, cells in enumerate(rows)]
    put_episodes(tmp_path, *named)
    put_header(tmp_path, *[child(CHILD=row["CHILD"]) for row in named])
    returns = load(tmp_path, postcodes=postcodes)
    return quality(returns, footprint=FOOTPRINT, postcodes=postcodes).table.loc[HACKNEY]


def test_each_reason_for_a_distance_that_is_not_known_is_counted(
    tmp_path: Path, postcodes: PostcodeIndex
) -> None:
    put(tmp_path, f"{HACKNEY}/uasc.csv", "CHILD,SEX,DOB,DUC\nkid-5,1,,\n")
    found = asked(
        tmp_path,
        postcodes,
        {},
        {"HOME_POST": ""},
        {"HOME_POST": "QX1 1QX"},
        {"PL_POST": ""},
        {"PL_POST": "QX1 1QX"},
        {"HOME_POST": ""},
    )
    assert found["children"] == 6
    assert found["distance_unknown"] == 4
    assert found["unaccompanied"] == 1
    for question in ("origin_missing", "origin_not_locatable"):
        assert found[question] == 1
    for question in ("placement_missing", "placement_not_locatable"):
        assert found[question] == 1


def test_a_return_of_sectors_alone_has_distances_and_says_how_rough_they_are(
    tmp_path: Path, postcodes: PostcodeIndex
) -> None:
    found = asked(tmp_path, postcodes, {"HOME_POST": "E8 1", "PL_POST": "RM1 3"})
    assert found["distance_unknown"] == 0
    assert found["distance_rough"] == 1
    assert 0.2 < found["error_miles"] < 5


def test_the_true_distance_is_never_farther_off_than_is_said(postcodes: PostcodeIndex) -> None:
    """Brute force: every pair of postcodes of two sectors."""
    points = {}
    for area, sector in (("E09000012", "E8 1"), ("E09000016", "RM1 3")):
        every = postcodes.postcodes_in(area)
        mine = every[every["postcode"].str.startswith(sector)]
        assert len(mine) > 20
        middle = postcodes.locate(pd.Series([sector]))
        points[sector] = mine, middle, float(postcodes.spread_metres(middle).iloc[0])
    (first, first_middle, first_spread), (second, second_middle, second_spread) = points.values()
    said = math.hypot(
        *(float((first_middle[axis] - second_middle[axis]).iloc[0]) for axis in _AXES)
    )
    east = np.subtract.outer(first["easting"].to_numpy(), second["easting"].to_numpy())
    north = np.subtract.outer(first["northing"].to_numpy(), second["northing"].to_numpy())
    worst = np.abs(np.hypot(east, north) - said).max()
    assert worst <= first_spread + second_spread + 1
    assert worst > 0.2 * (first_spread + second_spread)


_AXES = ("easting", "northing")


def test_a_postcode_is_where_it_is_and_what_has_no_point_has_no_spread(
    postcodes: PostcodeIndex,
) -> None:
    located = postcodes.locate(pd.Series(["E8 1EA", "QX1 1QX", "BT1 1AA", "E8"]))
    spread = postcodes.spread_metres(located)
    assert spread.iloc[0] == 0
    assert spread.iloc[1:3].isna().all()
    assert spread.iloc[3] > 500


def test_a_child_who_may_live_on_either_side_of_20_miles_is_counted(
    tmp_path: Path, postcodes: PostcodeIndex
) -> None:
    near_the_line = [{"HOME_POST": "E8 1", "PL_POST": post} for post in ("SS13 1", "CM3 8", "E9 5")]
    found = asked(tmp_path, postcodes, *near_the_line)
    assert found["distance_rough"] == 3
    assert 0 <= found["either_side"] < 3


def test_the_invented_returns_add_up(demo: Loaded) -> None:
    table = quality(demo.returns, footprint=demo.footprint, postcodes=demo.postcodes).table
    assert table["children"].sum() == demo.looked_after.sum()
    assert (table[[*QUESTIONS]] >= 0).all().all()
    reasons = ["origin_missing", "origin_not_locatable"]
    reasons += ["placement_missing", "placement_not_locatable"]
    assert (table["distance_unknown"] <= table[reasons].sum(axis=1)).all()
    assert demo.returns.as_of == date(2018, 3, 31)
