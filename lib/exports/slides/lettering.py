"""How much room a text takes in Arial, before any program has drawn it."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import matplotlib as mpl

from lib.exports.xml_text import xml_text

TYPEFACE: Final = "Arial"
"""Councils have it; where it is missing, its stand-ins are as wide."""

PITCH: Final = 1.2
"""From line to line, in sizes of the type. It is set, so that no program chooses its own."""

POINTS_PER_INCH: Final = 72

_SPARE: Final = 1.03
"""Programs round each letter to their own grid."""

_ROUNDING: Final = 1e-6
"""A text stands in a column that is made for it."""

_WIDEST: Final = 1_100
"""Of a letter that the list does not have, in thousandths of the type's size."""

_LETTER: Final = re.compile(r"^C (\d+) ; WX (\d+) ;", re.MULTILINE)
_AS_WIDE_AS: Final = str.maketrans("£–‘’'`“”·−", "00,,,rLL,+")
"""Letters that the list has under other numbers, and one of its letters, no narrower."""

_LAST_OF_ASCII: Final = 126
_BLANKS: Final = re.compile("[ \t\n\r\x85\u2028\u2029]+")
_MORE: Final = "\N{HORIZONTAL ELLIPSIS}"


def plain(text: str) -> str:
    """Give a text as one line that XML can hold."""
    return _BLANKS.sub(" ", xml_text(text)).strip(" ")


@cache
def _widths(*, is_bold: bool) -> dict[str, int]:
    """Read the widths of Helvetica's letters, which are Arial's."""
    name = "Helvetica-Bold.afm" if is_bold else "Helvetica.afm"
    listed = Path(mpl.get_data_path()) / "fonts" / "pdfcorefonts" / name
    found = _LETTER.findall(listed.read_text("latin-1"))
    return {
        chr(int(number)): int(width) for number, width in found if int(number) <= _LAST_OF_ASCII
    }


def _other(letter: str, widths: dict[str, int]) -> int:
    # a letter with an accent is as wide as the letter
    base = unicodedata.normalize("NFD", letter)[0].translate(_AS_WIDE_AS)
    return widths.get(base, _WIDEST)


def width_inches(text: str, points: float, *, is_bold: bool = False) -> float:
    """Measure a text on one line."""
    widths = _widths(is_bold=is_bold)
    thousandths = sum([widths.get(letter) or _other(letter, widths) for letter in text])
    return _SPARE * thousandths / 1_000 * points / POINTS_PER_INCH


def pitch_inches(points: float) -> float:
    """Give the height of one line."""
    return PITCH * points / POINTS_PER_INCH


def lines(text: str, width: float, points: float, *, is_bold: bool = False) -> list[str]:
    """
    Break a text into the lines that it takes, or more.

    A word that is wider than the line is broken within, as every program does.

    Parameters
    ----------
    width
        Inches of a line.
    """
    width += _ROUNDING
    found: list[str] = []
    line, taken = "", 0.0
    blank = width_inches(" ", points, is_bold=is_bold)
    for word in text.split(" "):
        more = width_inches(word, points, is_bold=is_bold)
        if line and taken + blank + more <= width:
            line, taken = f"{line} {word}", taken + blank + more
            continue
        if line:
            found.append(line)
        line, taken = word, more
        if more > width:
            *full, line = _pieces(word, width, points, is_bold=is_bold)
            found += full
            taken = width_inches(line, points, is_bold=is_bold)
    return [*found, line]


def _pieces(word: str, width: float, points: float, *, is_bold: bool) -> Iterator[str]:
    start, taken = 0, 0.0
    for position, letter in enumerate(word):
        more = width_inches(letter, points, is_bold=is_bold)
        if taken + more > width and position > start:
            yield word[start:position]
            start, taken = position, 0.0
        taken += more
    yield word[start:]


def cut(text: str, width: float, points: float, *, most: int, is_bold: bool = False) -> str:
    """Give a text as it is, or what of it takes at most so many lines, with an ellipsis."""
    found = lines(text, width, points, is_bold=is_bold)
    if len(found) <= most:
        return text
    *whole, last = found[:most]
    while last and width_inches(last + _MORE, points, is_bold=is_bold) > width:
        last = last[:-1]
    return " ".join([*whole, last.rstrip(" ") + _MORE])
