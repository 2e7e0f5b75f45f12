from collections.abc import Callable

import pytest

from lib.disclosure.released import Audience, Released
from lib.domain.footprint import Footprint
from lib.maps.flows import flow_lines
from lib.maps.nodes import nodes
from lib.maps.places import places
from lib.maps.state import Shown, When
from tests.fixtures.partnership import FLOWS, HAVERING, KENT, NEWHAM, flow_frame, home_frame

Door = Callable[..., Released]
INSIDE = frozenset({HAVERING, NEWHAM})


@pytest.mark.parametrize("when", list(When))
def test_the_circles_hold_every_child_once(let_out: Door, footprint: Footprint, when: When) -> None:
    drawn = nodes(
        let_out(flow_frame()),
        let_out(home_frame()),
        inside=INSIDE,
        places=places(footprint),
        shown=Shown(when=when),
    )
    column = 2 if when is When.TODAY else 3
    assert sum(node["children"] + node["brought"] for node in drawn) == sum(
        row[column] for row in FLOWS
    )


def test_lines_join_areas_that_differ(let_out: Door) -> None:
    lines = flow_lines(let_out(flow_frame()), inside=INSIDE, shown=Shown())
    assert {(line["start"], line["end"], line["children"], line["kind"]) for line in lines} == {
        (HAVERING, NEWHAM, 6, "inside"),
        (HAVERING, KENT, 12, "outside"),
        (NEWHAM, KENT, 11, "outside"),
    }


def test_what_the_contract_adds_inside_is_drawn_last_and_apart(let_out: Door) -> None:
    lines = flow_lines(let_out(flow_frame()), inside=INSIDE, shown=Shown(when=When.WITH_CONTRACT))
    assert [line["kind"] for line in lines] == sorted(
        (line["kind"] for line in lines), key=["outside", "inside", "brought_inside"].index
    )
    assert (lines[-1]["start"], lines[-1]["end"], lines[-1]["children"]) == (NEWHAM, HAVERING, 8)


def test_children_brought_into_their_own_borough_are_in_its_circle(
    let_out: Door, footprint: Footprint
) -> None:
    drawn = nodes(
        let_out(flow_frame()),
        let_out(home_frame()),
        inside=INSIDE,
        places=places(footprint),
        shown=Shown(when=When.WITH_CONTRACT),
    )
    havering = next(node for node in drawn if node["code"] == HAVERING)
    assert (havering["children"], havering["brought"]) == (7, 2 + 8)
    assert havering["sentence"] == (
        "Havering: 17 children here, 10 of them by the contract. 4 children's homes with 16 "
        "places. 8 block beds."
    )


def test_block_beds_are_not_there_today(let_out: Door, footprint: Footprint) -> None:
    drawn = nodes(
        let_out(flow_frame()),
        let_out(home_frame()),
        inside=INSIDE,
        places=places(footprint),
        shown=Shown(),
    )
    assert {node["beds"] for node in drawn} == {0}


def test_a_chosen_borough_shows_its_own_children_alone(let_out: Door, footprint: Footprint) -> None:
    shown = Shown(area_code=NEWHAM)
    lines = flow_lines(let_out(flow_frame()), inside=INSIDE, shown=shown)
    assert {line["start"] for line in lines} == {NEWHAM}
    drawn = nodes(
        let_out(flow_frame()),
        let_out(home_frame()),
        inside=INSIDE,
        places=places(footprint),
        shown=shown,
    )
    assert sum(node["children"] for node in drawn) == 11 + 9


def test_a_hidden_number_is_neither_drawn_nor_said(let_out: Door, footprint: Footprint) -> None:
    rows = [(HAVERING, KENT, 12, 3), (NEWHAM, HAVERING, 4, 9), (HAVERING, HAVERING, 7, 7)]
    flows = let_out(flow_frame(rows), Audience.SHARED)
    for when in When:
        shown = Shown(when=when)
        lines = flow_lines(flows, inside=INSIDE, shown=shown)
        drawn = nodes(
            flows, let_out(home_frame()), inside=INSIDE, places=places(footprint), shown=shown
        )
        assert not {line["children"] for line in lines} & {3, 4, 5}
        assert not {node["children"] for node in drawn} & {3, 4}
        said = " ".join([line["sentence"] for line in lines])
        assert "a hidden number" in said
        assert any("at least" in node["sentence"] for node in drawn)


def test_those_whose_number_today_is_hidden_are_not_drawn_as_inside_today(let_out: Door) -> None:
    rows = [(NEWHAM, HAVERING, 4, 9), (HAVERING, NEWHAM, 7, 9)]
    flows = let_out(flow_frame(rows), Audience.SHARED)
    lines = flow_lines(flows, inside=INSIDE, shown=Shown(when=When.WITH_CONTRACT))
    assert [(line["start"], line["kind"], line["children"]) for line in lines] == [
        (HAVERING, "inside", 7),
        (NEWHAM, "inside_with_contract", 9),
        (HAVERING, "brought_inside", 2),
    ]
    assert "a hidden number of children; with the contract 9" in lines[1]["sentence"]


def test_an_area_without_a_known_place_is_left_out_and_nothing_fails(
    let_out: Door, footprint: Footprint
) -> None:
    flows = let_out(flow_frame([(HAVERING, "X99999999", 6, 6), (HAVERING, HAVERING, 7, 7)]))
    drawn = nodes(
        flows, let_out(home_frame()), inside=INSIDE, places=places(footprint), shown=Shown()
    )
    assert "X99999999" not in {node["code"] for node in drawn}
