"""What the Boroughs page shows: released tables and finished sentences, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lib.answer.boroughs.groups import Field, Group
from lib.answer.view import OverviewView
from lib.disclosure.released import Released

__all__ = ["BoroughsView", "Group", "LookedAfterView"]


@dataclass(frozen=True, kw_only=True, repr=False)
class BoroughsView:
    """
    One answer for one audience, one borough or all, and one group of children or all.

    ``overview``
        Of the group where officers chose one, else of all children: map, borough table,
        flows and homes draw from it.
    ``group``
        The one chosen, if there is such a group; ``groups``: those on offer.
    ``group_note``
        Empty, or what the group does not filter in the shared view.
    ``by_group``
        ``groups``: of the borough (officers) or of all areas together. Index `Group.key` and
        ``total``; columns ``field, name``, the counts ``children, today_in_footprint,
        today_footprint_unknown, with_contract_in_footprint, with_contract_footprint_unknown,
        today_miles_20_or_less, today_distance_unknown``, whole percentages ``<count>_share`` of
        the three measures, and, for officers, ``today_median_miles``. A child's group is that of
        today, the distance too. Not known is hidden in the shared view but for the total.
    ``bands``
        ``bands``: index area code (officers alone) and ``total``; columns ``name`` and, for each
        of today and with_contract, ``<when>_children``, ``<when>_<band>`` for each of `BANDS`,
        ``<when>_distance_unknown, <when>_median_miles``.
    ``retention``
        ``retention``: index as in ``bands``; columns ``name`` and ``<when>_inside_near,
        _inside_far, _inside_distance_unknown``, the same of ``outside``, ``<when>_not_known``:
        every child of whom either is not known.
    ``need``
        ``need``: index area code and ``total``; columns ``name, children`` (today),
        ``living_here`` (children of the partnership whose placement is there today), ``homes,
        places, block_beds``: in the area, as Ofsted and the contract list them.

    Of `bands` and `retention` officers see the group; `need` is of all children.
    """

    overview: OverviewView
    area_code: str | None
    group: Group | None
    groups: tuple[Group, ...]
    group_note: str
    headline: str
    by_group: Released
    bands: Released
    retention: Released
    need: Released
    bands_sentence: str
    retention_sentence: str
    flows_sentence: str
    need_sentence: str
    groups_sentence: str


@dataclass(frozen=True, kw_only=True, repr=False)
class LookedAfterView:
    """
    All looked-after children by borough and group, for one audience.

    ``by_borough``
        ``looked_after``: index area code and ``total``; columns ``name, is_loaded``, the counts
        ``children`` and `Group.key` of each group of ``fields``, and whole percentages
        ``<count>_share`` of ``children``. Not known is hidden in the shared view but for the total.
    ``fields``
        The groups that are counted, field by field; the last of each is *not known*.
    ``sentences``
        By area code and ``total``: which groups are largest.
    """

    by_borough: Released
    fields: Mapping[Field, tuple[Group, ...]]
    sentences: Mapping[str, str]
    as_of: date
    footprint_name: str
