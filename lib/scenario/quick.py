"""The quick answer: one figure each, at once, before the range of many runs is there."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from lib.domain.contract import Contract
from lib.domain.nomination import Rule
from lib.domain.ranges import Range
from lib.scenario.bed_plan import BedPlan, bed_plan
from lib.scenario.costs import saving_at_pence
from lib.scenario.demand import Demand
from lib.scenario.draws import ranges_of
from lib.scenario.erlang import expected_occupancy
from lib.scenario.forecast import mean_cost_pence, usual_cost_pence


@dataclass(frozen=True, kw_only=True)
class Quick:
    """A full year in the long run: share of the beds that is filled, and the saving."""

    occupancy: float
    saving_pence: float


def quick(contract: Contract, demand: Demand, homes: pd.DataFrame) -> Quick:
    """
    Work a contract out with every uncertain figure at its mean, by Erlang's formula.

    Beds are taken for alike: where homes take different children, fewer are filled than
    this says, and the range of many runs is right.

    Raises
    ------
    ConfigurationError
        As `lib.scenario.forecast.forecast`.
    """
    plan = bed_plan(demand.starters, homes, contract=contract)
    occupancy = contract.use.occupancy
    if occupancy is None:
        occupancy = _occupancy(contract, demand, plan)
    at_means, cost = _at_means(contract, demand, plan)
    return Quick(
        occupancy=occupancy, saving_pence=float(saving_at_pence(at_means, cost, occupancy))
    )


def _at_means(contract: Contract, demand: Demand, plan: BedPlan) -> tuple[Contract, float]:
    """Put price and costs at their means: the price is agreed before costs change."""
    money = contract.money
    mean_cost = mean_cost_pence(contract, demand)
    price = money.price_pence_per_bed_week
    if price is None:
        discount = money.discount.mean if money.discount else 0.0
        price = Range.certain(mean_cost * (1 - discount))
    at_means = replace(
        contract,
        money=replace(money, discount=None, price_pence_per_bed_week=Range.certain(price.mean)),
    )
    changes = 0.0 if money.weekly_cost_pence else money.spot_change.mean
    usual_cost = usual_cost_pence(contract, demand, plan)
    cost = money.weekly_cost_pence.mean if money.weekly_cost_pence else usual_cost
    return at_means, cost * (1 + changes)


def _occupancy(contract: Contract, demand: Demand, plan: BedPlan) -> float:
    means = {name: law.mean for name, law in ranges_of(contract, demand).items() if law}
    starts_a_week = means["starts_a_year"] * means["offered_share"] / float(contract.money.weeks)
    filled = 0.0
    for share, beds in _pools(contract, demand, plan.suited_share):
        if share > 0 and beds > 0:
            filled += beds * float(
                expected_occupancy(
                    beds,
                    starts_a_week=np.array([starts_a_week * share]),
                    stay_weeks=np.array([means["stay_weeks"]]),
                    refill_gap_weeks=np.array([means["refill_gap_weeks"]]),
                )[0]
            )
    return filled / contract.beds


def _pools(contract: Contract, demand: Demand, suited_share: float) -> list[tuple[float, int]]:
    """Share of those who come, and beds: of the one pool, or of each authority's."""
    if contract.nomination.rule is not Rule.SHARES:
        return [(suited_share, contract.beds)]
    comes_from = demand.starters["authority_code"].value_counts(normalize=True)
    return [
        (suited_share * float(comes_from.get(code, 0.0)), beds)
        for code, beds in contract.nomination.beds(contract.beds).items()
    ]
