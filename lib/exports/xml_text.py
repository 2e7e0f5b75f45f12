"""Texts from anywhere as XML can hold them."""

import re
from typing import Final

_IN_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""With one of these in it Office would take the whole file for damaged."""


def xml_text(text: str) -> str:
    """Put the replacement character where one stands that XML forbids."""
    return _IN_NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
