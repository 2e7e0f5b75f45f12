"""Children alike in one field, and bands of distance: the same lists for every return.

Ages are parted where commissioning changes: secondary school begins at 11, the years that
lead to GCSE at 14, and from 16 supported accommodation may take the place of a children's
home. The age groups that the Department for Education publishes would put nearly every
child in a children's home into one group, 10 to 15.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import Final

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

_AGES: Final = ((0, 10), (11, 13), (14, 15), (16, 17))

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
        for first, last in _AGES
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

_FIRST_KEYS: Final = {
    field: next(one.key for one in GROUPS if one.field is field).split(":")[0] for field in Field
}
_CODES: Final = {
    code: f"{_FIRST_KEYS[field]}:{key}"
    for field, groups in ((Field.PROVIDER, _PROVIDERS), (Field.LEGAL_STATUS, _LEGAL_STATUSES))
    for key, (_, _, codes) in groups.items()
    for code in codes
}


def group_keys(measured: pd.DataFrame, field: Field) -> pd.Series:
    """
    Give the key of each child's group in a field; not known is a group of its own.

    Parameters
    ----------
    measured
        As in ``lib.schemas.placements.MEASURED``.
    """
    if field is Field.AGE:
        found = _cut(measured["age_years"], [-1, *(last for _, last in _AGES)], field)
    elif field is Field.DISTANCE:
        found = _cut(measured["distance_miles"], [-1, *(band.to_miles for band in BANDS)], field)
    else:
        column = "placement_provider" if field is Field.PROVIDER else "legal_status"
        found = measured[column].map(_CODES)
    return found.astype("object").fillna(f"{_FIRST_KEYS[field]}:unknown")


def band_keys(miles: pd.Series) -> pd.Series:
    """Give the key of each distance's band; ``distance_unknown`` where it is missing."""
    ends = [-1.0, *(band.to_miles for band in BANDS)]
    found = pd.cut(miles, ends, labels=[band.key for band in BANDS])
    return found.astype("object").fillna("distance_unknown")


def _cut(values: pd.Series, ends: list[float], field: Field) -> pd.Series:
    """Put numbers, missing where not known, into the bands that end at ``ends``, these included."""
    known = [one.key for one in GROUPS if one.field is field][:-1]
    return pd.cut(values.astype("float64"), ends, labels=known)
