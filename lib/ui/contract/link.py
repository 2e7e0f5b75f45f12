"""What a link changes of a contract: what can be, and in words what was left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lib.answer.contract.shown_settings import EVERY, HUNDRED, Field
from lib.domain.contract import CHOOSES_CHILDREN, Contract
from lib.domain.contract_changes import changed
from lib.domain.ranges import Range
from lib.domain.settings import OTHER_PRICE, SETTINGS
from lib.errors import ConfigurationError

_AGES: Final = ("ages_from", "ages_to")
_WORDS: Final = {**CHOOSES_CHILDREN, "homes": "the homes and their beds"}
_LONGEST: Final = 40
"""Characters of what a link holds that are shown back."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What can be applied, and a sentence for each that cannot."""

    changes: Mapping[str, str]
    refused: tuple[str, ...] = ()


def taken(base: Contract, changes: Mapping[str, str]) -> Taken:
    """Part changes, as texts by key, into those that a contract can take and those it cannot."""
    if _can_be(base, changes):
        return Taken(changes=changes)
    kept: dict[str, str] = {}
    refused = []
    for group in _groups(changes):
        if _can_be(base, {**kept, **group}):
            kept |= group
        elif _is_second_price(group, kept):
            other = names_of(OTHER_PRICE[key] for key in group)
            refused.append(
                f"“{names_of(group)}” stands beside “{other}”: each says what a bed costs, and "
                "only one can."
            )
        else:
            refused += [refusal(key, text) for key, text in group.items()]
    return Taken(changes=kept, refused=tuple(refused))


def chooses_children(key: str) -> bool:
    """Whether a change decides which children can have a bed."""
    return key in _AGES or key in CHOOSES_CHILDREN


def names_of(keys: Iterable[str]) -> str:
    """List settings as the page names them."""
    return "; ".join(dict.fromkeys(map(_name, keys)))


def refusal(key: str, text: str) -> str:
    """Say that a setting cannot be as a link has it, and what is possible."""
    quoted = f"“{text if len(text) <= _LONGEST else f'{text[:_LONGEST]}…'}”"
    if key in EVERY:
        field = EVERY[key]
        said = _as_read(field, text) or quoted
        return f"“{field.label}” cannot be {said}: {field.possible} is possible."
    if key in SETTINGS or chooses_children(key):
        return f"“{_name(key)}” cannot be {quoted}{_wanted(key, text)}."
    return "Something that is no setting of a contract."


def _is_second_price(group: Mapping[str, str], kept: Mapping[str, str]) -> bool:
    return any(OTHER_PRICE.get(key) in kept for key in group)


def _groups(changes: Mapping[str, str]) -> list[dict[str, str]]:
    """Part changes into those that stand alone; the two ends of the ages go together."""
    ages = {key: text for key, text in changes.items() if key in _AGES}
    others = [{key: text} for key, text in changes.items() if key not in _AGES]
    return [*others, *([ages] if ages else [])]


def _can_be(base: Contract, changes: Mapping[str, str]) -> bool:
    try:
        changed(base, changes)
    except ConfigurationError:
        return False
    return True


def _name(key: str) -> str:
    if key in EVERY:
        return EVERY[key].label
    if key in SETTINGS:
        return SETTINGS[key].label
    return _WORDS.get("ages" if key in _AGES else key, "")


def _wanted(key: str, text: str) -> str:
    """Say what a setting that is no number may be."""
    try:
        SETTINGS[key].read(text)
    except KeyError:
        return ""  # one of those that choose children
    except ValueError as error:
        return f": {str(error).rpartition(': ')[2]}"
    return ""


def _as_read(field: Field, text: str) -> str | None:
    """Write numbers of a link with the field's unit; None where they are none, or in no order."""
    try:
        found = Range.read(text)
    except ValueError:
        return None
    by = HUNDRED if field.scale == "percent" else 1
    parts = [field.in_words(part * by) for part in (found.low, found.likely, found.high)]
    return parts[0] if found.is_certain else f"{parts[0]} to {parts[2]}, most likely {parts[1]}"
