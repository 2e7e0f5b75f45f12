from collections.abc import Callable

import pytest

from lib.disclosure.released import Audience, Released
from lib.maps.flows import FlowLine, Pair, flow_lines, parts, read_pairs
from lib.maps.nodes import circles, read_supply, supply_drawn
from lib.maps.state import Mode, Shown
from tests.fixtures.partnership import FLOWS, HAVERING, KENT, NEWHAM, flow_frame, home_frame

Door = Callable[..., Released]
Rows = list[tuple[str, str, int, int]]
INSIDE = frozenset({HAVERING, NEWHAM})
SMALLEST_SHOWN = 6


def pairs(
    let_out: Door,
    rows: Rows = FLOWS,
    *,
    audience: Audience = Audience.OFFICERS,
    area_code: str | None = None,
) -> list[Pair]:
    table = let_out(flow_frame(rows), audience)
    return read_pairs(table, inside=INSIDE, shown=Shown(area_code=area_code))


def drawn(read: list[Pair], mode: Mode, smallest: int = 1) -> set[tuple[str, str, str, int]]:
    """Lines by the codes of their ends."""
    return {
        (read[line.pair].start, read[line.pair].end, line.kind, line.children)
        for line in flow_lines(read, mode, smallest_change=smallest)
    }


@pytest.mark.parametrize(
    ("mode", "living"),
    [
        (Mode.TODAY, sum(today for *_, today, _ in FLOWS)),
        (Mode.WITH_CONTRACT, sum(after for *_, after in FLOWS)),
    ],
)
def test_the_circles_hold_every_child_once(let_out: Door, mode: Mode, living: int) -> None:
    standing = circles(pairs(let_out), mode, smallest_change=1)
    assert sum(circle.children for circle in standing) == living


@pytest.mark.parametrize("place", [HAVERING, NEWHAM, KENT])
def test_the_circles_of_what_changes_are_the_difference_of_the_two_pictures(
    let_out: Door, place: str
) -> None:
    more = sum(after - today for _, end, today, after in FLOWS if end == place)
    circled = {
        (circle.code, circle.kind): circle.children
        for circle in circles(pairs(let_out), Mode.CHANGES, smallest_change=1)
    }
    added = circled.get((place, "brought_inside"), 0) + circled.get((place, "outside"), 0)
    assert added - circled.get((place, "fewer"), 0) == more


def test_lines_join_areas_that_differ(let_out: Door) -> None:
    assert drawn(pairs(let_out), Mode.TODAY) == {
        (HAVERING, NEWHAM, "inside", 6),
        (HAVERING, KENT, "outside", 12),
        (NEWHAM, KENT, "outside", 11),
    }


def test_what_the_contract_adds_inside_is_drawn_last_and_apart(let_out: Door) -> None:
    lines = flow_lines(pairs(let_out), Mode.WITH_CONTRACT, smallest_change=1)
    assert [line.kind for line in lines] == sorted(
        (line.kind for line in lines), key=["outside", "inside", "brought_inside"].index
    )
    read = pairs(let_out)[lines[-1].pair]
    assert (read.start, read.end, lines[-1].children) == (NEWHAM, HAVERING, 8)


def test_those_who_would_leave_are_drawn_below_those_who_would_come(let_out: Door) -> None:
    assert drawn(pairs(let_out), Mode.CHANGES) == {
        (HAVERING, KENT, "fewer", 4),
        (NEWHAM, KENT, "fewer", 8),
        (NEWHAM, HAVERING, "brought_inside", 8),
    }
    kinds = [line.kind for line in flow_lines(pairs(let_out), Mode.CHANGES, smallest_change=1)]
    assert kinds == ["fewer", "fewer", "brought_inside"]


def test_the_widest_line_of_a_kind_lies_below_the_narrower(let_out: Door) -> None:
    outside = [
        line.children
        for line in flow_lines(pairs(let_out), Mode.TODAY, smallest_change=1)
        if line.kind == "outside"
    ]
    assert outside == [12, 11]


def test_children_brought_into_their_own_borough_are_in_its_circle(let_out: Door) -> None:
    standing = {
        circle.kind: circle.children
        for circle in circles(pairs(let_out), Mode.WITH_CONTRACT, smallest_change=1)
        if circle.code == HAVERING
    }
    assert standing == {"inside": 7, "brought_inside": 2 + 8}


def test_a_move_to_a_place_outside_is_not_drawn_as_brought_inside(let_out: Door) -> None:
    read = pairs(let_out, [(HAVERING, KENT, 6, 9)])
    assert drawn(read, Mode.CHANGES) == {(HAVERING, KENT, "outside", 3)}
    assert drawn(read, Mode.WITH_CONTRACT) == {(HAVERING, KENT, "outside", 9)}


def test_a_chosen_borough_shows_its_own_children_alone(let_out: Door) -> None:
    read = pairs(let_out, area_code=NEWHAM)
    assert {pair.start for pair in read} == {NEWHAM}
    assert sum(circle.children for circle in circles(read, Mode.TODAY, smallest_change=1)) == 11 + 9


def test_a_hidden_number_is_never_drawn_nor_is_its_difference(let_out: Door) -> None:
    rows = [(HAVERING, KENT, 12, 3), (NEWHAM, HAVERING, 4, 9), (HAVERING, HAVERING, 7, 7)]
    read = pairs(let_out, rows, audience=Audience.SHARED)
    for mode in (Mode.TODAY, Mode.WITH_CONTRACT, Mode.CHANGES):
        lines = flow_lines(read, mode, smallest_change=SMALLEST_SHOWN)
        standing = circles(read, mode, smallest_change=SMALLEST_SHOWN)
        told = {line.children for line in lines} | {circle.children for circle in standing}
        assert told <= {12, 7, 9, 7 + 9}
    assert circles(read, Mode.CHANGES, smallest_change=SMALLEST_SHOWN) == []


def test_those_whose_number_today_is_hidden_are_not_drawn_as_inside_today(let_out: Door) -> None:
    read = pairs(
        let_out, [(NEWHAM, HAVERING, 4, 9), (HAVERING, NEWHAM, 7, 15)], audience=Audience.SHARED
    )
    assert drawn(read, Mode.WITH_CONTRACT, SMALLEST_SHOWN) == {
        (HAVERING, NEWHAM, "inside", 7),
        (NEWHAM, HAVERING, "inside_with_contract", 9),
        (HAVERING, NEWHAM, "brought_inside", 8),
    }


def test_a_change_of_few_children_is_not_drawn_where_few_are_hidden(let_out: Door) -> None:
    read = pairs(
        let_out, [(HAVERING, NEWHAM, 7, 9), (NEWHAM, KENT, 12, 8)], audience=Audience.SHARED
    )
    assert drawn(read, Mode.CHANGES, SMALLEST_SHOWN) == set()
    assert drawn(read, Mode.WITH_CONTRACT, SMALLEST_SHOWN) == {
        (HAVERING, NEWHAM, "inside_with_contract", 9),
        (NEWHAM, KENT, "outside", 8),
    }


def test_children_who_cannot_be_told_apart_stand_in_one_circle(let_out: Door) -> None:
    rows = [(NEWHAM, HAVERING, 4, 9), (HAVERING, HAVERING, 7, 7)]
    read = pairs(let_out, rows, audience=Audience.SHARED)
    standing = circles(read, Mode.WITH_CONTRACT, smallest_change=SMALLEST_SHOWN)
    assert [(one.code, one.kind, one.children) for one in standing] == [
        (HAVERING, "inside_with_contract", 16)
    ]


def test_no_change_draws_nothing() -> None:
    pair = Pair(HAVERING, "Havering", NEWHAM, "Newham", True, 7, 7)
    assert parts(pair, Mode.CHANGES, smallest_change=1) == {}
    assert flow_lines([pair], Mode.WITH_CONTRACT, smallest_change=1) == [FlowLine(0, "inside", 7)]


def test_block_beds_are_not_there_today_and_stand_alone_in_what_changes(let_out: Door) -> None:
    supply = read_supply(let_out(home_frame()))
    today, after, changes = (
        {one.code: (one.homes, one.places, one.block_beds) for one in supply_drawn(supply, mode)}
        for mode in (Mode.TODAY, Mode.WITH_CONTRACT, Mode.CHANGES)
    )
    assert today == {HAVERING: (4, 16, 0), KENT: (30, 120, 0)}
    assert after == {HAVERING: (4, 16, 8), KENT: (30, 120, 0)}
    assert changes == {HAVERING: (0, 0, 8)}
