"""What a bed would do for a child, against where the child lives today."""

import numpy as np
import pandas as pd

from lib.scenario.bed_choices import BedChoices, bed_choices
from lib.spatial.measures import measure
from tests.fixtures.placed_children import (
    FOOTPRINT,
    HAVERING,
    KENT,
    NEIGHBOURS,
    NEWHAM,
    placements,
    random_placements,
)

ROMFORD, MILE = (551_391.0, 189_199.0), 1_609.3


def homes(*east_of_romford_miles: float, **terms: object) -> pd.DataFrame:
    """Of 3 beds each, for children of any age and sex but not solo, if nothing else is said."""
    any_child = {"age_min_years": 0, "age_max_years": 17, "takes": "any", "meets_solo": False}
    return pd.DataFrame(
        {
            "authority_code": HAVERING,
            "easting": [ROMFORD[0] + miles * MILE for miles in east_of_romford_miles],
            "northing": ROMFORD[1],
            "beds": 3,
            **any_child,
            **terms,
        }
    )


def choices(*children: dict[str, object], at: tuple[float, ...] = (2.0,)) -> BedChoices:
    measured = measure(placements(*children), footprint=FOOTPRINT, neighbours=NEIGHBOURS)
    return bed_choices(measured, homes(*at))


def taken(*children: dict[str, object], **terms: object) -> list[int]:
    """Of children outside, the numbers of those whom a home on such terms takes."""
    outside = ({**away(43.5, KENT), **child} for child in children)
    measured = measure(placements(*outside), footprint=FOOTPRINT, neighbours=NEIGHBOURS)
    return bed_choices(measured, homes(0.0, **terms)).child.tolist()


def gains(found: BedChoices) -> dict[tuple[int, int], tuple[int, int]]:
    columns = (found.child, found.home, found.brings_inside, found.tenths_saved)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return {(child, home): (inside, saved) for child, home, inside, saved in rows}


def away(miles: float, code: str | None) -> dict[str, object]:
    return {"placement_easting": ROMFORD[0] + miles * MILE, "placement_authority_code": code}


def test_a_child_outside_is_brought_inside_and_saves_the_difference() -> None:
    assert gains(choices(away(43.5, KENT))) == {(0, 0): (1, 415)}


def test_a_child_outside_may_have_a_bed_that_is_farther_away() -> None:
    assert gains(choices(away(1.5, KENT))) == {(0, 0): (1, -5)}


def test_a_child_already_inside_has_only_beds_that_are_nearer() -> None:
    assert gains(choices(away(9.0, NEWHAM), at=(2.0, 9.0, 12.0))) == {(0, 0): (0, 70)}


def test_of_whom_it_is_not_known_whether_inside_nothing_is_claimed() -> None:
    assert gains(choices(away(43.5, None))) == {}


def test_without_an_origin_a_child_outside_is_brought_inside_and_saves_no_miles() -> None:
    unknown = {"origin_easting": None, "origin_northing": None}
    assert gains(choices({**away(43.5, KENT), **unknown})) == {(0, 0): (1, 0)}
    assert gains(choices({**away(9.0, NEWHAM), **unknown})) == {}


def test_miles_are_saved_in_the_rounded_miles_that_are_shown() -> None:
    """9.04 is shown as 9.0 and 2.05 as 2.1: 6.9 saved, not 7.0."""
    assert gains(choices(away(9.04, NEWHAM), at=(2.05,))) == {(0, 0): (0, 69)}


def test_pairs_come_in_order_of_home_and_child_and_agree_with_distances_one_by_one() -> None:
    measured = measure(random_placements(5, 60), footprint=FOOTPRINT, neighbours=NEIGHBOURS)
    places = homes(-6.0, 0.0, 3.3, 8.1)
    found = gains(bed_choices(measured, places))
    assert list(found) == sorted(found, key=lambda pair: (pair[1], pair[0]))
    expected = {}
    for position, child in enumerate(measured.itertuples()):
        if pd.isna(child.is_in_footprint) or pd.isna(child.age_years):
            continue
        for number, home in enumerate(places.itertuples()):
            metres = np.hypot(
                child.origin_easting - home.easting, child.origin_northing - home.northing
            )
            saved = child.distance_miles - np.floor(metres / 160.93 + 0.5) / 10
            tenths = 0 if np.isnan(saved) else round(saved * 10)
            if not child.is_in_footprint or tenths > 0:
                expected[position, number] = (int(not child.is_in_footprint), tenths)
    assert found == expected
    assert len(expected) > 60


def test_a_home_takes_the_ages_it_is_for_and_no_child_whose_age_is_not_known() -> None:
    ages = [14, 15, 16, 17, None]
    children = [{"age_years": age} for age in ages]
    assert taken(*children, age_min_years=15, age_max_years=16) == [1, 2]
    assert taken(*children) == [0, 1, 2, 3]


def test_a_home_for_girls_or_for_boys_takes_nobody_of_whom_that_is_not_known() -> None:
    children = [{"sex": sex} for sex in ("F", "M", "U", None)]
    assert taken(*children, takes="girls") == [0]
    assert taken(*children, takes="boys") == [1]
    assert taken(*children, takes="any") == [0, 1, 2, 3]


def test_a_child_who_must_live_alone_is_only_taken_by_a_home_that_can_do_that() -> None:
    children = [{"is_solo": True}, {"is_solo": False}]
    assert taken(*children) == [1]
    assert taken(*children, meets_solo=True) == [0, 1]


def test_a_bed_avoids_the_cost_of_todays_placement_and_nothing_where_it_is_not_known() -> None:
    dear, unknown = {"weekly_cost_pence": 612_345}, {"weekly_cost_pence": None}
    found = choices({**away(43.5, KENT), **dear}, {**away(43.5, KENT), **unknown}, at=(0.0, 2.0))
    assert found.avoided_pence.tolist() == [612_345, 0, 612_345, 0]
    assert found.child.tolist() == [0, 1, 0, 1]
