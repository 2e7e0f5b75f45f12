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

from lib.domain.footprint import Footprint
from lib.maps.base import MapFiles
from lib.maps.map_store import ASSETS, LEAFLET, served_folder, stored_map, stored_script

_STREAMLIT_MEDIA: Final = Path(streamlit.__file__).parent / "static" / "static" / "media"


@cache
def map_files(footprint: Footprint) -> MapFiles:
    """
    Give the addresses of scripts, styles, map file and typeface.

    Raises
    ------
    SourceError
        If the map file is not there yet and cannot be made.
    """
    made = (stored_script(), stored_map(footprint))
    script, map_file = (_address(_component("map", served_folder()), path) for path in made)
    vendored, ours = _component("leaflet", LEAFLET), _component("closer", ASSETS)
    return MapFiles(
        scripts=(script,),
        styles=(
            _address(vendored, LEAFLET / "leaflet.css"),
            _address(ours, ASSETS / "closer.css"),
        ),
        map_file=map_file,
        font=next((_media(path) for path in _STREAMLIT_MEDIA.glob("SourceSansVF-Upright*")), None),
    )


def _component(name: str, folder: Path) -> str:
    return components.declare_component(name, path=folder).name


def _media(path: Path) -> str:
    """Address of a file that Streamlit itself serves, from the frame of a component."""
    return f"../../static/media/{path.name}"


def _address(component: str, path: Path) -> str:
    """Address from the frame; a new content has a new one, since browsers keep the old."""
    version = sha256(path.read_bytes()).hexdigest()[:8]
    return f"../{component}/{path.name}?v={version}"
