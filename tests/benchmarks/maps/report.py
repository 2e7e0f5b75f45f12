"""The tables of the map: one click, opening and keeping, and the targets beside our figures."""

from collections.abc import Callable
from functools import partial
from typing import Final, TypeAlias

from tests.benchmarks.maps import figures
from tests.benchmarks.maps.apps import EMPTY, SERVED_ALIKE, SINGLE, TUTORIAL, App
from tests.benchmarks.maps.heap import Held
from tests.benchmarks.maps.run import Found, Result
from tests.benchmarks.timing import Row, columns

Say: TypeAlias = Callable[[Found], str]

_KINDS: Final[dict[str, Callable[[Held], float]]] = {
    "objects, texts, functions": lambda held: held.script,
    "nodes, styles, the browser's records": lambda held: held.browser,
    "compiled code": lambda held: held.code,
}

_NOTES = """\
A click chooses a borough from the list; all pages in turn, in rounds, on one machine. "Painted" is
two frames after the new picture was there: ours says which area it drew; Leaflet holds as many
placements as were asked for; of WebGL (in software here) the last change of pixels counts, which
are read at each of its frames; the empty app shows the name, and its script has ended. kB: HTTP and
WebSocket, both ways, the heaviest click, before compression; on the wire: the heaviest of four more
clicks, through a relay, WebSockets compressed on all servers alike. CPU: mean. Session: growth of
the server's memory for each further visitor. A cold start of ours reads and measures the returns;
its peers read one small table of placements. The peers carry the outlines of the boroughs in their
messages, as they are used. Peers are served by Streamlit as it is installed alone; ours, and one
empty app beside the floor, as asgi.py does: what that brings stands apart. A visitor comes with a
browser that is open and at rest, shows nobody else's page, and has kept nothing. A heap grows for
hundreds of clicks by what the browser compiles, the more the larger the page's code: what a page
itself gathers is told apart, from snapshots before and after a long visit.
"""


def rows(result: Result) -> list[Row]:
    """Ours beside the empty app and the tutorial way, for the table of all benchmarks."""
    empty, ours, slow = (_of(result.found, app) for app in (EMPTY, SINGLE, TUTORIAL))
    return [
        Row(
            what=f"all boroughs chosen, {result.placements:,} single placements painted",
            seconds=figures.click_ms(ours, all_boroughs=True) / 1000,
            peer=f"{peer.app.name}, {len(peer.clicks)} clicks",
            peer_seconds=figures.click_ms(peer, all_boroughs=True) / 1000,
            target=target,
        )
        for peer, target in ((empty, "1.5 x"), (slow, "0.05 x"))
    ] + [
        Row(
            what="first map painted, cold start, invented returns",
            seconds=result.demo_cold_seconds,
            peer=empty.app.name,
            peer_seconds=empty.cold_seconds[0],
        )
    ]


def tables(result: Result) -> str:
    """Lay out what was measured."""
    few = f"{result.placements:,} placements with both ends known"
    many = f"{result.many_placements:,} placements, ours alone"
    return "\n".join(
        [
            f"The map: one click, {few}\n",
            columns(_clicks(result.found, empty=_of(result.found, EMPTY))),
            "\nThe map: opening it, and keeping it open\n",
            columns(_opening(result.found, empty=_of(result.found, EMPTY))),
            "\nThe map: what was asked for\n",
            columns(_targets(result.found)),
            f"\nThe map: one click, {many}\n",
            columns(_clicks(result.many, empty=_of(result.found, EMPTY))),
            columns(_opening(result.many, empty=_of(result.found, EMPTY))),
            *result.faults,
            f"\n{_NOTES}",
        ]
    )


def _clicks(found: list[Found], *, empty: Found) -> list[tuple[str, ...]]:
    heading = (
        "", "a borough", "[min]", "x empty", "all", "[min]", "x empty", "page still", "runs",
        "kB, borough", "kB, all", "on the wire", "server CPU", "browser CPU", "blank", "clicks",
    )  # fmt: skip
    lines: list[tuple[str, ...]] = [heading]
    for one in found:
        times = []
        for all_boroughs in (False, True):
            ms = figures.click_ms(one, all_boroughs=all_boroughs)
            least = figures.quickest_ms(one, all_boroughs=all_boroughs)
            floor = figures.click_ms(empty, all_boroughs=all_boroughs)
            times += [f"{ms:,.0f} ms", f"[{least:,.0f}]", f"{ms / floor:.2f} x"]
        lines.append(
            (
                one.app.name,
                *times,
                f"{figures.median(one, lambda click: click.still_ms):,.0f} ms",
                f"{figures.mean(one, lambda click: click.runs):.1f}",
                f"{figures.kilobytes(one, all_boroughs=False):,.1f}",
                f"{figures.kilobytes(one, all_boroughs=True):,.1f}",
                _shown(max(one.wire_kilobytes, default=None), "{:,.1f} kB"),
                f"{figures.mean(one, lambda click: click.server_cpu_ms):,.0f} ms",
                f"{figures.mean(one, lambda click: click.browser_cpu_ms):,.0f} ms",
                f"{figures.median(one, lambda click: click.blank_ms):,.0f} ms",
                str(len(one.clicks)),
            )
        )
    return lines


def _opening(found: list[Found], *, empty: Found) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = [
        (
            "",
            "cold start",
            "new visitor",
            "x empty",
            "heap a click",
            "a session",
            "switch in the map",
        )
    ]
    floor = figures.middle(empty.visitor_ms)
    for one in found:
        visitor = figures.middle(one.visitor_ms)
        lines.append(
            (
                one.app.name,
                _shown(figures.middle(one.cold_seconds), "{:.1f} s"),
                _shown(visitor, "{:,.0f} ms"),
                _shown(visitor / floor if visitor and floor else None, "{:.2f} x"),
                _shown(figures.heap_mb_a_click(one), "{:+.2f} MB"),
                _shown(figures.average(one.session_mb), "{:.1f} MB"),
                _shown(figures.middle(one.switch_ms), "{:.1f} ms"),
            )
        )
    return lines


def _targets(found: list[Found]) -> list[tuple[str, ...]]:
    """Each target of the map, and what ours reaches; where two kinds of click differ, the worse."""
    empty, alike, slow = (_of(found, app) for app in (EMPTY, SERVED_ALIKE, TUTORIAL))
    ours = [one for one in found if one.app.is_ours]
    both = (False, True)
    asked: tuple[tuple[str, str, Say], ...] = (
        (
            "click to painted, of the empty rerun",
            "1.5 x",
            lambda one: f"{max(_ratio(one, empty, all_boroughs=which) for which in both):.2f} x",
        ),
        (
            "click to painted, faster than one object a feature",
            "20 x",
            lambda one: f"{_ratio(slow, one, all_boroughs=True):.0f} x",
        ),
        (
            "script runs a click",
            "1",
            lambda one: f"{max(click.runs for click in one.clicks)}",
        ),
        (
            "blank",
            "0 ms",
            lambda one: f"{max(click.blank_ms for click in one.clicks):.0f} ms",
        ),
        (
            "heap growth a click",
            _shown(figures.heap_mb_a_click(empty), "{:+.2f} MB (empty)"),
            lambda one: _shown(figures.heap_mb_a_click(one), "{:+.2f} MB"),
        ),
        (
            f"heap growth a click, the last {figures.LAST_CLICKS} of {_clicks_in_all(empty)}",
            _shown(figures.later_heap_mb_a_click(empty), "{:+.3f} MB (empty)"),
            lambda one: _shown(figures.later_heap_mb_a_click(one), "{:+.3f} MB"),
        ),
        *(
            (
                f"heap growth a click, {len(empty.later_heap_mb)} clicks: {what}",
                _shown(figures.kept_kilobytes_a_click(empty, of), "{:+.1f} kB (empty)"),
                partial(_kept, of=of),
            )
            for what, of in _KINDS.items()
        ),
        (
            "Today / With the contract, in the map",
            "16 ms",
            lambda one: _shown(figures.middle(one.switch_ms), "{:.1f} ms"),
        ),
        (
            "bytes a click, on the wire",
            "60 kB",
            lambda one: _shown(max(one.wire_kilobytes, default=None), "{:.1f} kB"),
        ),
        (
            "bytes a click, before compression",
            "",
            lambda one: f"{max(click.kilobytes for click in one.clicks):.1f} kB",
        ),
        (
            "server CPU of a warm rerun, above the empty one",
            "80 ms",
            lambda one: f"{_server_ms(one) - _server_ms(empty):.0f} ms",
        ),
        (
            "new visitor on a warm server, of the empty app",
            "1.3 x",
            lambda one: _shown(_of_visitors(one, empty), "{:.2f} x"),
        ),
        (
            "new visitor, of the empty app served as ours",
            "",
            lambda one: _shown(_of_visitors(one, alike), "{:.2f} x"),
        ),
    )
    heading = ("", "target", *(one.app.name for one in ours))
    return [heading, *((what, target, *map(say, ours)) for what, target, say in asked)]


def _of(found: list[Found], app: App) -> Found:
    return next(one for one in found if one.app == app)


def _clicks_in_all(found: Found) -> int:
    return len(found.clicks) + len(found.later_heap_mb)


def _ratio(one: Found, other: Found, *, all_boroughs: bool) -> float:
    return figures.click_ms(one, all_boroughs=all_boroughs) / figures.click_ms(
        other, all_boroughs=all_boroughs
    )


def _kept(found: Found, *, of: Callable[[Held], float]) -> str:
    return _shown(figures.kept_kilobytes_a_click(found, of), "{:+.1f} kB")


def _of_visitors(one: Found, other: Found) -> float | None:
    """Give how much longer a new visitor waits; None where nobody has come."""
    times = figures.middle(one.visitor_ms), figures.middle(other.visitor_ms)
    return times[0] / times[1] if times[0] and times[1] else None


def _server_ms(found: Found) -> float:
    return figures.mean(found, lambda click: click.server_cpu_ms)


def _shown(value: float | None, how: str) -> str:
    return "-" if value is None else how.format(value)
