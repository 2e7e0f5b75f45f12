"""Dates of birth and sex from the Header table, and the ages that are made of the dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.ingest.findings import Fate, Ledger

_GROWN_UP_YEARS: Final = 21
"""No episode begins at this age: a date of birth or the start of an episode is wrong."""

_OLDEST_YEARS: Final = 127
_NOBODY: Final = -1
_REMEDY: Final = "Mend it in the case system and load again; until then the age is not known."


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderFile:
    """The rows of one Header file, as `read_header` gives them, and its ledger."""

    ledger: Ledger
    header: pd.DataFrame


def dates_of_birth(
    files: Sequence[HeaderFile], history: pd.DataFrame, children: Mapping[str, int]
) -> pd.Series:
    """
    Find the date of birth of the child of each episode.

    It is not known where the Header tables have no row for the child, contradict each
    other, or would make the child unborn or grown up at the start of an episode.

    Parameters
    ----------
    history
        ``child_key`` and ``start_date`` of the authority's episodes.
    children
        The key of each child of the history.

    Returns
    -------
    Series
        datetime64[s], indexed as ``history``.
    """
    unknown = pd.Series(pd.NaT, index=history.index, dtype="datetime64[s]")
    if not files:
        return unknown
    rows = _rows_of_children(files, children)
    births = rows.groupby("child_key")["born"]
    born = pd.DataFrame({"min": births.min(), "max": births.max()})
    is_disputed = born["min"] != born["max"]
    starts = history.groupby("child_key")["start_date"]
    first, last = starts.min().reindex(born.index), starts.max().reindex(born.index)
    is_grown_up = completed_years(born["min"], last) >= _GROWN_UP_YEARS
    is_grown_up = is_grown_up.fillna(value=False).astype("bool")
    is_unborn = first < born["min"]
    is_disputed &= born["min"].notna()
    for number, file in enumerate(files):
        of_file = rows[rows["file"] == number]
        for wrong, code, found in (
            (is_disputed, "births_differ", "another date of birth than in another row"),
            (
                is_unborn & ~is_disputed,
                "birth_impossible",
                "a date of birth after an episode began",
            ),
            (
                is_grown_up & ~is_unborn & ~is_disputed,
                "birth_too_early",
                f"a date of birth {_GROWN_UP_YEARS} years or more before an episode began",
            ),
        ):
            faulty = of_file[of_file["child_key"].isin(wrong.index[wrong])]
            file.ledger.mark(
                file.ledger.rows_at(faulty["position"]),
                code=code,
                column="DOB",
                found=found,
                remedy=_REMEDY,
            )
    missing = history["child_key"].nunique() - len(born)
    if missing:
        files[0].ledger.whole(
            "header_row_missing",
            f"Children of the Episodes table without a row in the Header table: {missing:,}. "
            "Export both for the same children; until then their ages are not known.",
        )
    usable = born["min"].where(~(is_disputed | is_unborn | is_grown_up)).astype("datetime64[s]")
    of_each = usable.reindex(history["child_key"]).to_numpy()
    return pd.Series(of_each, index=history.index, dtype="datetime64[s]")


def sexes(
    files: Sequence[HeaderFile], history: pd.DataFrame, children: Mapping[str, int]
) -> pd.Series:
    """
    Find the sex of the child of each episode.

    Returns
    -------
    Series
        F, M or U, indexed as ``history``; missing where the Header tables do not tell or
        contradict each other.
    """
    told = pd.concat(
        [pd.DataFrame({"child": pd.Series(dtype="str"), "sex": pd.Series(dtype="str")})]
        + [file.header[["child", "sex"]].dropna() for file in files],
        ignore_index=True,
    ).drop_duplicates()
    agreed = told[~told.duplicated("child", keep=False)]
    of_child = {
        children[child]: sex
        for child, sex in zip(_texts(agreed["child"]), _texts(agreed["sex"]), strict=True)
        if child in children
    }
    return history["child_key"].map(of_child).astype("str")


def completed_years(born: pd.Series, day: pd.Series | pd.Timestamp) -> pd.Series:
    """
    Count birthdays up to and including a day.

    A child born on 29 February has a birthday on 1 March in other years.

    Returns
    -------
    Series
        Int8, indexed as ``born``; missing where either date is, and where the day is
        before the birth.
    """
    days = day if isinstance(day, pd.Series) else pd.Series(day, index=born.index)
    had_birthday = (days.dt.month > born.dt.month) | (
        (days.dt.month == born.dt.month) & (days.dt.day >= born.dt.day)
    )
    years = days.dt.year - born.dt.year - (~had_birthday).astype("int64")
    known: pd.Series = years.where((days >= born) & (years <= _OLDEST_YEARS)).astype("Int8")
    return known


def _texts(column: pd.Series) -> npt.NDArray[np.object_]:
    """Give a column of texts as objects: to go through it so is many times as fast."""
    return column.to_numpy(dtype=object)


def _rows_of_children(files: Sequence[HeaderFile], children: Mapping[str, int]) -> pd.DataFrame:
    """Give one row a child and file; the rows of others are ignored in the ledgers."""
    kept: list[pd.DataFrame] = []
    for number, file in enumerate(files):
        keys = np.array(
            [children.get(child, _NOBODY) for child in _texts(file.header["child"])], dtype=np.int64
        )
        header = file.header.drop(columns="child").assign(child_key=keys, file=number)
        rows = header[keys != _NOBODY]
        kept.append(rows)
        file.ledger.settle(
            file.ledger.rows_at(header.loc[keys == _NOBODY, "position"]), Fate.IGNORED
        )
        file.ledger.mark(
            file.ledger.rows_at(rows.loc[rows.duplicated("child_key"), "position"]),
            code="child_repeated",
            column="CHILD",
            found="the child stands in an earlier row too",
            remedy="Keep one row for each child; the row is ignored.",
            fate=Fate.IGNORED,
        )
    together: pd.DataFrame = pd.concat(kept, ignore_index=True)
    return together
