from collections.abc import Callable

import pandas as pd
import pytest

from lib.disclosure.released import Released
from lib.maps.palette import DARK, LIGHT
from lib.maps.shares import STEPS, area_shares, steps_that_occur
from lib.maps.state import Shown
from tests.fixtures.partnership import HAVERING, area_frame

Door = Callable[..., Released]


@pytest.mark.parametrize(
    ("share", "span"),
    [
        (0, "0% to 19% inside"),
        (19, "0% to 19% inside"),
        (20, "20% to 39% inside"),
        (79, "60% to 79% inside"),
        (80, "80% to 100% inside"),
        (100, "80% to 100% inside"),
    ],
)
def test_a_share_lies_in_the_span_of_its_shade(let_out: Door, share: int, span: str) -> None:
    frame = area_frame()
    frame.table["today_in_footprint_share"] = share
    shares = area_shares(let_out(frame), Shown())
    assert shares[HAVERING]["label"] == f"{share}% inside"
    assert [label for _, label in steps_that_occur(shares)] == [span]


def test_a_hidden_share_has_no_shade(let_out: Door) -> None:
    frame = area_frame()
    frame.table["today_in_footprint_share"] = pd.array([None, 50], dtype="Int64")
    shares = area_shares(let_out(frame), Shown())
    assert shares[HAVERING] == {"step": None, "name": "Havering", "label": "hidden"}
    assert steps_that_occur(shares) == []


def test_both_themes_have_a_colour_for_every_shade() -> None:
    for palette in (LIGHT, DARK):
        colours = [palette.as_dict()[f"share_{step}"] for step in range(1, STEPS + 1)]
        assert len(set(colours)) == STEPS


def test_a_merged_area_is_named_once_and_shaded_as_one(let_out: Door) -> None:
    frame = area_frame()
    frame.table.index = ["E09000012+E09000001", "total"]
    frame.table["name"] = ["Hackney and City of London", "North East London"]
    frame.table["today_in_footprint_share"] = 45
    shares = area_shares(let_out(frame), Shown())
    assert shares["E09000012"]["name"] == "Hackney and City of London"
    assert shares["E09000001"] == {"step": shares["E09000012"]["step"], "name": "", "label": ""}
