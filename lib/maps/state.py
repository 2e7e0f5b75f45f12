"""Released tables to the state of the map: what is drawn on the base, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import folium
import pandas as pd
from folium.template import Template

from lib.disclosure.released import Audience, Released
from lib.errors import DisclosureError


class When(StrEnum):
    """Two of the pictures. The words of the tables' columns."""

    TODAY = "today"
    WITH_CONTRACT = "with_contract"


class Mode(StrEnum):
    """What the map can show; the reader switches in the map, without the server."""

    TODAY = "today"
    WITH_CONTRACT = "with_contract"
    CHANGES = "changes"
    SWIPE = "swipe"
    """Today to the left of a handle, with the contract to the right of it."""


class Layer(StrEnum):
    """What can be shown or left out, each by itself."""

    SHARES = "shares"
    FLOWS = "flows"
    CHILDREN = "children"
    HOMES = "homes"
    TRANSPORT = "transport"
    NAMES = "names"


@dataclass(frozen=True, kw_only=True)
class Opening:
    """
    How a link asks the map to stand; the map obeys once, and then it is the reader's.

    ``centre`` is latitude and longitude in degrees, ``zoom`` Leaflet's; None leaves the view of
    the area that is chosen.
    """

    mode: Mode = Mode.TODAY
    layers: frozenset[Layer] = frozenset(Layer)
    centre: tuple[float, float] | None = None
    zoom: float | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """
    What the reader has chosen to see.

    ``area_code`` is one area of the footprint, or None for all of them;
    ``is_single`` draws single placements and homes, for officers alone.
    """

    area_code: str | None = None
    is_single: bool = False


class Apply(folium.FeatureGroup):  # type: ignore[misc]  # folium has no types
    """
    One idempotent call into the live map, in place of layers.

    ``state`` is what `lib.maps.encoding.as_script` has written.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.feature_group = [];"  # st_folium keeps every group that it was ever given
        "var {{ this.get_name() }} = closer.apply({{ this._parent.get_name() }}, {{ this.state }});"
        "{% endmacro %}"
    )

    def __init__(self, state: str) -> None:
        super().__init__("figures")
        self.state = state

    def render(self, **_: object) -> None:
        """Do nothing: st_folium takes the call from the template, and folium would parse it all."""


def released(table: object, *, for_officers: bool = False) -> pd.DataFrame:
    """
    Open a released table; whatever else is handed over is refused.

    Raises
    ------
    DisclosureError
        If it is not `Released`, or holds single records for another audience.
    """
    if not isinstance(table, Released):
        message = (
            f"A map was handed a {type(table).__name__}, which has not been released. "
            "Call lib.disclosure.release() first."
        )
        raise DisclosureError(message)
    if for_officers and table.audience is not Audience.OFFICERS:
        message = f"{table.name!r} holds single records: no map for the shared audience takes them."
        raise DisclosureError(message)
    return table.table


def one_audience(tables: Sequence[Released]) -> Audience:
    """
    Name the audience for which all tables of one map were released.

    Raises
    ------
    DisclosureError
        If they were released for different audiences.
    """
    audiences = {table.audience for table in tables}
    if len(audiences) != 1:
        message = "The tables of one map were released for different audiences: release them again."
        raise DisclosureError(message)
    return audiences.pop()
