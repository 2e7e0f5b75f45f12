"""Dates are day first, and one that does not exist is never guessed."""

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import to_excel

from lib.ingest.cells import Column
from lib.ingest.dates import EARLIEST, Reading, read_dates

TODAY = date(2026, 11, 23)


def read(text: str, *, today: date = TODAY) -> tuple[date | None, Reading]:
    dates = read_dates(Column(np.zeros(1, dtype=np.int32), [text]), today=today)
    day = dates.days[0]
    assert dates.days.dtype == "datetime64[s]"
    assert dates.is_bad[0] == (np.isnat(day) and text != "")
    return None if np.isnat(day) else day.astype(datetime).date(), Reading(dates.readings[0])


@given(st.dates(min_value=EARLIEST, max_value=TODAY))
@settings(deadline=None)
def test_every_date_of_the_return_is_read_day_first(day: date) -> None:
    assert read(f"{day:%d/%m/%Y}") == (day, Reading.DAY_FIRST)
    assert read(f"{day.day}/{day.month}/{day.year}") == (day, Reading.DAY_FIRST)
    assert read(day.isoformat()) == (day, Reading.YEAR_FIRST)
    assert read(f"{day:%d/%m/%Y} 00:00") == (day, Reading.WITH_CLOCK)


def test_the_number_that_a_spreadsheet_keeps_for_a_date_is_one() -> None:
    assert read("43190") == (date(2018, 3, 31), Reading.SERIAL)
    assert read("43190.5") == (date(2018, 3, 31), Reading.SERIAL)


@given(st.dates(min_value=EARLIEST, max_value=TODAY))
@settings(deadline=None)
def test_its_days_are_those_that_a_spreadsheet_library_counts(day: date) -> None:
    assert read(str(int(to_excel(day)))) == (day, Reading.SERIAL)


def test_a_date_that_could_be_either_is_day_first() -> None:
    assert read("04/03/2018")[0] == date(2018, 3, 4)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("", Reading.BLANK),
        ("31/02/2018", Reading.NO_SUCH_DAY),
        ("29/02/2018", Reading.NO_SUCH_DAY),
        ("00/01/2018", Reading.NO_SUCH_DAY),
        ("04/31/2018", Reading.MONTH_FIRST),
        ("2018-02-30", Reading.NO_SUCH_DAY),
        ("01/02/18", Reading.SHORT_YEAR),
        ("10000", Reading.TOO_EARLY),
        ("99999", Reading.IN_FUTURE),
        ("4319", Reading.NO_DATE),
        ("last Tuesday", Reading.NO_DATE),
        ("01/02/2018 and more", Reading.NO_DATE),
        ("01/02-2018", Reading.NO_DATE),
        ("٠١/٠٢/٢٠١٨", Reading.NO_DATE),
        ("01/02/1918", Reading.TOO_EARLY),
        ("24/11/2026", Reading.IN_FUTURE),
        ("01/02/9999", Reading.IN_FUTURE),
    ],
)
def test_what_is_no_date_is_told_in_kind(text: str, reading: Reading) -> None:
    assert read(text) == (None, reading)


def test_the_29th_of_february_exists_in_a_leap_year() -> None:
    assert read("29/02/2016")[0] == date(2016, 2, 29)
