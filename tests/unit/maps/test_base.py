import json
import re
from typing import Any

import pytest
import streamlit_folium
from streamlit_folium import generate_leaflet_string

from lib.maps.base import MapFiles, base_map
from lib.maps.encoding import as_script
from lib.maps.state import Apply

FILES = MapFiles(
    scripts=("../a/leaflet.js", "../b/closer.js"),
    styles=("../a/leaflet.css",),
    map_file="../b/map.bin",
    font=None,
)


def _script(files: MapFiles = FILES) -> str:
    base = base_map(files)
    base.get_root().render()
    return str(generate_leaflet_string(base))


def test_two_maps_have_the_same_script() -> None:
    assert _script() == _script()


def test_the_script_is_too_short_to_matter() -> None:
    assert len(_script()) < 600


def test_the_map_is_started_on_its_file_and_typeface_alone() -> None:
    script = _script()
    started = re.search(r"closer\.start\(map_div, (.*)\);", script)
    assert started
    assert json.loads(started[1]) == {"file": FILES.map_file, "font": None}
    assert script.count("closer.") == 1


def test_a_hostile_address_cannot_leave_its_text() -> None:
    hostile = MapFiles(scripts=(), styles=(), map_file="</script>`${1}{{ 6*7 }}", font="`${1}")
    assert not re.search(r"</script|`|\$\{|\{\{", _script(hostile))


def test_the_script_names_no_other_host() -> None:
    assert not re.search(r"https?:|//[a-z]", _script())


def test_the_map_asks_for_the_files_that_it_was_given_and_no_others() -> None:
    base = base_map(FILES)
    assert [url for _, url in base.default_js] == list(FILES.scripts)
    assert [url for _, url in base.default_css] == list(FILES.styles)
    page = base.get_root().render()
    assert not re.search(r"(src|href)=\"(https?:)?//", page)


def test_a_reader_may_enlarge_the_page() -> None:
    assert "user-scalable" not in base_map(FILES).get_root().render()


def test_a_wheel_alone_never_zooms() -> None:
    assert '"scrollWheelZoom": false' in _script()


def test_each_run_sends_its_state_word_for_word_into_the_same_frame(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **one: sent.append(one))
    states = [as_script({"title": "{{ 6*7 }}"}), as_script({"title": "a_1 _b2"})]
    for state in states:
        streamlit_folium.st_folium(
            base_map(FILES), key="map", returned_objects=[], feature_group_to_add=Apply(state)
        )
    for state, one in zip(states, sent, strict=True):
        assert state in one["feature_group"]
    for same in ("key", "script", "header", "html", "js_links", "css_links"):
        assert sent[0][same] == sent[1][same]
