from collections.abc import Callable

import pytest

from lib.disclosure.released import Audience, Released
from lib.maps.state import Shown, When
from lib.maps.words import area_sentences, map_description, map_sentence
from tests.fixtures.partnership import HAVERING, KENT, NEWHAM, area_frame, flow_frame

Door = Callable[..., Released]
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


def test_a_name_that_ends_in_s_takes_the_apostrophe_alone(let_out: Door) -> None:
    frame = area_frame()
    frame.table.loc[HAVERING, "name"] = "Tower Hamlets"
    said = map_sentence(let_out(frame), Shown(area_code=HAVERING))
    assert "of Tower Hamlets' 25 children" in said


@pytest.mark.parametrize(
    ("after", "compared"),
    [(22, "as many as today"), (23, "1 more than today"), (20, "2 fewer than today")],
)
def test_the_contract_is_compared_with_today_in_words(
    let_out: Door, after: int, compared: str
) -> None:
    areas = let_out(area_frame(with_contract_in_footprint=after))
    assert f", {compared};" in map_sentence(areas, Shown(when=When.WITH_CONTRACT))


def test_the_description_names_where_those_outside_live(let_out: Door) -> None:
    said = map_description(
        let_out(area_frame()), let_out(flow_frame()), inside=INSIDE, shown=Shown()
    )
    assert "Of those shown outside, the most live in Kent (23)." in said
    assert KENT not in said


def test_hovering_an_authority_of_a_merged_area_says_the_area_s_sentence(let_out: Door) -> None:
    frame = area_frame()
    frame.table.index = ["E09000012+E09000001", "total"]
    frame.table["name"] = ["Hackney and City of London", "North East London"]
    said = area_sentences(let_out(frame))
    assert said["E09000012"] == said["E09000001"]
    assert said["E09000012"].startswith("Hackney and City of London: 13 of 25 children inside")
