"""The rules are those of the children's needs, the homes and the contract."""

import numpy as np
import pandas as pd

from lib.domain.nomination import Nomination
from lib.scenario.order import in_order
from lib.scenario.side_rules import ANY_YEARS_APART, SideRules, side_rules
from tests.fixtures.placed_children import HACKNEY, HAVERING, NEWHAM, placements

POOLED = Nomination()


def homes(*most_years_apart: int | None, beds: int = 4) -> pd.DataFrame:
    return pd.DataFrame(
        {"beds": beds, "most_years_apart": pd.Series(most_years_apart, dtype="Int64")}
    )


def rules(*children: dict[str, object], nomination: Nomination = POOLED) -> SideRules:
    return side_rules(placements(*children), homes(2, None), nomination)


def test_children_have_the_rules_of_their_needs() -> None:
    found = rules({"sibling_group": 7}, {"is_solo": True}, {"sibling_group": 7, "age_years": 12})
    assert found.family.tolist() == [7, -1, 7]
    assert found.is_solo.tolist() == [False, True, False]
    assert found.age_years.tolist() == [14, 14, 12]


def test_a_home_without_a_word_on_it_takes_ages_any_years_apart() -> None:
    assert rules({}).most_years_apart.tolist() == [2, ANY_YEARS_APART]


def test_it_is_enough_that_one_of_two_is_not_to_live_with_the_other() -> None:
    found = rules({"not_with": (2,)}, {"not_with": (2,)}, {"not_with": (0,)})
    assert found.never_together.tolist() == [[0, 2], [1, 2]]


def test_a_child_who_is_not_among_those_who_could_have_a_bed_binds_nobody() -> None:
    assert rules({"not_with": (99,)}).never_together.tolist() == []


def test_in_one_pool_no_authority_is_held_to_a_number_of_beds() -> None:
    found = rules({}, {"authority_code": NEWHAM}, {})
    assert found.authority.tolist() == [0, 1, 0]
    assert (found.authority_beds >= 3).all()
    assert not found.is_fair


def test_fixed_shares_are_the_most_beds_of_each_authority_and_none_without_a_share() -> None:
    shares = Nomination.read({HAVERING: 0.25, HACKNEY: 0.75})
    found = rules({}, {"authority_code": NEWHAM}, {"authority_code": HACKNEY}, nomination=shares)
    by_child = found.authority_beds[found.authority]
    assert by_child.tolist() == [2, 0, 6]


def test_fair_shares_are_an_aim_and_hold_nobody_to_a_number() -> None:
    found = rules({}, {}, nomination=Nomination.read("fair"))
    assert found.is_fair
    assert (found.authority_beds >= 2).all()


def test_without_children_there_are_no_rules() -> None:
    found = rules()
    assert len(found.family) == len(found.never_together) == 0


def test_children_alike_are_put_in_order_by_those_to_whom_they_are_bound() -> None:
    """Whatever the order of rows: the child bound to a younger one comes at the same place."""
    twins = [{"sibling_group": 1}, {}, {"sibling_group": 2}, {"not_with": (5,)}]
    bound = [{"sibling_group": 1, "age_years": 11}, {"age_years": 16}]
    children = placements(*twins, *bound, {"sibling_group": 2, "age_years": 17})
    expected = told(in_order(children))
    for seed in range(20):
        assert told(in_order(children.sample(frac=1, random_state=seed))) == expected


def told(children: pd.DataFrame) -> list[tuple[object, ...]]:
    """What can be told of each without the running numbers: ages, of siblings, of others."""
    age = children.set_index("child_key")["age_years"]
    group = children["sibling_group"]
    return [
        (
            int(child.age_years),
            sorted(children.loc[(group == child.sibling_group).fillna(value=False), "age_years"]),
            [int(age[key]) for key in child.not_with],
        )
        for child in children.itertuples()
    ]


def test_the_order_keeps_every_child_once() -> None:
    children = placements(*({"sibling_group": number % 3, "age_years": 14} for number in range(9)))
    assert np.array_equal(np.sort(in_order(children)["child_key"]), np.arange(9))
