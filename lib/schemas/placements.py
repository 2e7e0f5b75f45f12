"""Episodes, children, costs, and the placements that are open on one date.

No frame here holds a child's identifier, a postcode or a date of birth: `ingest`
derives a running number, a point and an age, and drops the rest.
"""

from typing import Final

import pandera.pandas as pa

from lib.domain.location import LEVELS

_POINT_COLUMNS: Final = {
    f"{end}_{part}": column
    for end in ("origin", "placement")
    for part, column in {
        "easting": pa.Column("float64", nullable=True, description="Metres, EPSG:27700"),
        "northing": pa.Column("float64", nullable=True, description="Metres, EPSG:27700"),
        "level": pa.Column("str", pa.Check.isin(LEVELS), description="How the point was found"),
        "authority_code": pa.Column(
            "str",
            nullable=True,
            description="GSS code of the upper-tier authority of the postcode; missing where "
            "not known. Outside England: the code of the country, such as W92000004",
        ),
    }.items()
}

_EPISODE_COLUMNS: Final = {
    "child_key": pa.Column("int64", description="Running number in this load; no identifier"),
    "authority_code": pa.Column("str", description="Responsible authority, GSS code"),
    "start_date": pa.Column("datetime64[s]", description="DECOM"),
    "end_date": pa.Column("datetime64[s]", nullable=True, description="DEC; missing while open"),
    "placement_start_date": pa.Column(
        "datetime64[s]",
        nullable=True,
        description="First day in this placement, through changes of legal status alone; "
        "missing where it began before the record does",
    ),
    "placement_type": pa.Column("str", description="PLACE: see lib.domain.codes"),
    "placement_provider": pa.Column("str", nullable=True, description="PLACE_PROVIDER"),
    "legal_status": pa.Column("str", nullable=True, description="LS"),
    "home_urn": pa.Column("str", nullable=True, description="Ofsted's number of the home"),
    "age_years": pa.Column("Int8", nullable=True, description="On the as-at date"),
    "age_at_start_years": pa.Column("Int8", nullable=True, description="On start_date"),
    "sex": pa.Column("str", nullable=True, description="F, M or U; missing where not known"),
    **_POINT_COLUMNS,
}

EPISODES: Final = pa.DataFrameSchema(
    _EPISODE_COLUMNS, name="episodes", strict=True, index=pa.Index("int64")
)

CHILDREN: Final = pa.DataFrameSchema(
    {
        "child_key": pa.Column("int64", unique=True),
        "authority_code": pa.Column("str"),
        "keep_placement": pa.Column("bool", description="Rightly far away: never matched"),
        "asked_to_move": pa.Column("bool"),
        "sibling_group": pa.Column("Int64", nullable=True, description="Running number"),
        "is_solo": pa.Column("bool"),
        "not_with": pa.Column("object", description="Tuple of child_key"),
    },
    name="children",
    strict=True,
)

COSTS: Final = pa.DataFrameSchema(
    {
        "child_key": pa.Column("int64"),
        "start_date": pa.Column("datetime64[s]"),
        "end_date": pa.Column("datetime64[s]", nullable=True),
        "weekly_cost_pence": pa.Column("int64", pa.Check.ge(0)),
    },
    name="costs",
    strict=True,
)

PLACEMENTS: Final = pa.DataFrameSchema(
    {
        **_EPISODE_COLUMNS,
        "keep_placement": pa.Column("bool"),
        "asked_to_move": pa.Column("bool"),
        "is_solo": pa.Column("bool", description="Needs to live without other children"),
        "sibling_group": pa.Column("Int64", nullable=True, description="Running number"),
        "not_with": pa.Column("object", description="Tuple of child_key"),
        "weekly_cost_pence": pa.Column("Int64", nullable=True),
    },
    name="placements",
    strict=True,
    unique=["child_key"],
)
"""One row a child in a residential placement on the as-at date."""

MEASURED: Final = PLACEMENTS.add_columns(
    {
        "distance_miles": pa.Column(
            "float64", nullable=True, description="Straight line, rounded to 0.1"
        ),
        "is_in_borough": pa.Column("boolean", nullable=True),
        "is_in_footprint": pa.Column("boolean", nullable=True),
        "is_near": pa.Column("boolean", nullable=True, description="20 miles or less"),
        "is_distant": pa.Column(
            "boolean", nullable=True, description="Neither in the borough nor in an adjoining one"
        ),
    }
)
