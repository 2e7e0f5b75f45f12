"""What others than officers see hangs on no single child."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.ranges import Range
from lib.scenario.demand import Demand, range_of_counts
from lib.scenario.demand_of_many import demand_of_many, rounded_sum_of_costs
from lib.scenario.stays import Stay

APART = 90_000
"""Pence a week: so far a child's cost is never told."""


def told(alone: int, *, others: int = 60, seed: int = 1) -> Demand:
    """So many starters who live alone, at a higher cost, and others; one cost is not known."""
    rng = np.random.default_rng(seed)
    costs = np.r_[rng.uniform(5e5, 9e5, alone), rng.uniform(2e5, 5e5, others)].round()
    costs[-1] = np.nan
    starters = pd.DataFrame(
        {
            "child_key": np.arange(alone + others),
            "weekly_cost_pence": costs,
            "is_solo": np.arange(alone + others) < alone,
        }
    )
    return Demand(
        starters=starters.sample(frac=1, random_state=seed).reset_index(drop=True),
        starts_by_year=pd.Series([alone + others]),
        starts_a_year=None,
        stay=None,
        children=alone + others,
        children_inside=1,
    )


def protected(demand: Demand) -> Demand:
    return demand_of_many(demand, smallest_shown_count=6)


def shown(demand: Demand) -> pd.DataFrame:
    return protected(demand).starters


def usual_cost(demand: Demand) -> float:
    mean = demand.mean_cost_pence
    assert mean is not None
    return mean


@pytest.mark.parametrize("few", [1, 2, 3, 4, 5])
def test_any_number_from_one_to_five_who_live_alone_looks_the_same(few: int) -> None:
    # as many as may be hidden: were they fewer, beds would look fuller
    assert shown(told(few, others=70 - few))["is_solo"].sum() == 5
    assert (~shown(told(70 - few, others=few))["is_solo"]).sum() == 3


@pytest.mark.parametrize("alone", [0, 6, 20])
def test_a_number_that_may_be_shown_stays(alone: int) -> None:
    assert shown(told(alone))["is_solo"].sum() == alone


def test_where_in_the_returns_those_who_live_alone_stand_is_not_told() -> None:
    demand = told(4)
    for seed in range(5):
        mixed = demand.starters.sample(frac=1, random_state=seed).reset_index(drop=True)
        found = shown(replace(demand, starters=mixed))[["is_solo", "weekly_cost_pence"]]
        pd.testing.assert_frame_equal(found, shown(demand)[["is_solo", "weekly_cost_pence"]])


@pytest.mark.parametrize("alone", [0, 3, 6, 20])
def test_the_mean_of_all_costs_stays_within_what_rounding_takes(alone: int) -> None:
    demand = told(alone)
    mean = usual_cost(demand)
    assert protected(demand).mean_cost_pence == pytest.approx(mean, rel=0.01)
    assert protected(demand).costs_known == demand.costs_known


@pytest.mark.parametrize("alone", [0, 3, 6, 20])
def test_no_starter_keeps_a_cost_of_its_own(alone: int) -> None:
    demand = told(alone)
    costs = shown(demand).groupby("is_solo")["weekly_cost_pence"]
    # two costs about one mean, and that mean where their number is odd
    assert costs.nunique().le(3).all()
    known = demand.starters["weekly_cost_pence"].dropna()
    assert not shown(demand)["weekly_cost_pence"].isin(known).any()


@pytest.mark.parametrize("alone", [3, 6, 20])
def test_those_who_live_alone_still_cost_more_and_the_others_what_they_cost(alone: int) -> None:
    demand = told(alone)
    costs = shown(demand).groupby("is_solo")["weekly_cost_pence"].mean()
    others = demand.starters.loc[~demand.starters["is_solo"], "weekly_cost_pence"].mean()
    assert costs[False] == pytest.approx(others, rel=0.01)
    assert costs[True] > 1.2 * costs[False]


def spread(costs: pd.Series) -> float:
    """Coefficient of variation."""
    return float(costs.std(ddof=0) / costs.mean())


@pytest.mark.parametrize(("alone", "others"), [(0, 60), (8, 61), (20, 100)])
def test_costs_lie_as_far_above_their_mean_as_below_so_that_luck_with_them_counts(
    alone: int, others: int
) -> None:
    demand = told(alone, others=others)
    for _, costs in shown(demand).groupby("is_solo")["weekly_cost_pence"]:
        known = costs.dropna()
        assert known.mean() == pytest.approx((known.min() + known.max()) / 2)
        assert known.mean() % 100 == pytest.approx(0, abs=1e-6)
        assert (known > known.mean() + 1).sum() == (known < known.mean() - 1).sum()
        assert len(known) - 1 <= (abs(known - known.mean()) > 1).sum() <= len(known)
        assert 0.2 < spread(known) < 0.4
        assert known.min() > 0


@settings(deadline=None)
@given(
    alone=st.integers(0, 12),
    others=st.integers(7, 150),
    child=st.integers(0, 5),
    pounds=st.integers(0, 100_000),
)
def test_no_fee_however_far_from_others_moves_the_spread(
    alone: int, others: int, child: int, pounds: int
) -> None:
    demand = told(alone, others=others)
    apart = dearer(demand, child, 100 * pounds)
    for world in (demand, apart):
        # whatever the fees are, their mean and how many they are say all that is seen of them
        for _, costs in shown(world).groupby("is_solo")["weekly_cost_pence"]:
            known, mean = costs.dropna().to_numpy(), costs.mean()
            usual = shown(told(alone, others=others, seed=7))
            as_usual = usual.loc[costs.index, "weekly_cost_pence"].dropna()
            if mean > 0:
                assert known / mean == pytest.approx(as_usual / as_usual.mean())


def dearer(demand: Demand, child: int, pence: float) -> Demand:
    starters = demand.starters.copy()
    starters.loc[starters["child_key"] == child, "weekly_cost_pence"] += pence
    return replace(demand, starters=starters)


@settings(deadline=None)
@given(
    alone=st.integers(1, 12),
    others=st.integers(7, 150),
    often=st.integers(1, 3),
    seed=st.integers(0, 99),
)
def test_the_cost_of_a_child_who_lives_alone_is_not_told_to_nine_hundred_pounds(
    alone: int, others: int, often: int, seed: int
) -> None:
    demand = told(alone, others=others, seed=seed)
    again = demand.starters[demand.starters["child_key"] == 0]
    starters = pd.concat([demand.starters, *[again] * (often - 1)], ignore_index=True)
    demand = replace(demand, starters=starters)
    # somebody who knows every other child's cost sees the same, were it that much more or less
    seen = [shown(dearer(demand, 0, change)) for change in (-APART, 0, APART)]
    assert seen[0].equals(seen[1]) or seen[1].equals(seen[2])


@settings(deadline=None)
@given(alone=st.integers(0, 12), others=st.integers(8, 150), seed=st.integers(0, 99))
def test_nor_is_the_cost_of_a_child_who_does_not_live_alone(
    alone: int, others: int, seed: int
) -> None:
    demand = told(alone, others=others, seed=seed)
    seen = [shown(dearer(demand, alone, change)) for change in (-APART, 0, APART)]
    assert seen[0].equals(seen[1]) or seen[1].equals(seen[2])


@settings(deadline=None)
@given(children=st.integers(7, 150), seed=st.integers(0, 99))
def test_two_means_of_all_and_of_all_but_one_do_not_give_that_ones_cost(
    children: int, seed: int
) -> None:
    every = told(0, others=children, seed=seed)
    without = replace(every, starters=every.starters[every.starters["child_key"] != 0])
    worlds = [
        (shown(dearer(every, 0, change)), protected(without).mean_cost_pence)
        for change in (-APART, 0, APART)
    ]
    assert worlds[0][0].equals(worlds[1][0]) or worlds[1][0].equals(worlds[2][0])
    assert len({mean for _, mean in worlds}) == 1


@pytest.mark.parametrize("alone", [1, 8])
def test_the_one_known_cost_of_those_who_live_alone_is_no_ones_cost(alone: int) -> None:
    demand = told(alone)
    hidden = demand.starters["is_solo"] & (demand.starters["child_key"] > 0)
    starters = demand.starters.assign(
        weekly_cost_pence=demand.starters["weekly_cost_pence"].mask(hidden)
    )
    demand = replace(demand, starters=starters)
    seen = [shown(dearer(demand, 0, change)) for change in (-APART, 0, APART)]
    assert seen[0].equals(seen[1]) or seen[1].equals(seen[2])


def test_where_both_who_live_alone_and_others_are_few_one_mean_stands_for_all() -> None:
    few = told(4, others=5)
    costs = shown(few).groupby("is_solo")["weekly_cost_pence"]
    middle = (costs.min() + costs.max()) / 2
    assert middle[True] == pytest.approx(middle[False])
    assert protected(few).mean_cost_pence == pytest.approx(usual_cost(few), rel=0.05)


def test_costs_of_nothing_and_of_nobody_stay_what_they_are() -> None:
    demand = told(2)
    for cost in (0.0, np.nan):
        none = replace(demand, starters=demand.starters.assign(weekly_cost_pence=cost))
        assert protected(none).mean_cost_pence == (0.0 if cost == 0 else None)


@pytest.mark.parametrize("few", [1, 2, 4, 5])
def test_a_year_in_which_few_started_looks_like_any_other(few: int) -> None:
    def of(number: int) -> Demand:
        counts = pd.Series([14, number, 20])
        starts = range_of_counts(counts.tolist())
        return protected(replace(told(0), starts_by_year=counts, starts_a_year=starts))

    assert of(few).starts_a_year == of(3).starts_a_year
    assert of(few).starts_by_year.equals(of(3).starts_by_year)
    for may_be_shown in (0, 6):
        assert of(may_be_shown).starts_by_year.tolist() == [14, may_be_shown, 20]


@settings(deadline=None)
@given(st.lists(st.integers(50_000, 1_500_000), min_size=6, max_size=60))
def test_a_sum_of_costs_does_not_tell_what_one_child_adds(costs: list[int]) -> None:
    told_of = [rounded_sum_of_costs(sum(costs) + change) for change in (-APART, 0, APART)]
    assert told_of[1] in (told_of[0], told_of[2])
    assert told_of[1] == pytest.approx(sum(costs), abs=100_000)


@settings(deadline=None)
@given(st.floats(4, 200), st.integers(20, 900))
def test_the_mean_stay_does_not_tell_how_long_one_child_stayed(weeks: float, ended: int) -> None:
    def of(mean: float) -> Stay:
        stay = Stay(
            mean_weeks=Range(mean * 0.9, mean, mean * 1.1),
            shape=0.87654, middle_weeks=None, placements=ended, ended=ended,
        )  # fmt: skip
        found = protected(replace(told(0), stay=stay)).stay
        assert found is not None
        return found

    found = of(weeks)
    assert found.mean_weeks.likely == pytest.approx(weeks, abs=25 / ended)
    assert found.shape == 0.88
    # had one child stayed nine weeks longer, or shorter, the mean had moved so far
    moved = [of(weeks + change / ended).mean_weeks.likely for change in (-9, 9)]
    assert found.mean_weeks.likely in moved
