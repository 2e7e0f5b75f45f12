"""Rows that can be chosen, tables with parts, and what is one click away."""

import pytest

from lib.ui.markup import details, table
from lib.ui.sheet import row_button

HOSTILE = """<img src=x onerror="alert(1)">'`${alert(1)}</button><script>alert(2)</script>"""


def test_a_name_and_a_code_from_outside_stay_text() -> None:
    button = row_button(HOSTILE, value=HOSTILE, is_chosen=False)
    assert button.count("<") == 2
    assert button.count('"') == 8
    assert "<script" not in button
    assert "<img" not in button


@pytest.mark.parametrize(("is_chosen", "said"), [(True, "true"), (False, "false")])
def test_a_row_says_whether_it_is_chosen(*, is_chosen: bool, said: str) -> None:
    assert f'aria-pressed="{said}"' in row_button("Newham", value="1", is_chosen=is_chosen)


def test_the_row_that_undoes_a_choice_has_no_state_of_its_own() -> None:
    assert "aria-pressed" not in row_button("All boroughs", value="total", is_chosen=None)


def test_each_part_of_a_table_has_a_body_and_a_heading_over_all_columns() -> None:
    html = table(
        [["a", "1"], ["b", "2"], ["c", "3"]],
        heads=("Name", "Number"),
        caption="Three",
        sections={0: HOSTILE, 2: "Second"},
        kinds={1: "is-chosen"},
        last_is_total=True,
    )
    assert html.count("<tbody>") == html.count("</tbody>") == 2
    assert html.count('<th scope="rowgroup" colspan="2">') == 2
    assert "<script" not in html
    assert html.index("Second") > html.index(">b<")
    assert '<tr class="is-chosen"><th scope="row">b</th>' in html
    assert '<tr class="is-total"><th scope="row">c</th>' in html


def test_what_is_one_click_away_is_in_the_page_and_its_name_stays_text() -> None:
    html = details(HOSTILE, "<p>content</p>")
    assert html.startswith('<details class="cth-details"><summary>')
    assert html.endswith("<div><p>content</p></div></details>")
    assert "<script" not in html
    assert "<img" not in html


@pytest.mark.parametrize(
    ("numbers_from", "side"), [(1, "is-numbers-1"), (2, "is-numbers-2"), (3, "has-sentence")]
)
def test_a_table_says_once_which_of_its_columns_are_numbers(numbers_from: int, side: str) -> None:
    html = table(
        [["a", "b", "c"]], heads=("A", "B", "C"), caption="Three", numbers_from=numbers_from
    )
    assert f'<table class="cth-table {side}">' in html
    assert "<td>c</td>" in html
