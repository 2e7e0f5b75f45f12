"""The partnership whose children and homes are counted."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from lib.domain.codes import PLACEMENT_TYPES
from lib.domain.symbols import Symbol
from lib.errors import ConfigurationError

_KEYS: Final = {
    "name", "lead", "authorities", "merges", "ages", "placement_types", "contract", "presets",
    "release",
}  # fmt: skip
_CONTRACT_FILE: Final = re.compile(r"[\w-]+\.toml")
_GSS_CODE: Final = re.compile(r"E(06|08|09|10)\d{6}")


@dataclass(frozen=True, kw_only=True)
class Authority:
    """An upper-tier authority of England, by its GSS code."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Merge:
    """Authorities that are one row wherever figures are released."""

    codes: tuple[str, ...]
    name: str

    @property
    def code(self) -> str:
        """The codes joined by +, as in ``E09000012+E09000001``."""
        return "+".join(self.codes)


@dataclass(frozen=True, kw_only=True)
class Footprint:
    """
    Which authorities form the area, and how their figures are released.

    Editing ``geodata/footprint.toml``, not code, moves the product to another
    partnership. ``symbols`` are what an exported file says of each symbol, in the order of
    `Symbol`.
    """

    name: str
    lead_code: str
    authorities: tuple[Authority, ...]
    merges: tuple[Merge, ...]
    age_min_years: int
    age_max_years: int
    placement_types: tuple[str, ...]
    smallest_shown_count: int
    smallest_told_group: int
    symbols: tuple[tuple[Symbol, str], ...]
    contract_file: str
    preset_files: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """GSS codes in the order of the file."""
        return tuple(authority.code for authority in self.authorities)

    @property
    def names(self) -> dict[str, str]:
        """Names by GSS code."""
        return {authority.code: authority.name for authority in self.authorities}

    def released_area(self, code: str) -> tuple[str, str]:
        """Code and name under which an authority of the footprint is released."""
        for merge in self.merges:
            if code in merge.codes:
                return merge.code, merge.name
        return code, self.names[code]

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """
        Read a footprint, and refuse one that contradicts itself.

        Raises
        ------
        ConfigurationError
            Naming the key, what was found, and what is wanted.
        """
        try:
            raw = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            message = f"footprint.toml is not valid TOML: {error}."
            raise ConfigurationError(message) from error
        try:
            footprint = cls(
                name=str(raw["name"]),
                lead_code=str(raw["lead"]),
                authorities=tuple(
                    Authority(code=str(code), name=str(name))
                    for code, name in raw["authorities"].items()
                ),
                merges=tuple(
                    Merge(codes=tuple(merge["codes"]), name=str(merge["name"]))
                    for merge in raw.get("merges", ())
                ),
                age_min_years=int(raw["ages"]["from"]),
                age_max_years=int(raw["ages"]["to"]),
                placement_types=tuple(raw["placement_types"]),
                smallest_shown_count=int(raw["release"]["smallest_shown_count"]),
                smallest_told_group=int(raw["release"]["smallest_told_group"]),
                symbols=tuple(
                    (symbol, str(raw["release"]["symbols"][symbol]).strip()) for symbol in Symbol
                ),
                contract_file=str(raw["contract"]),
                preset_files=tuple(map(str, raw.get("presets", [raw["contract"]]))),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message = f"footprint.toml: a key is missing or of the wrong kind ({error})."
            raise ConfigurationError(message) from error
        footprint._check(raw, symbols=raw["release"]["symbols"])
        return footprint

    def _check(self, raw: Mapping[str, object], *, symbols: Mapping[str, object]) -> None:
        faults: list[str] = []
        codes = set(self.codes)
        faults += [
            f"{code!r} is not the GSS code of an upper-tier authority (E06, E08, E09 or E10)"
            for code in self.codes
            if not _GSS_CODE.fullmatch(code)
        ]
        if not self.authorities:
            faults.append("`authorities` is empty")
        if self.lead_code not in codes:
            faults.append(f"`lead` is {self.lead_code!r}, which is not among `authorities`")
        merged = [code for merge in self.merges for code in merge.codes]
        faults += [
            f"`merges` names {code!r}, which is not among `authorities`"
            for code in merged
            if code not in codes
        ]
        if len(merged) != len(set(merged)):
            faults.append("an authority stands in two `merges`")
        if not 0 <= self.age_min_years <= self.age_max_years <= 17:  # noqa: PLR2004 (a child)
            faults.append("`ages` must be from 0 to 17, `from` not above `to`")
        faults += [
            f"`placement_types` names {code!r}, which is not an SSDA903 placement code"
            for code in self.placement_types
            if code not in PLACEMENT_TYPES
        ]
        if not self.placement_types:
            faults.append("`placement_types` is empty")
        if self.smallest_shown_count < 1:
            faults.append("`release.smallest_shown_count` must be 1 or more")
        if self.smallest_told_group < self.smallest_shown_count:
            faults.append("`release.smallest_told_group` must not be below smallest_shown_count")
        faults += [
            f"`release.symbols` does not say what {str(symbol)!r} means"
            for symbol, meaning in self.symbols
            if not meaning
        ]
        faults += [
            f"`release.symbols` names {key!r}, which stands in no file; "
            f"known are {', '.join(Symbol)}"
            for key in symbols
            if key not in [*Symbol]
        ]
        faults += [
            f"{name!r} must be the name of a file in geodata/contracts"
            for name in dict.fromkeys((self.contract_file, *self.preset_files))
            if not _CONTRACT_FILE.fullmatch(name)
        ]
        if self.contract_file not in self.preset_files:
            faults.append("`contract` must be one of `presets`")
        faults += [f"{key!r} is not a key of this file" for key in raw if key not in _KEYS]
        if faults:
            raise ConfigurationError("footprint.toml: " + "; ".join(faults) + ".")
