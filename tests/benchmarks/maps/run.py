"""All pages in rounds: each round clicks each page once, so that drift hits all alike."""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.benchmarks.maps.apps import APPS, EMPTY, MANY, OVERVIEW, TUTORIAL, App
from tests.benchmarks.maps.heap import Held
from tests.benchmarks.maps.peers.shared import EVERYWHERE, PLACEMENTS
from tests.benchmarks.maps.relay import relay
from tests.benchmarks.maps.returns import Choice, Material, invent
from tests.benchmarks.maps.server import Server, server
from tests.benchmarks.maps.visitor import Click, Visitor, Window, launch

BOROUGHS = ("Newham", "Havering", "Tower Hamlets")
SESSIONS = 9
SWITCHES = 24
MORE_CLICKS = 48
"""Of the empty app and ours, for what a page keeps once its code is warm."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """
    What was measured of one page.

    Cold starts in seconds, from the start of the process. ``wire_kilobytes`` is both ways, one
    number for each click that a relay saw. ``later_heap_mb`` is of clicks after those that are
    timed; ``held`` is what the page held before and after these.
    """

    app: App
    clicks: list[Click] = field(default_factory=list)
    cold_seconds: list[float] = field(default_factory=list)
    visitor_ms: list[float] = field(default_factory=list)
    session_mb: list[float] = field(default_factory=list)
    switch_ms: list[float] = field(default_factory=list)
    later_heap_mb: list[float] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    wire_kilobytes: list[float] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Result:
    """
    Measurements at 2,500 placements, of ours at 80,000, and of ours on the invented returns.

    ``placements`` and ``many_placements`` are those with both ends known, which maps can draw.
    ``faults`` say what of ours could not be measured at 80,000.
    """

    found: list[Found]
    many: list[Found]
    faults: list[str]
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


def measure() -> Result:
    """Invent the placements and measure; about twenty minutes on two cores."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        material = invent(Path(name), everywhere=EVERYWHERE, boroughs=BOROUGHS)
        found = _all(playwright, material)
        many, faults = _many(playwright, material)
        return Result(
            found=found,
            many=many,
            faults=faults,
            demo_cold_seconds=_demo(playwright, material.choices[0]),
            placements=material.choices[0].placements,
            many_placements=material.many_placements,
        )


def _all(playwright: Playwright, material: Material) -> list[Found]:
    everywhere, *boroughs = material.choices
    in_turn = (*boroughs, everywhere)
    with ExitStack() as stack:
        stations = _open(stack, playwright, APPS, material, material.returns)
        found = _rounds(stations, in_turn)
        _stay(stations, in_turn)
        _new_visitors(stations, everywhere)
        _on_the_wire(stations, in_turn)
        return found


def _many(playwright: Playwright, material: Material) -> tuple[list[Found], list[str]]:
    """Ours alone, as flows and as single lines; and which of the two did not come to an end."""
    everywhere, *boroughs = material.choices
    found: list[Found] = []
    faults: list[str] = []
    for app in MANY:
        with ExitStack() as stack:
            try:
                station = _open(stack, playwright, (app,), material, material.many_returns)
                found += _rounds(station, (*boroughs, everywhere))
            except TimeoutError as error:
                faults.append(str(error))
    return found, faults


def _demo(playwright: Playwright, everywhere: Choice) -> float:
    """Start ours on the returns that come with it."""
    browser = launch(playwright)
    window = Window(browser)
    with server(OVERVIEW.script, {"CLOSER_TO_HOME_RETURNS": ""}) as started:
        seconds = Visitor(window, OVERVIEW, started, everywhere).since_start
    browser.close()
    return seconds


def _open(
    stack: ExitStack,
    playwright: Playwright,
    apps: Sequence[App],
    material: Material,
    returns: Path,
) -> list[_Station]:
    """Start each script from nothing, one after the other; pages of one script share its server."""
    environment = {"CLOSER_TO_HOME_RETURNS": str(returns), PLACEMENTS: str(material.table)}
    servers: dict[Path, Server] = {}
    stations = []
    for app in apps:
        browser = launch(playwright)
        stack.callback(browser.close)
        window = Window(browser)
        is_cold = app.script not in servers
        if is_cold:
            servers[app.script] = stack.enter_context(
                server(app.script, environment, is_as_installed=app.is_as_installed)
            )
        started = servers[app.script]
        visitor = Visitor(window, app, started, material.choices[0])
        found = Found(app=app, cold_seconds=[visitor.since_start] if is_cold else [])
        stations.append(_Station(found=found, server=started, browser=browser, visitor=visitor))
    return stations


def _rounds(stations: Sequence[_Station], in_turn: Sequence[Choice]) -> list[Found]:
    """Click each page once a round, some only in every third or sixth; then switch ours."""
    for one in stations:
        # Ours keeps its answers, so it is asked everything once before.
        is_asked_all = one.found.app.is_ours and one.found.app.cycles > 1
        for choice in in_turn if is_asked_all else in_turn[-2:-1]:
            one.visitor.choose(choice)
    cycles = max(one.found.app.cycles for one in stations)
    for cycle in range(cycles):
        for choice in in_turn:
            for one in stations:
                if cycle % (cycles // one.found.app.cycles) == 0:
                    one.found.clicks.append(one.visitor.choose(choice))
    for one in stations:
        if one.found.app.is_ours:
            one.found.switch_ms.extend(one.visitor.switches(SWITCHES))
    return [one.found for one in stations]


def _stay(stations: Sequence[_Station], in_turn: Sequence[Choice]) -> None:
    """Click on for as long as a reader might who leaves the page open."""
    for one in stations:
        if one.found.app.is_ours or one.found.app == EMPTY:
            one.found.held.append(one.visitor.held())
            for click in range(MORE_CLICKS):
                choice = in_turn[click % len(in_turn)]
                one.found.later_heap_mb.append(one.visitor.choose(choice).heap_mb)
            one.found.held.append(one.visitor.held())


def _new_visitors(stations: Sequence[_Station], everywhere: Choice) -> None:
    """
    Open more sessions, one page at a time as readers do; the memory is the server's.

    Who clicked has left: a page of pydeck's keeps its browser busy for as long as it stands open.
    """
    for one in stations:
        one.visitor.close()
    for number in range(SESSIONS):
        for one in stations:
            if one.found.app == TUTORIAL and number:
                continue
            window = Window(one.browser)
            held = one.server.resident_mb()
            visitor = Visitor(window, one.found.app, one.server, everywhere)
            one.found.visitor_ms.append(visitor.first_ms)
            one.found.session_mb.append(one.server.resident_mb() - held)
            visitor.close()


def _on_the_wire(stations: Sequence[_Station], in_turn: Sequence[Choice]) -> None:
    """Click once more through a relay, after all that is timed."""
    for one in stations:
        with relay(one.server.address) as between:
            server_ = replace(one.server, address=between.address)
            visitor = Visitor(Window(one.browser), one.found.app, server_, in_turn[-1])
            for choice in in_turn:
                before = between.bytes_
                visitor.choose(choice)
                one.found.wire_kilobytes.append((between.bytes_ - before) / 1000)
            visitor.close()
