"""The sheets of an Excel workbook as text, row by row as they stand."""

import csv
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

import openpyxl

from lib.ingest.archives import open_members
from lib.ingest.reading import UnreadableError
from lib.ingest.tree import MOST_FILE_BYTES

_FIRST_BYTES: Final = b"PK\x03\x04"
_CONTENTS: Final = "xl/workbook.xml"
_MOST_CELLS: Final = 500_000
"""Half a minute of reading, and many times what any list of costs, needs or homes has."""

_MOST_COLUMNS: Final = 200
_EXACT: Final = 1e15
"""Up to this size a number of a spreadsheet keeps all its figures."""

_TOO_LARGE: Final = frozenset({"archive_too_large", "archive_ratio"})
_AS_CSV: Final = "Save each sheet as CSV (UTF-8) and load that."


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SheetText:
    """A sheet, by its number in the workbook from 1, as CSV in UTF-8."""

    number: int
    utf_8: bytes


def is_workbook(content: bytes) -> bool:
    """Tell whether bytes are those of an Excel workbook, or of another archive."""
    return content.startswith(_FIRST_BYTES)


def read_workbook(content: bytes) -> list[SheetText]:
    """
    Read the sheets of a workbook (.xlsx, .xlsm) that hold something.

    Dates become dd/mm/yyyy, and of a formula what it came to when it was saved; no formula
    and no macro is run.

    Raises
    ------
    UnreadableError
        If it is another archive, damaged, protected, or larger than what is read.
    """
    try:
        members = open_members(content)
    except UnreadableError as error:
        raise (_too_large() if error.code in _TOO_LARGE else _damaged()) from None
    if all(member.filename != _CONTENTS for member in members):
        message = "It is an archive and no table. If it holds a return, name it .zip."
        raise UnreadableError(message, code="file_not_text")
    if any(member.file_size > MOST_FILE_BYTES for member in members):
        raise _too_large()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and pictures that are not read
            return [*_sheets(content)]
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 (a hostile file makes the library fail in any way)
        raise _damaged() from None


def _damaged() -> UnreadableError:
    message = f"It is a damaged workbook, or none that can be read. {_AS_CSV}"
    return UnreadableError(message, code="file_not_text")


def _too_large() -> UnreadableError:
    message = (
        f"It has more than {_MOST_CELLS:,} cells, or would unpack to more than it may: too much to "
        f"be read as a workbook. {_AS_CSV}"
    )
    return UnreadableError(message, code="workbook_too_large")


def _too_wide() -> UnreadableError:
    message = f"A sheet has more than {_MOST_COLUMNS} columns, more than any table here. {_AS_CSV}"
    return UnreadableError(message, code="workbook_too_large")


def _sheets(content: bytes) -> Iterator[SheetText]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    left = _MOST_CELLS
    try:
        for number, sheet in enumerate(book.worksheets, start=1):
            sheet.reset_dimensions()  # those of a hostile file promise a million rows
            rows = []
            for row in sheet.iter_rows(max_col=_MOST_COLUMNS + 1, values_only=True):
                cells = [_written(value) for value in row]
                left -= 1 + _filled(cells)
                if left < 0:
                    raise _too_large()
                if len(cells) > _MOST_COLUMNS and cells[_MOST_COLUMNS]:
                    raise _too_wide()
                rows.append(cells[: _filled(cells)])
            width = max((_filled(cells) for cells in rows), default=0)
            if width:
                yield SheetText(number=number, utf_8=_as_csv(rows, width))
    finally:
        book.close()


def _filled(cells: list[str]) -> int:
    """Tell how many cells a row has up to its last that is not empty."""
    return next((n for n in range(len(cells), 0, -1) if cells[n - 1]), 0)


def _as_csv(rows: list[list[str]], width: int) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([*cells[:width], *[""] * (width - len(cells))] for cells in rows)
    return text.getvalue().encode("utf-8", errors="replace")


def _written(value: object) -> str:
    """Write a cell as it stands in a return."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return f"{value:%d/%m/%Y}" if is_day else f"{value:%d/%m/%Y %H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return str(value).replace("\0", "")
