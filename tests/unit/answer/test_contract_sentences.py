"""How a contract's figures are told in words."""

import math

import pytest

from lib.answer.contract.sentences import in_a_hundred, more_children, pays_once, pounds


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0, "none of 100"), (0.0001, "fewer than 1 in 100"), (0.26, "26 in 100"),
        (0.9996, "more than 99 in 100"), (1, "100 in 100"),
    ],
)  # fmt: skip
def test_chances_are_told_out_of_a_hundred(chance: float, said: str) -> None:
    assert in_a_hundred(chance) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1_300_000, "£1.3 million"), (1_321_320, "£1.32 million"), (999_999, "£1 million"),
        (994_999, "£990,000"), (995_000, "£1 million"), (995_001, "£1 million"),
        (320_400, "£320,000"), (99_960, "£100,000"), (9_499, "£9,499"),
        (-320_000, "−£320,000"), (-1_000_000, "−£1 million"), (0, "£0"), (-0.4, "£0"),
    ],
)  # fmt: skip
def test_money_is_told_as_people_say_it(value: float, said: str) -> None:
    assert pounds(value) == said


AT_WORST = "at worst it loses even with every bed full"


@pytest.mark.parametrize(
    ("even", "said"),
    [
        ((0.8, 0.8, 0.8), "It pays once more than 80% of the beds are filled"),
        ((0.7, 0.8, 0.9), "It breaks even with about 80% of the beds filled (70% to 90%)"),
        ((0.0, 0.0, 0.0), "It pays however few of the beds are filled"),
        ((math.inf,) * 3, "It loses even with every bed full"),
        ((0.9, math.inf, math.inf), "More likely than not it loses even with every bed full"),
        ((0.7, 0.9, math.inf), f"At best it pays once 70% of the beds are filled; {AT_WORST}"),
        ((0.0, 0.0, math.inf), f"An empty bed costs nothing; {AT_WORST}"),
    ],
)  # fmt: skip
def test_a_break_even_is_told_as_what_must_be_filled(
    even: tuple[float, float, float], said: str
) -> None:
    assert pays_once(even) == said


@pytest.mark.parametrize(
    ("gained", "said"),
    [
        ((0.0, 0.2, 0.4), "no more children"),
        ((0.0, 0.6, 1.0), "at most 1 more child"),
        ((1.1, 1.2, 1.3), "about 1 more child"),
        ((16.3, 20.6, 22.0), "16 to 22 more children"),
        ((7.6, 8.0, 8.4), "about 8 more children"),
    ],
)
def test_how_many_more_live_inside_is_told_in_whole_children(
    gained: tuple[float, float, float], said: str
) -> None:
    assert more_children(gained) == said
