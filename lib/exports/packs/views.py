"""What a pack is made of: who it is for, what was chosen, and the answers to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from lib.answer.boroughs.view import BoroughsView
from lib.answer.contract.view import ContractView, SharesView
from lib.answer.view import OverviewView
from lib.domain.contract import Contract
from lib.maps.places import Places
from lib.maps.state import Opening


class Pack(StrEnum):
    """The packs, by the names that the command line and an address know them by."""

    CABINET = "cabinet"
    BOROUGHS = "boroughs"
    CONTRACT = "contract"
    DATA = "data"


PACK_NAMES: Final[Mapping[Pack, str]] = {
    Pack.CABINET: "One page for Cabinet",
    Pack.BOROUGHS: "Borough pack",
    Pack.CONTRACT: "Contract decision pack",
    Pack.DATA: "Data pack",
}

PACK_SAYS: Final[Mapping[Pack, str]] = {
    Pack.CABINET: "The answer, the four measures, the map and the boroughs on one page.",
    Pack.BOROUGHS: "One page for each borough: where its children live, how far, what is there.",
    Pack.CONTRACT: "Today, with the contract, the proof, money, risk, fair shares, and what is "
    "not known.",
    Pack.DATA: "Every table that may leave the product, with what it means.",
}


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """
    What somebody asked for.

    Parameters
    ----------
    areas
        Codes as the audience sees them; none for all. The page for Cabinet takes the first.
    group_key
        Of a group of children, for officers.
    title, note
        What they wrote over our title, and added; empty if they did not.
    """

    pack: Pack = Pack.CABINET
    areas: tuple[str, ...] = ()
    group_key: str | None = None
    opening: Opening = field(default_factory=Opening)
    title: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Views:
    """
    The answers that packs are made of; what takes long is asked for when it is needed.

    Parameters
    ----------
    overview
        With the contract that was chosen.
    own, presets
        The partnership's own contract, and all on offer by their names in the settings.
    boroughs
        By area code, None for all of them; None where the audience is not shown this
        contract by borough.
    forecast
        None where the returns cover too little; ``why_not`` then says why.
    """

    overview: OverviewView
    contract: Contract
    own: Contract
    presets: Mapping[str, Contract]
    places: Places
    boroughs: Callable[[str | None], BoroughsView] | None
    forecast: Callable[[], ContractView | None]
    why_not: str
    shares: Callable[[], SharesView]
