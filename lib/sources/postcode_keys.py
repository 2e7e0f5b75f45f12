"""
A postcode as one whole number, in the order of the ONS's own seven characters.

``E1  0AA`` has the places area (one or two letters), district (a figure, and
perhaps one more figure or letter), sector (a figure) and unit (two letters). The
key counts through them from left to right, so that dividing it drops places from
the right: a sector or a district is a prefix, as it is in the postcode.

The third place takes a figure, or the R of ``GIR`` or T of ``NPT``, two old codes
whose outward half has no figure.
"""

from enum import IntEnum
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

UNITS: Final = 26 * 26
"""Keys of postcodes in one sector: ``key // UNITS`` is the key of the sector."""

SECTORS: Final = 10
"""Keys of sectors in one district: ``sector // SECTORS`` is the key of the district."""

_AREA_SECOND: Final = 27
_THIRD: Final = 12
_FOURTH: Final = 37

_BLANK, _FIGURE, _LETTER, _OTHER = 0, 1, 11, 255
_THIRD_LETTERS: Final = {"R": 10, "T": 11}


def _alphabet() -> npt.NDArray[np.uint8]:
    table = np.full(256, _OTHER, dtype=np.uint8)
    table[[ord(space) for space in " \t\n\r\v\f"]] = _BLANK
    for place, figure in enumerate("0123456789"):
        table[ord(figure)] = _FIGURE + place
    for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        table[ord(letter)] = table[ord(letter.lower())] = _LETTER + place
    return table


def _third_places() -> npt.NDArray[np.uint8]:
    table = np.full(256, _OTHER, dtype=np.uint8)
    table[_FIGURE:_LETTER] = np.arange(10)
    for letter, place in _THIRD_LETTERS.items():
        table[_ALPHABET[ord(letter)]] = place
    return table


_ALPHABET: Final = _alphabet()
_THIRD_PLACES: Final = _third_places()
_PADDING: Final = 8


class Form(IntEnum):
    """What a text has the shape of."""

    MISSING = 0
    UNREADABLE = 1
    DISTRICT = 2
    SECTOR = 3
    POSTCODE = 4


class Keys(NamedTuple):
    """
    What each text has the shape of, and its key.

    ``form`` holds values of `Form` (uint8). ``key`` (int32) is of that form: the key
    of a postcode, a sector or a district; 0 for the other two.
    """

    form: npt.NDArray[np.uint8]
    key: npt.NDArray[np.int32]


def texts_of(raw: pd.Series) -> pa.ChunkedArray:
    """
    Give a column of a file as text, whatever pandas made of it.

    Parameters
    ----------
    raw
        Any dtype. Values that are no text are written as text.

    Returns
    -------
    pyarrow.ChunkedArray
        large_string, as long as ``raw``; null where missing.
    """
    arrow = pa.array(raw.astype("str"), from_pandas=True)
    texts = arrow if isinstance(arrow, pa.ChunkedArray) else pa.chunked_array([arrow])
    return texts.cast(pa.large_string())


def keys_of(texts: pa.Array) -> Keys:
    """
    Read postcodes, sectors and districts in any spacing and case.

    A blank is missing. A space decides between the two readings of a short text:
    ``E1 5`` is sector 5 of district E1, ``E15`` is district E15. Nothing is guessed:
    the letter O is never read as the figure 0.

    Parameters
    ----------
    texts
        large_string, nulls allowed.

    Returns
    -------
    Keys
        As long as ``texts``.
    """
    codes, starts, lengths, gap = _characters(texts)
    n = len(starts)
    form = np.full(n, Form.UNREADABLE, dtype=np.uint8)
    form[lengths == 0] = Form.MISSING
    key = np.zeros(n, dtype=np.int32)

    district, is_district = _district(codes, starts, lengths - 3)
    end = starts + lengths
    figure, first, second = (codes[end - back] for back in (3, 2, 1))
    is_full = is_district & _is_figure(figure) & _is_letter(first) & _is_letter(second)
    unit = (first.astype(np.int32) - _LETTER) * 26 + second - _LETTER
    full = (district * SECTORS + figure - _FIGURE) * UNITS + unit
    key[is_full] = full[is_full]
    form[is_full] = Form.POSTCODE

    short = np.flatnonzero(~is_full & (lengths >= 2) & (lengths <= 5))  # noqa: PLR2004 (E1 to AA99 9)
    if short.size:
        form[short], key[short] = _short(codes, starts[short], lengths[short], gap[short])
    return Keys(form, key)


def postcodes_of(keys: npt.NDArray[np.int32]) -> npt.NDArray[np.str_]:
    """
    Write keys as postcodes with one space, such as ``RM1 3BD``.

    Parameters
    ----------
    keys
        Keys of postcodes, as `keys_of` gives them.

    Returns
    -------
    numpy.ndarray
        Text of at most eight characters.
    """
    rest, second = np.divmod(keys, 26)
    rest, first = np.divmod(rest, 26)
    rest, sector = np.divmod(rest, SECTORS)
    rest, fourth = np.divmod(rest, _FOURTH)
    rest, third = np.divmod(rest, _THIRD)
    area_first, area_second = np.divmod(rest, _AREA_SECOND)
    letters = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    figures = np.array(list("0123456789"))
    text = letters[area_first]
    for place in (
        np.array(["", *letters])[area_second],
        np.array([*figures, *_THIRD_LETTERS])[third],
        np.array(["", *figures, *letters])[fourth],
        np.array([" "]),
        figures[sector],
        letters[first],
        letters[second],
    ):
        text = np.strings.add(text, place)
    return text


def is_northern_ireland(districts: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """
    Say which districts have the area letters BT.

    Parameters
    ----------
    districts
        Keys of districts.

    Returns
    -------
    numpy.ndarray
        bool.
    """
    area = (ord("B") - ord("A")) * _AREA_SECOND + ord("T") - ord("A") + 1
    is_area: npt.NDArray[np.bool_] = districts // (_THIRD * _FOURTH) == area
    return is_area


def _characters(
    texts: pa.Array,
) -> tuple[
    npt.NDArray[np.uint8], npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.bool_]
]:
    """
    Class the characters that are no space, and say where each text lies in them.

    The fourth array is true where a space stands before the last character.
    """
    texts = pc.fill_null(texts, "")
    classes, offsets = _classes(texts)
    if classes.size and classes.max() == _OTHER:
        texts = pc.replace_substring_regex(texts, r"[\s\p{Z}\x{FEFF}]", " ").cast(pa.large_string())
        classes, offsets = _classes(texts)
    kept = np.flatnonzero(classes)
    bounds = np.zeros(len(classes) + 1, np.int64)
    np.cumsum(classes != _BLANK, out=bounds[1:])
    bounds = bounds[offsets]
    padded = np.zeros(len(kept) + 2 * _PADDING, np.uint8)
    padded[_PADDING:-_PADDING] = classes[kept]
    lengths = np.diff(bounds)
    gap = np.zeros(len(lengths), np.bool_)
    several = lengths > 1
    last = bounds[1:][several] - 1
    gap[several] = kept[last] - kept[last - 1] > 1
    return padded, bounds[:-1] + _PADDING, lengths, gap


def _classes(texts: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Class every byte, and give the bounds of the texts among them."""
    _, bounds, characters = texts.buffers()
    offsets = np.frombuffer(bounds, np.int64)[texts.offset :][: len(texts) + 1]
    raw = np.frombuffer(characters, np.uint8) if characters else np.empty(0, np.uint8)
    return _ALPHABET[raw[offsets[0] : offsets[-1]]], offsets - offsets[0]


def _district(
    codes: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """Read an outward half of the given length, and say where it has the right shape."""
    first, second = codes[starts], codes[starts + 1]
    has_two = _is_letter(second)
    place = starts + 1 + has_two
    third, fourth = codes[place], codes[place + 1]
    third_place = _THIRD_PLACES[third]
    rest = lengths - 2 - has_two
    has_fourth = rest == 1
    good = (
        _is_letter(first)
        & (third_place < _THIRD)
        & ((third_place < len("0123456789")) | (has_two & ~has_fourth))
        & ((rest == 0) | (has_fourth & (fourth < _OTHER)))
    )
    key = first.astype(np.int32) - _LETTER
    key = key * _AREA_SECOND + np.where(has_two, second - (_LETTER - 1), 0)
    key = key * _THIRD + third_place
    key = key * _FOURTH + np.where(has_fourth, fourth, 0)
    return key, good


def _short(
    codes: npt.NDArray[np.uint8],
    starts: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.int64],
    gap: npt.NDArray[np.bool_],
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32]]:
    """Read a sector or a district."""
    form = np.full(len(starts), Form.UNREADABLE, dtype=np.uint8)
    key = np.zeros(len(starts), dtype=np.int32)
    district, is_district = _district(codes, starts, lengths)
    form[is_district], key[is_district] = Form.DISTRICT, district[is_district]
    outward, is_outward = _district(codes, starts, lengths - 1)
    figure = codes[starts + lengths - 1]
    is_sector = is_outward & _is_figure(figure) & (gap | ~is_district)
    sector = outward * SECTORS + figure - _FIGURE
    form[is_sector], key[is_sector] = Form.SECTOR, sector[is_sector]
    return form, key


def _is_figure(codes: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    return (codes >= _FIGURE) & (codes < _LETTER)


def _is_letter(codes: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    return (codes >= _LETTER) & (codes < _OTHER)
