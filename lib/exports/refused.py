"""Refused rows as a CSV file, to be mended and loaded again."""

from collections.abc import Iterable
from typing import Final

from lib.exports.csv_file import rows_as_csv
from lib.ingest.refused import RefusedRow

_PLACE: Final = ("In file", "Row", "Why it was refused")


def refused_as_csv(rows: Iterable[RefusedRow], *, marking: str) -> bytes:
    """
    Write rows with the columns that they have in their files, those of all files side by side.

    For whoever sent the files: the rows name children.

    Returns
    -------
    bytes
        A file with headings alone where nothing was refused.
    """
    every = [*rows]
    headings = [*dict.fromkeys(heading for row in every for heading in row.cells)]
    return rows_as_csv(
        (*_PLACE, *headings),
        (
            (row.file, str(row.row), row.reason, *(row.cells.get(one, "") for one in headings))
            for row in every
        ),
        marking=marking,
    )
