import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from lib.errors import SourceError
from lib.maps import land as land_module
from lib.maps.land import BITS, Layer, land, steps, units, varints
from lib.sources.basemap import LAYERS
from tests.fixtures.map_file import read_varints

UNIT_METRES = 2 * math.pi * 6_378_137 / (1 << BITS)
"""Of a Mercator map; in England a metre of the ground is about 1.6 of these."""


@pytest.fixture(scope="module")
def layers() -> dict[str, Layer]:
    return {layer.name: layer for layer in land()}


def _source(name: str) -> dict[str | None, Any]:
    features = json.loads(LAYERS[name].read_bytes())["features"]
    return {one["properties"].get("code"): shape(one["geometry"]) for one in features}


def _mercator(geometry: shapely.Geometry) -> shapely.Geometry:
    """Project once more, by the textbook's formula, to units of the map."""

    def project(degrees: Any) -> Any:
        latitude = np.radians(degrees[:, 1])
        x = (degrees[:, 0] + 180) / 360
        y = (1 - np.log(np.tan(latitude) + 1 / np.cos(latitude)) / np.pi) / 2
        return np.column_stack((x, y)) * (1 << BITS)

    return shapely.transform(geometry, project)


@given(st.lists(st.integers(-(2**40), 2**40)))
def test_every_whole_number_is_read_as_it_was_written(numbers: list[int]) -> None:
    assert read_varints(varints(np.array(numbers, dtype=np.int64))) == numbers


@given(st.integers(-64, 63))
def test_a_step_of_less_than_a_hundred_metres_takes_one_byte(number: int) -> None:
    assert len(varints(np.array([number]))) == 1


@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(0, (1 << BITS) - 1), st.integers(0, (1 << BITS) - 1)), min_size=2
        )
    )
)
def test_the_steps_lead_back_to_every_point(parts: list[list[tuple[int, int]]]) -> None:
    taken = np.array(read_varints(steps([np.array(part) for part in parts])), dtype=np.int64)
    points = [point for part in parts for point in part]
    assert taken.reshape(-1, 2).cumsum(axis=0).tolist() == [list(point) for point in points]


def test_a_unit_is_about_a_metre_and_a_half_in_london() -> None:
    north = units([(0.0, 51.5), (0.0, 51.6)])
    metres = math.radians(0.1) * 6_371_000
    assert metres / abs(north[1, 1] - north[0, 1]) == pytest.approx(1.5, abs=0.05)


def test_every_point_is_kept_to_half_a_unit_each_way(layers: dict[str, Layer]) -> None:
    source = _source("england") | _source("boroughs")
    for layer in ("boroughs", "england"):
        for feature in layers[layer].features:
            drawn = shapely.MultiPoint(np.vstack(feature.parts).astype(float))
            corners = shapely.MultiPoint(shapely.get_coordinates(_mercator(source[feature.code])))
            assert shapely.hausdorff_distance(drawn, corners) <= math.sqrt(0.5) + 1e-6


def test_every_area_keeps_its_size(layers: dict[str, Layer]) -> None:
    source = _source("england") | _source("boroughs")
    for layer in ("boroughs", "england"):
        for feature in layers[layer].features:
            drawn = sum(
                shapely.Polygon(ring).area * (1 if shapely.LinearRing(ring).is_ccw else -1)
                for ring in feature.parts
            )
            expected = _mercator(source[feature.code])
            assert abs(drawn) == pytest.approx(expected.area, abs=expected.length)


def test_england_and_the_detailed_boroughs_share_no_authority(layers: dict[str, Layer]) -> None:
    boroughs = {feature.code for feature in layers["boroughs"].features}
    others = {feature.code for feature in layers["england"].features}
    assert boroughs == set(_source("boroughs"))
    assert others == set(_source("england")) - boroughs


def test_land_lies_under_the_river_and_the_river_under_roads(layers: dict[str, Layer]) -> None:
    order = list(layers)
    assert order.index("england") < order.index("thames") < order.index("roads")
    assert order.index("boroughs") < order.index("thames")


def test_no_two_points_in_a_row_are_the_same_and_no_ring_closes_itself(
    layers: dict[str, Layer],
) -> None:
    for layer in layers.values():
        for feature in layer.features:
            for part in feature.parts:
                assert (np.diff(part, axis=0) != 0).any(axis=1).all()
                assert layer.kind == "lines" or (part[0] != part[-1]).any()


@pytest.mark.parametrize("name", ["roads", "rail"])
def test_joined_lines_run_where_the_pieces_ran(layers: dict[str, Layer], name: str) -> None:
    drawn = sum(
        shapely.LineString(part).length for one in layers[name].features for part in one.parts
    )
    pieces = sum(_mercator(geometry).length for geometry in _source(name).values())
    assert drawn == pytest.approx(pieces, rel=0.001)
    assert sum(len(one.parts) for one in layers[name].features) < sum(
        len(shapely.get_parts(geometry)) for geometry in _source(name).values()
    )


def test_an_islet_smaller_than_a_unit_is_left_out() -> None:
    islet = [[0.0, 51.5], [0.000001, 51.5], [0.000001, 51.500001], [0.0, 51.5]]
    square = [[0.0, 51.5], [0.01, 51.5], [0.01, 51.51], [0.0, 51.51], [0.0, 51.5]]
    both = shape({"type": "MultiPolygon", "coordinates": [[islet], [square]]})
    assert [len(part) for part in land_module._parts(both, "areas")] == [4]


@pytest.mark.parametrize("content", [None, "{}", "not JSON"])
def test_a_layer_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    path = tmp_path / "thames.geojson"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    monkeypatch.setitem(land_module.LAYERS, "thames", path)
    with pytest.raises(SourceError, match=r"thames\.geojson is missing or cannot be read"):
        land()
