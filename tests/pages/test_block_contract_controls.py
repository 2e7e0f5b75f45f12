"""The controls of the Block contract page: no ordinary edit is a fault, and no change is lost."""

import html
import re
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from lib.answer.loaded import CONTRACTS
from tests.fixtures.page import words

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")

HOSTILE = "![a](http://a.example/b.png)<img src=x>"
WHOLE = (CONTRACTS / "nelcp.toml").read_text("utf-8")


def put(app: AppTest, key: str, value: float | None, end: str = "most likely") -> AppTest:
    app.number_input(key=f"{key} {end}".strip() if end else f"{key} ").set_value(value)
    return app.run()


def ends(app: AppTest, key: str) -> list[float | None]:
    """What the fields of a setting show, lowest first where there are three."""
    names = [f"{key} {end}" for end in ("lowest", "most likely", "highest")]
    return [one.value for name in names for one in app.number_input if one.key == name]


def press(app: AppTest, label: str, *, of: str = "") -> AppTest:
    (found,) = [one for one in _buttons(app, of) if one.label == label]
    return found.click().run()


def _buttons(app: AppTest, of: str) -> list[Button]:
    return [one for one in app.button if not of or (one.key or "").startswith(f"{of} ")]


def said(app: AppTest) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", words(app)))


def notes(app: AppTest) -> str:
    found = re.findall(r'<div class="cth-note".*?</div>', words(app), re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", " ".join(found)))


def changes(app: AppTest) -> str | list[str] | None:
    return app.query_params.get("changes")


def is_answered(app: AppTest) -> bool:
    return not app.exception and "cth-failure" not in words(app) and "cth-headline" in words(app)


def test_the_page_says_what_another_contract_differs_in_from_the_partnerships_own(
    page: Open,
) -> None:
    app = page()
    assert "Differs from" not in said(app)
    app.selectbox(key="contract").select("late_opening").run()
    assert "Differs from “The 2018 proposal” in: Months that every home opens late" in said(app)


# One figure, or three


def test_a_certain_figure_is_one_field_and_may_be_any_other(page: Open) -> None:
    app = page()
    assert ends(app, "discount") == [20]
    for figure in (15.0, 0.0):
        put(app, "discount", figure)
        assert is_answered(app)
        assert changes(app) == f"discount={figure / 100:g}"


def test_a_range_is_asked_for_when_it_is_wanted_and_changes_nothing_by_itself(page: Open) -> None:
    app = press(page(), "Give a range", of="discount")
    assert ends(app, "discount") == [None, 20, None]
    assert changes(app) is None
    put(app, "discount", 10, "lowest")
    assert changes(app) == "discount=0.1/0.2/0.2"
    press(app, "One figure", of="discount")
    assert ends(app, "discount") == [20]
    assert changes(app) is None


def test_a_field_carries_the_ends_of_its_setting_so_that_the_browser_refuses(page: Open) -> None:
    app = page()
    for one in app.number_input:
        assert one.min is not None, one.label
        assert one.max is not None, one.label
    discount = app.number_input(key="discount most likely")
    assert (discount.min, discount.max) == (0, 90)
    assert "“Discount on the average weekly cost” can be 0% to 90%" in said(app)


def test_an_end_of_what_the_returns_say_keeps_the_others_as_they_are_shown(page: Open) -> None:
    app = page()
    grey = app.number_input(key="starts_a_year most likely").placeholder
    low, high = map(float, grey.split(" to "))
    press(app, "Give a range", of="starts_a_year")
    put(app, "starts_a_year", low + 1, "lowest")
    lowest, likely, highest = ends(app, "starts_a_year")
    assert (lowest, highest) == (low + 1, high)
    assert likely
    assert low < likely < high
    put(app, "starts_a_year", None)
    assert ends(app, "starts_a_year") == [None, None, None], "empty, the returns decide again"
    assert changes(app) is None


def test_a_price_and_a_discount_can_be_turned_to_and_back(page: Open) -> None:
    app = page()
    app.segmented_control(key="priced by").set_value("A fixed price").run()
    assert is_answered(app)
    (price,) = ends(app, "price")
    assert price
    assert changes(app) == f"price={price:g}"
    app.segmented_control(key="priced by").set_value("A discount").run()
    assert is_answered(app)
    assert ends(app, "discount") == [20]
    assert changes(app) is None


def test_a_price_of_a_link_can_be_turned_to_a_discount(page: Open) -> None:
    app = page(changes="price=2800")
    assert ends(app, "price") == [2800]
    app.segmented_control(key="priced by").set_value("A discount").run()
    assert is_answered(app)
    assert ends(app, "discount") == [20]


def test_the_promised_saving_of_a_link_is_a_field_like_the_others(page: Open) -> None:
    app = page(changes="target=500000")
    assert app.number_input(key="target ").value == 500_000
    assert changes(app) == "target=500000"


def test_a_day_is_chosen_and_stands_in_the_address(page: Open) -> None:
    app = page()
    app.date_input(key="begins").set_value(date(2020, 4, 1)).run()
    assert changes(app) == "begins=2020-04-01"
    assert is_answered(app)


# Changes are kept, undone, left behind and brought back


def test_the_way_back_has_its_place_before_anything_is_changed(page: Open) -> None:
    app = page()
    labels = [one.label for one in app.button]
    (undo,) = [one for one in app.button if one.label == "Undo all changes"]
    assert undo.disabled
    put(app, "discount", 15)
    assert [one.label for one in app.button] == labels, "nothing else moves"
    assert not next(one for one in app.button if one.label == "Undo all changes").disabled
    press(app, "Undo all changes")
    assert ends(app, "discount") == [20]
    assert changes(app) is None


def test_changes_left_with_a_contract_are_named_and_can_be_brought_back(page: Open) -> None:
    app = put(page(), "discount", 15)
    app.selectbox(key="contract").select("beds_12").run()
    assert changes(app) is None
    assert "Your changes to “The 2018 proposal” are not applied" in notes(app)
    assert "Discount on the average weekly cost" in notes(app)
    press(app, "Go back to that contract with them")
    assert app.selectbox(key="contract").value == "nelcp"
    assert ends(app, "discount") == [15]
    assert changes(app) == "discount=0.15"
    assert notes(app) == ""


def test_changes_left_with_a_contract_can_be_made_to_the_next(page: Open) -> None:
    app = put(page(), "discount", 15)
    app.selectbox(key="contract").select("beds_12").run()
    press(app, "Make them here too")
    assert app.selectbox(key="contract").value == "beds_12"
    assert changes(app) == "discount=0.15"
    assert notes(app) == ""


def test_another_contract_chosen_without_changes_says_nothing(page: Open) -> None:
    app = page()
    app.selectbox(key="contract").select("beds_12").run()
    assert notes(app) == ""


def test_back_in_the_address_is_back_in_the_fields(page: Open) -> None:
    app = put(put(page(), "discount", 15), "discount", 12)
    app.query_params["changes"] = "discount=0.15"
    app.run()
    assert ends(app, "discount") == [15]
    del app.query_params["changes"]
    app.run()
    assert ends(app, "discount") == [20]


def test_a_field_that_was_changed_is_newer_than_the_address(page: Open) -> None:
    app = put(page(), "discount", 15)
    del app.query_params["changes"]
    put(app, "discount", 12)
    assert ends(app, "discount") == [12]
    assert changes(app) == "discount=0.12"


@pytest.mark.parametrize(
    "parts",
    [
        ["discount=0.05/0.15/0.25", "weekly_cost=3630", "empty_beds=part guaranteed",
         "guaranteed_share=0.33", "ages_from=12", "ages_to=15", "placed_within_months=24",
         "nomination=fair"],
        ["price=2500/2800/3000", "term_years=5", "begins=2021-01-31", "refill_gap_weeks=1.5",
         "occupancy=0.875", "months_between_openings=3", "fills_first=least flexible",
         "weeks=52.18", "nomination=E09000012=0.4,E09000016=0.6"],
    ],
    ids=["discount", "price"],
)  # fmt: skip
def test_a_link_opens_the_same_fields_and_stays_as_it_is(page: Open, parts: list[str]) -> None:
    app = page(changes="&".join(parts))
    assert is_answered(app)
    assert notes(app) == ""
    kept = changes(app)
    assert isinstance(kept, str)
    assert set(kept.split("&")) == set(parts)
    app.run()
    assert changes(app) == kept


# Links that cannot be followed to the letter


def test_of_a_link_what_can_be_is_applied_and_the_rest_named_with_its_unit(page: Open) -> None:
    app = page(changes=f"discount=0.95&term_years=5&weekly_cost=2/1/3&begins=soon&{HOSTILE}=1")
    assert changes(app) == "term_years=5"
    assert "“Discount on the average weekly cost” cannot be 95%: 0% to 90% is possible." in (
        notes(app)
    )
    assert "“Weekly cost of a child's other placement” cannot be “2/1/3”" in notes(app)
    assert "“Begins on” cannot be “soon”" in notes(app)
    assert "no setting of a contract" in notes(app)
    assert "a.example" not in words(app)
    for key in ("`discount`", "weekly_cost", "0.95"):
        assert key not in notes(app)


def test_in_the_shared_view_a_link_says_what_of_it_is_left_out_and_why(page: Open) -> None:
    link = "ages_from=15&ages_to=16&beds=20&discount=0.15"
    app = page(audience="Shared view", changes=link)
    assert ends(app, "discount") == [15], "the rest is applied"
    assert "In the shared view what chooses children cannot be changed" in notes(app)
    assert "the homes and their beds; the children's ages" in notes(app)
    assert changes(app) == "discount=0.15"
    app.segmented_control(key="audience").set_value("officers").run()
    assert app.slider(key="ages of the children").value == (15, 16)
    assert app.number_input(key="beds in all").value == 20
    assert notes(app) == ""


def test_what_an_officer_chose_is_kept_while_the_shared_view_is_looked_at(page: Open) -> None:
    app = page()
    app.slider(key="ages of the children").set_value((12, 16)).run()
    app.segmented_control(key="audience").set_value("shared").run()
    assert "the children's ages" in notes(app)
    assert changes(app) is None
    app.segmented_control(key="audience").set_value("officers").run()
    assert app.slider(key="ages of the children").value == (12, 16)
    assert app.number_input(key="beds in all").value == 35
    assert is_answered(app)


@pytest.mark.parametrize("name", ["From a file: Mine", HOSTILE])
def test_a_link_to_a_contract_that_is_not_here_says_so_and_which_is_shown(
    page: Open, name: str
) -> None:
    app = page(contract=name, changes="discount=0.15")
    assert is_answered(app)
    assert "The contract that this link names is not here" in notes(app)
    assert "Shown instead is “The 2018 proposal”, without the link's changes" in notes(app)
    assert ends(app, "discount") == [20]
    assert "a.example" not in words(app) + "".join(one.value for one in app.markdown)
    put(app, "discount", 18)
    assert "is not here" in notes(app), "until another is chosen"
    app.selectbox(key="contract").select("beds_12").run()
    assert "is not here" not in notes(app)


# Beds and homes


def test_beds_in_all_are_shared_out_among_the_homes_and_back(page: Open) -> None:
    app = page()
    app.number_input(key="beds in all").set_value(3).run()
    assert "3 homes with 3 beds in all." in said(app)
    app.number_input(key="beds in all").set_value(35).run()
    assert "10 homes with 35 beds in all." in said(app)
    assert changes(app) is None


def test_homes_that_the_reader_entered_are_used_and_counted(page: Open) -> None:
    app = page()
    (listed,) = [app.session_state["homes as they are listed"]]
    app.session_state["homes that the reader entered"] = listed[:2]
    app.run()
    beds = sum(home.beds for home in listed[:2])
    assert app.number_input(key="beds in all").value == beds
    assert f"2 homes with {beds} beds in all." in said(app)
    assert is_answered(app)


def test_the_homes_open_over_the_page(page: Open) -> None:
    app = press(page(), "Change the homes one by one")
    assert not app.exception
    assert {"Use these homes", "Leave them as they were"} <= {one.label for one in app.button}
