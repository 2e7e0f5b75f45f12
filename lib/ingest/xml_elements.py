"""XML read element by element, and refused as soon as it could do harm."""

import codecs
import re
from typing import Final, Protocol
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from lib.ingest.reading import UnreadableError

MOST_DEPTH: Final = 64
"""Elements inside each other; those of a return lie five deep."""

MOST_ELEMENTS: Final = 600_000
"""More than forty thousand episodes, ten times those of any authority in a year."""

_DECLARED: Final = re.compile(rb"""\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]+)["']""")
_ANEW: Final = "Export it from the case system again; nothing of it is in."


class Listener(Protocol):
    """Is told of each element of a file, in order."""

    def opened(self, name: str) -> None:
        """Take note that an element begins."""

    def closed(self, text: str | None) -> None:
        """Take note that the last one opened ends; no text where other elements lie in it."""


def read_elements(content: bytes, listener: Listener) -> None:
    """
    Tell a listener of every element. Names come without a namespace, texts stripped.

    Parameters
    ----------
    content
        The bytes of a file. The parser takes it in pieces, and begins what it finds no end of
        anew with each: of a file much larger than 20 MB one endless comment would take minutes.

    Raises
    ------
    UnreadableError
        If it is no well-formed XML in the encoding that it declares, declares a document
        type or entities, or has elements more than `MOST_DEPTH` deep or more than
        `MOST_ELEMENTS` of them. Nothing is loaded from
        elsewhere, and nothing of the file is in the message.
    """
    parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(_Handler(listener))
    try:
        parser.feed(content)
        parser.close()
    except DefusedXmlException:
        message = (
            "It declares a document type or entities, which no return needs and which can do "
            f"harm, so it is not read. {_ANEW}"
        )
        raise UnreadableError(message, code="xml_declarations") from None
    except (SAXException, LookupError, ValueError):  # the last two: encodings that Python lacks
        raise _malformed(content, parser.getLineNumber()) from None


class _Handler(ContentHandler):
    def __init__(self, listener: Listener) -> None:
        super().__init__()
        self._listener = listener
        self._left = MOST_ELEMENTS
        self._holds_elements: list[bool] = []
        self._text: list[str] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802, ARG002 (as the parser calls it)
        if len(self._holds_elements) == MOST_DEPTH:
            message = (
                f"Its elements lie more than {MOST_DEPTH} deep in each other; those of a return "
                f"lie five deep. {_ANEW}"
            )
            raise UnreadableError(message, code="xml_too_deep")
        self._left -= 1
        if self._left < 0:
            message = (
                f"It has more than {MOST_ELEMENTS:,} elements, more than any return of its size. "
                f"{_ANEW}"
            )
            raise UnreadableError(message, code="xml_too_many")
        if self._holds_elements:
            self._holds_elements[-1] = True
        self._holds_elements.append(False)
        self._text.clear()
        self._listener.opened(name.rpartition(":")[2])

    def characters(self, content: str) -> None:
        self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002 (as the parser calls it)
        holds_elements = self._holds_elements.pop()
        self._listener.closed(None if holds_elements else "".join(self._text).strip())


def _malformed(content: bytes, line: int) -> UnreadableError:
    encoding = _encoding_of(content)
    try:
        content.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        message = (
            "Its bytes are not in the encoding that it declares (UTF-8 where it declares none). "
            f"{_ANEW}"
        )
        return UnreadableError(message, code="file_encoding")
    message = f"From line {line:,} on it is no well-formed XML: it may have been cut off. {_ANEW}"
    return UnreadableError(message, code="xml_malformed")


def _encoding_of(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = _DECLARED.match(content.removeprefix(codecs.BOM_UTF8)[:200])
    return declared[1].decode("ascii") if declared else "utf-8"
