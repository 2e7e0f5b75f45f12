"""The figures of a contract's forecast as tables, not yet released."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.answer.contract.behind import BEHIND, Behind, behind, fewest
from lib.answer.contract.claim_sentences import InWords
from lib.answer.contract.rounding import Rounding
from lib.answer.contract.snapshot import Snapshot
from lib.disclosure.release import Unreleased
from lib.domain.contract import MONTHS_A_YEAR
from lib.domain.settings import SETTINGS
from lib.scenario.claim import Assumption
from lib.scenario.costs import (
    break_even_occupancy,
    full_occupancy_saving_pence,
    price_pence,
)
from lib.scenario.forecast import Forecast, by_month, quantiles, swings
from lib.scenario.quick import Quick
from lib.units import PENCE_PER_POUND as PENCE

Real = npt.NDArray[np.float64]

QUANTILES: Final = ("p10", "p50", "p90")


def figures(
    forecast: Forecast, luck: Mapping[str, float], children_inside_today: int, rounding: Rounding
) -> Unreleased:
    """Give the range of each figure of the full year, and of the whole term's saving."""
    gained = forecast.children_inside_full_year - forecast.demand.children_inside
    of = behind(forecast.contract, forecast.demand)
    terms, target = forecast.terms, forecast.contract.money.target_pence_per_year
    rows: dict[str, tuple[Mapping[str, float], Callable[[float], float], int]] = {
        "occupancy": (quantiles(forecast.occupancy), rounding.share, of.use),
        "saving_pounds": (
            quantiles(forecast.saving_pence / PENCE), rounding.pounds, of.money,
        ),
        "empty_pounds": (quantiles(forecast.empty_pence / PENCE), rounding.pounds, of.money),
        "term_saving_pounds": (
            quantiles(forecast.money.saving.sum(axis=1) / PENCE), rounding.pounds, of.money,
        ),
        "luck_saving_pounds": (
            {key: value / PENCE for key, value in luck.items()}, rounding.pounds, of.money,
        ),
        "break_even_occupancy": (quantiles(terms.occupancy_for(0)), rounding.share, of.money),
        "occupancy_needed": (quantiles(terms.occupancy_for(target)), rounding.share, of.money),
        "full_beds_saving_pounds": (
            quantiles(terms.saving_with_all_filled_pence / PENCE), rounding.pounds, of.money,
        ),
        "children_inside": (
            quantiles(forecast.children_inside_full_year), rounding.children,
            children_inside_today,
        ),
        "children_gained": (quantiles(gained), rounding.children, of.use),
    }  # fmt: skip
    table = pd.DataFrame.from_dict(
        {
            name: {key: float(rounded(value)) for key, value in found.items()}
            for name, (found, rounded, _) in rows.items()
        },
        orient="index",
    )
    # where not even every bed would do there is no share to show
    table = table.astype("Float64").mask(np.isinf(table))
    table[BEHIND] = pd.Series({name: number for name, (*_, number) in rows.items()}, dtype="Int64")
    return Unreleased(
        name="figures",
        table=table,
        counts=(BEHIND,),
        made_from=dict.fromkeys(QUANTILES, (BEHIND,)),
    )


def single(forecast: Forecast, snapshot: Snapshot, rounding: Rounding) -> Unreleased:
    """Give the figures that have no range."""
    contract, mean = forecast.contract, forecast.mean_cost_pence
    of, demand = behind(contract, forecast.demand), forecast.demand
    is_set = contract.money.weekly_cost_pence is not None
    full = float(full_occupancy_saving_pence(contract, mean) / PENCE)
    price = float(price_pence(contract.money, mean) / PENCE)
    starts, stay = demand.starts_a_year, demand.stay
    paths = by_month(forecast.money.saving)["p50"]
    totals = by_month(forecast.money.saving.cumsum(axis=1))["p50"]
    rows: dict[str, tuple[float | None, int]] = {
        # what the reader set is no secret: the claim's own arithmetic is exact
        "full_occupancy_saving_pounds": (full if is_set else rounding.pounds(full), of.costs),
        "break_even_occupancy": (break_even_occupancy(contract, mean), of.costs),
        "chance_of_loss": (round(forecast.chance_of_loss, 4), of.money),
        "chance_of_target": (round(forecast.chance_of_target, 4), of.money),
        "chance_of_target_with_all_filled": (
            round(forecast.chance_of_target_with_all_filled, 4), of.money,
        ),
        "mean_saving_pounds": (
            rounding.pounds(float(forecast.saving_pence.mean() / PENCE)), of.money,
        ),
        "chance_of_term_loss": (
            round(float((forecast.money.saving.sum(axis=1) < 0).mean()), 4), of.money,
        ),
        "mean_weekly_cost_pounds": (mean / PENCE if is_set else round(mean / PENCE), of.costs),
        "price_pounds": (
            round(price, 2) if is_set or contract.money.discount is None
            else rounding.weekly_pounds(price),
            of.costs,
        ),
        "pays_from_month": (_settled(_from_then_on(paths), contract.months), of.money),
        "paid_back_month": (_from_then_on(totals), of.money),
        "local_anyway_share": (
            rounding.share(float(forecast.simulated.draws.drawn["local_anyway_share"].mean())),
            demand.children_inside,
        ),
        "starts_a_year": (None if starts is None else round(starts.likely), of.starts),
        "stay_weeks": (
            None if stay is None else round(stay.mean_weeks.likely), demand.children_who_started,
        ),
        "snapshot_saving_pounds": (snapshot.saving_pounds, snapshot.behind),
    }  # fmt: skip
    table = pd.DataFrame.from_dict(
        {name: {"value": value} for name, (value, _) in rows.items()}, orient="index"
    ).astype({"value": "Float64"})
    table[BEHIND] = pd.Series({name: number for name, (_, number) in rows.items()}, dtype="Int64")
    return Unreleased(name="single", table=table, counts=(BEHIND,), made_from={"value": (BEHIND,)})


def quick(found: Quick, of: Behind, rounding: Rounding) -> Unreleased:
    """Give the quick answer: how full the beds are in the long run, and the saving."""
    table = pd.DataFrame(
        {
            "occupancy": [rounding.share(found.occupancy)],
            "saving_pounds": [rounding.pounds(found.saving_pence / PENCE)],
            "behind_occupancy": [of.use],
            "behind_saving": [of.money],
        },
        index=["quick"],
    )
    return Unreleased(
        name="quick",
        table=table.astype({"behind_occupancy": "Int64", "behind_saving": "Int64"}),
        counts=("behind_occupancy", "behind_saving"),
        made_from={"occupancy": ("behind_occupancy",), "saving_pounds": ("behind_saving",)},
    )


def order(table: pd.DataFrame, forecast: Forecast, rounding: Rounding) -> Unreleased:
    """Give what each order of filling the beds brings."""
    shown = pd.DataFrame(
        {
            "occupancy": rounding.share(table["occupancy"]),
            "saving_pounds": rounding.pounds(table["saving_pence"] / PENCE),
            "miles": table["miles"].round(1),
        }
    )
    return _of_children("order", shown, {}, _of_money(forecast))


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
        "months", table, {"inside_share": demand.children_inside}, _of_money(forecast)
    )


def years(forecast: Forecast, rounding: Rounding) -> Unreleased:
    """Give each contract year's range: saving, empty beds, occupancy, share inside."""
    simulated, demand = forecast.simulated, forecast.demand

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
            "inside_share": rounding.share(
                by_month(
                    by_year(forecast.children_inside) / MONTHS_A_YEAR / max(demand.children, 1)
                )
            ),
        }
    )
    table.index = pd.RangeIndex(1, len(table) + 1)
    return _of_children(
        "years", table, {"inside_share": demand.children_inside}, _of_money(forecast)
    )


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
    for end in ("low", "high"):
        table[end] = rounding.ends(table[end])
    table.insert(0, "label", [SETTINGS[str(key)].label for key in table.index])
    of = behind(forecast.contract, forecast.demand)
    shown = _of_children("swings", table, {}, of.money)
    if "starts_a_year" in table.index and forecast.contract.use.starts_a_year is None:
        # its ends tell of the years with the fewest starts and the most
        shown.table.loc["starts_a_year", BEHIND] = fewest(of.money, of.starts)
    return shown


def claim(
    assumptions: tuple[Assumption, ...], said: Mapping[str, InWords], forecast: Forecast
) -> Unreleased:
    """Lay out what the claim needs, and what is found."""
    children = {
        # of the returns, whatever cost the contract sets
        "weekly_cost": forecast.demand.children_with_a_cost,
        "full_beds": behind(forecast.contract, forecast.demand).use,
    }
    table = pd.DataFrame(
        {
            "needs": [one.needs for one in assumptions],
            "found": pd.array([one.found for one in assumptions], dtype="Float64"),
            "support": [str(one.support) for one in assumptions],
            "claimed": [said[one.key].claimed for one in assumptions],
            "said": [said[one.key].found for one in assumptions],
        },
        index=[one.key for one in assumptions],
    )
    table[BEHIND] = pd.array([children.get(one.key, 0) for one in assumptions], dtype="Int64")
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


def _settled(first: int | None, months: int) -> int | None:
    """Leave out what begins in the last year of the term: that it lasts is not shown by then."""
    return None if first is None or 1 < first > months - MONTHS_A_YEAR + 1 else first


def _of_money(forecast: Forecast) -> int:
    return behind(forecast.contract, forecast.demand).money


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
