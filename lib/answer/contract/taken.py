"""Everything that a contract sets: its value in words, and its source or why it is assumed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from lib.answer.contract.shown_settings import EVERY, Field
from lib.answer.contract.terms import terms
from lib.answer.wording import day, lower_first
from lib.domain.contract import Contract
from lib.domain.nomination import Rule
from lib.domain.ranges import Range
from lib.domain.settings import OTHER_PRICE, SETTINGS, Setting
from lib.domain.terms import EmptyBeds

NOT_SET: Final = "as the returns say"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """
    One thing that a contract takes for granted.

    ``proposed`` is what the partnership's own contract has instead; empty where it has the same,
    or says nothing of it. ``why`` is a source, or begins with *Assumption*.
    """

    what: str
    value: str
    why: str
    proposed: str = ""


def taken(contract: Contract, own: Contract) -> tuple[Taken, ...]:
    """
    List what a contract sets: first what is bought and for whom, then money, then time.

    Parameters
    ----------
    own
        The partnership's own contract, against which changes are told.
    """
    found = []
    for key in dict.fromkeys((*_CHOICES, *SETTINGS, *contract.sources, *contract.assumptions)):
        value, proposed = _value(contract, key), _proposed(own, key)
        if _bears(contract, key) and (value or contract.explained(key)):
            found.append(
                Taken(
                    what=_name(key),
                    value=value,
                    why=contract.explained(key),
                    proposed=proposed if proposed != value else "",
                )
            )
    return tuple(found)


def _proposed(own: Contract, key: str) -> str:
    """Give the value of the partnership's own; of a price where it has a discount, that."""
    if key in OTHER_PRICE and own.value(SETTINGS[key]) is None:
        return lower_first(terms(own)["Price"])
    return _value(own, key)


def _bears(contract: Contract, key: str) -> bool:
    """Whether a setting has a part in this contract: of price and discount one has."""
    money = contract.money
    if key == "guaranteed_share":
        return money.empty_beds is EmptyBeds.PART_GUARANTEED
    return key not in OTHER_PRICE or contract.value(SETTINGS[key]) is not None


def _name(key: str) -> str:
    if key in _CHOICES:
        return _CHOICES[key][0]
    if key in EVERY:
        return EVERY[key].label
    if key in SETTINGS:
        return SETTINGS[key].label
    return _BESIDE.get(key, key.replace("_", " ").capitalize())


def _value(contract: Contract, key: str) -> str:
    if key in _CHOICES:
        return _CHOICES[key][1](contract)
    return _setting(contract.value(SETTINGS[key]), SETTINGS[key]) if key in SETTINGS else ""


def _setting(value: object, setting: Setting) -> str:
    if value is None:
        return NOT_SET
    if isinstance(value, date):
        return day(value)
    field = EVERY.get(setting.key)
    if field is None:
        return str(value)
    if isinstance(value, Range):
        likely, low, high = (_number(field, one) for one in (value.likely, value.low, value.high))
        return likely if value.is_certain else f"{likely} ({low} to {high})"
    return _number(field, float(str(value)))


def _number(field: Field, value: float) -> str:
    return field.in_words(field.shown(value))


def _homes(contract: Contract) -> str:
    beds = sorted({home.beds for home in contract.homes})
    each = f"{beds[0]}" if len(beds) == 1 else f"{beds[0]} to {beds[-1]}"
    return f"{len(contract.homes)}, of {each} beds"


_CHOICES: Final[Mapping[str, tuple[str, Callable[[Contract], str]]]] = {
    "beds": ("Beds", lambda one: f"{one.beds}"),
    "homes": ("Homes", _homes),
    "ages": ("Ages", lambda one: f"{one.age_min_years} to {one.age_max_years}"),
    "placed_within_months": (
        "Children placed in the last",
        lambda one: f"{one.placed_within_months} months",
    ),
    "nomination": (
        "How the authorities share the beds",
        lambda one: {
            Rule.POOLED: "one pool for all",
            Rule.FAIR: "by their children who could come",
            Rule.SHARES: "a fixed share each",
        }[one.nomination.rule],
    ),
}
"""What narrows the children who can have a bed: its name, and its value in words."""

_BESIDE: Final = {"authorities": "Where the homes are", "postcodes": "Where each home stands"}
"""What a contract's file explains beside its settings."""
