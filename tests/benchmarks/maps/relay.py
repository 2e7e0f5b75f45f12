"""Bytes on the wire: a relay before a server counts what goes through it, compressed as it is."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Thread
from urllib.parse import urlsplit

_AT_ONCE = 65_536


@dataclass
class Relay:
    """Where it answers, and how many bytes went through it, both ways."""

    address: str
    bytes_: int = 0

    def pump(self, source: socket.socket, sink: socket.socket) -> None:
        """Hand on all that comes, until one of the two ends."""
        with suppress(OSError):
            while found := source.recv(_AT_ONCE):
                self.bytes_ += len(found)
                sink.sendall(found)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)


@contextmanager
def relay(address: str) -> Iterator[Relay]:
    """Stand before a server on this machine."""
    host, port = urlsplit(address).hostname, urlsplit(address).port
    with socket.create_server(("127.0.0.1", 0)) as listening:
        found = Relay(address=f"http://127.0.0.1:{listening.getsockname()[1]}")

        def accept() -> None:
            with suppress(OSError):
                while True:
                    browser, _ = listening.accept()
                    server = socket.create_connection((host, port))
                    for ends in ((browser, server), (server, browser)):
                        Thread(target=found.pump, args=ends, daemon=True).start()

        Thread(target=accept, daemon=True).start()
        yield found
