"""A full year's saving as the beds are given out on the as-at date: no forecast."""

from dataclasses import dataclass

import pandas as pd

from lib.answer.contract.behind import Behind, fewest
from lib.answer.contract.rounding import Rounding
from lib.domain.contract import Contract
from lib.scenario.beds_given_out import BedsGivenOut
from lib.scenario.costs import price_pence
from lib.units import PENCE_PER_POUND


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """The saving in pounds, and how many children it comes from."""

    saving_pounds: float
    behind: int


def snapshot(
    contract: Contract,
    plan: BedsGivenOut,
    measured: pd.DataFrame,
    *,
    mean_cost_pence: float,
    of: Behind,
    rounding: Rounding,
) -> Snapshot:
    """
    Give what every child in a bed costs elsewhere, all year, less what is paid for all beds.

    Parameters
    ----------
    of
        Children behind the mean cost, from which the price follows.

    Notes
    -----
    A cost that is not known is taken for the mean, as in the forecast. What the children
    cost is rounded before the fee comes off: the reader sets the fee, and could otherwise
    move the sum over the edge of the rounding, penny by penny, until it is known. It is
    rounded so coarsely that the sums of two contracts do not tell what one child costs.
    """
    money = contract.money
    has_bed = plan.matching.home_of_child >= 0
    costs = measured["weekly_cost_pence"].reset_index(drop=True)[plan.rows[has_bed]]
    weeks = float(money.weeks) / PENCE_PER_POUND
    if money.weekly_cost_pence is not None:
        elsewhere, of_costs = plan.beds_filled * money.weekly_cost_pence.likely * weeks, 0
    else:
        known = costs.astype("float64").fillna(mean_cost_pence)
        of_all = rounding.sum_of_costs(float(known.sum()))
        elsewhere, of_costs = of_all * weeks, int(costs.count())
    share = max(money.paid_for_empty_share, plan.beds_filled / contract.beds)
    fee = float(price_pence(money, mean_cost_pence)) * share * contract.beds * weeks
    management = money.management_pence_per_year / PENCE_PER_POUND
    return Snapshot(
        saving_pounds=rounding.pounds(elsewhere - fee - management),
        behind=fewest(plan.beds_filled, of_costs, of.costs),
    )
