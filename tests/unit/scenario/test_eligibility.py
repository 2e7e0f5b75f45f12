"""Nobody is moved: a bed is for those it could have served when they were placed."""

from datetime import date

import pandas as pd
import pytest

from lib.domain.contract_toml import contract_from_toml
from lib.scenario.eligibility import could_have_been_placed, of_the_ages
from lib.sources.paths import GEODATA
from tests.fixtures.placed_children import placements

NELCP = contract_from_toml((GEODATA / "contracts" / "nelcp.toml").read_text("utf-8"), ages=(11, 17))
AS_OF = date(2018, 3, 31)


def chosen(*children: dict[str, object], as_of: date = AS_OF) -> list[bool]:
    return could_have_been_placed(placements(*children), contract=NELCP, as_of=as_of).tolist()


def test_placements_of_the_last_twelve_months_begin_after_the_31st_of_march_before() -> None:
    days = ["2017-03-31", "2017-04-01", "2018-03-31", "2018-04-01"]
    assert chosen(*({"placement_start_date": day} for day in days)) == [False, True, True, False]


def test_it_is_the_placement_that_began_and_not_the_episode() -> None:
    """A new legal status in the same placement moves nobody."""
    assert chosen({"placement_start_date": "2015-06-01", "start_date": "2017-12-01"}) == [False]


def test_a_placement_older_than_the_record_is_not_recent_unless_the_child_asked() -> None:
    older = {"placement_start_date": None, "start_date": "2017-12-01"}
    assert chosen(older, {**older, "asked_to_move": True}) == [False, True]


def test_the_contract_is_for_ages_11_to_17_and_an_unknown_age_is_not_one_of_them() -> None:
    ages = [10, 11, 17, None]
    assert chosen(*({"age_years": age} for age in ages)) == [False, True, True, False]


def test_a_child_who_asked_to_move_may_whenever_placed() -> None:
    long_ago = {"placement_start_date": "2014-01-01", "asked_to_move": True}
    assert chosen(long_ago, {**long_ago, "age_years": 10}) == [True, False]


def test_a_child_who_is_rightly_far_away_is_never_given_a_bed() -> None:
    kept = {"keep_placement": True}
    assert chosen(kept, {**kept, "asked_to_move": True}) == [False, False]
    assert not of_the_ages(placements(kept), contract=NELCP).any()


def test_the_ceiling_is_over_all_children_of_the_ages_whenever_placed() -> None:
    children = placements(
        {"placement_start_date": "2011-01-01"}, {"age_years": 10}, {"age_years": None}, {}
    )
    found = of_the_ages(children, contract=NELCP)
    assert found.tolist() == [True, False, False, True]
    assert found.dtype == bool


@pytest.mark.parametrize(
    ("as_of", "first_day"),
    [(date(2016, 2, 29), "2015-03-01"), (date(2017, 2, 28), "2016-02-29")],
)
def test_a_year_before_a_leap_day_is_the_last_of_february(as_of: date, first_day: str) -> None:
    before = str((pd.Timestamp(first_day) - pd.Timedelta(days=1)).date())
    assert chosen(
        {"placement_start_date": first_day}, {"placement_start_date": before}, as_of=as_of
    ) == [True, False]
