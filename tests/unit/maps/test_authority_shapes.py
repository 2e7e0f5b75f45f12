import json

import pytest
import shapely

from lib.answer.loaded import read_footprint
from lib.maps.authority_shapes import Feature, around, england, frame, inner_points, outline
from lib.sources.boundaries import authorities, authorities_draw

CODES = read_footprint().codes
FULL = authorities_draw().set_index("code").geometry


def area(feature: Feature) -> float:
    """In square kilometres."""
    return float(shapely.geometry.shape(feature["geometry"]).area)


def test_every_authority_of_england_has_an_outline_of_about_its_size() -> None:
    shapes = england()
    assert set(shapes) == set(authorities()["code"])
    for code, feature in shapes.items():
        size = FULL[code].area / 1e6
        if size > 100:
            assert area(feature) == pytest.approx(size, rel=0.1), feature["properties"]


def test_no_area_of_the_footprint_is_lost_close_by() -> None:
    shapes = around(CODES)
    for code in CODES:
        assert area(shapes[code]) == pytest.approx(FULL[code].area / 1e6, rel=0.03)
    box = shapely.geometry.shape(frame(CODES)["geometry"]).buffer(0.02)
    assert all(box.covers(shapely.geometry.shape(one["geometry"])) for one in shapes.values())


@pytest.mark.parametrize("is_near", [True, False])
def test_the_outline_of_the_footprint_is_that_of_its_parts(*, is_near: bool) -> None:
    shapes = around(CODES) if is_near else england()
    parts = sum(area(shapes[code]) for code in CODES)
    assert area(outline(CODES, is_near=is_near)) == pytest.approx(parts, rel=0.02)


def test_a_name_stands_within_its_area_and_the_city_is_too_small_for_one() -> None:
    points = inner_points(CODES)
    assert set(CODES) - set(points) == {"E09000001"}
    for code, (east, north) in points.items():
        assert FULL[code].contains(shapely.Point(east * 1000, north * 1000))


def test_the_outlines_are_light_enough_to_be_sent_with_a_page() -> None:
    assert len(json.dumps(england())) < 130_000
    assert len(json.dumps(around(CODES))) < 60_000
