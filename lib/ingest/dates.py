"""Dates as councils write them: day first, and never one that does not exist."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from lib.ingest.cells import Column
from lib.ingest.findings import Fate, Ledger

EARLIEST: Final = date(1970, 1, 1)
"""Nobody in a return of 2017 or later was born, let alone placed, before this."""

_CLOCK: Final = r"(?P<clock>[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp][Mm])?Z?)?"
_DAY_FIRST: Final = re.compile(
    r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4})" + _CLOCK, re.ASCII
)
_YEAR_FIRST: Final = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _CLOCK, re.ASCII
)
_SHORT_YEAR: Final = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", re.ASCII)
_SERIAL: Final = re.compile(r"(?P<days>\d{5})(\.\d+)?", re.ASCII)
_DAY_ZERO: Final = date(1899, 12, 30)
"""From here on a spreadsheet counts days; since March 1900 it counts them rightly."""

_MONTHS: Final = 12


class Reading(IntEnum):
    """How a cell of a date column reads. From `NO_SUCH_DAY` on there is no date."""

    BLANK = 0
    DAY_FIRST = 1
    YEAR_FIRST = 2
    WITH_CLOCK = 3
    SERIAL = 4
    NO_SUCH_DAY = 5
    MONTH_FIRST = 6
    SHORT_YEAR = 7
    NO_DATE = 8
    TOO_EARLY = 9
    IN_FUTURE = 10


_FOUND: Final[dict[int, str]] = {
    Reading.NO_SUCH_DAY: "a date that does not exist",
    Reading.MONTH_FIRST: "a date with the month first",
    Reading.SHORT_YEAR: "a date with two figures for the year",
    Reading.NO_DATE: "text that is not a date",
    Reading.TOO_EARLY: f"a date before {EARLIEST.year}",
    Reading.IN_FUTURE: "a date that has not come yet",
}


@dataclass(frozen=True, slots=True)
class Dates:
    """A column of dates by row: NaT where there is none, and how each cell reads."""

    days: npt.NDArray[np.datetime64]
    readings: npt.NDArray[np.uint8]

    @property
    def is_blank(self) -> npt.NDArray[np.bool_]:
        """Which cells are empty."""
        return np.equal(self.readings, Reading.BLANK)

    @property
    def is_bad(self) -> npt.NDArray[np.bool_]:
        """Which cells hold something that is no usable date."""
        return np.greater_equal(self.readings, Reading.NO_SUCH_DAY)


def read_dates(column: Column, *, today: date) -> Dates:
    """
    Read dates day first (dd/mm/yyyy).

    Taken too, and told by `note_dates`: yyyy-mm-dd, a time of day after the date, and the
    number of days that a spreadsheet keeps for a date (five figures).

    Returns
    -------
    Dates
        ``days`` as datetime64[s].
    """
    days, readings = _read_each(column.distinct, today)
    return Dates(days[column.codes], readings[column.codes])


def note_dates(
    ledger: Ledger, dates: Dates, column: str, *, code: str, remedy: str, fate: Fate
) -> None:
    """Make findings of the cells that are no date, and one of unusual ways of writing."""
    readings = dates.readings
    ledger.mark(
        dates.is_bad,
        code=code,
        column=column,
        found=lambda position: _FOUND[int(readings[position])],
        remedy=remedy,
        fate=fate,
    )
    for reading, form in (
        (Reading.YEAR_FIRST, "the year first (yyyy-mm-dd)"),
        (Reading.WITH_CLOCK, "a time of day after the date"),
        (Reading.SERIAL, "a number, as a spreadsheet keeps a date"),
    ):
        rows = int(np.count_nonzero((readings == reading) & ledger.is_loaded))
        if rows:
            place = ledger.places[column]
            many = "one row holds" if rows == 1 else f"{rows:,} rows hold"
            ledger.whole(
                "date_form",
                f"{place[0].upper()}{place[1:]}: {many} {form}, read as a date. "
                "The form of the return is dd/mm/yyyy.",
                column=column,
            )


def _read_each(
    values: Sequence[str], today: date
) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.uint8]]:
    days = np.full(len(values), np.datetime64("NaT"), dtype="datetime64[s]")
    readings = np.zeros(len(values), dtype=np.uint8)
    for position, value in enumerate(values):
        day, reading = _read_one(value, today)
        readings[position] = reading
        if day is not None:
            days[position] = np.datetime64(day, "s")
    return days, readings


def _read_one(value: str, today: date) -> tuple[date | None, Reading]:
    match = _DAY_FIRST.fullmatch(value) or _YEAR_FIRST.fullmatch(value)
    if match is None:
        serial = _SERIAL.fullmatch(value)
        if serial is None:
            return None, _read_what_is_no_date(value)
        return _within(_DAY_ZERO + timedelta(days=int(serial["days"])), today, Reading.SERIAL)
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    try:
        read = date(year, month, day)
    except ValueError:
        is_swapped = match.re is _DAY_FIRST and day <= _MONTHS < month
        return None, Reading.MONTH_FIRST if is_swapped else Reading.NO_SUCH_DAY
    if match.re is _YEAR_FIRST:
        return _within(read, today, Reading.YEAR_FIRST)
    return _within(read, today, Reading.WITH_CLOCK if match["clock"] else Reading.DAY_FIRST)


def _within(read: date, today: date, reading: Reading) -> tuple[date | None, Reading]:
    if not EARLIEST <= read <= today:
        return None, Reading.TOO_EARLY if read < EARLIEST else Reading.IN_FUTURE
    return read, reading


def _read_what_is_no_date(value: str) -> Reading:
    if not value:
        return Reading.BLANK
    return Reading.SHORT_YEAR if _SHORT_YEAR.fullmatch(value) else Reading.NO_DATE
