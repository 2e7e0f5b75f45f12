"""What the contract's homes reported, summed by month, quarter or home."""

from typing import Final

import pandas as pd

DAYS_PER_WEEK: Final = 7
_MONTHS_PER_QUARTER: Final = 3

_SUMMED: Final = (
    "nights_available",
    "nights_used",
    "voids_paid_nights",
    "voids_paid_pence",
    "outcomes_due",
    "outcomes_achieved",
    "payment_by_results_pence",
)


def by_month(monitoring: pd.DataFrame) -> pd.DataFrame:
    """
    Sum the homes of each month.

    Parameters
    ----------
    monitoring
        Valid by `lib.schemas.monitoring.MONITORING`.

    Returns
    -------
    DataFrame
        Index: the month's first day, in order. ``months``, ``days`` (of those months),
        ``homes``, ``beds`` (of the last month), ``nights_available, nights_used``,
        ``voids_paid_nights, voids_paid_pence``, ``outcomes_due, outcomes_achieved``,
        ``payment_by_results_pence`` (Int64); ``occupancy`` (float64, nights used of those
        available); ``rating_mean`` (float64, each home's mean weighted by its answers) and
        ``rating_answers`` (Int64, the answers that this mean is of).

        A sum of which a part is not known is missing, and never zero. A rating is of those
        who answered, so a home where nobody did takes nothing from it.
    """
    return _summed(monitoring, monitoring["month"])


def by_quarter(monitoring: pd.DataFrame) -> pd.DataFrame:
    """Sum the months of each quarter: columns as of `by_month`, index its first day."""
    return _summed(monitoring, _quarters(monitoring))


def by_home(monitoring: pd.DataFrame) -> pd.DataFrame:
    """Sum the months of each home: columns as of `by_month`, index its name."""
    return _summed(monitoring, monitoring["home_name"])


def in_all(monitoring: pd.DataFrame) -> pd.DataFrame:
    """Sum everything into one row, index 0, of the columns of `by_month`; no row of nothing."""
    return _summed(monitoring, pd.Series(0, index=monitoring.index))


def last_months(monitoring: pd.DataFrame, *, months: int) -> pd.DataFrame:
    """Keep the months up to the latest one, as many as are asked for, reported or not."""
    latest = monitoring["month"].max()
    is_late: pd.Series[bool] = monitoring["month"] > latest - pd.DateOffset(months=months)
    return monitoring[is_late]


def whole_quarters(monitoring: pd.DataFrame, *, quarters: int) -> pd.DataFrame:
    """
    Keep the quarters up to the latest one of which all three months are reported.

    A quarter that is only begun is left out: shown today and again next month, the two
    together would tell of that month alone.
    """
    of_row = _quarters(monitoring)
    is_whole = monitoring["month"].groupby(of_row).transform("nunique") == _MONTHS_PER_QUARTER
    latest = of_row[is_whole].max()
    span = pd.DateOffset(months=_MONTHS_PER_QUARTER * quarters)
    is_late: pd.Series[bool] = is_whole & (of_row > latest - span)
    return monitoring[is_late]


def _quarters(monitoring: pd.DataFrame) -> pd.Series:
    """Give the first day of the quarter of each row."""
    month = monitoring["month"]
    of_quarter = (month.dt.month - 1) // _MONTHS_PER_QUARTER * _MONTHS_PER_QUARTER + 1
    days = pd.DataFrame({"year": month.dt.year, "month": of_quarter, "day": 1})
    return pd.to_datetime(days).astype(month.dtype)


def _summed(monitoring: pd.DataFrame, by: pd.Series) -> pd.DataFrame:
    rows = monitoring.assign(
        voids_paid_pence=_voids_paid_pence(monitoring), days=monitoring["month"].dt.days_in_month
    )
    figures = rows[list(_SUMMED)].astype("Int64")
    is_unknown = figures.isna().groupby(by).any()
    sums = figures.groupby(by).sum().mask(is_unknown)
    grouped = rows.groupby(by)
    is_latest = rows["month"] == grouped["month"].transform("max")
    each_month = rows.assign(by=by).drop_duplicates(["by", "month"])
    summary = pd.DataFrame(
        {
            "months": grouped["month"].nunique(),
            "days": each_month.groupby("by")["days"].sum(),
            "homes": grouped["home_name"].nunique(),
            "beds": rows[is_latest].groupby(by[is_latest])["beds"].sum(),
        }
    ).astype("Int64")
    occupancy = (sums["nights_used"] / sums["nights_available"]).astype("float64")
    summary = summary.join(sums).assign(occupancy=occupancy).join(_ratings(rows, by))
    summary.index.name = None
    return summary


def _voids_paid_pence(monitoring: pd.DataFrame) -> pd.Series:
    """Price the empty nights that were paid for, to the penny, halves up; no night is free."""
    nights, price = monitoring["voids_paid_nights"], monitoring["weekly_price_pence"]
    priced = (2 * nights * price + DAYS_PER_WEEK) // (2 * DAYS_PER_WEEK)
    return priced.mask(nights.eq(0).fillna(value=False), 0)


def _ratings(rows: pd.DataFrame, by: pd.Series) -> pd.DataFrame:
    """Weigh each mean by its answers; answers without a mean count in none."""
    is_rated = rows["rating_mean"].notna()
    nobody_answered = rows["rating_answers"].eq(0).fillna(value=False).astype("bool")
    answers = rows["rating_answers"].where(is_rated | nobody_answered)
    points = (rows["rating_mean"] * answers.astype("Float64")).astype("Float64")
    answered = answers.groupby(by).sum(min_count=1)
    total = points.groupby(by).sum(min_count=1)
    mean = (total / answered.where(answered > 0)).astype("float64")
    return pd.DataFrame({"rating_mean": mean, "rating_answers": answered.astype("Int64")})
