"""A block contract as a value."""

import tomllib
from dataclasses import dataclass
from typing import Self

from lib.errors import ConfigurationError


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

    ``assumptions`` holds, for each value that is not public, the reason why
    this one was taken; every page that shows the value shows the reason.
    """

    name: str
    homes: tuple[BlockHome, ...]
    age_min_years: int
    age_max_years: int
    placed_within_months: int
    assumptions: dict[str, str]

    @property
    def beds(self) -> int:
        """Beds in all homes together."""
        return sum(home.beds for home in self.homes)

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """
        Read a contract, and refuse one that cannot be carried out.

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
            contract = cls(
                name=str(raw["name"]),
                homes=tuple(
                    BlockHome(
                        name=str(home["name"]),
                        authority_code=str(home["authority"]),
                        postcode=str(home["postcode"]),
                        beds=int(home["beds"]),
                    )
                    for home in raw["homes"]
                ),
                age_min_years=int(raw["ages"]["from"]),
                age_max_years=int(raw["ages"]["to"]),
                placed_within_months=int(raw["placed_within_months"]),
                assumptions={str(key): str(why) for key, why in raw["assumptions"].items()},
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message = f"The contract: a key is missing or of the wrong kind ({error})."
            raise ConfigurationError(message) from error
        contract._check()
        return contract

    def _check(self) -> None:
        faults: list[str] = []
        if not self.homes:
            faults.append("`homes` is empty")
        faults += [
            f"home {home.name!r} has {home.beds} beds; 1 or more are wanted"
            for home in self.homes
            if home.beds < 1
        ]
        if not 0 <= self.age_min_years <= self.age_max_years <= 17:  # noqa: PLR2004 (a child)
            faults.append("`ages` must be from 0 to 17, `from` not above `to`")
        if self.placed_within_months < 1:
            faults.append("`placed_within_months` must be 1 or more")
        if faults:
            raise ConfigurationError("The contract: " + "; ".join(faults) + ".")
