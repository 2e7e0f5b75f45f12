"""A contract's forecast: how full, how much it saves, how many children it keeps inside."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.domain.contract import Contract
from lib.domain.ranges import Range
from lib.domain.terms import FillsFirst
from lib.errors import ConfigurationError
from lib.scenario.bed_plan import BedPlan, bed_plan
from lib.scenario.clock import Clock
from lib.scenario.costs import MoneyByMonth, full_year, money_by_month
from lib.scenario.demand import Demand
from lib.scenario.draws import ranges_of
from lib.scenario.full_year import FullYear
from lib.scenario.occupancy import RUNS, Simulated, at_fixed_occupancy, simulate

Real = npt.NDArray[np.float64]

TENTHS: Final = (10, 50, 90)
MODEL: Final = "2026-11-26.2"
"""When the figures last moved for the same contract, returns and seed; a test holds both."""

_CHANCE_RUNS: Final = 2_000
_A_PENNY: Final = 1.0

_FILL_THE_BEDS: Final = frozenset(
    {"starts_a_year", "offered_share", "stay_weeks", "refill_gap_weeks"}
)
"""Figures that move nothing where a contract sets how full its beds are."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Forecast:
    """
    Every run's figures.

    Parameters
    ----------
    occupancy, saving_pence, empty_pence
        float64 by run: of the full year.
    children_inside
        float64, runs by months: of today's number of children in residential placements,
        those inside the footprint: today's, and those in block beds who would otherwise
        live outside.
    terms
        Prices and beds of the full year.
    """

    contract: Contract
    demand: Demand
    mean_cost_pence: float
    simulated: Simulated
    money: MoneyByMonth
    occupancy: Real
    saving_pence: Real
    empty_pence: Real
    children_inside: Real
    terms: FullYear
    seed: int

    @property
    def children_inside_full_year(self) -> Real:
        """By run: the mean over the full year."""
        mean: Real = self.children_inside[:, self.contract.full_year].mean(axis=1)
        return mean

    @property
    def chance_of_loss(self) -> float:
        """Share of the runs in which the full year costs more than it saves."""
        return float((self.saving_pence < 0).mean())

    @property
    def chance_of_target(self) -> float:
        """Share of the runs in which the full year saves what was promised, or more."""
        return float((self.saving_pence >= self.contract.money.target_pence_per_year).mean())

    @property
    def chance_of_target_with_all_filled(self) -> float:
        """Share of the runs in which it would, had every open bed been filled all year."""
        saving = self.terms.saving_with_all_filled_pence
        return float((saving >= self.contract.money.target_pence_per_year).mean())


def forecast(
    contract: Contract,
    demand: Demand,
    homes: pd.DataFrame,
    *,
    seed: int,
    runs: int = RUNS,
    progress: Callable[[float], object] | None = None,
) -> Forecast:
    """
    Forecast a contract.

    Parameters
    ----------
    homes
        As `lib.scenario.homes.locate_homes` gives them.

    Raises
    ------
    ConfigurationError
        If neither contract nor returns tell what a placement costs, how many begin, or
        how long they last.
    """
    mean_cost = mean_cost_pence(contract, demand)
    ranges = ranges_of(contract, demand)
    plan = bed_plan(demand.starters, homes, contract=contract)
    simulated, money = _run(contract, demand, plan, ranges, seed, runs, progress)
    year = contract.full_year
    open_weeks = simulated.open_weeks[:, year].sum(axis=1)
    return Forecast(
        contract=contract,
        demand=demand,
        mean_cost_pence=mean_cost,
        simulated=simulated,
        money=money,
        occupancy=_share(simulated.used_weeks[:, year].sum(axis=1), open_weeks),
        saving_pence=money.saving[:, year].sum(axis=1),
        empty_pence=money.empty[:, year].sum(axis=1),
        children_inside=_inside(simulated, demand),
        terms=full_year(money, simulated, contract, year),
        seed=seed,
    )


def mean_cost_pence(contract: Contract, demand: Demand) -> float:
    """
    Give the mean weekly cost of the placements that began: on it a discount is agreed.

    Raises
    ------
    ConfigurationError
        If neither the contract nor the returns hold any.
    """
    if contract.money.weekly_cost_pence is not None:
        return contract.money.weekly_cost_pence.likely
    mean = demand.mean_cost_pence
    if mean is None:
        message = (
            "No weekly cost is known: load costs.csv beside the returns, or set `weekly_cost`."
        )
        raise ConfigurationError(message)
    return mean


def usual_cost_pence(contract: Contract, demand: Demand, plan: BedPlan) -> float:
    """
    Give the mean weekly cost of the placements that block beds would take the place of.

    Of a child whom no home of the contract takes, nothing is avoided.

    Raises
    ------
    ConfigurationError
        As `mean_cost_pence`.
    """
    mean = mean_cost_pence(contract, demand)
    if contract.money.weekly_cost_pence is not None:
        return mean
    can_come = demand.starters.loc[plan.is_suited, "weekly_cost_pence"].dropna()
    return float(can_come.mean()) if len(can_come) else mean


def quantiles(values: Real) -> dict[str, float]:
    """Give the lowest tenth, the middle and the highest tenth; infinite values are the highest."""
    found = (
        np.percentile(values, TENTHS)
        if np.isfinite(values).all()
        # between a value and infinity there is no middle
        else np.percentile(values, TENTHS, method="inverted_cdf")
    )
    return {f"p{tenth}": float(value) for tenth, value in zip(TENTHS, found, strict=True)}


def by_month(values: Real) -> pd.DataFrame:
    """Give the same month by month: index month from 0, columns ``p10, p50, p90``."""
    return pd.DataFrame(
        np.percentile(values, TENTHS, axis=0).T, columns=[f"p{tenth}" for tenth in TENTHS]
    )


def swings(forecast: Forecast) -> pd.DataFrame:
    """
    Rank what moves the full year's saving most.

    Returns
    -------
    DataFrame
        Index name of the figure (`lib.scenario.draws.NAMES`), the widest swing first;
        ``low_pence`` and ``high_pence``: the mean saving where the figure lies in its lowest
        and in its highest tenth; ``low`` and ``high``: the mean of the figure itself there.
        Figures that are certain are left out, and those that do not move the saving.
    """
    idle = {"local_anyway_share"}
    if forecast.contract.use.occupancy is not None:
        idle |= _FILL_THE_BEDS
    rows = {}
    for name, values in forecast.simulated.draws.drawn.items():
        law = forecast.simulated.draws.ranges[name]
        if law is None or law.is_certain or name in idle:
            continue
        lowest, highest = np.percentile(values, (10, 90))
        is_low, is_high = values <= lowest, values >= highest
        rows[name] = {
            "low": values[is_low].mean(),
            "high": values[is_high].mean(),
            "low_pence": forecast.saving_pence[is_low].mean(),
            "high_pence": forecast.saving_pence[is_high].mean(),
        }
    table = pd.DataFrame.from_dict(
        rows, orient="index", columns=["low", "high", "low_pence", "high_pence"], dtype="float64"
    )
    apart = (table["high_pence"] - table["low_pence"]).abs()
    widest_first = apart[apart > _A_PENNY].sort_values(ascending=False)
    return table.loc[widest_first.index]


def chance_alone(forecast: Forecast, homes: pd.DataFrame) -> dict[str, float]:
    """Give the range of the full year's saving with every figure at its mean: luck alone."""
    certain = {
        name: None if law is None else Range.certain(law.mean)
        for name, law in forecast.simulated.draws.ranges.items()
    }
    plan = bed_plan(forecast.demand.starters, homes, contract=forecast.contract)
    _, money = _run(
        forecast.contract, forecast.demand, plan, certain,
        forecast.seed, min(_CHANCE_RUNS, len(forecast.saving_pence)), None,
    )  # fmt: skip
    return quantiles(money.saving[:, forecast.contract.full_year].sum(axis=1))


def order_of_filling(
    contract: Contract, demand: Demand, homes: pd.DataFrame, *, seed: int, runs: int
) -> pd.DataFrame | None:
    """
    Compare filling the nearest bed first with filling the least flexible one first.

    Returns
    -------
    DataFrame or None
        Index `FillsFirst`; ``occupancy``, ``saving_pence`` (means of the full year) and
        ``miles`` (mean distance of the children placed, NaN where none is known). None where
        every bed suits the same children, so that the order changes no count.
    """
    if contract.use.occupancy is not None:
        return None
    ranges = ranges_of(contract, demand)
    year = contract.full_year
    rows = {}
    for rule in FillsFirst:
        plan = bed_plan(demand.starters, homes, contract=contract, fills_first=rule)
        if plan.are_beds_alike:
            return None
        simulated, money = _run(contract, demand, plan, ranges, seed, runs, None)
        used, is_open = simulated.used_weeks[:, year], simulated.open_weeks[:, year]
        miles = simulated.miles[~np.isnan(simulated.miles)]
        rows[str(rule)] = {
            "occupancy": float(_share(used.sum(keepdims=True), is_open.sum(keepdims=True)).item()),
            "saving_pence": money.saving[:, year].sum(axis=1).mean(),
            "miles": float(miles.mean()) if len(miles) else math.nan,
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def _run(
    contract: Contract,
    demand: Demand,
    plan: BedPlan,
    ranges: Mapping[str, Range | None],
    seed: int,
    runs: int,
    progress: Callable[[float], object] | None,
) -> tuple[Simulated, MoneyByMonth]:
    mean_cost = mean_cost_pence(contract, demand)
    usual_cost = usual_cost_pence(contract, demand, plan)
    clock = Clock(months=contract.months, weeks_a_year=float(contract.money.weeks))
    if contract.use.occupancy is not None:
        simulated = at_fixed_occupancy(
            plan,
            contract.use.occupancy,
            usual_cost,
            ranges=ranges,
            clock=clock,
            seed=seed,
            runs=runs,
        )
    elif not len(demand.starters):
        message = "No placement of the contract's ages began, so nobody could have a block bed."
        raise ConfigurationError(message)
    else:
        costs = demand.starters["weekly_cost_pence"].fillna(usual_cost)
        simulated = simulate(
            plan,
            costs.to_numpy(dtype=np.float64),
            ranges=ranges,
            stay_shape=demand.stay.shape if demand.stay else 1.0,
            clock=clock,
            seed=seed,
            runs=runs,
            progress=progress,
        )
    return simulated, money_by_month(simulated, contract, mean_cost, usual_pence=usual_cost)


def _inside(simulated: Simulated, demand: Demand) -> Real:
    in_block = simulated.used_weeks / simulated.weeks_a_month
    gained = in_block * (1 - simulated.draws.drawn["local_anyway_share"])[:, None]
    inside: Real = np.minimum(demand.children_inside + gained, demand.children)
    return inside


def _share(part: Real, whole: Real) -> Real:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
