"""The map's own files, served by this server to the frame of the map.

Streamlit serves the folder of a declared component under its name. None of
these components is ever drawn: only their folders are wanted. The addresses are
relative to the frame of st_folium, so they survive a base path.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import streamlit
import streamlit.components.v1 as components
from xstatic.pkg import leaflet

import lib.maps
from lib.maps.base import SCRIPTS, MapFiles
from lib.sources.basemap import LAYERS
from lib.sources.boundaries import BOUNDARIES

_LEAFLET: Final = Path(leaflet.BASE_DIR)
_OURS: Final = Path(lib.maps.__file__).parent / "assets"
_STREAMLIT_MEDIA: Final = Path(streamlit.__file__).parent / "static" / "static" / "media"

_COMPONENTS: Final = {
    folder: components.declare_component(name, path=folder).name
    for name, folder in (("leaflet", _LEAFLET), ("closer", _OURS), ("layers", BOUNDARIES))
}

_SCRIPTS: Final = (
    _LEAFLET / "leaflet.js",
    *(_OURS / f"{name}.js" for name in SCRIPTS),
)
_STYLES: Final = (_LEAFLET / "leaflet.css", _OURS / "closer.css")
_DRAWN: Final = ("boroughs", "england", "thames", "roads", "rail")


@cache
def map_files() -> MapFiles:
    """Give the addresses of scripts, styles, outlines and typeface."""
    return MapFiles(
        scripts=tuple(map(_address, _SCRIPTS)),
        styles=tuple(map(_address, _STYLES)),
        layers={name: _address(LAYERS[name]) for name in _DRAWN},
        font=next((_media(path) for path in _STREAMLIT_MEDIA.glob("SourceSansVF-Upright*")), None),
    )


def _media(path: Path) -> str:
    """Address of a file that Streamlit itself serves, from the frame of a component."""
    return f"../../static/media/{path.name}"


def _address(path: Path) -> str:
    """Address from the frame; a new content has a new one, since browsers keep the old."""
    version = sha256(path.read_bytes()).hexdigest()[:8]
    return f"../{_COMPONENTS[path.parent]}/{path.name}?v={version}"
