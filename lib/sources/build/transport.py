"""Main roads and railways around London, thin, from OpenStreetMap by PyPI's `scgraph_data`."""

import importlib.util
import json
import re
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from lib.errors import SourceError
from lib.sources.build.coverage import Shapes
from lib.sources.build.packages import require_python_package
from lib.units import WGS84

ROADS: Final = "world_highways"
RAILWAYS: Final = "world_railways"

AROUND_LONDON: Final = shapely.box(-1.4, 50.75, 1.25, 52.25)
"""London and about 60 km around it, in degrees."""

_TOLERANCE_DEGREES: Final = 0.0012
"""The network is schematic, with corners to 0.001 degrees: about 100 m."""

_GRAPH: Final = re.compile(r"^graph=(\[.*?\])$", re.MULTILINE | re.DOTALL)
_NODES: Final = re.compile(r"^nodes=(\[.*?\])$", re.MULTILINE | re.DOTALL)
_NUMBER_AS_KEY: Final = re.compile(r"(\d+): ")


def network(name: str) -> gpd.GeoDataFrame:
    """
    Read one network, cut it around London and join its pieces into lines.

    Parameters
    ----------
    name
        :data:`ROADS` or :data:`RAILWAYS`.

    Returns
    -------
    GeoDataFrame
        One row, a MultiLineString in EPSG:4326, with the column ``kind``.

    Raises
    ------
    SourceError
        Where the package is missing, another version, or not what it was.
    """
    nodes, pairs = _read(name)
    pieces = shapely.linestrings(nodes[pairs][:, :, ::-1])  # kept as latitude, longitude
    pieces = pieces[shapely.intersects(pieces, AROUND_LONDON)]
    merged = shapely.line_merge(shapely.union_all(pieces))
    lines = shapely.simplify(shapely.get_parts(merged), _TOLERANCE_DEGREES)
    return gpd.GeoDataFrame(
        {"kind": [name.removeprefix("world_")]},
        geometry=[shapely.normalize(shapely.multilinestrings(_long_enough(lines)))],
        crs=WGS84,
    )


def _long_enough(lines: Shapes) -> Shapes:
    long_enough: Shapes = lines[shapely.length(lines) > _TOLERANCE_DEGREES]
    return long_enough


def _read(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Read the module's two literals as text: running it would build a router for the world."""
    require_python_package("scgraph_data")
    found = importlib.util.find_spec("scgraph_data")
    folder = Path(next(iter((found and found.submodule_search_locations) or ["."])))
    text = (folder / f"{name}.py").read_text("ascii")
    graph, nodes = _GRAPH.search(text), _NODES.search(text)
    if graph is None or nodes is None:
        message = f"{name} of scgraph_data does not hold a graph and its nodes."
        raise SourceError(message)
    edges = json.loads(_NUMBER_AS_KEY.sub(r'"\1": ', graph[1]))
    pairs = [
        (start, int(end)) for start, ends in enumerate(edges) for end in ends if start < int(end)
    ]
    return np.array(json.loads(nodes[1])), np.array(pairs)
