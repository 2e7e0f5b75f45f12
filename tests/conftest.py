"""What all tests stand on: the invented returns, loaded once, and a state of their own."""

import time
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from lib.answer import loaded
from lib.answer.loaded import DEMO_RETURNS, Loaded, load
from lib.sources.paths import STATE_VARIABLE

_A_MOMENT = 0.02
"""Seconds."""

_MOST_READ = 4
"""Days and dates of the invented returns that are kept for the next command."""


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
def _commands_read_the_invented_returns_once() -> Iterator[None]:
    """Let the commands that a test process asks share what they read; the pages do so anyway."""
    read = lru_cache(_MOST_READ)(partial(load, DEMO_RETURNS))

    def shared(folder: Path, *, today: date, as_of: date | None) -> Loaded:
        is_demo = folder == DEMO_RETURNS
        return (read if is_demo else partial(load, folder))(today=today, as_of=as_of)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loaded, "load", shared)
        yield


@pytest.fixture(autouse=True, scope="session")
def _state_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Note down nothing of what tests share where this machine notes down what people do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE_VARIABLE, str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _pages_are_run_and_nothing_else() -> Iterator[None]:
    """
    Let `AppTest` read about the packages that are installed once, and ask less often.

    For each page it would look through all of them anew, and it asks every millisecond whether
    the page is done, on the processor that the page needs: a fifth of the time, in all.
    """
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        patch.setattr(local_script_runner, "require_widgets_deltas", _wait_for)
        yield


def _wait_for(runner: LocalScriptRunner, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while not runner.script_stopped():
        if time.monotonic() > deadline:
            runner.request_stop()
            pytest.fail(f"The page was not done in {timeout:g} seconds.")
        time.sleep(_A_MOMENT)
