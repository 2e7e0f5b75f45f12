"""How the contract runs, in words, from released figures alone."""

import math
from typing import Final

import pandas as pd

from lib.answer.areas import TOTAL
from lib.answer.wording import listed
from lib.disclosure.released import Released
from lib.ingest.headings import LAYOUTS, Kind

_MONTHS_PER_QUARTER: Final = 3

_WHAT_IS_MISSING: Final = {
    "voids_paid_nights": "how many empty nights were paid for",
    "outcomes_due": "how many outcomes were due",
    "outcomes_achieved": "how many outcomes were achieved",
    "payment_by_results_pence": "what was paid by results",
    "rating_answers": "how young people rate the homes",
}


def span(months: pd.Series) -> str:
    """Name the time that these months make up: *the 12 months to March 2021*."""
    number = months.nunique()
    first, last = months.min(), months.max()
    if number == 1:
        return f"{last:%B %Y}"
    if number == len(_every_month(first, last)):
        return f"the {number} months to {last:%B %Y}"
    return f"the {number} months reported up to {last:%B %Y}"


def quarter(first: pd.Timestamp) -> str:
    """April to June 2020."""
    last = first + pd.DateOffset(months=_MONTHS_PER_QUARTER - 1)
    return f"{first:%B} to {last:%B %Y}"


def title(periods: Released, over: str) -> str:
    """Give the finding in ten words or so."""
    full = periods.count(TOTAL, "occupancy_percent")
    during = f"over {over}" if over.startswith("the ") else f"in {over}"
    if full is None:
        return f"How full the beds were {during} is hidden"
    return f"Beds were {full}% full {during}"


def sentences(
    periods: Released, *, period: str, plan: str, plan_share: float | None
) -> tuple[str, ...]:
    """
    Say how young people rate the homes, how many nights were used, and what was achieved.

    Parameters
    ----------
    plan
        Name of the contract that ``plan_share`` is of.
    """
    said = (
        _ratings(periods),
        _nights(periods),
        _plan(periods, period=period, plan=plan, plan_share=plan_share),
        _outcomes(periods),
    )
    return tuple(sentence for sentence in said if sentence)


def notes(periods: Released, shown: pd.Series, every: pd.Series) -> tuple[str, ...]:
    """
    Say what is missing, hidden or not shown.

    Parameters
    ----------
    shown, every
        Months that the tables are of, and all that were reported.
    """
    said = []
    not_known = [
        what
        for column, what in _WHAT_IS_MISSING.items()
        if periods.number(TOTAL, column) is None and not periods.is_hidden(TOTAL, column)
    ]
    if not_known:
        said.append(
            f"Not known in all: {'; '.join(not_known)}. A cell of the file is blank, or the column "
            "is not there; a blank is not taken for zero."
        )
    reported = set(every)
    gaps = [day for day in _every_month(shown.min(), shown.max()) if day not in reported]
    if gaps:
        said.append(f"Nothing was reported for {_named(gaps)}.")
    waiting = sorted(reported.difference(shown, every[every < shown.min()]))
    if waiting:
        said.append(f"{_named(waiting)}: shown once the quarter is whole.")
    if every.min() < shown.min():
        said.append(f"The file begins in {every.min():%B %Y}; older periods are not shown.")
    if periods.hidden:
        said.append(
            "Hidden are numbers from 1 to 5, the nights of fewer than six young people or beds, "
            "and what would give them away."
        )
    said.append("A mean rating is shown only where six or more answered.")
    return tuple(said)


def invented() -> tuple[str, ...]:
    """Say first that nothing of it happened, then which file brings the reader's own figures."""
    return (
        "None of these homes exists, and no young person said any of this.",
        (
            "Your own figures come from a file monitoring.csv beside the folders of the returns: a "
            "row for each home and month, with the columns "
            f"{listed(LAYOUTS[Kind.MONITORING].required)}; README.md names the others."
        ),
    )


def no_file() -> tuple[str, ...]:
    """Teach which file makes the section appear. The first is the title."""
    layout = LAYOUTS[Kind.MONITORING]
    return (
        "Nothing has been reported yet",
        (
            "Once the contract runs: how full the beds are against the plan, empty nights paid "
            "for, outcomes achieved of those due, payment by results, and how young people rate "
            "the homes, with the number of their answers."
        ),
        (
            "Put a file monitoring.csv beside the folders of the returns, or into the lead "
            "authority's: a row for each home and month, with the columns "
            f"{listed(layout.required)}."
        ),
        (
            f"Where they are known, these as well: {listed(tuple(layout.used))}. "
            f"And to price empty nights: {listed(layout.optional)}."
        ),
        "The month is written 2019-04 or 04/2019. A blank cell is not known, and not zero.",
        (
            "The shared view shows whole quarters of all homes together, never a home by name, "
            "and hides small numbers."
        ),
    )


def no_row() -> tuple[str, ...]:
    """Say where the reasons stand. The first is the title."""
    return (
        "No row of the monitoring file could be used",
        "The page Returns, or python -m lib check, says what is wrong with each row.",
    )


def no_whole_quarter() -> tuple[str, ...]:
    """Say why there is nothing yet. The first is the title."""
    return (
        "No quarter is whole yet",
        (
            "The shared view shows quarters of which all three months are reported, such as "
            "April to June. Officers see each month."
        ),
    )


def pounds(pence: float) -> str:
    """Whole pounds, halves up: £1,205."""
    return f"£{int(pence + 50) // 100:,}"


def _nights(periods: Released) -> str:
    used = periods.count(TOTAL, "nights_used")
    homes, beds = periods.count(TOTAL, "homes"), periods.count(TOTAL, "beds")
    where = f"{_number(homes, 'home')} with {_number(beds, 'bed')}"
    if used is None:
        return (
            f"How many nights were used in {where} is hidden: so few young people that a figure "
            "could point to one of them."
        )
    empty = ""
    nights = periods.count(TOTAL, "voids_paid_nights")
    pence = periods.number(TOTAL, "voids_paid_pence")
    if nights is not None:
        price = f", at {pounds(pence)}" if pence else ""
        were = "was" if nights == 1 else "were"
        empty = f"; {_number(nights, 'empty night')} {were} paid for{price}"
    available = periods.count(TOTAL, "nights_available")
    return f"{used:,} of {available:,} nights were used in {where}{empty}."


def _plan(periods: Released, *, period: str, plan: str, plan_share: float | None) -> str:
    full = periods.count(TOTAL, "occupancy_percent")
    if plan_share is None or full is None or not math.isfinite(plan_share):
        return ""
    needed = math.floor(100 * plan_share + 0.5)
    points = abs(full - needed)
    where = (
        f"{_number(points, 'percentage point')} {'above' if full > needed else 'below'}"
        if points
        else "at"
    )
    each = [periods.count(row, "occupancy_percent") for row in periods.table.index if row != TOTAL]
    known = [percent for percent in each if percent is not None]
    times = sum(percent >= needed for percent in known)
    reached = ""
    if 1 < len(known) == len(each):
        reached = f"; {times} of {_number(len(each), period.lower())} reached it"
    return (
        f"Occupancy was {where} the {needed}% from which the partnership's own contract, “{plan}”, "
        f"pays for itself{reached}."
    )


def _outcomes(periods: Released) -> str:
    due, achieved = (
        periods.count(TOTAL, column) for column in ("outcomes_due", "outcomes_achieved")
    )
    if periods.is_hidden(TOTAL, "outcomes_achieved"):
        return "How many outcomes were achieved is hidden: too few to show."
    if achieved is None:
        return ""
    pence = periods.number(TOTAL, "payment_by_results_pence")
    paid = "" if pence is None else f"; {pounds(pence)} was paid by results"
    if due is None:
        return f"{_number(achieved, 'outcome')} achieved{paid}."
    if due == 0:
        return f"No outcome was due{paid}."
    share = periods.count(TOTAL, "outcomes_achieved_percent")
    were = "was" if due == 1 else "were"
    return f"{achieved:,} of {_number(due, 'outcome')} due {were} achieved ({share}%){paid}."


def _ratings(periods: Released) -> str:
    answers, mean = periods.count(TOTAL, "rating_answers"), periods.number(TOTAL, "rating_mean")
    if periods.is_hidden(TOTAL, "rating_answers") or (answers and mean is None):
        return "Too few young people answered for their rating of the homes to be shown."
    if answers == 0:
        return "No young person has rated a home."
    if answers is None:
        return ""
    return f"Young people rated the homes {mean:.1f} of 5: the mean of {answers:,} answers."


def _number(count: int | None, what: str) -> str:
    return f"{count or 0:,} {what}{'' if count == 1 else 's'}"


def _named(months: list[pd.Timestamp]) -> str:
    return listed([f"{month:%B %Y}" for month in months])


def _every_month(first: pd.Timestamp, last: pd.Timestamp) -> list[pd.Timestamp]:
    return list(pd.date_range(first, last, freq="MS"))
