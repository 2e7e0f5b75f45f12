"""Bytes of a file to UTF-8 text, saying which encoding they were in."""

import codecs
from dataclasses import dataclass
from typing import Final

from lib.errors import ReturnsError

UTF_8: Final = "UTF-8"

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of .xlsx (a zip archive) and of .xls."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as UTF-8 bytes without a byte order mark, and the encoding it came in."""

    utf_8: bytes
    encoding: str


class UnreadableError(ReturnsError):
    """A file is not text. ``code`` is the code of the finding."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


def decode(content: bytes) -> Decoded:
    """
    Read bytes as text: byte order mark first, then UTF-8, then Windows-1252.

    Returns
    -------
    Decoded

    Raises
    ------
    UnreadableError
        If the bytes are a workbook, hold NUL, or are in none of these encodings.
    """
    if content.startswith(_WORKBOOKS):
        message = "This is an Excel workbook, not CSV. Save it as CSV (UTF-8) and load that."
        raise UnreadableError(message, code="file_not_text")
    for mark, encoding, name in (
        (codecs.BOM_UTF8, "utf-8", UTF_8),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
    ):
        if content.startswith(mark):
            return _as(content[len(mark) :], encoding, name)
    if b"\0" in content:
        # Every second byte of English text in UTF-16 is NUL.
        for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
            half = content[first::2]
            if half and half.count(0) > 0.9 * len(half):
                return _as(content, encoding, "UTF-16")
    try:
        return _as(content, "utf-8", UTF_8)
    except UnreadableError as error:
        if error.code != "file_encoding":
            raise
    return _as(content, "cp1252", "Windows-1252")


def _as(content: bytes, encoding: str, name: str) -> Decoded:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        message = (
            f"The bytes are not valid {name} from byte {error.start + 1:,} on, nor any other "
            "encoding that is known here. Save the file as CSV (UTF-8) and load it again."
        )
        # The error itself holds the bytes of the file.
        raise UnreadableError(message, code="file_encoding") from None
    if "\0" in text:
        message = (
            "It holds NUL bytes, as a damaged or binary file does. "
            "Export it again as CSV (UTF-8) and load that."
        )
        raise UnreadableError(message, code="file_not_text")
    return Decoded(content if encoding == "utf-8" else text.encode("utf-8"), name)
