"""Children's homes of England: as many, and as large, as were published; none of them real."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lib.sources.published import published
from lib.synthetic.assumptions import AS_AT
from lib.synthetic.careers import AS_AT_DAY
from lib.synthetic.draws import Days, Integers, Texts, day_number
from lib.synthetic.places import Places

SUCCESSORS: Final[dict[str, tuple[str, ...]]] = {
    "E06000028": ("E06000058",),  # Bournemouth
    "E06000029": ("E06000058",),  # Poole
    "E08000016": ("E08000038",),  # Barnsley
    "E08000019": ("E08000039",),  # Sheffield
    "E10000006": ("E06000063", "E06000064"),  # Cumbria
    "E10000009": ("E06000059",),  # Dorset
    "E10000021": ("E06000061", "E06000062"),  # Northamptonshire
}
"""Authorities of 2018 whose homes stand in those of April 2025, which the map draws."""

FIRST_URN: Final = 9_000_001
"""Ofsted gives no number as high as this, so that none of these is a real home's."""

URNS_PER_SET: Final = 3_000

_FIRST_REGISTERED: Final = day_number(np.datetime64("2001-04-01"))
_WHOLE_REGION: Final = ("E12", "E92")


@dataclass(frozen=True, kw_only=True)
class Homes:
    """
    One entry a home, in the order of authority and sector.

    ``authority`` and ``place`` are positions in :class:`~lib.synthetic.places.Places`;
    ``registered`` counts days since 1 January 1970.
    """

    urn: Integers
    authority: Integers
    sector: Texts
    places: Integers
    place: Integers
    registered: Days


def build_homes(rng: np.random.Generator, places: Places, *, first_urn: int) -> Homes:
    """
    Invent the homes of every English authority, as many as were published.

    Returns
    -------
    Homes
        Homes and places add up to the published row of each authority and sector.
    """
    table = published("childrens_homes")
    table = table[
        (table["date"] == str(AS_AT))
        & (table["sector"] != "all")
        & ~table["area_code"].str.startswith(_WHOLE_REGION)
    ].sort_values(["area_code", "sector"])
    authority, sector, sizes = [], [], []
    for area, kind, homes, beds in zip(
        *(table[name].tolist() for name in ("area_code", "sector", "homes", "places")), strict=True
    ):
        now_in = SUCCESSORS.get(area, (area,))
        numbers = np.array([places.number(code) for code in now_in])
        authority.append(numbers[rng.integers(0, len(numbers), homes)])
        sector.append(np.full(homes, kind))
        sizes.append(1 + rng.multinomial(beds - homes, np.full(homes, 1 / homes)))
    where = np.concatenate(authority)
    order = np.argsort(where, kind="stable")
    n = len(where)
    return Homes(
        urn=first_urn + np.arange(n),
        authority=where[order],
        sector=np.concatenate(sector)[order],
        places=np.concatenate(sizes)[order].astype(np.int64),
        place=places.any_in(rng, where[order]),
        registered=rng.integers(_FIRST_REGISTERED, AS_AT_DAY - 365, n),
    )
