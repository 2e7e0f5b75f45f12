"""The sentences of the guided tour, each from finished answers; that of the map is the map's."""

from typing import Final

from lib.answer.boroughs.view import BoroughsView
from lib.answer.contract.view import ContractView
from lib.answer.view import OverviewView

ALL_IS_KNOWN: Final = "Nothing that is asked of these returns is unknown."


def how_far(view: BoroughsView) -> str:
    """Say how far from their own address the children live."""
    return view.bands_sentence


def what_would_change(view: OverviewView, forecast: ContractView | None) -> str:
    """Say how many more the contract would bring inside: the forecast, or the bound alone."""
    return forecast.inside_sentence if forecast else view.proof_sentence


def what_it_would_cost(forecast: ContractView | None) -> str:
    """Say what a full year saves or loses, and how likely a loss is."""
    if forecast is None:
        return "What it would cost cannot be forecast from these returns."
    return forecast.headline


def what_is_not_known(view: OverviewView) -> str:
    """Say the first of what is not known, and how much more there is."""
    said = (*view.unknowns, *view.rules_off)
    if not said:
        return ALL_IS_KNOWN
    others = len(said) - 1
    more = f" {others} more {'thing is' if others == 1 else 'things are'} listed here."
    return said[0] + (more if others else "")
