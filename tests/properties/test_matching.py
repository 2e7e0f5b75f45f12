"""The beds go where they do most: held against every way there is."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.scenario.bed_choices import BedChoices
from lib.scenario.matching import give_out_beds
from lib.scenario.proof import prove_most_inside
from tests.fixtures.bed_problems import best_of_all_ways, problem


@st.composite
def problems(draw: st.DrawFn, most: int = 6) -> BedChoices:
    """A few children and homes, any pairs, many ties."""
    children = draw(st.integers(0, most))
    homes = draw(st.integers(1, most))
    beds = draw(st.lists(st.integers(1, 3), min_size=homes, max_size=homes))
    saved = st.one_of(st.integers(-3, 3), st.integers(-5_000, 5_000))
    pence = st.one_of(st.integers(0, 3), st.integers(0, 1_500_000))
    gains = {}
    for child in range(children):
        is_outside = draw(st.booleans())
        cost = draw(pence)
        for home in draw(st.sets(st.integers(0, homes - 1))):
            tenths = draw(saved)
            if is_outside or tenths > 0:
                gains[child, home] = (int(is_outside), tenths, cost)
    return problem(beds, gains, children)


def achieved(choices: BedChoices) -> tuple[int, int, int]:
    matching = give_out_beds(choices)
    miles = round(matching.miles_saved * 10)
    return matching.brought_inside, miles, matching.avoided_pence_per_week


@settings(deadline=None, max_examples=300)
@given(problems(most=8))
def test_most_children_inside_then_most_miles_saved_then_most_cost_avoided(
    choices: BedChoices,
) -> None:
    assert achieved(choices) == best_of_all_ways(choices)


@settings(deadline=None, max_examples=300)
@given(problems())
def test_no_child_has_two_beds_and_no_home_gives_more_than_it_has(choices: BedChoices) -> None:
    matching = give_out_beds(choices)
    home_of_child = matching.home_of_child
    homes = home_of_child[home_of_child >= 0]
    assert (np.bincount(homes, minlength=len(choices.beds)) <= choices.beds).all()
    assert len(homes) == matching.beds_filled
    listed = set(zip(choices.child.tolist(), choices.home.tolist(), strict=True))
    given_out = {(child, home) for child, home in enumerate(home_of_child.tolist()) if home >= 0}
    assert given_out <= listed


@settings(deadline=None, max_examples=300)
@given(problems())
def test_the_reason_is_true_and_adds_up(choices: BedChoices) -> None:
    proof = prove_most_inside(choices)
    assert proof.brought_inside == best_of_all_ways(choices)[0]
    assert proof.brought_inside == proof.children_served + proof.beds_competed_for
    assert proof.children_competing >= proof.beds_competed_for
    qualify = len(np.unique(choices.child[choices.brings_inside == 1]))
    assert proof.children_competing + proof.children_served == qualify


@settings(deadline=None, max_examples=200)
@given(problems(), st.data())
def test_an_extra_bed_never_makes_things_worse(choices: BedChoices, data: st.DataObject) -> None:
    home = data.draw(st.integers(0, len(choices.beds) - 1))
    beds = choices.beds.copy()
    beds[home] += 1
    assert achieved(replace(choices, beds=beds)) >= achieved(choices)


@settings(deadline=None, max_examples=200)
@given(problems())
def test_a_bed_that_is_not_given_out_has_no_price(choices: BedChoices) -> None:
    matching = give_out_beds(choices)
    given_out = np.bincount(choices.home[matching.given], minlength=len(choices.beds))
    assert (matching.home_prices[given_out < choices.beds] == 0).all()
    assert matching.is_proved


@settings(deadline=None, max_examples=200)
@given(problems(), st.data())
def test_a_proof_of_a_worse_way_fails(choices: BedChoices, data: st.DataObject) -> None:
    matching = give_out_beds(choices)
    if not len(matching.given):
        return
    left_out = data.draw(st.integers(0, len(matching.given) - 1))
    worse = replace(matching, given=np.delete(matching.given, left_out))
    assert not worse.is_proved
