"""What a page holds, by what it is: a heap grows for as long as the browser compiles code."""

import json
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from playwright.sync_api import CDPSession

_OF_THE_ENGINE: Final = "system / "
"""What V8 keeps for itself is named so, most of it beside the code that it compiled."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """
    Kilobytes that are left when the rubbish was collected.

    ``script`` is objects, texts and functions; ``browser`` is nodes, styles, and what the browser
    records of a page (its last long tasks, its last shifts); ``code`` is what was compiled.
    """

    script: float
    browser: float
    code: float


def held(session: CDPSession) -> Held:
    """Take a snapshot of the heap, and add up its nodes."""
    chunks: list[str] = []

    def keep(event: dict[str, Any]) -> None:
        chunks.append(event["chunk"])

    session.on("HeapProfiler.addHeapSnapshotChunk", keep)
    session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    session.remove_listener("HeapProfiler.addHeapSnapshotChunk", keep)
    snapshot = json.loads("".join(chunks))
    meta = snapshot["snapshot"]["meta"]
    fields: list[str] = meta["node_fields"]
    nodes = np.array(snapshot["nodes"]).reshape(-1, len(fields))
    kinds, names, sizes = (nodes[:, fields.index(of)] for of in ("type", "name", "self_size"))
    types: list[str] = meta["node_types"][0]
    is_engine = np.array([text.startswith(_OF_THE_ENGINE) for text in snapshot["strings"]])
    is_code = (kinds == types.index("code")) | is_engine[names]
    is_browser = ~is_code & (kinds == types.index("native"))
    return Held(
        script=float(sizes[~is_code & ~is_browser].sum()) / 1000,
        browser=float(sizes[is_browser].sum()) / 1000,
        code=float(sizes[is_code].sum()) / 1000,
    )
