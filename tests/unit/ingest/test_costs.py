"""What placements cost, to the penny."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ingest.costs import _read_pence
from lib.ingest.load import Returns
from lib.ingest.placements import residential_placements
from tests.fixtures.returns_on_disk import (
    COSTS,
    HACKNEY,
    codes,
    count,
    csv_text,
    episode,
    load,
    only,
    put,
    put_episodes,
)

FILE = f"{HACKNEY}/costs.csv"


def cost(**cells: str) -> dict[str, str]:
    usual = {"CHILD": "kid-1", "start": "05/06/2017", "end": "", "weekly_cost_pounds": "3571.43"}
    return {**usual, **cells}


def loaded(folder: Path, *rows: dict[str, str], as_of: date | None = None) -> Returns:
    put_episodes(folder, episode())
    put(folder, FILE, csv_text(COSTS, rows))
    return load(folder, as_of=as_of)


def weekly_pence(returns: Returns) -> int | None:
    (pence,) = residential_placements(returns, placement_types=["K2"])["weekly_cost_pence"]
    return None if pd.isna(pence) else int(pence)


@given(st.decimals(min_value=0, max_value=99_999, places=2))
@settings(deadline=None)
def test_pounds_are_pence_without_a_rounding_error(pounds: Decimal) -> None:
    assert _read_pence(str(pounds)) == int((pounds * 100).to_integral_value(ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("3571", 357_100),
        ("£3,571.43", 357_143),
        ("£ 3571.5", 357_150),
        ("3571.425", 357_143),
        ("0.29", 29),
        ("100000", 10_000_000),
    ],
)
def test_pounds_may_be_written_as_people_write_them(text: str, pence: int) -> None:
    assert _read_pence(text) == pence


@pytest.mark.parametrize("text", ["", "-5", "3,57", "1e9", "a lot", "100000.01", "=1+1", "٣"])
def test_what_is_no_sum_is_refused(tmp_path: Path, text: str) -> None:
    returns = loaded(tmp_path, cost(weekly_cost_pounds=text))
    finding = only(returns, "cost_impossible")
    assert (finding.row, finding.column) == (2, "weekly_cost_pounds")
    assert count(returns, FILE).refused == 1
    assert weekly_pence(returns) is None


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        ("05/06/2017", "", True),
        ("31/03/2018", "", True),
        ("01/04/2018", "", False),
        ("05/06/2017", "31/03/2018", True),
        ("05/06/2017", "30/03/2018", False),
    ],
)
def test_the_cost_is_the_one_that_holds_on_the_as_at_date(
    tmp_path: Path, start: str, end: str, *, holds: bool
) -> None:
    returns = loaded(tmp_path, cost(start=start, end=end))
    assert weekly_pence(returns) == (357_143 if holds else None)


def test_the_later_of_two_costs_counts_and_the_overlap_is_told(tmp_path: Path) -> None:
    returns = loaded(
        tmp_path,
        cost(start="01/01/2018", weekly_cost_pounds="5000"),
        cost(start="05/06/2017", weekly_cost_pounds="4000"),
    )
    assert weekly_pence(returns) == 500_000
    assert only(returns, "costs_overlap").row == 2


def test_a_cost_that_begins_when_the_last_one_ends_is_no_overlap(tmp_path: Path) -> None:
    returns = loaded(tmp_path, cost(end="01/01/2018"), cost(start="01/01/2018"))
    assert "costs_overlap" not in codes(returns)


def test_the_cost_of_a_child_who_is_not_in_the_return_is_ignored_and_told(tmp_path: Path) -> None:
    returns = loaded(tmp_path, cost(CHILD="stranger"))
    assert only(returns, "child_unknown").row == 2
    assert count(returns, FILE).ignored == 1
    assert returns.has_costs


def test_without_the_file_no_cost_is_known_and_that_is_no_fault(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    returns = load(tmp_path)
    assert not returns.has_costs
    assert returns.costs.empty
    assert weekly_pence(returns) is None
    assert codes(returns) == ["header_missing"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"CHILD": ""}, "child_missing"),
        ({"start": ""}, "value_missing"),
        ({"start": "31/02/2018"}, "date_impossible"),
        ({"end": "soon"}, "date_impossible"),
        ({"end": "01/01/2017"}, "ends_before_start"),
    ],
)
def test_a_cost_that_cannot_be_used_is_refused(
    tmp_path: Path, cells: dict[str, str], code: str
) -> None:
    returns = loaded(tmp_path, cost(), cost(**cells))
    assert only(returns, code).row == 3
    assert (count(returns, FILE).loaded, count(returns, FILE).refused) == (1, 1)


def test_costs_that_two_files_give_at_once_are_told(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/more costs.csv", csv_text(COSTS, [cost(start="05/07/2017")]))
    returns = loaded(tmp_path, cost())
    finding = only(returns, "costs_overlap")
    assert (finding.file, finding.row) == (f"{HACKNEY}/more costs.csv", 2)
    assert len(returns.costs) == 2


def test_a_cost_that_an_earlier_one_outlasts_is_told_though_another_lies_between(
    tmp_path: Path,
) -> None:
    short = cost(start="06/06/2017", end="10/06/2017")
    returns = loaded(tmp_path, cost(), short, cost(start="05/07/2017"))
    told = [found.row for found in returns.findings if found.code == "costs_overlap"]
    assert told == [3, 4]


def test_a_table_of_strangers_is_told_once(tmp_path: Path) -> None:
    strangers = [cost(CHILD=f"stranger-{number}") for number in range(9)]
    returns = loaded(tmp_path, cost(), *strangers)
    assert "Is it the table of another authority" in only(returns, "children_unknown").message
    assert count(returns, FILE).ignored == 9
    assert len(returns.costs) == 1
