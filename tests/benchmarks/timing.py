"""Times and memory, always beside a peer measured in the same run."""

import gc
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: what, how long, against which peer, and the target."""

    what: str
    seconds: float
    peer: str = ""
    peer_seconds: float | None = None
    memory_mb: float | None = None
    target: str = ""
    notes: str = field(default="")


def median_seconds(action: Callable[[], object], *, repeats: int) -> float:
    """Median wall time of an action, warm."""
    action()
    times = []
    for _ in range(repeats):
        gc.collect()
        started = time.perf_counter()
        action()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def once(action: Callable[[], T]) -> tuple[T, float, float]:
    """Result, seconds, and the most memory held above the start, in MB."""
    gc.collect()
    start = _resident_mb()
    peak = start
    is_done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not is_done.wait(0.02):
            peak = max(peak, _resident_mb())

    watcher = threading.Thread(target=watch)
    watcher.start()
    started = time.perf_counter()
    try:
        result = action()
    finally:
        seconds = time.perf_counter() - started
        is_done.set()
        watcher.join()
    return result, seconds, max(peak, _resident_mb()) - start


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


def table(rows: list[Row]) -> str:
    """Lay the rows out for a terminal."""
    header = ("what", "median", "peer", "peer's", "ratio", "memory", "target")
    lines = [header]
    for row in rows:
        ratio = row.seconds / row.peer_seconds if row.peer_seconds else None
        lines.append(
            (
                row.what,
                _seconds(row.seconds),
                row.peer,
                _seconds(row.peer_seconds),
                "" if ratio is None else f"{ratio:.2f} x",
                "" if row.memory_mb is None else f"{row.memory_mb:,.0f} MB",
                row.target,
            )
        )
    return "\n".join([columns(lines), "", *(row.notes for row in rows if row.notes)])


def columns(lines: Sequence[Sequence[str]]) -> str:
    """Set lines of cells under each other, the first as a heading."""
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    laid_out = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    laid_out.insert(1, "-" * max(map(len, laid_out)))
    return "\n".join(laid_out)


def _seconds(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value * 1000:,.1f} ms" if value < 1 else f"{value:,.2f} s"
