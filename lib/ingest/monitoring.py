"""What the contract's homes report each month: `monitoring.csv`, a table of the partnership."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.ingest.cells import Column
from lib.ingest.findings import Fate, Ledger
from lib.ingest.headings import LAYOUTS
from lib.ingest.months import read_months
from lib.ingest.numbers import decimal, pence, read_numbers, whole
from lib.ingest.repeated_months import settle_repeated
from lib.ingest.tables import Sheet
from lib.schemas.monitoring import MONITORING

_MOST_BEDS: Final = 100
_MOST_NIGHTS: Final = 31 * _MOST_BEDS
_MOST_COUNTED: Final = 9_999
_MOST_PENCE: Final = 1_000_000_00
_MOST_PENCE_PER_WEEK: Final = 100_000_00
_WORST, _BEST = 1, 5
_LONGEST_NAME: Final = 100

_LEFT_OUT: Final = "Mend it and load again; the row is left out."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """How a column of numbers is read, and what is wanted in its cells."""

    name: str
    read: Callable[[str], float | None]
    wanted: str


_COUNT: Final = partial(whole, most=_MOST_COUNTED)
_NIGHTS: Final = partial(whole, most=_MOST_NIGHTS)
_A_COUNT: Final = f"whole number from 0 to {_MOST_COUNTED:,}"
_SOME_NIGHTS: Final = f"whole number of nights from 0 to {_MOST_NIGHTS:,}"

_FIGURES: Final = {
    "beds": _Figure(
        name="beds",
        read=partial(whole, least=1, most=_MOST_BEDS),
        wanted=f"whole number of beds from 1 to {_MOST_BEDS}",
    ),
    "nights_used": _Figure(name="nights_used", read=_NIGHTS, wanted=_SOME_NIGHTS),
    "voids_paid_nights": _Figure(name="voids_paid_nights", read=_NIGHTS, wanted=_SOME_NIGHTS),
    "weekly_price_pounds": _Figure(
        name="weekly_price_pence",
        read=partial(pence, most=_MOST_PENCE_PER_WEEK),
        wanted="sum of pounds from 0 to 100,000",
    ),
    "outcomes_due": _Figure(name="outcomes_due", read=_COUNT, wanted=_A_COUNT),
    "outcomes_achieved": _Figure(name="outcomes_achieved", read=_COUNT, wanted=_A_COUNT),
    "payment_by_results_pounds": _Figure(
        name="payment_by_results_pence",
        read=partial(pence, most=_MOST_PENCE),
        wanted="sum of pounds from 0 to 1,000,000",
    ),
    "rating_mean": _Figure(
        name="rating_mean",
        read=partial(decimal, least=_WORST, most=_BEST),
        wanted=f"mean rating from {_WORST} to {_BEST}",
    ),
    "rating_answers": _Figure(name="rating_answers", read=_COUNT, wanted=_A_COUNT),
}

_MEANS_NOTHING_WITHOUT: Final = {
    "rating_mean": "rating_answers",
    "rating_answers": "rating_mean",
    "payment_by_results_pounds": "outcomes_achieved",
}
"""Columns that are not known where the file has no column of the other's name."""


def read_monitoring(sheet: Sheet, ledger: Ledger, *, today: date) -> pd.DataFrame:
    """
    Read a row for each home and month.

    A row with a value that cannot be is left out whole. A blank cell is not known, and
    never zero; only month, home, beds and nights used must be there.

    Parameters
    ----------
    sheet
        A sheet of kind monitoring with every required column.
    today
        A month that is not over on this day is refused.

    Returns
    -------
    DataFrame
        Columns of `lib.schemas.monitoring.MONITORING` (a home and month may stand twice;
        whole numbers may be float64) and ``position`` in the file; one row for each row
        that loads.
    """
    columns = sheet.columns
    _refuse(ledger, columns["month"].is_blank, "month", "value_missing", "the month is missing")
    months = read_months(columns["month"], today=today)
    _refuse(
        ledger,
        months.is_bad,
        "month",
        "month_impossible",
        "no month in the form 2019-04 or 04/2019, nor a date (dd/mm/yyyy) in one",
    )
    _refuse(
        ledger,
        months.is_running,
        "month",
        "month_not_over",
        "a month that is not over yet, or has not come",
    )
    names = [" ".join(value.split()) for value in columns["home"].distinct]
    figures = {column: _read(sheet, ledger, column) for column in _FIGURES}
    frame = pd.DataFrame(
        {
            "month": months.first_days,
            "home_name": _names(columns["home"], names, ledger),
            **{_FIGURES[column].name: values for column, values in figures.items()},
            "position": np.arange(len(sheet.rows), dtype=np.int64),
        }
    )
    frame["nights_available"] = frame["beds"] * months.days
    _refuse_contradictions(frame, ledger)
    return frame[ledger.is_loaded]


def combine_monitoring(files: Sequence[tuple[Ledger, pd.DataFrame]]) -> pd.DataFrame:
    """
    Make one row a home and month of the rows of all files.

    Returns
    -------
    DataFrame
        Valid by `lib.schemas.monitoring.MONITORING`, sorted by month and home.
    """
    empty = {name: pd.Series(dtype=str(one.dtype)) for name, one in MONITORING.columns.items()}
    if not files:
        return pd.DataFrame(empty)
    once = settle_repeated(files).sort_values(["month", "home_name"], ignore_index=True)
    return once[list(empty)].astype({name: column.dtype for name, column in empty.items()})


def _refuse(
    ledger: Ledger, where: npt.NDArray[np.bool_], column: str, code: str, found: str
) -> None:
    ledger.mark(where, code=code, column=column, found=found, remedy=_LEFT_OUT, fate=Fate.REFUSED)


def _names(column: Column, tidy: Sequence[str], ledger: Ledger) -> pd.Series:
    """Give the names as they stand, but for runs of spaces; refuse what is no name."""
    is_name = [len(name) <= _LONGEST_NAME and name.isprintable() for name in tidy]
    _refuse(ledger, column.is_blank, "home", "value_missing", "the name of the home is missing")
    _refuse(
        ledger,
        ~np.array(is_name, dtype=bool)[column.codes],
        "home",
        "name_impossible",
        f"no name of at most {_LONGEST_NAME} letters that can be printed",
    )
    return pd.Series(pd.array(list(tidy), dtype="str").take(column.codes))


def _read(sheet: Sheet, ledger: Ledger, column: str) -> npt.NDArray[np.float64]:
    figure, cells = _FIGURES[column], sheet.column(column)
    numbers = read_numbers(cells, figure.read)
    _refuse(ledger, numbers.is_bad, column, "number_impossible", f"no {figure.wanted}")
    if column in LAYOUTS[sheet.kind].required:
        _refuse(ledger, cells.is_blank, column, "value_missing", f"no {figure.wanted}")
    if _MEANS_NOTHING_WITHOUT.get(column, column) not in sheet.columns:
        return np.full(len(sheet.rows), np.nan)
    return numbers.found


def _refuse_contradictions(frame: pd.DataFrame, ledger: Ledger) -> None:
    """Refuse rows of which two cells cannot both be true. A comparison with nothing is false."""
    empty_nights = frame["nights_available"] - frame["nights_used"]
    is_rated, has_answers = frame["rating_mean"].notna(), frame["rating_answers"] > 0
    is_paid = frame["payment_by_results_pence"] > 0
    for where, column, code, found in (
        (empty_nights < 0, "nights_used", "nights_above_beds",
         "more nights used than the home's beds have in that month"),
        ((frame["voids_paid_nights"] > empty_nights) & (empty_nights >= 0), "voids_paid_nights",
         "voids_above_empty", "more empty nights paid for than beds stood empty"),
        (frame["outcomes_achieved"] > frame["outcomes_due"], "outcomes_achieved",
         "outcomes_above_due", "more outcomes achieved than were due"),
        (is_rated & ~has_answers, "rating_answers", "rating_without_answers",
         "a rating without the number of answers that it is the mean of"),
        (is_paid & frame["outcomes_achieved"].isna(), "outcomes_achieved",
         "payment_without_outcomes", "a payment by results without the outcomes achieved"),
    ):  # fmt: skip
        _refuse(ledger, where.to_numpy(dtype=bool) & ledger.is_loaded, column, code, found)
    ledger.mark(
        (has_answers & ~is_rated).to_numpy(dtype=bool),
        code="answers_without_rating",
        column="rating_mean",
        found="answers, and no rating that is their mean",
        remedy="Fill it in and load again; the row is in, its answers count in no rating.",
    )
