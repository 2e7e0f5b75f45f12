"""Months as councils write them: 2019-04, 04/2019, or any date within the month."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from lib.ingest.cells import Column
from lib.ingest.dates import Reading, read_dates

_YEAR_FIRST: Final = re.compile(r"\d{4}-\d{1,2}", re.ASCII)
_MONTH_FIRST: Final = re.compile(r"\d{1,2}([/.-])\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Months:
    """
    A column of months by row.

    ``first_days`` are datetime64[s], NaT where the cell holds no month. ``is_bad``: what is
    not blank and no month; ``is_running``: months that are not over, or have not begun.
    """

    first_days: npt.NDArray[np.datetime64]
    is_bad: npt.NDArray[np.bool_]
    is_running: npt.NDArray[np.bool_]

    @property
    def days(self) -> npt.NDArray[np.int64]:
        """How many days each month has; 0 where there is none."""
        months = self.first_days.astype("datetime64[M]")
        is_known = ~np.isnat(months)
        days = np.zeros(len(months), dtype=np.int64)
        first, after = months[is_known], months[is_known] + 1
        days[is_known] = (after.astype("datetime64[D]") - first.astype("datetime64[D]")).astype(
            np.int64
        )
        return days


def read_months(column: Column, *, today: date) -> Months:
    """
    Read months, and tell those that are not over on a day.

    Of a month that is still running nobody knows yet how many nights will be used.
    """
    as_dates = Column(column.codes, [_as_date(value) for value in column.distinct])
    dates = read_dates(as_dates, today=date.max)
    # a number alone may be anything in a table that somebody fills in by hand
    days = np.where(dates.readings == Reading.SERIAL, np.datetime64("NaT"), dates.days)
    months = days.astype("datetime64[M]")
    is_running = months >= np.datetime64(today, "M")  # NaT is not
    return Months(months.astype("datetime64[s]"), np.isnat(days) & ~column.is_blank, is_running)


def _as_date(value: str) -> str:
    """Give a month its first day; a date stays as it is."""
    if _YEAR_FIRST.fullmatch(value):
        return f"{value}-01"
    if match := _MONTH_FIRST.fullmatch(value):
        return f"01{match[1]}{value}"
    return value
