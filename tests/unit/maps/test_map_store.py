import gzip
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from lib.domain.footprint import Footprint
from lib.errors import SourceError
from lib.maps import map_store
from lib.maps.base import SCRIPTS
from lib.maps.map_file import map_file
from lib.maps.map_store import ASSETS, LEAFLET, served_folder, stored_map, stored_script
from lib.maps.places import places


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLOSER_TO_HOME_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_map_is_written_once(footprint: Footprint, monkeypatch: pytest.MonkeyPatch) -> None:
    path = stored_map(footprint)
    assert gzip.decompress(path.read_bytes()) == map_file(footprint, places=places(footprint))
    monkeypatch.setattr(map_store, "map_file", lambda *_, **__: pytest.fail("written again"))
    assert stored_map(footprint) == path


def test_another_footprint_has_a_file_of_its_own(footprint: Footprint) -> None:
    assert stored_map(replace(footprint, name="Elsewhere")) != stored_map(footprint)


def test_another_outline_has_a_file_of_its_own(
    footprint: Footprint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored_map(footprint)
    changed = tmp_path / "changed.geojson"
    changed.write_text("{}", encoding="utf-8")
    monkeypatch.setattr(map_store, "_READ", (*map_store._READ[:-1], changed))
    assert stored_map(footprint) != before


def test_the_scripts_are_one_file_in_their_order() -> None:
    joined = stored_script().read_text("utf-8")
    paths = [LEAFLET / "leaflet.js", *(ASSETS / f"{name}.js" for name in SCRIPTS)]
    sources = [path.read_text("utf-8") for path in paths]
    places_of = [joined.index(source) for source in sources]
    assert places_of == sorted(places_of)


def test_no_half_written_file_is_left_or_served(
    footprint: Footprint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SourceError, match="CLOSER_TO_HOME_CACHE"):
        stored_map(footprint)
    assert list(served_folder().iterdir()) == []


def test_only_what_the_map_loads_is_in_the_served_folder(footprint: Footprint) -> None:
    made = {stored_map(footprint), stored_script()}
    assert set(served_folder().iterdir()) == made
    assert all(stat.S_ISREG(path.lstat().st_mode) for path in made)
