"""The peer: Debian's Chromium prints pages of the app, as a reader's own browser would."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlencode

from playwright.sync_api import BrowserContext, sync_playwright
from pypdf import PdfReader

from tests.benchmarks.maps.server import ROOT, server
from tests.benchmarks.maps.visitor import launch
from tests.fixtures.visit import Visit


@dataclass(frozen=True, kw_only=True)
class Printed:
    """Files, and the seconds that it took to open the pages and to print them."""

    pdfs: tuple[bytes, ...]
    opening: float
    printing: float

    @property
    def seconds(self) -> float:
        """Both together."""
        return self.opening + self.printing


class Printer:
    """
    A browser that has the Overview open, at rest.

    Parameters
    ----------
    seconds_from_nothing
        From the start of the server's process until that page was printed for the first time.
    """

    def __init__(self, context: BrowserContext, address: str, started: float) -> None:
        self._context, self._address = context, address
        self._open = self._opened("/")
        self._open.page.pdf(format="A4")
        self.seconds_from_nothing = time.time() - started

    def again(self, *, tagged: bool = False) -> Printed:
        """Print the page that is open."""
        started = time.perf_counter()
        pdf = self._open.page.pdf(format="A4", tagged=tagged)
        return Printed(pdfs=(pdf,), opening=0, printing=time.perf_counter() - started)

    def opened(self, path: str = "/", *, says: str = "") -> Printed:
        """Open a page in a tab of its own, wait until it is still, and print it."""
        started = time.perf_counter()
        visit = self._opened(path)
        ready = time.perf_counter()
        pdf = visit.page.pdf(format="A4")
        done = time.perf_counter()
        visit.page.close()
        if says not in _words(pdf):
            message = f"Chromium has printed {path} before it said {says!r}: nothing was measured."
            raise AssertionError(message)
        return Printed(pdfs=(pdf,), opening=ready - started, printing=done - ready)

    def boroughs(self, names: list[str]) -> Printed:
        """Open and print the page of each borough, one after the other."""
        every = [
            self.opened(f"/boroughs?{urlencode({'borough': name})}", says=f"{name}:")
            for name in names
        ]
        return Printed(
            pdfs=tuple(pdf for one in every for pdf in one.pdfs),
            opening=sum(one.opening for one in every),
            printing=sum(one.printing for one in every),
        )

    def _opened(self, path: str) -> Visit:
        visit = Visit(page=self._context.new_page())
        visit.page.goto(f"{self._address}{path}")
        visit.settle()
        visit.map_frame()
        visit.settle()
        return visit


@contextmanager
def printer() -> Iterator[Printer]:
    """Start the app on the invented returns, and Chromium as the browser tests do."""
    with (
        server(ROOT / "asgi.py", {"CLOSER_TO_HOME_RETURNS": ""}) as started,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        yield Printer(context, started.address, started.started)
        browser.close()


def _words(pdf: bytes) -> str:
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", said)
