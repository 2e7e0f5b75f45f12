"""A server of our own, and Debian's Chromium with every other host out of reach."""

import os
import re
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
from playwright.sync_api import Browser, BrowserContext, WebSocket, sync_playwright

from tests.fixtures.drawn_map import DrawnMap
from tests.fixtures.visit import Visit

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
SMALL = 600
"""Pixels: a narrower screen is a phone's, and is touched."""
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


class _Kept(dict[int, Visit]):
    def __init__(self, opened: Callable[[int], Visit]) -> None:
        super().__init__()
        self.opened = opened

    def __missing__(self, width: int) -> Visit:
        self[width] = self.opened(width)
        return self[width]


@contextmanager
def _server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.port", str(port),
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


@pytest.fixture(scope="session")
def _contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """One context for each way of looking, so that pages share what the browser has kept."""
    made: dict[tuple[object, ...], BrowserContext] = {}

    def context(
        *, width: int, height: int, dark: bool, reduced_motion: str | None
    ) -> BrowserContext:
        look = (width, height, dark, reduced_motion)
        if look not in made:
            made[look] = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                has_touch=width < SMALL,
                reduced_motion=reduced_motion,
                permissions=["clipboard-read", "clipboard-write"],
            )
        return made[look]

    yield context
    for one in made.values():
        one.close()


@pytest.fixture
def visit(
    _contexts: Callable[..., BrowserContext], address: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visit]]:
    """
    Open pages, each in a tab of its own; if the test fails, their pictures are kept.

    No page may fail, nor ask another host for anything.
    """
    visits: list[Visit] = []

    def visit(path: str = "/", *, at: str = address, **look: Any) -> Visit:
        visits.append(_open(_contexts, f"{at}{path}", **look))
        return visits[-1]

    yield visit
    for at, made in enumerate(visits):
        _keep_picture(made, request.node, at)
        made.page.close()
        _check(made)


@pytest.fixture(scope="session")
def _kept(_contexts: Callable[..., BrowserContext], address: str) -> Iterator[dict[int, Visit]]:
    """Pages by their width, opened when they are first asked for."""
    kept = _Kept(lambda width: _open(_contexts, f"{address}/", width=width))
    yield kept
    for made in kept.values():
        made.page.close()


@pytest.fixture
def desktop(_kept: dict[int, Visit], request: pytest.FixtureRequest) -> Iterator[Visit]:
    """One page that several tests look at in turn; each leaves the choices as they were."""
    yield from _looked_at(_kept[1440], request)


@pytest.fixture
def phone(_kept: dict[int, Visit], request: pytest.FixtureRequest) -> Iterator[Visit]:
    """The same on the screen of a phone, 390 pixels wide and 844 high."""
    yield from _looked_at(_kept[390], request)


def _looked_at(made: Visit, request: pytest.FixtureRequest) -> Iterator[Visit]:
    made.page.bring_to_front()
    yield made
    _keep_picture(made, request.node, 0)
    _check(made)


@pytest.fixture
def drawn(desktop: Visit) -> DrawnMap:
    """The map of that page, as it stands at first."""
    return DrawnMap.as_at_first(desktop)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call" and report.failed:
        item.has_failed = True  # type: ignore[attr-defined]  # read by `visit`
    return report


def _open(
    contexts: Callable[..., BrowserContext],
    url: str,
    *,
    width: int = 1440,
    dark: bool = False,
    reduced_motion: str | None = None,
) -> Visit:
    height = 844 if width < SMALL else 900
    context = contexts(width=width, height=height, dark=dark, reduced_motion=reduced_motion)
    made = Visit(page=context.new_page())
    made.page.on("pageerror", lambda error: made.errors.append(str(error)))
    made.page.on("request", lambda one: made.requests.append(one.url))
    made.page.on("websocket", lambda one: _listen(one, made))
    made.page.goto(url)
    made.settle()
    return made


def _listen(socket: WebSocket, made: Visit) -> None:
    made.requests.append(socket.url)
    socket.on("framesent", made.say)
    socket.on("framereceived", made.hear)


def _check(made: Visit) -> None:
    assert made.errors == []
    assert made.hosts() == {"127.0.0.1"}


def _keep_picture(made: Visit, test: Any, at: int) -> None:
    if getattr(test, "has_failed", False):
        FAILURES.mkdir(exist_ok=True)
        name = re.sub(r"\W+", "-", test.name)
        made.page.screenshot(path=FAILURES / f"{name}-{at}.png")


def _wait_for(health: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(health, timeout=1):  # noqa: S310 (loopback)
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail("The server did not start.")
