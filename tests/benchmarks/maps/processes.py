"""CPU and memory of processes, as the kernel counts them."""

import os
from collections.abc import Collection
from pathlib import Path

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_PARENT, _USER, _SYSTEM = 1, 11, 12
"""Places in ``/proc/<pid>/stat``, counted after the name in brackets."""


def tree(pid: int) -> set[int]:
    """Give a process and all that descend from it."""
    parents = {
        int(path.name): int(fields[_PARENT])
        for path in Path("/proc").glob("[0-9]*")
        if (fields := _stat(int(path.name)))
    }
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def cpu_ms(pids: Collection[int]) -> float:
    """Milliseconds of user and system time used so far; a process that has ended counts nothing."""
    ticks = sum(int(fields[_USER]) + int(fields[_SYSTEM]) for pid in pids if (fields := _stat(pid)))
    return 1000 * ticks / _TICKS_A_SECOND


def resident_mb(pids: Collection[int]) -> float:
    """Memory held, in MB."""
    pages = sum(
        int(path.read_text("ascii").split()[1])
        for pid in pids
        if (path := Path(f"/proc/{pid}/statm")).exists()
    )
    return pages * _PAGE_BYTES / 1e6


def _stat(pid: int) -> list[str] | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    return text.rpartition(")")[2].split()
