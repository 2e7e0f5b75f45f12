import json
from dataclasses import replace

import pytest

from lib.domain.footprint import Footprint
from lib.maps.encoding import enc
from lib.maps.land import BITS, land
from lib.maps.map_file import map_file
from lib.maps.palette import DARK, LIGHT
from lib.maps.places import Places, places
from lib.sources.basemap import LAYERS
from tests.fixtures.map_file import read_header, read_layer

HOSTILE = "</script>`${1}{{ 6*7 }}\"'\\x3c"


@pytest.fixture(scope="module")
def where(footprint: Footprint) -> Places:
    return places(footprint)


@pytest.fixture(scope="module")
def written(footprint: Footprint, where: Places) -> bytes:
    return map_file(footprint, places=where)


def test_what_is_written_is_read_point_by_point(written: bytes) -> None:
    for layer in land():
        read = read_layer(written, layer.name)
        assert [code for code, _ in read] == [feature.code for feature in layer.features]
        for (_, parts), feature in zip(read, layer.features, strict=True):
            assert parts == [[tuple(point) for point in part.tolist()] for part in feature.parts]


def test_the_layers_fill_the_file_to_its_end(written: bytes) -> None:
    header = read_header(written)
    body = len(written) - 4 - int.from_bytes(written[:4], "little")
    assert sum(layer["bytes"] for layer in header["layers"]) == body
    assert all(layer["bits"] == BITS for layer in header["layers"])


def test_a_browser_may_map_the_body_by_words(written: bytes) -> None:
    assert int.from_bytes(written[:4], "little") % 4 == 0


def test_the_file_is_a_fifth_of_the_layers_that_it_stands_for(written: bytes) -> None:
    assert len(written) * 5 < sum(path.stat().st_size for path in LAYERS.values())


def test_one_footprint_has_one_file(footprint: Footprint, where: Places, written: bytes) -> None:
    assert map_file(footprint, places=where) == written


def test_the_footprint_its_names_and_its_view_stand_in_the_header(
    footprint: Footprint, written: bytes
) -> None:
    header = read_header(written)
    assert header["footprint"] == footprint.name
    assert header["codes"] == list(footprint.codes)
    ours = {name["code"]: name["text"] for name in header["names"] if name["is_ours"]}
    assert ours == {code: enc(name) for code, name in footprint.names.items()}
    (south, west), (north, east) = header["bounds"]
    for name in header["names"]:
        if name["is_ours"]:
            latitude, longitude = name["at"]
            assert south < latitude < north
            assert west < longitude < east


def test_both_themes_stand_in_the_header(written: bytes) -> None:
    assert read_header(written)["palettes"] == {"light": LIGHT.as_dict(), "dark": DARK.as_dict()}


def test_the_larger_a_town_the_lower_its_rank(written: bytes) -> None:
    ranks = [town["rank"] for town in read_header(written)["towns"]]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2, 3}


def test_a_town_stands_where_the_source_has_it(written: bytes) -> None:
    source = {
        (enc(one["properties"]["name"]), *reversed(one["geometry"]["coordinates"]))
        for one in json.loads(LAYERS["places"].read_bytes())["features"]
    }
    assert {(town["text"], *town["at"]) for town in read_header(written)["towns"]} <= source


def test_no_name_stands_for_an_authority_and_for_a_town(written: bytes) -> None:
    header = read_header(written)
    authorities = {name["text"] for name in header["names"]}
    assert not [town for town in header["towns"] if town["text"] in authorities]


def test_a_hostile_name_cannot_leave_its_text(footprint: Footprint, where: Places) -> None:
    named = replace(where, names=tuple(replace(name, text=HOSTILE) for name in where.names))
    written = map_file(replace(footprint, name=HOSTILE), places=named)
    header = read_header(written)
    assert header["footprint"] == enc(HOSTILE)
    assert {name["text"] for name in header["names"]} == {enc(HOSTILE)}
    assert header["words"]["reset"] == enc(f"Back to {HOSTILE}")
    raw = written[4 : 4 + int.from_bytes(written[:4], "little")]
    assert not any(mark in raw for mark in (b"<", b"`", b"$", b"{{"))
