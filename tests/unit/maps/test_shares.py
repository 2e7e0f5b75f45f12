from collections.abc import Callable
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.disclosure.released import Released
from lib.maps.areas import Area, Figures, read_areas
from lib.maps.drawn import PICTURES
from lib.maps.palette import DARK, LIGHT
from lib.maps.shares import CLASSES, SHARE_BREAKS, Shades, change_breaks, shades
from lib.maps.state import Mode
from tests.fixtures.partnership import HAVERING, area_frame

Door = Callable[..., Released]
percentages = st.integers(0, 100)
points = st.integers(-100, 100)


def havering(today: int, after: int) -> Area:
    """Havering by its two shares alone."""
    now, then = (
        Figures(children=100, inside=share, outside=100 - share, unknown=0, share=share)
        for share in (today, after)
    )
    return Area(HAVERING, "Havering", is_loaded=True, today=now, with_contract=then)


def shaded(let_out: Door, mode: Mode, **figures: int | None) -> Shades:
    """Shade Havering, with figures of its own."""
    frame = area_frame()
    for column, figure in figures.items():
        frame.table[column] = pd.array([figure, 50], dtype="Int64")
    return shades(
        read_areas(let_out(frame), is_of_all=True).values(),
        mode,
        footprint_name="North East London",
    )


@given(today=percentages, after=percentages)
@settings(deadline=None)
def test_one_colour_means_the_same_share_in_every_view(today: int, after: int) -> None:
    for mode in (Mode.TODAY, Mode.WITH_CONTRACT):
        drawn = shades([havering(today, after)], mode, footprint_name="North East London")
        breaks = drawn["scale"]["breaks"]
        assert breaks == list(SHARE_BREAKS)
        assert len({end - start for start, end in pairwise(breaks)}) == 1
        assert breaks[0] <= min(today, after)
        assert max(today, after) <= breaks[-1]


@given(st.lists(points))
@settings(deadline=None)
def test_five_classes_about_zero_hold_every_change(changes: list[int]) -> None:
    breaks = change_breaks(changes)
    assert breaks == sorted(set(breaks))
    assert breaks == [-end for end in reversed(breaks)]
    assert all(breaks[0] <= change <= breaks[-1] for change in changes)


@given(today=percentages, after=percentages)
@settings(deadline=None)
def test_a_figure_lies_within_the_ends_of_its_class(today: int, after: int) -> None:
    for mode in PICTURES:
        drawn = shades([havering(today, after)], mode, footprint_name="North East London")
        value, shade, breaks = (
            drawn["values"][HAVERING],
            drawn["shades"][HAVERING],
            drawn["scale"]["breaks"],
        )
        assert value is not None
        assert shade is not None
        assert breaks[shade] <= value <= breaks[shade + 1]


@given(today=percentages, after=percentages)
@settings(deadline=None)
def test_more_and_fewer_by_as_much_are_equally_far_from_white(today: int, after: int) -> None:
    gained, lost = (
        shades([area], Mode.CHANGES, footprint_name="")["shades"][HAVERING]
        for area in (havering(today, after), havering(after, today))
    )
    assert gained is not None
    assert lost is not None
    assert gained + lost == CLASSES - 1


def test_today_and_with_the_contract_share_their_classes(let_out: Door) -> None:
    today, after = (
        shaded(let_out, mode, today_in_footprint_share=11, with_contract_in_footprint_share=93)[
            "scale"
        ]["breaks"]
        for mode in (Mode.TODAY, Mode.WITH_CONTRACT)
    )
    assert today == after


@pytest.mark.parametrize("hidden", ["today_in_footprint_share", "with_contract_in_footprint_share"])
def test_a_change_from_or_to_a_hidden_share_is_hidden(let_out: Door, hidden: str) -> None:
    changes = shaded(let_out, Mode.CHANGES, **{hidden: None})
    assert changes["shades"][HAVERING] is None
    assert changes["values"][HAVERING] is None
    assert changes["labels"][HAVERING] == "hidden"


@pytest.mark.parametrize(
    ("today", "after", "label"),
    [
        (50, 62, "+12 points"),
        (50, 51, "+1 point"),
        (50, 50, "no change"),
        (50, 47, "\N{MINUS SIGN}3 points"),
    ],
)
def test_a_change_is_labelled_in_points_with_its_sign(
    let_out: Door, today: int, after: int, label: str
) -> None:
    changes = shaded(
        let_out,
        Mode.CHANGES,
        today_in_footprint_share=today,
        with_contract_in_footprint_share=after,
    )
    assert changes["labels"][HAVERING] == label


def test_an_area_without_a_shade_says_why(let_out: Door) -> None:
    nobody = shaded(let_out, Mode.TODAY, today_children=0, today_in_footprint_share=None)
    assert nobody["labels"][HAVERING] == "no children"
    frame = area_frame()
    frame.table.loc[HAVERING, "is_loaded"] = False
    frame.table.loc[HAVERING, frame.table.columns[2:]] = pd.NA
    unloaded = shades(
        read_areas(let_out(frame), is_of_all=True).values(), Mode.TODAY, footprint_name=""
    )
    assert unloaded["labels"][HAVERING] == "not loaded"
    assert unloaded["shades"][HAVERING] is None


def test_both_themes_have_a_colour_for_every_class() -> None:
    for palette in (LIGHT, DARK):
        for kind in ("share", "change"):
            colours = [palette.as_dict()[f"{kind}_{at}"] for at in range(1, CLASSES + 1)]
            assert len(set(colours)) == CLASSES


def test_a_merged_area_is_labelled_once_and_shaded_as_one(let_out: Door) -> None:
    frame = area_frame()
    frame.table.index = ["E09000012+E09000001", "total"]
    drawn = shades(
        read_areas(let_out(frame), is_of_all=True).values(), Mode.TODAY, footprint_name=""
    )
    assert drawn["labels"] == {"E09000012": "52%", "E09000001": ""}
    assert drawn["shades"]["E09000012"] == drawn["shades"]["E09000001"]
    assert drawn["values"]["E09000012"] == drawn["values"]["E09000001"] == 52


def test_the_partnership_s_own_figure_is_marked_on_the_scale(let_out: Door) -> None:
    assert shaded(let_out, Mode.TODAY)["scale"]["of_all"] == 49
    assert shaded(let_out, Mode.CHANGES)["scale"]["of_all"] == 76 - 49
