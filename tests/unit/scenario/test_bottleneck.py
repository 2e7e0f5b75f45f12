"""Which beds are competed for is told by what their homes take, not by who the children are."""

import pandas as pd
import pytest

from lib.answer import sentences
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.domain.block_home import Takes
from lib.scenario.bottleneck import BedsAlike, Bottleneck, bottleneck
from lib.scenario.proof import prove_most_inside
from tests.fixtures.bed_problems import problem
from tests.fixtures.placed_children import FOOTPRINT


def homes(*terms: tuple[int, int, int, str, bool]) -> pd.DataFrame:
    columns = ["beds", "age_min_years", "age_max_years", "takes", "meets_solo"]
    return pd.DataFrame(terms, columns=columns)


def found_for(wanted: dict[int, list[int]], where: pd.DataFrame) -> Bottleneck:
    """From child -> homes that would bring the child inside."""
    gains = {(child, home): (1, 0, 0) for child, homes in wanted.items() for home in homes}
    choices = problem(where["beds"].tolist(), gains, children=len(wanted))
    return bottleneck(prove_most_inside(choices), where)


def test_eight_children_compete_for_the_five_beds_for_older_ones_and_two_are_served() -> None:
    where = homes((2, 15, 17, "any", False), (4, 11, 14, "any", False), (3, 15, 17, "any", False))
    wanted = {child: [0, 2] for child in range(8)} | {child: [1] for child in (8, 9)}
    found = found_for(wanted, where)
    older = BedsAlike(beds=5, age_min_years=15, age_max_years=17, takes=Takes.ANY, meets_solo=False)
    assert found == Bottleneck(
        children_competing=8, children_served=2, competed_for=(older,), other_beds=4
    )
    assert found.beds == 5


def test_homes_on_other_terms_are_told_apart() -> None:
    where = homes((1, 11, 17, "girls", False), (1, 11, 17, "boys", False), (1, 11, 17, "any", True))
    found = found_for({child: [0, 1, 2] for child in range(5)}, where)
    assert {(one.takes, one.meets_solo, one.beds) for one in found.competed_for} == {
        (Takes.GIRLS, False, 1),
        (Takes.BOYS, False, 1),
        (Takes.ANY, True, 1),
    }
    assert found.other_beds == 0


def test_where_there_are_beds_for_all_none_is_competed_for() -> None:
    found = found_for({0: [0]}, homes((2, 11, 17, "any", False)))
    assert found == Bottleneck(
        children_competing=0, children_served=1, competed_for=(), other_beds=2
    )


def released(competing: int, served: int, audience: Audience = Audience.OFFICERS) -> Released:
    counts = ("children_competing", "children_served")
    table = pd.DataFrame([[competing, served]], columns=list(counts), index=["with_contract"])
    return release(
        [Unreleased(name="proof", table=table.astype("Int64"), counts=counts)],
        protection=Protection(),
        footprint=FOOTPRINT,
        audience=audience,
        is_invented=False,
    )["proof"]


def beds(number: int, youngest: int, oldest: int, **terms: object) -> BedsAlike:
    usual = {"takes": Takes.ANY, "meets_solo": False}
    return BedsAlike(
        beds=number, age_min_years=youngest, age_max_years=oldest, **{**usual, **terms}
    )


@pytest.mark.parametrize(
    ("competing", "served", "competed_for", "other_beds", "said"),
    [
        (
            56, 0, [beds(35, 11, 17)], 0,
            "56 children outside compete for the 35 beds, which all take ages 11 to 17.",
        ),
        (
            23, 9, [beds(12, 15, 17)], 23,
            ("23 children outside compete for the 12 beds for ages 15 to 17; the other beds are "
             "not all needed."),
        ),
        (
            23, 23, [beds(12, 15, 17)], 23,
            ("23 children outside compete for the 12 beds for ages 15 to 17; the other beds are "
             "all needed too."),
        ),
        (
            9, 0, [beds(3, 11, 14, takes=Takes.GIRLS), beds(1, 15, 15, meets_solo=True)], 0,
            ("9 children outside compete for the 3 beds for girls aged 11 to 14 and the one bed "
             "for age 15 (solo placements too)."),
        ),
        (
            7, 0, [beds(1, 16, 16, takes=Takes.BOYS)], 0,
            "7 children outside compete for the one bed, which takes boys aged 16.",
        ),
        (0, 12, [], 35, "There are beds enough for every child outside who qualifies for one."),
        (0, 0, [], 35, "No child outside qualifies for a bed."),
    ],
)  # fmt: skip
def test_the_bottleneck_in_words(
    competing: int, served: int, competed_for: list[BedsAlike], other_beds: int, said: str
) -> None:
    found = Bottleneck(
        children_competing=competing,
        children_served=served,
        competed_for=tuple(competed_for),
        other_beds=other_beds,
    )
    assert sentences.bottleneck(released(competing, served), found) == said


def test_a_few_children_who_compete_are_not_told_nor_for_which_beds() -> None:
    found = Bottleneck(
        children_competing=4, children_served=0, competed_for=(beds(2, 15, 17),), other_beds=8
    )
    said = sentences.bottleneck(released(4, 0, Audience.SHARED), found)
    assert said == "What stands in the way is hidden with the small numbers that tell it."


def test_where_few_others_are_served_nothing_is_said_of_the_other_beds() -> None:
    found = Bottleneck(
        children_competing=23, children_served=3, competed_for=(beds(12, 15, 17),), other_beds=8
    )
    said = sentences.bottleneck(released(23, 3, Audience.SHARED), found)
    assert said == "23 children outside compete for the 12 beds for ages 15 to 17."
