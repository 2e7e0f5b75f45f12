"""Office files without a clock: the same content, the same bytes."""

import io
import re
import zipfile
from datetime import date
from typing import Final

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can say: when a file was made is no part of the figures."""

_PROPERTIES: Final = "docProps/core.xml"
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def dated(content: bytes, as_of: date) -> bytes:
    """Take the clock out of an archive: in its entries, and as the day of the last change."""
    day = f"{as_of.isoformat()}T00:00:00Z".encode()
    target_file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target_file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            # a picture is packed already, and to try again takes longer than all the rest
            is_packed = name.endswith((".png", ".xlsx"))
            entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            part = source.read(name)
            if name == _PROPERTIES:
                part = _MODIFIED.sub(rb"\g<1>" + day + rb"\g<2>", part)
            target.writestr(entry, part)
    return target_file.getvalue()
