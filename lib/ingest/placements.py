"""Where the looked-after children live on the as-at date."""

from collections.abc import Collection
from datetime import date
from typing import Final

import pandas as pd

from lib.domain.codes import SHORT_BREAKS
from lib.ingest.costs import cost_on
from lib.ingest.coverage import is_open
from lib.ingest.load import Returns
from lib.schemas.placements import PLACEMENTS

_NEEDS: Final = ("keep_placement", "asked_to_move", "is_solo", "sibling_group", "not_with")


def residential_placements(returns: Returns, *, placement_types: Collection[str]) -> pd.DataFrame:
    """
    Give the children who live in residential placements on the as-at date.

    Parameters
    ----------
    placement_types
        SSDA903 codes that count as residential, such as K2.

    Returns
    -------
    DataFrame
        Valid by `lib.schemas.placements.PLACEMENTS`: one row a child, sorted by
        ``child_key``; EPSG:27700. Short breaks (V3, V4) are left out. Of two episodes that
        are open, the one that began later counts.
    """
    on_the_day = open_episodes(returns.episodes, returns.as_of)
    placements = on_the_day[on_the_day["placement_type"].isin(list(placement_types))]
    needs = returns.children.set_index("child_key")
    costs = cost_on(returns.costs, returns.as_of)
    needed = needs.loc[placements["child_key"], list(_NEEDS)].set_axis(placements.index)
    placements = placements.join(needed).assign(
        weekly_cost_pence=placements["child_key"].map(costs).astype("Int64"),
    )
    valid: pd.DataFrame = PLACEMENTS.validate(placements.reset_index(drop=True))
    return valid


def looked_after_children(returns: Returns) -> pd.DataFrame:
    """
    Give the looked-after children on the as-at date, wherever they are placed.

    Returns
    -------
    DataFrame
        Rows of ``returns.episodes``, one a child, sorted by ``child_key``; short breaks left out.
    """
    return open_episodes(returns.episodes, returns.as_of)


def looked_after_by_authority(returns: Returns) -> pd.Series:
    """
    Count the looked-after children of each loaded authority on the as-at date.

    Returns
    -------
    Series
        int64 by GSS code, in the order of ``authorities_loaded``; short breaks left out.
    """
    counts = looked_after_children(returns)["authority_code"].value_counts()
    counted = counts.reindex(list(returns.authorities_loaded), fill_value=0)
    return counted.astype("int64").rename("looked_after").rename_axis("authority_code")


def open_episodes(episodes: pd.DataFrame, day: date) -> pd.DataFrame:
    """
    Give the episode of each child who is looked after on a day, short breaks left out.

    Returns
    -------
    DataFrame
        Rows of ``episodes``, at most one a child, sorted by ``child_key``.
    """
    is_counted = is_open(episodes, day) & ~episodes["legal_status"].isin(list(SHORT_BREAKS))
    on_the_day = episodes[is_counted].sort_values(["child_key", "start_date"])
    return on_the_day.drop_duplicates("child_key", keep="last")
