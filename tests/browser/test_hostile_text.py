"""No text that reaches the map can act there, whichever way it comes in."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
import streamlit_folium
from playwright.sync_api import BrowserContext, Page, Route

import lib.maps.map_file
from lib.answer.loaded import DEMO_RETURNS, load, read_footprint
from lib.answer.questions import overview
from lib.answer.view import OverviewView
from lib.disclosure.released import Audience, Released
from lib.domain.footprint import Footprint
from lib.maps.base import MapFiles, base_map
from lib.maps.encoding import as_script
from lib.maps.land import read_geojson
from lib.maps.map_file import map_file
from lib.maps.map_store import ASSETS, stored_script
from lib.maps.picture import picture
from lib.maps.places import places
from lib.maps.state import Apply, Mode, Opening, Shown

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HERE = "http://127.0.0.1:9"
"""Nobody listens there: the browser is answered by the test."""

PAYLOADS = {
    "image": '<img src=x onerror="window.acted=1">',
    "backtick": "`+(window.acted=1)+`",
    "dollar": "${window.acted=1}",
    "script": "</script><script>window.acted=1</script>",
    "hex": r"\x3cimg src=x onerror=window.acted=1\x3e",
    "quote": "\"');window.acted=1;('",
    "jinja": "{{ 6*7 }}{% raw %}{# #}",
    "list": "</li></ul><svg onload=window.acted=1>",
    "field": "</textarea><img src=x onerror=window.acted=1>",
    "twice": "&lt;img src=x onerror=window.acted=1&gt;",
}

FIRST = {"image", "backtick", "script", "list", "twice"}
"""Asked in every run of the tests, one for each way out of a text; the others in `make bench`."""

POINT_AT_EVERYTHING = """() => {
  const { scene, mode } = map.closer;
  const picture = scene.pictures[mode === 'swipe' ? 'today' : mode];
  const frame = map.getContainer().getBoundingClientRect();
  const said = new Set();
  const point = (x, y) => {
    map.getContainer().dispatchEvent(new PointerEvent('pointermove', {
      bubbles: true, pointerType: 'mouse',
      clientX: x - scene.view.margin + frame.left, clientY: y - scene.view.margin + frame.top,
    }));
    said.add(document.querySelector('.closer-tip').textContent);
  };
  for (const here of [...picture.laid.values()].slice(0, 8))
    for (const one of closer.everySymbol(here)) point(one.x, one.y);
  for (const { curve } of picture.runs.slice(0, 8)) point(...closer.alongCurve(curve, 0.5));
  for (const one of picture.points.slice(0, 4)) point(one.x, one.y);
  for (const name of map.closer.land.header.names.filter((one) => one.is_ours))
    point(...closer.toView(scene.view, closer.project(name.at)));
  return [...said].join(' ');
}"""


@pytest.fixture
def page(_contexts: Callable[..., BrowserContext]) -> Iterator[Page]:
    context = _contexts(width=900, height=700, dark=False, reduced_motion="reduce")
    opened = context.new_page()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def answer() -> OverviewView:
    demo = load(DEMO_RETURNS, today=date(2026, 1, 1))
    return overview(demo, audience=Audience.OFFICERS, contract=demo.own_contract)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What `st_folium` would send to its frame."""
    caught: dict[str, Any] = {}
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **sent: caught.update(sent))
    return caught


def _mounted(page: Page, sent: dict[str, Any], land: bytes | None) -> list[str]:
    """Run what was sent as the frame of `st_folium` runs it; gives what went wrong."""

    def answered(route: Route) -> None:
        if route.request.url == f"{HERE}/":
            body = '<div id="parent"><div id="map_div" style="height:600px"></div></div>'
            route.fulfill(body=body, content_type="text/html")
        elif route.request.url == f"{HERE}/land" and land:
            route.fulfill(body=land)
        else:
            route.fulfill(status=404)

    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/*", answered)
    page.goto(f"{HERE}/")
    page.add_style_tag(path=ASSETS / "closer.css")
    page.add_script_tag(path=stored_script())
    page.evaluate(
        "script => { const made = document.createElement('script');"
        " made.innerHTML = script + 'window.map = map_div;'; document.body.appendChild(made); }",
        sent["script"],
    )
    if sent["feature_group"]:
        page.evaluate("script => eval(script)", sent["feature_group"])
    page.wait_for_function("() => map.getContainer().dataset.base", polling=50)
    return errors


def _renamed(table: Released | None, payload: str) -> Released | None:
    """Put a text in place of every name of a released table."""
    if table is None:
        return None
    names = [column for column in table.table.columns if str(column).endswith("name")]
    return replace(table, table=table.table.assign(**dict.fromkeys(names, payload)))


def _hostile(state: dict[str, Any], payload: str) -> dict[str, Any]:
    """Put a text in place of every text of a state, as if all came from a file."""
    modes = {
        name: {
            **mode,
            **dict.fromkeys(("title", "sentence", "alt"), payload),
            "labels": dict.fromkeys(mode["labels"], payload),
            "said": dict.fromkeys(mode["said"], payload),
            "scale": {**mode["scale"], "title": payload},
            "legend": [{**entry, "label": payload} for entry in mode["legend"]],
        }
        for name, mode in state["modes"].items()
    }
    return {
        **state,
        **dict.fromkeys(("subtitle", "source", "mark", "as_at"), payload),
        "places": [{**place, "name": payload} for place in state["places"]],
        "modes": modes,
    }


_land_read_once = cache(lib.maps.map_file.land)


def _land(footprint: Footprint, payload: str) -> bytes:
    """Write a map file in which every name is a text."""

    def towns(name: str) -> list[dict[str, Any]]:
        read = read_geojson(name)
        return [{**one, "properties": {**one["properties"], "name": payload}} for one in read]

    where = places(footprint)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lib.maps.map_file, "land", _land_read_once)
        patch.setattr(lib.maps.map_file, "read_geojson", towns)
        written = map_file(
            replace(footprint, name=payload),
            places=replace(where, names=tuple(replace(name, text=payload) for name in where.names)),
        )
    return gzip.compress(written)


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(payload, id=name, marks=[] if name in FIRST else [pytest.mark.in_full])
        for name, payload in PAYLOADS.items()
    ],
)
def test_a_hostile_text_is_shown_and_does_nothing(
    page: Page, sent: dict[str, Any], answer: OverviewView, payload: str
) -> None:
    footprint = read_footprint()
    tables = ("boroughs", "flows", "homes", "lines", "points")
    renamed = replace(answer, **{name: _renamed(getattr(answer, name), payload) for name in tables})

    def send(*, is_single: bool) -> None:
        state = picture(
            renamed,
            places=places(footprint),
            opening=Opening(),
            shown=Shown(area_code="E09000016", is_single=is_single),
        )
        streamlit_folium.st_folium(
            base_map(MapFiles(scripts=(), styles=(), map_file="land", font=payload)),
            feature_group_to_add=Apply(as_script(_hostile(state, payload))),
            returned_objects=["last_clicked"],
        )

    send(is_single=False)
    errors = _mounted(page, sent, _land(footprint, payload))
    _look_everywhere(page, payload)
    assert page.locator(".closer-words h2").text_content() in (
        payload,
        "Today to the left, with the contract to the right",
    )
    for said in (".closer-sentence", ".closer-mark", ".closer-keys", ".closer-source"):
        assert payload in (page.locator(said).text_content() or ""), said
    assert payload in (page.locator(".closer-zoom button").nth(2).get_attribute("aria-label") or "")
    assert page.evaluate("() => map.getContainer().getAttribute('aria-label')") == payload
    send(is_single=True)
    page.evaluate("script => eval(script)", sent["feature_group"])
    _look_everywhere(page, payload)
    page.locator(".closer-menu > button").nth(1).click()
    page.get_by_role("menuitem", name="Copy picture").click()
    page.wait_for_function("() => document.querySelector('.closer-said').textContent", polling=50)

    assert page.evaluate("() => window.acted") is None
    assert errors == []
    assert page.locator("img, svg").count() == 0


def _look_everywhere(page: Page, payload: str) -> None:
    for mode in Mode:
        page.locator(f"button[data-mode={mode}]").click()
        assert payload in page.evaluate(POINT_AT_EVERYTHING), mode
    page.get_by_role("button", name="Show all", exact=True).click()
    page.evaluate(POINT_AT_EVERYTHING)
    page.locator(".closer-zoom button").nth(2).click()


def test_a_map_without_its_outlines_says_so(page: Page, sent: dict[str, Any]) -> None:
    payload = "".join(PAYLOADS.values())
    streamlit_folium.st_folium(
        base_map(MapFiles(scripts=(), styles=(), map_file=payload, font=payload)),
        returned_objects=[],
    )
    assert _mounted(page, sent, None) == []
    assert page.evaluate("() => map.getContainer().dataset.base") == "missing"
    assert "outlines could not be read" in (page.locator(".closer-mark").text_content() or "")
    assert page.evaluate("() => window.acted") is None
