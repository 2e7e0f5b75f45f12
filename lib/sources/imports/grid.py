"""The cells of an official download as text, row by row as they stand."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import openpyxl

from lib.errors import SourceError

_MOST_BYTES: Final = 200_000_000
"""Several times the largest of these files, packed or unpacked."""

_HEAD_BYTES: Final = 1 << 16
_HEAD_ROWS: Final = 40
_MOST_COLUMNS: Final = 200
_WORD: Final = re.compile(r"[a-z0-9]+")
_SHOWN: Final = 60


@dataclass(frozen=True, kw_only=True)
class Grid:
    """
    The rows of a file, or of one sheet of it.

    ``name`` is for messages. The first row is row 1, as in a spreadsheet.
    """

    name: str
    rows: list[list[str]]


def head(path: Path) -> Grid:
    """
    Read the first rows of a CSV, enough to tell what it is.

    Raises
    ------
    SourceError
        If it cannot be read.
    """
    try:
        with path.open("rb") as file:
            text = _decoded(file.read(_HEAD_BYTES))
    except OSError as error:
        message = f"{path.name} cannot be read ({error.strerror})."
        raise SourceError(message) from error
    try:
        rows = [
            row for row, _ in zip(csv.reader(io.StringIO(text)), range(_HEAD_ROWS), strict=False)
        ]
    except csv.Error:
        rows = []
    return Grid(name=path.name, rows=rows)


def read_grids(path: Path) -> list[Grid]:
    """
    Read a CSV (UTF-8, or Windows-1252 as spreadsheets save it) or the sheets of a workbook.

    Of a formula in a workbook comes what was saved with it; nothing is worked out.

    Raises
    ------
    SourceError
        If it is damaged, or too large to be one of these files.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else None
    except OSError as error:
        message = f"{path.name} cannot be read ({error.strerror})."
        raise SourceError(message) from error
    if content is None:
        raise _too_large(path)
    if path.suffix.lower() == ".xlsx":
        return list(_sheets(path, content))
    try:
        rows = list(csv.reader(io.StringIO(_decoded(content), newline="")))
    except csv.Error as error:
        message = f"{path.name} is no CSV ({error}). Download it anew."
        raise SourceError(message) from None
    return [Grid(name=path.name, rows=[[cell.strip() for cell in row] for row in rows])]


def words_of(text: str) -> str:
    """Put a heading or a word of a list into one form: case, spaces and signs do not count."""
    plain = text.casefold().replace("&", " and ")
    return " ".join(_WORD.findall(re.sub(r"['\u2018\u2019]", "", plain)))


def column_of(headings: Sequence[str], *wordings: str) -> int | None:
    """Find the one column that is headed by any of the wordings; None if none or several are."""
    found = [place for place, heading in enumerate(headings) if words_of(heading) in wordings]
    return found[0] if len(found) == 1 else None


def shown(text: str) -> str:
    """Quote what stands in a cell for a message: short, and of printed letters alone."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in text)
    return f"“{plain[:_SHOWN]}…”" if len(plain) > _SHOWN else f"“{plain}”"


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _sheets(path: Path, content: bytes) -> Iterator[Grid]:
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError):
        raise _damaged(path) from None
    if sum(member.file_size for member in members) > _MOST_BYTES:
        raise _too_large(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles that are not read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            for number, sheet in enumerate(book.worksheets, start=1):
                sheet.reset_dimensions()  # what a file says of its size may be anything
                rows = sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
                yield Grid(
                    name=f"{path.name}, sheet {number}",
                    rows=[[_written(cell) for cell in row] for row in rows],
                )
    except Exception:  # noqa: BLE001 (a damaged file makes the library fail in any way)
        raise _damaged(path) from None


def _written(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _damaged(path: Path) -> SourceError:
    return SourceError(
        f"{path.name} is a damaged workbook, or none. Save its table as CSV and import that."
    )


def _too_large(path: Path) -> SourceError:
    return SourceError(
        f"{path.name} is or unpacks to more than {_MOST_BYTES // 1_000_000} MB, more than any of "
        "these files. Give the file of local authorities alone."
    )
