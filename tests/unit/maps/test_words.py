from collections.abc import Callable

import pandas as pd
import pytest

from lib.disclosure.release import Unreleased
from lib.disclosure.released import Audience, Released
from lib.domain.footprint import Footprint
from lib.maps.areas import read_areas
from lib.maps.drawn import PICTURES
from lib.maps.flows import read_pairs
from lib.maps.state import Mode, Shown
from lib.maps.words import area_sentences, map_description, map_sentence, map_title
from tests.fixtures.partnership import HAVERING, KENT, NEWHAM, area_frame, flow_frame

Door = Callable[..., Released]
INSIDE = frozenset({HAVERING, NEWHAM})
TOTAL = "total"


def said(table: Released, mode: Mode, code: str = TOTAL) -> str:
    return map_sentence(
        read_areas(table, is_of_all=True)[code], mode, footprint_name="North East London"
    )


def named(area: str) -> Unreleased:
    """Name the area in place of Havering."""
    frame = area_frame()
    frame.table.loc[HAVERING, "name"] = area
    return frame


def test_the_sentence_says_how_many_are_inside_outside_and_not_known(let_out: Door) -> None:
    assert said(let_out(area_frame()), Mode.TODAY) == (
        "Today 22 of 45 children live inside North East London and 21 outside it; for 2 it is not "
        "known."
    )


def test_with_the_contract_the_sentence_says_what_could_be_at_most(let_out: Door) -> None:
    assert said(let_out(area_frame()), Mode.WITH_CONTRACT) == (
        "With the contract up to 34 of 45 children could live inside North East London, 12 more "
        "than today; for 2 it is not known."
    )


def test_the_sentence_of_what_changes_sets_the_two_numbers_side_by_side(let_out: Door) -> None:
    assert said(let_out(area_frame()), Mode.CHANGES) == (
        "Of 45 children up to 34 could live inside North East London with the contract; 22 do "
        "today."
    )


def test_a_chosen_borough_has_its_own_sentence(let_out: Door) -> None:
    assert said(let_out(area_frame()), Mode.TODAY, HAVERING) == (
        "Today 13 of Havering's 25 children live inside North East London and 12 outside it."
    )


@pytest.mark.parametrize("mode", PICTURES)
def test_one_borough_alone_is_promised_no_most(
    let_out: Door, footprint: Footprint, mode: Mode
) -> None:
    table = let_out(area_frame())
    area = read_areas(table, is_of_all=True)[HAVERING]
    title = map_title(area, mode, boroughs=table, footprint=footprint)
    assert "up to" not in said(table, mode, HAVERING).lower()
    assert "up to" not in title.lower()
    assert title.startswith("Havering: ")


def test_the_title_of_what_changes_says_how_many_more_at_most(
    let_out: Door, footprint: Footprint
) -> None:
    table = let_out(area_frame())
    titles = {
        code: map_title(area, Mode.CHANGES, boroughs=table, footprint=footprint)
        for code, area in read_areas(table, is_of_all=True).items()
    }
    assert titles == {
        TOTAL: "With the contract, up to 12 more children could live inside",
        HAVERING: "Havering: with the contract, 2 more children could live inside",
    }


@pytest.mark.parametrize(
    ("after", "title"),
    [
        (23, "With the contract, up to 1 more child could live inside"),
        (22, "The contract changes nothing in how many live inside"),
        (None, "What the contract could change in and around North East London"),
    ],
)
def test_the_title_of_what_changes_fits_one_none_and_hidden(
    let_out: Door, footprint: Footprint, after: int | None, title: str
) -> None:
    table = let_out(area_frame(with_contract_in_footprint=after))
    area = read_areas(table, is_of_all=True)[TOTAL]
    assert map_title(area, Mode.CHANGES, boroughs=table, footprint=footprint) == title


@pytest.mark.parametrize("mode", PICTURES)
def test_some_of_the_children_are_promised_no_most(
    let_out: Door, footprint: Footprint, mode: Mode
) -> None:
    table = let_out(area_frame())
    area = read_areas(table, is_of_all=False)[TOTAL]
    whom = "who are aged 13 to 15"
    title = map_title(area, mode, boroughs=table, footprint=footprint, whom=whom)
    sentence = map_sentence(area, mode, footprint_name=footprint.name)
    assert "up to" not in f"{title} {sentence}".lower()


def test_a_title_without_children_says_which_there_are_none_of(
    let_out: Door, footprint: Footprint
) -> None:
    table = let_out(area_frame(today_children=0, with_contract_children=0))
    area = read_areas(table, is_of_all=False)[TOTAL]
    for mode in PICTURES:
        title = map_title(
            area, mode, boroughs=table, footprint=footprint, whom="who are aged 13 to 15"
        )
        assert title == "No children in children's homes who are aged 13 to 15"


def test_a_hidden_number_is_said_to_be_hidden_and_no_difference_is_given(let_out: Door) -> None:
    areas = let_out(area_frame(today_in_footprint=4), Audience.SHARED)
    assert said(areas, Mode.TODAY) == (
        "How many of 45 children live inside North East London today is hidden; 21 live outside "
        "it. The number not known is hidden."
    )
    assert said(areas, Mode.WITH_CONTRACT) == (
        "With the contract up to 34 of 45 children could live inside North East London. The "
        "number not known is hidden."
    )
    assert said(areas, Mode.CHANGES) == (
        "How many more of 45 children could live inside North East London with the contract is "
        "hidden."
    )


def test_a_number_hidden_beside_one_that_is_shown_has_its_own_sentence(let_out: Door) -> None:
    both = let_out(area_frame(today_outside_footprint=3), Audience.SHARED)
    assert said(both, Mode.TODAY) == (
        "Today 22 of 45 children live inside North East London. The numbers outside it and not "
        "known are hidden."
    )


def test_a_single_child_lives_and_two_live(let_out: Door) -> None:
    areas = let_out(area_frame(today_in_footprint=1))
    assert said(areas, Mode.TODAY).startswith("Today 1 of 45 children lives inside")
    assert said(areas, Mode.CHANGES).endswith("with the contract; 1 does today.")


def test_a_borough_without_a_return_or_without_children_says_so(let_out: Door) -> None:
    frame = area_frame()
    frame.table.loc[HAVERING, "is_loaded"] = False
    frame.table.loc[HAVERING, frame.table.columns[2:]] = pd.NA
    assert said(let_out(frame), Mode.TODAY, HAVERING) == (
        "Havering has no return loaded, so no child of theirs is on the map."
    )
    frame = area_frame()
    frame.table.loc[HAVERING, frame.table.columns[2:]] = 0
    assert said(let_out(frame), Mode.CHANGES, HAVERING) == "Havering has no child on the map."


def test_a_borough_whose_number_of_children_is_hidden_has_no_number(let_out: Door) -> None:
    frame = area_frame()
    frame.table.loc[HAVERING, "today_children"] = 4
    areas = let_out(frame, Audience.SHARED)
    assert "of Havering's children (their number is hidden) live" in said(
        areas, Mode.TODAY, HAVERING
    )


def test_a_name_that_ends_in_s_takes_the_apostrophe_alone(let_out: Door) -> None:
    areas = let_out(named("Tower Hamlets"))
    assert "of Tower Hamlets' 25 children" in said(areas, Mode.TODAY, HAVERING)


@pytest.mark.parametrize(
    ("after", "compared"),
    [(22, "as many as today"), (23, "1 more than today"), (20, "2 fewer than today")],
)
def test_the_contract_is_compared_with_today_in_words(
    let_out: Door, after: int, compared: str
) -> None:
    areas = let_out(area_frame(with_contract_in_footprint=after))
    assert f", {compared};" in said(areas, Mode.WITH_CONTRACT)


def test_the_description_names_where_those_outside_live(let_out: Door) -> None:
    pairs = read_pairs(let_out(flow_frame()), inside=INSIDE, shown=Shown())
    described = map_description(["Title.", "Sentence."], pairs, Mode.TODAY, smallest_change=1)
    assert described.startswith("Map. Title. Sentence. ")
    assert "Of those shown outside, the most live in Kent (23)." in described
    assert KENT not in described


def test_the_description_of_what_changes_names_where_more_and_fewer_could_live(
    let_out: Door,
) -> None:
    pairs = read_pairs(let_out(flow_frame()), inside=INSIDE, shown=Shown())
    described = map_description(["Title.", "Sentence."], pairs, Mode.CHANGES, smallest_change=1)
    assert "More could live in Havering (10) and Newham (2)." in described
    assert "Fewer could live in Kent (12)." in described


def test_pointing_at_an_area_says_its_figures_of_the_picture_shown(let_out: Door) -> None:
    areas = read_areas(let_out(area_frame()), is_of_all=True).values()
    assert [area_sentences(areas, mode)[HAVERING] for mode in PICTURES] == [
        "Havering: 13 of 25 children live inside; with the contract 15.",
        "Havering: with the contract 15 of 25 children could live inside, 2 more than today.",
        (
            "Havering: with the contract 2 more of 25 children could live inside: 15, against 13 "
            "today."
        ),
    ]


def test_pointing_at_an_area_with_a_hidden_number_says_that_it_is_hidden(let_out: Door) -> None:
    frame = area_frame()
    frame.table.loc[HAVERING, "today_in_footprint"] = 3
    areas = read_areas(let_out(frame, Audience.SHARED), is_of_all=True).values()
    assert [area_sentences(areas, mode)[HAVERING] for mode in PICTURES] == [
        "Havering: how many of 25 children live inside is hidden.",
        "Havering: with the contract 15 of 25 children could live inside.",
        "Havering: how many more of 25 children could live inside with the contract is hidden.",
    ]


def test_pointing_at_an_authority_of_a_merged_area_says_the_area_s_sentence(let_out: Door) -> None:
    frame = named("Hackney and City of London")
    frame.table.index = ["E09000012+E09000001", TOTAL]
    spoken = area_sentences(read_areas(let_out(frame), is_of_all=True).values(), Mode.TODAY)
    assert spoken["E09000012"] == spoken["E09000001"]
    assert spoken["E09000012"].startswith("Hackney and City of London: 13 of 25 children live")
