"""A contract with what its figures were made with: saved, opened, compared."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

import tomli_w

from lib.domain.contract import Contract
from lib.domain.contract_toml import contract_from_toml, contract_to_toml, parsed
from lib.errors import ConfigurationError

_SAVED_WITH: Final = "saved_with"


@dataclass(frozen=True, kw_only=True)
class MadeWith:
    """
    What decides figures beside the contract: alike for two that are compared.

    ``model`` is `lib.scenario.forecast.MODEL`; ``as_of`` an ISO date.
    """

    data_sha256: str
    as_of: str
    audience: str
    model: str
    seed: int
    runs: int

    def unlike(self, other: "MadeWith") -> list[str]:
        """Say in words what differs."""
        return [
            f"{_WORDS[field.name]} ({_short(getattr(other, field.name))}, "
            f"not {_short(getattr(self, field.name))})"
            for field in fields(self)
            if getattr(self, field.name) != getattr(other, field.name)
        ]


_WORDS: Final = {
    "data_sha256": "other returns",
    "as_of": "another date",
    "audience": "another view",
    "model": "another version of the model",
    "seed": "other chance (seed)",
    "runs": "another number of runs",
}


def scenario_to_toml(contract: Contract, made_with: MadeWith) -> str:
    """Write a contract and what its figures were made with; the same always gives the same."""
    return contract_to_toml(contract) + "\n" + tomli_w.dumps({_SAVED_WITH: vars(made_with)})


def scenario_from_toml(
    text: str, *, ages: tuple[int, int], bases: Mapping[str, str] | None = None
) -> tuple[Contract, MadeWith | None]:
    """
    Read what `scenario_to_toml` wrote, or a contract alone.

    Raises
    ------
    ConfigurationError
        Naming the key, what was found, and what is wanted.
    """
    raw = parsed(text)
    saved = raw.pop(_SAVED_WITH, None)
    contract = contract_from_toml(tomli_w.dumps(raw), ages=ages, bases=bases)
    return contract, None if saved is None else _made_with(saved)


def _made_with(saved: Any) -> MadeWith:  # noqa: ANN401 (whatever the file holds)
    kinds = {field.name: field.type for field in fields(MadeWith)}
    if not isinstance(saved, dict) or saved.keys() != kinds.keys():
        message = f"The file: `{_SAVED_WITH}` holds {', '.join(kinds)} and nothing else."
        raise ConfigurationError(message)
    for name, kind in kinds.items():
        is_of_kind = isinstance(saved[name], kind if isinstance(kind, type) else object)
        if not is_of_kind or isinstance(saved[name], bool):
            message = f"The file: `{_SAVED_WITH}.{name}` is of the wrong kind."
            raise ConfigurationError(message)
    return MadeWith(**saved)


def _short(value: object) -> str:
    return str(value)[:12]
