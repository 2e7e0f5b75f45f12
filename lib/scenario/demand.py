"""Who would come to a block bed, how often, and for how long: from the returns."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from lib.domain.codes import SHORT_BREAKS
from lib.domain.ranges import Range
from lib.scenario.stays import Stay, length_of_stay

MOST_YEARS: Final = 3
"""Older years tell of another time."""

ENOUGH_STARTS: Final = 30
"""Fewer in the last year, and those of the years before it stand in as well."""

_TENTH: Final = 1.2816
"""Standard deviations from the middle to the lowest or highest tenth of a normal law."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Demand:
    """
    Placements that began, as a source of those to come.

    Parameters
    ----------
    starters
        Recent placements of children of the contract's ages, one row each: ``child_key``,
        ``authority_code``, ``age_years`` (at the start), ``sex``, ``is_solo``,
        ``weekly_cost_pence`` (float64, NaN where not known), ``origin_easting``,
        ``origin_northing``. Children rightly far away are left out.
    starts_by_year
        int64, by the last day of each whole year that the returns cover, newest last.
    starts_a_year
        None where the returns cover no whole year.
    stay
        None where too few placements have ended.
    children, children_inside
        In residential placements today, and of them inside the footprint.
    """

    starters: pd.DataFrame
    starts_by_year: pd.Series
    starts_a_year: Range | None
    stay: Stay | None
    children: int
    children_inside: int

    @property
    def mean_cost_pence(self) -> float | None:
        """Mean weekly cost of the starters whose cost is known; None where none is."""
        known = self.starters["weekly_cost_pence"].dropna()
        return float(known.mean()) if len(known) else None

    @property
    def costs_known(self) -> int:
        """How many starters have a known cost."""
        return int(self.starters["weekly_cost_pence"].notna().sum())

    @property
    def children_who_started(self) -> int:
        """How many children the starters are: one may have started more than once."""
        return int(self.starters["child_key"].nunique())

    @property
    def children_with_a_cost(self) -> int:
        """How many children the known costs are of."""
        known = self.starters["weekly_cost_pence"].notna()
        return int(self.starters.loc[known, "child_key"].nunique())


def demand(
    episodes: pd.DataFrame,
    children: pd.DataFrame,
    costs: pd.DataFrame,
    measured: pd.DataFrame,
    *,
    ages: tuple[int, int],
    placement_types: tuple[str, ...],
    covered_from: date,
    as_of: date,
) -> Demand:
    """
    Find the placements that began, and how long placements last.

    Parameters
    ----------
    episodes, children, costs, measured
        As in ``lib.schemas.placements``.
    ages
        Whom the beds are for, in whole years, both included.
    placement_types
        SSDA903 codes that count as residential.
    covered_from
        The first day on which the returns know of every child. Of placements that had
        begun before it, they hold only those that lasted until it.
    """
    began = placements_begun(
        episodes, placement_types=placement_types, covered_from=covered_from, as_of=as_of
    )
    needs = children.set_index("child_key")
    is_kept = began["child_key"].map(needs["keep_placement"]).to_numpy(dtype=bool)
    age = began["age_at_start_years"]
    is_of_age = age.between(*ages).fillna(value=False)
    wanted = began[is_of_age.to_numpy(dtype=bool) & ~is_kept]
    by_year = _by_year(wanted["start_date"], covered_from=covered_from, as_of=as_of)
    return Demand(
        starters=_starters(wanted, needs, costs, years=len(by_year), as_of=as_of),
        starts_by_year=by_year,
        starts_a_year=range_of_counts(by_year.tolist()),
        stay=length_of_stay(wanted["weeks"], has_ended=wanted["has_ended"], entry=wanted["entry"]),
        children=len(measured),
        children_inside=int(measured["is_in_footprint"].sum()),
    )


def placements_begun(
    episodes: pd.DataFrame,
    *,
    placement_types: tuple[str, ...],
    covered_from: date,
    as_of: date,
) -> pd.DataFrame:
    """
    Put the episodes of each residential placement together.

    Returns
    -------
    DataFrame
        One row a placement that was open on or after ``covered_from`` and begun by
        ``as_of``: ``child_key``, ``authority_code``, ``start_date``,
        ``age_at_start_years``, ``sex``, origin; ``weeks`` (float64, until it ended or
        ``as_of``), ``has_ended``, ``entry`` (weeks that had passed on ``covered_from``).
        A placement whose beginning is not known is left out: its length is not known.
    """
    until, since = pd.Timestamp(as_of), pd.Timestamp(covered_from)
    residential = episodes[
        episodes["placement_type"].isin(list(placement_types))
        & ~episodes["legal_status"].isin(list(SHORT_BREAKS))
        & episodes["placement_start_date"].notna()
        & (episodes["placement_start_date"] <= until)
    ].sort_values(["child_key", "placement_start_date", "start_date"])
    grouped = residential.groupby(["child_key", "placement_start_date"], sort=True)
    first = grouped.head(1).set_index(["child_key", "placement_start_date"])
    last_end = grouped.tail(1).set_index(["child_key", "placement_start_date"])["end_date"]
    found = first.drop(columns=["start_date", "end_date"]).reset_index()
    found = found.rename(columns={"placement_start_date": "start_date"})
    end = last_end.to_numpy()
    has_ended = ~np.isnat(end) & (end <= np.datetime64(until))
    ended = np.where(has_ended, end, np.datetime64(until))
    found["weeks"] = (pd.Series(ended, index=found.index) - found["start_date"]).dt.days / 7
    found["has_ended"] = has_ended
    found["entry"] = (since - found["start_date"]).dt.days.clip(lower=0) / 7
    was_open: pd.DataFrame = found[ended >= np.datetime64(since)]
    return was_open.reset_index(drop=True)


def _by_year(starts: pd.Series, *, covered_from: date, as_of: date) -> pd.Series:
    """Count starts in each whole year back from ``as_of`` that is covered, newest last."""
    counts = {}
    for years in range(MOST_YEARS):
        end = pd.Timestamp(as_of) - pd.DateOffset(years=years)
        before = pd.Timestamp(as_of) - pd.DateOffset(years=years + 1)
        if before < pd.Timestamp(covered_from):
            break
        counts[end] = int(((starts > before) & (starts <= end)).sum())
    return pd.Series(counts, dtype="int64").sort_index()


def range_of_counts(counts: list[int]) -> Range | None:
    """Lowest and highest year, or what chance alone would give, whichever is wider."""
    if not counts or not sum(counts):
        return None
    mean = sum(counts) / len(counts)
    chance = _TENTH * math.sqrt(mean)
    return Range(max(min(*counts, mean - chance), 0.1), mean, max(*counts, mean + chance))


def _starters(
    wanted: pd.DataFrame, needs: pd.DataFrame, costs: pd.DataFrame, *, years: int, as_of: date
) -> pd.DataFrame:
    last_year = wanted["start_date"] > pd.Timestamp(as_of) - pd.DateOffset(years=1)
    recent = wanted[last_year]
    if len(recent) < ENOUGH_STARTS:
        since = pd.Timestamp(as_of) - pd.DateOffset(years=max(years, 1))
        recent = wanted[wanted["start_date"] > since]
    starters = recent.sort_values(["authority_code", "child_key", "start_date"])
    return pd.DataFrame(
        {
            "child_key": starters["child_key"],
            "authority_code": starters["authority_code"],
            "age_years": starters["age_at_start_years"],
            "sex": starters["sex"],
            "is_solo": starters["child_key"].map(needs["is_solo"]).astype("bool"),
            "weekly_cost_pence": _costs_at_start(starters, costs),
            "origin_easting": starters["origin_easting"],
            "origin_northing": starters["origin_northing"],
        }
    ).reset_index(drop=True)


def _costs_at_start(starters: pd.DataFrame, costs: pd.DataFrame) -> pd.Series:
    """Find the cost that held on the day when each placement began; NaN where none did."""
    pairs = (
        starters[["child_key", "start_date"]]
        .reset_index()
        .merge(costs, on="child_key", suffixes=("", "_of_cost"))
    )
    holds = (pairs["start_date_of_cost"] <= pairs["start_date"]) & (
        pairs["end_date"].isna() | (pairs["end_date"] >= pairs["start_date"])
    )
    held = pairs[holds].sort_values(["start_date_of_cost", "weekly_cost_pence"])
    cost = held.drop_duplicates("index", keep="last").set_index("index")["weekly_cost_pence"]
    return cost.reindex(starters.index).astype("float64")
