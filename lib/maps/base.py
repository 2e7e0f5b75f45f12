"""The base map: constant for a footprint, drawn from files of this server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

import folium
from folium.template import Template

from lib.domain.footprint import Footprint
from lib.maps.encoding import as_script
from lib.maps.palette import DARK, LIGHT
from lib.maps.places import Places

SCRIPTS: Final = ("symbols", "labels", "names", "controls", "land", "figures", "closer")
"""Files of ``lib/maps/assets`` in the order in which they load, after Leaflet."""

NAMED_FROM_ZOOM: Final = 8.5
"""Further out, the map names the partnership as one, and where its children live."""


@dataclass(frozen=True, kw_only=True)
class MapFiles:
    """
    Addresses on this server, relative to the frame of the map.

    ``scripts`` and ``styles`` load in their order, Leaflet first; ``layers``
    holds GeoJSON by name: ``boroughs, england`` (needed), ``thames, roads, rail``.
    ``font`` is the typeface of the page around the map, if it has one.
    """

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    layers: Mapping[str, str]
    font: str | None


class ResidentMap(folium.Map):  # type: ignore[misc]  # folium has no types
    """
    A map that asks no other host for anything, and that a reader may enlarge.

    folium's own template forbids zooming the page and its lists name four hosts.
    """

    _template: ClassVar[Template] = Template(
        """
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }} ></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map(
                {{ this.get_name()|tojson }}, {{ this.options|tojavascript }}
            );
            closer.start({{ this.get_name() }}, {{ this.config }});
        {% endmacro %}
        """
    )

    def __init__(self, config: str, files: MapFiles) -> None:
        super().__init__(
            tiles=None,
            zoom_control=False,
            attributionControl=False,
            zoom_snap=0.25,
            zoom_delta=0.5,
            minZoom=5,
            maxZoom=15,
            scroll_wheel_zoom=False,
            bounce_at_zoom_limits=False,
        )
        self.config = config
        self.default_js = [(f"script {at}", url) for at, url in enumerate(files.scripts)]
        self.default_css = [(f"style {at}", url) for at, url in enumerate(files.styles)]


def base_map(
    footprint: Footprint, *, places: Places, files: MapFiles, attribution: str
) -> ResidentMap:
    """
    Draw the land: footprint, neighbours, river, thin roads and rail, names.

    A fresh map each time: ``st_folium`` changes the one it is given.

    Parameters
    ----------
    attribution
        Short; the full wording stands on the Methods page.
    """
    config = {
        "footprint": footprint.codes,
        "bounds": (places.south_west, places.north_east),
        "files": files.layers,
        "font": files.font,
        "needed": ("boroughs", "england"),
        "names_from_zoom": NAMED_FROM_ZOOM,
        "names": [
            {
                "code": name.code,
                "html": name.text,
                "at": name.at,
                "near": name.near,
                "is_ours": name.is_ours,
            }
            for name in places.names
        ],
        "palettes": {"light": LIGHT.as_dict(), "dark": DARK.as_dict()},
        "words": _words(footprint, attribution),
    }
    return ResidentMap(as_script(config), files)


def _words(footprint: Footprint, attribution: str) -> dict[str, str]:
    return {
        "footprint": footprint.name,
        "zoomIn": "Zoom in",
        "zoomOut": "Zoom out",
        "reset": f"Back to {footprint.name}",
        "back": f"Back to {footprint.name}",
        "beyond": "NUMBER of these children live beyond this view: show all",
        "twoFingers": "Use two fingers to move the map",
        "holdControl": "Hold Ctrl and scroll to zoom the map",
        "noOutlines": "The outlines could not be read: load the page again.",
        "attribution": attribution,
    }
