"""Which upper-tier authorities adjoin: on land, or in the middle of a tidal river."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

LAND_METRES: Final = 50.0
WATER_METRES: Final = 100.0
_BANKS_METRES: Final = 1_200.0
"""Water up to twice this wide is a river; wider, it is the sea."""

_LONDON: Final = "E09"


def neighbours(
    boroughs: gpd.GeoDataFrame, lookup: gpd.GeoDataFrame, draw: gpd.GeoDataFrame
) -> pd.DataFrame:
    """
    List the pairs of authorities that adjoin.

    Two authorities adjoin where they share more than 50 m of border on land. They also
    adjoin where at least 100 m of the line midway between their banks lies in a
    tidal river no wider than 2.4 km, for the legal border runs along the middle.

    Parameters
    ----------
    boroughs
        London at full resolution.
    lookup
        All authorities, not clipped: they meet in the middle of the water.
    draw
        All authorities, clipped at the coast: they meet on land alone.

    Returns
    -------
    DataFrame
        ``code`` < ``neighbour_code``, by both; ``name``, ``neighbour_name``;
        ``across_water``, "yes" where they do not meet on land; ``metres`` of the border
        that decided, to 10 m. Approximate outside London.
    """
    on_land = _shared(boroughs) | {
        pair: line for pair, line in _shared(draw).items() if not _is_in_london(pair)
    }
    mainland = _mainland(draw)
    on_mainland = set(draw["code"][shapely.intersects(draw.geometry.to_numpy(), mainland)])
    rivers = _with_rivers(mainland)
    names = dict(zip(lookup["code"], lookup["name"], strict=True))
    rows = []
    for pair, border in sorted(_shared(lookup).items()):
        land_metres = shapely.length(on_land[pair]) if pair in on_land else 0.0
        if land_metres > LAND_METRES:
            rows.append((*pair, "no", land_metres))
            continue
        if on_mainland.issuperset(pair):
            water_metres = shapely.length(shapely.intersection(border, rivers)) - land_metres
            if water_metres >= WATER_METRES:
                rows.append((*pair, "yes", water_metres))
    table = pd.DataFrame(rows, columns=["code", "neighbour_code", "across_water", "metres"])
    table["metres"] = (table["metres"] / 10).round().astype(int) * 10
    table.insert(1, "name", table["code"].map(names))
    table.insert(3, "neighbour_name", table["neighbour_code"].map(names))
    return table


def _shared(layer: gpd.GeoDataFrame) -> dict[tuple[str, str], shapely.Geometry]:
    """Find the common border of each two that touch; in a coverage it is exact."""
    shapes = layer.geometry.to_numpy()
    codes = layer["code"].to_numpy()
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    is_once = codes[first] < codes[second]
    first, second = first[is_once], second[is_once]
    borders = shapely.intersection(shapes[first], shapes[second])
    return {
        (codes[one], codes[other]): border
        for one, other, border in zip(first, second, borders, strict=True)
        if shapely.length(border) > 0
    }


def _is_in_london(pair: tuple[str, str]) -> bool:
    return all(code.startswith(_LONDON) for code in pair)


def _mainland(draw: gpd.GeoDataFrame) -> shapely.Polygon:
    """Find the largest piece of land: two sides of a strait are not one."""
    land = shapely.get_parts(shapely.coverage_union_all(draw.geometry.to_numpy()))
    return land[np.argmax(shapely.area(land))]


def _with_rivers(mainland: shapely.Polygon) -> shapely.Geometry:
    """Fill the water that the land has on both sides."""
    outline = shapely.simplify(mainland, 20.0)
    filled = shapely.buffer(shapely.buffer(outline, _BANKS_METRES), -_BANKS_METRES)
    shapely.prepare(filled)
    return filled
