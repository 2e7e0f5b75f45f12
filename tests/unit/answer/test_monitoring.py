"""How the contract runs: what each audience sees of it, and what nobody can work out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.answer.loaded import DEMO_RETURNS, load, read_contract, read_footprint
from lib.answer.monitoring import MonitoringView, _homes, _periods, monitoring_view
from lib.disclosure.protect import Protection
from lib.disclosure.release import release
from lib.disclosure.released import Audience, Released
from lib.errors import DisclosureError
from tests.fixtures.reported_months import every_month, reported

FOOTPRINT = read_footprint()
HOME_B = {"home_name": "Invented home B"}
SMALL = range(1, 6)
PLAN = read_contract()
OF_THE_PLAN = f"from which the partnership's own contract, “{PLAN.name}”, pays for itself"


def loaded(monitoring: pd.DataFrame, *, has_file: bool = True, is_invented: bool = False) -> Any:
    returns = SimpleNamespace(monitoring=monitoring, has_monitoring=has_file)
    return SimpleNamespace(
        returns=returns, footprint=FOOTPRINT, is_invented=is_invented, own_contract=PLAN
    )


def officers(*rows: dict[str, object], **options: Any) -> MonitoringView:
    return monitoring_view(loaded(reported(*rows)), audience=Audience.OFFICERS, **options)


def shared(*rows: dict[str, object], **options: Any) -> MonitoringView:
    return monitoring_view(loaded(reported(*rows)), audience=Audience.SHARED, **options)


def shown(table: Released | None) -> Released:
    assert table is not None
    return table


def test_the_title_states_the_finding() -> None:
    assert officers(*every_month("2019-04", 12)).title == (
        "Beds were 79% full over the 12 months to March 2020"
    )
    assert officers({}).title == "Beds were 80% full in April 2019"


def test_a_month_that_nobody_reported_is_told_and_not_counted() -> None:
    view = officers(*every_month("2019-04", 2), {"month": "2019-07"})
    assert view.title == "Beds were 78% full over the 3 months reported up to July 2019"
    assert "Nothing was reported for June 2019." in view.notes


def test_officers_see_each_month_and_each_home() -> None:
    view = officers({}, {**HOME_B, "nights_used": 3}, {"month": "2019-05"})
    periods, homes = shown(view.periods), shown(view.homes)
    assert list(periods.table.index) == ["2019-04", "2019-05", "total"]
    assert periods.text("2019-04", "label") == "April 2019"
    assert homes.table["label"].tolist() == ["Invented home A", "Invented home B"]
    assert homes.count(1, "nights_used") == 3
    assert not periods.hidden | homes.hidden


def test_officers_see_the_last_twelve_months() -> None:
    view = officers(*every_month("2018-01", 14))
    assert shown(view.periods).table.index[0] == "2018-03"
    assert shown(view.periods).count("total", "months") == 12
    assert "The file begins in January 2018; older periods are not shown." in view.notes


def test_the_shared_view_has_quarters_and_no_home() -> None:
    view = shared(*every_month("2019-04", 6), *every_month("2019-04", 6, **HOME_B))
    periods = shown(view.periods)
    assert view.homes is None
    assert list(periods.table.index) == ["2019-04", "2019-07", "total"]
    assert periods.text("2019-07", "label") == "July to September 2019"
    assert "Invented home" not in "".join((periods.table.to_csv(), view.title, *view.sentences))


def test_the_shared_view_waits_until_a_quarter_is_whole() -> None:
    view = shared(*every_month("2019-04", 5))
    assert list(shown(view.periods).table.index) == ["2019-04", "total"]
    assert "July 2019 and August 2019: shown once the quarter is whole." in view.notes
    assert shared(*every_month("2019-05", 2)).title == "No quarter is whole yet"


def test_tables_by_home_and_month_are_refused_to_the_shared_audience() -> None:
    rows = reported({})
    for table in (
        _homes(rows, smallest_shown_count=6),
        _periods(rows, Audience.OFFICERS, smallest_shown_count=6),
    ):
        with pytest.raises(DisclosureError, match="officers alone"):
            release(
                [table],
                protection=Protection(),
                footprint=FOOTPRINT,
                audience=Audience.SHARED,
                is_invented=False,
            )


@pytest.mark.parametrize("audience", Audience)
def test_a_rating_of_fewer_than_six_answers_is_shown_to_nobody(audience: Audience) -> None:
    rows = reported(*every_month("2019-04", 3, rating_answers=1))
    view = monitoring_view(loaded(rows), audience=audience)
    for table in (view.periods, view.homes):
        if table is not None:
            assert table.table["rating_mean"].isna().all()
    assert any("Too few young people answered" in sentence for sentence in view.sentences)


def test_a_rating_of_six_answers_is_shown_with_their_number() -> None:
    view = shared(*every_month("2019-04", 3, rating_answers=2, rating_mean=3.5))
    assert shown(view.periods).number("total", "rating_mean") == 3.5
    assert "Young people rated the homes 3.5 of 5: the mean of 6 answers." in view.sentences


@pytest.mark.parametrize(
    ("beds", "nights", "is_shown"),
    [(6, 186, True), (5, 150, False), (5, 0, False), (20, 150, False), (20, 0, True)],
)
def test_shared_nights_are_of_six_beds_and_six_children_or_none(
    beds: int,
    nights: int,
    is_shown: bool,  # noqa: FBT001
) -> None:
    months = every_month("2019-04", 3, beds=beds, voids_paid_nights=0)
    rows = [
        {**row, "nights_used": min(nights, 30 * beds) if n != 1 else nights}
        for n, row in enumerate(months)
    ]
    periods = shown(shared(*rows).periods)
    for column in ("nights_used", "occupancy_percent", "voids_paid_nights", "voids_paid_pence"):
        assert periods.is_hidden("2019-04", column) is not is_shown
        assert periods.is_hidden("total", column) is not is_shown
    assert periods.count("2019-04", "nights_available") == beds * 91


def test_payment_goes_with_the_outcomes_that_it_is_for() -> None:
    view = shared(*every_month("2019-04", 3, outcomes_due=1, outcomes_achieved=1))
    periods = shown(view.periods)
    for column in (
        "outcomes_due", "outcomes_achieved", "outcomes_achieved_percent",
        "payment_by_results_pence",
    ):  # fmt: skip
        assert periods.is_hidden("2019-04", column)
    assert not any("£2,500" in sentence for sentence in view.sentences)


def hidden_rows(periods: Released, column: str) -> set[object]:
    return {row for row, hidden in periods.hidden if hidden == column}


def test_of_a_small_quarter_the_year_tells_nothing_and_the_other_quarters_stay() -> None:
    few = every_month("2019-04", 3, outcomes_due=1, outcomes_achieved=1)
    periods = shown(shared(*few, *every_month("2019-07", 9)).periods)
    for column in ("outcomes_due", "outcomes_achieved", "payment_by_results_pence"):
        assert hidden_rows(periods, column) == {"2019-04", "total"}
    assert not hidden_rows(periods, "nights_used")


def test_nights_of_few_children_cannot_be_taken_from_the_years() -> None:
    few = every_month("2019-04", 6, nights_used=120, voids_paid_nights=0)
    many = every_month("2019-10", 6, nights_used=270, voids_paid_nights=0)
    periods = shown(shared(*few, *many).periods)
    assert hidden_rows(periods, "nights_used") == {"2019-04", "2019-07", "total"}


def test_few_not_achieved_are_a_small_number_too() -> None:
    periods = shown(shared(*every_month("2019-04", 3, outcomes_achieved=19)).periods)
    assert periods.is_hidden("total", "outcomes_due")
    assert periods.is_hidden("total", "outcomes_achieved_percent")
    assert periods.count("total", "outcomes_achieved") == 57


COUNTED = ("outcomes_due", "outcomes_achieved", "rating_answers")
COLUMNS = (*COUNTED, "left")
Cells = list[tuple[str, str]]


def rows_of(table: Released, column: str) -> dict[str, int | None]:
    return {str(row): table.count(row, column) for row in table.table.index}


def what_is_known(table: Released) -> Iterator[tuple[Cells, Cells]]:
    """Cells whose sum, less that of others, a reader knows: what is shown, and what adds up."""
    rows = [str(row) for row in table.table.index]
    for row in rows:
        yield [(row, "outcomes_due")], [(row, "outcomes_achieved"), (row, "left")]
        yield from (([(row, one)], []) for one in COUNTED if table.count(row, one) is not None)
    for column in COLUMNS:
        yield [("total", column)], [(row, column) for row in rows if row != "total"]


def given_away(table: Released, truth: pd.DataFrame) -> list[tuple[str, str]]:
    """Every small count that the shown ones and their sums determine, by linear algebra."""
    cells = [(str(row), column) for row in table.table.index for column in COLUMNS]
    unit = dict(zip(cells, np.eye(len(cells)), strict=True))
    known = np.array(
        [
            sum(unit[one] for one in more) - sum((unit[one] for one in less), np.zeros(len(cells)))
            for more, less in what_is_known(table)
        ]
    )
    rank = np.linalg.matrix_rank(known)
    return [
        cell
        for cell in cells
        if truth.at[cell] in SMALL and np.linalg.matrix_rank(np.vstack([known, unit[cell]])) == rank
    ]


def true_counts(rows: pd.DataFrame, table: Released) -> pd.DataFrame:
    officers_see = monitoring_view(loaded(rows), audience=Audience.OFFICERS)
    by_month = shown(officers_see.periods).table.drop(index="total")
    quarter = [f"{m[:5]}{3 * ((int(m[5:]) - 1) // 3) + 1:02}" for m in by_month.index]
    counted = by_month[
        ["outcomes_due", "outcomes_achieved", "rating_answers", "nights_used", "days"]
    ].astype("int64")
    truth = counted.groupby(quarter).sum()
    truth.loc["total"] = truth.sum()
    truth["left"] = truth["outcomes_due"] - truth["outcomes_achieved"]
    return truth.loc[list(table.table.index)]


@st.composite
def a_year(draw: st.DrawFn) -> pd.DataFrame:
    rows = []
    most = draw(st.sampled_from([2, 4, 12]))
    for row in every_month("2019-04", 12):
        due = draw(st.integers(0, most))
        beds = draw(st.sampled_from([3, 5, 7, 12]))
        achieved = draw(st.integers(max(0, due - 2), due))
        answers = draw(st.integers(0, most))
        rows.append(
            {
                **row,
                "beds": beds,
                "nights_used": draw(st.integers(0, 28 * beds)),
                "voids_paid_nights": 0,
                "outcomes_due": due,
                "outcomes_achieved": achieved,
                "payment_by_results_pence": 25_000 * achieved,
                "rating_answers": answers,
                "rating_mean": draw(st.integers(10, 50)) / 10 if answers else None,
            }
        )
    return reported(*rows)


@given(a_year())
@settings(deadline=None, max_examples=30)
def test_no_hidden_count_can_be_worked_out(rows: pd.DataFrame) -> None:
    table = shown(monitoring_view(loaded(rows), audience=Audience.SHARED).periods)
    truth = true_counts(rows, table)
    assert given_away(table, truth) == []
    for column in COUNTED:
        seen = rows_of(table, column)
        whole = seen.pop("total")
        assert not {whole, *seen.values()} & set(SMALL)
        if whole is not None:  # one subtraction: all that is shown from the total
            assert whole - sum(count or 0 for count in seen.values()) not in SMALL
    for row in table.table.index:
        due, achieved = (table.count(row, f"outcomes_{what}") for what in ("due", "achieved"))
        assert due is None or achieved is None or due - achieved not in SMALL
        assert table.number(row, "rating_mean") is None or table.count(row, "rating_answers")
        assert table.is_hidden(row, "outcomes_achieved") <= table.is_hidden(
            row, "payment_by_results_pence"
        )


@st.composite
def five_quarters(draw: st.DrawFn) -> pd.DataFrame:
    due = [draw(st.sampled_from([0, 1, 3, 5, 9])) for _ in range(5)]
    achieved = [draw(st.integers(max(0, one - 2), one)) for one in due]
    answers = [draw(st.sampled_from([0, 1, 2, 8])) for _ in range(5)]
    return reported(
        *(
            {
                **row,
                "outcomes_due": due[at // 3],
                "outcomes_achieved": achieved[at // 3],
                "rating_answers": answers[at // 3],
                "rating_mean": 3.5 if answers[at // 3] else None,
                "nights_used": draw(st.sampled_from([60, 150, 200, 270])),
                "voids_paid_nights": 0,
            }
            for at, row in enumerate(every_month("2019-04", 15))
        )
    )


@given(five_quarters())
@settings(deadline=None, max_examples=30)
def test_a_quarter_is_shown_alike_whatever_comes_after_it(rows: pd.DataFrame) -> None:
    before, after = (
        shown(monitoring_view(loaded(some), audience=Audience.SHARED).periods)
        for some in (rows[rows["month"] < "2020-04"], rows)
    )
    assert [*before.table.index] == ["2019-04", "2019-07", "2019-10", "2020-01", "total"]
    assert [*after.table.index] == ["2019-07", "2019-10", "2020-01", "2020-04", "total"]
    in_both = ["2019-07", "2019-10", "2020-01"]
    pd.testing.assert_frame_equal(before.table.loc[in_both], after.table.loc[in_both])
    for one in (before, after):
        for column in ("nights_used", *COUNTED):
            hidden = hidden_rows(one, column)
            assert ("total" in hidden) == bool(hidden)


def test_the_audit_finds_what_officers_may_see() -> None:
    rows = reported(*every_month("2019-04", 3, outcomes_due=7, outcomes_achieved=6))
    months = shown(monitoring_view(loaded(rows), audience=Audience.OFFICERS).periods)
    truth = months.table.assign(left=1)
    assert ("2019-04", "left") in given_away(months, truth)


@given(a_year())
@settings(deadline=None, max_examples=30)
def test_no_nights_of_fewer_than_six_children_can_be_worked_out(rows: pd.DataFrame) -> None:
    table = shown(monitoring_view(loaded(rows), audience=Audience.SHARED).periods)
    truth = true_counts(rows, table)
    seen = rows_of(table, "nights_used")
    for row, nights in seen.items():
        assert not nights or nights >= 6 * truth.at[row, "days"]
        assert (
            nights is None
            or (table.count(row, "nights_available") or 0) >= 6 * (truth.at[row, "days"])
        )
        assert (nights is None) == (table.number(row, "occupancy_percent") is None)
    hidden = [row for row, nights in seen.items() if nights is None and row != "total"]
    if seen["total"] is not None and hidden:
        assert len(hidden) > 1
        left = truth.loc[hidden]
        assert left["nights_used"].sum() >= 6 * left["days"].sum()


@pytest.mark.parametrize(
    ("plan_share", "said"),
    [
        (0.85, "5 percentage points below the 85% {}; 1 of 2 months reached it."),
        (0.79, "1 percentage point above the 79% {}; 1 of 2 months reached it."),
        (0.80, "at the 80% {}; 1 of 2 months reached it."),
        (1.2, "40 percentage points below the 120% {}; 0 of 2 months reached it."),
    ],
)
def test_occupancy_is_held_against_the_partnerships_own_contract_by_name(
    plan_share: float, said: str
) -> None:
    months = (
        {"nights_used": 270, "voids_paid_nights": 0},
        {"month": "2019-06", "nights_used": 210, "voids_paid_nights": 0},
    )
    said = f"Occupancy was {said.format(OF_THE_PLAN)}"
    assert said in officers(*months, plan_share=plan_share).sentences


def test_of_one_month_it_is_not_said_how_many_reached_the_plan() -> None:
    said = f"Occupancy was at the 80% {OF_THE_PLAN}."
    assert said in officers({}, plan_share=0.8).sentences


@pytest.mark.parametrize("plan_share", [None, float("nan"), float("inf")])
def test_without_a_plan_nothing_is_compared(plan_share: float | None) -> None:
    assert not any(PLAN.name in said for said in officers({}, plan_share=plan_share).sentences)


def test_hidden_occupancy_is_not_given_back_by_the_plan() -> None:
    view = shared(*every_month("2019-04", 3, beds=3, nights_used=60), plan_share=0.7)
    assert "hidden" in view.title
    assert not any(PLAN.name in said for said in view.sentences)


def test_the_sentences_name_ratings_first_then_nights_voids_and_outcomes() -> None:
    assert officers({}).sentences == (
        "Young people rated the homes 4.0 of 5: the mean of 8 answers.",
        (
            "240 of 300 nights were used in 1 home with 10 beds; 30 empty nights were paid for, at "
            "£12,000."
        ),
        "10 of 20 outcomes due were achieved (50%); £2,500 was paid by results.",
    )


def test_what_is_not_known_is_said_and_never_shown_as_zero() -> None:
    blank = dict.fromkeys(
        (
            "voids_paid_nights", "outcomes_due", "outcomes_achieved", "payment_by_results_pence",
            "rating_mean", "rating_answers",
        )
    )  # fmt: skip
    view = officers({}, {**HOME_B, **blank}, {**blank, "month": "2019-05"})
    total = shown(view.periods)
    for column in ("voids_paid_nights", "outcomes_due", "payment_by_results_pence"):
        assert total.count("total", column) is None
    assert total.count("total", "rating_answers") == 8
    (note,) = [note for note in view.notes if note.startswith("Not known")]
    assert "how many empty nights were paid for" in note
    assert "outcomes" not in "".join(view.sentences)


def test_a_year_in_which_nobody_was_asked_says_so() -> None:
    view = officers({"rating_mean": None, "rating_answers": 0})
    assert "No young person has rated a home." in view.sentences


def test_without_a_file_the_section_teaches_which_one_makes_it_appear() -> None:
    view = monitoring_view(loaded(reported(), has_file=False), audience=Audience.SHARED)
    assert (view.periods, view.homes, view.sentences) == (None, None, ())
    taught = " ".join(view.what_to_load)
    for column in ("month", "home", "beds", "nights_used", "rating_answers", "voids_paid_nights"):
        assert column in taught


def test_a_file_without_a_good_row_sends_the_reader_to_the_findings() -> None:
    view = monitoring_view(loaded(reported()), audience=Audience.OFFICERS)
    assert view.title == "No row of the monitoring file could be used"
    assert view.periods is None


def test_a_home_that_is_called_total_is_a_home() -> None:
    view = officers({"home_name": "total"})
    assert shown(view.homes).table["label"].tolist() == ["total"]


def test_the_demonstration_says_that_it_is_invented() -> None:
    demo = load(DEMO_RETURNS, today=date(2026, 1, 1))
    assert demo.is_invented
    for audience in Audience:
        view = monitoring_view(demo, audience=audience, plan_share=0.85)
        assert view.title == "Beds were 86% full over the 12 months to March 2021"
        assert "no young person said any of this" in view.on_the_invented[0]
        assert shown(view.periods).is_invented
    own = monitoring_view(replace(demo, is_invented=False), audience=Audience.SHARED)
    assert own.on_the_invented == ()
