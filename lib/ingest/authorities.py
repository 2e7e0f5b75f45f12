"""Which authority a folder or a cell means, however its name is written."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, Self

from lib.domain.footprint import Footprint
from lib.sources.boundaries import authority_names

_ENGLAND: Final = "E"
_GSS_CODE: Final = re.compile(r"(?<![A-Z0-9])E\d{8}(?![A-Z0-9])", re.ASCII)

_FORMER: Final[Mapping[str, str]] = {
    "Bournemouth": "E06000058",
    "Poole": "E06000058",
    "Cumbria": "E10000006",
    "Northamptonshire": "E10000021",
}
"""Authorities that ended after 2017, as in Ofsted's older lists. Two became one; two were
divided and keep their old code."""

_YEARS: Final = re.compile(r"(?<= )(\d+|ssda ?903|returns?) ")
_AFTER: Final = re.compile(
    r" (council|corporation|((london|royal|metropolitan) )?borough|county|city|district"
    r"|lb|mbc|bc|cc|unitary authority|(city|county) of)$"
)
_BEFORE: Final = re.compile(
    r"^(the )?((lb|rb) ?(of )?|(((london|royal|metropolitan|county) )?borough|city|county|council)"
    r" (of )?)"
)


class AuthorityNames:
    """
    Looks up GSS codes by name.

    Case, spaces, hyphens, full stops, "&" for "and", years, and styles such as "LB",
    "London Borough of" or "County Council" make no difference.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take names of authorities by GSS code."""
        spelt: dict[str, set[str]] = {}
        for name, code in [*((name, code) for code, name in names.items()), *_FORMER.items()]:
            # The City of London is not London.
            spellings = [name] if name.startswith("City of ") else _spellings(name)
            for spelling in spellings:
                for key in _keys(spelling):
                    spelt.setdefault(key, set()).add(code)
        self._codes = {key: codes.pop() for key, codes in spelt.items() if len(codes) == 1}

    @classmethod
    def with_those_of(cls, footprint: Footprint) -> Self:
        """Know the authorities of England, and those of a footprint by the names it gives them."""
        england = {
            code: name for code, name in authority_names().items() if code.startswith(_ENGLAND)
        }
        return cls(england | footprint.names)

    def code_of(self, text: str) -> str | None:
        """Give the code that a text holds or names, or None."""
        held: set[str] = set(_GSS_CODE.findall(text.upper()))
        if len(held) == 1:
            return held.pop()
        for spelling in _spellings(text):
            for key in _keys(spelling):
                if key in self._codes:
                    return self._codes[key]
        return None


def _spellings(text: str) -> Iterator[str]:
    """Yield the words of a name, then without the style of the council, piece by piece."""
    words = re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("&", " and "))
    words = _YEARS.sub("", f" {words} ").strip()
    yield words
    for style in (_AFTER, _BEFORE):
        while (shorter := style.sub("", words)) != words:
            words = shorter
            yield words


def _keys(spelling: str) -> tuple[str, str]:
    """Run the words together, without "and" and with it."""
    words = re.sub(r"[^a-z0-9]+", " ", spelling.casefold().replace("&", " and ")).split()
    return "".join(word for word in words if word != "and"), "".join(words)
