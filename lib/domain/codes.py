"""SSDA903 code sets: the union of the years 2017 to 2026.

Sources: the Department for Education's SSDA903 guides, `ssda903_guide` in
`geodata/sources.toml`. Codes come and go (H5 and P2 left in 2025, K3 arrived);
a return of any year is read with all of them.
"""

from typing import Final

PLACEMENT_TYPES: Final[dict[str, str]] = {
    "A3": "Placed for adoption with consent, with current foster carer",
    "A4": "Placed for adoption with consent, not with current foster carer",
    "A5": "Placed for adoption with placement order, with current foster carer",
    "A6": "Placed for adoption with placement order, not with current foster carer",
    "H5": "Semi-independent living (to 2024-25)",
    "K1": "Secure children's home",
    "K2": "Children's home",
    "K3": "Supported accommodation (from 2025)",
    "P1": "Placed with own parents",
    "P2": "Independent living (to 2024-25)",
    "P3": "Residential employment",
    "R1": "Residential care home",
    "R2": "NHS or other health establishment",
    "R3": "Family centre or mother and baby unit",
    "R5": "Young offender institution",
    "S1": "Residential school",
    "T0": "All types of temporary move",
    "T1": "Temporary: hospital",
    "T2": "Temporary: holiday",
    "T3": "Temporary: usual foster carer on holiday",
    "T4": "Temporary: seven days or less, other reason",
    "U1": "Foster placement with relative or friend, long term",
    "U2": "Foster placement with relative or friend, also approved adopter",
    "U3": "Foster placement with relative or friend, not long term",
    "U4": "Foster placement with other carer, long term",
    "U5": "Foster placement with other carer, also approved adopter",
    "U6": "Foster placement with other carer, not long term",
    "Z1": "Other placement",
    "Z11": "Other placement (from 2025-26)",
    "Z12": "Other placement (from 2025-26)",
    "Z13": "Other placement (from 2025-26)",
    "Z14": "Other placement (from 2025-26)",
}

CHILDRENS_HOME: Final = "K2"

PLACEMENT_PROVIDERS: Final[dict[str, str]] = {
    "PR0": "Parent or person with parental responsibility",
    "PR1": "Own provision by the local authority",
    "PR2": "Another local authority",
    "PR3": "Other public provision",
    "PR4": "Private provision",
    "PR5": "Voluntary or third-sector provision",
}

LEGAL_STATUSES: Final[dict[str, str]] = {
    "C1": "Interim care order",
    "C2": "Full care order",
    "D1": "Freeing order granted",
    "E1": "Placement order granted",
    "J1": "Remanded to local authority accommodation or youth detention",
    "J2": "Detained under PACE",
    "J3": "Sentenced to a youth rehabilitation order with a residence requirement",
    "L1": "Under police protection",
    "L2": "Emergency protection order",
    "L3": "Child assessment order",
    "V2": "Single period of accommodation under section 20",
    "V3": "Accommodated under an agreed series of short-term breaks",
    "V4": "Accommodated under an agreed series of short-term breaks, other",
}

SEXES: Final[dict[str, str]] = {"1": "M", "2": "F", "M": "M", "F": "F", "U": "U"}
"""SEX: a number until 2024, a letter from 2025. U: neither, or not known."""

SHORT_BREAKS: Final = frozenset({"V3", "V4"})
"""Series of short breaks, left out of every count of looked-after children."""

REASONS_FOR_NEW_EPISODE: Final[dict[str, str]] = {
    "S": "Started to be looked after",
    "L": "Change of legal status only",
    "P": "Change of placement and carer",
    "T": "Change of placement, same carer",
    "B": "Change of legal status, placement and carer",
    "U": "Change of legal status and placement, same carer",
}

SAME_PLACEMENT: Final = frozenset({"L"})
"""Reasons for a new episode that leave the child in the same placement."""

CATEGORIES_OF_NEED: Final = frozenset(f"N{n}" for n in range(1, 9))

REASONS_EPISODE_CEASED: Final = frozenset(
    {
        "X1", "E2", "E3", "E4A", "E4B", "E5", "E6", "E7", "E8", "E9", "E11", "E12", "E13", "E14",
        "E15", "E16", "E17", "E41", "E42", "E43", "E44", "E45", "E46", "E47", "E48", "E49",
    }
)  # fmt: skip

CONTINUED: Final = "X1"
"""The episode ended because the next begins, on the same day."""

REASONS_FOR_PLACEMENT_CHANGE: Final = frozenset(
    {
        "CARPL", "CLOSE", "ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ",
        "PLACE", "CUSTOD", "OTHER",
    }
)  # fmt: skip
