"""Which table a file holds, told by its headings and never by its name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """The tables that may lie in a folder of returns."""

    EPISODES = "Episodes"
    HEADER = "Header"
    COSTS = "costs"
    NEEDS = "needs"
    UASC = "UASC"
    HOMES = "homes"
    MONITORING = "monitoring"
    OTHER_SSDA903 = "another SSDA903 table"


OF_THE_PARTNERSHIP: Final = frozenset({Kind.HOMES, Kind.MONITORING})
"""Tables of no one authority's children: they may lie in any folder, or beside the folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """
    The columns of one table.

    ``required``: without one of these nothing can be loaded. ``used``: what is lost
    without it. ``unused``: part of the return, needed by no figure here. ``optional``:
    read where it is, and no fault where it is not. ``aliases``: other wordings of a
    heading. ``tells``: headings of which ``at_least`` give the table away.
    """

    required: tuple[str, ...]
    used: Mapping[str, str]
    unused: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, ...]]
    tells: frozenset[str]
    at_least: int

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column by the name under which it is reported."""
        return (*self.required, *self.used, *self.unused, *self.optional)


_CHILD: Final = {"CHILD": ("childid", "child_id")}

LAYOUTS: Final[Mapping[Kind, Layout]] = {
    Kind.EPISODES: Layout(
        required=("CHILD", "DECOM", "DEC", "PLACE"),
        used={
            "RNE": "a change of legal status counts as a new placement",
            "LS": "short breaks cannot be told apart and are counted",
            "PLACE_PROVIDER": "who provides a placement is not known",
            "HOME_POST": "no origin is known, so no distance is",
            "PL_POST": "where children live is not known",
            "URN": "placements cannot be joined to homes",
        },
        unused=("CIN", "REC", "REASON_PLACE_CHANGE"),
        aliases={**_CHILD, "PLACE": ("pl",)},
        tells=frozenset(
            {
                "decom", "rne", "ls", "cin", "place", "pl", "place_provider", "dec", "rec",
                "reason_place_change", "home_post", "pl_post",
            }
        ),
        at_least=3,
    ),
    Kind.HEADER: Layout(
        required=("CHILD", "DOB"),
        used={
            "SEX": "whom a home for girls or for boys could take is not known",
        },  # ETHNIC and the rest are not wanted: no figure needs them
        optional=("UPN", "UASC"),  # the second stands in XML alone
        aliases=_CHILD,
        tells=frozenset({"ethnic", "upn", "mother", "mc_dob"}),
        at_least=1,
    ),
    Kind.COSTS: Layout(
        required=("CHILD", "start", "weekly_cost_pounds"),
        used={"end": "every cost is taken to run on until the child's next one"},
        aliases={
            **_CHILD,
            "start": ("start_date", "cost_start_date", "placementdate"),
            "end": ("end_date", "cost_end_date"),
            "weekly_cost_pounds": ("weekly_cost", "total_weekly_cost", "totalweeklycost"),
        },  # the last of each: the placements data standard, v2 of 2025
        tells=frozenset(
            {"weekly_cost_pounds", "weekly_cost", "total_weekly_cost", "totalweeklycost"}
        ),
        at_least=1,
    ),
    Kind.NEEDS: Layout(
        required=("CHILD",),
        used={
            "keep_placement": "no child counts as rightly far away",
            "asked_to_move": "no child counts as having asked to move",
            "sibling_group": "no siblings are known",
            "solo": "no child counts as placed alone",
            "not_with": "no two children are kept apart",
        },
        aliases={**_CHILD, "solo": ("livingcompanions",)},
        tells=frozenset(
            {"keep_placement", "asked_to_move", "sibling_group", "not_with", "livingcompanions"}
        ),
        at_least=1,
    ),
    Kind.MONITORING: Layout(
        required=("month", "home", "beds", "nights_used"),
        used={
            "outcomes_due": "how many outcomes were due is not known",
            "outcomes_achieved": "neither outcomes achieved nor payments for them are known",
            "payment_by_results_pounds": "what was paid by results is not known",
            "rating_mean": "how young people rate the homes is not known",
            "rating_answers": "a rating is not shown without the number of its answers",
        },
        optional=("voids_paid_nights", "weekly_price_pounds"),
        aliases={
            "month": ("reporting_month", "month_beginning", "month_ending"),
            "home": ("home_name", "name_of_home", "children_s_home", "childrens_home"),
            "beds": ("number_of_beds", "block_beds", "beds_contracted", "contracted_beds"),
            "nights_used": (
                "bed_nights_used", "nights_occupied", "occupied_nights", "bed_nights_occupied",
            ),
            "outcomes_due": ("number_of_outcomes_due",),
            "outcomes_achieved": ("number_of_outcomes_achieved", "outcomes_met"),
            "payment_by_results_pounds": (
                "payment_by_results", "payments_by_results", "payments_by_results_pounds",
                "pbr_pounds",
            ),
            "rating_mean": ("mean_rating", "rating_average", "average_rating"),
            "rating_answers": ("number_of_answers", "answers", "number_of_ratings"),
            "voids_paid_nights": (
                "voids_paid", "void_nights_paid", "paid_void_nights", "empty_nights_paid",
            ),
            "weekly_price_pounds": ("weekly_price", "price_per_bed_week_pounds"),
        },
        tells=frozenset(
            {
                "nights_used", "bed_nights_used", "nights_occupied", "occupied_nights",
                "bed_nights_occupied", "outcomes_due", "outcomes_achieved", "outcomes_met",
                "payment_by_results_pounds", "payment_by_results", "payments_by_results",
                "rating_mean", "mean_rating", "average_rating", "rating_answers",
                "voids_paid_nights", "void_nights_paid",
            }
        ),
        at_least=2,
    ),
    Kind.HOMES: Layout(
        required=("URN",),
        used={
            "Provision type": "every row is taken for a children's home",
            "Registration status": "every home is taken for open",
            "Local authority": "a home without a postcode cannot be placed in an authority",
            "Sector": "who runs a home is not known",
            "Places": "how many places a home has is not known",
            "Postcode": "where a home stands is not known",
        },
        aliases={
            "Provision type": ("provider_type", "setting_type"),
            "Registration status": ("setting_registration_status",),
            "Local authority": ("setting_local_authority", "local_authority_name"),
            "Sector": ("provider_sector",),
            "Places": (
                "maximum_number_of_places", "number_of_places", "maximum_users",
                "registered_places", "max_places",
            ),
            "Postcode": ("setting_postcode", "setting_address_postcode", "post_code"),
        },
        tells=frozenset(
            {
                "provision_type", "registration_status", "local_authority", "places",
                "ofsted_region", "sector", "setting_postcode", "setting_address_postcode",
                "maximum_number_of_places",
            }
        ),
        at_least=2,
    ),
    Kind.UASC: Layout(
        required=("CHILD",),
        used={},
        unused=("SEX", "DOB", "DUC"),
        aliases=_CHILD,
        tells=frozenset({"duc"}),
        at_least=1,
    ),
    Kind.OTHER_SSDA903: Layout(
        required=(),
        used={},
        aliases={},
        tells=frozenset(
            {
                "missing", "mis_start", "mis_end", "review", "review_code", "prev_perm",
                "la_perm", "date_perm", "sdq_score", "sdq_reason", "convicted", "health_check",
                "in_touch", "activ", "accom", "date_int", "date_match", "foster_care",
                "date_placed", "date_placed_ceased", "sw_id", "sw_decom", "sw_dec", "dolo_start",
                "dolo_end",
            }
        ),
        at_least=1,
    ),
}  # fmt: skip
"""In the order in which they are tried. The SSDA903 columns are those of every year
from 2017 to 2026 (`ssda903_guide` in `geodata/sources.toml`)."""

_BESIDE_CHILD: Final = {"dob": Kind.HEADER, "solo": Kind.NEEDS}
"""Headings too common to give a table away, but for CHILD beside them."""

_NOT_A_LETTER: Final = re.compile(r"[^0-9a-z]+")


def normalise(heading: str) -> str:
    """Lower case, every run of anything but letters and digits as one underscore."""
    return _NOT_A_LETTER.sub("_", heading.casefold()).strip("_")


def recognise(headings: Sequence[str]) -> Kind | None:
    """Tell which table these headings belong to, or None."""
    found = {normalise(heading) for heading in headings}
    has_child = bool(found & {"child", *_CHILD["CHILD"]})
    for kind, layout in LAYOUTS.items():
        if (kind is Kind.HOMES and "urn" not in found) or (
            kind in {Kind.OTHER_SSDA903, Kind.UASC} and not has_child  # a title may say Missing
        ):
            continue
        if len(found & layout.tells) >= layout.at_least:
            return kind
    return next((kind for tell, kind in _BESIDE_CHILD.items() if has_child and tell in found), None)


def positions(kind: Kind, headings: Sequence[str]) -> dict[str, list[int]]:
    """
    Find the columns of a table among headings.

    Returns
    -------
    dict
        Column, as in the layout, to every position (0 is the first) where it stands. A
        heading that stands twice has two.
    """
    layout = LAYOUTS[kind]
    names = [normalise(heading) for heading in headings]
    found: dict[str, list[int]] = {}
    for column in layout.columns:
        wordings = {normalise(column), *layout.aliases.get(column, ())}
        where = [position for position, name in enumerate(names) if name in wordings]
        if where:
            found[column] = where
    return found
