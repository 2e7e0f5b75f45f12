"""Which beds are competed for is told by what their homes take, not by who the children are."""

import pandas as pd

from lib.domain.block_home import Takes
from lib.scenario.bottleneck import BedsAlike, Bottleneck, bottleneck
from lib.scenario.proof import prove_most_inside
from tests.fixtures.bed_problems import problem


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
