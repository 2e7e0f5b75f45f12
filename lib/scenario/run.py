"""The contract carried out on paper: who would live where, and the most it can do."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from lib.domain.contract import Contract
from lib.domain.footprint import Footprint
from lib.scenario.beds_given_out import BedsGivenOut, give_out_among
from lib.scenario.eligibility import could_have_been_placed, of_the_ages
from lib.scenario.homes import locate_homes
from lib.schemas.placements import PLACEMENTS
from lib.sources.postcodes import PostcodeIndex
from lib.spatial.measures import measure

__all__ = ["BedsGivenOut", "ContractResult", "run"]

_NOT_KNOWN_OF_A_BLOCK_HOME: Final = ("home_urn", "placement_provider", "weekly_cost_pence")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ContractResult:
    """
    What a contract could do.

    Parameters
    ----------
    with_contract
        As in ``lib.schemas.placements.MEASURED``, indexed and ordered as today's
        placements: children who have a bed are at their block home. A further column
        ``is_brought_inside`` (bool). Of a block home neither URN, provider nor cost is
        known.
    homes
        As `lib.scenario.homes.locate_homes` gives them.
    plan
        The beds given to children whom they could have served when they were placed.
    ceiling
        The same over all children of the ages, whenever placed, in one pool and without
        rules between children: a bound, never a plan.
    """

    with_contract: pd.DataFrame
    homes: pd.DataFrame
    plan: BedsGivenOut
    ceiling: BedsGivenOut

    @property
    def beds(self) -> int:
        """Beds in all homes together."""
        return int(self.homes["beds"].sum())


def run(
    measured: pd.DataFrame,
    *,
    contract: Contract,
    footprint: Footprint,
    neighbours: frozenset[frozenset[str]],
    postcodes: PostcodeIndex,
    as_of: date,
) -> ContractResult:
    """
    Give out the beds of a contract, and measure every placement anew.

    Parameters
    ----------
    measured
        As in ``lib.schemas.placements.MEASURED``, on ``as_of``. The order of its rows
        changes no count of the result.
    neighbours
        Pairs of GSS codes of authorities that adjoin.

    Raises
    ------
    ConfigurationError
        If a home of the contract cannot stand where the contract puts it.
    MatchingError
        If the beds cannot be given out exactly, with proof; or, where rules between
        children stand in the way, in whole numbers that keep them.
    """
    homes = locate_homes(contract, postcodes=postcodes, footprint=footprint)
    today = measured.reset_index(drop=True)
    plan = give_out_among(
        today,
        could_have_been_placed(today, contract=contract, as_of=as_of),
        homes=homes,
        nomination=contract.nomination,
    )
    after = measure(
        _at_block_homes(today[list(PLACEMENTS.columns)], plan, homes=homes),
        footprint=footprint,
        neighbours=neighbours,
    )
    was_outside = today["is_in_footprint"].eq(other=False).fillna(value=False)
    after["is_brought_inside"] = was_outside & after["is_in_footprint"].fillna(value=False)
    return ContractResult(
        with_contract=after.astype({"is_brought_inside": bool}).set_axis(measured.index),
        homes=homes,
        plan=plan,
        ceiling=give_out_among(today, of_the_ages(today, contract=contract), homes=homes),
    )


def _at_block_homes(
    placements: pd.DataFrame, plan: BedsGivenOut, *, homes: pd.DataFrame
) -> pd.DataFrame:
    """Put the children who have a bed where it stands."""
    home_of_child = plan.matching.home_of_child
    has_bed = home_of_child >= 0
    rows, there = plan.rows[has_bed], homes.iloc[home_of_child[has_bed]]
    moved = placements.copy()
    for column in ("authority_code", "easting", "northing", "level"):
        moved.loc[rows, f"placement_{column}"] = there[column].to_numpy()
    for column in _NOT_KNOWN_OF_A_BLOCK_HOME:
        moved.loc[rows, column] = pd.NA
    return moved
