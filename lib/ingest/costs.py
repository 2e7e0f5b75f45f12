"""What placements cost: `costs.csv`, beside a return."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from lib.ingest.dates import note_dates, read_dates
from lib.ingest.findings import Fate, Ledger
from lib.ingest.numbers import pence
from lib.ingest.tables import Sheet

_MOST_PENCE: Final = 100_000_00
"""£100,000 a week: more than ten times the dearest placement that has been published."""

_LEFT_OUT: Final = "Mend it and load again; the row is left out."
_UNKNOWN: Final = -1


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
        Valid by `lib.schemas.placements.COSTS`, sorted by child, start and cost. Pounds
        are read as decimals and kept as whole pence. ``end_date`` is the last day of the
        cost, missing while it runs.
    """
    columns = sheet.columns
    child = columns["CHILD"]
    keys = np.array([children.get(value, _UNKNOWN) for value in child.distinct], dtype=np.int64)[
        child.codes
    ]
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
            costs == _UNKNOWN,
            "weekly_cost_pounds",
            "cost_impossible",
            "no sum of pounds from 0 to 100,000",
        ),
    ):
        ledger.mark(
            where, code=code, column=column, found=found, remedy=_LEFT_OUT, fate=Fate.REFUSED
        )
    ledger.mark(
        (keys == _UNKNOWN) & ledger.is_loaded,
        code="child_unknown",
        column="CHILD",
        found="a child who is not in the Episodes table of this authority",
        remedy="Check that the return and this file are of one year; the row is ignored.",
        fate=Fate.IGNORED,
    )
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
    _note_overlaps(ledger, loaded)
    return loaded.reset_index(drop=True)


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
    return _UNKNOWN if found is None else found


def _note_overlaps(ledger: Ledger, loaded: pd.DataFrame) -> None:
    """Tell of a cost that begins before the child's earlier one has ended."""
    ended = loaded["end_date"].shift()
    overlaps = (loaded["child_key"] == loaded["child_key"].shift()) & (
        ended.isna() | (ended > loaded["start_date"])
    )
    ledger.mark(
        ledger.rows_at(loaded.index[overlaps]),
        code="costs_overlap",
        column="start",
        found="an earlier cost of the child still holds on this day",
        remedy="Check both; the row is in, and of two costs the later one counts.",
    )
