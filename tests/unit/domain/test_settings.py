"""Every default of a contract is an assumption that says why, or has a source."""

from datetime import UTC, datetime

import pytest

from lib.domain.contract import usual_money, usual_use
from lib.domain.settings import SETTINGS, Setting
from lib.domain.terms import EmptyBeds


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_default_says_that_it_is_an_assumption_and_why_or_where_it_is_published(
    setting: Setting,
) -> None:
    assert setting.why.startswith("Assumption: ") != setting.is_public
    assert len(setting.why) > 40


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_what_is_written_is_read_back(setting: Setting) -> None:
    value = setting.read(setting.default)
    assert setting.read(setting.write(value)) == value
    assert (
        getattr({"money": usual_money(), "use": usual_use()}[setting.part], setting.attribute)
        == value
    )


@pytest.mark.parametrize(
    ("key", "found", "wanted"),
    [
        ("discount", "1.5", "numbers from 0 to 0.9"),
        ("discount", "0.2/0.1/0.3", "not in order"),
        ("discount", "0.2/0.3", "one number is wanted, or three"),
        ("weekly_cost", "free", "not a number"),
        ("weeks", "53", "52 or 52.18"),
        ("term_years", "2.5", "whole number from 1 to 15"),
        ("term_years", "1e99999999", "whole number from 1 to 15"),
        ("begins", "01/04/2019", "a date such as 2019-04-01"),
        ("begins", datetime(2019, 4, 1, 10, tzinfo=UTC), "a date such as 2019-04-01"),
        ("empty_beds", "nobody", "all paid, part guaranteed, used only"),
        ("management", "-1", "pounds from 0"),
        ("management", "20000001", "'20000001': pounds from 0 to 20,000,000"),
        ("target", "1e12", "pounds from 0 to 100,000,000"),
        ("price", "0.01", "0.01: numbers from 100 to 50000"),
        ("weekly_cost", "3000/4000/400000", "3000/4000/400000: numbers from 100 to 50000"),
        ("starts_a_year", "1000000", "numbers from 0.1 to 1000"),
        ("stay_weeks", "5000", "numbers from 0.5 to 900"),
        ("term_years", "50", "whole number from 1 to 15"),
        ("spot_inflation", "0.3", "a number from -0.1 to 0.2"),
        ("begins", "0001-01-01", "0001-01-01: a date from 2000-01-01 to 2050-12-31"),
        ("begins", "9999-12-31", "a date from 2000-01-01 to 2050-12-31"),
        ("occupancy", "nan", "a number is wanted"),
        ("occupancy", True, "a number is wanted"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_wanted(
    key: str, found: object, wanted: str
) -> None:
    with pytest.raises(ValueError, match=wanted):
        SETTINGS[key].read(found)


def test_what_a_commissioner_may_honestly_ask_is_possible() -> None:
    for key, found in {
        "price": "9500", "weekly_cost": "2500/6000/25000", "management": "2000000",
        "transition": "5000000", "target": "25000000", "term_years": "15", "begins": "2035-04-01",
        "spot_inflation": "0.12", "starts_a_year": "800", "stay_weeks": "4/40/300",
        "opening_delay_months": "0/24/48", "refill_gap_weeks": "0/4/26",
    }.items():  # fmt: skip
        SETTINGS[key].read(found)


def test_only_what_is_guaranteed_is_paid_for_when_empty() -> None:
    money = usual_money()
    paid = {
        rule: type(money)(**{**vars(money), "empty_beds": rule}).paid_for_empty_share
        for rule in EmptyBeds
    }
    assert paid == {
        EmptyBeds.ALL_PAID: 1.0,
        EmptyBeds.PART_GUARANTEED: 0.5,
        EmptyBeds.USED_ONLY: 0.0,
    }
