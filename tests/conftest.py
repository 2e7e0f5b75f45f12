"""What all tests stand on: the invented returns, loaded once, and a state of their own."""

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from lib.answer.loaded import DEMO_RETURNS, Loaded, load
from lib.sources.paths import STATE_VARIABLE


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a module on one worker: what they stand on is made once."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def demo() -> Loaded:
    return load(DEMO_RETURNS, today=date(2026, 1, 1))


@pytest.fixture(autouse=True, scope="session")
def _state_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Note down nothing of what tests share where this machine notes down what people do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE_VARIABLE, str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _packages_looked_through_once() -> Iterator[None]:
    """Every `AppTest` would read about each package that is installed anew: half a second."""
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield
