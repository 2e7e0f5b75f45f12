"""Which bed each kind of child may have, and which is tried first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.domain.contract import Contract
from lib.domain.nomination import Rule
from lib.domain.terms import FillsFirst
from lib.spatial.distance import distance_miles

NOT_POSSIBLE = np.int16(np.iinfo(np.int16).max)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class BedPlan:
    """
    The beds, and in which order each starter would be offered them.

    Parameters
    ----------
    home_of_bed
        int64 by bed, in order of home.
    planned_months
        float64 by bed: when it should open, after the contract begins.
    turn
        int16, starters by beds: the lower is tried first; `NOT_POSSIBLE` where the bed
        does not suit the starter.
    miles
        float64, starters by homes: from the own address; NaN where that is not known.
    is_solo
        bool by starter: fills the whole home.
    age_years
        float64 by starter; NaN where it is not known, which suits no home.
    most_years_apart
        float64 by home: between the ages of those who live there; NaN for any.
    """

    home_of_bed: npt.NDArray[np.int64]
    planned_months: npt.NDArray[np.float64]
    turn: npt.NDArray[np.int16]
    miles: npt.NDArray[np.float64]
    is_solo: npt.NDArray[np.bool_]
    age_years: npt.NDArray[np.float64]
    most_years_apart: npt.NDArray[np.float64]

    @property
    def beds(self) -> int:
        """How many."""
        return len(self.home_of_bed)

    @property
    def is_suited(self) -> npt.NDArray[np.bool_]:
        """Whether at least one bed suits, by starter."""
        return np.asarray((self.turn < NOT_POSSIBLE).any(axis=1))

    @property
    def suited_share(self) -> float:
        """Share of the starters whom at least one bed suits."""
        return float(self.is_suited.mean()) if len(self.turn) else 0.0

    @property
    def are_beds_alike(self) -> bool:
        """Whether every bed suits the same starters, so that the order changes no count."""
        suits = self.turn < NOT_POSSIBLE
        return bool((suits == suits[:, :1]).all() and np.isnan(self.most_years_apart).all())


def bed_plan(
    starters: pd.DataFrame,
    homes: pd.DataFrame,
    *,
    contract: Contract,
    fills_first: FillsFirst | None = None,
) -> BedPlan:
    """
    Lay out the beds for the starters.

    Parameters
    ----------
    starters
        As in `lib.scenario.demand.Demand`.
    homes
        As `lib.scenario.homes.locate_homes` gives them.
    fills_first
        In place of the contract's.

    Notes
    -----
    Where each authority has a share of the beds, those of every authority lie in as many
    homes as can be.
    """
    suits = home_suits(starters, homes)
    miles = np.stack(
        [
            distance_miles(
                starters["origin_easting"].to_numpy(dtype=np.float64),
                starters["origin_northing"].to_numpy(dtype=np.float64),
                easting,
                northing,
            )
            for easting, northing in zip(homes["easting"], homes["northing"], strict=True)
        ],
        axis=1,
    )
    flexibility = suits.sum(axis=0)
    rule = fills_first or contract.use.fills_first
    by = np.nan_to_num(miles, nan=0.0)
    if rule is FillsFirst.LEAST_FLEXIBLE:
        by = by + flexibility * (np.nanmax(by, initial=0.0) + 1)
    turn_of_home = np.argsort(np.argsort(by, axis=1, kind="stable"), axis=1, kind="stable")
    home_of_bed = np.repeat(np.arange(len(homes)), homes["beds"].to_numpy())
    is_possible = suits[:, home_of_bed] & _may_nominate(starters, home_of_bed, contract)
    turn = np.where(is_possible, turn_of_home[:, home_of_bed], NOT_POSSIBLE).astype(np.int16)
    return BedPlan(
        home_of_bed=home_of_bed.astype(np.int64),
        planned_months=np.array(contract.opening_months, dtype=np.float64)[home_of_bed],
        turn=turn,
        miles=miles,
        is_solo=starters["is_solo"].to_numpy(dtype=bool),
        age_years=starters["age_years"].to_numpy(dtype=np.float64, na_value=np.nan),
        most_years_apart=homes["most_years_apart"].to_numpy(dtype=np.float64, na_value=np.nan),
    )


def home_suits(children: pd.DataFrame, homes: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """
    Say which home takes which child: by age, sex, and whether the child must live alone.

    Returns
    -------
    ndarray
        bool, children by homes. A child whose age is not known is taken by none; one whose
        sex is not known by none that is for girls or for boys alone.
    """
    age = children["age_years"].to_numpy(dtype=np.float64, na_value=np.nan)[:, None]
    sex = children["sex"].to_numpy(dtype=object)[:, None]
    takes = homes["takes"].to_numpy(dtype=object)[None, :]
    is_of_age = (age >= homes["age_min_years"].to_numpy()) & (
        age <= homes["age_max_years"].to_numpy()
    )
    is_of_sex = (
        (takes == "any") | ((takes == "girls") & (sex == "F")) | ((takes == "boys") & (sex == "M"))
    )
    can_be_alone = ~children["is_solo"].to_numpy(dtype=bool)[:, None] | homes[
        "meets_solo"
    ].to_numpy(dtype=bool)
    return np.asarray(is_of_age & is_of_sex & can_be_alone, dtype=np.bool_)


def _may_nominate(
    starters: pd.DataFrame, home_of_bed: npt.NDArray[np.intp], contract: Contract
) -> npt.NDArray[np.bool_]:
    """Say which authority's children may have which bed, starters by beds."""
    if contract.nomination.rule is not Rule.SHARES:
        return np.ones((len(starters), len(home_of_bed)), dtype=np.bool_)
    owner = _owners(home_of_bed, contract.nomination.beds(len(home_of_bed)))
    return np.asarray(starters["authority_code"].to_numpy(dtype=object)[:, None] == owner[None, :])


def _owners(home_of_bed: npt.NDArray[np.intp], beds_of: Mapping[str, int]) -> npt.NDArray[Any]:
    """Give each bed to an authority: home by home, one each to those with most beds to come."""
    left = dict(beds_of)
    owner = np.empty(len(home_of_bed), dtype=object)
    for home in range(home_of_bed[-1] + 1):
        here = dict.fromkeys(left, 0)
        for bed in np.flatnonzero(home_of_bed == home):
            code = min(
                (code for code in left if left[code]), key=lambda code: (here[code], -left[code])
            )
            owner[bed] = code
            left[code] -= 1
            here[code] += 1
    return owner
