"""The pages that are held against each other."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from tests.benchmarks.maps.server import ROOT

_PEERS = Path(__file__).parent / "peers"

CYCLES = 4
"""Each click chooses the next of four; Streamlit's client keeps the messages of two runs."""
OFTEN = 12
"""Of ours and what it is held against: frames come every 17 ms, and a median of four jumps."""


class Kind(StrEnum):
    """How ``watch.js`` tells that a page has painted."""

    TEXT = "text"
    MAP = "map"
    LAYERS = "layers"
    PIXELS = "pixels"
    RESIDENT = "resident"


@dataclass(frozen=True, kw_only=True)
class App:
    """One page: its script, where on its server it stands, how often it is clicked."""

    name: str
    script: Path
    kind: Kind
    path: str = "/"
    cycles: int = CYCLES

    @property
    def is_ours(self) -> bool:
        """Whether it is the product."""
        return self.kind is Kind.RESIDENT

    @property
    def is_as_installed(self) -> bool:
        """Whether Streamlit serves it as it is installed alone."""
        return not self.is_ours and self != SERVED_ALIKE


EMPTY = App(name="empty app", script=_PEERS / "empty.py", kind=Kind.TEXT, cycles=OFTEN)
SERVED_ALIKE = replace(EMPTY, name="empty app, served as ours", script=_PEERS / "empty_served.py")
"""Which of the difference is the server's, and which the page's."""
OVERVIEW = App(name="ours, Overview", script=ROOT / "asgi.py", kind=Kind.RESIDENT, cycles=OFTEN)
SINGLE = replace(OVERVIEW, name="ours, single placements", path="/?single=true")
BOROUGHS = replace(OVERVIEW, name="ours, Boroughs", path="/boroughs")
TUTORIAL = App(
    name="one folium object a feature", script=_PEERS / "tutorial.py", kind=Kind.LAYERS, cycles=2
)
MANY = (replace(OVERVIEW, cycles=2), replace(SINGLE, cycles=1))
"""At 80,000 placements: single lines are too many to paint often."""

APPS = (
    EMPTY,
    SERVED_ALIKE,
    OVERVIEW,
    SINGLE,
    BOROUGHS,
    App(name="st_folium, nothing on it", script=_PEERS / "bare_map.py", kind=Kind.MAP),
    App(name="feature_group_to_add", script=_PEERS / "feature_group.py", kind=Kind.LAYERS),
    App(name="st.pydeck_chart", script=_PEERS / "pydeck_chart.py", kind=Kind.PIXELS),
    App(name="plotly scatter map", script=_PEERS / "plotly_map.py", kind=Kind.PIXELS),
    TUTORIAL,
)
