"""The script of a sheet by itself: what it draws, what it leaves out, and what it leaves alone."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route
from streamlit.testing.v1 import AppTest

from lib.ui import looking
from tests.fixtures.page import few_runs_of_forecasts, sheets

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "lib/ui/sheet.js"
HERE = "http://127.0.0.1:9"
"""Nobody listens there: the browser is answered by the test."""

BODY = """<div id="sheet"></div><script type="module">
  import show from './sheet.js';
  window.told = [];
  window.draw = async (parts, on = document.getElementById('sheet')) => {
    const setTriggerValue = (name, value) => told.push([name, value]);
    show({ parentElement: on, data: { parts }, setTriggerValue });
    while (on.hasAttribute('aria-busy')) await new Promise((next) => setTimeout(next, 5));
    return [...on.children].map((one) => one.innerHTML);
  };
  window.parsed = (part) => new DOMParser().parseFromString(part, 'text/html').body.innerHTML;
</script>"""

HOSTILE = (
    '<img src=x onerror="window.acted=1">',
    "<p onclick=window.acted=1 onmouseover=window.acted=1 id=x name=y>p</p>",
    "<script>window.acted=1</script>",
    "<svg onload=window.acted=1><style><img src=x onerror=window.acted=1></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=a()",
    "<iframe srcdoc='<script>parent.acted=1</script>'></iframe>",
    '<a href="javascript:window.acted=1">a</a><form action=/out><input formaction=/out></form>',
    '<p style="background:url(/out)">p</p><div style="width:1px;--x:url(/out)">d</div>',
    "<style>@import url(/out); * { background: url(/out) }</style><link rel=stylesheet href=/out>",
    "<template><img src=x onerror=window.acted=1></template><noscript><img src=/out></noscript>",
    '<object data=/out></object><embed src=/out><video poster=/out></video><base href="/out">',
    '<button formaction="/out" onfocus=window.acted=1 autofocus type=submit>b</button>',
    "<details ontoggle=window.acted=1 open><summary>s</summary></details>",
)

LISTED = {
    *("b", "br", "button", "caption", "details", "div", "h2", "i", "li", "p", "span"),
    *("summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}

MADE = """() => [...document.querySelectorAll('#sheet > div *')].map((one) => ({
  name: one.localName, attributes: [...one.attributes].map(({ name, value }) => [name, value]),
}))"""


@pytest.fixture
def asked() -> list[str]:
    """The addresses that the page asks for."""
    return []


@pytest.fixture
def page(browser: Browser, asked: list[str]) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()

    def answered(route: Route) -> None:
        asked.append(route.request.url)
        if route.request.url == f"{HERE}/":
            route.fulfill(body=BODY, content_type="text/html")
        elif route.request.url == f"{HERE}/sheet.js":
            route.fulfill(body=SCRIPT.read_text("utf-8"), content_type="text/javascript")
        else:
            route.fulfill(status=404)

    page.route("**/*", answered)
    page.goto(f"{HERE}/")
    page.wait_for_function("() => window.draw")
    yield page
    context.close()


@pytest.fixture(scope="module")
def written() -> list[list[str]]:
    """The sheets of the pages that have any, as several readers see them."""
    with pytest.MonkeyPatch.context() as patch, few_runs_of_forecasts():
        patch.chdir(ROOT)
        patch.delenv(looking.RETURNS_VARIABLE, raising=False)
        return [
            parts
            for name in ("overview", "boroughs", "block_contract")
            for asked in (
                {},
                {"borough": "Havering"},
                {"borough": "City of London"},
                {"audience": "Shared view"},
                {"audience": "Shared view", "borough": "Newham", "only": "Aged 16 and 17"},
                {"only": "Aged 16 and 17"},
            )
            for parts in sheets(_opened(name, asked))
        ]


def _opened(name: str, asked: dict[str, str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for key, value in asked.items():
        app.query_params[key] = value
    return (app if name == "overview" else app.switch_page(f"pages/{name}.py")).run()


@pytest.mark.parametrize("html", HOSTILE)
def test_of_a_hostile_text_only_listed_nodes_are_made_and_nothing_acts(
    page: Page, asked: list[str], html: str
) -> None:
    page.evaluate("draw(['<p class=a style=width:1%>p</p>', '<button type=button>b</button>'])")
    for parts in ([html], [f"<table><tr><td>{html}"], ["<p>a</p>", html], [html, html + html]):
        page.evaluate("parts => draw(parts)", parts)
        made = page.evaluate(MADE)
        assert {one["name"] for one in made} <= LISTED
        attributes = [pair for one in made for pair in one["attributes"]]
        assert {name for name, _ in attributes} <= {"type", "style", "class"}
        assert all(value == "button" for name, value in attributes if name == "type")
        assert not [value for name, value in attributes if name == "style"]
    page.wait_for_timeout(50)
    assert page.evaluate("window.acted") is None
    assert not [url for url in asked if "out" in url]


def test_nothing_that_the_pages_write_is_left_out(page: Page, written: list[list[str]]) -> None:
    assert len(written) > 20
    for parts in written:
        fresh = "document.body.appendChild(document.createElement('div'))"
        drawn = page.evaluate(f"parts => draw(parts, {fresh})", parts)
        assert drawn == page.evaluate("parts => parts.map(parsed)", parts)


def test_what_was_drawn_before_leaves_no_trace(page: Page, written: list[list[str]]) -> None:
    others: list[list[str]] = [
        ["<p>one</p>"],
        [],
        ["a <b>b</b> c", "<ul><li>1</li></ul>"],
        ["text"],
    ]
    for before, after in itertools.pairwise([*written, *others, *reversed(written), *others]):
        page.evaluate("parts => draw(parts)", before)
        drawn = page.evaluate("parts => draw(parts)", after)
        assert drawn == page.evaluate("parts => parts.map(parsed)", after)


def test_what_stays_the_same_is_not_touched(page: Page) -> None:
    page.evaluate(
        "parts => draw(parts)",
        ["<p>one</p>", "<details><summary>more</summary><p>1</p></details>", "<p>three</p>"],
    )
    changes: Any = page.evaluate(
        """async () => {
          const sheet = document.getElementById('sheet');
          sheet.querySelector('details').open = true;
          let changes = 0;
          const watch = new MutationObserver((list) => changes += list.length);
          watch.observe(sheet.children[0], { subtree: true, childList: true, characterData: true });
          watch.observe(sheet.children[1], { subtree: true, childList: true, characterData: true });
          await draw(['<p>one</p>', '<details><summary>more</summary><p>2</p></details>', 'three']);
          await new Promise((next) => setTimeout(next));
          return [changes, sheet.querySelector('details').open, sheet.textContent];
        }"""
    )
    assert changes == [1, True, "onemore2three"]


def test_only_the_last_of_several_answers_is_drawn(page: Page) -> None:
    said = page.evaluate(
        """async () => {
          const all = new Set();
          const sheet = document.getElementById('sheet');
          new MutationObserver(() => all.add(sheet.textContent)).observe(
            sheet, { subtree: true, childList: true });
          draw(['<p>first</p>']); draw(['<p>second</p>']); await draw(['<p>third</p>']);
          await new Promise((next) => setTimeout(next));
          return [sheet.textContent, [...all].filter(Boolean)];
        }"""
    )
    assert said == ["third", ["third"]]


def test_a_row_tells_its_value_once(page: Page) -> None:
    row = '<table><tbody><tr><th><button type="button" class="cth-row" value="E1">x</button>'
    page.evaluate("parts => draw(parts)", [row])
    page.locator("button").click()
    page.evaluate("parts => draw(parts)", [row.replace("x", "y")])
    page.locator("button").dblclick()
    assert page.evaluate("told") == [["pressed", "E1"], ["pressed", "E1"]]
