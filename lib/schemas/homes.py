"""Children's homes, as in Ofsted's provider-level list."""

from typing import Final

import pandera.pandas as pa

HOMES: Final = pa.DataFrameSchema(
    {
        "urn": pa.Column("str", unique=True, description="Ofsted's number of the home"),
        "authority_code": pa.Column("str", description="GSS code of the authority it stands in"),
        "places": pa.Column("Int64", pa.Check.ge(0), nullable=True),
        "sector": pa.Column("str", nullable=True),
        "easting": pa.Column("float64", nullable=True, description="Metres, EPSG:27700"),
        "northing": pa.Column("float64", nullable=True, description="Metres, EPSG:27700"),
    },
    name="homes",
    strict=True,
)
"""Names and addresses are not kept. A redacted address leaves the point missing."""
