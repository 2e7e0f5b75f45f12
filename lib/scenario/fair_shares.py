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

GAMES: Final = ("children_inside", "miles", "saving_pence")
"""What is shared: children brought inside, miles saved, a full year's saving."""

RULES: Final = ("shapley", "equal", "by_children", "by_use")


@dataclass(frozen=True, kw_only=True)
class BlockFee:
    """What the whole block costs: all beds, whoever nominates."""

    weeks_a_year: float
    yearly_pence: float


def fair_shares(
    choices: BedChoices,
    authority_of_child: Sequence[str],
    *,
    children_of: pd.Series,
    fee: BlockFee,
) -> pd.DataFrame:
    """
    Share out the contract between the authorities.

    The value of a set of authorities is what the whole contract would do, all its beds
    and its full fee, were only their children nominated. Of nobody it is nothing: there is
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
    """
    codes = list(children_of.index)
    number_of = {code: at for at, code in enumerate(codes)}
    owner = np.array([number_of[code] for code in authority_of_child], dtype=np.int64)
    has_children = np.bincount(owner, minlength=len(codes)) > 0
    played: dict[int, tuple[float, float, float]] = {}
    values = np.zeros((1 << len(codes), len(GAMES)))
    relevant = sum(1 << at for at in range(len(codes)) if has_children[at])
    for members in range(1, 1 << len(codes)):
        who = members & relevant
        if who not in played:
            keep = np.array([(who >> int(at)) & 1 == 1 for at in owner], dtype=np.bool_)
            played[who] = _value(give_out_beds(restricted(choices, keep)), fee)
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


def _value(matching: Matching, fee: BlockFee) -> tuple[float, float, float]:
    elsewhere = fee.weeks_a_year * matching.avoided_pence_per_week
    return matching.brought_inside, matching.miles_saved, elsewhere - fee.yearly_pence


def _in_proportion(total: float, to: pd.Series) -> npt.NDArray[np.float64]:
    whole = float(to.sum())
    shares: npt.NDArray[np.float64] = to.to_numpy(dtype=np.float64) * (
        total / whole if whole else np.nan
    )
    return shares
