"""Which contracts the shared view takes."""

from lib.answer.loaded import Loaded
from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.errors import DisclosureError


def require_on_offer(contract: Contract, loaded: Loaded, audience: Audience) -> None:
    """
    Refuse a contract that chooses children as no preset does, for any audience but officers.

    Raises
    ------
    DisclosureError
        Saying what may be changed.
    """
    if audience is Audience.OFFICERS:
        return
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


def is_shown_by_area(contract: Contract, loaded: Loaded, audience: Audience) -> bool:
    """Whether the audience sees this contract's figures by area, and every measure."""
    return audience is Audience.OFFICERS or contract.chooses == loaded.own_contract.chooses
