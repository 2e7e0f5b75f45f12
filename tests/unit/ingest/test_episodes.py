"""Rows of the Episodes table: what loads, what is refused, and what is said."""

from pathlib import Path

import pandas as pd
import pytest

from tests.fixtures.returns_on_disk import (
    EPISODES,
    HACKNEY,
    HAVERING,
    codes,
    count,
    csv_text,
    episode,
    load,
    only,
    put,
    put_episodes,
    put_header,
)

FILE = f"{HACKNEY}/episodes.csv"
GOOD = episode(CHILD="good", DECOM="01/05/2016")


def test_a_good_row_loads_with_points_and_authorities(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    row = load(tmp_path).episodes.loc[0]
    assert row["authority_code"] == HACKNEY
    assert row["start_date"] == pd.Timestamp(2017, 6, 5)
    assert pd.isna(row["end_date"])
    assert (row["placement_type"], row["placement_provider"], row["legal_status"]) == (
        "K2", "PR4", "C2",
    )  # fmt: skip
    assert (row["origin_easting"], row["origin_northing"]) == (534870.0, 184694.0)
    assert (row["placement_easting"], row["placement_northing"]) == (551391.0, 189199.0)
    assert (row["origin_authority_code"], row["placement_authority_code"]) == (HACKNEY, HAVERING)
    assert row["home_urn"] == "SC123456"


@pytest.mark.parametrize(
    ("cells", "code", "column", "letter"),
    [
        ({"CHILD": ""}, "child_missing", "CHILD", "A"),
        ({"DECOM": ""}, "value_missing", "DECOM", "B"),
        ({"DECOM": "31/02/2018"}, "date_impossible", "DECOM", "B"),
        ({"DECOM": "01/02/2027"}, "date_impossible", "DECOM", "B"),
        ({"DEC": "31/02/2018"}, "date_impossible", "DEC", "H"),
        ({"DEC": "04/06/2017"}, "ends_before_start", "DEC", "H"),
        ({"PLACE": "Q9"}, "code_unknown", "PLACE", "F"),
        ({"PLACE": ""}, "value_missing", "PLACE", "F"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_and_the_good_row_loads(
    tmp_path: Path, cells: dict[str, str], code: str, column: str, letter: str
) -> None:
    put_episodes(tmp_path, GOOD, episode(**cells))
    put_header(tmp_path)
    returns = load(tmp_path)
    finding = only(returns, code)
    assert (finding.file, finding.row, finding.column) == (FILE, 3, column)
    assert f"Row 3, column {letter} ({column}): " in finding.message
    counted = count(returns, FILE)
    assert (counted.read, counted.loaded, counted.refused, counted.ignored) == (2, 1, 1, 0)
    assert returns.episodes["start_date"].tolist() == [pd.Timestamp(2016, 5, 1)]


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"LS": "Q9"}, "code_unknown", "legal_status"),
        ({"LS": ""}, "value_missing", "legal_status"),
        ({"PLACE_PROVIDER": "PR7"}, "code_unknown", "placement_provider"),
        ({"URN": "not a number"}, "urn_unknown", "home_urn"),
        ({"PL_POST": "ZZ9 9ZZ"}, "postcode_not_locatable", "placement_authority_code"),
        ({"HOME_POST": "ZZ9 9ZZ"}, "postcode_not_locatable", "origin_authority_code"),
    ],
)
def test_a_cell_that_cannot_be_used_is_left_out_and_its_row_loads(
    tmp_path: Path, cells: dict[str, str], code: str, field: str
) -> None:
    put_episodes(tmp_path, GOOD, episode(**cells))
    returns = load(tmp_path)
    assert only(returns, code).row == 3
    assert returns.episodes[field].isna().sum() == 1
    assert count(returns, FILE).loaded == 2


@pytest.mark.parametrize("column", ["RNE", "CIN", "REC", "REASON_PLACE_CHANGE"])
def test_an_unknown_code_that_no_figure_needs_is_still_told(tmp_path: Path, column: str) -> None:
    put_episodes(tmp_path, episode(**{column: "QQ"}))
    assert only(load(tmp_path), "code_unknown").column == column


def test_codes_of_all_years_are_known_in_any_case(tmp_path: Path) -> None:
    rows = [
        episode(CHILD=f"kid-{code}", PLACE=code)
        for code in ("H5", "P2", "K3", "z11", "Z14", "k2", " U4 ")
    ]
    put_episodes(tmp_path, *rows)
    returns = load(tmp_path)
    assert sorted(returns.episodes["placement_type"]) == sorted(
        ["H5", "P2", "K3", "Z11", "Z14", "K2", "U4"]
    )
    assert "code_unknown" not in codes(returns)


def test_a_missing_postcode_is_missing_and_an_unknown_one_not_locatable(tmp_path: Path) -> None:
    put_episodes(
        tmp_path,
        episode(CHILD="a", PL_POST=""),
        episode(CHILD="b", PL_POST="ZZ9 9ZZ"),
        episode(CHILD="c"),
    )
    returns = load(tmp_path)
    assert returns.episodes["placement_level"].tolist() == ["missing", "not locatable", "postcode"]
    assert returns.episodes["placement_easting"].isna().tolist() == [True, True, False]
    assert codes(returns).count("postcode_not_locatable") == 1


def test_a_row_of_x_is_no_urn_and_no_fault(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(URN="XXXXXXX"))
    returns = load(tmp_path)
    assert returns.episodes["home_urn"].isna().all()
    assert "urn_unknown" not in codes(returns)


def test_other_ways_of_writing_dates_are_read_and_said_once(tmp_path: Path) -> None:
    put_episodes(
        tmp_path,
        episode(CHILD="a", DECOM="2017-06-05"),
        episode(CHILD="b", DECOM="2017-06-06"),
        episode(CHILD="c", DECOM="07/06/2017 00:00"),
    )
    returns = load(tmp_path)
    assert returns.episodes["start_date"].dt.day.tolist() == [5, 6, 7]
    assert codes(returns).count("date_form") == 2


@pytest.mark.parametrize("column", ["CHILD", "DECOM", "DEC", "PLACE"])
def test_without_a_column_that_everything_needs_the_file_is_refused(
    tmp_path: Path, column: str
) -> None:
    put_episodes(tmp_path, GOOD, name="good.csv")
    put(
        tmp_path,
        f"{HACKNEY}/bad.csv",
        csv_text([name for name in EPISODES if name != column], [episode(), episode()]),
    )
    returns = load(tmp_path)
    finding = only(returns, "column_missing")
    assert (finding.file, finding.row, finding.column) == (f"{HACKNEY}/bad.csv", None, column)
    assert count(returns, f"{HACKNEY}/bad.csv").refused == 2


@pytest.mark.parametrize(
    "column",
    ["RNE", "LS", "CIN", "PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE", "HOME_POST", "PL_POST",
     "URN"],
)  # fmt: skip
def test_without_another_column_the_rows_load_and_the_loss_is_told(
    tmp_path: Path, column: str
) -> None:
    columns = [name for name in EPISODES if name != column]
    put(tmp_path, FILE, csv_text(columns, [episode()]))
    returns = load(tmp_path)
    assert only(returns, "column_missing").column == column
    assert len(returns.episodes) == 1


def test_columns_may_stand_in_any_order_under_any_file_name(tmp_path: Path) -> None:
    put_episodes(tmp_path / "usual", episode())
    turned = csv_text(EPISODES[::-1], [episode()])
    put(tmp_path / "odd", f"{HACKNEY}/Copy of 903 (final).CSV", turned)
    usual, odd = load(tmp_path / "usual"), load(tmp_path / "odd")
    pd.testing.assert_frame_equal(usual.episodes, odd.episodes)


def test_many_rows_with_one_fault_are_named_up_to_a_limit_and_then_counted(
    tmp_path: Path,
) -> None:
    rows = [episode(CHILD=f"kid-{n}", PLACE="Q9") for n in range(10_050)]
    put_episodes(tmp_path, GOOD, *rows)
    returns = load(tmp_path)
    found = [finding for finding in returns.findings if finding.code == "code_unknown"]
    assert len(found) == 10_001
    (rest,) = [finding for finding in found if finding.row is None]
    assert rest.message.startswith("50 more rows")
    assert count(returns, FILE).refused == 10_050
