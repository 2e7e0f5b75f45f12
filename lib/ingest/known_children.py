"""Rows of costs and needs whose child is in no episode of the authority."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from lib.ingest.findings import Fate, Ledger
from lib.ingest.tables import Sheet

UNKNOWN: Final = -1
_ENOUGH_ROWS: Final = 5


def keys_of_children(
    sheet: Sheet, ledger: Ledger, children: Mapping[str, int]
) -> npt.NDArray[np.int64]:
    """
    Find the key of the child of each row, `UNKNOWN` where there is none; ignore those rows.

    Where most of a table is of strangers it is told once: it is another authority's, or another
    year's.

    Parameters
    ----------
    children
        The key of each child of the authority's episodes.
    """
    child = sheet.columns["CHILD"]
    of_each = [children.get(value, UNKNOWN) for value in child.distinct]
    keys = np.array(of_each, dtype=np.int64)[child.codes]
    is_stranger = (keys == UNKNOWN) & ledger.is_loaded
    strangers, rows = int(is_stranger.sum()), int(ledger.is_loaded.sum())
    if strangers >= _ENOUGH_ROWS and 2 * strangers > rows:
        ledger.settle(is_stranger, Fate.IGNORED)
        ledger.whole(
            "children_unknown",
            f"The children of {strangers:,} of its {rows:,} rows are not in the Episodes table of "
            "this authority. Is it the table of another authority, or of another year? Those rows "
            "are ignored.",
            column="CHILD",
        )
        return keys
    ledger.mark(
        is_stranger,
        code="child_unknown",
        column="CHILD",
        found="a child who is not in the Episodes table of this authority",
        remedy="Check that the return and this file are of one year; the row is ignored.",
        fate=Fate.IGNORED,
    )
    return keys
