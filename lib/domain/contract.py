"""A block contract as a value."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from lib.errors import ConfigurationError

MOST_MONTHS: Final = 216
"""Eighteen years: no placement of a child began earlier."""

MOST_BEDS: Final = 100
"""In one home: beyond it the number is a slip of the pen."""

_SETTINGS: Final[dict[str, str]] = {
    "beds": "how many beds",
    "homes": "how many homes, and where",
    "ages": "the children's ages",
    "placed_within_months": "how recent a placement a bed could have taken the place of",
}
"""What a contract sets, each with a source or as an assumption."""

_HOME_KEYS: Final = {"name", "authority", "postcode", "beds"}
_KEYS: Final = {"name", "homes", "ages", "placed_within_months", "sources", "assumptions"}


@dataclass(frozen=True, kw_only=True)
class BlockHome:
    """
    A children's home whose beds are bought under the contract.

    ``postcode`` is where it would stand: an assumption until a home is named,
    and never the postcode of a home that exists.
    """

    name: str
    authority_code: str
    postcode: str
    beds: int


@dataclass(frozen=True, kw_only=True)
class Contract:
    """
    What the partnership would buy.

    ``sources`` holds, for each setting that is public, where it is published.
    ``assumptions`` holds, for each that is not, the reason why this value was
    taken; every page that shows the value shows the reason. A setting that
    the file explains nowhere is an assumption without a reason, and is said to be.
    """

    name: str
    homes: tuple[BlockHome, ...]
    age_min_years: int
    age_max_years: int
    placed_within_months: int
    assumptions: dict[str, str]
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def beds(self) -> int:
        """Beds in all homes together."""
        return sum(home.beds for home in self.homes)

    @classmethod
    def from_toml(cls, text: str, *, ages: tuple[int, int]) -> Self:
        """
        Read a contract, and refuse one that cannot be carried out.

        Parameters
        ----------
        ages
            First and last age for which the partnership commissions, where the
            contract sets none of its own.

        Raises
        ------
        ConfigurationError
            Naming the key, what was found, and what is wanted.
        """
        try:
            raw = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            message = f"The contract is not valid TOML: {error}."
            raise ConfigurationError(message) from error
        try:
            sources = _texts(raw.get("sources", {}), "sources")
            own_ages = raw.get("ages", {"from": ages[0], "to": ages[1]})
            contract = cls(
                name=_text(raw["name"], "name"),
                homes=tuple(
                    BlockHome(
                        name=_text(home["name"], "homes.name"),
                        authority_code=_text(home["authority"], "homes.authority"),
                        postcode=_text(home["postcode"], "homes.postcode"),
                        beds=_whole(home["beds"], "homes.beds"),
                    )
                    for home in raw["homes"]
                ),
                age_min_years=_whole(own_ages["from"], "ages.from"),
                age_max_years=_whole(own_ages["to"], "ages.to"),
                placed_within_months=_whole(raw["placed_within_months"], "placed_within_months"),
                assumptions={
                    **_texts(raw.get("assumptions", {}), "assumptions"),
                    **_without_a_reason(sources.keys() | raw.get("assumptions", {}).keys()),
                },
                sources=sources,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message = f"The contract: a key is missing or of the wrong kind ({error})."
            raise ConfigurationError(message) from error
        contract._check(raw)
        return contract

    def _check(self, raw: Mapping[str, object]) -> None:
        faults = [f"{key!r} is not a key of this file" for key in raw if key not in _KEYS]
        faults += [
            f"{key!r} is not a key of a home"
            for home in raw["homes"]  # type: ignore[attr-defined]  # read as homes before
            for key in home
            if key not in _HOME_KEYS
        ]
        if not self.homes:
            faults.append("`homes` is empty")
        faults += [
            f"home {home.name!r} has {home.beds} beds; 1 to {MOST_BEDS} are possible"
            for home in self.homes
            if not 1 <= home.beds <= MOST_BEDS
        ]
        names = [home.name for home in self.homes]
        faults += [
            f"{names.count(name)} homes are named {name!r}; each wants a name of its own"
            for name in dict.fromkeys(names)
            if names.count(name) > 1
        ]
        if not 0 <= self.age_min_years <= self.age_max_years <= 17:  # noqa: PLR2004 (a child)
            faults.append("`ages` must be from 0 to 17, `from` not above `to`")
        if not 1 <= self.placed_within_months <= MOST_MONTHS:
            faults.append(
                f"`placed_within_months` is {self.placed_within_months}; "
                f"1 to {MOST_MONTHS} are possible"
            )
        both = sorted(self.sources.keys() & self.assumptions.keys())
        faults += [f"{key!r} stands in both `sources` and `assumptions`" for key in both]
        if faults:
            raise ConfigurationError("The contract: " + "; ".join(faults) + ".")


def _without_a_reason(explained: set[str]) -> dict[str, str]:
    return {
        key: f"Assumption ({what}): the contract's file gives neither a source nor a reason."
        for key, what in _SETTINGS.items()
        if key not in explained
    }


def _whole(value: object, key: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"`{key}` is {value!r}; a whole number is wanted"
        raise ValueError(message)  # noqa: TRY004 (from_toml gives it as a ConfigurationError)
    return value


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        message = f"`{key}` is {value!r}; a text in quotation marks is wanted"
        raise ValueError(message)
    return value.strip()


def _texts(values: Mapping[str, object], key: str) -> dict[str, str]:
    return {str(name): _text(value, f"{key}.{name}") for name, value in values.items()}
