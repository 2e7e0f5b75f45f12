"""What the block costs, and what its children would have cost elsewhere."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from lib.domain.contract import MONTHS_A_YEAR, Contract
from lib.domain.terms import Money
from lib.scenario.full_year import FullYear
from lib.scenario.occupancy import Simulated

Real = npt.NDArray[np.float64]

_NOTHING: Final = Fraction(0)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class MoneyByMonth:
    """
    Pence, runs by months.

    Parameters
    ----------
    elsewhere
        What the children in block beds would have cost elsewhere.
    block
        What is paid for the beds, empty ones that are paid for among them.
    empty
        The part of ``block`` that is for beds nobody slept in.
    running
        Management, and setting up in the first month.
    price
        Of a bed-week.
    usual_elsewhere
        What a bed-week of a child whom a home takes would have cost elsewhere, on average.
    """

    elsewhere: Real
    block: Real
    empty: Real
    running: Real
    price: Real
    usual_elsewhere: Real

    @property
    def saving(self) -> Real:
        """Below zero: a loss."""
        return self.elsewhere - self.block - self.running


def exact(value: float) -> Fraction:
    """Take a decimal for what it says: 0.2 is one fifth."""
    return Fraction(str(value))


def price_pence(money: Money, mean_cost_pence: float) -> Fraction:
    """Give the most likely price of a bed a week: set, or the mean cost less the discount."""
    if money.price_pence_per_bed_week is not None:
        return exact(money.price_pence_per_bed_week.likely)
    discount = exact(money.discount.likely) if money.discount else _NOTHING
    return exact(mean_cost_pence) * (1 - discount)


def full_occupancy_saving_pence(contract: Contract, mean_cost_pence: float) -> Fraction:
    """
    Give a full year's saving with every bed full all year: the claim's own arithmetic.

    Weeks x beds x (mean weekly cost - price), less a year's management; exactly, without
    rounding. Setting up is paid once and is no part of it.
    """
    money = contract.money
    a_week = exact(mean_cost_pence) - price_pence(money, mean_cost_pence)
    saving = Fraction(money.weeks) * contract.beds * a_week
    return saving - money.management_pence_per_year


def saving_at_pence(contract: Contract, mean_cost_pence: float, occupancy: float) -> Fraction:
    """Give a full year's saving at a share of beds that is filled, exactly."""
    money = contract.money
    filled = exact(occupancy)
    paid = max(filled, exact(money.paid_for_empty_share))
    a_week = exact(mean_cost_pence) * filled - price_pence(money, mean_cost_pence) * paid
    saving = Fraction(money.weeks) * contract.beds * a_week
    return saving - money.management_pence_per_year


def break_even_occupancy(contract: Contract, mean_cost_pence: float) -> float | None:
    """
    Give the share of beds that must be filled for the block to cost no more than it saves.

    Returns
    -------
    float or None
        0 where it pays in any case, None where it would not pay with every bed full.
    """
    return occupancy_for_saving(contract, mean_cost_pence, 0)


def occupancy_for_saving(
    contract: Contract, mean_cost_pence: float, wanted_pence: int
) -> float | None:
    """
    Give the share of beds that must be filled to save so much, or more, in a full year.

    Returns
    -------
    float or None
        0 where it is saved in any case, None where it would not be with every bed full.
    """
    money = contract.money
    cost, price = exact(mean_cost_pence), price_pence(money, mean_cost_pence)
    if cost == 0 or cost < price:
        # every bed that is filled loses, and a guaranteed part never earns what it costs
        return None
    wanted = Fraction(wanted_pence + money.management_pence_per_year) / (
        Fraction(money.weeks) * contract.beds
    )
    guaranteed = exact(money.paid_for_empty_share)
    # while the guaranteed part is not filled, what is paid stays the same
    below = (wanted + price * guaranteed) / cost
    if below <= guaranteed:
        return float(below)
    if cost == price:
        return None
    above = wanted / (cost - price)
    return float(above) if above <= 1 else None


def money_by_month(
    simulated: Simulated, contract: Contract, mean_cost_pence: float, *, usual_pence: float
) -> MoneyByMonth:
    """
    Price what happened in each run.

    Parameters
    ----------
    mean_cost_pence
        On which a discount is agreed.
    usual_pence
        Mean weekly cost of those whom a home takes.

    Notes
    -----
    What is guaranteed is settled month by month: the larger of the beds used and of the
    guaranteed part of those open. The block price is agreed on the costs that the returns
    hold; what placements elsewhere cost may change after.
    """
    money, values = contract.money, simulated.draws.drawn
    drawn = values["price"][:, None]
    weekly = values["weekly_cost"][:, None]
    mean = np.where(np.isnan(weekly), mean_cost_pence, weekly)
    price = drawn if money.discount is None else mean * (1 - drawn)
    year = np.arange(simulated.used_weeks.shape[1]) // MONTHS_A_YEAR
    of_own = np.where(
        np.isnan(weekly), simulated.cost_pence, simulated.used_weeks * np.nan_to_num(weekly)
    )
    dearer = (1 + values["spot_change"][:, None]) * (1 + money.spot_inflation) ** year
    paid_weeks = np.maximum(simulated.used_weeks, money.paid_for_empty_share * simulated.open_weeks)
    price = price * (1 + money.block_inflation) ** year
    running = np.full(simulated.used_weeks.shape, money.management_pence_per_year / MONTHS_A_YEAR)
    running[:, 0] += money.transition_pence
    return MoneyByMonth(
        elsewhere=of_own * dearer,
        block=price * paid_weeks,
        empty=price * (paid_weeks - simulated.used_weeks),
        running=running,
        price=price,
        usual_elsewhere=np.where(np.isnan(weekly), usual_pence, weekly) * dearer,
    )


def full_year(
    money: MoneyByMonth, simulated: Simulated, contract: Contract, months: slice
) -> FullYear:
    """
    Give what the beds of a year cost and would have saved, by run.

    Where nobody had a bed, a child of the usual cost stands for those who might have.
    """
    used = simulated.used_weeks[:, months]
    was_used = used.sum(axis=1)
    return FullYear(
        elsewhere_pence=np.divide(
            money.elsewhere[:, months].sum(axis=1),
            was_used,
            out=money.usual_elsewhere[:, months].mean(axis=1),
            where=was_used > 0,
        ),
        price_pence=money.price[:, months],
        used_weeks=used,
        open_weeks=simulated.open_weeks[:, months],
        running_pence=money.running[:, months].sum(axis=1),
        paid_for_empty_share=contract.money.paid_for_empty_share,
    )
