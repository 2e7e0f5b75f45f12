"""Sums of what was reported: what is not known stays so."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.scenario.monitoring import (
    by_home,
    by_month,
    by_quarter,
    in_all,
    last_months,
    whole_quarters,
)
from tests.fixtures.reported_months import every_month, reported

HOME_B = {"home_name": "Invented home B"}
EVERY = (by_month, by_quarter, by_home, in_all)
ADDED_UP = (
    "nights_available", "nights_used", "voids_paid_nights", "voids_paid_pence", "outcomes_due",
    "outcomes_achieved", "payment_by_results_pence",
)  # fmt: skip


def test_occupancy_is_nights_used_of_the_nights_of_all_beds() -> None:
    month = by_month(reported({"beds": 4, "nights_used": 60, "voids_paid_nights": 0})).iloc[0]
    assert (month["nights_available"], month["nights_used"]) == (120, 60)
    assert month["occupancy"] == 0.5


def test_the_occupancy_of_two_homes_is_no_mean_of_two_percentages() -> None:
    both = in_all(
        reported(
            {"beds": 9, "nights_used": 0, "voids_paid_nights": 0}, {**HOME_B, "beds": 1,
             "nights_used": 30, "voids_paid_nights": 0},
        )
    ).loc[0]  # fmt: skip
    assert both["occupancy"] == 0.1
    assert (both["homes"], both["beds"], both["months"], both["days"]) == (2, 10, 1, 30)


def test_beds_are_those_of_the_last_month() -> None:
    rows = reported({"beds": 9}, {"month": "2019-05", "beds": 10}, {**HOME_B, "month": "2019-05"})
    assert in_all(rows).loc[0, "beds"] == 20
    assert by_home(rows)["beds"].to_dict() == {"Invented home A": 10, "Invented home B": 10}


def test_empty_nights_are_priced_by_the_week() -> None:
    month = by_month(reported({"voids_paid_nights": 10, "weekly_price_pence": 700_00})).iloc[0]
    assert month["voids_paid_pence"] == 1_000_00
    odd = by_month(reported({"voids_paid_nights": 1, "weekly_price_pence": 1004})).iloc[0]
    assert odd["voids_paid_pence"] == 143  # 143.43


def test_without_a_price_empty_nights_have_no_price_and_are_not_free() -> None:
    month = by_month(reported({"weekly_price_pence": None})).iloc[0]
    assert month["voids_paid_nights"] == 30
    assert pd.isna(month["voids_paid_pence"])


def test_no_empty_night_costs_nothing_whatever_the_price() -> None:
    row = {"weekly_price_pence": None, "voids_paid_nights": 0}
    assert by_month(reported(row)).iloc[0]["voids_paid_pence"] == 0


@pytest.mark.parametrize(
    ("blank", "lost"),
    [
        ("voids_paid_nights", ["voids_paid_nights", "voids_paid_pence"]),
        ("weekly_price_pence", ["voids_paid_pence"]),
        ("outcomes_due", ["outcomes_due"]),
        ("outcomes_achieved", ["outcomes_achieved"]),
        ("payment_by_results_pence", ["payment_by_results_pence"]),
    ],
)
def test_a_sum_with_a_part_that_is_not_known_is_not_known(blank: str, lost: list[str]) -> None:
    rows = reported({}, {**HOME_B, blank: None}, {"month": "2019-05"})
    april, may = (by_month(rows).iloc[n] for n in (0, 1))
    assert april[april.isna()].index.tolist() == lost
    assert may.notna().all()
    assert by_home(rows).loc["Invented home A"].notna().all()


def test_a_rating_is_weighted_by_its_answers() -> None:
    rows = reported(
        {"rating_mean": 5.0, "rating_answers": 1},
        {**HOME_B, "rating_mean": 2.0, "rating_answers": 2},
    )
    month = by_month(rows).iloc[0]
    assert (month["rating_mean"], month["rating_answers"]) == (3.0, 3)


def test_a_home_where_nobody_answered_takes_nothing_from_the_rating() -> None:
    for silent in (0, None):
        nobody = {**HOME_B, "rating_mean": None, "rating_answers": silent}
        month = by_month(reported({}, nobody)).iloc[0]
        assert (month["rating_mean"], month["rating_answers"]) == (4.0, 8)


def test_no_answers_are_none_and_unknown_answers_are_unknown() -> None:
    nobody = by_month(reported({"rating_mean": None, "rating_answers": 0})).iloc[0]
    assert nobody["rating_answers"] == 0
    assert pd.isna(nobody["rating_mean"])
    unknown = by_month(reported({"rating_mean": None, "rating_answers": None})).iloc[0]
    assert pd.isna(unknown["rating_answers"])
    lost = by_month(reported({"rating_mean": None, "rating_answers": 7})).iloc[0]
    assert pd.isna(lost["rating_answers"])


def test_a_quarter_begins_in_january_april_july_or_october() -> None:
    rows = reported(*every_month("2019-03", 5))
    quarters = by_quarter(rows)
    assert [f"{day:%Y-%m-%d}" for day in quarters.index] == [
        "2019-01-01", "2019-04-01", "2019-07-01",
    ]  # fmt: skip
    assert quarters["months"].tolist() == [1, 3, 1]
    assert quarters["days"].tolist() == [31, 91, 31]


def test_a_quarter_that_is_only_begun_is_no_whole_one() -> None:
    rows = reported(*every_month("2019-03", 5))
    kept = whole_quarters(rows, quarters=4)["month"].dt.strftime("%Y-%m")
    assert kept.tolist() == ["2019-04", "2019-05", "2019-06"]


def test_no_more_quarters_are_kept_than_asked_for() -> None:
    kept = whole_quarters(reported(*every_month("2019-01", 12)), quarters=2)
    assert kept["month"].dt.month.tolist() == [7, 8, 9, 10, 11, 12]


def test_the_last_months_end_with_the_latest_reported() -> None:
    rows = reported(*every_month("2019-01", 3), *every_month("2020-01", 1))
    kept = last_months(rows, months=12)["month"].dt.strftime("%Y-%m")
    assert kept.tolist() == ["2019-02", "2019-03", "2020-01"]


@pytest.mark.parametrize("summed", EVERY)
def test_nothing_reported_gives_no_row(summed: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    nothing = summed(reported())
    assert nothing.empty
    assert nothing.dtypes.to_dict() == summed(reported({})).dtypes.to_dict()
    assert last_months(reported(), months=12).empty
    assert whole_quarters(reported(), quarters=4).empty


def test_the_input_is_left_as_it_was() -> None:
    rows = reported({}, HOME_B)
    before = rows.copy(deep=True)
    for summed in EVERY:
        summed(rows)
    pd.testing.assert_frame_equal(rows, before)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "nights_used": st.integers(0, 200),
                "voids_paid_nights": st.integers(0, 80),
                "outcomes_achieved": st.integers(0, 20),
                "rating_answers": st.integers(1, 30),
                "rating_mean": st.integers(10, 50).map(lambda tenths: tenths / 10),
            }
        ),
        min_size=1,
        max_size=9,
    )
)
@settings(deadline=None, max_examples=30)
def test_months_quarters_and_homes_add_up_to_the_same(cells: list[dict[str, object]]) -> None:
    rows = reported(
        *(
            {**row, "month": f"2019-{1 + n // 2:02}", "home_name": f"Invented home {n % 2}"}
            for n, row in enumerate(cells)
        )
    )
    total = in_all(rows).loc[0]
    for summed in (by_month, by_quarter, by_home):
        parts = summed(rows)
        for column in (*ADDED_UP, "rating_answers"):
            assert parts[column].sum() == total[column]
        weighted = (parts["rating_mean"] * parts["rating_answers"].astype("float64")).sum()
        assert weighted == pytest.approx(total["rating_mean"] * total["rating_answers"])
