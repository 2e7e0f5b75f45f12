"""What may stand in the address of a page, and what a page has to offer for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from lib.disclosure.released import Audience
from lib.maps.state import Layer, Mode


class Page(StrEnum):
    """The pages, by their path."""

    OVERVIEW = ""
    BOROUGHS = "boroughs"
    BLOCK_CONTRACT = "block_contract"
    BRIEFING = "briefing"
    RETURNS = "returns"
    METHODS = "methods"
    TOUR = "tour"


class Key(StrEnum):
    """Names in the address; those of widgets are their keys."""

    AUDIENCE = "audience"
    AS_AT = "as-at"
    AREA = "borough"
    GROUP = "only"
    SINGLE = "single"
    MODE = "map"
    LAYERS = "layers"
    CENTRE = "centre"
    ZOOM = "zoom"
    CONTRACT = "contract"
    CHANGES = "changes"
    COMPARE = "compare"
    PACK = "pack"
    SEEN_BY = "for"
    AREAS = "boroughs"
    HOMES = "homes"
    HOMES_YEAR = "homes-year"
    STEP = "step"
    TREND = "trend"


AUDIENCES: Final[Mapping[Audience, str]] = {
    Audience.OFFICERS: "Officers' view",
    Audience.SHARED: "Shared view",
}


@dataclass(frozen=True, kw_only=True)
class OnOffer:
    """
    What can be chosen on a page, as it is written.

    ``audiences``, ``dates`` and ``trends`` begin with what is shown unasked; ``boroughs`` are by
    audience, since areas may be merged for one of them. A page with figures has a date at least.
    ``homes`` are the measures of published homes, each with its years; the first of either stands
    unasked.
    """

    audiences: Sequence[Audience] = (Audience.OFFICERS, Audience.SHARED)
    dates: Sequence[date] = ()
    boroughs: Mapping[Audience, Collection[str]] = field(default_factory=dict)
    groups: Collection[str] = ()
    packs: Collection[str] = ()
    trends: Collection[str] = ()
    homes: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """
    What a link asks for. None is what the plain page shows, whether or not the link says so.

    ``borough`` and ``group`` are names; ``layers`` those that are drawn; ``centre`` is latitude
    and longitude in degrees, to four decimals, ``zoom`` Leaflet's, to two. ``contract``,
    ``changes`` and ``compare`` are as they stand in the address: `lib.ui.contract` reads them.
    ``pack`` is the name of a pack, ``areas`` are names of boroughs, ``step`` is one of the tour,
    ``trend`` is the name of a published measure.
    ``homes`` is a measure of published homes, ``homes_year`` the 31 March that it is of.
    """

    audience: Audience | None = None
    as_of: date | None = None
    borough: str | None = None
    group: str | None = None
    is_single: bool | None = None
    mode: Mode | None = None
    layers: frozenset[Layer] | None = None
    centre: tuple[float, float] | None = None
    zoom: float | None = None
    contract: str | None = None
    changes: str | None = None
    compare: tuple[str, ...] | None = None
    pack: str | None = None
    areas: tuple[str, ...] | None = None
    homes: str | None = None
    homes_year: int | None = None
    step: int | None = None
    trend: str | None = None
