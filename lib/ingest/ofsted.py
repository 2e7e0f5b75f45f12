"""Children's homes from a CSV in the columns of Ofsted's provider-level list.

Names and addresses are not read. Ofsted's public list redacts the postcode of every
children's home; a council's own copy of the list may hold it.
"""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.ingest.authorities import AuthorityNames
from lib.ingest.findings import Fate, Ledger
from lib.ingest.headings import normalise
from lib.ingest.points import Locator
from lib.ingest.spoilt_rows import note_short
from lib.ingest.tables import Sheet

_HOME: Final = frozenset({"children_s_home", "childrens_home"})
_CLOSED: Final = frozenset({"resigned", "cancelled", "closed", "proposed", "deregistered"})
_WITHHELD: Final = frozenset({"REDACTED", "N/A", "-"})
_PLACES: Final = re.compile(r"(\d{1,4})(\.0)?", re.ASCII)
_MOST_PLACES: Final = 200
_URN: Final = re.compile(r"[A-Z0-9]{4,10}", re.ASCII)
_LEFT_OUT: Final = "Mend it in the list and load again; the row is left out."
_UNKNOWN: Final = -1
_NO_HOMES: Final = pd.DataFrame(
    {
        "urn": pd.Series(dtype="str"),
        "authority_code": pd.Series(dtype="str"),
        "places": pd.Series(dtype="Int64"),
        "sector": pd.Series(dtype="str"),
        "easting": pd.Series(dtype="float64"),
        "northing": pd.Series(dtype="float64"),
        "level": pd.Series(dtype="str"),
        "position": pd.Series(dtype="int64"),
        "file": pd.Series(dtype="int64"),
    }
)


def read_homes(
    sheet: Sheet, ledger: Ledger, *, names: AuthorityNames, postcodes: Locator
) -> pd.DataFrame:
    """
    Read the children's homes of a provider-level list of any year.

    Rows of other provision, and homes that are closed, are ignored without a finding.

    Returns
    -------
    DataFrame
        Columns of `lib.schemas.homes.HOMES` (a URN may stand twice), ``level`` (how the
        point was found) and ``position`` in the file; one row for each row that loads.
        The authority is the postcode's where that is known, otherwise the one named.
    """
    ledger.settle(~_is_open_home(sheet), Fate.IGNORED)
    note_short(sheet, ledger)
    urn = sheet.columns["URN"]
    urns = [value.upper().replace(" ", "") for value in urn.distinct]
    ledger.mark(
        urn.where(lambda value: not _URN.fullmatch(value.upper().replace(" ", "")))
        & ledger.is_loaded,
        code="urn_unknown",
        column="URN",
        found="no number of the form that Ofsted gives (1234567 or SC123456)",
        remedy=_LEFT_OUT,
        fate=Fate.REFUSED,
    )
    points = _locate(sheet, postcodes)
    authority = _authority(sheet, ledger, names, points["authority_code"])
    ledger.mark(
        (points["level"] == "not locatable").to_numpy(dtype=bool),
        code="postcode_not_locatable",
        column="Postcode",
        found="a postcode that no directory holds",
        remedy="Mend it in the list and load again; the row is in, its place is not known.",
    )
    frame = pd.DataFrame(
        {
            "urn": pd.array(urns, dtype="str").take(urn.codes),
            "authority_code": authority,
            "places": _places(sheet, ledger),
            "sector": _sector(sheet),
            "easting": points["easting"],
            "northing": points["northing"],
            "level": points["level"].astype("str"),
            "position": np.arange(len(sheet.rows), dtype=np.int64),
        }
    )
    return frame[ledger.is_loaded]


def combine_homes(lists: Sequence[tuple[Ledger, pd.DataFrame]]) -> pd.DataFrame:
    """
    Make one row a home of the rows of all lists.

    Of two rows with one URN the one that has a point, and then the one with the most
    places, is taken; the other is ignored in the ledger, with a finding where both stand
    in one file.

    Returns
    -------
    DataFrame
        Columns of `lib.schemas.homes.HOMES` and ``level``, sorted by URN.
    """
    together = pd.concat(
        [rows.assign(file=number) for number, (_, rows) in enumerate(lists)] or [_NO_HOMES],
        ignore_index=True,
    )
    together = together.sort_values(
        ["urn", "easting", "places", "authority_code", "northing", "sector", "file", "position"],
        ascending=[True, True, False, True, True, True, True, True],
        ignore_index=True,
    )
    is_repeated = together.duplicated("urn")
    is_repeated_here = together.duplicated(["urn", "file"])
    for number, (ledger, _) in enumerate(lists):
        here = together[is_repeated & (together["file"] == number)]
        ledger.mark(
            ledger.rows_at(here.loc[is_repeated_here[here.index], "position"]),
            code="home_repeated",
            column="URN",
            found="the home stands in another row too",
            remedy="Keep one row for each home; the row with the most places is taken.",
            fate=Fate.IGNORED,
        )
        ledger.settle(ledger.rows_at(here["position"]), Fate.IGNORED)
    return together.loc[~is_repeated, list(_NO_HOMES.columns[:-2])].reset_index(drop=True)


def _is_open_home(sheet: Sheet) -> npt.NDArray[np.bool_]:
    is_home = np.ones(len(sheet.rows), dtype=bool)
    provision = sheet.columns.get("Provision type")
    if provision is not None:
        is_home &= provision.where(lambda value: normalise(value) in _HOME)
    status = sheet.columns.get("Registration status")
    if status is not None:
        is_home &= status.where(lambda value: normalise(value) not in _CLOSED)
    return is_home


def _locate(sheet: Sheet, postcodes: Locator) -> pd.DataFrame:
    cells = sheet.column("Postcode")
    values = ["" if value.upper() in _WITHHELD else value for value in cells.distinct]
    found = postcodes.locate(pd.Series(values, dtype="str"))
    return found.iloc[cells.codes].reset_index(drop=True)


def _authority(
    sheet: Sheet, ledger: Ledger, names: AuthorityNames, located: pd.Series
) -> pd.Series:
    """Give the authority a home stands in: the postcode's, or else the one named."""
    cells = sheet.column("Local authority")
    codes = [names.code_of(value) for value in cells.distinct]
    named = pd.Series(pd.array(codes, dtype="str").take(cells.codes))
    by_postcode = located.astype("str")
    authority = by_postcode.fillna(named)
    ledger.mark(
        (by_postcode.notna() & named.notna() & (by_postcode != named)).to_numpy(dtype=bool)
        & ledger.is_loaded,
        code="authority_differs",
        column="Local authority",
        found="another authority than the one that the postcode lies in",
        remedy="Check both; the row is in, with the authority of the postcode.",
    )
    ledger.mark(
        authority.isna().to_numpy(dtype=bool) & ledger.is_loaded,
        code="authority_unknown",
        column="Local authority",
        found="no authority of England, and no postcode that tells one",
        remedy=_LEFT_OUT,
        fate=Fate.REFUSED,
    )
    return authority


def _places(sheet: Sheet, ledger: Ledger) -> pd.api.extensions.ExtensionArray:
    cells = sheet.column("Places")
    numbers = np.array([_read_places(value) for value in cells.distinct], dtype=np.int64)
    is_number = numbers[cells.codes] != _UNKNOWN
    ledger.mark(
        ~is_number & ~cells.is_blank & ledger.is_loaded,
        code="places_impossible",
        column="Places",
        found=f"no number of places from 0 to {_MOST_PLACES}",
        remedy="Mend it in the list and load again; the row is in, its places are not known.",
    )
    return pd.arrays.IntegerArray(numbers[cells.codes], ~is_number)


def _read_places(value: str) -> int:
    match = _PLACES.fullmatch(value)
    places = int(match[1]) if match else _UNKNOWN
    return places if places <= _MOST_PLACES else _UNKNOWN


def _sector(sheet: Sheet) -> pd.api.extensions.ExtensionArray:
    cells = sheet.column("Sector")
    taken = [None if value.upper() in _WITHHELD else value or None for value in cells.distinct]
    return pd.array(taken, dtype="str").take(cells.codes)
