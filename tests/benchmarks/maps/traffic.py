"""What goes over the wire, and how often the server ran the script, by Chromium's own count."""

import base64
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_BINARY = 2


@dataclass
class Traffic:
    """Bytes both ways over HTTP and the WebSocket, and script runs, since the last `reset`."""

    bytes_: int = 0
    runs: int = 0

    def listen(self, session: CDPSession) -> None:
        """Count all that a page and its frames receive and send."""
        session.on("Network.loadingFinished", self._loaded)
        session.on("Network.webSocketFrameReceived", self._received)
        session.on("Network.webSocketFrameSent", self._sent)
        session.send("Network.enable")

    def reset(self) -> None:
        """Begin anew."""
        self.bytes_ = self.runs = 0

    def _loaded(self, event: dict[str, Any]) -> None:
        self.bytes_ += int(event["encodedDataLength"])

    def _received(self, event: dict[str, Any]) -> None:
        payload = _payload(event)
        self.bytes_ += len(payload)
        if event["response"]["opcode"] == _BINARY:
            self.runs += ForwardMsg.FromString(payload).WhichOneof("type") == "new_session"

    def _sent(self, event: dict[str, Any]) -> None:
        self.bytes_ += len(_payload(event))


def _payload(event: dict[str, Any]) -> bytes:
    text = event["response"]["payloadData"]
    is_binary = event["response"]["opcode"] == _BINARY
    return base64.b64decode(text) if is_binary else text.encode("utf-8")
