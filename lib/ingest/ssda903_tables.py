"""The rows of the Episodes and Header tables of an SSDA903 return of any year 2017 to 2026.

They are those of CSV files, and of XML that `lib.ingest.ssda903_xml` has laid out alike.

SSDA903 names (DECOM, PL_POST) stop here. What leaves still holds the child's identifier
and date of birth; `lib.ingest.load` drops both before anything leaves `lib.ingest`.
"""

import re
from collections.abc import Collection
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.domain import codes
from lib.ingest.dates import note_dates, read_dates
from lib.ingest.episode_rules import note_rules_of_a_row
from lib.ingest.findings import Fate, Ledger
from lib.ingest.points import Locator, locate_column
from lib.ingest.tables import Sheet

LEFT_OUT: Final = "Mend it in the case system and load again; the row is left out."
KEPT: Final = "Mend it in the case system and load again; the row is in, this cell is not."

_URN: Final = re.compile(r"[A-Z]{0,3}\d{4,10}", re.ASCII)
_UPN: Final = re.compile(r"[A-Z]\d{11}[A-Z0-9]", re.ASCII)
_NO_URN: Final = re.compile(r"X*", re.ASCII)
"""The guide asks for a row of X where a placement has no URN."""


def read_episodes(sheet: Sheet, ledger: Ledger, *, postcodes: Locator, today: date) -> pd.DataFrame:
    """
    Read the Episodes table.

    Parameters
    ----------
    sheet
        A sheet of kind Episodes with every required column.
    ledger
        Of the same file; takes the findings and the fate of each row.

    Returns
    -------
    DataFrame
        One row for each row that loads, in the order of the file: ``child``,
        ``start_date``, ``end_date``, ``placement_type``, ``placement_provider``,
        ``legal_status``, ``reason_new``, ``reason_ceased``, ``home_urn``; easting, northing,
        level and authority_code of origin and placement; and ``position`` in the file.
    """
    columns = sheet.columns
    child = columns["CHILD"]
    ledger.mark(
        child.is_blank,
        code="child_missing",
        column="CHILD",
        found="no identifier of the child",
        remedy=LEFT_OUT,
        fate=Fate.REFUSED,
    )
    start = read_dates(columns["DECOM"], today=today)
    end = read_dates(columns["DEC"], today=today)
    _mark_missing(ledger, start.is_blank, "DECOM", "the day on which the episode began is missing")
    for dates, column in ((start, "DECOM"), (end, "DEC")):
        note_dates(
            ledger, dates, column, code="date_impossible", remedy=LEFT_OUT, fate=Fate.REFUSED
        )
    ledger.mark(
        end.days < start.days,
        code="ends_before_start",
        column="DEC",
        found="the episode ends before it begins (DECOM is after DEC)",
        remedy=LEFT_OUT,
        fate=Fate.REFUSED,
    )
    placement_type = _read_code(sheet, ledger, "PLACE", codes.PLACEMENT_TYPES, fate=Fate.REFUSED)
    _mark_missing(ledger, columns["PLACE"].is_blank, "PLACE", "the type of placement is missing")
    frame = pd.DataFrame(
        {
            "child": pd.array(child.distinct, dtype="str").take(child.codes),
            "start_date": start.days,
            "end_date": end.days,
            "placement_type": placement_type,
            "placement_provider": _read_code(
                sheet, ledger, "PLACE_PROVIDER", codes.PLACEMENT_PROVIDERS
            ),
            "legal_status": _read_code(sheet, ledger, "LS", codes.LEGAL_STATUSES),
            "reason_new": _read_code(sheet, ledger, "RNE", codes.REASONS_FOR_NEW_EPISODE),
            "reason_ceased": _read_code(sheet, ledger, "REC", codes.REASONS_EPISODE_CEASED),
            "home_urn": _read_urn(sheet, ledger),
        }
    )
    for column, what in (("LS", "the legal status"), ("RNE", "the reason for the episode")):
        if column in columns:
            ledger.mark(
                columns[column].is_blank & ledger.is_loaded,
                code="value_missing",
                column=column,
                found=f"{what} is missing",
                remedy=KEPT,
            )
    for column, known in (
        ("CIN", codes.CATEGORIES_OF_NEED),
        ("REASON_PLACE_CHANGE", codes.REASONS_FOR_PLACEMENT_CHANGE),
    ):
        _read_code(sheet, ledger, column, known)
    for end_name, column in (("origin", "HOME_POST"), ("placement", "PL_POST")):
        points = locate_column(sheet, ledger, column, postcodes=postcodes)
        frame[[f"{end_name}_{part}" for part in points.columns]] = points
    note_rules_of_a_row(sheet, ledger, frame)
    frame["position"] = np.arange(len(frame), dtype=np.int64)
    return frame[ledger.is_loaded]


def read_header(sheet: Sheet, ledger: Ledger, *, today: date) -> pd.DataFrame:
    """
    Read children, dates of birth and sex from the Header table.

    Returns
    -------
    DataFrame
        One row for each row that loads: ``child``, ``born`` (datetime64[s], NaT where
        not known), ``sex`` (F, M, U; missing where not known), ``upn`` (missing where none is
        given), ``is_unaccompanied``, ``position`` in the file.
    """
    child = sheet.columns["CHILD"]
    ledger.mark(
        child.is_blank,
        code="child_missing",
        column="CHILD",
        found="no identifier of the child",
        remedy=LEFT_OUT,
        fate=Fate.REFUSED,
    )
    born = read_dates(sheet.columns["DOB"], today=today)
    remedy = "Mend it in the case system and load again; until then the age is not known."
    note_dates(ledger, born, "DOB", code="date_impossible", remedy=remedy, fate=Fate.LOADED)
    ledger.mark(
        born.is_blank & ledger.is_loaded,
        code="birth_missing",
        column="DOB",
        found="no date of birth",
        remedy=remedy,
    )
    sex = _read_code(sheet, ledger, "SEX", codes.SEXES)
    frame = pd.DataFrame(
        {
            "child": pd.array(child.distinct, dtype="str").take(child.codes),
            "born": born.days,
            "sex": pd.Series(sex).map(codes.SEXES).astype("str"),
            "upn": _read_upn(sheet),
            "is_unaccompanied": sheet.column("UASC").where(lambda value: value == "1"),
            "position": np.arange(len(child.codes), dtype=np.int64),
        }
    )
    return frame[ledger.is_loaded]


def read_unaccompanied(sheet: Sheet, ledger: Ledger) -> pd.DataFrame:
    """
    Read which children are unaccompanied asylum-seeking ones from the UASC table.

    Returns
    -------
    DataFrame
        One row for each row that loads: ``child``, and ``position`` in the file.
    """
    child = sheet.columns["CHILD"]
    ledger.mark(
        child.is_blank,
        code="child_missing",
        column="CHILD",
        found="no identifier of the child",
        remedy=LEFT_OUT,
        fate=Fate.REFUSED,
    )
    frame = pd.DataFrame(
        {
            "child": pd.array(child.distinct, dtype="str").take(child.codes),
            "position": np.arange(len(child.codes), dtype=np.int64),
        }
    )
    return frame[ledger.is_loaded]


def _mark_missing(ledger: Ledger, where: npt.NDArray[np.bool_], column: str, found: str) -> None:
    ledger.mark(
        where,
        code="value_missing",
        column=column,
        found=found,
        remedy=LEFT_OUT,
        fate=Fate.REFUSED,
    )


def _read_code(
    sheet: Sheet,
    ledger: Ledger,
    column: str,
    known: Collection[str],
    *,
    fate: Fate = Fate.LOADED,
) -> pd.api.extensions.ExtensionArray:
    """Take the codes that are known; the others become missing, with a finding."""
    cells = sheet.column(column)
    values = [value.upper() for value in cells.distinct]
    is_unknown = np.fromiter(
        (bool(value) and value not in known for value in values), bool, len(values)
    )

    def found(position: int) -> str:
        # What stands there is never repeated: a shifted column may hold anything.
        value = cells.distinct[cells.codes[position]]
        kind = "a number" if value.isdecimal() else "a text"
        length = "1 character" if len(value) == 1 else f"{len(value):,} characters"
        return f"{kind} of {length} that is no code of this column in any year"

    ledger.mark(
        is_unknown[cells.codes],
        code="code_unknown",
        column=column,
        found=found,
        remedy=LEFT_OUT if fate is Fate.REFUSED else KEPT,
        fate=fate,
    )
    taken = [value if value in known else None for value in values]
    return pd.array(taken, dtype="str").take(cells.codes)


def _read_upn(sheet: Sheet) -> pd.api.extensions.ExtensionArray:
    """Take unique pupil numbers; UN1 to UN7 stand for the reasons why there is none."""
    cells = sheet.column("UPN")
    values = [value.upper() for value in cells.distinct]
    taken = [value if _UPN.fullmatch(value) else None for value in values]
    return pd.array(taken, dtype="str").take(cells.codes)


def _read_urn(sheet: Sheet, ledger: Ledger) -> pd.api.extensions.ExtensionArray:
    cells = sheet.column("URN")
    values = [value.upper().replace(" ", "") for value in cells.distinct]
    ledger.mark(
        np.fromiter(
            (not (_URN.fullmatch(value) or _NO_URN.fullmatch(value)) for value in values),
            bool,
            len(values),
        )[cells.codes],
        code="urn_unknown",
        column="URN",
        found="no number of the form that Ofsted gives (1234567 or SC123456)",
        remedy=KEPT,
    )
    taken = [value if _URN.fullmatch(value) else None for value in values]
    return pd.array(taken, dtype="str").take(cells.codes)
