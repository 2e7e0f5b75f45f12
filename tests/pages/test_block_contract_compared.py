"""Contracts set beside the one of the page: chosen, named in a link, kept, refused."""

import html
import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lib.ui.contract import opened as kept_contracts
from tests.fixtures.page import words

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")

FOUR = ["beds_12", "beds_24", "late_opening", "half_guaranteed"]
KEEP = "Keep this contract"


def compared_with(app: AppTest, *keys: str) -> AppTest:
    app.multiselect(key="compare").set_value(list(keys)).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """What a reader reads."""
    return html.unescape(re.sub(r"<[^>]*>", " ", words(app)))


def columns(app: AppTest) -> list[str]:
    """The contracts that stand side by side."""
    (table,) = re.findall(r'class="cth-compared">(.*?)</table>', words(app), re.DOTALL)
    head = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)
    return [html.unescape(name) for name in head[1:]]


def row(app: AppTest, heading: str) -> list[str]:
    """A row of the table, without its heading."""
    (table,) = re.findall(r'class="cth-compared">(.*?)</table>', words(app), re.DOTALL)
    for line in re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1]):
        if f">{heading}</th>" in line:
            cells = re.findall(r"<td[^>]*>(.*?)</td>", line)
            return [html.unescape(re.sub(r"<[^>]*>", " ", cell)) for cell in cells]
    pytest.fail(f"no row {heading!r}")


def click(app: AppTest, label: str) -> AppTest:
    (button,) = [one for one in app.button if one.label.startswith(label)]
    assert not button.disabled
    button.click().run()
    assert not app.exception
    return app


def test_a_contract_of_a_link_stands_beside_the_one_above_with_its_difference(page: Open) -> None:
    app = page(compare="12 beds")
    assert not app.exception
    assert columns(app) == ["The 2018 proposal", "12 beds"]
    assert re.search(r"“12 beds” typically (saves|costs) £", said(app))
    assert re.search(r"“.*?” saves more than “.*?” in .* runs", said(app))
    assert row(app, "Beds") == [
        "35 in 10 homes, for ages 11 to 17", "12 in 4 homes, for ages 11 to 17",
    ]  # fmt: skip
    assert row(app, "Price")[0] == "20% off the average weekly cost"
    assert row(app, "Empty beds") == ["All are paid for"] * 2
    assert row(app, "Term") == ["7 years"] * 2
    against = row(app, "Saving against the first")
    assert against[0] == "–"
    assert re.search(r"£.* (more|less)", against[1])
    for heading in ("Paid for empty beds", "It pays once so many beds are filled",
                    "Pays from month", "Paid back in month", "Saving over the term"):  # fmt: skip
        assert all(cell not in ("", "–") for cell in row(app, heading))


def test_the_contracts_chosen_are_there_when_the_reader_comes_back(page: Open) -> None:
    def gone_and_back(app: AppTest) -> AppTest:
        app.switch_page("pages/methods.py").run()
        app.query_params.clear()  # as a browser does that follows a link to another page
        return app.switch_page("pages/block_contract.py").run()

    app = gone_and_back(compared_with(page(), "beds_12", "late_opening"))
    assert columns(app)[1:] == ["12 beds", "35 beds, opening late"]
    assert "cth-compared" not in words(gone_and_back(compared_with(app)))


def test_of_more_than_three_the_first_three_are_shown_and_the_rest_is_named(page: Open) -> None:
    app = compared_with(page(), *FOUR)
    assert columns(app)[1:] == ["12 beds", "24 beds", "35 beds, opening late"]
    assert "Three at most are set beside it" in said(app)
    assert "left out here: 35 beds, half guaranteed" in said(app)
    compared_with(app, *FOUR[1:])
    assert columns(app)[1:] == ["24 beds", "35 beds, opening late", "35 beds, half guaranteed"]
    assert "Three at most" not in said(app)


@pytest.mark.parametrize(
    ("asked", "shown", "unknown"),
    [
        (["12 beds", "24 beds", "35 beds, opening late", "35 beds, half guaranteed",
          "35 beds, discount open"], ["12 beds", "24 beds", "35 beds, opening late"], 0),
        (["12 beds", "12 beds"], ["12 beds"], 0),
        (["12 beds", "![a](http://a.example/b.png)<img src=x>"], ["12 beds"], 1),
        (["The 2018 proposal", "12 beds"], ["12 beds"], 0),
        (["beds_12", "24 beds"], ["24 beds"], 1),
    ],
)  # fmt: skip
def test_a_link_may_name_too_many_the_same_twice_unknown_ones_or_the_contract_itself(
    page: Open, asked: list[str], shown: list[str], unknown: int
) -> None:
    app = page(compare=asked)
    assert not app.exception
    assert columns(app) == ["The 2018 proposal", *shown]
    assert said(app).count("cannot be found here") == unknown
    assert "a.example" not in words(app) + "".join(one.value for one in app.markdown)


def test_a_link_that_names_nothing_that_is_known_compares_nothing(page: Open) -> None:
    app = page(compare=["The 2018 proposal", "nobody"])
    assert not app.exception
    assert "One contract to compare with, named in the link, cannot be found here" in said(app)
    assert "cth-compared" not in words(app)
    assert "cannot be found here" in said(app.run()), "a page runs again by itself"
    assert "cannot be found here" not in said(compared_with(app, "beds_12"))


def test_a_contract_that_is_kept_is_listed_compared_and_removed(page: Open) -> None:
    app = page(changes="discount=0.05")
    click(app, KEEP)
    assert "It is kept." in said(app)
    assert "The 2018 proposal, changed (1): 35 beds; 5% off the average weekly cost" in said(app)
    (button,) = [one for one in app.button if one.label.startswith(KEEP)]
    assert button.disabled, "it is kept already"
    app.run()
    assert "among those to compare with already" in said(app)

    app.selectbox(key="contract").select("beds_12").run()
    compared_with(app, "kept-1", "beds_24")
    assert columns(app) == ["12 beds", "The 2018 proposal, changed (1)", "24 beds"]
    click(app, "Remove no. 1")
    assert columns(app) == ["12 beds", "24 beds"]
    assert "Kept to compare with" not in said(app)


def test_no_more_are_kept_than_there_is_room_for_and_none_goes_unasked(
    page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_contracts, "MOST_MADE", 1)
    app = click(page(changes="discount=0.05"), KEEP)
    term = next(one for one in app.number_input if one.key.startswith("term_years"))
    term.set_value(5).run()
    (button,) = [one for one in app.button if one.label.startswith(KEEP)]
    assert button.disabled
    assert "remove one first" in said(app)
    click(app, "Remove no. 1")
    click(app, KEEP)
    assert "5 years" in said(app)


def test_a_preset_as_it_is_need_not_be_kept(page: Open) -> None:
    app = page()
    (button,) = [one for one in app.button if one.label.startswith(KEEP)]
    assert button.disabled
    assert "among those to compare with already" in said(app)


def test_what_chooses_children_is_refused_in_the_shared_view_and_the_others_are_shown(
    page: Open,
) -> None:
    app = click(page(changes="ages_from=15&discount=0.1"), KEEP)
    app.selectbox(key="contract").select("beds_24").run()
    compared_with(app, "kept-1", "beds_12")
    assert len(columns(app)) == 3
    app.segmented_control(key="audience").set_value("shared").run()
    assert not app.exception
    assert columns(app) == ["24 beds", "12 beds"]
    assert "is left out. In the shared view homes, ages, beds and nomination" in said(app)
    assert "Monitoring" in said(app), "the rest of the page stands"


def test_terms_of_other_lengths_and_other_full_years_are_told(page: Open) -> None:
    app = page(changes="term_years=5&months_between_openings=3", compare="12 beds")
    assert "not like for like" in said(app)
    assert "Their full years are not the same months" in said(app)
    assert row(app, "Term") == ["5 years", "7 years"]
    assert row(app, "Full year: months of the contract")[0] != row(
        app, "Full year: months of the contract"
    )[1]  # fmt: skip
    assert row(app, "Saving in a year of the term, on average")
