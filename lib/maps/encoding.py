"""Text on its way to a map: into HTML, and into a script."""

import html
import json
from collections.abc import Mapping, Sequence
from typing import Final

_ALSO_ENCODED: Final = str.maketrans({character: f"&#{ord(character)};" for character in "\\`${"})
"""What ends or opens something inside a JavaScript template literal or a Jinja template."""

_SCRIPT_UNSAFE: Final = {"&": "\\u0026", "<": "\\u003c", ">": "\\u003e"}


def enc(text: object) -> str:
    r"""
    Encode a text for HTML that may stand inside a JavaScript template literal.

    ``html.escape`` alone lets a backtick, ``${`` or ``\x3c`` through, and folium
    escapes nothing.
    """
    return html.escape(str(text), quote=True).translate(_ALSO_ENCODED)


def as_script(value: object) -> str:
    """
    Write a value as JSON that stands in a script; every text in it is encoded.

    Parameters
    ----------
    value
        Mappings, sequences, texts, finite numbers, booleans and None.

    Returns
    -------
    str
        ASCII alone. It cannot close a script element, nor hold ``{{``, ``{%``
        or ``{#``, which branca would read as a template of its own.

    Raises
    ------
    TypeError, ValueError
        For anything else, and for a number that is not finite.
    """
    written = json.dumps(_encoded(value), allow_nan=False, separators=(",", ":"))
    for character, escape in _SCRIPT_UNSAFE.items():
        written = written.replace(character, escape)
    return written


def _encoded(value: object) -> object:
    if isinstance(value, str):
        return enc(value)
    if isinstance(value, Mapping):
        return {enc(key): _encoded(held) for key, held in value.items()}
    if isinstance(value, Sequence):
        return [_encoded(held) for held in value]
    return value
