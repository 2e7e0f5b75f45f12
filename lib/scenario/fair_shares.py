"""What each authority brings to the contract, and simpler ways of sharing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.scenario.bed_choices import BedChoices, restricted
from lib.scenario.matching import Matching, give_out_beds
from lib.scenario.shapley import shapley

GAMES: Final = ("children_inside", "miles", "cost_avoided_pence", "fee_pence", "saving_pence")
"""
What is shared: children brought inside, miles saved; of a full year what the children's
placements of today would have cost, what the contract charges, and the first less the second.
"""

RULES: Final = ("shapley", "equal", "by_children", "by_use")


@dataclass(frozen=True, kw_only=True)
class BlockFee:
    """
    What the whole contract charges in a full year, whoever nominates.

    Parameters
    ----------
    bed_year_pence
        Of one bed, all year.
    beds
        Of the contract.
    paid_for_empty_share
        Of those beds, paid for in any case.
    management_pence
        A year's; setting up is paid once, and is no part of it.
    """

    bed_year_pence: float
    beds: int
    paid_for_empty_share: float
    management_pence: float

    def yearly_pence(self, beds_used: int) -> float:
        """Give what is charged where so many of the beds are used."""
        paid = max(beds_used, self.paid_for_empty_share * self.beds)
        return self.bed_year_pence * paid + self.management_pence


def fair_shares(
    choices: BedChoices,
    authority_of_child: Sequence[str],
    *,
    children_of: pd.Series,
    weeks_a_year: float,
    fee: BlockFee,
) -> pd.DataFrame:
    """
    Share out the contract between the authorities.

    The value of a set of authorities is what the whole contract would do, all its beds
    and its fee, were only their children nominated. Of nobody it is nothing: there is
    no contract then. The saving counts each child's own weekly cost, for every bed as
    given out on the as-at date, all year; alone, many authorities would make a loss.

    Parameters
    ----------
    choices
        Of the candidates, without rules between children: those would need a search for
        each of the sets.
    authority_of_child
        GSS code by child of ``choices``.
    children_of
        Children in residential placements by GSS code: whose authorities share.

    Returns
    -------
    DataFrame
        Index GSS code as in ``children_of``; ``children``, ``candidates``, ``beds_used``
        (int64); for each of `GAMES` and `RULES` a column ``<game>_<rule>`` (float64), which
        adds up to the game's value of all together. NaN where a rule divides by nothing.

    Notes
    -----
    The share of the saving is that of the cost avoided less that of the fee, by every rule.
    Where every bed is paid for, each set pays the same fee, so that Shapley's value lays it
    in equal parts on all. A share of miles or of the cost avoided may be below zero: of an
    authority whose children take beds from others' who would have saved more of it.
    """
    codes = list(children_of.index)
    number_of = {code: at for at, code in enumerate(codes)}
    owner = np.array([number_of[code] for code in authority_of_child], dtype=np.int64)
    has_children = np.bincount(owner, minlength=len(codes)) > 0
    played: dict[int, tuple[float, ...]] = {}
    values = np.zeros((1 << len(codes), len(GAMES)))
    relevant = sum(1 << at for at in range(len(codes)) if has_children[at])
    for members in range(1, 1 << len(codes)):
        who = members & relevant
        if who not in played:
            keep = np.array([(who >> int(at)) & 1 == 1 for at in owner], dtype=np.bool_)
            played[who] = _value(give_out_beds(restricted(choices, keep)), weeks_a_year, fee)
        values[members] = played[who]
    everyone = give_out_beds(choices)
    used = np.bincount(owner[everyone.home_of_child >= 0], minlength=len(codes))
    table = pd.DataFrame(
        {
            "children": children_of.astype("int64"),
            "candidates": np.bincount(owner, minlength=len(codes)),
            "beds_used": used,
        },
        index=pd.Index(codes),
    )
    for at, game in enumerate(GAMES):
        total = values[-1, at]
        table[f"{game}_shapley"] = shapley(values[:, at])
        table[f"{game}_equal"] = total / len(codes)
        table[f"{game}_by_children"] = _in_proportion(total, table["children"])
        table[f"{game}_by_use"] = _in_proportion(total, table["beds_used"])
    return table


def _value(matching: Matching, weeks_a_year: float, fee: BlockFee) -> tuple[float, ...]:
    elsewhere = weeks_a_year * matching.avoided_pence_per_week
    charged = fee.yearly_pence(matching.beds_filled)
    return (
        matching.brought_inside, matching.miles_saved, elsewhere, charged, elsewhere - charged,
    )  # fmt: skip


def _in_proportion(total: float, to: pd.Series) -> npt.NDArray[np.float64]:
    whole = float(to.sum())
    shares: npt.NDArray[np.float64] = to.to_numpy(dtype=np.float64) * (
        total / whole if whole else np.nan
    )
    return shares
