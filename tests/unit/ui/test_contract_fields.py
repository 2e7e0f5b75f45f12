"""The settings that the Block contract page shows, and its table of homes, without a page."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.answer.contract.shown_settings import EVERY, Field
from lib.answer.loaded import read_contract, read_footprint
from lib.domain.block_home import BlockHome, Need, Takes
from lib.domain.settings import SETTINGS
from lib.ui.contract import controls, homes_table, link

NAMES = read_footprint().names
BASE = read_contract()


@pytest.mark.parametrize("field", EVERY.values(), ids=lambda field: field.key)
def test_a_field_lies_between_the_ends_of_its_setting_and_no_further(field: Field) -> None:
    for end in field.ends:
        field.setting.read(field.text(end))
    for beyond in (field.ends[0] - 1, field.ends[1] + 1):
        with pytest.raises(ValueError, match="wanted"):
            field.setting.read(field.text(beyond))


@pytest.mark.parametrize("field", EVERY.values(), ids=lambda field: field.key)
def test_a_label_holds_its_unit(field: Field) -> None:
    heading = field.heading.lower()
    units = ("(%)", "(£)", "weeks", "months", "years", "year")
    assert any(unit in heading for unit in units)


def test_a_contract_may_begin_on_the_days_that_the_field_offers_and_on_no_other() -> None:
    read = SETTINGS["begins"].read
    assert read(controls.FIRST_DAY) == controls.FIRST_DAY
    assert read(controls.LAST_DAY) == controls.LAST_DAY
    for beyond in (
        controls.FIRST_DAY - timedelta(days=1), controls.LAST_DAY + timedelta(days=1)
    ):  # fmt: skip
        with pytest.raises(ValueError, match="wanted"):
            read(beyond)


ONE_FIELD = """
import streamlit as st

from lib.answer.loaded import read_contract
from lib.domain.contract_changes import changed, from_link
from lib.domain.ranges import Range
from lib.ui.contract import fields
from lib.answer.contract.shown_settings import EVERY

base = changed(read_contract(), from_link(st.session_state["link"]))
if "is filled" not in st.session_state:
    fields.fill(base)
    st.session_state["is filled"] = True
field = EVERY[st.session_state["key"]]
fields.range_field(field, otherwise=Range(10.4, 12.0, 30.6) if field.may_be_empty else None)
st.text(fields.told(base).get(field.key, "as it was"))
"""


def one_field(key: str, link: str = "") -> AppTest:
    """One setting's fields alone, with what the returns say of it in grey."""
    app = AppTest.from_string(ONE_FIELD)
    app.session_state["key"], app.session_state["link"] = key, link
    return app.run()


def put(app: AppTest, end: str, figure: float | None) -> AppTest:
    key = app.session_state["key"]
    return app.number_input(key=f"{key} {end}").set_value(figure).run()


def shown(app: AppTest) -> list[float | None]:
    assert not app.exception
    return [one.value for one in app.number_input]


@pytest.mark.parametrize(
    ("end", "to", "expected"),
    [
        ("lowest", 30, [30, 30, 30]), ("lowest", 22, [22, 22, 25]), ("lowest", 0, [0, 20, 25]),
        ("highest", 2, [2, 2, 2]), ("highest", 10, [5, 10, 10]), ("highest", None, [5, 20, None]),
        ("most likely", 40, [5, 40, 40]), ("most likely", 1, [1, 1, 25]),
    ],
)  # fmt: skip
def test_a_figure_moved_past_another_moves_it_along(
    end: str, to: float, expected: list[float]
) -> None:
    app = one_field("discount", "discount=0.05/0.2/0.25")
    assert shown(app) == [5, 20, 25]
    put(app, end, to)
    assert shown(app) == expected
    low, likely, high = (expected[1] if one is None else one for one in expected)
    said = "/".join(f"{one / 100:g}" for one in (low, likely, high))
    assert app.text[0].value == (said if low < high else f"{low / 100:g}")


def test_one_figure_becomes_a_range_and_a_range_one_figure() -> None:
    app = one_field("discount")
    assert shown(app) == [20]
    app.button[0].click().run()
    assert shown(app) == [None, 20, None]
    assert app.text[0].value == "as it was"
    assert {one.placeholder for one in app.number_input} >= {"20"}, "an empty end is as likely"
    put(app, "lowest", 10)
    assert app.text[0].value == "0.1/0.2/0.2"
    app.button[0].click().run()
    assert shown(app) == [20]
    assert app.text[0].value == "as it was"


def test_an_end_of_what_the_returns_say_keeps_the_others_as_they_are_shown() -> None:
    app = one_field("stay_weeks")
    assert app.number_input[0].placeholder == "10.4 to 31"
    app.button[0].click().run()
    assert [one.placeholder for one in app.number_input] == ["10.4", "12", "31"]
    put(app, "highest", 40)
    assert shown(app) == [10.4, 12, 40]
    put(app, "most likely", None)
    assert shown(app) == [None, None, None], "empty, the returns decide again"
    assert app.text[0].value == "as it was"


def test_the_two_ends_of_the_ages_are_taken_together() -> None:
    younger = replace(BASE, age_min_years=5, age_max_years=10)
    found = link.taken(younger, {"ages_from": "12", "ages_to": "15", "term_years": "99"})
    assert found.changes == {"ages_from": "12", "ages_to": "15"}
    assert found.refused == (link.refusal("term_years", "99"),)


def test_of_a_discount_and_a_price_in_one_link_the_first_is_taken_and_the_other_named() -> None:
    found = link.taken(BASE, {"discount": "0.1", "price": "2800"})
    assert found.changes == {"discount": "0.1"}
    (said,) = found.refused
    assert said.startswith("“Price of a bed a week” stands beside “Discount on the average")


def test_what_a_link_holds_too_long_is_shortened() -> None:
    assert "x" * 41 not in link.refusal("begins", "x" * 500)


HOME = BlockHome(
    name="A house", authority_code="E09000016", beds=3, postcode="RM1 3BD", takes=Takes.GIRLS,
    age_min_years=0, age_max_years=12, meets=frozenset({Need.SOLO}), opens=date(2019, 4, 1),
    most_years_apart=0,
)  # fmt: skip


def test_homes_come_back_from_the_table_as_they_went_in() -> None:
    listed = (HOME, BlockHome(name="Another", authority_code="E09000012", beds=1))
    table = homes_table.as_frame(listed, NAMES)
    assert homes_table.faults(table) == []
    assert homes_table.as_homes(table, NAMES) == listed
    assert homes_table.as_homes(homes_table.as_frame(BASE.homes, NAMES), NAMES) == BASE.homes


def test_an_empty_row_of_the_table_is_no_home() -> None:
    table = homes_table.as_frame((HOME,), NAMES)
    empty = pd.DataFrame([{"Lives alone": False}])
    assert homes_table.as_homes(pd.concat([table, empty], ignore_index=True), NAMES) == (HOME,)


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("Home", "  ", "The home in row 1: “Home” is empty."),
        ("Beds", None, "Home “A house”: “Beds” is empty."),
        ("Authority", None, "Home “A house”: “Authority” is empty."),
        ("Beds", 101, "Home “A house”: “Beds” is 101; 1 to 100 is possible."),
        ("To age", 18, "Home “A house”: “To age” is 18; 0 to 17 is possible."),
        ("From age", 15, "Home “A house”: “From age” is 15, above “To age”, which is 12."),
    ],
)
def test_a_fault_in_the_table_names_the_home_the_column_and_the_value(
    column: str, value: object, fault: str
) -> None:
    table = homes_table.as_frame((HOME,), NAMES)
    table.loc[0, column] = value  # type: ignore[call-overload]  # one cell
    assert fault in homes_table.faults(table)


def test_a_contract_without_a_home_or_with_two_of_one_name_is_not_taken() -> None:
    assert homes_table.faults(homes_table.as_frame((), NAMES)) == [
        "The table has no home: a contract has one at least."
    ]
    (fault,) = homes_table.faults(homes_table.as_frame((HOME, HOME), NAMES))
    assert "another home has this name" in fault
