"""The Block contract page in the browser, with every other host out of reach."""

from collections.abc import Callable

import pytest

from tests.fixtures.visit import WAIT_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]

CHARTS = "[data-testid=stVegaLiteChart]"
WIDER_THAN_THE_SCREEN = "() => document.documentElement.scrollWidth > innerWidth"
INK = """(charts) => charts.map((chart) =>
  chart.querySelectorAll('svg path, svg line, svg rect').length ||
  [...chart.querySelectorAll('canvas')].filter((canvas) => {
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels.some((value, at) => at % 4 === 3 && value > 0);
  }).length)"""


@pytest.mark.parametrize("width", [1440, 390])
def test_the_answer_its_charts_and_its_map_are_drawn_and_nobody_else_is_asked(
    visit: Open, width: int
) -> None:
    seen = visit("/block_contract", width=width)
    page = seen.page
    page.locator(".cth-headline").wait_for(timeout=WAIT_MS)
    seen.settle()
    page.wait_for_function(
        "(charts) => document.querySelectorAll(charts).length === 5", arg=CHARTS, timeout=WAIT_MS
    )
    assert page.locator(".cth-hundred i").count() == 100
    assert all(ink > 0 for ink in page.eval_on_selector_all(CHARTS, INK))
    assert seen.map_frame().evaluate("() => map.getContainer().dataset.mode") == "with_contract"
    assert not page.evaluate(WIDER_THAN_THE_SCREEN)
    assert seen.hosts() == {"127.0.0.1"}
    assert seen.errors == []


def test_a_change_gives_a_new_answer_and_the_map_stays(visit: Open) -> None:
    seen = visit("/block_contract")
    page = seen.page
    headline = page.locator(".cth-headline")
    before = headline.inner_text(timeout=WAIT_MS)
    frame = seen.map_frame()
    frame.evaluate("() => { window.stillTheSameMap = true; }")
    page.get_by_text("Only beds that are used", exact=True).click()
    page.wait_for_function(
        "(before) => document.querySelectorAll('.cth-headline').length === 1 && "
        "document.querySelector('.cth-headline').innerText !== before && "
        "document.querySelector('.cth-headline').innerText.includes('such years lose money')",
        arg=before,
        timeout=WAIT_MS,
    )
    seen.settle()
    assert "empty_beds" in page.url
    assert "an empty bed costs nothing" in headline.inner_text()
    assert seen.map_frame().evaluate("() => window.stillTheSameMap") is True
    assert seen.errors == []


ASKED_BEFORE_THE_ANSWER = """() => {
  const top = (one) => one.getBoundingClientRect().top;
  const ask = [...document.querySelectorAll('label')]
    .find((one) => one.innerText.includes('Change this contract'));
  const answer = top(document.querySelector('.cth-headline'));
  return ask && top(ask) < answer && answer < 600;
}"""
KEEP_HEADLINES = """() => {
  window.headlines = [];
  new MutationObserver(() => {
    for (const one of document.querySelectorAll('.cth-headline')) {
      if (window.headlines.at(-1) !== one.innerText) window.headlines.push(one.innerText);
    }
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


PLAINEST = """() => Math.max(
  ...[...document.querySelectorAll('.cth-three, [data-testid=stVegaLiteChart]')].map((one) => {
    let shown = 1;
    for (let around = one; around; around = around.parentElement) {
      shown *= getComputedStyle(around).opacity;
    }
    return shown;
  }))"""
"""How opaque the plainest of figures and charts is, of 1."""
KEEP_PLAINEST = f"""() => {{
  window.plainest = [];
  const look = () => {{
    if (document.querySelector('.st-key-first-answer .cth-headline')) {{
      window.plainest.push(({PLAINEST})());
    }}
    requestAnimationFrame(look);
  }};
  look();
}}"""


def test_a_discount_gives_a_first_answer_at_once_and_then_its_range(visit: Open) -> None:
    seen = visit("/block_contract")
    page = seen.page
    before = page.locator(".cth-headline").inner_text(timeout=WAIT_MS)
    frame = seen.map_frame()
    frame.evaluate("() => { window.stillTheSameMap = true; }")
    page.evaluate(KEEP_HEADLINES)
    page.evaluate(KEEP_PLAINEST)
    discount = page.locator(".st-key-range-discount input")
    discount.fill("31")
    discount.press("Enter")
    page.wait_for_function(
        "(before) => { const last = (window.headlines || []).at(-1);"
        " return last && last !== before && last.includes('such years'); }",
        arg=before,
        timeout=WAIT_MS,
    )
    said = [one for one in page.evaluate("() => window.headlines") if one != before]
    assert said[0].startswith("About "), "one figure at once"
    assert "typically" in said[-1], "then the range"
    seen.settle()
    assert max(page.evaluate("() => window.plainest")) <= 0.3, "no older figure passes for it"
    assert page.evaluate(PLAINEST) == 1
    assert "changes=discount" in page.url
    assert seen.map_frame().evaluate("() => window.stillTheSameMap") is True
    assert seen.errors == []


def test_on_a_phone_the_fields_come_first_folded_away_and_refuse_what_cannot_be(
    visit: Open,
) -> None:
    seen = visit("/block_contract", width=390)
    page = seen.page
    page.locator(".cth-headline").wait_for(timeout=WAIT_MS)
    seen.settle()
    fields = page.locator(".st-key-contract-fields")
    ask = page.get_by_text("Change this contract", exact=True)
    assert not fields.is_visible()
    page.wait_for_function(ASKED_BEFORE_THE_ANSWER, timeout=WAIT_MS)
    ask.click()
    page.get_by_text("Who comes, and how long they stay", exact=True).click()
    discount = page.locator(".st-key-range-discount input")
    discount.fill("95")
    discount.press("Enter")
    page.get_by_text("“Discount on the average weekly cost” can be 0% to 90%.").wait_for()
    assert "changes" not in page.url
    discount.fill("15")
    discount.press("Enter")
    page.wait_for_url("**changes=discount**", timeout=WAIT_MS)
    seen.settle()
    unfolded = fields.locator("details").evaluate_all("(all) => all.map((one) => one.open)")
    assert unfolded == [True, True, False, False, False], "nothing folds by itself"
    assert not page.evaluate(WIDER_THAN_THE_SCREEN)
    page.go_back()
    page.wait_for_function(
        "() => document.querySelector('.st-key-range-discount input').value === '20'",
        timeout=WAIT_MS,
    )
    assert seen.errors == []
