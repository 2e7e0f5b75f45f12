"""The returns of all authorities as the tables that leave `lib.ingest`.

Here the dates of birth become ages, and everything that could name a child stays behind.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from lib.ingest.authority_return import AuthorityReturn
from lib.ingest.births import completed_years
from lib.schemas.placements import CHILDREN, COSTS, EPISODES

_NOWHERE: Final = ("missing", "not locatable")


def assemble_episodes(
    returns: Sequence[AuthorityReturn], *, homes: pd.DataFrame, as_of: date
) -> pd.DataFrame:
    """
    Put the episodes of all authorities together, with ages on ``as_of`` and at the start.

    Where the postcode of a placement is missing or not locatable, and its URN is that of
    a home of Ofsted's list, the placement stands where the home does: in the authority
    of the list, and at the point of the home where its address is not redacted. That is
    no fault of the return, and there is no finding.

    Parameters
    ----------
    homes
        As `lib.ingest.ofsted.combine_homes` gives them.

    Returns
    -------
    DataFrame
        Valid by `lib.schemas.placements.EPISODES`, sorted by ``child_key`` and start.
    """
    episodes = pd.concat(
        [read.history.assign(authority_code=read.code) for read in returns], ignore_index=True
    )
    born = episodes["born"]
    episodes["age_years"] = completed_years(born, pd.Timestamp(as_of))
    episodes["age_at_start_years"] = completed_years(born, episodes["start_date"])
    episodes["authority_code"] = episodes["authority_code"].astype("str")
    episodes = _placed_by_home(episodes, homes.set_index("urn"))
    valid: pd.DataFrame = EPISODES.validate(episodes[list(EPISODES.columns)])
    return valid


def assemble_children(returns: Sequence[AuthorityReturn]) -> pd.DataFrame:
    """
    Give one row for each child, with the needs that a file tells; no otherwise.

    Being kept apart is mutual: where one file row names another child, both have it.

    Returns
    -------
    DataFrame
        Valid by `lib.schemas.placements.CHILDREN`, sorted by ``child_key``.
    """
    children = pd.concat(
        [
            pd.DataFrame({"child_key": read.history["child_key"].unique()}).assign(
                authority_code=read.code
            )
            for read in returns
        ],
        ignore_index=True,
    )
    children["authority_code"] = children["authority_code"].astype("str")
    told = [read.needs for read in returns if read.needs is not None]
    needs = pd.concat(told) if told else pd.DataFrame(index=pd.Index([], dtype="int64"))
    needs = needs.reindex(children["child_key"])
    for flag in ("keep_placement", "asked_to_move", "is_solo"):
        is_yes = needs[flag].eq(other=True) if flag in needs else np.zeros(len(needs), dtype=bool)
        children[flag] = np.asarray(is_yes, dtype=bool)
    children["sibling_group"] = _number_groups(needs, children["authority_code"])
    apart = _mutual(needs["not_with"] if "not_with" in needs else pd.Series(dtype="object"))
    children["not_with"] = pd.Series(
        [apart.get(key, ()) for key in children["child_key"].tolist()], dtype="object"
    )
    valid: pd.DataFrame = CHILDREN.validate(children[list(CHILDREN.columns)])
    return valid


def assemble_costs(returns: Sequence[AuthorityReturn]) -> pd.DataFrame:
    """
    Put the costs of all authorities together.

    Returns
    -------
    DataFrame
        Valid by `lib.schemas.placements.COSTS`; empty where no authority gave any.
    """
    costs = [read.costs for read in returns if read.costs is not None]
    nothing = pd.DataFrame(
        {name: pd.Series(dtype=str(column.dtype)) for name, column in COSTS.columns.items()}
    )
    valid: pd.DataFrame = COSTS.validate(pd.concat(costs, ignore_index=True) if costs else nothing)
    return valid


def _placed_by_home(episodes: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """Place the episodes that have no place of their own, but a home that has one."""
    is_placed = (
        episodes["placement_level"].isin(_NOWHERE) & episodes["placement_authority_code"].isna()
    )
    is_placed[is_placed] = episodes.loc[is_placed, "home_urn"].isin(homes.index)
    of_each = homes.loc[episodes.loc[is_placed, "home_urn"]]
    episodes.loc[is_placed, "placement_authority_code"] = of_each["authority_code"].to_numpy()
    has_point = of_each["easting"].notna().to_numpy()
    at_point = episodes.index[is_placed][has_point]
    for part in ("easting", "northing", "level"):
        episodes.loc[at_point, f"placement_{part}"] = of_each.loc[has_point, part].to_numpy()
    return episodes


def _number_groups(needs: pd.DataFrame, authorities: pd.Series) -> pd.Series:
    """Number the sibling groups: a label means a group within its authority alone."""
    numbers = pd.Series(pd.NA, index=authorities.index, dtype="Int64")
    if "sibling_group" not in needs:
        return numbers
    labels = needs["sibling_group"].reset_index(drop=True)
    is_in = labels.notna()
    pairs = pd.MultiIndex.from_arrays([authorities[is_in], labels[is_in]])
    numbers[is_in] = pd.factorize(pairs)[0]
    return numbers


def _mutual(not_with: pd.Series) -> dict[int, tuple[int, ...]]:
    apart: dict[int, set[int]] = {}
    told = not_with.dropna()
    for child, others in zip(told.index.tolist(), told.tolist(), strict=True):
        for other in others:
            apart.setdefault(child, set()).add(other)
            apart.setdefault(other, set()).add(child)
    return {child: tuple(sorted(others)) for child, others in apart.items()}
