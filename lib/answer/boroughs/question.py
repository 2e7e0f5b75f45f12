"""The question of the Boroughs page: whose children live where, how far away, beside what homes."""

from collections.abc import Mapping
from dataclasses import dataclass

from lib.answer.areas import TOTAL
from lib.answer.boroughs import sentences
from lib.answer.boroughs.groups import GROUPS, Group, members
from lib.answer.boroughs.looked_after import GROUPS_BY_FIELD
from lib.answer.boroughs.view import BoroughsView, LookedAfterView
from lib.answer.loaded import Loaded
from lib.answer.questions import overview_of
from lib.answer.released_together import (
    groups_to_officers,
    looked_after_to_officers,
    released_to_officers,
    released_together,
)
from lib.answer.shared.everyone import looked_after_set
from lib.answer.shared.presets import is_shown_by_area, require_on_offer
from lib.answer.view import OverviewView
from lib.answer.wording import lower_first
from lib.disclosure.released import Audience, Released
from lib.domain.contract import Contract
from lib.errors import DisclosureError
from lib.scenario.run import ContractResult


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class AllBoroughs:
    """
    What the answer for any borough is taken from, for one audience and contract.

    Of officers' group, where they chose one; for others it is the same whatever the group.
    ``tables`` are released, by name: ``bands, retention, need``, for others than officers
    ``groups``. Officers' groups are counted borough by borough, from ``result``.
    """

    loaded: Loaded
    result: ContractResult
    overview: OverviewView
    tables: Mapping[str, Released]


def boroughs(
    loaded: Loaded,
    *,
    audience: Audience,
    contract: Contract,
    area_code: str | None,
    group_key: str | None,
) -> BoroughsView:
    """
    Answer for one borough or all, and for one group of children or all.

    The beds are given out once, over all children: a group shows what that does for it.

    Parameters
    ----------
    area_code, group_key
        Of the area and the `Group`; one that is not on offer counts as none.

    Raises
    ------
    ConfigurationError
        If a home of the contract cannot stand where the contract puts it.
    MatchingError
        If the beds cannot be given out exactly.
    DisclosureError
        If others than officers ask of a contract that is not the partnership's own.
    """
    every = all_boroughs(loaded, audience=audience, contract=contract, group_key=group_key)
    return of_borough(every, area_code=area_code, group_key=group_key)


def all_boroughs(
    loaded: Loaded, *, audience: Audience, contract: Contract, group_key: str | None
) -> AllBoroughs:
    """Work out what the answers for all boroughs are taken from; errors as in `boroughs`."""
    require_on_offer(contract, loaded, audience)
    if not is_shown_by_area(contract, loaded, audience):
        message = (
            "In the shared view figures by borough are shown with the partnership's own contract "
            "alone. Choose the officers' view to see them with another."
        )
        raise DisclosureError(message)
    result = loaded.carry_out(contract)
    whom = ""
    if audience is Audience.OFFICERS:
        group = _group(group_key)
        chosen = members(loaded.measured)[group.key] if group else None
        whom = group.whom if group else ""
        tables = released_to_officers(loaded, result, chosen)
    else:
        tables = released_together(loaded, result, contract, audience)
    return AllBoroughs(
        loaded=loaded,
        result=result,
        overview=overview_of(tables, loaded, contract, whom=whom),
        tables=tables,
    )


def of_borough(every: AllBoroughs, *, area_code: str | None, group_key: str | None) -> BoroughsView:
    """
    Take the answer for one borough, or for all of them together.

    Parameters
    ----------
    group_key
        For officers, that with which ``every`` was worked out.
    """
    overview, group, footprint = every.overview, _group(group_key), every.loaded.footprint
    areas, audience = overview.boroughs, overview.audience
    codes = areas.table.index.drop(TOTAL)
    area_code = area_code if area_code in codes else None
    of_need = area_code or TOTAL
    is_by_area = audience is Audience.OFFICERS
    row = of_need if is_by_area else TOTAL
    by_group = (
        groups_to_officers(every.loaded, every.result, area_code=row, name=areas.text(row, "name"))
        if is_by_area
        else every.tables["groups"]
    )
    bands, retention, need = (every.tables[name] for name in ("bands", "retention", "need"))
    said = [
        sentences.bands(areas, bands, row),
        sentences.retention(areas, retention, row, place=footprint.name),
    ]
    if area_code and not is_by_area:
        said = [f"{sentences.ALL_BOROUGHS}: {lower_first(one)}" for one in said]
    return BoroughsView(
        overview=overview,
        area_code=area_code,
        group=group,
        groups=GROUPS,
        group_note=sentences.group_note(group, audience),
        headline=_headline(every, by_group, group, area_code),
        by_group=by_group,
        bands=bands,
        retention=retention,
        need=need,
        bands_sentence=said[0],
        retention_sentence=said[1],
        flows_sentence=sentences.flows(areas, overview.flows, of_need),
        need_sentence=sentences.need(need, of_need, footprint),
        groups_sentence=sentences.groups(by_group, GROUPS),
    )


def looked_after_by_group(loaded: Loaded, audience: Audience) -> LookedAfterView:
    """Answer for all looked-after children, whatever the contract."""
    is_shared = audience is Audience.SHARED
    shown = looked_after_set(loaded) if is_shared else looked_after_to_officers(loaded)
    return LookedAfterView(
        by_borough=shown,
        fields=GROUPS_BY_FIELD,
        sentences={
            str(row): sentences.looked_after(shown, str(row), GROUPS_BY_FIELD)
            for row in shown.table.index
        },
        as_of=loaded.returns.as_of,
        footprint_name=loaded.footprint.name,
    )


def _group(key: str | None) -> Group | None:
    return next((one for one in GROUPS if one.key == key), None)


def _headline(
    every: AllBoroughs, by_group: Released, group: Group | None, area_code: str | None
) -> str:
    """Say it of the borough, and of the group: in the shared view of both, one by one."""
    overview, footprint = every.overview, every.loaded.footprint
    is_officers = overview.audience is Audience.OFFICERS
    said = []
    if area_code:
        whom = group.whom if group and is_officers else ""
        said.append(sentences.of_area(overview.boroughs, area_code, footprint, whom=whom))
    if group and not is_officers:
        said.append(sentences.of_group(by_group, group, footprint))
    return " ".join(said) or overview.headline
