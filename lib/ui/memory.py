"""What stays in memory, out of the way of the collector that runs after every click."""

import gc
from typing import Final

_WALKED_AT_ONCE: Final = 20_000
"""Objects that the collector walks in a few milliseconds."""


def set_apart_what_stays() -> None:
    """
    Let the collector leave aside what a process keeps: modules, returns, answers.

    Streamlit collects all generations when a script has ended, and nothing is sent
    to the reader meanwhile. To walk the libraries and the answers, some 240,000
    objects, takes four times as long as to draw a page. What has been set apart
    before is walked again each time that more is to be: so nothing leaks.
    """
    if len(gc.get_objects()) > _WALKED_AT_ONCE:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
