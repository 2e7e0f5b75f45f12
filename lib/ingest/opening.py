"""A file of the folder to a sheet whose columns are all there, or to the reason why not."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lib.ingest.findings import Fate, Ledger, column_place
from lib.ingest.folders import SourceFile
from lib.ingest.headings import LAYOUTS, Kind
from lib.ingest.reading import UTF_8, Decoded, UnreadableError, decode
from lib.ingest.spoilt_rows import note_short, refuse_malformed, refuse_unclear
from lib.ingest.ssda903_xml import RECORDS, parse_xml
from lib.ingest.tables import AsWritten, Sheet, of_no_known_table, parse
from lib.ingest.workbooks import is_workbook, read_workbook

_EMPTY: Final = "It is empty. Export it again, or take it away."
_SEPARATORS: Final = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Opened:
    """
    A table of a file that has been read: a CSV file has one, an XML file several.

    ``sheet`` is None where nothing of it can be used: the ledger then says why. ``found`` is
    the table all the same where one was recognised; ``written`` is what stands in the file where
    it is text in rows.
    """

    source: SourceFile
    ledger: Ledger
    sheet: Sheet | None = None
    found: Sheet | None = None
    written: AsWritten | None = None

    @property
    def kind(self) -> Kind | None:
        """Which table can be used."""
        return None if self.sheet is None else self.sheet.kind


def open_files(
    sources: Sequence[SourceFile], *, progress: Callable[[float], object] | None = None
) -> tuple[list[Opened], str]:
    """
    Read files in the order given, each once.

    Parameters
    ----------
    progress
        Told the share that is done, from 0 to 1.

    Returns
    -------
    list of Opened
        Without text files that hold no table: notes to the reader.
    str
        SHA-256, in hexadecimal, of identity and bytes of each of them, one after the other.
    """
    total = hashlib.sha256()
    opened = []
    for number, source in enumerate(sources, start=1):
        try:
            content = source.read()
        except UnreadableError as error:
            content, tables = b"", [_unread(source, error)]
        else:
            tables = _tables_of(source, content)
        if tables:
            total.update(source.identity.encode("utf-8"))
            total.update(content)
            opened += tables
        if progress:
            progress(number / len(sources))
    return opened, total.hexdigest()


def _tables_of(source: SourceFile, content: bytes) -> list[Opened]:
    try:
        if source.is_xml:
            return _read_xml(source, content)
        if is_workbook(content):
            return _read_workbook(source, content)
        decoded = decode(content)
        table = _read(source, decoded, parse(decoded.utf_8), source.name)
    except UnreadableError as error:
        return [_unread(source, error)]
    is_note = not (source.must_be_a_table or len(table.ledger.rows) or table.ledger.findings)
    return [] if is_note and table.sheet is None else [table]


def _unread(source: SourceFile, error: UnreadableError) -> Opened:
    ledger = Ledger(source.name)
    ledger.whole(error.code, str(error))
    return Opened(source=source, ledger=ledger)


def refuse_all(ledger: Ledger) -> None:
    """Refuse every row that is not ignored."""
    ledger.settle(np.ones(len(ledger.rows), dtype=bool), Fate.REFUSED)


def _read(source: SourceFile, decoded: Decoded, sheet: Sheet | None, name: str) -> Opened:
    """Check the headings of a table, if it was recognised; settle blank and malformed rows."""
    if sheet is None:
        return _unrecognised(source, decoded, name)
    ledger = Ledger(
        name,
        sheet.rows,
        {column: column_place(column, position) for column, position in sheet.letters.items()},
    )
    ledger.settle(sheet.is_blank, Fate.IGNORED)
    if sheet.kind is Kind.OTHER_SSDA903:
        ledger.settle(np.ones(len(sheet.rows), dtype=bool), Fate.IGNORED)
        return Opened(source=source, ledger=ledger)
    _note_encoding(decoded, ledger)
    if sheet.separator in _SEPARATORS:
        ledger.whole(
            "file_separator",
            f"Its cells are separated by {_SEPARATORS[sheet.separator]}; it was read so. "
            "Save it with commas, the form of the return.",
        )
    refuse_malformed(sheet, ledger)
    if sheet.kind is not Kind.HOMES:  # a list of homes has notes below it
        note_short(sheet, ledger)
    return _table(source, ledger, sheet)


def _note_encoding(decoded: Decoded, ledger: Ledger) -> None:
    if decoded.encoding != UTF_8:
        ledger.whole(
            "file_encoding",
            f"It is not in UTF-8; it was read as {decoded.encoding}. "
            "Save it as CSV (UTF-8), so that no letter is mistaken.",
        )


def _table(source: SourceFile, ledger: Ledger, sheet: Sheet) -> Opened:
    """Give a recognised table, to be used if it has the columns that it takes."""
    return Opened(
        source=source,
        ledger=ledger,
        sheet=sheet if _has_its_columns(sheet, ledger) else None,
        found=sheet,
        written=sheet.written,
    )


def _read_workbook(source: SourceFile, content: bytes) -> list[Opened]:
    """Read each sheet as a table. Beside a table that is known, another sheet is a note."""
    sheets = read_workbook(content)
    if not sheets:
        raise UnreadableError(_EMPTY, code="file_empty")
    parsed = [parse(text.utf_8) for text in sheets]
    has_table = any(sheet is not None for sheet in parsed)
    tables = []
    for text, sheet in zip(sheets, parsed, strict=True):
        name = source.name if len(sheets) == 1 else f"{source.name} (sheet {text.number})"
        if has_table and sheet is None:
            tables.append(_note(source, text.utf_8, name))
        else:
            tables.append(_read(source, Decoded(text.utf_8, UTF_8), sheet, name))
    return tables


def _note(source: SourceFile, utf_8: bytes, name: str) -> Opened:
    """Ignore the rows of a sheet that is no table, beside one that is."""
    rows = np.arange(1, 1 + utf_8.count(b"\n"), dtype=np.int64)
    ledger = Ledger(name, rows)
    ledger.settle(np.ones(len(rows), dtype=bool), Fate.IGNORED)
    ledger.whole(
        "sheet_not_recognised",
        "The headings of this sheet are of no table that is known here, so it is ignored. "
        "Another sheet of the workbook was read.",
    )
    return Opened(source=source, ledger=ledger)


def _read_xml(source: SourceFile, content: bytes) -> list[Opened]:
    """Lay out the tables of a return; each has a ledger, named after file and table."""
    nothing = Ledger(source.name)
    if not content.strip():
        nothing.whole("file_empty", _EMPTY)
        return [Opened(source=source, ledger=nothing)]
    found = parse_xml(content)
    if found is None:
        nothing.whole(
            "file_not_recognised",
            "It is XML, but no SSDA903 return: no CHILD in it has a HEADER or an EPISODE. "
            "Take the file away; nothing of it is in.",
        )
        return [Opened(source=source, ledger=nothing)]
    tables = []
    for sheet in found.sheets:
        elements = found.elements[sheet.kind]
        ledger = Ledger(
            f"{source.name} ({sheet.kind})",
            sheet.rows,
            {column: f"element {element}" for column, element in elements.items()},
            record=RECORDS[sheet.kind],
        )
        ledger.settle(sheet.is_blank, Fate.IGNORED)
        refuse_unclear(sheet, ledger)
        tables.append(_table(source, ledger, sheet))
    if found.others:
        others = Ledger(
            f"{source.name} (other tables)", np.arange(1, 1 + found.others, dtype=np.int64)
        )
        others.settle(np.ones(found.others, dtype=bool), Fate.IGNORED)
        tables.append(Opened(source=source, ledger=others))
    return tables


def _has_its_columns(sheet: Sheet, ledger: Ledger) -> bool:
    """Note headings that are missing or stand twice; tell whether the rest can be used."""
    layout = LAYOUTS[sheet.kind]
    missing = [
        column
        for column in layout.columns
        if column not in sheet.columns and column not in layout.optional
    ]
    usable = not any(column in layout.required for column in missing)
    usable &= not any(column not in layout.unused for column in sheet.twice)
    in_or_out = "the rows are in" if usable else "until then nothing of the file is in"
    for column in sheet.twice:
        why = "no figure needs it, and " if usable else ""
        ledger.whole(
            "heading_twice",
            f"The heading {column} stands twice. Delete the wrong column; {why}{in_or_out}.",
            column=column,
        )
    for column in missing:
        lost = layout.used.get(column, "no figure needs it")
        why = "" if column in layout.required else f"without it {lost}; "
        ledger.whole(
            "column_missing",
            f"The {sheet.kind} table has no column {column}. Export it with that column; "
            f"{why}{in_or_out}.",
            column=column,
        )
    if not usable:
        refuse_all(ledger)
    return usable


def _unrecognised(source: SourceFile, decoded: Decoded, name: str) -> Opened:
    """Refuse all rows of a file that must be a table; another may be a note to the reader."""
    if not source.must_be_a_table:
        return Opened(source=source, ledger=Ledger(name))
    written = of_no_known_table(decoded.utf_8)
    is_blank = np.array([not any(map(str.strip, cells)) for cells in written.rows()], dtype=bool)
    ledger = Ledger(name, np.arange(2, 2 + len(is_blank), dtype=np.int64))
    ledger.settle(is_blank, Fate.IGNORED)
    if not decoded.utf_8.strip():
        ledger.whole("file_empty", _EMPTY)
        return Opened(source=source, ledger=ledger)
    _note_encoding(decoded, ledger)
    ledger.whole(
        "file_not_recognised",
        "Its headings are of no table that is known here (Episodes, Header, costs, needs, "
        "monitoring or Ofsted's list of homes). Check the first row, or take the file away; "
        "nothing of it is in.",
    )
    refuse_all(ledger)
    return Opened(source=source, ledger=ledger, written=written)
