"""What a presentation says of itself: its properties, and the trace from which it is made again."""

import html
import io
import re
import zipfile
import zlib
from datetime import datetime, time
from typing import Final

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation

from lib.answer.wording import day
from lib.exports.briefing import Briefing
from lib.exports.slides.lettering import plain
from lib.exports.xml_text import xml_text
from lib.ingest.archives import open_members
from lib.ingest.reading import UnreadableError

_AUTHOR: Final = "Closer to Home"
_SPACE: Final = "urn:closer-to-home:briefing"

_ITEM: Final = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" \
ds:itemID="{8E1B5C52-6E0D-4F0B-9A57-3B7C5D0C70E1}"><ds:schemaRefs/></ds:datastoreItem>"""
"""Office asks for a name of each text that it keeps; there is one of ours in a file."""

_STORED: Final = re.compile(r"customXml/item\d+\.xml")
"""PowerPoint keeps such texts when it saves, under numbers of its own."""

_LONGEST: Final = 1_000_000
"""Bytes of a text that is read: a trace has some thousands."""

_LONGEST_PROPERTY: Final = 255


def stamp(deck: Presentation, briefing: Briefing) -> None:
    """Write what the file is, as of which day, and what it was made from."""
    as_of = datetime.combine(briefing.as_of, time())
    facts = ["looked-after children", day(briefing.as_of), briefing.trace.id, briefing.marking]
    properties = deck.core_properties
    properties.title = _property(briefing.title)
    properties.author = properties.last_modified_by = _AUTHOR
    properties.subject = _property(f"Briefing for {briefing.audience.value}, {day(briefing.as_of)}")
    properties.keywords = _property(", ".join(filter(None, facts)))
    properties.identifier = _property(briefing.trace.id)
    properties.language = "en-GB"
    properties.comments = _property(briefing.marking)
    properties.created = properties.modified = as_of
    properties.revision = 1
    _store(deck, briefing)


def trace_of_slides(content: bytes) -> str | None:
    """
    Read back the trace of a presentation, as `Trace.as_json` wrote it.

    Whatever is handed in is taken for something that anybody may have made: nothing is
    unpacked that could do harm, and the text is not yet believed.

    Returns
    -------
    str or None
        None where there is none.
    """
    try:
        members = open_members(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in members:
                if not _STORED.fullmatch(member.filename) or member.file_size > _LONGEST:
                    continue
                root = fromstring(archive.read(member), forbid_dtd=True)
                if root.tag == f"{{{_SPACE}}}briefing":
                    return root.findtext(f"{{{_SPACE}}}trace") or None
    except (UnreadableError, zipfile.BadZipFile, zlib.error, OSError, EOFError):
        return None
    except (ParseError, DefusedXmlException, ValueError):
        return None
    except (NotImplementedError, RuntimeError):  # of zipfile: another packing, a password
        return None
    return None


def _property(text: str) -> str:
    return plain(text)[:_LONGEST_PROPERTY]


def _store(deck: Presentation, briefing: Briefing) -> None:
    """Keep the trace and the link as a text that Office carries along and shows nobody."""
    said = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<briefing xmlns="{_SPACE}" id="{_encoded(briefing.trace.id)}">'
        f"<link>{_encoded(briefing.link)}</link>"
        f"<trace>{_encoded(briefing.trace.as_json())}</trace></briefing>"
    )
    package = deck.part.package
    item = Part(PackURI("/customXml/item1.xml"), CONTENT_TYPE.XML, package, said.encode())
    named = Part(
        PackURI("/customXml/itemProps1.xml"), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, package,
        _ITEM.encode(),
    )  # fmt: skip
    item.relate_to(named, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    deck.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def _encoded(text: str) -> str:
    return html.escape(xml_text(text))
