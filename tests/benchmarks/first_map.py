"""From starting the server to the first map painted, against an empty Streamlit app."""

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.timing import Row

ROOT = Path(__file__).parents[2]
ROUNDS = 3
CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
EMPTY_APP = 'import streamlit as st\n\nst.title("Empty")\n'


def rows() -> list[Row]:
    """Both apps in turn, each from a cold process; then a new visitor on a warm server."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        empty_app = Path(name) / "empty.py"
        empty_app.write_text(EMPTY_APP, "utf-8")
        cold: dict[str, list[float]] = {"ours": [], "empty": []}
        warm: dict[str, list[float]] = {"ours": [], "empty": []}
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(CHROMIUM)
        )
        for _ in range(ROUNDS):
            for which, script in (("empty", empty_app), ("ours", ROOT / "app.py")):
                started = time.perf_counter()
                with _server(script) as address:
                    for times, since in ((cold, started), (warm, None)):
                        begun = since or time.perf_counter()
                        page = browser.new_page(viewport={"width": 1440, "height": 900})
                        page.goto(address)
                        _wait_for_map(page) if which == "ours" else _wait_for_title(page)
                        times[which].append(time.perf_counter() - begun)
                        page.close()
        browser.close()
    return [
        Row(
            what=what,
            seconds=statistics.median(times["ours"]),
            peer="an empty Streamlit app",
            peer_seconds=statistics.median(times["empty"]),
        )
        for what, times in (
            ("first map painted, cold start", cold),
            ("first map painted, new visitor, warm server", warm),
        )
    ]


@contextmanager
def _server(script: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "CLOSER_TO_HOME_RETURNS": "", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
         "--server.address", "127.0.0.1", "--server.headless", "true"],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for_health(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def _wait_for_health(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 (loopback)
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    message = "The server did not start."
    raise TimeoutError(message)


def _wait_for_title(page: Page) -> None:
    page.get_by_role("heading", name="Empty").wait_for(timeout=60_000)


def _wait_for_map(page: Page) -> None:
    frame_element = page.wait_for_selector('iframe[title*="folium"]', state="attached")
    frame = frame_element.content_frame() if frame_element else None
    if frame is None:
        message = "The page has no map."
        raise AssertionError(message)
    frame.wait_for_function(
        "() => [...document.querySelectorAll('.leaflet-container path')]"
        ".some(path => path.getBoundingClientRect().width > 1)"
        " || [...document.querySelectorAll('.leaflet-container canvas')]"
        ".some(canvas => canvas.width > 1 && canvas.getContext('2d')"
        ".getImageData(0, 0, canvas.width, canvas.height).data.some(value => value > 0))",
        polling=100,
        timeout=60_000,
    )
