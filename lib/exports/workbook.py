"""Tables as one Excel workbook, in which every text is a text."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lib.exports.briefing import Table
from lib.exports.exported import MARKING, Cell, Exported
from lib.exports.xml_text import xml_text
from lib.exports.zipped import dated

ABOUT: Final = "About these figures"

_LINE_POINTS: Final = 15
_MOST_LETTERS: Final = 60
"""The widest column: longer texts of the first sheet are broken."""


def tables_as_workbook(
    tables: Mapping[str, Exported],
    about: Sequence[Sequence[str]],
    *,
    as_of: date,
    marking: str,
    shown: Mapping[str, Table] | None = None,
) -> bytes:
    """
    Write released tables, one sheet each, after a sheet that says what they are.

    Parameters
    ----------
    tables
        By the name of the sheet, of at most 31 letters.
    about
        Rows of the first sheet, each a name and a text.
    as_of
        Stands in the file as the day on which it was made, so that the same figures are
        the same bytes.
    marking
        Stands in each row of a table, and above each sheet when it is printed; empty where
        the file may be shared.
    shown
        Tables as a page shows them, by the name of the sheet; they come before the others.

    Returns
    -------
    bytes
        Of an .xlsx file.
    """
    book = Workbook()
    book.properties.creator = "Closer to Home"
    book.properties.created = datetime.combine(as_of, time())
    first = book.worksheets[0]
    first.title = ABOUT
    _fill(first, about, marking=marking)
    for name, words in (shown or {}).items():
        sheet = book.create_sheet(name)
        rows = [(*words.headings, MARKING), *((*row, marking) for row in words.rows)]
        _fill(sheet, rows, marking=marking)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    for name, table in tables.items():
        sheet = book.create_sheet(name)
        _fill(sheet, table.marked(marking), marking=marking)
        sheet.freeze_panes = "B2"
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    content = io.BytesIO()
    book.save(content)
    return dated(content.getvalue(), as_of)


def _fill(sheet: Worksheet, rows: Sequence[Sequence[Cell]], *, marking: str) -> None:
    sheet.oddHeader.center.text = marking
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0  # as many sheets down as it takes, and one across
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for number, row in enumerate(rows, 1):
        for position, value in enumerate(row, 1):
            cell = sheet.cell(number, position)
            if not isinstance(value, str):
                cell.value = value
                continue
            cell.value = xml_text(str(value))
            # given a text that begins with an equals sign, the cell takes it for a formula
            cell.data_type = "s"
            cell.quotePrefix = True
            cell.alignment = Alignment(vertical="top", wrap_text=len(value) > _MOST_LETTERS)
        lines = max((-(-len(str(cell)) // _MOST_LETTERS) for cell in row), default=1)
        if lines > 1:  # LibreOffice gives a row that says nothing of its height two lines
            sheet.row_dimensions[number].height = _LINE_POINTS * (lines + 1)
    for position, column in enumerate(zip(*rows, strict=True), 1):
        letters = max(len(str(cell)) for cell in column) + 2
        sheet.column_dimensions[get_column_letter(position)].width = min(letters, _MOST_LETTERS)
