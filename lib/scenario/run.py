"""The contract carried out on paper: who would live where, and the most it can do."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from lib.domain.contract import Contract
from lib.domain.footprint import Footprint
from lib.errors import MatchingError
from lib.scenario.bed_choices import bed_choices
from lib.scenario.eligibility import could_have_been_placed, of_the_ages
from lib.scenario.homes import locate_homes
from lib.scenario.matching import Matching, give_out_beds
from lib.scenario.proof import Proof, prove_most_inside
from lib.schemas.placements import PLACEMENTS
from lib.sources.postcodes import PostcodeIndex
from lib.spatial.measures import measure

_NOT_KNOWN_OF_A_BLOCK_HOME: Final = ("home_urn", "placement_provider", "weekly_cost_pence")

_BY_LOADING: Final = ("child_key", "sibling_group", "not_with")
_ORDER: Final = [column for column in PLACEMENTS.columns if column not in _BY_LOADING]
"""Children alike in all of these are alike in every figure; the others tell the order of loading."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class BedsGivenOut:
    """
    The beds given out among some children.

    Parameters
    ----------
    candidates
        How many children could have had a bed.
    children_inside
        All children inside: those who are today, and those brought inside.
    matching
        Who has which bed, with the prices that prove it the best way. A child's
        number is the position in ``rows``.
    rows
        The candidates' positions in the measured placements.
    proof
        Why no more can be brought inside.
    """

    candidates: int
    children_inside: int
    matching: Matching
    rows: pd.Index
    proof: Proof

    @property
    def beds_filled(self) -> int:
        """Children who have a bed."""
        return self.matching.beds_filled

    @property
    def brought_inside(self) -> int:
        """Children who live outside today and have a bed."""
        return self.matching.brought_inside

    @property
    def is_proved(self) -> bool:
        """Whether no other way brings more inside, nor as many and saves more miles."""
        return self.matching.is_proved and self.proof.brought_inside == self.brought_inside


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
        The same over all children of the ages, whenever placed: a bound, never a plan.
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
        If the beds cannot be given out exactly, with proof.
    """
    homes = locate_homes(contract, postcodes=postcodes, footprint=footprint)
    today = measured.reset_index(drop=True)
    plan = _give_out(
        today, could_have_been_placed(today, contract=contract, as_of=as_of), homes=homes
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
        ceiling=_give_out(today, of_the_ages(today, contract=contract), homes=homes),
    )


def _give_out(today: pd.DataFrame, chosen: pd.Series, *, homes: pd.DataFrame) -> BedsGivenOut:
    candidates = today[chosen].sort_values(_ORDER)
    choices = bed_choices(candidates, homes)
    matching = give_out_beds(choices)
    given_out = BedsGivenOut(
        candidates=len(candidates),
        children_inside=int(today["is_in_footprint"].sum()) + matching.brought_inside,
        matching=matching,
        rows=candidates.index,
        proof=prove_most_inside(choices),
    )
    if not given_out.is_proved:
        message = (
            "More children could be brought inside than the beds were given out for. No figure "
            "is given. Please report this, with the version and the contract."
        )
        raise MatchingError(message)
    return given_out


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
