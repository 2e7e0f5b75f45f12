"""Every format of a briefing: its files, and what a file says that it was made from."""

import io
import zipfile
from enum import StrEnum
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from openpyxl.utils.exceptions import InvalidFileException
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from lib.domain.footprint import Footprint
from lib.errors import ConfigurationError
from lib.exports.briefing import Briefing
from lib.exports.figures import as_csv, as_workbook, trace_of_csv, trace_of_workbook
from lib.exports.slides.deck import briefing_as_slides
from lib.exports.slides.stamp import trace_of_slides
from lib.exports.trace import Trace
from lib.exports.typeset.files import TRACE, Progress, as_drawings, as_pdf, as_pictures
from lib.maps.still.figure import as_png
from lib.maps.still.still_map import StillMap


class Format(StrEnum):
    """By the ending of the file."""

    PDF = "pdf"
    PPTX = "pptx"
    PNG = "png"
    SVG = "svg"
    XLSX = "xlsx"
    CSV = "csv"


def files(
    briefing: Briefing, of: Format, footprint: Footprint, progress: Progress | None = None
) -> list[bytes]:
    """
    Write a briefing in one format: a picture and a drawing for each page, else one file.

    Parameters
    ----------
    progress
        Told the share of the pages that are drawn, of formats that take seconds.

    Returns
    -------
    list of bytes
        The same for the same briefing, in any process on Linux x86-64 with the same pins.
    """
    if of is Format.PDF:
        return [as_pdf(briefing, progress)]
    if of is Format.PPTX:
        return [briefing_as_slides(briefing, picture=_picture, progress=progress)]
    if of is Format.PNG:
        return as_pictures(briefing, progress)
    if of is Format.SVG:
        return as_drawings(briefing, progress)
    written = as_workbook if of is Format.XLSX else as_csv
    return [written(briefing, footprint)]


def names(stem: str, of: Format, number: int) -> list[str]:
    """Name so many files of one briefing: numbered, if there are more than one."""
    if number == 1:
        return [f"{stem}.{of}"]
    return [f"{stem}-{at:0{len(str(number))}}.{of}" for at in range(1, number + 1)]


def together(files_by_name: dict[str, bytes]) -> bytes:
    """Pack files into one archive, without a clock."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, one in files_by_name.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), one)
    return content.getvalue()


def trace_of(content: bytes, of: Format) -> Trace:
    """
    Read what a file says that it was made from.

    Raises
    ------
    ConfigurationError
        If it says nothing, or cannot be read.
    """
    try:
        found = _READERS[of](content)
    except _UNREADABLE as error:
        raise ConfigurationError(_NO_BRIEFING) from error
    if found is None:
        raise ConfigurationError(_NO_BRIEFING)
    return Trace.from_json(found)


def _picture(one: StillMap, width: float, height: float) -> bytes:
    return as_png(one, width=width, height=height)


def _of_pdf(content: bytes) -> str | None:
    """Find the file that is attached to the pages; strictly, so that nothing is guessed."""
    attached = PdfReader(io.BytesIO(content), strict=True).attachments.get("trace.json")
    return attached[0].decode() if attached else None


def _of_picture(content: bytes) -> str | None:
    with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
        image.load()
        found = image.info.get(TRACE)
    return found if isinstance(found, str) else None


def _of_drawing(content: bytes) -> str | None:
    found = fromstring(content).find("{http://www.w3.org/2000/svg}metadata")
    return None if found is None else found.text


_READERS = {
    Format.PDF: _of_pdf,
    Format.PPTX: trace_of_slides,
    Format.PNG: _of_picture,
    Format.SVG: _of_drawing,
    Format.XLSX: trace_of_workbook,
    Format.CSV: trace_of_csv,
}
_UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    SyntaxError,
    ParseError,
    DefusedXmlException,
    InvalidFileException,
    zipfile.BadZipFile,
    PyPdfError,
    RecursionError,
    Image.DecompressionBombError,
)
_NO_BRIEFING = (
    "The file says nothing of how it was made: it is no briefing of this tool, or it was saved "
    "anew by another program, which leaves that out."
)
