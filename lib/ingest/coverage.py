"""Which dates a return tells about, and as at which of them everything is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

_YEAR_ENDS: Final = (3, 31)
_ENOUGH_EVENTS: Final = 50
_LONE_SHARE: Final = 0.01
_QUIET_DAYS: Final = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """
    The dates on which a return knows who was looked after.

    A return holds every episode that was open on some day of its year, so it tells
    about the 31 March before its earliest end of an episode, but not about the years
    before, of which it holds only the children who stayed.
    """

    code: str
    first: date
    last: date
    last_event: date
    lone_events: int
    """Dates so far after all others that they are taken for slips of the pen."""

    def holds(self, day: date) -> bool:
        """Tell whether the return knows who was looked after on a day."""
        return self.first <= day <= max(self.last, self.last_event)


def year_end_on_or_after(day: date) -> date:
    """Give the 31 March that ends the reporting year of a day."""
    end = date(day.year, *_YEAR_ENDS)
    return end if day <= end else date(day.year + 1, *_YEAR_ENDS)


def year_end_on_or_before(day: date) -> date:
    """Give the last 31 March that is not after a day."""
    end = date(day.year, *_YEAR_ENDS)
    return end if day >= end else date(day.year - 1, *_YEAR_ENDS)


def coverage_of(code: str, history: pd.DataFrame, *, today: date) -> Coverage:
    """
    Find the dates that an authority's history covers.

    Parameters
    ----------
    history
        ``start_date`` and ``end_date`` of at least one episode.

    Returns
    -------
    Coverage
        ``last`` is the 31 March on or after the last event, or the 31 March before
        ``today`` where that one has not come yet. A few dates more than a year after
        all others do not count.
    """
    events = pd.concat([history["start_date"], history["end_date"]]).dropna().sort_values()
    lone = 0
    if len(events) >= _ENOUGH_EVENTS:
        tail = events.iloc[-max(int(len(events) * _LONE_SHARE), 1) - 1 :]
        gaps = tail.diff().dt.days.to_numpy()
        after_quiet = (gaps > _QUIET_DAYS).nonzero()[0]
        if after_quiet.size:
            lone = len(tail) - int(after_quiet[0])
            events = events.iloc[:-lone]
    last_event = events.iloc[-1].date()
    last = year_end_on_or_after(last_event)
    if last > today:
        last = year_end_on_or_before(today)
    ends = history["end_date"].min()
    first = last if pd.isna(ends) else min(last, year_end_on_or_before(ends.date()))
    return Coverage(code=code, first=first, last=last, last_event=last_event, lone_events=lone)


def default_as_of(coverages: Sequence[Coverage]) -> date:
    """Give the last 31 March that every return covers."""
    return min(coverage.last for coverage in coverages)


def holding_back(coverages: Sequence[Coverage]) -> tuple[str, ...]:
    """Name those whose return ends on the default date, where another goes further."""
    day = default_as_of(coverages)
    if all(coverage.last == day for coverage in coverages):
        return ()
    return tuple(coverage.code for coverage in coverages if coverage.last == day)


def available_dates(
    coverages: Sequence[Coverage], histories: Sequence[pd.DataFrame]
) -> tuple[date, ...]:
    """
    List each 31 March that every return covers, with a child looked after in each.

    Returns
    -------
    tuple of date
        Newest first; never empty.
    """
    newest = default_as_of(coverages)
    oldest = max(coverage.first for coverage in coverages)
    years = range(newest.year - 1, oldest.year - 1, -1)
    earlier = [date(year, *_YEAR_ENDS) for year in years]
    return (
        newest,
        *(day for day in earlier if all(is_open(history, day).any() for history in histories)),
    )


def is_open(episodes: pd.DataFrame, day: date) -> pd.Series:
    """Tell which episodes are open on a day: begun by then, and not ended by then."""
    at = pd.Timestamp(day)
    ends = episodes["end_date"]
    return (episodes["start_date"] <= at) & (ends.isna() | (ends > at))
