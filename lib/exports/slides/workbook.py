"""The figures of a chart in the workbook behind it, in which every text is a text."""

import io
from datetime import date, datetime, time
from typing import Final

from openpyxl import Workbook

from lib.exports.briefing import Chart
from lib.exports.slides.lettering import plain
from lib.exports.zipped import dated

_SHEET: Final = "Sheet1"
"""The references that python-pptx writes into a chart are to it."""


def workbook(chart: Chart, as_of: date) -> bytes:
    """Write the figures of a chart, made on a day."""
    book = Workbook()
    book.properties.created = datetime.combine(as_of, time())
    sheet = book.worksheets[0]
    sheet.title = _SHEET
    rows: list[tuple[str | float | None, ...]] = [("", *map(plain, chart.series))]
    rows += zip(map(plain, chart.categories), *chart.series.values(), strict=True)
    for number, row in enumerate(rows, 1):
        for position, value in enumerate(row, 1):
            cell = sheet.cell(number, position)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
                cell.quotePrefix = True
            else:
                cell.number_format = chart.number_format
    content = io.BytesIO()
    book.save(content)
    return dated(content.getvalue(), as_of)
