"""The children of the shared tables, and every kind of child that there could be."""

from collections.abc import Collection, Iterator
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.answer.areas import area_code, area_codes, areas_loaded
from lib.answer.boroughs.groups import AGES, GROUPS, Field, band_of, members
from lib.answer.loaded import Loaded
from lib.answer.placed import Placed
from lib.answer.whom import (
    ADJOINING,
    AFTER,
    BAND_KEYS,
    DISTANT,
    ELSEWHERE,
    FAR,
    INSIDE,
    NEAR,
    NO,
    OUTSIDE,
    OWN,
    REACH_OF_BAND,
    REACHES,
    SIDE_OF_PLACE,
    UNKNOWN,
    YES,
    place,
)
from lib.disclosure.kinds import Kinds
from lib.disclosure.released import Audience
from lib.domain.contract import Contract

_FIELDS: Final = (Field.AGE, Field.PROVIDER, Field.LEGAL_STATUS)
_SIDES: Final = (INSIDE, OUTSIDE, UNKNOWN)


def kinds_of_children(
    loaded: Loaded,
    placed: Placed,
    has_bed: npt.NDArray[np.bool_],
    *,
    block_areas: Collection[str],
    shown_flows: Collection[str],
) -> list[Kinds]:
    """
    List the kinds of children that the tables of the shared view tell apart.

    So much a reader knows of any child: who has no block bed stays; only children of the
    contract's ages have one; a bed is in an area with a block home; nobody of whom the side is not
    known has one, and whoever is inside only a nearer one; whoever lives at a known distance today
    has a known distance there.

    Parameters
    ----------
    has_bed
        One flag a child, in the order of ``placed``: whether it has a block bed.
    block_areas
        Codes of the areas with block homes.
    shown_flows
        Labels of the flows that may be shown. Other authorities outside are not told apart.

    Returns
    -------
    list[Kinds]
        By area and place; by area and authority where they live; by each field of a group;
        by band of distance. What two of the others have in common, the first has too.
    """
    areas = _Areas(loaded)
    children = _children(loaded, placed, areas, frozenset(shown_flows))
    children["has_bed"] = np.where(has_bed, YES, NO)
    may_have_a_bed = _may_have_a_bed(loaded.own_contract)
    known = sorted(areas_loaded(loaded, Audience.SHARED))
    return [
        _kinds("places", children, _by_place(known, block_areas, areas)),
        _kinds("flows", children, _by_flow(known, block_areas, areas, shown_flows)),
        *(_kinds(field, children, _by_field(field, may_have_a_bed)) for field in _FIELDS),
        _kinds("distance", children, _by_band()),
    ]


def _kinds(name: str, children: pd.DataFrame, possible: pd.DataFrame) -> Kinds:
    """Whatever occurs is possible too: a reader must not be thought to know better."""
    columns = [*possible.columns]
    every = pd.concat([possible, children[columns]], ignore_index=True)
    return Kinds(
        name=name,
        possible=every.drop_duplicates(ignore_index=True),
        children=children[columns],
    )


class _Areas:
    """How the areas lie to each other and to other authorities."""

    def __init__(self, loaded: Loaded) -> None:
        self._neighbours = loaded.neighbours
        self._codes: dict[str, list[str]] = {}
        for code in loaded.footprint.codes:
            self._codes.setdefault(area_code(code, loaded, Audience.SHARED), []).append(code)

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __contains__(self, code: str) -> bool:
        return code in self._codes

    def places(self, area: str, destination: str) -> list[str]:
        """Name what an area or authority can be to a child of an area: in one order, always."""
        if destination == UNKNOWN:
            return [UNKNOWN]
        side = INSIDE if destination in self else OUTSIDE
        if destination == ELSEWHERE:
            return [place(side, ADJOINING), place(side, DISTANT)]
        pairs = product(self._codes[area], self._codes.get(destination, [destination]))
        found = (
            OWN if one == other
            else place(side, ADJOINING if frozenset((one, other)) in self._neighbours else DISTANT)
            for one, other in pairs
        )  # fmt: skip
        return sorted({*found})


def _children(
    loaded: Loaded, placed: Placed, areas: _Areas, shown_flows: frozenset[str]
) -> pd.DataFrame:
    """Attributes of each child, one row a child."""
    area = area_codes(placed.today, loaded, Audience.SHARED).to_numpy()
    found: dict[str, object] = {"area": area}
    bands = np.array([*BAND_KEYS, UNKNOWN], dtype=object)
    for when, frame in placed.by_when().items():
        where, reach = _place(frame), _reach(frame)
        destination = [
            _destination(start, code, areas, shown_flows)
            for start, code in zip(area, _area_of_placement(frame, loaded), strict=True)
        ]
        of = {
            "place": where,
            "side": pd.Series(where, dtype="str").map(SIDE_OF_PLACE).to_numpy(),
            "reach": reach,
            "is_known": np.where((where != UNKNOWN) & (reach != UNKNOWN), YES, NO),
            "band": bands[band_of(frame["distance_miles"])],
            "destination": np.array(destination, dtype=object),
        }
        found |= {f"{name}{AFTER[when]}": values for name, values in of.items()}
    groups = members(placed.today)
    for field in _FIELDS:
        keys = [one.key for one in GROUPS if one.field is field]
        found[field] = np.select([groups[key] for key in keys[:-1]], keys[:-1], default=keys[-1])
    return pd.DataFrame(found).astype("str")


def _place(frame: pd.DataFrame) -> npt.NDArray[np.str_]:
    inside, own, distant = (
        frame[column].to_numpy(dtype=bool, na_value=False)
        for column in ("is_in_footprint", "is_in_borough", "is_distant")
    )
    is_unknown = frame["is_in_footprint"].isna().to_numpy()
    return np.select(
        [is_unknown, own, inside & distant, inside, distant],
        [UNKNOWN, OWN, place(INSIDE, DISTANT), place(INSIDE, ADJOINING), place(OUTSIDE, DISTANT)],
        default=place(OUTSIDE, ADJOINING),
    )


def _reach(frame: pd.DataFrame) -> npt.NDArray[np.str_]:
    is_near = frame["is_near"].to_numpy(dtype=bool, na_value=False)
    return np.select([frame["is_near"].isna(), is_near], [UNKNOWN, NEAR], default=FAR)


def _area_of_placement(frame: pd.DataFrame, loaded: Loaded) -> pd.Series:
    return frame["placement_authority_code"].map(
        lambda code: area_code(code, loaded, Audience.SHARED), na_action="ignore"
    )


def _destination(start: str, code: object, areas: _Areas, shown_flows: frozenset[str]) -> str:
    if not isinstance(code, str):
        return UNKNOWN
    is_told_apart = code in areas or f"{start} > {code}" in shown_flows
    return code if is_told_apart else ELSEWHERE


def _by_place(known: list[str], block_areas: Collection[str], areas: _Areas) -> pd.DataFrame:
    rows = []
    for area in known:
        beds = sorted({one for block in block_areas for one in areas.places(area, block)})
        for where, reach in product(SIDE_OF_PLACE, REACHES):
            moves = product(beds, _reaches_after(SIDE_OF_PLACE[where], reach))
            rows.append((area, *_told(where, reach), *_told(where, reach), NO))
            rows += [(area, *_told(where, reach), *_told(*after), YES) for after in moves]
    told = ("place", "side", "reach", "is_known")
    columns = ["area", *told, *(f"{name}_after" for name in told), "has_bed"]
    return pd.DataFrame(rows, columns=columns).drop_duplicates()


def _told(where: str, reach: str) -> tuple[str, str, str, str]:
    is_known = UNKNOWN not in {where, reach}
    return where, SIDE_OF_PLACE[where], reach, YES if is_known else NO


def _reaches_after(side: str, reach: str) -> tuple[str, ...]:
    """
    Give the reaches that a bed can have for a child: none, where the child has none.

    Nobody of whom the side is not known has a bed; whoever is inside has one only if it is
    nearer, and of whom that is not known stays.
    """
    if side == UNKNOWN or (side == INSIDE and reach == UNKNOWN):
        return ()
    if side == INSIDE:
        return (NEAR,) if reach == NEAR else (NEAR, FAR)
    return REACHES if reach == UNKNOWN else (NEAR, FAR)


def _by_flow(
    known: list[str], block_areas: Collection[str], areas: _Areas, shown_flows: Collection[str]
) -> pd.DataFrame:
    shown = [flow.split(" > ") for flow in sorted(shown_flows)]
    rows = []
    for area in known:
        outside = [end for start, end in shown if start == area and end not in areas]
        beds = [(to, block) for block in block_areas for to in areas.places(area, block)]
        for destination in (*areas, *outside, ELSEWHERE, UNKNOWN):
            moves = [] if destination == UNKNOWN else beds
            for where in areas.places(area, destination):
                rows.append((area, where, destination, where, destination, NO))
                rows += [(area, where, destination, *after, YES) for after in moves]
    columns = ["area", "place", "destination", "place_after", "destination_after", "has_bed"]
    return pd.DataFrame(rows, columns=columns).drop_duplicates()


def _may_have_a_bed(contract: Contract) -> set[str]:
    """Name the groups of whom somebody may have a bed: only children of the contract's ages."""
    of_ages = [one for one in GROUPS if one.field is Field.AGE]
    too_young_or_old = {
        group.key
        for group, (first, last) in zip(of_ages[: len(AGES)], AGES, strict=True)
        if last < contract.age_min_years or first > contract.age_max_years
    }
    return {one.key for one in GROUPS} - too_young_or_old


def _by_field(field: Field, may_have_a_bed: Collection[str]) -> pd.DataFrame:
    rows = []
    for key, side, reach in product(
        [one.key for one in GROUPS if one.field is field], _SIDES, REACHES
    ):
        rows.append((key, side, reach, side, reach, NO))
        if key in may_have_a_bed:
            after = _reaches_after(side, reach)
            rows += [(key, side, reach, INSIDE, reach_after, YES) for reach_after in after]
    columns = [field, "side", "reach", "side_after", "reach_after", "has_bed"]
    return pd.DataFrame(rows, columns=columns).drop_duplicates()


def _by_band() -> pd.DataFrame:
    rows = []
    for band, side in product(REACH_OF_BAND, _SIDES):
        bands_after = [
            one
            for one, reach in REACH_OF_BAND.items()
            if reach in _reaches_after(side, REACH_OF_BAND[band])
            and (side == OUTSIDE or [*REACH_OF_BAND].index(one) <= [*REACH_OF_BAND].index(band))
        ]
        moves = [(one, INSIDE, YES) for one in bands_after]
        for band_after, side_after, has_bed in ((band, side, NO), *moves):
            reach, reach_after = REACH_OF_BAND[band], REACH_OF_BAND[band_after]
            rows.append((band, side, reach, band_after, side_after, reach_after, has_bed))
    columns = ["band", "side", "reach", "band_after", "side_after", "reach_after", "has_bed"]
    return pd.DataFrame(rows, columns=columns).drop_duplicates()
