"""The figures of a contract's forecast as tables, not yet released."""

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.disclosure.release import Unreleased
from lib.disclosure.released import Audience
from lib.domain.contract import MONTHS_A_YEAR
from lib.domain.settings import SETTINGS
from lib.scenario.beds_given_out import BedsGivenOut
from lib.scenario.claim import Assumption, occupancy_needed
from lib.scenario.costs import (
    break_even_occupancy,
    full_occupancy_saving_pence,
    price_pence,
)
from lib.scenario.forecast import Forecast, by_month, quantiles, swings
from lib.units import PENCE_PER_POUND as PENCE

Real = npt.NDArray[np.float64]
Figures = TypeVar("Figures", float, pd.Series, pd.DataFrame)

BEHIND: Final = "behind"
"""How many children a figure comes from. Hidden when small, and the figure with it."""

QUANTILES: Final = ("p10", "p50", "p90")

_SHARED_POUNDS: Final = -4
"""Decimals: savings are rounded to 10,000 pounds for others than officers."""


class Rounding:
    """How finely an audience sees a forecast."""

    def __init__(self, audience: Audience) -> None:
        self._is_fine = audience is Audience.OFFICERS

    def pounds(self, values: Figures) -> Figures:
        """Whole pence for officers, 10,000 pounds for others."""
        return _rounded(values, 2 if self._is_fine else _SHARED_POUNDS)

    def share(self, values: Figures) -> Figures:
        """A tenth of a per cent for officers, whole per cents for others."""
        return _rounded(values, 3 if self._is_fine else 2)

    def children(self, values: Figures) -> Figures:
        """A tenth for officers, whole children for others."""
        return _rounded(values, 1 if self._is_fine else 0)


def _rounded(values: Figures, decimals: int) -> Figures:
    if isinstance(values, float | int):
        return float(np.round(values, decimals))
    return values.round(decimals)


def figures(
    forecast: Forecast, luck: Mapping[str, float], children_inside_today: int, rounding: Rounding
) -> Unreleased:
    """Give the full year's range of each figure, and the whole term's saving."""
    gained = forecast.children_inside_full_year - forecast.demand.children_inside
    of_costs, of_starts = forecast.demand.costs_known, len(forecast.demand.starters)
    if forecast.contract.money.weekly_cost_pence is not None:
        of_costs = of_starts
    rows: dict[str, tuple[Mapping[str, float], Callable[[float], float], int]] = {
        "occupancy": (quantiles(forecast.occupancy), rounding.share, of_starts),
        "saving_pounds": (
            quantiles(forecast.saving_pence / PENCE), rounding.pounds, of_costs,
        ),
        "empty_pounds": (quantiles(forecast.empty_pence / PENCE), rounding.pounds, of_costs),
        "term_saving_pounds": (
            quantiles(forecast.money.saving.sum(axis=1) / PENCE), rounding.pounds, of_costs,
        ),
        "luck_saving_pounds": (
            {key: value / PENCE for key, value in luck.items()}, rounding.pounds, of_costs,
        ),
        "children_inside": (
            quantiles(forecast.children_inside_full_year), rounding.children,
            children_inside_today,
        ),
        "children_gained": (quantiles(gained), rounding.children, of_starts),
    }  # fmt: skip
    table = pd.DataFrame.from_dict(
        {
            name: {key: float(rounded(value)) for key, value in found.items()}
            for name, (found, rounded, _) in rows.items()
        },
        orient="index",
    )
    table[BEHIND] = pd.Series({name: number for name, (*_, number) in rows.items()}, dtype="Int64")
    return Unreleased(
        name="figures",
        table=table,
        counts=(BEHIND,),
        made_from=dict.fromkeys(QUANTILES, (BEHIND,)),
    )


def single(
    forecast: Forecast, snapshot_saving_pence: float, beds_filled: int, rounding: Rounding
) -> Unreleased:
    """Give the figures that have no range."""
    contract, mean = forecast.contract, forecast.mean_cost_pence
    of_costs, of_starts = forecast.demand.costs_known, len(forecast.demand.starters)
    is_set = contract.money.weekly_cost_pence is not None
    of_costs = of_starts if is_set else of_costs
    full = float(full_occupancy_saving_pence(contract, mean) / PENCE)
    demand = forecast.demand
    starts, stay = demand.starts_a_year, demand.stay
    paths = by_month(forecast.money.saving)["p50"]
    totals = by_month(forecast.money.saving.cumsum(axis=1))["p50"]
    chances = 2  # whole in a hundred
    rows: dict[str, tuple[float | None, int]] = {
        # what the reader set is no secret: the claim's own arithmetic is exact
        "full_occupancy_saving_pounds": (full if is_set else rounding.pounds(full), of_costs),
        "break_even_occupancy": (break_even_occupancy(contract, mean), of_costs),
        "occupancy_needed": (occupancy_needed(contract, mean), of_costs),
        "chance_of_loss": (round(forecast.chance_of_loss, chances), of_costs),
        "chance_of_target": (round(forecast.chance_of_target, chances), of_costs),
        "mean_weekly_cost_pounds": (mean / PENCE if is_set else round(mean / PENCE), of_costs),
        "price_pounds": (float(round(price_pence(contract.money, mean) / PENCE, 2)), of_costs),
        "pays_from_month": (_from_then_on(paths), of_costs),
        "paid_back_month": (_from_then_on(totals), of_costs),
        "local_anyway_share": (
            rounding.share(float(forecast.simulated.draws.drawn["local_anyway_share"].mean())),
            demand.children_inside,
        ),
        "starts_a_year": (None if starts is None else round(starts.likely), of_starts),
        "stay_weeks": (None if stay is None else round(stay.mean_weeks.likely), of_starts),
        "snapshot_saving_pounds": (
            rounding.pounds(snapshot_saving_pence / PENCE), beds_filled,
        ),
    }  # fmt: skip
    table = pd.DataFrame.from_dict(
        {name: {"value": value} for name, (value, _) in rows.items()}, orient="index"
    ).astype({"value": "Float64"})
    table[BEHIND] = pd.Series({name: number for name, (_, number) in rows.items()}, dtype="Int64")
    return Unreleased(name="single", table=table, counts=(BEHIND,), made_from={"value": (BEHIND,)})


def snapshot_saving_pence(forecast: Forecast, plan: BedsGivenOut) -> float:
    """
    Give a full year's saving with the beds as given out on the as-at date, all year.

    Each child's own weekly cost, less what is paid for every bed.
    """
    money = forecast.contract.money
    price = float(price_pence(money, forecast.mean_cost_pence))
    share = max(money.paid_for_empty_share, plan.beds_filled / forecast.contract.beds)
    if money.weekly_cost_pence is not None:
        elsewhere = plan.beds_filled * money.weekly_cost_pence.likely
    else:
        elsewhere = float(plan.matching.avoided_pence_per_week)
    weekly = elsewhere - price * share * forecast.contract.beds
    yearly: float = float(money.weeks) * weekly - money.management_pence_per_year
    return yearly


def order(table: pd.DataFrame, forecast: Forecast, rounding: Rounding) -> Unreleased:
    """Give what each order of filling the beds brings."""
    shown = pd.DataFrame(
        {
            "occupancy": rounding.share(table["occupancy"]),
            "saving_pounds": rounding.pounds(table["saving_pence"] / PENCE),
            "miles": table["miles"].round(1),
        }
    )
    return _of_children("order", shown, {}, _fewest(forecast))


def months(forecast: Forecast, rounding: Rounding) -> Unreleased:
    """Give each month's range: saving, empty beds, total, occupancy, open beds, share inside."""
    simulated, demand = forecast.simulated, forecast.demand
    saving = forecast.money.saving / PENCE
    open_beds = simulated.open_weeks / simulated.weeks_a_month
    occupancy = np.divide(
        simulated.used_weeks,
        simulated.open_weeks,
        out=np.zeros_like(simulated.used_weeks),
        where=simulated.open_weeks > 0,
    )
    inside = forecast.children_inside / max(demand.children, 1)
    parts: dict[str, pd.DataFrame] = {
        "saving_pounds": rounding.pounds(by_month(saving)),
        "empty_pounds": rounding.pounds(by_month(forecast.money.empty / PENCE)),
        "total_pounds": rounding.pounds(by_month(saving.cumsum(axis=1))),
        "occupancy": rounding.share(by_month(occupancy)),
        "open_beds": by_month(open_beds).round(1),
        "inside_share": rounding.share(by_month(inside)),
    }
    table = _side_by_side(parts)
    table.index = pd.RangeIndex(1, len(table) + 1)
    return _of_children(
        "months", table, {"inside_share": demand.children_inside}, _fewest(forecast)
    )


def years(forecast: Forecast, rounding: Rounding) -> Unreleased:
    """Give each contract year's range of saving, cost of empty beds, and occupancy."""
    simulated = forecast.simulated

    def by_year(values: Real) -> Real:
        whole: Real = values.reshape(len(values), -1, MONTHS_A_YEAR).sum(axis=2)
        return whole

    open_weeks = by_year(simulated.open_weeks)
    occupancy = np.divide(
        by_year(simulated.used_weeks),
        open_weeks,
        out=np.zeros_like(open_weeks),
        where=open_weeks > 0,
    )
    table = _side_by_side(
        {
            "saving_pounds": rounding.pounds(by_month(by_year(forecast.money.saving) / PENCE)),
            "empty_pounds": rounding.pounds(by_month(by_year(forecast.money.empty) / PENCE)),
            "occupancy": rounding.share(by_month(occupancy)),
        }
    )
    table.index = pd.RangeIndex(1, len(table) + 1)
    return _of_children("years", table, {}, _fewest(forecast))


def ranked_swings(forecast: Forecast, rounding: Rounding) -> Unreleased:
    """Rank what moves the full year's saving, in the setting's own units."""
    table = swings(forecast)
    table["low_pounds"] = rounding.pounds(table.pop("low_pence") / PENCE)
    table["high_pounds"] = rounding.pounds(table.pop("high_pence") / PENCE)
    if forecast.contract.money.discount is not None:
        table = table.rename(index={"price": "discount"})
    for key in ("price", "weekly_cost"):
        if key in table.index:
            table.loc[key, ["low", "high"]] /= PENCE
    table.insert(0, "label", [SETTINGS[str(key)].label for key in table.index])
    return _of_children("swings", table, {}, _fewest(forecast))


def claim(assumptions: tuple[Assumption, ...], said: Mapping[str, str], costs: int) -> Unreleased:
    """Lay out what the claim needs, and what is found."""
    table = pd.DataFrame(
        {
            "needs": [one.needs for one in assumptions],
            "found": pd.array([one.found for one in assumptions], dtype="Float64"),
            "support": [str(one.support) for one in assumptions],
            "said": [said[one.key] for one in assumptions],
        },
        index=[one.key for one in assumptions],
    )
    table[BEHIND] = pd.array(
        [costs if one.key == "weekly_cost" else 0 for one in assumptions], dtype="Int64"
    )
    return Unreleased(
        name="claim",
        table=table,
        counts=(BEHIND,),
        made_from=dict.fromkeys(("found", "support", "said"), (BEHIND,)),
    )


def _from_then_on(middle: pd.Series) -> int | None:
    """Find the first month, from 1, from which the middle run never falls below zero again."""
    below = np.flatnonzero(middle.to_numpy() < 0)
    first = int(below[-1]) + 2 if len(below) else 1
    return first if first <= len(middle) else None


def _fewest(forecast: Forecast) -> int:
    """Fewest children that a forecast of money comes from."""
    if forecast.contract.money.weekly_cost_pence is not None:
        return len(forecast.demand.starters)
    return forecast.demand.costs_known


def _side_by_side(parts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(
        {f"{name}_{key}": table[key] for name, table in parts.items() for key in QUANTILES},
        axis=1,
    )


def _of_children(
    name: str, table: pd.DataFrame, of_others: Mapping[str, int], children: int
) -> Unreleased:
    """Hide a table's figures where they come from few children."""
    columns = [str(column) for column in table.columns]
    made_from: dict[str, tuple[str, ...]] = {}
    for column in columns:
        other = next((key for key in of_others if column.startswith(key)), None)
        behind = BEHIND if other is None else f"{BEHIND}_{other}"
        table[behind] = of_others[other] if other else children
        made_from[column] = (behind,)
    counts = tuple(dict.fromkeys(one for (one,) in made_from.values()))
    return Unreleased(
        name=name,
        table=table.astype(dict.fromkeys(counts, "Int64")),
        counts=counts,
        made_from=made_from,
    )
