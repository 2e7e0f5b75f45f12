"""What bears on where a child should live: `needs.csv`, beside a return."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.ingest.findings import Fate, Ledger
from lib.ingest.known_children import UNKNOWN, keys_of_children
from lib.ingest.tables import Sheet

_YES: Final = frozenset({"yes", "y", "true", "t", "1", "solo placement recommended"})
_NO: Final = frozenset(
    {
        "", "no", "n", "false", "f", "0", "no preference", "with other children recommended",
        "only with other older children", "only with other younger children",
    }
)  # fmt: skip
"""The longer ones: ``livingCompanions`` of the placements data standard, v2 of 2025."""

_BETWEEN_CHILDREN: Final = re.compile(r"[\s;,|]+")
_FLAGS: Final = {
    "keep_placement": "yes, so that the child is not moved on paper",
    "asked_to_move": "no",
    "solo": "no",
}
_FLAG_COLUMNS: Final = ("keep_placement", "asked_to_move", "is_solo")


def read_needs(sheet: Sheet, ledger: Ledger, *, children: Mapping[str, int]) -> pd.DataFrame:
    """
    Read the needs of children.

    Yes is yes, y, true or 1; a blank is no. ``keep_placement`` that reads as neither is
    taken for yes: a child who must not move is then never matched by mistake.

    Parameters
    ----------
    children
        The key of each child of the authority's episodes.

    Returns
    -------
    DataFrame
        One row for each row that loads: ``child_key``; ``keep_placement``,
        ``asked_to_move``, ``is_solo`` (bool); ``sibling_group`` (the file's own label,
        missing where blank); ``not_with`` (frozenset of keys).
    """
    child = sheet.columns["CHILD"]
    ledger.mark(
        child.is_blank,
        code="child_missing",
        column="CHILD",
        found="no identifier of the child",
        remedy="Mend it and load again; the row is left out.",
        fate=Fate.REFUSED,
    )
    keys = keys_of_children(sheet, ledger, children)
    frame = pd.DataFrame(
        {
            "child_key": keys,
            **{column: _read_flag(sheet, ledger, column) for column in _FLAGS},
            "sibling_group": _read_labels(sheet),
            "not_with": _read_not_with(sheet, ledger, keys, children),
        }
    ).rename(columns={"solo": "is_solo"})
    loaded = frame[ledger.is_loaded]
    ledger.mark(
        ledger.rows_at(loaded.index[loaded.duplicated("child_key", keep=False)]),
        code="child_repeated",
        column="CHILD",
        found="the child stands in more than one row",
        remedy="Keep one row for each child; the rows are in together, and a yes in any counts.",
    )
    return loaded


def combine_needs(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """
    Make one row a child of the rows of all files; a yes in any of them counts.

    Returns
    -------
    DataFrame
        The columns of `read_needs`, by ``child_key``.
    """
    together = pd.concat(frames, ignore_index=True)
    grouped = together.sort_values(["child_key", "sibling_group"]).groupby("child_key")
    combined = grouped[list(_FLAG_COLUMNS)].any()
    combined["sibling_group"] = grouped["sibling_group"].first()
    combined["not_with"] = pd.Series(
        {key: frozenset().union(*sets) for key, sets in grouped["not_with"]}, dtype="object"
    )
    return combined


def _read_flag(sheet: Sheet, ledger: Ledger, column: str) -> npt.NDArray[np.bool_]:
    cells = sheet.column(column)
    is_unclear = cells.where(lambda value: value.casefold() not in _YES | _NO)
    ledger.mark(
        is_unclear & ledger.is_loaded,
        code="neither_yes_nor_no",
        column=column,
        found="neither yes nor no",
        remedy=f"Write yes or no and load again; until then it counts as {_FLAGS[column]}.",
    )
    is_yes = cells.where(lambda value: value.casefold() in _YES)
    return is_yes | is_unclear if column == "keep_placement" else is_yes


def _read_labels(sheet: Sheet) -> pd.api.extensions.ExtensionArray:
    cells = sheet.column("sibling_group")
    return pd.array([value or None for value in cells.distinct], dtype="str").take(cells.codes)


def _read_not_with(
    sheet: Sheet, ledger: Ledger, keys: npt.NDArray[np.int64], children: Mapping[str, int]
) -> list[frozenset[int]]:
    cells = sheet.column("not_with")
    named = [
        [children.get(name, UNKNOWN) for name in _names(value, children)]
        for value in cells.distinct
    ]
    is_strange = np.fromiter((UNKNOWN in found for found in named), bool, len(named))
    is_self = np.fromiter(
        (int(key) in named[code] for key, code in zip(keys, cells.codes, strict=True)),
        bool,
        len(keys),
    )
    ledger.mark(
        (is_strange[cells.codes] | is_self) & ledger.is_loaded,
        code="not_with_unknown",
        column="not_with",
        found="a child who is not in the Episodes table of this authority, or the child itself",
        remedy="Mend it and load again; the row is in, that name is not.",
    )
    return [
        frozenset(named[code]) - {UNKNOWN, int(key)}
        for key, code in zip(keys, cells.codes, strict=True)
    ]


def _names(value: str, children: Mapping[str, int]) -> list[str]:
    """Split a list of identifiers, unless the whole of it is one."""
    if value in children:
        return [value]
    return [name for name in _BETWEEN_CHILDREN.split(value) if name]
