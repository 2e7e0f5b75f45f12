"""Tables whose rows can be chosen, what stays as it was, and Boroughs on a narrow screen."""

from collections.abc import Callable

import pytest

from tests.fixtures.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]

WATCH = """() => {
  window.blank = 0;
  const look = () => {
    if (!document.querySelector('.st-key-sheet-boroughs-officers table')) window.blank += 1;
    requestAnimationFrame(look);
  };
  look();
}"""

FOCUSED = "() => document.activeElement.innerText"

WIDER_THAN_THE_SCREEN = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  return Math.max(main.scrollWidth - main.clientWidth,
    document.documentElement.scrollWidth - innerWidth);
}"""

SMALLEST_BUTTON = """() => Math.min(...[...document.querySelectorAll('button.cth-row')]
  .flatMap((row) => [row.getBoundingClientRect().height, row.getBoundingClientRect().width]))"""


@pytest.mark.parametrize("path", ["/", "/boroughs"])
def test_a_row_is_chosen_in_one_run_by_mouse_and_by_keyboard(visit: Open, path: str) -> None:
    seen = visit(path)
    page = seen.page
    row = page.locator(".st-key-sheet-boroughs-officers").get_by_role("button", name="Havering")
    row.wait_for()
    seen.map_frame()
    seen.settle()
    page.evaluate(WATCH)
    before = seen.runs

    row.click()
    _wait_until_pressed(seen, "Havering")
    assert "borough=Havering" in page.url
    assert page.evaluate(FOCUSED) == "Havering"
    assert seen.runs - before == 1

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    _wait_until_pressed(seen, "Newham")
    assert page.evaluate(FOCUSED) == "Newham"
    page.keyboard.press("Space")
    _wait_until_pressed(seen, None)
    assert "borough=" not in page.url
    assert seen.runs - before == 3
    assert page.evaluate("window.blank") == 0
    assert seen.errors == []
    assert seen.hosts() <= {"127.0.0.1"}


def test_two_presses_at_once_choose_and_do_not_undo(visit: Open) -> None:
    seen = visit("/boroughs")
    row = seen.page.locator(".st-key-sheet-boroughs-officers").get_by_role(
        "button", name="Redbridge"
    )
    row.wait_for()
    seen.map_frame()
    seen.settle()
    row.dblclick()
    _wait_until_pressed(seen, "Redbridge")


def test_what_was_opened_and_scrolled_stays_so_when_a_borough_is_chosen(visit: Open) -> None:
    seen = visit("/boroughs", width=390)
    name = "How far away the children of each borough live, as a table"
    opened = seen.page.locator("details", has_text=name)
    opened.locator("summary").click()
    matrix = seen.page.locator(".cth-scroll:has(> .cth-matrix)")
    matrix.evaluate("(one) => one.scrollTo(120, 0)")
    seen.page.locator(".cth-groups").get_by_role("button", name="Aged 16 and 17").click()
    seen.page.locator(".cth-groups [aria-pressed=true]").wait_for()
    seen.settle()
    assert opened.evaluate("(one) => one.open")
    assert matrix.evaluate("(one) => one.scrollLeft") == 120


@pytest.mark.parametrize("width", [390, 320])
def test_no_table_makes_a_narrow_page_scroll_sideways(visit: Open, width: int) -> None:
    seen = visit("/boroughs?borough=Havering", width=width)
    seen.page.locator(".cth-groups").wait_for()
    assert seen.page.evaluate(WIDER_THAN_THE_SCREEN) <= 0
    assert seen.page.evaluate(SMALLEST_BUTTON) >= 24


def _wait_until_pressed(seen: Visit, name: str | None) -> None:
    seen.page.wait_for_function(
        """(name) => {
          const table = document.querySelector('.st-key-sheet-boroughs-officers');
          const pressed = table && table.querySelector('[aria-pressed=true]');
          return name === (pressed && pressed.innerText);
        }""",
        arg=name,
    )
    seen.settle()


def test_the_officers_tables_leave_before_the_shared_ones_come(visit: Open) -> None:
    seen = visit("/boroughs")
    seen.page.locator(".st-key-sheet-sections-officers .cth-groups").wait_for()
    seen.page.evaluate(
        """() => {
          const tables = (audience) => document.querySelectorAll(
            `[class*="st-key-sheet-"][class*="-${audience}"] table`).length;
          window.both = 0;
          new MutationObserver(() => window.both += tables('officers') && tables('shared') ? 1 : 0)
            .observe(document.body, { subtree: true, childList: true });
        }"""
    )
    seen.page.get_by_text("Shared view", exact=True).click()
    seen.page.locator(".st-key-sheet-sections-shared .cth-groups").wait_for()
    seen.settle()
    assert seen.page.locator("[class*='-officers'] table").count() == 0
    assert seen.page.evaluate("window.both") == 0
