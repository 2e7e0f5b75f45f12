"""A server of our own, and Debian's Chromium with every other host out of reach."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.fixtures.visit import Visit

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FAILURES = Path(__file__).parent / "failures"
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing: in CI the browser tests must run.")
        pytest.skip(f"{CHROMIUM} is missing: sh tests/browser/install_chromium.sh")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield launched
        launched.close()


@contextmanager
def _server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
         "--server.headless", "true", "--server.fileWatcherType", "none"],
        cwd=ROOT,
        env={**os.environ, "CLOSER_TO_HOME_RETURNS": "", "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the app answers, on the invented returns."""
    with _server() as url:
        yield url


@pytest.fixture
def fresh_address() -> Iterator[str]:
    """A server that nobody has asked for anything."""
    with _server() as url:
        yield url


@pytest.fixture
def visit(
    browser: Browser, address: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visit]]:
    """Open pages; if the test fails, their pictures are kept."""
    visits: list[Visit] = []

    def visit(path: str = "/", *, at: str = address, **look: Any) -> Visit:
        visits.append(_open(browser, f"{at}{path}", **look))
        return visits[-1]

    yield visit
    for at, made in enumerate(visits):
        _keep_picture(made, request.node, at)
        made.page.context.close()


@pytest.fixture(scope="session")
def _first_visit(browser: Browser, address: str) -> Iterator[Visit]:
    made = _open(browser, f"{address}/")
    yield made
    made.page.context.close()


@pytest.fixture
def desktop(_first_visit: Visit, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """One page that several tests look at in turn; each leaves the choices as they were."""
    yield _first_visit
    _keep_picture(_first_visit, request.node, 0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call" and report.failed:
        item.has_failed = True  # type: ignore[attr-defined]  # read by `visit`
    return report


def _open(
    browser: Browser, url: str, *, width: int = 1440, height: int = 900, dark: bool = False
) -> Visit:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        has_touch=width < 600,
    )
    made = Visit(page=context.new_page())
    made.page.on("pageerror", lambda error: made.errors.append(str(error)))
    made.page.on("request", lambda one: made.requests.append(one.url))
    made.page.on("websocket", lambda one: made.requests.append(one.url))
    made.page.goto(url)
    made.settle()
    return made


def _keep_picture(made: Visit, test: Any, at: int) -> None:
    if getattr(test, "has_failed", False):
        FAILURES.mkdir(exist_ok=True)
        made.page.screenshot(path=FAILURES / f"{test.name}-{at}.png")


def _wait_for(health: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(health, timeout=1):  # noqa: S310 (loopback)
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail("The server did not start.")
