"""The beds are given out exactly, with a proof, or not at all."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from lib.errors import MatchingError
from lib.scenario import matching as module
from lib.scenario.aims import AIMS
from lib.scenario.bed_choices import restricted
from lib.scenario.matching import Matching, give_out_beds
from lib.scenario.proof import prove_most_inside
from tests.fixtures.bed_problems import (
    best_by_integer_programmes,
    best_of_all_ways,
    gains_of,
    problem,
    random_problem,
)


def reached(matching: Matching) -> tuple[int, int, int]:
    return (
        matching.brought_inside,
        round(matching.miles_saved * 10),
        matching.avoided_pence_per_week,
    )


@pytest.mark.parametrize("seed", range(30))
def test_45_children_and_ten_homes_agree_with_integer_programming(seed: int) -> None:
    choices = random_problem(seed, children=45, homes=10, most_beds=5, share_of_pairs=0.4)
    matching = give_out_beds(choices)
    assert reached(matching) == best_by_integer_programmes(choices)


@pytest.mark.parametrize("tenth", range(10))
def test_five_hundred_random_cases_agree_with_integer_programmes_aim_by_aim(tenth: int) -> None:
    for seed in range(1_000 + 50 * tenth, 1_050 + 50 * tenth):
        rng = np.random.default_rng(seed)
        choices = random_problem(
            seed,
            children=int(rng.integers(1, 25)),
            homes=int(rng.integers(1, 8)),
            share_of_pairs=float(rng.choice([0.3, 0.6, 1.0])),
        )
        if len(choices.child):
            assert reached(give_out_beds(choices)) == best_by_integer_programmes(choices)


def test_the_bound_is_the_solution_in_a_thousand_random_cases() -> None:
    """The prices are added up here again, by nothing of the code that made them."""
    for seed in range(1_000):
        rng = np.random.default_rng(seed)
        choices = random_problem(
            seed, children=int(rng.integers(0, 60)), homes=int(rng.integers(1, 12))
        )
        matching = give_out_beds(choices)
        child_prices, home_prices = matching.child_prices.tolist(), matching.home_prices.tolist()
        assert min([0, *child_prices, *home_prices]) == 0
        for pair, worth in enumerate(matching.worth.tolist()):
            paid = child_prices[choices.child[pair]] + home_prices[choices.home[pair]]
            assert paid >= worth
        bound = sum(child_prices) + sum(
            int(beds) * price for beds, price in zip(choices.beds, home_prices, strict=True)
        )
        assert bound == sum(matching.worth[matching.given].tolist())
        assert prove_most_inside(choices).brought_inside == matching.brought_inside


def test_one_child_more_inside_is_worth_more_than_all_miles() -> None:
    """A bed may take the child inside who would live farther, and leave miles unsaved."""
    choices = problem([1], {(0, 0): (1, -9_000, 0), (1, 0): (0, 9_000, 0)}, children=2)
    assert give_out_beds(choices).home_of_child.tolist() == [0, -1]


def test_children_already_inside_have_beds_that_nobody_outside_needs() -> None:
    choices = problem([3], {(0, 0): (1, 5, 0), (1, 0): (0, 50, 0)}, children=3)
    matching = give_out_beds(choices)
    assert matching.home_of_child.tolist() == [0, 0, -1]
    assert (matching.beds_filled, matching.brought_inside, matching.miles_saved) == (2, 1, 5.5)


def test_without_children_or_choices_no_bed_is_given_out_and_that_is_proved() -> None:
    for children in (0, 4):
        matching = give_out_beds(problem([3, 4], {}, children=children))
        assert matching.beds_filled == 0
        assert matching.is_proved


def test_more_beds_than_anyone_could_fill_cost_no_memory() -> None:
    choices = problem([10**12], {(0, 0): (1, 5, 0), (1, 0): (1, 7, 0)}, children=2)
    assert give_out_beds(choices).brought_inside == 2
    assert prove_most_inside(choices).children_served == 2


def test_numbers_too_large_to_be_exact_are_refused_and_not_rounded() -> None:
    near = problem([1], {(0, 0): (1, 2**51, 0), (1, 0): (1, 2**51 - 1, 0)}, children=2)
    assert give_out_beds(replace(near, tenths_saved=near.tenths_saved // 8)).is_proved
    with pytest.raises(MatchingError, match="too many to give out beds exactly"):
        give_out_beds(near)


def test_a_way_that_is_not_the_best_gives_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    choices = problem(
        [1, 1],
        {(0, 0): (1, 9, 0), (0, 1): (1, 8, 0), (1, 0): (1, 9, 0), (1, 1): (1, 1, 0)},
        children=2,
    )
    positions = {
        pair: position
        for position, pair in enumerate(
            zip(choices.child.tolist(), choices.home.tolist(), strict=True)
        )
    }
    for poor in ([], [(0, 0)], [(0, 0), (1, 1)], [(0, 0), (1, 0)], [(0, 0), (0, 1)]):
        given = np.array([positions[pair] for pair in poor], dtype=np.int64)
        monkeypatch.setattr(module, "pairs_of_greatest_worth", lambda *_, given=given: given)
        with pytest.raises(MatchingError, match="No figure is given"):
            give_out_beds(choices)
    best = np.array([positions[0, 1], positions[1, 0]])
    monkeypatch.setattr(module, "pairs_of_greatest_worth", lambda *_: best)
    assert give_out_beds(choices).miles_saved == 1.7


def test_a_tenth_of_a_mile_is_worth_more_than_all_costs() -> None:
    """And of ways with as many miles, the one is taken that saves the dearest placements."""
    gains = {(0, 0): (1, 7, 900_000), (1, 0): (1, 8, 0), (2, 0): (1, 8, 5)}
    assert give_out_beds(problem([1], gains, children=3)).home_of_child.tolist() == [-1, -1, 0]


def test_what_a_bed_avoids_is_the_childs_own_fee_and_nothing_where_it_is_not_known() -> None:
    gains = {(0, 0): (1, 7, 423_500), (1, 0): (0, 8, 250_100), (2, 0): (1, 9, 0)}
    matching = give_out_beds(problem([3], gains, children=3))
    assert matching.avoided_pence_per_week == 673_600


def test_costs_too_large_to_be_exact_are_refused_and_can_be_left_out() -> None:
    """Odd pence: in whole pounds the same costs could be counted."""
    rng = np.random.default_rng(1)
    cost = rng.integers(10**9, 10**10, 40)
    gains = {
        (child, home): (1, int(rng.integers(-500, 3_000)), int(cost[child]))
        for child in range(40)
        for home in range(3)
    }
    choices = problem([9, 8, 7], gains, children=40)
    with pytest.raises(MatchingError, match=r"up to £\d+,\d+,\d+ a week avoided.*leave the avoid"):
        give_out_beds(choices)
    without_cost = give_out_beds(choices, aims=AIMS[:2])
    assert without_cost.is_proved
    in_large_steps = replace(choices, avoided_pence=choices.avoided_pence // 10**6 * 10**6)
    with_cost = give_out_beds(in_large_steps)
    assert with_cost.miles_saved == without_cost.miles_saved
    assert (
        with_cost.avoided_pence_per_week >= in_large_steps.avoided_pence[without_cost.given].sum()
    )


def test_numbers_that_only_just_fit_are_exact() -> None:
    """Costs are made larger until they are refused; the last that fit are proved and right."""
    for seed in range(40):
        small = random_problem(seed, children=7, homes=3)
        factors = 1 + np.random.default_rng(seed).integers(0, 50, 7)
        for digits in range(15, 0, -1):
            odd_pence = small.avoided_pence * 10**digits + factors[small.child]
            choices = replace(small, avoided_pence=odd_pence)
            try:
                matching = give_out_beds(choices)
            except MatchingError as refusal:
                assert "too many to give out beds exactly" in str(refusal)  # noqa: PT017
                continue
            assert reached(matching) == best_of_all_ways(choices)
            break
        else:
            pytest.fail("all were refused")


@pytest.mark.parametrize("seed", range(60))
def test_network_simplex_finds_the_same_worth(seed: int) -> None:
    """NetworkX is another code by other people, and works in whole numbers throughout."""
    choices = random_problem(seed, children=12, homes=5)
    matching = give_out_beds(choices)
    network = nx.DiGraph()
    for child in range(choices.children):
        network.add_edge("source", f"child {child}", capacity=1, weight=0)
        network.add_edge(f"child {child}", "sink", capacity=1, weight=0)
    for home, beds in enumerate(choices.beds.tolist()):
        network.add_edge(f"home {home}", "sink", capacity=beds, weight=0)
    for child, home, worth in zip(
        choices.child.tolist(), choices.home.tolist(), matching.worth.tolist(), strict=True
    ):
        network.add_edge(f"child {child}", f"home {home}", capacity=1, weight=-worth)
    network.add_node("source", demand=-choices.children)
    network.add_node("sink", demand=choices.children)
    assert -nx.min_cost_flow_cost(network) == matching.worth[matching.given].sum()


@pytest.mark.parametrize("seed", range(20))
def test_children_left_out_can_have_no_bed_and_the_others_keep_their_numbers(seed: int) -> None:
    choices = random_problem(seed, children=14, homes=4)
    keep = np.random.default_rng(seed).random(14) < 0.5
    matching = give_out_beds(restricted(choices, keep))
    assert (matching.home_of_child[~keep] == -1).all()
    gains = {
        (child, home): gain
        for child, by_home in enumerate(gains_of(choices))
        for home, gain in by_home.items()
        if keep[child]
    }
    alone = problem(choices.beds.tolist(), gains, children=14)
    assert reached(matching) == best_of_all_ways(alone)


def test_all_together_bring_at_least_as_many_inside_as_any_part_of_them() -> None:
    for seed in range(50):
        choices = random_problem(seed, children=20, homes=4)
        keep = np.random.default_rng(seed).random(20) < 0.5
        part, other = (give_out_beds(restricted(choices, who)) for who in (keep, ~keep))
        together = give_out_beds(choices).brought_inside
        assert max(part.brought_inside, other.brought_inside) <= together
        assert together <= part.brought_inside + other.brought_inside
