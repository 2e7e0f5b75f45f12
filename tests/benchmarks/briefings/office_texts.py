"""Every text of slides and of a workbook, and how much of it stands in the PDF made of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from lib.exports.formats import Format

Parts = list[list[str]]

_BEGINNING: Final = 60
"""Letters by which a text is known: a wide cell is printed in pieces, on several pages."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """
    What was read in a PDF: its pages, and of the texts those that are there, and those whole.

    ``titles`` are the parts of the file (slides, sheets) whose first text is where it must be.
    """

    pages: int
    texts: int
    there: int
    whole: int
    titles: int


def parts_of(content: bytes, of: Format) -> Parts:
    """Give the texts of each slide, its title first, or of each sheet, a row after the other."""
    if of is Format.XLSX:
        return [
            [cell for row in sheet.values for cell in row if isinstance(cell, str) and cell.strip()]
            for sheet in load_workbook(BytesIO(content))
        ]
    return [
        [slide.shapes.title.text, *(text for text in _texts(slide.shapes) if text.strip())]
        for slide in Presentation(BytesIO(content)).slides
    ]


def read(pdf: bytes, parts: Parts, of: Format) -> Read:
    """Look for all texts: those of a slide on its own page, those of a sheet on any."""
    pages = [_dense(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]
    if of is Format.XLSX:
        said = ["".join(pages)] * len(parts)
    else:
        said = [*pages, *[""] * len(parts)][: len(parts)]
    pairs = [
        (_dense(text), page) for texts, page in zip(parts, said, strict=True) for text in texts
    ]
    return Read(
        pages=len(pages),
        texts=len(pairs),
        there=sum(text[:_BEGINNING] in page for text, page in pairs),
        whole=sum(text in page for text, page in pairs),
        titles=sum(_dense(texts[0]) in page for texts, page in zip(parts, said, strict=True)),
    )


def _texts(shapes: Any) -> Iterator[str]:
    for shape in shapes:
        if shape.has_text_frame:
            yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
        elif getattr(shape, "has_table", False):
            for cell in shape.table.iter_cells():
                yield from (paragraph.text for paragraph in cell.text_frame.paragraphs)


def _dense(text: str) -> str:
    """Leave out spaces: a line may be broken at any of them."""
    return re.sub(r"\s+", "", text)
