"""No text that reaches the map can act there, whichever way it comes in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit_folium
from playwright.sync_api import Browser, Page
from xstatic.pkg import leaflet

import lib.maps
from lib.disclosure.release import Protection, Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.domain.footprint import Footprint
from lib.maps.base import SCRIPTS as SCRIPT_NAMES
from lib.maps.base import MapFiles, base_map
from lib.maps.flows import flow_lines
from lib.maps.nodes import nodes
from lib.maps.places import places
from lib.maps.state import Apply, Shown, When
from tests.fixtures.partnership import HAVERING, NEWHAM, flow_frame, home_frame

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ROOT = Path(__file__).parents[2]
ASSETS = Path(lib.maps.__file__).parent / "assets"
SCRIPTS = (
    Path(leaflet.BASE_DIR) / "leaflet.js",
    *(ASSETS / f"{name}.js" for name in SCRIPT_NAMES),
)
PAYLOADS = {
    "image": '<img src=x onerror="window.acted=1">',
    "backtick": "`+(window.acted=1)+`",
    "dollar": "${window.acted=1}",
    "script": "</script><script>window.acted=1</script>",
    "hex": r"\x3cimg src=x onerror=window.acted=1\x3e",
    "quote": "\"');window.acted=1;('",
    "jinja": "{{ 6*7 }}{% raw %}{# #}",
}


OPEN_EVERY_TOOLTIP = (
    "() => map.eachLayer((one) => one.getTooltip && one.getTooltip() && one.openTooltip())"
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 900, "height": 700})
    opened.set_content('<div id="parent"><div id="map_div" style="height:600px"></div></div>')
    for script in SCRIPTS:
        opened.add_script_tag(path=script)
    yield opened
    opened.close()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What `st_folium` would send to its frame."""
    caught: dict[str, Any] = {}
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **sent: caught.update(sent))
    return caught


def _released(one: Unreleased, footprint: Footprint) -> Released:
    door = release(
        [one],
        protection=Protection(),
        footprint=footprint,
        audience=Audience.OFFICERS,
        is_invented=False,
    )
    return door[one.name]


def _hostile_state(payload: str, footprint: Footprint) -> dict[str, object]:
    flows, homes = flow_frame(), home_frame()
    for column in ("origin_name", "destination_name"):
        flows.table[column] = payload
    homes.table["name"] = payload
    let_out, supply = _released(flows, footprint), _released(homes, footprint)
    shown, inside = Shown(when=When.WITH_CONTRACT), frozenset({HAVERING, NEWHAM})
    where = places(footprint)
    return {
        "mode": payload,
        "view_of": payload,
        "chosen": [payload],
        "ring": None,
        "mark": payload,
        "areas": {HAVERING: payload, payload: payload},
        "shares": {HAVERING: {"step": 1, "name": payload, "label": payload}},
        "flows": flow_lines(let_out, inside=inside, shown=shown),
        "nodes": nodes(let_out, supply, inside=inside, places=where, shown=shown),
        "lines": None,
        "points": [(51.55, 0.2, 4, True, payload)],
        "legend": [{"shape": "circle", "kind": "inside", "label": payload}],
        "alt": payload,
    }


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_a_hostile_text_is_shown_and_does_nothing(
    page: Page, sent: dict[str, Any], payload: str
) -> None:
    footprint = Footprint.from_toml((ROOT / "geodata" / "footprint.toml").read_text("utf-8"))
    hostile = replace(footprint, name=payload)
    where = places(footprint)
    where = replace(where, names=tuple(replace(name, text=payload) for name in where.names))
    files = MapFiles(scripts=(), styles=(), layers={"boroughs": payload}, font=payload)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    streamlit_folium.st_folium(
        base_map(hostile, places=where, files=files, attribution=payload),
        feature_group_to_add=Apply(_hostile_state(payload, hostile)),
        returned_objects=[],
    )
    page.evaluate(
        "script => { const made = document.createElement('script');"
        " made.innerHTML = script + 'window.map = map_div;'; document.body.appendChild(made); }",
        sent["script"],
    )
    page.evaluate("script => eval(script)", sent["feature_group"])
    page.wait_for_function("() => map.getContainer().dataset.base", polling=100)
    for zoom in (11, 6):
        page.evaluate("zoom => map.setZoom(zoom, { animate: false })", zoom)
        page.evaluate(OPEN_EVERY_TOOLTIP)
        page.wait_for_timeout(100)

    assert page.evaluate("() => window.acted") is None
    assert errors == []
    assert page.locator("#closer-legend").inner_text().count(payload) == 2
    assert payload in page.locator(".closer-mark").first.inner_text()
    assert payload in page.locator(".leaflet-tooltip").first.inner_text()
    assert page.evaluate("() => map.getContainer().getAttribute('aria-label')") == payload
    assert page.locator("img").count() == 0


def test_a_map_without_its_outlines_says_so(page: Page, sent: dict[str, Any]) -> None:
    footprint = Footprint.from_toml((ROOT / "geodata" / "footprint.toml").read_text("utf-8"))
    files = MapFiles(scripts=(), styles=(), layers={"boroughs": "nowhere"}, font=None)
    streamlit_folium.st_folium(
        base_map(footprint, places=places(footprint), files=files, attribution=""),
        returned_objects=[],
    )
    page.evaluate("script => eval(script + 'window.map = map_div;')", sent["script"])
    page.wait_for_function("() => map.getContainer().dataset.base === 'missing'", polling=100)
    assert "outlines could not be read" in page.locator(".leaflet-container").inner_text()
