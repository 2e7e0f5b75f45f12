"""Four measures, never merged; what is not known is neither one thing nor the other."""

import geopandas as gpd
import pandas as pd
import pytest

from lib.schemas.placements import MEASURED
from lib.sources.boundaries import boroughs, neighbours
from lib.sources.postcodes import PostcodeIndex
from lib.spatial.measures import measure, summarise
from tests.fixtures.placed_children import (
    BEXLEY,
    DEVON,
    ESSEX,
    FOOTPRINT,
    HAVERING,
    KENT,
    NEIGHBOURS,
    NEWHAM,
    REDBRIDGE,
    SCOTLAND,
    WALES,
    placements,
    random_placements,
)


def measured(*children: dict[str, object]) -> pd.DataFrame:
    return measure(placements(*children), footprint=FOOTPRINT, neighbours=NEIGHBOURS)


def flags(frame: pd.DataFrame) -> dict[str, list[object]]:
    columns = ["is_in_borough", "is_in_footprint", "is_distant"]
    return {
        column: [None if pd.isna(value) else bool(value) for value in frame[column]]
        for column in columns
    }


def test_own_borough_footprint_and_distant_are_three_questions() -> None:
    codes = [HAVERING, REDBRIDGE, NEWHAM, BEXLEY, ESSEX, KENT, DEVON]
    frame = measured(*({"placement_authority_code": code} for code in codes))
    assert flags(frame) == {
        "is_in_borough": [True, False, False, False, False, False, False],
        "is_in_footprint": [True, True, True, False, False, False, False],
        "is_distant": [False, False, True, False, False, True, True],
    }


def test_a_borough_across_the_river_adjoins() -> None:
    assert frozenset({HAVERING, BEXLEY}) in neighbours()
    frame = measure(
        placements({"placement_authority_code": BEXLEY}),
        footprint=FOOTPRINT,
        neighbours=neighbours(),
    )
    assert flags(frame)["is_distant"] == [False]


def test_unknown_authority_is_neither_in_nor_out() -> None:
    frame = measured({"placement_authority_code": None})
    assert flags(frame) == {
        "is_in_borough": [None],
        "is_in_footprint": [None],
        "is_distant": [None],
    }
    assert frame["is_near"].tolist() == [True]


def test_wales_and_scotland_are_outside_and_distant() -> None:
    frame = measured({"placement_authority_code": WALES}, {"placement_authority_code": SCOTLAND})
    assert flags(frame) == {
        "is_in_borough": [False, False],
        "is_in_footprint": [False, False],
        "is_distant": [True, True],
    }


def test_two_miles_over_the_line_is_outside_and_eighteen_inside_is_near() -> None:
    frame = measured(
        {"placement_authority_code": ESSEX, "placement_easting": 551_391.0 + 2 * 1_609.3},
        {"placement_authority_code": NEWHAM, "placement_easting": 551_391.0 - 18 * 1_609.3},
    )
    assert frame["is_in_footprint"].tolist() == [False, True]
    assert frame["distance_miles"].tolist() == [2.0, 18.0]
    assert frame["is_near"].tolist() == [True, True]


def test_exactly_twenty_miles_once_rounded_is_near() -> None:
    miles = [19.96, 20.0, 20.049, 20.051]
    frame = measured(*({"placement_easting": 551_391.0 + far * 1_609.3} for far in miles))
    assert frame["distance_miles"].tolist() == [20.0, 20.0, 20.0, 20.1]
    assert frame["is_near"].tolist() == [True, True, True, False]


def test_a_child_without_an_origin_has_no_distance_and_is_not_near() -> None:
    frame = measured({"origin_easting": None, "origin_northing": None})
    assert frame["distance_miles"].isna().all()
    assert frame["is_near"].isna().all()
    assert frame["is_in_borough"].tolist() == [True]


def test_measuring_keeps_order_index_and_what_it_was_given() -> None:
    given = random_placements(3, 40).set_axis(range(100, 140))
    before = given.copy(deep=True)
    frame = measure(given, footprint=FOOTPRINT, neighbours=NEIGHBOURS)
    MEASURED.validate(frame)
    pd.testing.assert_frame_equal(given, before)
    pd.testing.assert_frame_equal(frame[given.columns], given)


def test_no_children_are_none_of_anything() -> None:
    summary = summarise(measured())
    assert summary.children == summary.in_footprint == summary.distance_unknown == 0
    assert summary.median_miles is None


def test_the_unknown_are_counted_apart_and_never_dropped() -> None:
    frame = measured(
        {"placement_authority_code": HAVERING},
        {"placement_authority_code": KENT},
        {"placement_authority_code": None},
        {"placement_authority_code": None},
    )
    summary = summarise(frame)
    assert (summary.in_footprint, summary.outside_footprint, summary.footprint_unknown) == (1, 1, 2)


def test_the_median_is_of_known_distances_alone() -> None:
    frame = measured(
        {"placement_easting": 551_391.0 + 1_609.3},
        {"placement_easting": 551_391.0 + 30 * 1_609.3},
        {"placement_easting": 551_391.0 + 50 * 1_609.3},
        {"placement_easting": None, "placement_northing": None},
    )
    summary = summarise(frame)
    assert summary.median_miles == 30.0
    assert (summary.miles_20_or_less, summary.miles_over_20, summary.distance_unknown) == (1, 2, 1)
    nothing_known = summarise(frame.iloc[3:])
    assert nothing_known.median_miles is None


@pytest.fixture(scope="module")
def london_postcodes() -> pd.DataFrame:
    index = PostcodeIndex.open()
    found = []
    for code in [*FOOTPRINT.codes, BEXLEY, "E09000010", "E09000014", "E09000019", "E09000033"]:
        places = index.postcodes_in(code)
        chosen = places.sample(600, random_state=1)
        found.append(
            pd.DataFrame(
                {
                    "placement_authority_code": code,
                    "placement_easting": chosen["easting"],
                    "placement_northing": chosen["northing"],
                }
            )
        )
    return pd.concat(found, ignore_index=True)


def test_membership_by_postcode_agrees_with_geopandas_sjoin(
    london_postcodes: pd.DataFrame,
) -> None:
    """The boundaries themselves put 99.87 % of these postcodes where the directory does."""
    frame = measured(*london_postcodes.to_dict("records"))
    points = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(frame["placement_easting"], frame["placement_northing"]),
        crs="EPSG:27700",
    )
    inside = boroughs().query("code in @FOOTPRINT.codes")[["geometry"]]
    joined = gpd.sjoin(points, inside, predicate="intersects", how="inner")
    is_inside = frame.index.isin(joined.index)
    disagree = int((frame["is_in_footprint"].astype(bool) != is_inside).sum())
    assert disagree / len(frame) < 0.003
    assert 0.4 < is_inside.mean() < 0.7
