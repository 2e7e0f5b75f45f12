"""Write layers so that equal shapes give equal bytes: sorted, rounded, without dates."""

import io
import json
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely

COLUMNS: Final = ["code", "name", "region", "geometry"]


def geoparquet(layer: gpd.GeoDataFrame) -> bytes:
    """
    Write a layer of authorities as GeoParquet.

    Parameters
    ----------
    layer
        Columns ``code``, ``name``, ``region``, ``geometry``; EPSG:27700.

    Returns
    -------
    bytes
        Rows by code, compressed with zstd.
    """
    rows = layer.sort_values("code")[COLUMNS].reset_index(drop=True)
    buffer = io.BytesIO()
    rows.to_parquet(buffer, index=False, compression="zstd", compression_level=19)
    return buffer.getvalue()


def geojson(layer: gpd.GeoDataFrame, *, decimals: int) -> bytes:
    """
    Write a layer as compact GeoJSON.

    Parameters
    ----------
    layer
        In EPSG:4326. Rows are written in their order, columns as properties.
    decimals
        Of a degree: 5 are about 1 m, 4 about 10 m.

    Returns
    -------
    bytes
        UTF-8, one feature a line.
    """
    properties = layer.drop(columns="geometry").to_dict("records")
    features = [
        json.dumps(
            {
                "type": "Feature",
                "properties": values,
                "geometry": _rounded(shapely.geometry.mapping(shape), decimals),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for values, shape in zip(properties, layer.geometry, strict=True)
    ]
    lines = ",\n".join(features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode()


def table(rows: pd.DataFrame) -> bytes:
    """
    Write a table as CSV.

    Parameters
    ----------
    rows
        Written in their order, without the index.

    Returns
    -------
    bytes
        UTF-8, lines ended alike on every system.
    """
    return rows.to_csv(index=False, lineterminator="\n").encode()


def _rounded(geometry: dict[str, Any], decimals: int) -> dict[str, Any]:
    def nested(value: Any) -> Any:  # noqa: ANN401 - coordinates nest to any depth
        if isinstance(value, (tuple, list)):
            return [nested(part) for part in value]
        return round(value, decimals)

    return {"type": geometry["type"], "coordinates": nested(geometry["coordinates"])}
