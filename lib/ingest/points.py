"""Points and authorities of the postcodes of a column."""

from typing import Protocol

import pandas as pd

from lib.ingest.findings import Ledger
from lib.ingest.tables import Sheet


class Locator(Protocol):
    """What is asked of `lib.sources.postcodes.PostcodeIndex`."""

    def locate(self, raw: pd.Series) -> pd.DataFrame:
        """Find easting, northing, authority_code and level of raw postcodes."""


def locate_column(sheet: Sheet, ledger: Ledger, column: str, *, postcodes: Locator) -> pd.DataFrame:
    """
    Find the point and authority of each postcode of a column.

    Returns
    -------
    DataFrame
        ``easting``, ``northing``, ``level``, ``authority_code``, one row a data row. Where
        the file has no such column, nothing is known and the level is ``missing``.
    """
    cells = sheet.column(column)
    found = postcodes.locate(pd.Series(cells.distinct, dtype="str"))
    taken = cells.codes
    points = pd.DataFrame(
        {
            "easting": found["easting"].to_numpy(dtype="float64")[taken],
            "northing": found["northing"].to_numpy(dtype="float64")[taken],
            "level": found["level"].astype("str").array.take(taken),
            "authority_code": found["authority_code"].astype("str").array.take(taken),
        }
    )
    ledger.mark(
        (found["level"] == "not locatable").to_numpy(dtype=bool)[taken],
        code="postcode_not_locatable",
        column=column,
        found="a postcode that no directory holds",
        remedy="Mend it in the case system and load again; the row is in, this cell is not.",
    )
    return points
