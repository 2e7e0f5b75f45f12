from collections.abc import Callable

from lib.disclosure.released import Audience, Released
from lib.maps.flows import flow_lines
from lib.maps.legend import legend
from lib.maps.state import Shown, When
from lib.maps.words import area_sentences, map_description, map_sentence
from tests.fixtures.partnership import HAVERING, KENT, NEWHAM, area_frame, flow_frame, home_frame

Door = Callable[..., Released]
EVERY = {"inside", "outside", "brought_inside"}
INSIDE = frozenset({HAVERING, NEWHAM})


def test_the_sentence_says_how_many_are_inside_outside_and_not_known(let_out: Door) -> None:
    assert map_sentence(let_out(area_frame()), Shown()) == (
        "Today 22 of 45 children live inside North East London and 21 outside it; for 2 it is not "
        "known."
    )


def test_the_switch_changes_the_sentence_to_what_could_be(let_out: Door) -> None:
    assert map_sentence(let_out(area_frame()), Shown(when=When.WITH_CONTRACT)) == (
        "With the contract up to 34 of 45 children could live inside North East London, 12 more "
        "than today; for 2 it is not known."
    )


def test_a_chosen_borough_has_its_own_sentence(let_out: Door) -> None:
    assert map_sentence(let_out(area_frame()), Shown(area_code=HAVERING)) == (
        "Today 13 of Havering's 25 children live inside North East London and 12 outside it."
    )


def test_a_hidden_number_is_said_to_be_hidden_and_no_difference_is_given(let_out: Door) -> None:
    areas = let_out(area_frame(today_in_footprint=4), Audience.SHARED)
    said = map_sentence(areas, Shown(when=When.WITH_CONTRACT))
    assert "more than today" not in said
    assert "a hidden number of 45" in map_sentence(areas, Shown())


def test_the_description_names_where_those_outside_live(let_out: Door) -> None:
    said = map_description(
        let_out(area_frame()), let_out(flow_frame()), inside=INSIDE, shown=Shown()
    )
    assert "Most of those shown outside live in Kent (23)." in said
    assert KENT not in said


def test_hovering_an_authority_of_a_merged_area_says_the_area_s_sentence(let_out: Door) -> None:
    frame = area_frame()
    frame.table.index = ["E09000012+E09000001", "total"]
    frame.table["name"] = ["Hackney and City of London", "North East London"]
    said = area_sentences(let_out(frame))
    assert said["E09000012"] == said["E09000001"]
    assert said["E09000012"].startswith("Hackney and City of London: 13 of 25 children inside")


def test_the_legend_uses_numbers_that_occur(let_out: Door) -> None:
    shown = Shown(when=When.WITH_CONTRACT)
    lines = flow_lines(let_out(flow_frame()), inside=INSIDE, shown=shown)
    labels = [
        key["label"]
        for key in legend(
            let_out(area_frame()),
            let_out(home_frame()),
            lines=lines,
            shares={},
            kinds=EVERY,
            shown=shown,
        )
    ]
    assert labels == [
        "Inside today: 22",
        "Brought inside by the contract: up to 12",
        "Outside: 9",
        "Not known: 2",
        "3 children",
        "8 children",
        "Children's homes, by places",
        "Block homes: 8 beds",
    ]


def test_the_shared_legend_says_what_is_not_drawn(let_out: Door) -> None:
    keys = legend(
        let_out(area_frame(), Audience.SHARED),
        let_out(home_frame(), Audience.SHARED),
        lines=[],
        shares={},
        kinds=set(),
        shown=Shown(),
    )
    assert str(keys[0]["label"]).startswith("Not known")
    assert keys[-1]["label"] == "Numbers under 6 are not drawn"
