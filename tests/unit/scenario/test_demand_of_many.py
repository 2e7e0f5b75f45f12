"""What others than officers see hangs on no single child."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lib.scenario.demand import Demand
from lib.scenario.demand_of_many import demand_of_many


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


def shown(demand: Demand) -> pd.DataFrame:
    return demand_of_many(demand, smallest_shown_count=6).starters


@pytest.mark.parametrize("alone", [1, 2, 3, 4, 5])
def test_any_number_from_one_to_five_who_live_alone_looks_the_same(alone: int) -> None:
    assert shown(told(alone, others=70 - alone))["is_solo"].sum() == 3


@pytest.mark.parametrize("alone", [0, 6, 20])
def test_a_number_that_may_be_shown_stays(alone: int) -> None:
    assert shown(told(alone))["is_solo"].sum() == alone


@pytest.mark.parametrize("alone", [0, 3, 6, 20])
def test_the_mean_of_all_costs_stays_and_with_it_the_price(alone: int) -> None:
    demand = told(alone)
    protected = replace(demand, starters=shown(demand))
    assert protected.mean_cost_pence == pytest.approx(demand.mean_cost_pence)
    assert protected.costs_known == demand.costs_known


@pytest.mark.parametrize("alone", [0, 3, 6])
def test_no_starter_keeps_a_cost_of_its_own(alone: int) -> None:
    demand = told(alone)
    costs = shown(demand).groupby("is_solo")["weekly_cost_pence"]
    assert costs.nunique().eq(1).all()
    known = demand.starters["weekly_cost_pence"].dropna()
    assert not shown(demand)["weekly_cost_pence"].isin(known).any()


def test_where_few_live_alone_the_others_mean_is_rounded_so_that_theirs_is_not_told() -> None:
    demand = told(3)
    protected = shown(demand)
    mean = protected.loc[~protected["is_solo"], "weekly_cost_pence"].iloc[0]
    assert mean % 5_000 == 0
    true = demand.starters.loc[~demand.starters["is_solo"], "weekly_cost_pence"].mean()
    assert abs(mean - true) <= 2_500
