"""What the contract's homes report, month by month."""

from typing import Final

import pandera.pandas as pa

_COUNT: Final = pa.Check.ge(0)

MONITORING: Final = pa.DataFrameSchema(
    {
        "month": pa.Column(
            "datetime64[s]",
            pa.Check(lambda days: days.dt.day == 1),
            description="First day of the month",
        ),
        "home_name": pa.Column(
            "str", description="As in the file: to be encoded where it is shown"
        ),
        "beds": pa.Column("int64", pa.Check.ge(1), description="Under the contract"),
        "nights_available": pa.Column("int64", description="Beds times the days of the month"),
        "nights_used": pa.Column("int64", _COUNT),
        "voids_paid_nights": pa.Column(
            "Int64", _COUNT, nullable=True, description="Empty nights that were paid for"
        ),
        "weekly_price_pence": pa.Column(
            "Int64", _COUNT, nullable=True, description="Of one bed, on the contract's terms"
        ),
        "outcomes_due": pa.Column("Int64", _COUNT, nullable=True),
        "outcomes_achieved": pa.Column("Int64", _COUNT, nullable=True),
        "payment_by_results_pence": pa.Column("Int64", _COUNT, nullable=True),
        "rating_mean": pa.Column(
            "float64", pa.Check.in_range(1, 5), nullable=True, description="By young people, 1 to 5"
        ),
        "rating_answers": pa.Column("Int64", _COUNT, nullable=True),
    },
    checks=[
        pa.Check(lambda rows: rows["nights_used"] <= rows["nights_available"]),
        pa.Check(
            lambda rows: (
                rows["nights_used"] + rows["voids_paid_nights"].fillna(0)
                <= rows["nights_available"]
            ).astype("bool")
        ),
        pa.Check(
            lambda rows: (
                (rows["outcomes_achieved"] <= rows["outcomes_due"])
                .fillna(value=True)
                .astype("bool")
            )
        ),
        pa.Check(lambda rows: rows["rating_mean"].isna() | rows["rating_answers"].fillna(0).gt(0)),
    ],
    name="monitoring",
    strict=True,
    unique=["month", "home_name"],
)
"""One row a home and month. What a file does not tell is missing, and never zero."""
