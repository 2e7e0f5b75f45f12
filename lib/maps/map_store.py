"""
Keeps what the map loads as files of the user's cache, for a server to serve.

A file's name holds a hash of what it is made from: it is written once, in one step,
and never changed, so that a browser may keep it and two servers may share it. Nothing
here comes from a return: the files are served to whoever asks.
"""

import gzip
import os
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

from xstatic.pkg import leaflet

from lib.domain.footprint import Footprint
from lib.errors import SourceError
from lib.maps.base import SCRIPTS
from lib.maps.encoding import as_script
from lib.maps.map_file import map_file, settings
from lib.maps.places import places
from lib.sources.basemap import LAYERS
from lib.sources.boundaries import BOUNDARIES
from lib.sources.paths import CACHE_VARIABLE, cache_dir

ASSETS: Final = Path(__file__).parent / "assets"
LEAFLET: Final = Path(leaflet.BASE_DIR)

FORMAT: Final = 2
"""Counts up when the same layers and settings are written differently."""

_READ: Final = (*LAYERS.values(), BOUNDARIES / "utla_draw.parquet")


def served_folder() -> Path:
    """Name the folder of the files; whoever writes into it makes it."""
    return cache_dir() / "map"


def stored_map(footprint: Footprint) -> Path:
    """
    Find the map file of a footprint, compressed, and make it where there is none.

    Raises
    ------
    SourceError
        If a file of the land cannot be read, or the cache directory not written.
    """
    made_from = sha256(f"{FORMAT} {as_script(settings(footprint))}".encode())
    for path in _READ:
        made_from.update(path.read_bytes() if path.is_file() else b"")
    return _stored(
        f"map-{made_from.hexdigest()[:16]}.gz",
        lambda: gzip.compress(map_file(footprint, places=places(footprint)), mtime=0),
    )


def stored_script() -> Path:
    """
    Join Leaflet and the map's own scripts, for the frame of the map loads one after another.

    Raises
    ------
    SourceError
        If the cache directory cannot be written.
    """
    paths = (LEAFLET / "leaflet.js", *(ASSETS / f"{name}.js" for name in SCRIPTS))
    joined = b"\n".join(path.read_bytes() for path in paths)
    return _stored(f"closer-{sha256(joined).hexdigest()[:16]}.js", lambda: joined)


def _stored(name: str, content: Callable[[], bytes]) -> Path:
    path = served_folder() / name
    if path.is_file():
        return path
    written = content()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            part = Path(file.name)
            try:
                file.write(written)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                part.unlink(missing_ok=True)
                raise
        part.replace(path)
    except OSError as error:
        message = (
            f"The map cannot be written to {path.parent} ({error.strerror}). Make room or give "
            f"leave to write there, or name another directory in {CACHE_VARIABLE}."
        )
        raise SourceError(message) from error
    return path
