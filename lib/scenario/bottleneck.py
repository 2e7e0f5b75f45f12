"""Which beds are competed for, told by what their homes take."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.domain.block_home import Takes
from lib.scenario.proof import Proof

_KIND = ["age_min_years", "age_max_years", "takes", "meets_solo"]


@dataclass(frozen=True, kw_only=True)
class BedsAlike:
    """
    Beds of homes that take the same children: terms of the contract, not of any child.

    Parameters
    ----------
    beds
        In all such homes together, of those that are competed for.
    age_min_years, age_max_years
        First and last age that the homes take.
    takes
        Girls, boys or any.
    meets_solo
        Whether the homes take a child who needs to live without other children.
    """

    beds: int
    age_min_years: int
    age_max_years: int
    takes: Takes
    meets_solo: bool


@dataclass(frozen=True, kw_only=True)
class Bottleneck:
    """
    What keeps more children from being brought inside.

    Parameters
    ----------
    children_competing
        Children outside, more than the beds that they qualify for.
    children_served
        The other children outside who qualify for a bed. These are counts of children, and
        shown only once they are released.
    competed_for
        The beds that the first compete for, in order of age.
    other_beds
        All other beds. The children who are served fill so many of them.
    """

    children_competing: int
    children_served: int
    competed_for: tuple[BedsAlike, ...]
    other_beds: int

    @property
    def beds(self) -> int:
        """Beds that are competed for."""
        return sum(alike.beds for alike in self.competed_for)


def bottleneck(proof: Proof, homes: pd.DataFrame) -> Bottleneck:
    """
    Tell the beds of the cut by what their homes take.

    Parameters
    ----------
    homes
        As `lib.scenario.homes.locate_homes` gives them, in the order of the proof's numbers.
    """
    is_cut = np.zeros(len(homes), dtype=np.bool_)
    is_cut[list(proof.homes_competed_for)] = True
    beds_by_kind = homes[is_cut].groupby(_KIND, sort=True)["beds"].sum()
    return Bottleneck(
        children_competing=proof.children_competing,
        children_served=proof.children_served,
        competed_for=tuple(
            BedsAlike(
                beds=int(kind["beds"]),
                age_min_years=int(kind["age_min_years"]),
                age_max_years=int(kind["age_max_years"]),
                takes=Takes(kind["takes"]),
                meets_solo=bool(kind["meets_solo"]),
            )
            for kind in beds_by_kind.reset_index().to_dict("records")
        ),
        other_beds=int(homes.loc[~is_cut, "beds"].sum()),
    )
