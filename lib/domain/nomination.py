"""Whose children may have which share of the beds."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

_PAIR: Final = "="
_BETWEEN: Final = ","
_TO_ONE: Final = 1e-6


class Rule(StrEnum):
    """How the beds are shared between the authorities."""

    POOLED = "pooled"
    """One pool: any authority may nominate for any bed."""
    FAIR = "fair"
    """As near as can be to each authority's share of the children who could have a bed."""
    SHARES = "shares"
    """Each authority has a fixed share of the beds, and no more."""


@dataclass(frozen=True, kw_only=True)
class Nomination:
    """
    The rule, and for `Rule.SHARES` each authority's share by GSS code, one in all.

    In a file: ``"pooled"``, ``"fair"``, or a table of shares by GSS code.
    """

    rule: Rule = Rule.POOLED
    shares: tuple[tuple[str, float], ...] = ()

    @classmethod
    def read(cls, found: object) -> Self:
        """
        Read a word, a table of shares, or a text such as ``E09000012=0.4,E09000016=0.6``.

        Raises
        ------
        ValueError
            Saying what is wanted.
        """
        if isinstance(found, str) and found in (Rule.POOLED, Rule.FAIR):
            return cls(rule=Rule(found))
        if isinstance(found, str) and _PAIR in found:
            found = dict(part.split(_PAIR, maxsplit=1) for part in found.split(_BETWEEN))
        if not isinstance(found, Mapping) or not found:
            message = (
                f"{found!r}: pooled, fair, or shares by GSS code such as E09000012=0.4 are wanted"
            )
            raise ValueError(message)
        try:
            shares = tuple((str(code).strip(), float(share)) for code, share in found.items())
        except (TypeError, ValueError) as error:
            message = f"{dict(found)!r}: a share is a number from 0 to 1"
            raise ValueError(message) from error
        total = math.fsum(share for _, share in shares)
        if any(not 0 <= share <= 1 for _, share in shares) or not abs(total - 1) < _TO_ONE:
            message = (
                f"the shares add up to {total:g}; shares from 0 to 1 that add up to 1 are wanted"
            )
            raise ValueError(message)
        return cls(rule=Rule.SHARES, shares=shares)

    def as_toml(self) -> str | dict[str, float]:
        """Write it as in a file."""
        return dict(self.shares) if self.rule is Rule.SHARES else str(self.rule)

    def as_text(self) -> str:
        """Write it as on the command line."""
        if self.rule is not Rule.SHARES:
            return str(self.rule)
        return _BETWEEN.join(f"{code}{_PAIR}{share!r}" for code, share in self.shares)

    def beds(self, total: int) -> dict[str, int]:
        """
        Give each authority its beds, by largest remainder; for `Rule.SHARES` alone.

        Of equal remainders the one that stands first gets the bed.
        """
        exact = {code: share * total for code, share in self.shares}
        beds = {code: math.floor(share + _TO_ONE) for code, share in exact.items()}
        by_remainder = sorted(exact, key=lambda code: beds[code] - exact[code])
        for code in by_remainder[: total - sum(beds.values())]:
            beds[code] += 1
        return beds
