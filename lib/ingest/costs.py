"""What placements cost: `costs.csv`, beside a return."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from lib.ingest.dates import note_dates, read_dates
from lib.ingest.findings import Fate, Ledger
from lib.ingest.known_children import UNKNOWN, keys_of_children
from lib.ingest.numbers import pence
from lib.ingest.tables import Sheet
from lib.schemas.placements import COSTS

_MOST_PENCE: Final = 100_000_00
"""£100,000 a week: more than ten times the dearest placement that has been published."""

_NOT_YET: Final = np.iinfo(np.int64).max
_LEFT_OUT: Final = "Mend it and load again; the row is left out."


def read_costs(sheet: Sheet, ledger: Ledger, *, children: Mapping[str, int]) -> pd.DataFrame:
    """
    Read the weekly cost of placements.

    Parameters
    ----------
    sheet
        A sheet of kind costs with every required column.
    children
        The key of each child of the authority's episodes.

    Returns
    -------
    DataFrame
        Columns of `lib.schemas.placements.COSTS`, sorted by child, start and cost. Pounds
        are read as decimals and kept as whole pence. ``end_date`` is the last day of the
        cost, missing while it runs; ``position`` is that in the file.
    """
    columns = sheet.columns
    child = columns["CHILD"]
    start = read_dates(columns["start"], today=date.max)
    end = read_dates(sheet.column("end"), today=date.max)
    for dates, column in ((start, "start"), (end, "end")):
        note_dates(
            ledger, dates, column, code="date_impossible", remedy=_LEFT_OUT, fate=Fate.REFUSED
        )
    cost = columns["weekly_cost_pounds"]
    costs = np.array([_read_pence(value) for value in cost.distinct], dtype=np.int64)[cost.codes]
    for where, column, code, found in (
        (child.is_blank, "CHILD", "child_missing", "no identifier of the child"),
        (start.is_blank, "start", "value_missing", "the first day of the cost is missing"),
        (end.days < start.days, "end", "ends_before_start", "the cost ends before it begins"),
        (
            costs == UNKNOWN,
            "weekly_cost_pounds",
            "cost_impossible",
            "no sum of pounds from 0 to 100,000",
        ),
    ):
        ledger.mark(
            where, code=code, column=column, found=found, remedy=_LEFT_OUT, fate=Fate.REFUSED
        )
    keys = keys_of_children(sheet, ledger, children)
    frame = pd.DataFrame(
        {
            "child_key": keys,
            "start_date": start.days,
            "end_date": end.days,
            "weekly_cost_pence": costs,
        }
    )
    loaded = frame[ledger.is_loaded].sort_values(
        ["child_key", "start_date", "weekly_cost_pence", "end_date"]
    )
    return loaded.assign(position=loaded.index).reset_index(drop=True)


def combine_costs(files: Sequence[tuple[Ledger, pd.DataFrame]]) -> pd.DataFrame:
    """
    Put the costs of an authority's files together, and note those that hold at once.

    Parameters
    ----------
    files
        Ledger and rows of each, as `read_costs` gives them.

    Returns
    -------
    DataFrame
        Valid by `lib.schemas.placements.COSTS`, sorted by child, start and cost.
    """
    together = pd.concat(
        [rows.assign(file=number) for number, (_, rows) in enumerate(files)], ignore_index=True
    ).sort_values(["child_key", "start_date", "weekly_cost_pence", "end_date"], ignore_index=True)
    ends = pd.Series(
        np.where(together["end_date"].isna(), _NOT_YET, together["end_date"].astype("int64"))
    )
    so_far = ends.groupby(together["child_key"], sort=False).cummax().shift(fill_value=0)
    is_same_child = together["child_key"] == together["child_key"].shift()
    overlapping = together[is_same_child & (so_far > together["start_date"].astype("int64"))]
    for number, (ledger, _) in enumerate(files):
        ledger.mark(
            ledger.rows_at(overlapping.loc[overlapping["file"] == number, "position"]),
            code="costs_overlap",
            column="start",
            found="an earlier cost of the child still holds on this day",
            remedy="Check both; the row is in, and of two costs the later one counts.",
        )
    return together[list(COSTS.columns)]


def cost_on(costs: pd.DataFrame, day: date) -> pd.Series:
    """
    Find what each child's placement costs a week on a day.

    Returns
    -------
    Series
        Int64 pence by ``child_key``. Where two costs hold, the one that began later, and
        of two that began together the higher.
    """
    at = pd.Timestamp(day)
    holds = (costs["start_date"] <= at) & (costs["end_date"].isna() | (costs["end_date"] >= at))
    held = costs[holds].sort_values(["child_key", "start_date", "weekly_cost_pence"])
    last = held.drop_duplicates("child_key", keep="last").set_index("child_key")
    return last["weekly_cost_pence"].astype("Int64")


def _read_pence(value: str) -> int:
    found = pence(value, most=_MOST_PENCE)
    return UNKNOWN if found is None else found
