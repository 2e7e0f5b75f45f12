"""What a contract pays for, in words: its own settings, none of which the returns say."""

from collections.abc import Sequence
from typing import Final

from lib.answer.contract.sentences import percent, pounds
from lib.answer.wording import lower_first
from lib.domain.contract import CHOOSES_CHILDREN, Contract
from lib.domain.ranges import Range
from lib.domain.settings import SETTINGS
from lib.domain.terms import EmptyBeds, Money
from lib.units import PENCE_PER_POUND

_IN_WORDS: Final = frozenset(
    {
        "discount", "price", "block_inflation", "empty_beds", "guaranteed_share", "management",
        "transition", "term_years", "opening_delay_months", "months_between_openings", "target",
    }
)  # fmt: skip
"""Settings that `terms` puts into words, and the target, which stands beside its chance."""


def terms(contract: Contract) -> dict[str, str]:
    """Say what is bought, at what price and for how long; by heading, the same for all."""
    money = contract.money
    return {
        "Beds": f"{contract.beds} in {_many(len(contract.homes), 'home')}, for ages "
        f"{contract.age_min_years} to {contract.age_max_years}",
        "Homes open": _opening(contract),
        "Price": _price(contract),
        "Empty beds": {
            EmptyBeds.ALL_PAID: "All are paid for",
            EmptyBeds.PART_GUARANTEED: f"{percent(money.guaranteed_share)} of the beds are paid "
            "for in any case",
            EmptyBeds.USED_ONLY: "Not paid for",
        }[money.empty_beds],
        "Management": _running(money),
        "Term": _many(money.term_years, "year"),
    }


def in_one_line(contract: Contract) -> str:
    """Tell a contract from others: beds, price, empty beds and term."""
    said = terms(contract)
    return (
        f"{_many(contract.beds, 'bed')}; {lower_first(said['Price'])}; empty beds: "
        f"{lower_first(said['Empty beds'])}; {said['Term']}"
    )


def full_year(contract: Contract) -> str:
    """Name the months of the year that stands for a full one."""
    months = f"{contract.full_year.start + 1} to {contract.full_year.stop}"
    return f"{months}, its last" if contract.is_too_short_for_a_full_year else months


def taken_otherwise(contracts: Sequence[Contract]) -> list[str]:
    """Name what else is not alike in all contracts: `terms` says nothing of it."""
    first, *others = contracts
    of_children = {
        key: label
        for key, label in CHOOSES_CHILDREN.items()
        if any(_choice(one, key) != _choice(first, key) for one in others)
    }
    settings = {
        key: lower_first(setting.label)
        for key, setting in SETTINGS.items()
        if key not in _IN_WORDS
        and any(one.value(setting) != first.value(setting) for one in others)
    }
    return [*of_children.values(), *settings.values()]


def _choice(contract: Contract, key: str) -> object:
    """What `terms` does not say of the children whom a contract chooses."""
    return {
        "placed_within_months": contract.placed_within_months,
        "nomination": contract.nomination,
    }.get(key)


def _price(contract: Contract) -> str:
    money = contract.money
    rising = f", rising {money.block_inflation:.1%} a year" if money.block_inflation else ""
    if money.price_pence_per_bed_week is not None:
        price = money.price_pence_per_bed_week.scaled(lambda pence: pence / PENCE_PER_POUND)
        return f"{_range(price, '£{:,.0f}')} a bed a week{rising}"
    discount = (money.discount or Range.certain(0)).scaled(lambda share: 100 * share)
    return f"{_range(discount, '{:g}%')} off the average weekly cost{rising}"


def _running(money: Money) -> str:
    costs = {
        "a year": money.management_pence_per_year, "for setting up": money.transition_pence,
    }  # fmt: skip
    said = [f"{pounds(pence / PENCE_PER_POUND)} {what}" for what, pence in costs.items() if pence]
    return ", ".join(said) or "Nothing is paid for it"


def _opening(contract: Contract) -> str:
    use = contract.use
    late = use.opening_delay_months
    planned = set(contract.opening_months)
    one_by_one = (
        "All at once" if len(planned) == 1 else f"One by one over {max(planned):.0f} months"
    )
    if late == Range.certain(0):
        return one_by_one
    likely = "" if late.is_certain else "most likely "
    return f"{one_by_one}, {likely}{_range(late, '{:g}')} months late"


def _range(found: Range, write: str) -> str:
    """20%, or 20% (5% to 25%): most likely, and between what."""
    likely, low, high = (
        write.format(round(one, 6)) for one in (found.likely, found.low, found.high)
    )
    return likely if found.is_certain else f"{likely} ({low} to {high})"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
