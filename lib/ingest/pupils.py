"""Children who stand in the returns of two authorities, told by their unique pupil numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib.ingest.births import HeaderFile
from lib.ingest.coverage import is_open
from lib.ingest.findings import Ledger


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Pupils:
    """``upn``, ``child_key`` and ``position`` of children of a Header file, and its ledger."""

    ledger: Ledger
    rows: pd.DataFrame


def pupils_of(file: HeaderFile, children: Mapping[str, int]) -> Pupils:
    """Take the children of a Header file who have a pupil number and an episode."""
    rows = file.header.dropna(subset="upn")
    keys = rows["child"].map(children)
    known = rows.assign(child_key=keys)[keys.notna()]
    return Pupils(ledger=file.ledger, rows=known[["upn", "child_key", "position"]])


def note_children_of_two(
    pupils: Mapping[str, Sequence[Pupils]],
    histories: Mapping[str, pd.DataFrame],
    *,
    names: Mapping[str, str],
    day: date,
) -> None:
    """
    Note children whom two authorities look after on one day: they are counted twice.

    Parameters
    ----------
    pupils, histories
        By authority.
    names
        Of the authorities.
    """
    rows = [
        file.rows.assign(code=code, file=number)
        for code, files in pupils.items()
        for number, file in enumerate(files)
    ]
    if not rows:
        return
    every = pd.concat(rows, ignore_index=True)
    if not every.duplicated("upn").any():
        return
    looked_after = {
        key
        for history in histories.values()
        for key in history.loc[is_open(history, day), "child_key"].tolist()
    }
    there = every[every["child_key"].isin(looked_after)]
    is_shared = there.groupby("upn")["code"].transform("nunique") > 1
    for code, files in pupils.items():
        for number, file in enumerate(files):
            mine = there[is_shared & (there["code"] == code) & (there["file"] == number)]
            others = there[is_shared & (there["code"] != code)]
            for other in sorted({*others["code"]}):
                both = mine[mine["upn"].isin(others.loc[others["code"] == other, "upn"])]
                file.ledger.mark(
                    file.ledger.rows_at(both["position"]),
                    code="child_in_two_authorities",
                    column="UPN",
                    found=(
                        f"a child with the same pupil number is looked after by {names[other]} "
                        f"on {day:%d/%m/%Y} too"
                    ),
                    remedy=(
                        "Ask which of the two is responsible, and let the other end its last "
                        "episode. The row is in, and the child is counted twice."
                    ),
                )
