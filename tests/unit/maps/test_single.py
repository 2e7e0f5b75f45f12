"""Single placements and homes, checked against the points that they were made from."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyproj
import pytest

from lib.disclosure.release import Unreleased
from lib.disclosure.released import Audience, Released
from lib.errors import DisclosureError
from lib.maps.flows import KINDS
from lib.maps.single import PLACES_NOT_KNOWN, home_points, single_lines
from lib.maps.state import Shown, released
from tests.fixtures.partnership import HAVERING, NEWHAM, flow_frame
from tests.unit.maps.unpacked import unpacked

Door = Callable[..., Released]
TO_GRID = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
NOWHERE = float("nan")


def line_frame() -> Unreleased:
    """Outside and brought inside, inside and moved nearer, inside, and one without an origin."""
    columns = {
        "authority_code": [HAVERING, HAVERING, NEWHAM, HAVERING],
        "origin_easting": [552_000.0, 551_000.0, 541_000.0, NOWHERE],
        "origin_northing": [189_000.0, 188_000.0, 183_000.0, 188_000.0],
        "placement_easting": [600_000.0, 553_000.0, 542_000.0, 560_000.0],
        "placement_northing": [150_000.0, 190_000.0, 184_000.0, 190_000.0],
        "with_contract_easting": [551_500.0, 552_500.0, 542_000.0, 560_000.0],
        "with_contract_northing": [188_500.0, 189_500.0, 184_000.0, 190_000.0],
        "is_in_footprint": pd.array([False, True, True, False], dtype="boolean"),
        "is_brought_inside": [True, False, False, False],
    }
    return Unreleased(name="lines", table=pd.DataFrame(columns), for_officers_alone=True)


def point_frame() -> Unreleased:
    table = pd.DataFrame(
        {
            "kind": ["home", "home", "block home"],
            "easting": [551_000.0, NOWHERE, 552_000.0],
            "northing": [188_000.0, NOWHERE, 189_500.0],
            "places": pd.array([None, 6, 4], dtype="Int64"),
        }
    )
    return Unreleased(name="points", table=table, for_officers_alone=True)


def metres(box: tuple[float, ...], cells: np.ndarray) -> np.ndarray:
    """Cells of a box back on the National Grid, as the contract of the state says."""
    south, west, north, east = box
    longitudes = west + (east - west) * cells[:, 0] / 65_535
    latitudes = south + (north - south) * cells[:, 1] / 65_535
    return np.column_stack(TO_GRID.transform(longitudes, latitudes))


def test_each_line_runs_from_its_origin_to_its_placement(let_out: Door) -> None:
    lines = single_lines(let_out(line_frame()), Shown())
    ends = unpacked(lines["ends"], 4)
    table = line_frame().table.iloc[:3]
    # A cell is a 65,535th of some 60 km: about a metre.
    for cells, end in ((ends[:, :2], "origin"), (ends[:, 2:], "placement")):
        truth = table[[f"{end}_easting", f"{end}_northing"]].to_numpy()
        assert np.abs(metres(lines["box"], cells) - truth).max() < 2


def test_lines_outside_come_first_and_inside_ones_lie_on_top(let_out: Door) -> None:
    lines = single_lines(let_out(line_frame()), Shown())
    assert [KINDS[kind] for kind in unpacked(lines["kinds"], as_type="<u1")] == [
        "outside", "inside", "inside",
    ]  # fmt: skip


def test_a_line_that_the_contract_changes_leads_to_the_block_home(let_out: Door) -> None:
    lines = single_lines(let_out(line_frame()), Shown())
    moved = unpacked(lines["moved"], as_type="<u4")
    assert moved.tolist() == [0, 1]
    there = metres(lines["box"], unpacked(lines["moved_ends"], 2))
    truth = [[551_500.0, 188_500.0], [552_500.0, 189_500.0]]
    assert np.abs(there - truth).max() < 2


def test_a_placement_without_two_known_ends_has_no_line(let_out: Door) -> None:
    assert len(unpacked(single_lines(let_out(line_frame()), Shown())["kinds"], as_type="<u1")) == 3


def test_a_chosen_borough_shows_its_own_lines_alone(let_out: Door) -> None:
    lines = single_lines(let_out(line_frame()), Shown(area_code=NEWHAM))
    assert len(unpacked(lines["ends"], 4)) == 1
    assert lines["moved"] == lines["moved_ends"] == ""


def test_no_lines_are_no_error(let_out: Door) -> None:
    lines = single_lines(let_out(line_frame()), Shown(area_code="E09000030"))
    assert lines["ends"] == lines["kinds"] == ""


def test_each_home_stands_where_it_is_and_a_block_home_is_told_apart(let_out: Door) -> None:
    points = home_points(let_out(point_frame()))
    assert unpacked(points["kinds"], as_type="<u1").tolist() == [0, 1]
    there = metres(points["box"], unpacked(points["at"], 2))
    assert np.abs(there - [[551_000.0, 188_000.0], [552_000.0, 189_500.0]]).max() < 2


def test_a_home_whose_places_are_not_known_has_no_number_of_them(let_out: Door) -> None:
    points = home_points(let_out(point_frame()))
    assert unpacked(points["places"]).tolist() == [PLACES_NOT_KNOWN, 4]


def test_single_records_are_refused_unless_released_for_officers(let_out: Door) -> None:
    shared = let_out(flow_frame(), Audience.SHARED)
    with pytest.raises(DisclosureError, match="single records"):
        released(shared, for_officers=True)
    with pytest.raises(DisclosureError, match="single records"):
        single_lines(shared, Shown())
    with pytest.raises(DisclosureError, match="single records"):
        home_points(shared)
