"""Contracts from files, and back into them."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeVar

import tomli_w

from lib.domain.block_home import BlockHome, Need, Takes
from lib.domain.contract import VERSION, Contract, usual_money, usual_use, with_reasons
from lib.domain.nomination import Nomination
from lib.domain.setting_values import NOT_SET, OneOf
from lib.domain.settings import OTHER_PRICE, SETTINGS
from lib.errors import ConfigurationError

Read = TypeVar("Read")

BASED_ON: Final = "based_on"

_HOME_KEYS: Final = {
    "name", "authority", "postcode", "beds", "takes", "ages", "meets", "opens", "most_years_apart",
}  # fmt: skip
_KEYS: Final = {
    "version", BASED_ON, "name", "homes", "ages", "placed_within_months", "nomination",
    "settings", "sources", "assumptions",
}  # fmt: skip
_MERGED: Final = ("settings", "sources", "assumptions")


def contract_from_toml(
    text: str, *, ages: tuple[int, int], bases: Mapping[str, str] | None = None
) -> Contract:
    """
    Read a contract, and refuse one that cannot be carried out.

    Parameters
    ----------
    ages
        First and last age for which the partnership commissions, where the
        contract sets none of its own.
    bases
        Texts of the contracts, by file name, on which this one may be ``based_on``; it then
        holds what differs.

    Raises
    ------
    ConfigurationError
        Naming the key, what was found, and what is wanted.
    """
    try:
        raw = _resolved(parsed(text), bases or {})
        _refuse_strange_keys(raw)
        contract = _contract(raw, ages)
    except ValueError as error:
        message = f"The contract: {error}."
        raise ConfigurationError(message) from error
    except (KeyError, TypeError, AttributeError) as error:
        message = f"The contract: a key is missing or of the wrong kind ({error})."
        raise ConfigurationError(message) from error
    return with_reasons(contract.checked())


def contract_to_toml(contract: Contract) -> str:
    """
    Write a contract so that `contract_from_toml` gives it back, whole and with its reasons.

    The same contract always gives the same text.
    """
    document: dict[str, Any] = {
        "version": VERSION,
        "name": contract.name,
        "placed_within_months": contract.placed_within_months,
        "ages": {"from": contract.age_min_years, "to": contract.age_max_years},
        "nomination": contract.nomination.as_toml(),
        "settings": {
            key: setting.write(contract.value(setting)) for key, setting in SETTINGS.items()
        },
        "sources": dict(sorted(contract.sources.items())),
        "assumptions": dict(sorted(contract.assumptions.items())),
        "homes": [_home_as_toml(home) for home in contract.homes],
    }
    return tomli_w.dumps(document)


def parsed(text: str) -> dict[str, Any]:
    """
    Read TOML.

    Raises
    ------
    ConfigurationError
        If it is none: also where it holds brackets within brackets without end, or a number
        of thousands of digits.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"The contract is not valid TOML: {error}."
        raise ConfigurationError(message) from error


def _refuse_strange_keys(raw: Mapping[str, Any]) -> None:
    strange = [f"{key!r} is not a key of this file" for key in raw if key not in _KEYS]
    strange += [
        f"{key!r} is not a setting" for key in raw.get("settings", {}) if key not in SETTINGS
    ]
    strange += [
        f"{key!r} is not a key of a home"
        for home in raw.get("homes", ())
        if isinstance(home, dict)
        for key in home
        if key not in _HOME_KEYS
    ]
    if strange:
        raise ConfigurationError("The contract: " + "; ".join(strange) + ".")


def _resolved(raw: dict[str, Any], bases: Mapping[str, str]) -> dict[str, Any]:
    """Lay a contract over the one that it is based on."""
    name = raw.get(BASED_ON)
    if name is None:
        return raw
    if name not in bases:
        known = f"one of {', '.join(sorted(bases))}" if bases else "a whole contract, without it,"
        message = f"The contract: `{BASED_ON}` is {name!r}; {known} is wanted."
        raise ConfigurationError(message)
    base = parsed(bases[name])
    if BASED_ON in base:
        message = f"The contract: {name!r} is itself based on another; name one that stands alone."
        raise ConfigurationError(message)
    laid = {**base, **{key: value for key, value in raw.items() if key != BASED_ON}}
    for table in _MERGED:
        laid[table] = {**base.get(table, {}), **raw.get(table, {})}
    own = raw.get("settings", {})
    for key, other in OTHER_PRICE.items():
        # each says what a bed costs: the base's gives way
        if own.get(key, NOT_SET) != NOT_SET and other not in own:
            laid["settings"][other] = NOT_SET
    for key in (
        raw.get("sources", {}).keys()
        & laid["assumptions"].keys() - raw.get("assumptions", {}).keys()
    ):
        del laid["assumptions"][key]
    for key in (
        raw.get("assumptions", {}).keys() & laid["sources"].keys() - raw.get("sources", {}).keys()
    ):
        del laid["sources"][key]
    return laid


def _contract(raw: Mapping[str, Any], ages: tuple[int, int]) -> Contract:
    version = _whole(raw.get("version", 1), "version")
    if not 1 <= version <= VERSION:
        message = f"`version` is {version}; this program reads 1 to {VERSION}, so it is too old"
        raise ValueError(message)
    own_ages = raw.get("ages", {"from": ages[0], "to": ages[1]})
    parts: dict[str, dict[str, Any]] = {"money": {}, "use": {}}
    for key, found in raw.get("settings", {}).items():
        setting = SETTINGS[key]
        parts[setting.part][setting.attribute] = _read(setting.read, found, f"settings.{key}")
    money, use = usual_money(), usual_use()
    if raw.get("settings", {}).get("price", NOT_SET) != NOT_SET:
        parts["money"].setdefault("discount", None)
    return Contract(
        name=_text(raw["name"], "name"),
        homes=tuple(_home(home) for home in raw["homes"]),
        age_min_years=_whole(own_ages["from"], "ages.from"),
        age_max_years=_whole(own_ages["to"], "ages.to"),
        placed_within_months=_whole(raw["placed_within_months"], "placed_within_months"),
        nomination=_read(Nomination.read, raw.get("nomination", "pooled"), "nomination"),
        money=type(money)(**{**vars(money), **parts["money"]}),
        use=type(use)(**{**vars(use), **parts["use"]}),
        assumptions=_texts(raw.get("assumptions", {}), "assumptions"),
        sources=_texts(raw.get("sources", {}), "sources"),
    )


def _home(raw: Mapping[str, Any]) -> BlockHome:
    ages = raw.get("ages", {})
    return BlockHome(
        name=_text(raw["name"], "homes.name"),
        authority_code=_text(raw["authority"], "homes.authority"),
        postcode=_text(raw["postcode"], "homes.postcode") if "postcode" in raw else None,
        beds=_whole(raw["beds"], "homes.beds"),
        takes=_read(OneOf(Takes), raw.get("takes", Takes.ANY), "homes.takes"),
        age_min_years=_whole(ages["from"], "homes.ages.from") if "from" in ages else None,
        age_max_years=_whole(ages["to"], "homes.ages.to") if "to" in ages else None,
        meets=frozenset(_read(OneOf(Need), need, "homes.meets") for need in raw.get("meets", ())),
        opens=_day(raw["opens"]) if "opens" in raw else None,
        most_years_apart=_whole(raw["most_years_apart"], "homes.most_years_apart")
        if "most_years_apart" in raw
        else None,
    )


def _home_as_toml(home: BlockHome) -> dict[str, object]:
    ages = {"from": home.age_min_years, "to": home.age_max_years}
    written: dict[str, object | None] = {
        "name": home.name,
        "authority": home.authority_code,
        "postcode": home.postcode,
        "beds": home.beds,
        "takes": str(home.takes) if home.takes is not Takes.ANY else None,
        "ages": {end: age for end, age in ages.items() if age is not None} or None,
        "meets": sorted(map(str, home.meets)) or None,
        "opens": home.opens,
        "most_years_apart": home.most_years_apart,
    }
    return {key: value for key, value in written.items() if value is not None}


def _read(read: Callable[[object], Read], found: object, key: str) -> Read:
    """Read a value, and name its key where it cannot be."""
    try:
        return read(found)
    except ValueError as error:
        message = f"`{key}` is {error}"
        raise ValueError(message) from error


def _whole(value: object, key: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"`{key}` is {value!r}; a whole number is wanted"
        raise ValueError(message)  # noqa: TRY004 (contract_from_toml gives it as a ConfigurationError)
    return value


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        message = f"`{key}` is {value!r}; a text in quotation marks is wanted"
        raise ValueError(message)
    return value.strip()


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        message = f"`homes.opens` is {value!r}; a date such as 2019-04-01 is wanted"
        raise ValueError(message)  # noqa: TRY004 (as above)
    return value


def _texts(values: Mapping[str, object], key: str) -> dict[str, str]:
    return {str(name): _text(value, f"{key}.{name}") for name, value in values.items()}
