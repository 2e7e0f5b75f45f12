"""Whether a file is what these returns give: made again from what it says, byte for byte."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from lib.answer.loaded import Loaded
from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.domain.contract_toml import contract_from_toml
from lib.errors import ConfigurationError
from lib.exports.formats import Format, files, trace_of
from lib.exports.packs.answered import views_of
from lib.exports.packs.link import opening_of
from lib.exports.packs.pack import briefing
from lib.exports.packs.views import Chosen, Pack
from lib.exports.trace import FORMAT, Trace
from lib.scenario.forecast import MODEL

_CANNOT_BE: Final = "What the file says of how it was made cannot be used: it was changed."
_EARLIEST: Final = date(1990, 1, 1)
"""Before the Children Act 1989 came into force there was no such return."""


class Verdict(Enum):
    """What the comparison comes to."""

    IDENTICAL = "The file is, byte for byte, what these returns give."
    OTHER_RETURNS = "The file was made from other returns than these."
    OTHER_VERSION = (
        "The file was made by another version of this tool, or with other boundaries, homes or "
        "costs: its figures may differ from what this one gives."
    )
    CHANGED = (
        "These returns give another file: somebody changed it after it was made, or saved it anew "
        "with another program."
    )


@dataclass(frozen=True, kw_only=True)
class Verified:
    """A verdict, and what the file says of itself."""

    verdict: Verdict
    trace: Trace


def verified(
    content: bytes, of: Format, *, loaded_as_of: Callable[[date], Loaded], reference_sha256: str
) -> Verified:
    """
    Make a file again, and compare.

    Parameters
    ----------
    loaded_as_of
        Gives the returns as at the date of the file.
    reference_sha256
        As in `Trace`, of now.

    Raises
    ------
    ConfigurationError
        If the file does not say how it was made, or asks for what there is not.
    DisclosureError
        If it asks for what its audience may not be shown.
    """
    trace = trace_of(content, of)
    try:
        pack, audience = Pack(trace.pack), Audience(trace.audience)
        as_of = date.fromisoformat(trace.as_of)
    except ValueError as error:
        raise ConfigurationError(_CANNOT_BE) from error
    if as_of < _EARLIEST:
        raise ConfigurationError(_CANNOT_BE)
    loaded = loaded_as_of(as_of)
    if loaded.returns.content_hash != trace.data_sha256:
        return Verified(verdict=Verdict.OTHER_RETURNS, trace=trace)
    contract = _contract(trace, audience, loaded)
    chosen = Chosen(
        pack=pack,
        areas=trace.areas,
        group_key=trace.group or None,
        opening=opening_of(trace.map_view),
        title=trace.title,
        note=trace.note,
    )
    views = views_of(loaded, contract=contract, audience=audience, group_key=chosen.group_key)
    if content in files(briefing(views, chosen), of, loaded.footprint):
        return Verified(verdict=Verdict.IDENTICAL, trace=trace)
    is_other = (
        trace.format != FORMAT or trace.model != MODEL or trace.reference_sha256 != reference_sha256
    )
    verdict = Verdict.OTHER_VERSION if is_other else Verdict.CHANGED
    return Verified(verdict=verdict, trace=trace)


def _contract(trace: Trace, audience: Audience, loaded: Loaded) -> Contract:
    """Read the contract; in a shared file its homes stand where the one on offer has them."""
    said = contract_from_toml(trace.contract, ages=(0, 17))
    if audience is Audience.OFFICERS:
        return said
    for preset in loaded.presets.values():
        if preset.without_places().chooses == said.chooses:
            return said.with_places_of(preset)
    return said  # refused like any contract that is not on offer
