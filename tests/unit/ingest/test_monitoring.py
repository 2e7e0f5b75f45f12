"""What the contract's homes report, month by month."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lib.ingest.findings import NothingUsableError
from lib.ingest.load import Returns
from lib.schemas.monitoring import MONITORING as SCHEMA
from tests.fixtures.returns_on_disk import (
    HACKNEY,
    HAVERING,
    MONITORING,
    child,
    codes,
    count,
    csv_text,
    episode,
    load,
    only,
    put,
    put_episodes,
    put_header,
    report,
)


def put_return(folder: Path) -> None:
    put_episodes(folder, episode())
    put_header(folder, child())


def loaded(folder: Path, *rows: dict[str, str], name: str = "monitoring.csv") -> Returns:
    put_return(folder)
    put(folder, name, csv_text(MONITORING, rows))
    return load(folder)


def test_a_month_of_a_home_is_read(tmp_path: Path) -> None:
    returns = loaded(tmp_path, report())
    assert returns.has_monitoring
    assert returns.findings == ()
    assert returns.monitoring.loc[0].to_dict() == {
        "month": pd.Timestamp("2019-04-01"),
        "home_name": "Invented home A",
        "beds": 4,
        "nights_available": 120,
        "nights_used": 100,
        "voids_paid_nights": 20,
        "weekly_price_pence": 290_400,
        "outcomes_due": 8,
        "outcomes_achieved": 6,
        "payment_by_results_pence": 150_000,
        "rating_mean": 4.2,
        "rating_answers": 3,
    }


def test_without_the_file_nothing_was_reported_and_that_is_no_fault(tmp_path: Path) -> None:
    put_return(tmp_path)
    returns = load(tmp_path)
    assert not returns.has_monitoring
    assert returns.monitoring.empty
    pd.testing.assert_frame_equal(SCHEMA.validate(returns.monitoring), returns.monitoring)
    assert returns.findings == ()


@pytest.mark.parametrize(
    "name", ["anything.csv", f"{HAVERING}/monitoring.csv", f"{HACKNEY}/monitoring.csv"]
)
def test_the_file_may_lie_beside_the_folders_or_in_one(tmp_path: Path, name: str) -> None:
    returns = loaded(tmp_path, report(), name=name)
    assert len(returns.monitoring) == 1
    assert count(returns, name).loaded == 1


def test_the_file_counts_though_the_return_beside_it_cannot_be_used(tmp_path: Path) -> None:
    put(tmp_path, f"{HAVERING}/episodes.csv", "CHILD,DECOM,DEC,PLACE\n")
    returns = loaded(tmp_path, report(), name=f"{HAVERING}/monitoring.csv")
    assert len(returns.monitoring) == 1


def test_the_file_alone_is_no_return(tmp_path: Path) -> None:
    put(tmp_path, "monitoring.csv", csv_text(MONITORING, [report()]))
    with pytest.raises(NothingUsableError):
        load(tmp_path)


@pytest.mark.parametrize(
    "headings",
    [
        "Month,Home,Beds,Nights used,Outcomes due,Outcomes achieved",
        "MONTH,Home name,Number of beds,Nights occupied,outcomes-due,Outcomes met",
        "Reporting month,Children's home,Contracted beds,Bed nights used,Outcomes due,Outcomes met",
    ],
)
def test_headings_may_be_worded_in_other_ways(tmp_path: Path, headings: str) -> None:
    put_return(tmp_path)
    put(tmp_path, "list.csv", f"{headings}\n2019-04,Invented home A,4,100,8,6\n")
    row = load(tmp_path).monitoring.loc[0]
    assert (row["nights_used"], row["outcomes_due"], row["outcomes_achieved"]) == (100, 8, 6)


def test_a_list_of_homes_with_months_is_not_taken_for_ofsteds(tmp_path: Path) -> None:
    put_return(tmp_path)
    put(
        tmp_path,
        "list.csv",
        "URN,Local authority,Sector,Home,Month,Beds,Nights used,Outcomes due\n"
        "SC123456,Havering,Private,Invented home A,2019-04,4,100,8\n",
    )
    returns = load(tmp_path)
    assert len(returns.monitoring) == 1
    assert returns.homes.empty


@pytest.mark.parametrize("month", ["2019-04", "2019-4", "04/2019", "4.2019", "30/04/2019"])
def test_a_month_may_be_written_in_several_ways(tmp_path: Path, month: str) -> None:
    returns = loaded(tmp_path, report(month=month))
    assert returns.monitoring["month"].tolist() == [pd.Timestamp("2019-04-01")]
    assert returns.findings == ()


def test_a_leap_february_has_a_night_more(tmp_path: Path) -> None:
    returns = loaded(tmp_path, report(month="2020-02", nights_used="116", voids_paid_nights="0"))
    assert returns.monitoring["nights_available"].tolist() == [116]


@pytest.mark.parametrize(
    "month", ["2019-13", "13/2019", "0000-01", "April", "Apr-19", "31/04/2019", "43556", "4/19"]
)
def test_what_is_no_month_is_refused(tmp_path: Path, month: str) -> None:
    returns = loaded(tmp_path, report(), report(month=month, home="Invented home B"))
    assert len(returns.monitoring) == 1
    finding = only(returns, "month_impossible")
    assert (finding.file, finding.row, finding.column) == ("monitoring.csv", 3, "month")
    assert finding.message.startswith("Row 3, column A (month): no month in the form 2019-04")
    assert month not in finding.message.replace("2019-04", "").replace("04/2019", "")


@pytest.mark.parametrize(
    ("month", "is_in"),
    [("2026-10", True), ("2026-11", False), ("30/11/2026", False), ("2027-01", False)],
)
def test_a_month_that_is_not_over_is_left_out(tmp_path: Path, month: str, is_in: bool) -> None:  # noqa: FBT001
    returns = loaded(tmp_path, report(month=month))
    assert len(returns.monitoring) == is_in
    assert ("month_not_over" in codes(returns)) is not is_in


def test_a_month_is_over_on_the_first_of_the_next(tmp_path: Path) -> None:
    loaded(tmp_path, report(month="2019-04"))
    assert load(tmp_path, today=date(2019, 4, 30)).monitoring.empty
    assert len(load(tmp_path, today=date(2019, 5, 1)).monitoring) == 1


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("month", "", "value_missing"),
        ("home", "", "value_missing"),
        ("home", "x" * 101, "name_impossible"),
        ("home", "home\u202eA", "name_impossible"),
        ("beds", "", "value_missing"),
        ("beds", "0", "number_impossible"),
        ("beds", "-4", "number_impossible"),
        ("beds", "4.5", "number_impossible"),
        ("beds", "101", "number_impossible"),
        ("nights_used", "", "value_missing"),
        ("nights_used", "many", "number_impossible"),
        ("nights_used", "-1", "number_impossible"),
        ("nights_used", "121", "nights_above_beds"),
        ("outcomes_due", "2.5", "number_impossible"),
        ("outcomes_due", "5", "outcomes_above_due"),
        ("outcomes_achieved", "9", "outcomes_above_due"),
        ("outcomes_achieved", "", "payment_without_outcomes"),
        ("payment_by_results_pounds", "-1", "number_impossible"),
        ("payment_by_results_pounds", "1e999", "number_impossible"),
        ("rating_mean", "0.9", "number_impossible"),
        ("rating_mean", "5.1", "number_impossible"),
        ("rating_mean", "NaN", "number_impossible"),
        ("rating_answers", "", "rating_without_answers"),
        ("rating_answers", "0", "rating_without_answers"),
        ("voids_paid_nights", "21", "voids_above_empty"),
        ("weekly_price_pounds", "100001", "number_impossible"),
    ],
)
def test_a_row_that_cannot_be_is_left_out_with_its_reason(
    tmp_path: Path, column: str, cell: str, code: str
) -> None:
    returns = loaded(tmp_path, report(home="Invented home B"), report(**{column: cell}))
    assert returns.monitoring["home_name"].tolist() == ["Invented home B"]
    (finding,) = returns.findings
    assert (finding.code, finding.row) == (code, 3)
    assert finding.message.endswith("Mend it and load again; the row is left out.")
    assert not cell or f": {cell}" not in finding.message
    assert (count(returns, "monitoring.csv").loaded, count(returns, "monitoring.csv").refused) == (
        1,
        1,
    )


def test_numbers_may_be_written_as_a_spreadsheet_does(tmp_path: Path) -> None:
    row = report(
        beds="4.0", payment_by_results_pounds="£1,204.50", rating_mean="4", rating_answers="3.0"
    )
    found = loaded(tmp_path, row).monitoring.loc[0]
    assert (found["beds"], found["payment_by_results_pence"]) == (4, 120_450)
    assert (found["rating_mean"], found["rating_answers"]) == (4.0, 3)


def test_a_blank_cell_is_not_known_and_never_zero(tmp_path: Path) -> None:
    needed = {"month", "home", "beds", "nights_used"}
    row = report(**dict.fromkeys(set(MONITORING) - needed, ""))
    returns = loaded(tmp_path, row)
    assert returns.findings == ()
    assert returns.monitoring.loc[0].dropna().index.tolist() == [
        "month", "home_name", "beds", "nights_available", "nights_used",
    ]  # fmt: skip


def test_answers_without_a_rating_are_told_and_the_row_is_in(tmp_path: Path) -> None:
    returns = loaded(tmp_path, report(rating_mean=""))
    assert len(returns.monitoring) == 1
    assert only(returns, "answers_without_rating").row == 2


@pytest.mark.parametrize("missing", ["month", "home", "beds", "nights_used"])
def test_without_a_needed_column_nothing_of_the_file_is_in(tmp_path: Path, missing: str) -> None:
    put_return(tmp_path)
    columns = [column for column in MONITORING if column != missing]
    put(tmp_path, "monitoring.csv", csv_text(columns, [report()]))
    returns = load(tmp_path)
    assert not returns.has_monitoring
    assert only(returns, "column_missing").column == missing
    assert count(returns, "monitoring.csv").refused == 1


@pytest.mark.parametrize(
    ("missing", "unknown"),
    [
        ("outcomes_due", ["outcomes_due"]),
        ("outcomes_achieved", ["outcomes_achieved", "payment_by_results_pence"]),
        ("payment_by_results_pounds", ["payment_by_results_pence"]),
        ("rating_mean", ["rating_mean", "rating_answers"]),
        ("rating_answers", ["rating_mean", "rating_answers"]),
    ],
)
def test_without_a_useful_column_the_rows_are_in_and_it_is_told(
    tmp_path: Path, missing: str, unknown: list[str]
) -> None:
    put_return(tmp_path)
    columns = [column for column in MONITORING if column != missing]
    put(tmp_path, "monitoring.csv", csv_text(columns, [report()]))
    returns = load(tmp_path)
    row = returns.monitoring.loc[0]
    assert row[row.isna()].index.tolist() == unknown
    assert codes(returns) == ["column_missing"]


def test_voids_and_price_may_be_left_out_without_a_complaint(tmp_path: Path) -> None:
    put_return(tmp_path)
    put(tmp_path, "monitoring.csv", csv_text(MONITORING[:-2], [report()]))
    returns = load(tmp_path)
    assert returns.findings == ()
    assert returns.monitoring[["voids_paid_nights", "weekly_price_pence"]].isna().all(axis=None)


def test_a_row_that_stands_twice_counts_once(tmp_path: Path) -> None:
    returns = loaded(tmp_path, report(), report(month="04/2019", home="invented  HOME a"))
    assert len(returns.monitoring) == 1
    assert only(returns, "home_month_repeated").row == 3
    assert (count(returns, "monitoring.csv").loaded, count(returns, "monitoring.csv").ignored) == (
        1,
        1,
    )


def test_rows_that_contradict_each_other_are_all_left_out(tmp_path: Path) -> None:
    """Nobody knows which of them is true."""
    other = report(month="2019-05")
    returns = loaded(tmp_path, report(), report(nights_used="90"), other, report())
    assert returns.monitoring["month"].tolist() == [pd.Timestamp("2019-05-01")]
    told = [found.row for found in returns.findings if found.code == "home_month_differs"]
    assert told == [2, 3, 5]
    assert count(returns, "monitoring.csv").refused == 3


def test_two_files_that_agree_on_a_month_are_no_fault(tmp_path: Path) -> None:
    put(tmp_path, "older.csv", csv_text(MONITORING, [report()]))
    returns = loaded(tmp_path, report(), report(month="2019-05"))
    assert len(returns.monitoring) == 2
    assert returns.findings == ()
    assert (count(returns, "monitoring.csv").loaded, count(returns, "older.csv").ignored) == (2, 1)


def test_two_files_that_disagree_on_a_month_are_both_told(tmp_path: Path) -> None:
    put(tmp_path, "older.csv", csv_text(MONITORING, [report(beds="5")]))
    returns = loaded(tmp_path, report())
    assert returns.monitoring.empty
    assert returns.has_monitoring
    assert codes(returns) == ["home_month_differs", "home_month_differs"]


def test_a_home_has_one_name_however_its_capitals_are(tmp_path: Path) -> None:
    rows = (report(), report(month="2019-05", home="INVENTED HOME A"))
    names = loaded(tmp_path, *rows).monitoring["home_name"]
    assert names.tolist() == ["INVENTED HOME A"] * 2


def test_blank_rows_are_ignored(tmp_path: Path) -> None:
    blank = dict.fromkeys(MONITORING, "")
    returns = loaded(tmp_path, blank, report(), blank)
    assert len(returns.monitoring) == 1
    assert count(returns, "monitoring.csv").ignored == 2
    assert returns.findings == ()


def test_hostile_text_is_kept_as_plain_text_and_never_told(tmp_path: Path) -> None:
    hostile = "<script>alert('SECRET')</script>"
    returns = loaded(
        tmp_path,
        report(home=hostile),
        *(report(home=hostile, month="2019-05", **{column: hostile}) for column in MONITORING[2:]),
    )
    assert returns.monitoring["home_name"].tolist() == [hostile]
    told = "".join(finding.message for finding in returns.findings)
    assert len(returns.findings) >= len(MONITORING) - 2
    assert "SECRET" not in told
    assert "<" not in told


def test_a_name_that_begins_like_a_formula_is_kept_as_it_stands(tmp_path: Path) -> None:
    assert loaded(tmp_path, report(home="=1+1")).monitoring["home_name"].tolist() == ["=1+1"]
