from collections.abc import Callable

import pandas as pd
import pytest

from lib.disclosure.release import Unreleased
from lib.disclosure.released import Audience, Released
from lib.errors import DisclosureError
from lib.maps.flows import flow_lines
from lib.maps.single import home_points, single_lines
from lib.maps.state import Shown, When, one_audience, released
from lib.maps.words import map_sentence
from tests.fixtures.partnership import HAVERING, area_frame, flow_frame, home_frame

Door = Callable[..., Released]


def line_frame() -> Unreleased:
    columns = {
        "authority_code": [HAVERING, HAVERING, HAVERING],
        "origin_easting": [551_000.0, 552_000.0, float("nan")],
        "origin_northing": [188_000.0, 189_000.0, 188_000.0],
        "placement_easting": [553_000.0, 600_000.0, 560_000.0],
        "placement_northing": [190_000.0, 150_000.0, 190_000.0],
        "with_contract_easting": [553_000.0, 551_500.0, 560_000.0],
        "with_contract_northing": [190_000.0, 188_500.0, 190_000.0],
        "is_in_footprint": pd.array([True, False, False], dtype="boolean"),
        "is_brought_inside": [False, True, False],
    }
    return Unreleased(name="lines", table=pd.DataFrame(columns), for_officers_alone=True)


def test_a_bare_table_is_refused_by_every_map() -> None:
    bare = flow_frame().table
    with pytest.raises(DisclosureError, match="has not been released"):
        flow_lines(bare, inside=frozenset(), shown=Shown())  # type: ignore[arg-type]  # the point
    with pytest.raises(DisclosureError, match="has not been released"):
        map_sentence(area_frame().table, Shown())  # type: ignore[arg-type]  # the point
    with pytest.raises(DisclosureError, match="has not been released"):
        single_lines(line_frame().table, Shown())  # type: ignore[arg-type]  # the point


def test_tables_of_two_audiences_never_meet_on_one_map(let_out: Door) -> None:
    with pytest.raises(DisclosureError, match="different audiences"):
        one_audience([let_out(flow_frame()), let_out(home_frame(), Audience.SHARED)])


def test_single_records_are_refused_unless_released_for_officers(let_out: Door) -> None:
    shared = let_out(flow_frame(), Audience.SHARED)
    with pytest.raises(DisclosureError, match="single records"):
        released(shared, for_officers=True)


def test_a_placement_without_two_known_ends_has_no_line(let_out: Door) -> None:
    lines = single_lines(let_out(line_frame()), Shown())
    assert [kind for *_, kind in lines] == ["inside", "outside"]


def test_with_the_contract_the_line_leads_to_the_block_home(let_out: Door) -> None:
    today = single_lines(let_out(line_frame()), Shown())
    after = single_lines(let_out(line_frame()), Shown(when=When.WITH_CONTRACT))
    assert after[0] == today[0]
    assert after[1][4] == "brought_inside"
    assert after[1][:2] == today[1][:2]
    assert after[1][2:4] != today[1][2:4]


def test_block_homes_stand_on_the_map_with_the_contract_alone(let_out: Door) -> None:
    points = let_out(
        Unreleased(
            name="points",
            table=pd.DataFrame(
                {
                    "kind": ["home", "block home"],
                    "easting": [551_000.0, 552_000.0],
                    "northing": [188_000.0, 189_000.0],
                    "places": pd.array([None, 4], dtype="Int64"),
                }
            ),
            for_officers_alone=True,
        )
    )
    assert [point[4] for point in home_points(points, Shown())] == [
        "Children's home: number of places not known."
    ]
    assert [point[4] for point in home_points(points, Shown(when=When.WITH_CONTRACT))][1] == (
        "Block home, assumed to stand here: 4 beds."
    )
