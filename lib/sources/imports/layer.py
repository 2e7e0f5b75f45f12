"""Official boundaries in place of the present ones, with all that is derived from them."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from lib.errors import SourceError
from lib.sources.boundaries import authorities as authority_table
from lib.sources.boundaries import authorities_lookup
from lib.sources.build.coverage import NO_LABEL, faces, joined, label_by_polygon
from lib.sources.build.neighbours import neighbours
from lib.sources.build.run import Built, drawn_boundaries
from lib.sources.build.thames import boroughs_to_mid_river, tidal_thames
from lib.sources.build.write import geoparquet, table
from lib.sources.imports.layer_checks import misplaced, overlaps, unexpected_codes
from lib.sources.imports.layer_file import Layer, read_layer
from lib.sources.imports.replace import replace_files
from lib.sources.paths import GEODATA
from lib.sources.postcode_package import upper_tier_of_districts
from lib.sources.postcodes import PostcodeIndex

_LATTICE_METRES: Final = 0.1
_LOOKUP: Final = "boundaries/utla_lookup.parquet"
_LONDON: Final = "E09"
_SMALLEST_RIVER_SQUARE_METRES: Final = 10e6
"""Half of the Thames between London's boroughs, where these end at its banks."""


def import_layer(path: Path, *, root: Path = GEODATA) -> list[str]:
    """
    Check boundaries, and put them and all that is derived from them in place.

    Districts are joined to their counties. Names and regions of the authorities stay.

    Parameters
    ----------
    path
        GeoJSON or GeoPackage, clipped at the coast; districts or upper tier.
    root
        The folder of geodata.

    Returns
    -------
    list of str
        What was replaced, in sentences.

    Raises
    ------
    SourceError
        Naming all that is wrong. The present edition is then untouched.
    """
    try:
        layer = read_layer(path)
        authorities = _upper_tier(layer)
        built = list(_derived(authorities))
    except SourceError as error:
        message = f"{path.name} is not imported: {error}"
        raise SourceError(message) from error
    replace_files(
        {file.path: file.content for file in built},
        {file.path: _fields(file.path, path, layer) for file in built},
        root=root,
    )
    said = [f"{path.name} ({len(authorities)} authorities of England) is now in geodata/."]
    if layer.mended:
        said.append(f"{layer.mended} shapes crossed themselves and were mended.")
    return [*said, f"Replaced: {', '.join(file.path for file in built)}."]


def _upper_tier(layer: Layer) -> gpd.GeoDataFrame:
    """Join districts to counties, and check what comes of it."""
    if faults := overlaps(layer.areas):
        raise SourceError(" ".join(faults))
    counties = upper_tier_of_districts()
    codes = np.array([counties.get(code, code) for code in layer.areas["code"]], dtype="U9")
    if faults := unexpected_codes(codes):
        raise SourceError(" ".join(faults))
    order = sorted(set(codes.tolist()))
    shapes = layer.areas.geometry.to_numpy()
    parts = faces(shapely.boundary(shapes), lattice=_LATTICE_METRES)
    authorities = gpd.GeoDataFrame(
        {"code": order},
        geometry=joined(parts, label_by_polygon(parts, shapes, codes), order),
        crs=layer.areas.crs,
    )
    if faults := misplaced(authorities, PostcodeIndex.open().table):
        raise SourceError(" ".join(faults))
    return authorities


def _derived(authorities: gpd.GeoDataFrame) -> Iterator[Built]:
    """Make every file that boundaries go into."""
    london = _named(authorities[authorities["code"].str.startswith(_LONDON)])
    river = tidal_thames(london)
    if river.area < _SMALLEST_RIVER_SQUARE_METRES:
        message = (
            "London's boroughs meet in the Thames. Wanted are boundaries clipped to the coastline "
            "(BFC or BGC), not of the full extent."
        )
        raise SourceError(message)
    to_mid_river, river = boroughs_to_mid_river(london, river)
    lookup, draw = _for_looking_up_and_drawing(authorities, to_mid_river)
    london = draw[draw["code"].str.startswith(_LONDON)].reset_index(drop=True)
    yield Built("boundaries/boroughs_full.parquet", geoparquet(london))
    yield Built(_LOOKUP, geoparquet(lookup))
    yield Built("boundaries/utla_draw.parquet", geoparquet(draw))
    yield Built("boundaries/neighbours.csv", table(neighbours(london, lookup, draw)))
    yield from drawn_boundaries(london, river, draw)


def _for_looking_up_and_drawing(
    authorities: gpd.GeoDataFrame, to_mid_river: gpd.GeoDataFrame
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """
    Make the two copies from one arrangement of lines, so that both are coverages.

    On land the download says whose a face is, in London's Thames the nearest bank, and
    on other water the present copy for looking up.
    """
    present = authorities_lookup()
    shapes = authorities.geometry.to_numpy()
    covered = shapely.union_all(
        np.concatenate([shapes, to_mid_river.geometry.to_numpy()]), grid_size=_LATTICE_METRES
    )
    parts = faces(
        np.concatenate(
            [
                shapely.boundary(shapes),
                shapely.boundary(to_mid_river.geometry.to_numpy()),
                shapely.difference(shapely.boundary(present.geometry.to_numpy()), covered),
            ]
        ),
        lattice=_LATTICE_METRES,
    )
    on_land = label_by_polygon(parts, shapes, authorities["code"].to_numpy().astype("U9"))
    labels = on_land.copy()
    for layer in (to_mid_river, present):
        is_open = labels == NO_LABEL
        labels[is_open] = label_by_polygon(
            parts[is_open], layer.geometry.to_numpy(), layer["code"].to_numpy().astype("U9")
        )
    order = authorities["code"].tolist()
    frame = authorities[["code"]]
    lookup, draw = (
        _named(gpd.GeoDataFrame(frame, geometry=joined(parts, of, order), crs=authorities.crs))
        for of in (labels, on_land)
    )
    return lookup, draw


def _named(authorities: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give authorities their names and regions."""
    names = authority_table().rename(columns={"region_name": "region"}).set_index("code")
    known = names.loc[authorities["code"], ["name", "region"]].reset_index()
    shapes = gpd.GeoSeries(authorities.geometry.to_numpy(), crs=authorities.crs)
    return gpd.GeoDataFrame(pd.DataFrame(known), geometry=shapes)


def _fields(file: str, path: Path, layer: Layer) -> dict[str, str | list[str]]:
    """Describe where a file now comes from."""
    with path.open("rb") as content:
        fingerprint = hashlib.file_digest(content, "sha256").hexdigest()
    fields: dict[str, str | list[str]] = {
        "edition": f"{path.stem}, codes of {layer.year}",
        "retrieved": datetime.now(UTC).date().isoformat(),
        "status": "official, with all that is derived from it",
        "how": (
            f"By python -m lib sources import from {path.name} (SHA-256 {fingerprint}): joined to "
            "upper-tier authorities, rounded to 0.1 m, simplified where it is for the web."
        ),
        "caveats": "",
    }
    if file == _LOOKUP:  # its sea is still of the edition before, and so are its owners
        return fields | {"caveats": "Beyond the coast as in the edition before."}
    return fields | {
        "owner": "Office for National Statistics; Ordnance Survey",
        "publisher": "Office for National Statistics, Open Geography Portal",
        "licence": "Open Government Licence v3.0",
        "attribution": (
            "Source: Office for National Statistics licensed under the Open Government Licence "
            f"v3.0. Contains OS data © Crown copyright and database right {layer.year}."
        ),
        "made_from": [],
    }
