"""One Streamlit server, in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.maps.processes import cpu_ms, resident_mb, tree

ROOT = Path(__file__).parents[3]
_HEALTHY_WITHIN_SECONDS = 60

_AS_INSTALLED = """
import sys
sys.modules.update(uvloop=None, httptools=None)
from streamlit.web.cli import main
main()
"""
"""Streamlit as ``pip install streamlit`` brings it: without the libraries that serve ours."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where it answers, when its process was started (seconds since 1970), and its process."""

    address: str
    started: float
    pid: int

    def cpu_ms(self) -> float:
        """Milliseconds of CPU used so far."""
        return cpu_ms(tree(self.pid))

    def resident_mb(self) -> float:
        """Memory held, in MB."""
        return resident_mb(tree(self.pid))


@contextmanager
def server(
    script: Path, environment: Mapping[str, str], *, is_as_installed: bool = False
) -> Iterator[Server]:
    """
    Start a script, wait until it answers, and stop it afterwards.

    Parameters
    ----------
    is_as_installed
        Serve it as Streamlit alone does; else as the product is.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.time()
    process = subprocess.Popen(
        [sys.executable, *(("-c", _AS_INSTALLED) if is_as_installed else ("-m", "streamlit")),
         "run", str(script), "--server.port", str(port),
         "--server.address", "127.0.0.1", "--server.headless", "true"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for_health(f"http://127.0.0.1:{port}/_stcore/health")
        yield Server(address=f"http://127.0.0.1:{port}", started=started, pid=process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def _wait_for_health(address: str) -> None:
    deadline = time.monotonic() + _HEALTHY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 (loopback)
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    message = "The server did not start."
    raise TimeoutError(message)
