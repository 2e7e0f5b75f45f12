"""The base map: the same for every choice and audience, drawn from files of this server."""

from dataclasses import dataclass
from typing import ClassVar, Final

import folium
from folium.template import Template

from lib.maps.encoding import as_script

SCRIPTS: Final = (
    "host", "recall", "mapfile", "figures", "symbols", "layout", "land", "painting", "labels",
    "names", "scene", "canvas", "hover", "legend", "toolbar", "swipe", "manners", "copy",
    "choices", "frame", "closer",
)  # fmt: skip
"""Files of ``lib/maps/assets`` in the order in which they run, after Leaflet."""


@dataclass(frozen=True, kw_only=True)
class MapFiles:
    """
    Addresses on this server, relative to the frame of the map.

    ``scripts`` and ``styles`` load in their order; ``map_file`` is what
    :mod:`lib.maps.map_file` writes. ``font`` is the typeface of the page around the map,
    if it has one.
    """

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    map_file: str
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

    def __init__(self, files: MapFiles) -> None:
        super().__init__(
            tiles=None,
            zoom_control=False,
            track_resize=False,  # the frame sees to it
            attributionControl=False,
            zoom_snap=0.25,
            zoom_delta=0.5,
            minZoom=5,
            maxZoom=15,
            scroll_wheel_zoom=False,
            bounce_at_zoom_limits=False,
        )
        self.config = as_script({"file": files.map_file, "font": files.font})
        self.default_js = [(f"script {at}", url) for at, url in enumerate(files.scripts)]
        self.default_css = [(f"style {at}", url) for at, url in enumerate(files.styles)]

    def render(self, **_: object) -> None:
        """Do nothing: st_folium takes script and files from here, and folium would write a page."""


def base_map(files: MapFiles) -> ResidentMap:
    """
    Start the map on its files; all that it draws comes from them and from the state.

    A fresh map each time: ``st_folium`` changes the one it is given.
    """
    return ResidentMap(files)
