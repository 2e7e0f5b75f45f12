"""
The sentences of the guided tour, each from finished answers.

Whoever copies one out takes along of whom it is, as at when, and that invented data are invented.
"""

from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.boroughs.view import BoroughsView
from lib.answer.context import homes_sentences
from lib.answer.context.homes import HomesView
from lib.answer.contract.sentences import pounds
from lib.answer.contract.view import ContractView, SharesView
from lib.answer.view import OverviewView
from lib.answer.wording import day, lower_first
from lib.domain.contract import Contract
from lib.domain.terms import EmptyBeds

ALL_IS_KNOWN: Final = "Nothing that is asked of these returns is unknown."

_TODAY: Final = "Today "
"""How the map of today begins; here the date stands before it."""


def where_they_live(view: OverviewView, said_of_the_map: str) -> str:
    """Say what the map of today says of all of them."""
    return f"{_children(view)}: {lower_first(said_of_the_map.removeprefix(_TODAY))}"


def how_far(view: BoroughsView) -> str:
    """Say how far from their own address the children live."""
    return f"{_children(view.overview)}: {lower_first(view.bands_sentence)}"


def which_homes(view: HomesView) -> str:
    """Set the places beside the children placed outside: published, whatever returns are loaded."""
    return f"Published figures: {homes_sentences.title(view)}; {homes_sentences.WHOSE_CHILDREN}."


def what_would_change(view: OverviewView, forecast: ContractView | None) -> str:
    """Say how many more the contract would bring inside: the forecast, or the bound alone."""
    said = forecast.inside_sentence if forecast else view.proof_sentence
    return f"{_children(view)}: {lower_first(said)}"


def what_it_would_cost(
    view: OverviewView, forecast: ContractView | None, shares: SharesView | None
) -> str:
    """
    Say what a year costs, what a full one saves or loses, and how likely a loss is.

    Parameters
    ----------
    shares
        Of the same contract: of all authorities together they tell what it charges.
    """
    if forecast is None:
        return f"{_returns(view)}: what it would cost cannot be forecast from them."
    charge = None if shares is None else _charge(shares, forecast.contract)
    said = f"forecast: {lower_first(forecast.headline)}"
    if charge is None:
        return f"{_returns(view)}, {said}"
    return f"{_returns(view)}: {charge}. {said[0].upper()}{said[1:]}"


def what_is_not_known(view: OverviewView) -> str:
    """Say the first of what is not known, and how much more there is and where it is listed."""
    # rules that are off begin with the name of a file
    said = (*map(lower_first, view.unknowns), *view.rules_off)
    if not said:
        return f"{_returns(view)}: {lower_first(ALL_IS_KNOWN)}"
    others = len(said) - 1
    listed = "" if not others else (
        f"; the Overview lists {others} more {'thing' if others == 1 else 'things'} under “What is "
        "not known”"
    )  # fmt: skip
    return f"{_returns(view)}: {said[0].removesuffix('.')}{listed}."


def _children(view: OverviewView) -> str:
    """Children in children's homes, North East London, 31 March 2018 (invented data)."""
    return f"{view.subtitle}{_invented(view)}"


def _returns(view: OverviewView) -> str:
    return f"Returns as at {day(view.as_of)}{_invented(view)}"


def _invented(view: OverviewView) -> str:
    return " (invented data)" if view.is_invented else ""


def _charge(shares: SharesView, contract: Contract) -> str | None:
    """Say what the contract charges, and in whose prices; None where that is not shown."""
    fee = None if shares.shares is None else shares.shares.number(TOTAL, "fee_pence_equal")
    if fee is None:
        return None
    money = contract.money
    is_for_all = money.empty_beds is EmptyBeds.ALL_PAID
    beds = f"for its {contract.beds} beds, filled or not," if is_for_all else (
        "if its beds stayed as filled as they can be given out,"
    )  # fmt: skip
    if money.price_pence_per_bed_week is not None:
        prices = "at the price that it sets"
    elif money.weekly_cost_pence is not None:
        prices = "at a price that follows from the weekly cost that it takes"
    else:
        prices = "at a price that follows from the weekly costs in the returns"
    return (
        f"the contract would charge {pounds(fee)} a year {beds} {prices}, before any rise in prices"
    )
