"""One reader's page in a browser, and what each of its clicks costs."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Playwright, ViewportSize
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.benchmarks.maps.apps import App
from tests.benchmarks.maps.heap import Held, held
from tests.benchmarks.maps.processes import cpu_ms
from tests.benchmarks.maps.returns import Choice
from tests.benchmarks.maps.server import Server
from tests.benchmarks.maps.traffic import Traffic
from tests.browser.conftest import ARGUMENTS, CHROMIUM

_WATCH = Path(__file__).with_name("watch.js").read_text("utf-8")
_WAIT_MS = 180_000
_REST_MS, _REST_CPU_MS = 500, 10
"""At rest: no more than one of the kernel's ticks in half a second."""
_TALL = ViewportSize(width=1440, height=1800)
"""The whole page at once, so that no map waits for being scrolled to."""


@dataclass(frozen=True, kw_only=True)
class Click:
    """
    One click: ``ms`` from the press to two frames after the new picture was there.

    ``still_ms`` runs until the server has nothing more to send for the rest of the page.
    ``heap_mb`` is what the page still holds after its rubbish was collected.
    """

    choice: Choice
    ms: float
    still_ms: float
    kilobytes: float
    runs: int
    blank_ms: float
    server_cpu_ms: float
    browser_cpu_ms: float
    heap_mb: float


def launch(playwright: Playwright) -> Browser:
    """Start Chromium as the browser tests do."""
    return playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))


class Window:
    """
    An empty window of a browser that is at rest, and has kept nothing.

    A new window loads some two hundred files of the browser's own, for a third of a second; who
    opens a page meanwhile measures these too.
    """

    def __init__(self, browser: Browser) -> None:
        self.page = browser.new_context(viewport=_TALL).new_page()
        self.page.context.set_default_timeout(_WAIT_MS)
        self._browser = browser.new_browser_cdp_session()
        self._rest()

    def pids(self) -> set[int]:
        """Give the processes of its browser."""
        processes = self._browser.send("SystemInfo.getProcessInfo")
        return {int(one["id"]) for one in processes["processInfo"]}

    def _rest(self) -> None:
        deadline = time.monotonic() + _WAIT_MS / 1000
        while time.monotonic() < deadline:
            before = cpu_ms(self.pids())
            self.page.wait_for_timeout(_REST_MS)
            if cpu_ms(self.pids()) - before <= _REST_CPU_MS:
                return
        message = "The browser has not come to rest."
        raise TimeoutError(message)


class Visitor:
    """A page that has painted its first map, in a window that was empty."""

    def __init__(self, window: Window, app: App, server: Server, first: Choice) -> None:
        self._app, self._server = app, server
        self.page = window.page
        context = self.page.context
        context.add_init_script(f"window.benchFirst = {json.dumps(_asked(app, first))};")
        context.add_init_script(_WATCH)
        self._session = context.new_cdp_session(self.page)
        self._traffic = Traffic()
        self._traffic.listen(self._session)
        self._pids = window.pids()
        self.page.goto(f"{server.address}{app.path}")
        answer = self._settled()
        self.first_ms: float = answer["paintedAt"] - answer["since"]
        self.since_start: float = answer["paintedAt"] / 1000 - server.started

    def choose(self, choice: Choice) -> Click:
        """Choose from the list, and wait until the page is still."""
        self.page.locator(".st-key-borough input").first.click()
        option = self.page.get_by_role("option", name=choice.name, exact=True)
        option.wait_for()
        self._traffic.reset()
        server_ms, browser_ms = self._server.cpu_ms(), cpu_ms(self._pids)
        self.page.evaluate("wanted => bench.ask(wanted)", _asked(self._app, choice))
        option.click()
        answer = self._settled()
        if not self._traffic.runs:
            message = f"{self._app.name} had {choice.name} chosen before: nothing was measured."
            raise AssertionError(message)
        return Click(
            choice=choice,
            ms=answer["paintedAt"] - answer["since"],
            still_ms=answer["stillAt"] - answer["since"],
            kilobytes=self._traffic.bytes_ / 1000,
            runs=self._traffic.runs,
            blank_ms=answer["blankMs"],
            server_cpu_ms=self._server.cpu_ms() - server_ms,
            browser_cpu_ms=cpu_ms(self._pids) - browser_ms,
            heap_mb=self._heap_mb(),
        )

    def switches(self, times: int) -> list[float]:
        """Milliseconds of each redraw between today and the contract, inside the map."""
        found: list[float] = self.page.evaluate("times => bench.switches(times)", times)
        return found

    def held(self) -> Held:
        """Say what the page holds, and of what kind."""
        return held(self._session)

    def close(self) -> None:
        """End the session."""
        self.page.context.close()

    def _settled(self) -> dict[str, Any]:
        try:
            self.page.wait_for_function("() => window.bench && bench.isSettled", polling=100)
        except PlaywrightTimeoutError as error:
            message = f"{self._app.name} has not painted what was asked of it: {self.page.url}"
            raise TimeoutError(message) from error
        answer: dict[str, Any] = self.page.evaluate("() => bench.answer()")
        return answer

    def _heap_mb(self) -> float:
        self._session.send("HeapProfiler.collectGarbage")
        used = self._session.send("Runtime.getHeapUsage")
        return float(used["usedSize"]) / 1e6


def _asked(app: App, choice: Choice) -> dict[str, Any]:
    return {
        "kind": app.kind,
        "name": choice.name,
        "code": choice.code,
        "placements": choice.placements,
    }
