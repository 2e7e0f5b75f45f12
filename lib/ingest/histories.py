"""The episodes of an authority's files as one history for each child."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.domain.codes import CONTINUED, SAME_PLACEMENT
from lib.ingest.coverage import year_end_on_or_after
from lib.ingest.findings import Fate, Ledger

_KEY: Final = ["child_key", "start_date"]
_CONTENT: Final = [
    "end_date", "placement_type", "placement_provider", "legal_status", "reason_new", "home_urn",
    "origin_easting", "origin_northing", "origin_level", "origin_authority_code",
    "placement_easting", "placement_northing", "placement_level", "placement_authority_code",
]  # fmt: skip
_REMEDY: Final = "Check the dates in the case system and load again"
_NO_GAP: Final = (pd.Timedelta(0), pd.Timedelta(days=1))
_NOT_YET: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodesFile:
    """The rows of one Episodes file, as `read_episodes` gives them, and its ledger."""

    ledger: Ledger
    episodes: pd.DataFrame

    @property
    def last_event(self) -> pd.Timestamp:
        """The latest date in the file; NaT where it has none."""
        return max_date(self.episodes)


def max_date(episodes: pd.DataFrame) -> pd.Timestamp:
    """Find the latest start or end; NaT where there is none."""
    last: pd.Timestamp = pd.concat([episodes["start_date"], episodes["end_date"]]).max()
    return last


def merge_files(files: Sequence[EpisodesFile]) -> pd.DataFrame:
    """
    Make one history of the Episodes files of an authority.

    Of the rows of one child that begin on one day, the later file's is taken (the file
    with the later last event); within a file, the one that lasts longest. The rows left
    out are ignored in the ledgers.

    Returns
    -------
    DataFrame
        The columns of the files, sorted by child and start, with ``file`` (position in
        ``files``) and a new index.
    """
    ordered = sorted(range(len(files)), key=lambda number: _age_of(files[number]), reverse=True)
    kept = []
    for rank, number in enumerate(ordered):
        episodes = _without_repeats(files[number])
        kept.append(episodes.assign(file=number, rank=rank))
    together = pd.concat(kept, ignore_index=True)
    together = together.sort_values([*_KEY, "rank"], kind="stable", ignore_index=True)
    is_older = together.duplicated(_KEY, keep="first")
    older = together[is_older]
    for number, file in enumerate(files):
        file.ledger.settle(
            file.ledger.rows_at(older.loc[older["file"] == number, "position"]), Fate.IGNORED
        )
    history = together[~is_older].drop(columns="rank").reset_index(drop=True)
    _note_left_open(files, history, ordered)
    _note_overlaps(files, history)
    _note_gaps(files, history)
    return history


def placement_start_dates(files: Sequence[EpisodesFile], history: pd.DataFrame) -> pd.Series:
    """
    Find the first day of each placement, through changes of legal status alone.

    A placement goes on from the child's episode that ended on the same day or the day
    before. Where there is none, the placement is older than the record shows: a return of
    one year begins in the middle of many. That is a fault only after another episode.

    Parameters
    ----------
    history
        As `merge_files` gives it.

    Returns
    -------
    Series
        datetime64[s], indexed as ``history``; missing where the placement began before
        the record does.
    """
    goes_on = history["reason_new"].isin(SAME_PLACEMENT)
    is_same_child = history["child_key"] == history["child_key"].shift()
    since_the_last = history["start_date"] - history["end_date"].shift()
    follows = goes_on & is_same_child & since_the_last.isin(_NO_GAP)
    is_cut_off = goes_on & ~follows
    lost = history[is_cut_off & is_same_child]
    for number, file in enumerate(files):
        file.ledger.mark(
            file.ledger.rows_at(lost.loc[lost["file"] == number, "position"]),
            code="episode_before_missing",
            column="RNE",
            found="the placement goes on, but no episode of the child ends then or a day before",
            remedy=f"{_REMEDY}; the row is in, and when the placement began is not known.",
        )
    first_of_placement = np.maximum.accumulate(np.where(follows, 0, np.arange(len(history))))
    began = history["start_date"].mask(is_cut_off).to_numpy()[first_of_placement]
    return pd.Series(began, index=history.index, name="placement_start_date")


def _age_of(file: EpisodesFile) -> tuple[int, str]:
    last = file.last_event
    return (0 if pd.isna(last) else last.value, file.ledger.file)


def _without_repeats(file: EpisodesFile) -> pd.DataFrame:
    """Keep one row of those of one child that begin on one day."""
    episodes = file.episodes
    is_repeated = episodes.duplicated(_KEY, keep=False)
    if not is_repeated.any():
        return episodes
    repeated = episodes[is_repeated].copy()
    repeated["lasts"] = _ends(repeated)
    repeated = repeated.sort_values(
        [*_KEY, "lasts", *_CONTENT[1:], "position"],
        ascending=[True, True, False, *[True] * (len(_CONTENT) - 1), True],
    ).drop(columns="lasts")
    surplus = repeated[repeated.duplicated(_KEY, keep="first")]
    is_copy = repeated.duplicated([*_KEY, *_CONTENT], keep="first")
    ledger = file.ledger
    for where, found in (
        (surplus[is_copy[surplus.index]], "the same episode stands in an earlier row"),
        (
            surplus[~is_copy[surplus.index]],
            "another episode of the child begins on the same day, and the longer one is taken",
        ),
    ):
        ledger.mark(
            file.ledger.rows_at(where["position"]),
            code="episode_repeated",
            column="DECOM",
            found=found,
            remedy=f"{_REMEDY}; the row is left out.",
            fate=Fate.IGNORED,
        )
    return episodes.drop(index=surplus.index)


def _note_left_open(
    files: Sequence[EpisodesFile], history: pd.DataFrame, ordered: Sequence[int]
) -> None:
    """Tell of episodes that an older file leaves open and the newest does not hold."""
    newest = ordered[0]
    newest_year = year_end_on_or_after(files[newest].last_event.date())
    left_open = history[history["end_date"].isna() & (history["file"] != newest)]
    for number, file in enumerate(files):
        if year_end_on_or_after(file.last_event.date()) == newest_year:
            continue
        file.ledger.mark(
            file.ledger.rows_at(left_open.loc[left_open["file"] == number, "position"]),
            code="episode_not_in_newest_file",
            column="DEC",
            found=f"the episode is open here and is not in {files[newest].ledger.file}",
            remedy=f"{_REMEDY}; the row is in, as an open episode.",
        )


def _note_overlaps(files: Sequence[EpisodesFile], history: pd.DataFrame) -> None:
    """Tell of episodes that begin before an earlier one of the child has ended."""
    ends = pd.Series(_ends(history), index=history.index)
    so_far = ends.groupby(history["child_key"], sort=False).cummax()
    starts = history["start_date"].to_numpy().astype("int64")
    is_same_child = (history["child_key"] == history["child_key"].shift()).to_numpy()
    before = so_far.shift(fill_value=0).to_numpy()
    overlapping = history[is_same_child & (before > starts)]
    for number, file in enumerate(files):
        file.ledger.mark(
            file.ledger.rows_at(overlapping.loc[overlapping["file"] == number, "position"]),
            code="episodes_overlap",
            column="DECOM",
            found="an earlier episode of the child is still open on this day",
            remedy=f"{_REMEDY}; the row is in, and of two open episodes the later one counts.",
        )


def _note_gaps(files: Sequence[EpisodesFile], history: pd.DataFrame) -> None:
    """Tell of episodes after which another should begin on the day, and none does."""
    is_same_child = history["child_key"] == history["child_key"].shift(-1)
    goes_on = is_same_child & (history["start_date"].shift(-1) == history["end_date"])
    goes_on |= history["end_date"].isna()
    broken = history[(history["reason_ceased"] == CONTINUED) & ~goes_on]
    for number, file in enumerate(files):
        file.ledger.mark(
            file.ledger.rows_at(broken.loc[broken["file"] == number, "position"]),
            code="continuation_missing",
            column="REC",
            found=f"another episode follows on the same day ({CONTINUED}), but none is there",
            remedy=f"{_REMEDY}; the row is in, and the child is not counted in between.",
        )


def _ends(episodes: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Give the end of each episode as a number; an open one is later than all."""
    ends = episodes["end_date"]
    return np.where(ends.isna(), _NOT_YET, ends.to_numpy().astype("int64"))
