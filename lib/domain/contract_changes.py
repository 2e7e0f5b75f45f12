"""Contracts made from others by naming what differs: on the command line, in a link, on a page."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final
from urllib.parse import quote, unquote

from lib.domain.block_home import BlockHome, Need, Takes
from lib.domain.contract import Contract
from lib.domain.nomination import Nomination
from lib.domain.ranges import Range
from lib.domain.setting_values import NOT_SET
from lib.domain.settings import OTHER_PRICE, SETTINGS, Setting
from lib.errors import ConfigurationError

MOST_IN_A_LINK: Final = 1_800
"""Characters: beyond it some mail programs break a link, and a file serves better."""

_HOME: Final = ";"
_FIELD: Final = "*"
_AGES: Final = "-"
_PLAIN: Final = " /,=:-*;"
_BETWEEN: Final = "&"


def changed(contract: Contract, changes: Mapping[str, str]) -> Contract:
    """
    Make a contract that differs in what is named.

    Parameters
    ----------
    changes
        Texts by key: those of `lib.domain.settings`, and ``beds``, ``homes``,
        ``ages_from``, ``ages_to``, ``placed_within_months``, ``nomination``.

    Raises
    ------
    ConfigurationError
        Naming the key, what was found, and what is wanted.
    """
    _refuse_two_prices(changes)
    made = contract
    for key, text in changes.items():
        try:
            if key in SETTINGS:
                made = _with_setting(made, SETTINGS[key], text)
            elif key in _CHOICES:
                made = _CHOICES[key].put(made, text)
            else:
                known = ", ".join(sorted([*SETTINGS, *_CHOICES]))
                message = f"{key!r} is no setting of a contract. There are: {known}"
                raise ValueError(message)  # noqa: TRY301 (one place turns it into a user's error)
        except ValueError as error:
            message = f"The contract: `{key}`: {error}."
            raise ConfigurationError(message) from error
        what = "left to the returns" if text == NOT_SET else f"set to {_in_words(made, key, text)}"
        reason = f"Assumption: {_label(key)} {what} by the reader."
        made = replace(
            made,
            assumptions={**made.assumptions, _explains(key): reason},
            sources={name: said for name, said in made.sources.items() if name != _explains(key)},
        )
    return made.checked()


def differences(contract: Contract, base: Contract) -> dict[str, str]:
    """
    Name what differs from another contract, so that ``changed(base, ...)`` gives it back.

    The name and the reasons are left out.
    """
    found = {}
    for key, choice in _CHOICES.items():
        if choice.is_stored and choice.text(contract) != choice.text(base):
            found[key] = choice.text(contract)
    for key, setting in SETTINGS.items():
        value = contract.value(setting)
        unset_by_the_other = value is None and key in OTHER_PRICE
        if value != base.value(setting) and not unset_by_the_other:
            found[key] = as_text(setting, value)
    return found


def as_link(changes: Mapping[str, str]) -> str | None:
    """Write changes as one text for an address; None where it would be too long."""
    text = _BETWEEN.join(f"{key}={quote(value, safe=_PLAIN)}" for key, value in changes.items())
    return text if len(quote(text)) <= MOST_IN_A_LINK else None


def from_link(text: str) -> dict[str, str]:
    """Read what `as_link` wrote; of anything else, what can be read."""
    pairs = (part.split("=", maxsplit=1) for part in text.split(_BETWEEN) if "=" in part)
    return {key: unquote(value) for key, value in pairs}


def as_text(setting: Setting, value: object) -> str:
    """Write a setting's value as on the command line."""
    shown = setting.write(value)
    return "/".join(map(str, shown)) if isinstance(shown, list) else str(shown)


def with_beds(homes: tuple[BlockHome, ...], beds: int) -> tuple[BlockHome, ...]:
    """
    Share out so many beds among homes in proportion to those they have.

    By largest remainder, of equal ones the first; a home without a bed is left out.
    """
    total = sum(home.beds for home in homes)
    shared = [home.beds * beds // total for home in homes]
    by_remainder = sorted(
        range(len(homes)), key=lambda at: shared[at] * total - homes[at].beds * beds
    )
    for at in by_remainder[: beds - sum(shared)]:
        shared[at] += 1
    return tuple(
        replace(home, beds=number) for home, number in zip(homes, shared, strict=True) if number
    )


def _refuse_two_prices(changes: Mapping[str, str]) -> None:
    """Refuse a discount and a price at once: each says what a bed costs."""
    found = {key: changes[key] for key in OTHER_PRICE if changes.get(key, NOT_SET) != NOT_SET}
    if len(found) > 1:
        said = " and ".join(f"`{key}` is {text}" for key, text in found.items())
        message = f"The contract: {said}, and each says what a bed costs. Give one of the two."
        raise ConfigurationError(message)


def _with_setting(contract: Contract, setting: Setting, text: str) -> Contract:
    part = replace(getattr(contract, setting.part), **{setting.attribute: setting.read(text)})
    other = SETTINGS[OTHER_PRICE[setting.key]] if setting.key in OTHER_PRICE else None
    if other is not None and text != NOT_SET:
        part = replace(part, **{other.attribute: None})
    return replace(contract, **{setting.part: part})


class _Choice:
    """One of the settings that choose children: how to put it, and how to write it."""

    def __init__(
        self,
        put: Callable[[Contract, str], Contract],
        text: Callable[[Contract], str],
        *,
        is_stored: bool = True,
    ) -> None:
        self.put = put
        self.text = text
        self.is_stored = is_stored


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        message = f"{text!r}: a whole number is wanted"
        raise ValueError(message) from error


def _put_beds(contract: Contract, text: str) -> Contract:
    beds = _whole(text)
    if not 1 <= beds <= 100 * len(contract.homes):
        message = f"{text!r}: 1 to {100 * len(contract.homes):,} are possible in these homes"
        raise ValueError(message)
    return replace(contract, homes=with_beds(contract.homes, beds))


def _write_homes(contract: Contract) -> str:
    return _HOME.join(
        _FIELD.join(
            (
                quote(home.name, safe=" "),
                home.authority_code,
                home.postcode or "",
                str(home.beds),
                str(home.takes),
                ""
                if home.age_min_years is None and home.age_max_years is None
                else f"{_or_blank(home.age_min_years)}{_AGES}{_or_blank(home.age_max_years)}",
                ",".join(sorted(home.meets)),
                _or_blank(home.opens),
                _or_blank(home.most_years_apart),
            )
        )
        for home in contract.homes
    )


def _or_blank(value: object) -> str:
    return "" if value is None else str(value)


def _put_homes(contract: Contract, text: str) -> Contract:
    return replace(contract, homes=tuple(map(_read_home, text.split(_HOME))))


def _read_home(text: str) -> BlockHome:
    try:
        name, authority, postcode, beds, takes, ages, meets, opens, apart = text.split(_FIELD)
        youngest, oldest = ages.split(_AGES) if ages else ("", "")
        return BlockHome(
            name=unquote(name),
            authority_code=authority,
            postcode=postcode or None,
            beds=int(beds),
            takes=Takes(takes),
            age_min_years=int(youngest) if youngest else None,
            age_max_years=int(oldest) if oldest else None,
            meets=frozenset(map(Need, meets.split(","))) if meets else frozenset(),
            opens=date.fromisoformat(opens) if opens else None,
            most_years_apart=int(apart) if apart else None,
        )
    except ValueError as error:
        message = (
            "a home is written as name*authority*postcode*beds*any|girls|boys*ages*needs*opens*"
            f"most years apart, not as {text!r}"
        )
        raise ValueError(message) from error


_CHOICES: Final[dict[str, _Choice]] = {
    "homes": _Choice(_put_homes, _write_homes),
    "beds": _Choice(_put_beds, lambda one: str(one.beds), is_stored=False),
    "ages_from": _Choice(
        lambda one, text: replace(one, age_min_years=_whole(text)),
        lambda one: str(one.age_min_years),
    ),
    "ages_to": _Choice(
        lambda one, text: replace(one, age_max_years=_whole(text)),
        lambda one: str(one.age_max_years),
    ),
    "placed_within_months": _Choice(
        lambda one, text: replace(one, placed_within_months=_whole(text)),
        lambda one: str(one.placed_within_months),
    ),
    "nomination": _Choice(
        lambda one, text: replace(one, nomination=Nomination.read(text)),
        lambda one: one.nomination.as_text(),
    ),
}


def _in_words(contract: Contract, key: str, text: str) -> str:
    """Write a share in per cent: 20%, or 20% (5% to 25%); anything else as it was given."""
    value = contract.value(SETTINGS[key]) if key in SETTINGS and SETTINGS[key].is_share else None
    if isinstance(value, Range):
        low, likely, high = map(_percent, (value.low, value.likely, value.high))
        return likely if value.is_certain else f"{likely} ({low} to {high})"
    return _percent(value) if isinstance(value, float) else text


def _percent(share: float) -> str:
    return f"{100 * share:g}%".replace("-", "−")


def _explains(key: str) -> str:
    return "ages" if key in ("ages_from", "ages_to") else key


def _label(key: str) -> str:
    return f"“{SETTINGS[key].label}”" if key in SETTINGS else key.replace("_", " ")
