"""Ages in completed years, and not known where the date of birth cannot be trusted."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ingest.births import completed_years
from tests.fixtures.returns_on_disk import (
    HACKNEY,
    child,
    codes,
    count,
    episode,
    load,
    only,
    put_episodes,
    put_header,
)

FILE = f"{HACKNEY}/header.csv"


def years_by_counting_birthdays(born: date, day: date) -> int:
    birthdays = 0
    for year in range(born.year + 1, day.year + 1):
        try:
            birthday = born.replace(year=year)
        except ValueError:
            birthday = date(year, 3, 1)
        birthdays += birthday <= day
    return birthdays


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2020, 1, 1)),
    st.integers(min_value=0, max_value=9_000),
)
@settings(deadline=None)
def test_age_is_the_number_of_birthdays_that_have_been(born: date, days: int) -> None:
    day = pd.Timestamp(born) + pd.Timedelta(days=days)
    found = completed_years(pd.Series([pd.Timestamp(born)], dtype="datetime64[s]"), day)
    assert found.tolist() == [years_by_counting_birthdays(born, day.date())]


def test_nobody_has_an_age_before_being_born() -> None:
    born = pd.Series([pd.Timestamp(2018, 4, 1), pd.NaT], dtype="datetime64[s]")
    assert completed_years(born, pd.Timestamp(2018, 3, 31)).isna().all()


@pytest.mark.parametrize(
    ("born", "age"),
    [("31/03/2004", 14), ("01/04/2004", 13), ("29/02/2004", 14), ("10/09/2003", 14)],
)
def test_the_age_is_the_one_on_the_as_at_date(tmp_path: Path, born: str, age: int) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child(DOB=born))
    returns = load(tmp_path)
    assert returns.as_of == date(2018, 3, 31)
    assert returns.episodes["age_years"].tolist() == [age]
    assert returns.findings == ()


def test_the_age_at_the_start_is_the_one_on_the_first_day_of_the_episode(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(DECOM="09/09/2017"), episode(CHILD="z", DECOM="10/09/2017"))
    put_header(tmp_path, child(), child(CHILD="z"))
    assert load(tmp_path).episodes["age_at_start_years"].tolist() == [13, 14]


def test_a_return_without_a_header_loads_with_unknown_ages_and_says_so(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    returns = load(tmp_path)
    assert returns.episodes["age_years"].isna().all()
    assert only(returns, "header_missing").file == HACKNEY


@pytest.mark.parametrize("born", ["31/02/2004", "2004", "", "01/02/2027"])
def test_a_bad_date_of_birth_leaves_the_age_unknown(tmp_path: Path, born: str) -> None:
    put_episodes(tmp_path, episode(), episode(CHILD="z"))
    put_header(tmp_path, child(), child(CHILD="z", DOB=born))
    returns = load(tmp_path)
    assert returns.episodes["age_years"].isna().tolist() == [False, True]
    (finding,) = returns.findings
    assert (finding.file, finding.row, finding.column) == (FILE, 3, "DOB")


@pytest.mark.parametrize(
    ("born", "code"), [("06/06/2017", "birth_impossible"), ("01/01/1990", "birth_too_early")]
)
def test_a_child_unborn_or_grown_up_at_the_start_has_no_known_age(
    tmp_path: Path, born: str, code: str
) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child(DOB=born))
    returns = load(tmp_path)
    assert returns.episodes[["age_years", "age_at_start_years"]].isna().all(axis=None)
    assert only(returns, code).row == 2


def test_children_without_a_row_in_the_header_are_counted(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(), episode(CHILD="z"), episode(CHILD="zz"))
    put_header(tmp_path, child())
    finding = only(load(tmp_path), "header_row_missing")
    assert finding.row is None
    assert ": 2." in finding.message


def test_a_row_of_a_child_who_was_not_looked_after_is_ignored(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child(), child(CHILD="care-leaver"))
    returns = load(tmp_path)
    assert returns.findings == ()
    counted = count(returns, FILE)
    assert (counted.read, counted.loaded, counted.ignored) == (2, 1, 1)


def test_two_dates_of_birth_for_one_child_are_a_finding_and_no_age(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child(), name="2017.csv")
    put_header(tmp_path, child(DOB="11/09/2003"), name="2018.csv")
    returns = load(tmp_path)
    assert codes(returns) == ["births_differ", "births_differ"]
    assert returns.episodes["age_years"].isna().all()


def test_the_same_date_of_birth_in_the_headers_of_two_years_is_no_fault(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child(), name="2017.csv")
    put_header(tmp_path, child(), name="2018.csv")
    returns = load(tmp_path)
    assert returns.findings == ()
    assert returns.episodes["age_years"].tolist() == [14]
