import re

from streamlit_folium import generate_leaflet_string

from lib.domain.footprint import Footprint
from lib.maps.base import MapFiles, base_map
from lib.maps.places import places

FILES = MapFiles(
    scripts=("../a/leaflet.js",),
    styles=("../a/leaflet.css",),
    layers={"boroughs": "../b"},
    font=None,
)


def _script(footprint: Footprint) -> str:
    base = base_map(footprint, places=places(footprint), files=FILES, attribution="</script>`${1}")
    base.get_root().render()
    return generate_leaflet_string(base)


def test_two_maps_of_one_footprint_have_the_same_script(footprint: Footprint) -> None:
    assert _script(footprint) == _script(footprint)


def test_the_script_names_no_other_host(footprint: Footprint) -> None:
    assert not re.search(r"https?:|//[a-z]", _script(footprint))


def test_the_map_asks_for_the_files_that_it_was_given_and_no_others(footprint: Footprint) -> None:
    base = base_map(footprint, places=places(footprint), files=FILES, attribution="")
    assert [url for _, url in base.default_js] == list(FILES.scripts)
    assert [url for _, url in base.default_css] == list(FILES.styles)
    page = base.get_root().render()
    assert not re.search(r"(src|href)=\"(https?:)?//", page)


def test_a_reader_may_enlarge_the_page(footprint: Footprint) -> None:
    base = base_map(footprint, places=places(footprint), files=FILES, attribution="")
    assert "user-scalable" not in base.get_root().render()


def test_a_wheel_alone_never_zooms(footprint: Footprint) -> None:
    assert '"scrollWheelZoom": false' in _script(footprint)
