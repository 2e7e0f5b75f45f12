"""What the Department's rules say of one row of the Episodes table.

None of these rows is refused: the figures here can be made from them.
"""

from collections.abc import Collection
from typing import Final

import numpy as np
import pandas as pd

from lib.domain.code_years import FIRST_YEAR, LAST_YEAR, years_of
from lib.domain.codes import CHILDRENS_HOME, SHORT_BREAKS
from lib.ingest.findings import Ledger
from lib.ingest.tables import Sheet

_IN: Final = "Mend it in the case system and load again; the row is in"
_SECURE_HOME: Final = "K1"
_NEEDS_NO_PROVIDER: Final = ("T0", "T1", "T2", "T3", "T4", "Z1", "Z11", "Z12", "Z13", "Z14")
_ELSEWHERE: Final = ("W", "S", "N", "M", "L")
"""First letters of the codes of places outside England."""

_MARCH: Final = 3
_YEARS_OF_GRACE: Final = 1
"""A code may be used a year earlier or later than the guide has it."""


def note_rules_of_a_row(sheet: Sheet, ledger: Ledger, episodes: pd.DataFrame) -> None:
    """
    Note what is missing in a row, and codes that its year's return did not have.

    Parameters
    ----------
    episodes
        One row for each row of the file, as `lib.ingest.ssda903_tables.read_episodes` makes it.
    """
    _note_missing(sheet, ledger, episodes)
    _note_other_years(ledger, episodes)


def _note_missing(sheet: Sheet, ledger: Ledger, episodes: pd.DataFrame) -> None:
    kind = episodes["placement_type"]
    place = episodes["placement_authority_code"].str[0]
    is_home = kind.isin([CHILDRENS_HOME, _SECURE_HOME]) & ~place.isin(_ELSEWHERE)
    for column, code, where, found, lost in (
        (
            "REC",
            "end_without_reason",
            sheet.column("REC").is_blank != sheet.column("DEC").is_blank,
            "the day on which the episode ended and the reason are not both there, nor both blank",
            "",
        ),
        (
            "PLACE_PROVIDER",
            "provider_missing",
            sheet.column("PLACE_PROVIDER").is_blank & ~kind.isin(_NEEDS_NO_PROVIDER),
            "who provides the placement is missing",
            "",
        ),
        (
            "URN",
            "urn_missing",
            sheet.column("URN").is_blank & is_home,
            "a placement in a children's home of England has no URN",
            ", and the placement cannot be joined to a home",
        ),
    ):
        if column in sheet.columns:
            ledger.mark(
                np.asarray(where, dtype=bool) & ledger.is_loaded & ~ledger.is_short,
                code=code,
                column=column,
                found=found,
                remedy=f"{_IN}{lost}.",
            )


def note_postcodes_missing(
    ledger: Ledger,
    episodes: pd.DataFrame,
    *,
    is_unaccompanied: pd.Series,
    homes: Collection[str],
) -> None:
    """
    Note the rows in which one of the two postcodes is missing, and should not be.

    Parameters
    ----------
    episodes
        Rows of one file that load, with ``position``.
    is_unaccompanied
        Of whom the return needs none; indexed as ``episodes``.
    homes
        URNs of homes whose place is known: a placement in one of them has a place.
    """
    is_asked = ~is_unaccompanied & ~episodes["legal_status"].isin(list(SHORT_BREAKS))
    for end, column, what in (
        ("origin", "HOME_POST", "the postcode of the child's own address"),
        ("placement", "PL_POST", "the postcode of the placement"),
    ):
        missing = episodes[is_asked & (episodes[f"{end}_level"] == "missing")]
        if end == "placement":
            has_place = np.array([urn in homes for urn in missing["home_urn"]], dtype=bool)
            missing = missing[~has_place]
        if column in ledger.places:
            ledger.mark(
                ledger.rows_at(missing["position"]) & ~ledger.is_short,
                code="postcode_missing",
                column=column,
                found=f"{what} is missing",
                remedy=f"{_IN}, and how far away the child lives is not known.",
            )


def _note_other_years(ledger: Ledger, episodes: pd.DataFrame) -> None:
    """Note placement types that the return of the episode's last year did not have."""
    column, values = "PLACE", episodes["placement_type"]
    ends = episodes["end_date"]
    last = ends.fillna(pd.concat([ends, episodes["start_date"]]).max())
    year = last.dt.year + (last.dt.month > _MARCH)
    for code in values.dropna().unique():
        years = years_of(column, code)
        if years is None:
            continue
        first, end = years
        came = year >= first - _YEARS_OF_GRACE if first > FIRST_YEAR else year > 0
        went = year > end + _YEARS_OF_GRACE if end < LAST_YEAR else year < 0
        ledger.mark(
            np.asarray((values == code) & (~came | went), dtype=bool),
            code="code_of_another_year",
            column=column,
            found=f"the code {code}, which only returns {_span(first, end)} have",
            remedy=f"{_IN}, with the code as it stands.",
        )


def _span(first: int, last: int) -> str:
    if first > FIRST_YEAR:
        return f"from {first - 1}-{first % 100:02} on"
    return f"up to {last - 1}-{last % 100:02}"
