"""Which contracts the shared view takes."""

from lib.answer.loaded import Loaded
from lib.answer.wording import day
from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.domain.contract_changes import changed, differences
from lib.errors import DisclosureError


def require_on_offer(contract: Contract, loaded: Loaded, audience: Audience) -> None:
    """
    Refuse what is not on the menu of others than officers.

    A contract that chooses children as no preset does, and a date that is no 31 March of which
    all returns tell: of two days side by side, the difference is one child's.

    Raises
    ------
    DisclosureError
        Saying what may be asked.
    """
    if audience is Audience.OFFICERS:
        return
    as_of = loaded.returns.as_of
    if as_of not in loaded.returns.available_dates:
        message = (
            "In the shared view only 31 Marches are shown that the returns cover, not "
            f"{day(as_of)}: two days side by side would tell what became of one child. Choose the "
            "officers' view for more."
        )
        raise DisclosureError(message)
    if contract.chooses not in {preset.chooses for preset in loaded.presets.values()}:
        names = ", ".join(preset.name for preset in loaded.presets.values())
        message = (
            "In the shared view homes, ages, beds and nomination are those of a contract on offer "
            f"({names}): chosen at will, they could be narrowed until a figure points to a child. "
            "Money and time may be changed freely. Choose the officers' view for more."
        )
        raise DisclosureError(message)


def preset_that_chooses_alike(contract: Contract, loaded: Loaded) -> str:
    """Name the first preset that chooses children as a contract on offer does."""
    return next(name for name in loaded.offered if loaded.presets[name].chooses == contract.chooses)


def said_as_on_offer(contract: Contract, loaded: Loaded, audience: Audience) -> Contract:
    """
    Give a contract the name and the reasons of the one on offer that it is most like.

    Others than officers see no text of a contract's file but of those on offer: it may name a
    home. What differs in money and time is said to be the reader's.
    """
    alike = [one for one in loaded.presets.values() if one.chooses == contract.chooses]
    if audience is Audience.OFFICERS or not alike:
        return contract
    base = min(alike, key=lambda one: len(differences(contract, one)))
    return changed(base, differences(contract, base))


def is_shown_by_area(contract: Contract, loaded: Loaded, audience: Audience) -> bool:
    """Whether the audience sees this contract's figures by area, and every measure."""
    return audience is Audience.OFFICERS or contract.chooses == loaded.own_contract.chooses
