"""A file of the folder to a sheet whose columns are all there, or to the reason why not."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lib.ingest.findings import Fate, Ledger, column_letter
from lib.ingest.folders import SourceFile
from lib.ingest.headings import LAYOUTS, Kind
from lib.ingest.reading import UTF_8, UnreadableError, decode
from lib.ingest.spoilt_rows import note_short, refuse_malformed
from lib.ingest.tables import Sheet, count_records, parse

_MOST_BYTES: Final = 1 << 29
"""Six times a return of a million episodes."""

_SEPARATORS: Final = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """
    A file that has been read.

    ``sheet`` is None where nothing of it can be used: the ledger then says why.
    """

    source: SourceFile
    ledger: Ledger
    sheet: Sheet | None

    @property
    def kind(self) -> Kind | None:
        """Which table can be used."""
        return None if self.sheet is None else self.sheet.kind


def open_files(sources: Sequence[SourceFile]) -> tuple[list[Opened], str]:
    """
    Read files in the order given, each once.

    Returns
    -------
    list of Opened
        Without text files that hold no table: notes to the reader.
    str
        SHA-256, in hexadecimal, of name and bytes of each of them, one after the other.
    """
    total = hashlib.sha256()
    opened = []
    for source in sources:
        content, file = _open(source)
        if file is not None:
            total.update(source.name.encode("utf-8"))
            total.update(content)
            opened.append(file)
    return opened, total.hexdigest()


def _open(source: SourceFile) -> tuple[bytes, Opened | None]:
    nothing = Ledger(source.name)
    try:
        if source.path.stat().st_size > _MOST_BYTES:
            nothing.whole(
                "file_too_large",
                f"It is larger than {_MOST_BYTES >> 20} MiB, more than any return. Is it one?",
            )
            return b"", Opened(source=source, ledger=nothing, sheet=None)
        content = source.path.read_bytes()
    except OSError as error:
        nothing.whole(
            "file_unreadable",
            f"It cannot be opened: {error.strerror}. Close it elsewhere or allow it to be read.",
        )
        return b"", Opened(source=source, ledger=nothing, sheet=None)
    ledger, sheet = _read(source, content)
    if not (source.must_be_a_table or len(ledger.rows) or sheet or ledger.findings):
        return content, None
    return content, Opened(source=source, ledger=ledger, sheet=sheet)


def refuse_all(ledger: Ledger) -> None:
    """Refuse every row that is not ignored."""
    ledger.settle(np.ones(len(ledger.rows), dtype=bool), Fate.REFUSED)


def _read(source: SourceFile, content: bytes) -> tuple[Ledger, Sheet | None]:
    """Recognise the table and check its headings; settle blank and malformed rows."""
    ledger = Ledger(source.name)
    try:
        decoded = decode(content)
    except UnreadableError as error:
        ledger.whole(error.code, str(error))
        return ledger, None
    sheet = parse(decoded.utf_8)
    if sheet is None:
        return _unrecognised(source, decoded.utf_8), None
    ledger = Ledger(
        source.name,
        sheet.rows,
        {column: column_letter(position) for column, position in sheet.letters.items()},
    )
    ledger.settle(sheet.is_blank, Fate.IGNORED)
    if sheet.kind is Kind.OTHER_SSDA903:
        ledger.settle(np.ones(len(sheet.rows), dtype=bool), Fate.IGNORED)
        return ledger, None
    if decoded.encoding != UTF_8:
        ledger.whole(
            "file_encoding",
            f"It is not in UTF-8; it was read as {decoded.encoding}. "
            "Save it as CSV (UTF-8), so that no letter is mistaken.",
        )
    if sheet.separator in _SEPARATORS:
        ledger.whole(
            "file_separator",
            f"Its cells are separated by {_SEPARATORS[sheet.separator]}; it was read so. "
            "Save it with commas, the form of the return.",
        )
    refuse_malformed(sheet, ledger)
    if sheet.kind is not Kind.HOMES:  # a list of homes has notes below it
        note_short(sheet, ledger)
    return ledger, sheet if _has_its_columns(sheet, ledger) else None


def _has_its_columns(sheet: Sheet, ledger: Ledger) -> bool:
    """Note headings that are missing or stand twice; tell whether the rest can be used."""
    layout = LAYOUTS[sheet.kind]
    usable = True
    for column in sheet.twice:
        is_used = column not in layout.unused
        usable &= not is_used
        consequence = (
            "until then nothing of the file is in"
            if is_used
            else "no figure needs it, and the rows are in"
        )
        ledger.whole(
            "heading_twice",
            f"The heading {column} stands twice. Delete the wrong column; {consequence}.",
            column=column,
        )
    for column in layout.columns:
        if column in sheet.columns or column in layout.optional:
            continue
        if column in layout.required:
            usable = False
            consequence = "nothing of the file is in"
        elif column in layout.used:
            consequence = f"{layout.used[column]}; the rows are in"
        else:
            consequence = "no figure needs it; the rows are in"
        ledger.whole(
            "column_missing",
            f"The {sheet.kind} table has no column {column}. Export it with that column; "
            f"until then {consequence}.",
            column=column,
        )
    if not usable:
        refuse_all(ledger)
    return usable


def _unrecognised(source: SourceFile, utf_8: bytes) -> Ledger:
    records = count_records(utf_8) if source.must_be_a_table else 0
    ledger = Ledger(source.name, np.arange(2, 2 + records, dtype=np.int64))
    if not source.must_be_a_table:
        return ledger
    if not utf_8.strip():
        ledger.whole("file_empty", "It is empty. Export it again, or take it away.")
        return ledger
    ledger.whole(
        "file_not_recognised",
        "Its headings are of no table that is known here (Episodes, Header, costs, needs, "
        "monitoring or Ofsted's list of homes). Check the first row, or take the file away; "
        "nothing of it is in.",
    )
    refuse_all(ledger)
    return ledger
