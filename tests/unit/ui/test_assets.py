"""Where the frame of the map finds its files."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.maps.map_store import served_folder
from lib.ui import queries
from lib.ui.assets import map_files


@pytest.fixture(autouse=True)
def _a_cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CLOSER_TO_HOME_CACHE", str(tmp_path))
    map_files.cache_clear()
    yield
    map_files.cache_clear()


def test_every_file_is_of_this_server_and_named_by_its_content() -> None:
    files = map_files(queries.footprint())
    for address in (*files.scripts, *files.styles, files.map_file):
        assert re.fullmatch(r"\.\./lib\.ui\.assets\.\w+/[\w.-]+\?v=[0-9a-f]{8}", address)
    assert files.font is None or files.font.startswith("../../static/media/")


def test_all_scripts_come_as_one_file() -> None:
    (script,) = map_files(queries.footprint()).scripts
    assert (served_folder() / re.sub(r".*/|\?.*", "", script)).is_file()


def test_the_addresses_are_found_once_for_each_footprint() -> None:
    footprint = queries.footprint()
    assert map_files(footprint) is map_files(footprint)
