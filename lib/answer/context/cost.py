"""What a week of residential care costs, as published: in its own money and after inflation."""

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

import pandas as pd

from lib.answer.wording import listed
from lib.domain.contract import Contract
from lib.domain.footprint import Footprint
from lib.domain.whole_areas import ENGLAND, LONDON
from lib.scenario.claim import CLAIMED_DISCOUNT
from lib.scenario.costs import exact
from lib.sources.published import STATUSES, published
from lib.units import PENCE_PER_POUND

_OF_THE_CLAIM: Final = "2017-18"
"""The year whose costs the minute of 2018 could know."""

_PUBLISHED_TO: Final = 5
"""Pounds: the Department rounds a week's cost to them, and what follows from it is no finer."""


_MOST_KEPT: Final = 24
"""Discounts and numbers of beds that were worked out: the page asks anew with every choice."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CostView:
    """
    Published weekly costs, beside a contract's discount.

    ``rows``
        One row an area and financial year, the areas in the order of the footprint, then London
        and England; columns ``code, name, year`` (*2017-18*), ``pounds`` a week in the money of
        the year, ``real_pounds`` in that of the last year (Int64, to £5), ``off_pounds`` (Int64):
        what the discount is in a year for all beds of the contract; ``why_not``: why there is no
        figure, in words, missing where there is one.
    ``years``
        The financial years, the first one first.
    ``discount_in_words``
        *20%*: the contract's most likely, or the claim's where the contract has a price.
    ``price_sentence``
        Empty where the discount is the contract's own.
    """

    rows: pd.DataFrame
    areas: dict[str, str]
    years: tuple[str, ...]
    discount_in_words: str
    title: str
    measured: str
    discount_sentence: str
    price_sentence: str
    notes: tuple[str, ...]

    def of(self, code: str) -> pd.DataFrame:
        """Give the rows of an area, by financial year."""
        return self.rows[self.rows["code"].eq(code)].set_index("year")


def weekly_costs(footprint: Footprint, contract: Contract) -> CostView:
    """
    Set the published weekly cost of each year beside what a contract's discount makes of it.

    Raises
    ------
    SourceError
        If a published table is missing or not what it says.
    """
    areas = {**footprint.names, LONDON: "London", ENGLAND: "England"}
    money = contract.money
    discount = CLAIMED_DISCOUNT if money.discount is None else money.discount.likely
    in_words = f"{100 * discount:.4g}%"
    rows = _rows(tuple(areas.items()), off=contract.beds * Fraction(money.weeks) * exact(discount))
    years = tuple(rows["year"].unique())
    first = _OF_THE_CLAIM if _OF_THE_CLAIM in years else years[0]
    last = years[-1]
    beds = f"{contract.beds} bed{'' if contract.beds == 1 else 's'}"
    return CostView(
        rows=rows,
        areas=areas,
        years=years,
        discount_in_words=in_words,
        title=_title(rows, first, last),
        measured=(
            "Published cost of a week of residential care, by financial year: each area in the "
            f"money of the year (solid), London and England in that of {last} as well, by "
            "consumer prices (dashed)"
        ),
        discount_sentence=(
            f"{in_words} off the published week, for {beds}, all of them full {money.weeks:f} "
            f"weeks a year: {_off(rows, first)}; {_off(rows, last)}."
        ),
        price_sentence=_of_a_price(contract, in_words),
        notes=_notes(last),
    )


@lru_cache(_MOST_KEPT)
def _rows(named: tuple[tuple[str, str], ...], *, off: Fraction) -> pd.DataFrame:
    """Lay out every area and year, and work out what follows from each published figure."""
    areas = dict(named)
    found = published("weekly_cost").set_index(["area_code", "financial_year"])
    found = found[found.index.isin([*areas], level="area_code")]
    years = sorted(found.index.unique("financial_year"))
    prices = published("consumer_prices").set_index("year")["index_2015_100"]
    inflation = {year: _index(prices, years[-1]) / _index(prices, year) for year in years}
    every = pd.MultiIndex.from_product([[*areas], years], names=["code", "year"])
    rows = found.reindex(every)[["gbp_per_week", "status"]].reset_index()
    pounds = rows["gbp_per_week"]
    return pd.DataFrame(
        {
            "code": rows["code"],
            "name": rows["code"].map(areas),
            "year": rows["year"],
            "pounds": pounds,
            "real_pounds": _times(pounds, rows["year"].map(inflation), to=_PUBLISHED_TO),
            "off_pounds": _times(pounds, rows["year"].map(lambda _year: off), to=1),
            "why_not": rows["status"].map(STATUSES).fillna("not published").mask(pounds.notna()),
        }
    )


def _index(prices: pd.Series, financial_year: str) -> Fraction:
    """Give the index of the calendar year in which a financial year begins."""
    return exact(float(prices.loc[int(financial_year[:4])]))


def _times(pounds: pd.Series, factors: pd.Series, *, to: int) -> pd.Series:
    """Multiply exactly and round to so many pounds, halves up; what is missing stays so."""
    return pd.Series(
        [
            pd.NA if pd.isna(one) else math.floor(int(one) * factor / to + Fraction(1, 2)) * to
            for one, factor in zip(pounds, factors, strict=True)
        ],
        index=pounds.index,
        dtype="Int64",
    )


def _of(rows: pd.DataFrame, code: str, year: str) -> pd.Series:
    return rows[rows["code"].eq(code) & rows["year"].eq(year)].iloc[0]


def _title(rows: pd.DataFrame, first: str, last: str) -> str:
    """Say how many times as much a week costs in London, before and after inflation."""
    before, now = _of(rows, LONDON, first), _of(rows, LONDON, last)
    if pd.isna(before["pounds"]) or pd.isna(now["pounds"]):
        return f"What a week of residential care cost in London in {first} or {last} is not known"
    times, real = (now["pounds"] / before[column] for column in ("pounds", "real_pounds"))
    return (
        f"A week of residential care costs {times:.1f} times what it did in {first} in London, "
        f"{real:.1f} times after inflation"
    )


def _off(rows: pd.DataFrame, year: str) -> str:
    """Say what the discount is in a year, at London's and at England's cost."""
    said = []
    for code in (LONDON, ENGLAND):
        row = _of(rows, code, year)
        off = row["why_not"] if pd.isna(row["off_pounds"]) else f"£{row['off_pounds']:,}"
        said.append(f"{off} at {row['name']}'s cost")
    return f"in {year} {listed(said)}"


def _of_a_price(contract: Contract, in_words: str) -> str:
    """Say, of a contract with a price in place of a discount, whose discount is shown."""
    price = contract.money.price_pence_per_bed_week
    if price is None:
        return ""
    return (
        f"This contract sets a price, most likely £{price.likely / PENCE_PER_POUND:,.0f} for a "
        f"bed and a week, and no discount: the {in_words} is that of the claim of 2018."
    )


def _notes(last: str) -> tuple[str, ...]:
    return (
        (
            "The cost is of secure homes, children's homes, residential care homes and "
            "residential schools together, rounded to £5. It is the average of a year's "
            "spending: one authority's can move with a few children."
        ),
        (
            f"Money of {last} is by the consumer prices index (CPI), by the mean of the calendar "
            "year in which the financial year begins: 2017 for 2017-18. That is the price of "
            "consumer goods and services, not of care. The index was typed in by hand and is not "
            "yet compared with the download of the Office for National Statistics (series D7BT)."
        ),
    )
