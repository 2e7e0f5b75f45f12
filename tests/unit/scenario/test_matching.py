"""The beds are given out exactly, with a proof, or not at all."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from lib.errors import MatchingError
from lib.scenario import matching as module
from lib.scenario.bed_choices import BedChoices, Whole
from lib.scenario.matching import give_out_beds
from lib.scenario.proof import prove_most_inside
from tests.fixtures.bed_problems import problem, random_problem


def best_by_integer_programmes(choices: BedChoices) -> tuple[int, int]:
    """Two integer programmes one after the other: most inside, then most tenths saved."""
    pairs = len(choices.child)
    each = np.arange(pairs)
    one_bed_a_child = csr_array(
        (np.ones(pairs), (choices.child, each)), shape=(choices.children, pairs)
    )
    beds_of_a_home = csr_array(
        (np.ones(pairs), (choices.home, each)), shape=(len(choices.beds), pairs)
    )
    limits = LinearConstraint(
        vstack([one_bed_a_child, beds_of_a_home]),
        ub=np.concatenate([np.ones(choices.children), choices.beds]),
    )

    def most(gain: Whole, *, also: list[LinearConstraint]) -> int:
        found = milp(
            -gain.astype(float),
            integrality=np.ones(pairs),
            bounds=Bounds(0, 1),
            constraints=[limits, *also],
            options={"mip_rel_gap": 0.0},
        )
        assert found.success
        return round(-found.fun)

    inside = most(choices.brings_inside, also=[])
    as_many = LinearConstraint(choices.brings_inside[None, :].astype(float), lb=inside)
    return inside, most(choices.tenths_saved, also=[as_many])


@pytest.mark.parametrize("seed", range(30))
def test_45_children_and_ten_homes_agree_with_integer_programming(seed: int) -> None:
    choices = random_problem(seed, children=45, homes=10, most_beds=5, share_of_pairs=0.4)
    matching = give_out_beds(choices)
    assert (
        matching.brought_inside,
        round(matching.miles_saved * 10),
    ) == best_by_integer_programmes(choices)


def test_the_bound_is_the_solution_in_two_hundred_random_cases() -> None:
    """The prices are added up here again, by nothing of the code that made them."""
    for seed in range(200):
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
    choices = problem([1], {(0, 0): (1, -9_000), (1, 0): (0, 9_000)}, children=2)
    assert give_out_beds(choices).home_of_child.tolist() == [0, -1]


def test_children_already_inside_have_beds_that_nobody_outside_needs() -> None:
    choices = problem([3], {(0, 0): (1, 5), (1, 0): (0, 50)}, children=3)
    matching = give_out_beds(choices)
    assert matching.home_of_child.tolist() == [0, 0, -1]
    assert (matching.beds_filled, matching.brought_inside, matching.miles_saved) == (2, 1, 5.5)


def test_without_children_or_choices_no_bed_is_given_out_and_that_is_proved() -> None:
    for children in (0, 4):
        matching = give_out_beds(problem([3, 4], {}, children=children))
        assert matching.beds_filled == 0
        assert matching.is_proved


def test_more_beds_than_anyone_could_fill_cost_no_memory() -> None:
    choices = problem([10**12], {(0, 0): (1, 5), (1, 0): (1, 7)}, children=2)
    assert give_out_beds(choices).brought_inside == 2
    assert prove_most_inside(choices).children_served == 2


def test_numbers_too_large_to_be_exact_are_refused_and_not_rounded() -> None:
    near = problem([1], {(0, 0): (1, 2**51), (1, 0): (1, 2**51 - 1)}, children=2)
    assert give_out_beds(replace(near, tenths_saved=near.tenths_saved // 8)).is_proved
    with pytest.raises(MatchingError, match="too many to give out beds exactly"):
        give_out_beds(near)


def test_a_way_that_is_not_the_best_gives_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    choices = problem(
        [1, 1], {(0, 0): (1, 9), (0, 1): (1, 8), (1, 0): (1, 9), (1, 1): (1, 1)}, children=2
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
