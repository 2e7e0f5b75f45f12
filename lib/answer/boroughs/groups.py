"""Children alike in one field, and bands of distance: the same lists for every return.

Ages are parted where commissioning changes: secondary school begins at 11, the years that
lead to GCSE at 14, and from 16 supported accommodation may take the place of a children's
home. The age groups that the Department for Education publishes would put nearly every
child in a children's home into one group, 10 to 15.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd


class Field(StrEnum):
    """What the children of a group have in common."""

    AGE = "Age"
    DISTANCE = "Distance"
    PROVIDER = "Provider"
    LEGAL_STATUS = "Legal status"


@dataclass(frozen=True, kw_only=True)
class Group:
    """
    Children alike in one field: an age band, a distance band, a provider sector, a legal status.

    ``key`` is stable and never comes from a file; ``name`` is unique among all groups; ``whom``
    follows *children*: *who are aged 11 to 13*.
    """

    key: str
    field: Field
    name: str
    whom: str


@dataclass(frozen=True, kw_only=True)
class Band:
    """Distances over the upper end of the band before, up to and including ``to_miles``."""

    key: str
    name: str
    to_miles: float


BANDS: Final = (
    Band(key="miles_0_10", name="10 miles or less", to_miles=10),
    Band(key="miles_11_20", name="11 to 20 miles", to_miles=20),
    Band(key="miles_21_30", name="21 to 30 miles", to_miles=30),
    Band(key="miles_31_50", name="31 to 50 miles", to_miles=50),
    Band(key="miles_51_100", name="51 to 100 miles", to_miles=100),
    Band(key="miles_over_100", name="Over 100 miles", to_miles=inf),
)
"""The bands of councils' answers to requests. Exactly 10 and exactly 20 miles belong below."""

AGES: Final = ((0, 10), (11, 13), (14, 15), (16, 17))
"""First and last year of each age band, in the order of its groups."""

_PROVIDERS: Final = {
    "private": ("Private provision", "whose provider is private", ("PR4",)),
    "voluntary": (
        "Voluntary provision",
        "whose provider is a voluntary or third-sector body",
        ("PR5",),
    ),
    "own": ("Own provision", "whose provider is their own authority", ("PR1",)),
    "other": (
        "Another authority, public body or parent",
        "whose provider is another authority, a public body or a parent",
        ("PR0", "PR2", "PR3"),
    ),
}

_LEGAL_STATUSES: Final = {
    "full-care-order": ("Full care order", "who are under a full care order", ("C2",)),
    "interim-care-order": ("Interim care order", "who are under an interim care order", ("C1",)),
    "placement-order": (
        "Placement order or freed for adoption",
        "who are under a placement order or freed for adoption",
        ("D1", "E1"),
    ),
    "section-20": (
        "Accommodated under section 20",
        "who are accommodated under section 20",
        ("V2",),
    ),
    "youth-justice": (
        "Youth justice legal status",
        "who have a youth justice legal status",
        ("J1", "J2", "J3"),
    ),
    "child-protection": (
        "Detained for child protection",
        "who are detained for child protection",
        ("L1", "L2", "L3"),
    ),
}
"""As the Department for Education groups them; series of short breaks are in no count."""


def _age_name(first: int, last: int) -> str:
    if first == 0:
        return f"aged {last} and under"
    return f"aged {first} {'and' if last == first + 1 else 'to'} {last}"


def _band_group(band: Band) -> Group:
    _, said = band.key.split("_", maxsplit=1)
    return Group(
        key=f"distance:{said.replace('_', '-')}",
        field=Field.DISTANCE,
        name=band.name,
        whom=f"who live {band.name[0].lower()}{band.name[1:]} from their own address",
    )


def _unknown(field: Field) -> Group:
    what = field.value.lower()
    return Group(
        key=f"{what.replace(' ', '-')}:unknown",
        field=field,
        name=f"{field} not known",
        whom=f"whose {what} is not known",
    )


GROUPS: Final = (
    *(
        Group(
            key=f"age:{first}-{last}",
            field=Field.AGE,
            name=_age_name(first, last).capitalize(),
            whom=f"who are {_age_name(first, last)}",
        )
        for first, last in AGES
    ),
    _unknown(Field.AGE),
    *map(_band_group, BANDS),
    _unknown(Field.DISTANCE),
    *(
        Group(key=f"provider:{key}", field=Field.PROVIDER, name=name, whom=whom)
        for key, (name, whom, _) in _PROVIDERS.items()
    ),
    _unknown(Field.PROVIDER),
    *(
        Group(key=f"legal-status:{key}", field=Field.LEGAL_STATUS, name=name, whom=whom)
        for key, (name, whom, _) in _LEGAL_STATUSES.items()
    ),
    _unknown(Field.LEGAL_STATUS),
)
"""Every group, field by field; the groups of a field are all the children once."""

_OF_FIELD: Final = {field: tuple(one for one in GROUPS if one.field is field) for field in Field}
_CODES: Final = {
    Field.PROVIDER: tuple(codes for *_, codes in _PROVIDERS.values()),
    Field.LEGAL_STATUS: tuple(codes for *_, codes in _LEGAL_STATUSES.values()),
}
_COLUMNS: Final = {Field.PROVIDER: "placement_provider", Field.LEGAL_STATUS: "legal_status"}


def members(
    children: pd.DataFrame, fields: Collection[Field] = tuple(Field)
) -> dict[str, npt.NDArray[np.bool_]]:
    """
    Tell of each child which groups it is in: one of each field, if need be that of *not known*.

    Parameters
    ----------
    children
        As in ``lib.schemas.placements.MEASURED``; without distances, of the other fields alone.
    fields
        Those that are asked for.

    Returns
    -------
    dict[str, ndarray]
        By key, in the order of `GROUPS`; one flag a child, in the order of the rows.
    """
    found: dict[str, npt.NDArray[np.bool_]] = {}
    for field in fields:
        positions = _positions(children, field)
        found |= {one.key: positions == number for number, one in enumerate(_OF_FIELD[field])}
    return found


def _positions(children: pd.DataFrame, field: Field) -> npt.NDArray[np.int64]:
    """Give the place of each child's group among those of the field; the last is *not known*."""
    if field is Field.AGE:
        return _bands_of(children["age_years"], [last for _, last in AGES])
    if field is Field.DISTANCE:
        return band_of(children["distance_miles"])
    places = {code: number for number, codes in enumerate(_CODES[field]) for code in codes}
    found = children[_COLUMNS[field]].map(places).fillna(len(_CODES[field]))
    return np.asarray(found, dtype=np.int64)


def band_of(miles: pd.Series) -> npt.NDArray[np.int64]:
    """Give the place of each distance's band in `BANDS`; their number where it is not known."""
    return _bands_of(miles, [band.to_miles for band in BANDS])


def _bands_of(values: pd.Series, ends: Sequence[float]) -> npt.NDArray[np.int64]:
    """Give the first end that is not below the value; a missing value lies beyond them all."""
    return np.searchsorted(ends, values.to_numpy(dtype=np.float64, na_value=np.nan), side="left")
