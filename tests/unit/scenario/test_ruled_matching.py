"""Rules between children are kept, and what they cost is said."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import OptimizeResult

from lib.errors import MatchingError
from lib.scenario import ruled_matching as module
from lib.scenario.bed_choices import BedChoices
from lib.scenario.matching import give_out_beds
from lib.scenario.ruled_matching import RuledMatching, give_out_beds_by_rules
from lib.scenario.side_rules import ANY_YEARS_APART, SideRules
from tests.fixtures.bed_problems import (
    best_of_all_ways_by_rules,
    no_rules,
    problem,
    random_problem,
    random_rules,
)


def outside(children: int, homes: int, *, cost: int = 0) -> dict[tuple[int, int], tuple[int, ...]]:
    """Each child could be brought inside by each home, ten miles nearer."""
    return {(child, home): (1, 100, cost) for child in range(children) for home in range(homes)}


def homes_given(choices: BedChoices, rules: SideRules) -> list[int]:
    matching = give_out_beds_by_rules(choices, rules)
    assert matching.is_proved
    return matching.home_of_child.tolist()


def values(matching: RuledMatching) -> tuple[int, ...]:
    return tuple(one.value for one in matching.reached)


@pytest.mark.parametrize("seed", range(150))
def test_no_way_that_keeps_the_rules_is_better_of_all_ways_there_are(seed: int) -> None:
    rng = np.random.default_rng(seed)
    choices = random_problem(
        seed, children=int(rng.integers(1, 7)), homes=int(rng.integers(1, 4)), share_of_pairs=0.8
    )
    rules = random_rules(seed, choices)
    matching = give_out_beds_by_rules(choices, rules)
    assert values(matching) == best_of_all_ways_by_rules(choices, rules)
    assert matching.is_proved


@pytest.mark.parametrize("seed", range(20))
def test_without_rules_it_is_as_good_as_the_matching_with_prices(seed: int) -> None:
    choices = random_problem(seed, children=40, homes=6)
    with_prices = give_out_beds(choices)
    matching = give_out_beds_by_rules(choices, no_rules(choices))
    assert values(matching) == (
        with_prices.brought_inside,
        round(with_prices.miles_saved * 10),
        with_prices.avoided_pence_per_week,
    )


@pytest.mark.parametrize("seed", range(30))
def test_a_rule_more_never_brings_more_children_inside(seed: int) -> None:
    choices = random_problem(seed, children=16, homes=3)
    every, rules = random_rules(seed, choices), no_rules(choices)
    inside = [give_out_beds_by_rules(choices, rules).brought_inside]
    for more in (
        {"family": every.family},
        {"is_solo": every.is_solo},
        {"never_together": every.never_together},
        {"age_years": every.age_years, "most_years_apart": every.most_years_apart},
        {"authority": every.authority, "authority_beds": every.authority_beds},
    ):
        rules = replace(rules, **more)
        inside.append(give_out_beds_by_rules(choices, rules).brought_inside)
    assert inside == sorted(inside, reverse=True)


@pytest.mark.parametrize("seed", range(30))
def test_an_extra_bed_never_brings_fewer_children_inside_under_rules(seed: int) -> None:
    choices = random_problem(seed, children=12, homes=3)
    rules = random_rules(seed, choices)
    beds = choices.beds.copy()
    beds[seed % 3] += 1
    more = give_out_beds_by_rules(replace(choices, beds=beds), rules)
    assert more.brought_inside >= give_out_beds_by_rules(choices, rules).brought_inside


def test_siblings_have_beds_in_one_home_or_none_of_them_has() -> None:
    choices = problem([1, 1, 2], outside(4, 3), children=4)
    rules = replace(no_rules(choices), family=np.array([0, 0, -1, -1]))
    given = homes_given(choices, rules)
    assert given[:2] == [2, 2]
    assert sorted(given[2:]) == [0, 1]
    no_room = replace(choices, beds=np.array([1, 1, 1]))
    assert homes_given(no_room, rules)[:2] == [-1, -1]


def test_a_sibling_whom_no_home_takes_leaves_the_other_without_a_bed() -> None:
    choices = problem([3], {(0, 0): (1, 100, 0), (2, 0): (1, 100, 0)}, children=3)
    rules = replace(no_rules(choices), family=np.array([0, 0, -1]))
    assert homes_given(choices, rules) == [-1, -1, 0]


def test_a_child_who_must_live_alone_fills_a_home() -> None:
    """So the smallest home is given, and the others have the larger one."""
    choices = problem([3, 2], outside(4, 2), children=4)
    rules = replace(no_rules(choices), is_solo=np.array([True, False, False, False]))
    assert homes_given(choices, rules) == [1, 0, 0, 0]


def test_two_who_must_not_live_together_do_not() -> None:
    choices = problem([2], outside(2, 1), children=2)
    rules = replace(no_rules(choices), never_together=np.array([[0, 1]]))
    assert sorted(homes_given(choices, rules)) == [-1, 0]


def test_the_ages_in_a_home_lie_no_further_apart_than_it_wants() -> None:
    choices = problem([4], outside(4, 1), children=4)
    rules = replace(
        no_rules(choices),
        age_years=np.array([11, 14, 15, 17]),
        most_years_apart=np.array([3]),
    )
    assert homes_given(choices, rules) == [-1, 0, 0, 0]


def test_no_authority_has_more_beds_than_its_share() -> None:
    choices = problem([4], outside(6, 1), children=6)
    rules = replace(
        no_rules(choices),
        authority=np.array([0, 0, 0, 0, 1, 1]),
        authority_beds=np.array([1, 3]),
    )
    given = homes_given(choices, rules)
    assert sorted(given[:4]) == [-1, -1, -1, 0]
    assert given[4:] == [0, 0]


def test_fair_shares_come_after_children_inside_and_before_miles() -> None:
    """Two authorities with three children each, four beds: two beds each, whoever is nearer."""
    gains = {(child, 0): (1, 900 if child < 3 else 10, 0) for child in range(6)}
    choices = problem([4], gains, children=6)
    rules = replace(
        no_rules(choices),
        authority=np.array([0, 0, 0, 1, 1, 1]),
        authority_beds=np.array([6, 6]),
    )
    in_one_pool = give_out_beds_by_rules(choices, rules)
    fair = give_out_beds_by_rules(choices, replace(rules, is_fair=True))
    assert (in_one_pool.home_of_child[:3] == 0).all()
    assert (fair.home_of_child[:3] == 0).sum() == 2
    assert fair.brought_inside == in_one_pool.brought_inside == 4


def test_fair_shares_are_not_worked_out_for_more_than_five_hundred_children() -> None:
    choices = problem([4], outside(501, 1), children=501)
    rules = replace(no_rules(choices), is_fair=True)
    with pytest.raises(MatchingError, match="up to 500 children, and 501 could have a bed"):
        give_out_beds_by_rules(choices, rules)
    fewer = problem([4], outside(500, 1), children=500)
    assert give_out_beds_by_rules(fewer, replace(no_rules(fewer), is_fair=True)).is_proved


def test_without_time_nothing_is_claimed_and_the_gap_is_said() -> None:
    choices = random_problem(3, children=60, homes=8)
    rules = replace(random_rules(3, choices), most_years_apart=np.full(8, 1), is_fair=False)
    hurried = give_out_beds_by_rules(choices, rules, seconds_for_an_aim=0.0)
    at_leisure = give_out_beds_by_rules(choices, rules)
    assert not hurried.is_proved
    assert hurried.reached[0].gap > 0
    assert hurried.reached[0].relative_gap > 0
    assert hurried.reached[0].value <= at_leisure.brought_inside <= hurried.reached[0].bound
    assert hurried.rules.broken_by(hurried) == ()


@pytest.mark.parametrize(
    ("way", "fault"),
    [
        ([0, 1], "siblings together"),
        ([0, 0], "solo placements"),
        ([0, 0], "never placed together"),
        ([0, 0], "ages in one home"),
        ([0, 0], "the authorities' shares"),
    ],
)
def test_what_breaks_a_rule_gives_no_figure(
    monkeypatch: pytest.MonkeyPatch, way: list[int], fault: str
) -> None:
    """The solver is made to ignore the rules: they are checked without it."""
    choices = problem([2, 2], outside(2, 2), children=2)
    rules = {
        "siblings together": {"family": np.array([0, 0])},
        "solo placements": {"is_solo": np.array([True, False])},
        "never placed together": {"never_together": np.array([[0, 1]])},
        "ages in one home": {
            "age_years": np.array([11, 17]),
            "most_years_apart": np.array([5, ANY_YEARS_APART]),
        },
        "the authorities' shares": {"authority_beds": np.array([1])},
    }[fault]
    given = np.array([child + 2 * home for child, home in enumerate(way)])
    monkeypatch.setattr(
        module, "_most", lambda *_, **__: OptimizeResult(x=np.zeros(99), mip_dual_bound=0.0)
    )
    monkeypatch.setattr(module.PartyChoices, "choices_given", lambda *_: given)
    with pytest.raises(MatchingError, match=rf"{fault} is broken.*No figure is given"):
        give_out_beds_by_rules(choices, replace(no_rules(choices), **rules))


def test_a_home_over_its_beds_or_an_aim_undone_gives_no_figure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choices = problem([1], outside(2, 1), children=2)
    ways = iter([np.array([0]), np.array([], dtype=np.int64), np.array([0, 1])])
    monkeypatch.setattr(
        module, "_most", lambda *_, **__: OptimizeResult(x=np.zeros(9), mip_dual_bound=0.0)
    )
    monkeypatch.setattr(module.PartyChoices, "choices_given", lambda *_: next(ways))
    with pytest.raises(MatchingError, match="children inside is worse than was found before"):
        give_out_beds_by_rules(choices, no_rules(choices))
    with pytest.raises(MatchingError, match="gives more beds than it has"):
        give_out_beds_by_rules(choices, no_rules(choices))
