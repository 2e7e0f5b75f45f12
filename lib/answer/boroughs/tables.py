"""The figures of the Boroughs page as tables, not yet released."""

from collections.abc import Mapping
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.answer.areas import TOTAL, WHENS, area_code, area_codes, area_names, areas_loaded
from lib.answer.boroughs.groups import BANDS, GROUPS, Field, Group, band_of, members
from lib.answer.loaded import Loaded
from lib.answer.placed import Placed
from lib.answer.whom import (
    BAND_KEYS,
    FAR,
    INSIDE,
    NEAR,
    NO,
    OF_MEASURES,
    OUTSIDE,
    UNKNOWN,
    at,
    each,
)
from lib.answer.wording import whole_percent
from lib.disclosure.kinds import Whom
from lib.disclosure.release import Unreleased
from lib.disclosure.released import Audience

_Flags: TypeAlias = npt.NDArray[np.bool_]

DISTANCE_UNKNOWN: Final = "distance_unknown"

OF_GROUPS: Final = (
    "children",
    "today_in_footprint",
    "today_footprint_unknown",
    "with_contract_in_footprint",
    "with_contract_footprint_unknown",
    "today_miles_20_or_less",
    "today_distance_unknown",
)
"""What is counted of each group."""

SHARES: Final = ("today_in_footprint", "with_contract_in_footprint", "today_miles_20_or_less")

OF_BANDS: Final = (
    "children",
    *(band.key for band in BANDS),
    DISTANCE_UNKNOWN,
    "distance_known",
)

QUADRANT: Final = tuple(
    f"{side}_{how_far}"
    for side in ("inside", "outside")
    for how_far in ("near", "far", DISTANCE_UNKNOWN)
)
"""Which side of the line, and how far from their own address: two ways to be kept near."""

OF_RETENTION: Final = (*QUADRANT, "not_known")

QUADRANT_PARTITIONS: Final = (
    ("inside_near", "inside_far", "outside_near", "outside_far", "not_known"),
    *(
        tuple(f"{side}_{how_far}" for how_far in ("near", "far", DISTANCE_UNKNOWN))
        for side in ("inside", "outside")
    ),
)
"""Parts of all children, and of those on one side."""


def groups(placed: Placed, audience: Audience, *, name: str) -> Unreleased:
    """
    Count the children of each group: inside, near, and inside with the contract.

    The group is today's, the distance too: whom the contract brings nearer stays in its row.

    Returns
    -------
    Unreleased
        ``groups``: as `lib.answer.boroughs.view.BoroughsView` says. Middle distances are for
        officers alone: beside the counts they tell how the few children of a group lie about
        20 miles.
    """
    today = placed.today
    inside, _, side_unknown = _parts(today["is_in_footprint"])
    inside_after, _, side_unknown_after = _parts(placed.with_contract["is_in_footprint"])
    near, _, distance_unknown = _parts(today["is_near"])
    everyone = np.ones(len(today), dtype=bool)
    flags = np.column_stack(
        (
            everyone,
            inside,
            side_unknown,
            inside_after,
            side_unknown_after,
            near,
            distance_unknown,
        )
    )
    of = {**members(today), TOTAL: everyone}
    rows = pd.DataFrame(
        [flags[chosen].sum(axis=0) for chosen in of.values()], index=[*of], columns=OF_GROUPS
    ).astype("Int64")
    for count in SHARES:
        rows[f"{count}_share"] = pd.array(
            [
                whole_percent(part, whole)
                for part, whole in zip(rows[count], rows["children"], strict=True)
            ],
            dtype="Int64",
        )
    if audience is Audience.OFFICERS:
        miles = today["distance_miles"]
        medians = [miles[chosen].median() for chosen in of.values()]
        rows["today_median_miles"] = pd.array(medians, dtype="Float64")
    rows.insert(0, "field", [*(str(one.field) for one in GROUPS), ""])
    rows.insert(1, "name", [*(one.name for one in GROUPS), name])
    return Unreleased(
        name="groups",
        table=rows,
        counts=OF_GROUPS,
        made_from={f"{count}_share": (count, "children") for count in SHARES},
        whom=each(
            {**{one.key: _whom_of(one) for one in GROUPS}, TOTAL: {}},
            {"children": {}, **{key: _of_all(key) for key in OF_GROUPS[1:]}},
        ),
    )


def _whom_of(group: Group) -> Whom:
    """The distance of a group is that of a band."""
    if group.field is not Field.DISTANCE:
        return {group.field: [group.key]}
    keys = [one.key for one in GROUPS if one.field is Field.DISTANCE]
    return {"band": [[*BAND_KEYS, UNKNOWN][keys.index(group.key)]]}


def _of_all(column: str) -> Whom:
    """Whom a count of all children together is of."""
    when = next(when for when in WHENS if column.startswith(when))
    return at(when, OF_MEASURES[column.removeprefix(f"{when}_")])


def bands(loaded: Loaded, placed: Placed, audience: Audience) -> Unreleased:
    """
    Count children by how far they live from their own address, today and with the contract.

    Returns
    -------
    Unreleased
        ``bands``: as `lib.answer.boroughs.view.BoroughsView` says, and, in no table,
        ``<when>_distance_known``.
    """
    flags = {}
    for when, frame in placed.by_when().items():
        positions = band_of(frame["distance_miles"])
        flags[when] = {
            "children": np.ones(len(frame), dtype=bool),
            **{band.key: positions == number for number, band in enumerate(BANDS)},
            DISTANCE_UNKNOWN: positions == len(BANDS),
            "distance_known": positions != len(BANDS),
        }
    table = _by_area(flags, placed, loaded, audience)
    for when, frame in placed.by_when().items():
        miles = frame["distance_miles"]
        medians = pd.Series({TOTAL: miles.median()})
        if audience is Audience.OFFICERS:
            by_area = miles.groupby(area_codes(frame, loaded, audience)).median()
            medians = pd.concat([by_area, medians])
        if audience is Audience.SHARED:
            medians = medians.round()
        table[f"{when}_median_miles"] = medians.reindex(table.index).astype("Float64")
    return Unreleased(
        name="bands",
        table=table,
        counts=tuple(f"{when}_{key}" for when in WHENS for key in OF_BANDS),
        in_no_table=tuple(f"{when}_distance_known" for when in WHENS),
        made_from={
            f"{when}_median_miles": (f"{when}_children", f"{when}_distance_known") for when in WHENS
        },
        whom=each(
            {TOTAL: {}},
            {
                **{
                    f"{when}_{key}": at(when, OF_MEASURES[key])
                    for when in WHENS
                    for key in ("children", DISTANCE_UNKNOWN, "distance_known")
                },
                **{
                    f"{when}_{key}": at(when, {"band": [key]})
                    for when in WHENS
                    for key in BAND_KEYS
                },
            },
        ),
    )


def retention(loaded: Loaded, placed: Placed, audience: Audience) -> Unreleased:
    """
    Count children by side of the footprint's line and by distance, today and with the contract.

    Returns
    -------
    Unreleased
        ``retention``: as `lib.answer.boroughs.view.BoroughsView` says.
    """
    flags = {}
    for when, frame in placed.by_when().items():
        inside, outside, side_unknown = _parts(frame["is_in_footprint"])
        near, far, distance_unknown = _parts(frame["is_near"])
        flags[when] = {
            **{
                f"{side}_{how_far}": on_side & so_far
                for side, on_side in (("inside", inside), ("outside", outside))
                for how_far, so_far in (
                    ("near", near),
                    ("far", far),
                    (DISTANCE_UNKNOWN, distance_unknown),
                )
            },
            "not_known": side_unknown | distance_unknown,
        }
    return Unreleased(
        name="retention",
        table=_by_area(flags, placed, loaded, audience),
        counts=tuple(f"{when}_{key}" for when in WHENS for key in OF_RETENTION),
        whom=each(
            {TOTAL: {}},
            {
                f"{when}_{key}": at(when, _OF_RETENTION[key])
                for when in WHENS
                for key in OF_RETENTION
            },
        ),
    )


_OF_RETENTION: Final[Mapping[str, Whom]] = {
    **{
        f"{side}_{how_far}": {"side": [side], "reach": [reach]}
        for side in (INSIDE, OUTSIDE)
        for how_far, reach in (("near", NEAR), ("far", FAR), (DISTANCE_UNKNOWN, UNKNOWN))
    },
    "not_known": {"is_known": [NO]},
}


def need(loaded: Loaded, placed: Placed, homes: Unreleased, audience: Audience) -> Unreleased:
    """
    Set homes and places in each area beside the children who need one and who live there.

    Parameters
    ----------
    placed
        Every child: a place is for all of them.
    homes
        As `lib.answer.tables.homes` gives them.

    Returns
    -------
    Unreleased
        ``need``: as `lib.answer.boroughs.view.BoroughsView` says. Homes and places are missing
        where no list of them is loaded, never zero.
    """
    names = area_names(loaded, audience)
    children = area_codes(placed.today, loaded, audience).value_counts()
    where = placed.today["placement_authority_code"].dropna()
    living = where.map(lambda code: area_code(code, loaded, audience)).value_counts()
    known = areas_loaded(loaded, audience)
    listed = homes.table.reindex([*names])
    has_list = loaded.returns.has_homes
    table = pd.DataFrame(
        {
            "children": [children.get(code, 0) if code in known else None for code in names],
            "living_here": [living.get(code, 0) for code in names],
            **{key: listed[key].fillna(0) if has_list else None for key in ("homes", "places")},
            "block_beds": listed["block_beds"].fillna(0),
        },
        index=[*names],
    )
    table = table.astype("Int64")
    table.loc[TOTAL] = table.sum(min_count=1)
    table.insert(0, "name", [*names.values(), loaded.footprint.name])
    return Unreleased(
        name="need",
        table=table,
        counts=("children", "living_here"),
        whom={
            **each({code: {"area": [code]} for code in names if code in known}, {"children": {}}),
            **each({code: {"destination": [code]} for code in names}, {"living_here": {}}),
            (TOTAL, "children"): {},
            (TOTAL, "living_here"): OF_MEASURES["in_footprint"],
        },
    )


def _parts(flags: pd.Series) -> tuple[_Flags, _Flags, _Flags]:
    """Of whom it is true, of whom it is not, and of whom it is not known."""
    unknown = flags.isna().to_numpy()
    true = flags.to_numpy(dtype=bool, na_value=False)
    return true, ~true & ~unknown, unknown


def _by_area(
    flags: Mapping[str, Mapping[str, _Flags]], placed: Placed, loaded: Loaded, audience: Audience
) -> pd.DataFrame:
    """
    Count flags by time: each area for officers, and all together for everybody.

    By area these counts would be so small that little of them could be shown. An area of
    which no return is loaded has none.
    """
    names = area_names(loaded, audience) if audience is Audience.OFFICERS else {}
    known = areas_loaded(loaded, audience)
    codes = area_codes(placed.today, loaded, audience).to_numpy()
    chosen = {code: codes == code for code in names if code in known}
    table = pd.DataFrame(
        {
            f"{when}_{key}": [
                *(int(flag[chosen[code]].sum()) if code in known else None for code in names),
                int(flag.sum()),
            ]
            for when, by_key in flags.items()
            for key, flag in by_key.items()
        },
        index=[*names, TOTAL],
    ).astype("Int64")
    table.insert(0, "name", [*names.values(), loaded.footprint.name])
    return table
