"""What a briefing was made from: enough to make it again, and a short name for it."""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256
from typing import Any, Final

from lib.errors import ConfigurationError

FORMAT: Final = 2
"""Counts up when the same trace would give another file."""

_LETTERS_OF_ID: Final = 8
_LONGEST: Final = 100_000
"""Characters of a trace that is read: a contract has some thousands."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """
    Everything that decides a briefing.

    Parameters
    ----------
    data_sha256, reference_sha256
        Of the returns, and of the list of the files in ``geodata/``.
    model
        `lib.scenario.forecast.MODEL`.
    contract
        As `lib.domain.contract_toml` writes it: the whole of it for officers; for others
        without the homes' names and postcodes, which their contracts on offer have.
    areas
        Codes of the authorities that were chosen; none for all.
    map_view
        How the map stands, by the names of the address.
    title, note
        What somebody wrote over our title, and added; empty if nobody did.
    """

    pack: str
    audience: str
    as_of: str
    data_sha256: str
    reference_sha256: str
    model: str
    contract: str
    areas: tuple[str, ...] = ()
    group: str = ""
    map_view: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    note: str = ""
    format: int = FORMAT

    @property
    def id(self) -> str:
        """Name it in eight letters and digits: other inputs, another name."""
        digest = sha256(self.as_json().encode()).digest()
        short = base64.b32encode(digest).decode()[:_LETTERS_OF_ID]
        return f"{short[:4]}-{short[4:]}"

    def as_json(self) -> str:
        """Write it; the same always gives the same."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Trace":
        """
        Read what `as_json` wrote.

        Raises
        ------
        ConfigurationError
            If it is anything else: whatever stands in a file may have been changed.
        """
        try:
            found = json.loads(text) if len(text) <= _LONGEST else None
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict) or found.keys() != {one.name for one in fields(cls)}:
            raise ConfigurationError(_NOT_OURS)
        texts = {key: value for key, value in found.items() if key not in _NO_TEXTS}
        areas, map_view = found["areas"], found["map_view"]
        if not (
            _are_texts(texts.values())
            and isinstance(areas, list)
            and _are_texts(areas)
            and isinstance(map_view, dict)
            and _are_texts(map_view.values())
            and type(found["format"]) is int
        ):
            raise ConfigurationError(_NOT_OURS)
        return cls(**{**found, "areas": tuple(areas)})


_NO_TEXTS: Final = frozenset({"areas", "map_view", "format"})
_NOT_OURS: Final = (
    "What the file says of how it was made cannot be read: it was changed, or another version "
    "of this tool wrote it."
)


def _are_texts(values: Any) -> bool:  # noqa: ANN401 (whatever the file holds)
    return all(isinstance(value, str) for value in values)
