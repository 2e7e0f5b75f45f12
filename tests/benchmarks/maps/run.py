"""All pages in rounds: each round clicks each page once, so that drift hits all alike."""

import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.benchmarks.maps.apps import APPS, CYCLES, OVERVIEW, SINGLE, TUTORIAL, App
from tests.benchmarks.maps.peers.shared import EVERYWHERE, PLACEMENTS
from tests.benchmarks.maps.returns import Choice, Material, invent
from tests.benchmarks.maps.server import Server, server
from tests.benchmarks.maps.visitor import Click, Visitor, launch

BOROUGHS = ("Newham", "Havering", "Tower Hamlets")
SESSIONS = 3
SWITCHES = 24


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was measured of one page. Cold starts in seconds, from the start of the process."""

    app: App
    clicks: list[Click] = field(default_factory=list)
    cold_seconds: list[float] = field(default_factory=list)
    visitor_ms: list[float] = field(default_factory=list)
    session_mb: list[float] = field(default_factory=list)
    switch_ms: list[float] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Result:
    """
    Measurements at 2,500 placements, of ours at 80,000, and of ours on the invented returns.

    ``placements`` and ``many_placements`` are those with both ends known, which maps can draw.
    """

    found: list[Found]
    many: list[Found]
    demo_cold_seconds: float
    placements: int
    many_placements: int


@dataclass(frozen=True, kw_only=True)
class _Station:
    """One page with its server, its browser, and the visitor who clicks."""

    found: Found
    server: Server
    browser: Browser
    visitor: Visitor

    def visit(self, everywhere: Choice) -> Visitor:
        """Open the page as somebody new."""
        return Visitor(self.browser, self.found.app, self.server, everywhere)


def measure() -> Result:
    """Invent the placements and measure; about five minutes on two cores."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        material = invent(Path(name), everywhere=EVERYWHERE, boroughs=BOROUGHS)
        return Result(
            found=_all(playwright, material),
            many=_many(playwright, material),
            demo_cold_seconds=_demo(playwright, material.choices[0]),
            placements=material.choices[0].placements,
            many_placements=material.many_placements,
        )


def _all(playwright: Playwright, material: Material) -> list[Found]:
    everywhere, *boroughs = material.choices
    in_turn = (*boroughs, everywhere)
    with ExitStack() as stack:
        stations = [_station(stack, playwright, app, material, material.returns) for app in APPS]
        _warm_up(stations, in_turn)
        for cycle in range(CYCLES):
            _click([one for one in stations if cycle < one.found.app.cycles], in_turn)
        _new_visitors(stations, everywhere)
        for one in stations:
            if one.found.app.is_ours:
                one.found.switch_ms.extend(one.visitor.switches(SWITCHES))
        return [one.found for one in stations]


def _many(playwright: Playwright, material: Material) -> list[Found]:
    """Ours alone, as flows and as single lines, on one server."""
    everywhere, *boroughs = material.choices
    in_turn = (*boroughs, everywhere)
    with ExitStack() as stack:
        first = _station(stack, playwright, OVERVIEW, material, material.many_returns)
        single = Visitor(first.browser, SINGLE, first.server, everywhere)
        second = _Station(
            found=Found(app=SINGLE), server=first.server, browser=first.browser, visitor=single
        )
        stations = [first, second]
        _warm_up(stations, in_turn)
        for _ in range(2):
            _click(stations, in_turn)
        for one in stations:
            one.found.switch_ms.extend(one.visitor.switches(SWITCHES))
        return [one.found for one in stations]


def _demo(playwright: Playwright, everywhere: Choice) -> float:
    """Start ours on the returns that come with it."""
    browser = launch(playwright)
    with server(OVERVIEW.script, {"CLOSER_TO_HOME_RETURNS": ""}) as started:
        seconds = Visitor(browser, OVERVIEW, started, everywhere).since_start
    browser.close()
    return seconds


def _station(
    stack: ExitStack, playwright: Playwright, app: App, material: Material, returns: Path
) -> _Station:
    """Start a page from nothing."""
    browser = launch(playwright)
    stack.callback(browser.close)
    environment = {"CLOSER_TO_HOME_RETURNS": str(returns), PLACEMENTS: str(material.table)}
    started = stack.enter_context(server(app.script, environment))
    visitor = Visitor(browser, app, started, material.choices[0])
    found = Found(app=app, cold_seconds=[visitor.since_start])
    return _Station(found=found, server=started, browser=browser, visitor=visitor)


def _warm_up(stations: Iterable[_Station], in_turn: Sequence[Choice]) -> None:
    """Ask everything once, so that answers are kept; the slowest page answers from nothing."""
    for one in stations:
        for choice in in_turn[: 1 if one.found.app == TUTORIAL else None]:
            one.visitor.choose(choice)


def _click(stations: Sequence[_Station], in_turn: Sequence[Choice]) -> None:
    for choice in in_turn:
        for one in stations:
            one.found.clicks.append(one.visitor.choose(choice))


def _new_visitors(stations: Sequence[_Station], everywhere: Choice) -> None:
    """Open more sessions, which stay; the memory is of the server."""
    kept: list[Visitor] = []
    before = [one.server.resident_mb() for one in stations]
    for number in range(SESSIONS):
        for one in stations:
            if one.found.app == TUTORIAL and number:
                continue
            kept.append(one.visit(everywhere))
            one.found.visitor_ms.append(kept[-1].first_ms)
    for one, held in zip(stations, before, strict=True):
        grown = one.server.resident_mb() - held
        one.found.session_mb.append(grown / len(one.found.visitor_ms))
    for visitor in kept:
        visitor.close()
