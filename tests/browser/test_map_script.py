"""The map's own script, function by function, in a page without a host around it."""

import base64
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyproj
import pytest
import shapely
from playwright.sync_api import Browser, Page

from lib.answer.loaded import read_footprint
from lib.maps.encoding import enc
from lib.maps.map_file import map_file
from lib.maps.map_store import stored_script
from lib.maps.places import places
from lib.sources.boundaries import authorities_draw
from lib.units import BRITISH_NATIONAL_GRID, WGS84

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WORLD_METRES = 2 * np.pi * 6378137


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_content("<div id=map_div style='width:700px;height:500px'></div>")
    page.add_script_tag(path=stored_script())
    footprint = read_footprint()
    packed = base64.b64encode(map_file(footprint, places=places(footprint))).decode()
    page.evaluate(
        "(packed) => { window.land = closer.readMapFile("
        "Uint8Array.from(atob(packed), (one) => one.charCodeAt(0)).buffer); }",
        packed,
    )
    yield page
    page.close()


def test_a_place_is_projected_as_web_mercator_has_it(script: Page) -> None:
    to_mercator = pyproj.Transformer.from_crs(WGS84, "EPSG:3857", always_xy=True)
    for lat, lon in ((51.5, 0.1), (49.9, -5.2), (55.8, -2.0), (60.8, -0.8)):
        x, y = script.evaluate("(at) => closer.project(at)", [lat, lon])
        metres = (x / 256 - 0.5) * WORLD_METRES, (0.5 - y / 256) * WORLD_METRES
        assert metres == pytest.approx(to_mercator.transform(lon, lat), abs=0.01)


def test_the_outlines_hold_the_points_that_the_boundaries_hold(script: Page) -> None:
    rng = np.random.default_rng(4)
    drawn = authorities_draw().set_index("code").geometry
    to_degrees = pyproj.Transformer.from_crs(BRITISH_NATIONAL_GRID, WGS84, always_xy=True)
    for code in read_footprint().codes:
        west, south, east, north = drawn[code].bounds
        near_the_line = drawn[code].boundary.buffer(10)
        asked = rng.uniform((west, south), (east, north), (60, 2))
        points = [point for point in map(shapely.Point, asked) if not near_the_line.covers(point)]
        degrees = [to_degrees.transform(point.x, point.y) for point in points]
        found = script.evaluate(
            """([code, degrees]) => {
              const area = land.layers.boroughs.features.find((one) => one.code === code);
              return degrees.map(([lon, lat]) =>
                closer.contains(area, ...closer.project([lat, lon])));
            }""",
            [code, degrees],
        )
        assert found == [drawn[code].covers(point) for point in points]


def test_no_name_covers_another_or_leaves_the_frame_wherever_the_places_lie(script: Page) -> None:
    rng = np.random.default_rng(8)
    for _ in range(40):
        labels = [
            {
                "at": rng.uniform((0, 0), (700, 500)).tolist(),
                "width": rng.uniform(30, 140),
                "height": int(rng.choice([16, 32, 48])),
                "isNeeded": bool(rng.random() < 0.5),
            }
            for _ in range(rng.integers(1, 30))
        ]
        bounds = {"left": 0, "top": 0, "right": 700, "bottom": 500}
        placed = [
            box
            for box in script.evaluate(
                "([labels, bounds]) => closer.placeLabels(labels, [], [], bounds)", [labels, bounds]
            )
            if box
        ]
        boxes = [shapely.box(b["left"], b["top"], b["right"], b["bottom"]) for b in placed]
        assert all(shapely.box(0, 0, 700, 500).covers(box) for box in boxes)
        for at, box in enumerate(boxes):
            for other in boxes[at + 1 :]:
                assert box.intersection(other).area <= 0.07 * min(box.area, other.area)


def test_a_name_stands_in_its_own_area_where_there_is_room(script: Page) -> None:
    box = script.evaluate(
        """() => closer.placeLabels([{
          at: [350, 250], width: 80, height: 20,
          within: {left: 100, right: 300, top: 100, bottom: 400},
          isWithin: (x, y) => x > 100 && x < 300 && y > 100 && y < 400,
        }], [], [], {left: 0, right: 700, top: 0, bottom: 500})[0]"""
    )
    assert shapely.box(100, 100, 300, 400).covers(
        shapely.box(box["left"], box["top"], box["right"], box["bottom"])
    )


def test_the_area_of_a_symbol_stands_for_what_it_counts(script: Page) -> None:
    radii = script.evaluate(
        """() => {
          const place = {code: 'A', world: [1, 1], is_inside: true};
          const view = {scale: 1, left: 0, top: 0, zoom: 12, frameWidth: 900};
          const figures = {units: {circle: 4.1, room: 1.9, flow: 1.1}};
          return [9, 36].map((count) => {
            const mode = {circles: [{place, kinds: {inside: count}}], homes: [], flows: []};
            return closer.layOut(figures, mode, view, new Set(['children']))
              .get('A').symbols[0].r;
          });
        }"""
    )
    assert radii[1] ** 2 / radii[0] ** 2 == pytest.approx(36 / 9)


def test_the_largest_symbols_and_lines_stay_within_bounds_however_many_children(
    script: Page,
) -> None:
    for most in (1, 40, 2_500, 60_000):
        units = script.evaluate(
            "(state) => closer.readState(state, land.header).units", _state(most)
        )
        assert units["flow"] * most <= 13.01 or units["flow"] == 1.1
        assert units["circle"] * most**0.5 <= 30.01


def test_hidden_numbers_are_read_as_hidden(script: Page) -> None:
    state = _state(3) | {"pairs": _rows(0, 1, 65535, 7)}
    flow = script.evaluate(
        "(state) => closer.readState(state, land.header).modes.today.flows[0]", state
    )
    assert flow["today"] is None
    assert flow["after"] == 7
    said = script.evaluate("(flow) => closer.sayFlow(land.header.words, flow)", flow)
    assert said.startswith("One to Two: a hidden number of children")
    assert "65535" not in said


@pytest.mark.parametrize(
    ("view_of", "is_partial", "said"),
    [
        ("all", True, "Two: at least 7 children here."),
        ("all", False, "Two: 7 children here."),
        ("E09000012", True, "Two: 7 children here."),
    ],
)
def test_only_a_sum_that_leaves_out_hidden_numbers_is_a_least(
    script: Page, *, view_of: str, is_partial: bool, said: str
) -> None:
    state = _state(7) | {"view_of": view_of, "is_partial": is_partial}
    hovered = script.evaluate(
        """(state) => {
          const figures = closer.readState(state, land.header);
          const symbols = [{ kind: "outside", count: 7 }];
          const here = { place: figures.places[1], symbols };
          return closer.sayPlace(land.header.words, here, { name: "today" }, figures);
        }""",
        state,
    )
    assert hovered == said


def test_encoded_texts_are_read_as_they_were_meant(script: Page) -> None:
    hostile = ["<b>", "a & b", "`${x}`", "\\x3c", "{{ x }}", "&amp;lt;", "plain", "</textarea><b>"]
    state = {"names": {"one": [enc(text) for text in hostile]}, "count": 3, "none": None}
    read = script.evaluate("(state) => closer.decoded(state)", state)
    assert read == {"names": {"one": hostile}, "count": 3, "none": None}


def test_there_and_back_do_not_run_over_each_other(script: Page) -> None:
    there, back = script.evaluate(
        """() => [[[0, 0], [300, 0]], [[300, 0], [0, 0]]].map(([from, to]) =>
          closer.alongCurve(closer.curve(from, to, 0.14), 0.5))"""
    )
    assert abs(there[1] - back[1]) > 30


def test_whatever_of_a_flow_lies_on_the_canvas_is_drawn(script: Page) -> None:
    rng = np.random.default_rng(7)
    width, height = 700, 500
    along = np.linspace(0, 1, 4001)[:, None]
    seen = 0
    for at in rng.uniform(-1500, 2000, (60, 4)):
        curve, drawn = script.evaluate(
            """([from, to, view]) => {
              const curve = closer.curve(from, to, 0.14);
              return [curve, closer.onCanvas(curve, view)];
            }""",
            [list(at[:2]), list(at[2:]), {"width": width, "height": height}],
        )
        whole = _bezier(curve, along)
        inside = whole[np.all((whole >= 0) & (whole <= (width, height)), axis=1)]
        if not len(inside):
            continue
        seen += 1
        line = shapely.LineString(_bezier(drawn, along))
        assert max(line.distance(shapely.Point(point)) for point in inside[::20]) < 1
        assert line.length <= shapely.LineString(whole).length + 1
    assert seen > 10


def _bezier(curve: dict[str, Any], along: np.ndarray) -> np.ndarray:
    start, middle, end = (np.array(curve[name]) for name in ("from", "middle", "to"))
    return (1 - along) ** 2 * start + 2 * (1 - along) * along * middle + along**2 * end


def _rows(*numbers: int) -> str:
    return base64.b64encode(np.array(numbers, dtype="<u2").tobytes()).decode()


def _state(count: int) -> dict[str, Any]:
    place = {"stands_on": "A", "at": [51.5, 0.1], "is_inside": True}
    mode = {
        "flows": _rows(0, 1, count), "circles": _rows(0, 1, count), "homes": _rows(0, 1, count, 0),
    }  # fmt: skip
    return {
        "places": [{**place, "code": "A", "name": "One"}, {**place, "code": "B", "name": "Two"}],
        "pairs": _rows(0, 1, count, count),
        "modes": {"today": mode, "with_contract": mode, "changes": mode},
        "rings": [], "lines": None, "points": None,
    }  # fmt: skip
