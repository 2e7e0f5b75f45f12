"""The figures of the answer as tables, not yet released."""

from typing import Final

import pandas as pd

from lib.answer.loaded import Loaded
from lib.answer.wording import whole_percent
from lib.disclosure.release import Unreleased
from lib.disclosure.released import Audience
from lib.scenario.run import ContractResult
from lib.spatial.measures import summarise

TOTAL: Final = "total"
WHENS: Final = ("today", "with_contract")

PARTITIONS: Final[dict[str, tuple[str, str]]] = {
    "in_footprint": ("outside_footprint", "footprint_unknown"),
    "in_borough": ("outside_borough", "borough_unknown"),
    "miles_20_or_less": ("miles_over_20", "distance_unknown"),
    "distant": ("not_distant", "distant_unknown"),
}
"""Each measure with the rest of the children: those it is not true of, and those not known."""

COUNTS: Final = (
    "children",
    *(key for measure, rest in PARTITIONS.items() for key in (measure, *rest)),
)


def areas(loaded: Loaded, result: ContractResult, audience: Audience) -> Unreleased:
    """
    Every measure by area, today and with the contract, and for all together.

    Returns
    -------
    Unreleased
        ``areas``: index the area's code and ``total``; columns ``name``,
        ``is_loaded`` and, for each of today and with_contract,
        ``<when>_<measure>`` (counts), ``<when>_<measure>_share``, ``_lowest``
        and ``_highest`` (whole percentages of all children, the bounds for what
        is not known) and medians in miles. An authority without a return has no counts.
    """
    names = area_names(loaded, audience)
    frames = {"today": loaded.measured, "with_contract": result.with_contract}
    area_of = {when: _area_codes(frame, loaded, audience) for when, frame in frames.items()}
    loaded_areas = {area_code(code, loaded, audience) for code in loaded.returns.authorities_loaded}
    rows = {}
    for code in (*names, TOTAL):
        row: dict[str, object] = {}
        for when, frame in frames.items():
            chosen = frame if code == TOTAL else frame[area_of[when] == code]
            is_known = code == TOTAL or code in loaded_areas
            row |= {
                f"{when}_{key}": value if is_known else None
                for key, value in _measures(chosen).items()
            }
        rows[code] = row
    table = pd.DataFrame.from_dict(rows, orient="index").convert_dtypes()
    table.insert(0, "name", [*names.values(), loaded.footprint.name])
    table.insert(1, "is_loaded", [*(code in loaded_areas for code in names), True])
    for column in table.columns.drop(["name", "is_loaded"]):
        table[column] = table[column].astype("Float64" if "median" in column else "Int64")
    return Unreleased(
        name="areas",
        table=table,
        counts=tuple(f"{when}_{key}" for when in WHENS for key in COUNTS),
        made_from=_made_from(),
    )


def flows(loaded: Loaded, result: ContractResult, audience: Audience) -> Unreleased:
    """
    Count children from each area to each authority where they live.

    Returns
    -------
    Unreleased
        ``flows``: columns ``origin_code, origin_name, destination_code,
        destination_name`` and the counts ``today, with_contract``. The origin
        is the area of the responsible authority. Placements whose authority is
        not known are in no flow.
    """
    names = {**loaded.authority_names, **area_names(loaded, audience)}
    counted = {}
    for when, frame in (("today", loaded.measured), ("with_contract", result.with_contract)):
        pairs = pd.DataFrame(
            {
                "origin_code": _area_codes(frame, loaded, audience),
                "destination_code": frame["placement_authority_code"].map(
                    lambda code: area_code(code, loaded, audience), na_action="ignore"
                ),
            }
        )
        counted[when] = pairs.dropna().value_counts()
    table = pd.DataFrame(counted).fillna(0).astype("Int64").sort_index().reset_index()
    table.index = pd.Index(table["origin_code"] + " > " + table["destination_code"])
    table.insert(1, "origin_name", table["origin_code"].map(names))
    table.insert(3, "destination_name", table["destination_code"].map(names))
    return Unreleased(name="flows", table=table, counts=WHENS, drops_rows_wholly_hidden=True)


def homes(loaded: Loaded, result: ContractResult, audience: Audience) -> Unreleased:
    """
    Count homes and places by authority: Ofsted's, and the contract's block beds.

    Returns
    -------
    Unreleased
        ``homes``: index authority code; columns ``name, homes, places,
        block_homes, block_beds``. Ofsted publishes homes and places by
        authority, so none of these counts is of children.
    """
    codes = loaded.returns.homes["authority_code"].map(
        lambda code: area_code(code, loaded, audience)
    )
    listed = loaded.returns.homes.groupby(codes).agg(
        homes=("urn", "size"), places=("places", "sum")
    )
    block_codes = result.homes["authority_code"].map(lambda code: area_code(code, loaded, audience))
    block = result.homes.groupby(block_codes).agg(
        block_homes=("beds", "size"), block_beds=("beds", "sum")
    )
    table = listed.join(block, how="outer").fillna(0).astype("Int64").sort_index()
    names = {**loaded.authority_names, **area_names(loaded, audience)}
    table.insert(0, "name", [names.get(code, code) for code in table.index])
    table.index.name = None
    return Unreleased(name="homes", table=table)


def proof(loaded: Loaded, result: ContractResult) -> Unreleased:
    """
    Give the whole numbers of the proof, for the contract and for the ceiling.

    Returns
    -------
    Unreleased
        ``proof``: rows ``with_contract`` and ``ceiling``.
    """
    rows = {
        name: {
            "kept_placements": int(loaded.measured["keep_placement"].sum()),
            "candidates": part.candidates,
            "beds": result.beds,
            "beds_filled": part.beds_filled,
            "brought_inside": part.proof.brought_inside,
            "children_inside": part.children_inside,
            "children_served": part.proof.children_served,
            "children_competing": part.proof.children_competing,
            "beds_competed_for": part.proof.beds_competed_for,
        }
        for name, part in (("with_contract", result.plan), ("ceiling", result.ceiling))
    }
    table = pd.DataFrame.from_dict(rows, orient="index").astype("Int64")
    of_children = tuple(column for column in table.columns if "beds" not in column)
    return Unreleased(name="proof", table=table, counts=(*of_children, "beds_filled"))


def points(loaded: Loaded, result: ContractResult) -> Unreleased:
    """Single homes and block homes; metres, EPSG:27700. Officers alone."""
    listed = loaded.returns.homes.dropna(subset=["easting", "northing"])
    table = pd.concat(
        [
            listed[["easting", "northing", "places"]].assign(kind="home"),
            result.homes[["easting", "northing"]].assign(
                places=result.homes["beds"], kind="block home"
            ),
        ],
        ignore_index=True,
    )
    return Unreleased(name="points", table=table, for_officers_alone=True)


def lines(loaded: Loaded, result: ContractResult) -> Unreleased:
    """Each child's origin, placement and place with the contract. Officers alone."""
    today, after = loaded.measured, result.with_contract
    table = pd.DataFrame(
        {
            "authority_code": today["authority_code"],
            "origin_easting": today["origin_easting"],
            "origin_northing": today["origin_northing"],
            "placement_easting": today["placement_easting"],
            "placement_northing": today["placement_northing"],
            "with_contract_easting": after["placement_easting"],
            "with_contract_northing": after["placement_northing"],
            "is_in_footprint": today["is_in_footprint"],
            "is_brought_inside": after["is_brought_inside"],
        }
    )
    return Unreleased(name="lines", table=table, for_officers_alone=True)


def area_names(loaded: Loaded, audience: Audience) -> dict[str, str]:
    """Code and name of each area of the footprint, as the audience sees them."""
    if audience is Audience.OFFICERS:
        return loaded.footprint.names
    return dict(loaded.footprint.released_area(code) for code in loaded.footprint.codes)


def area_code(code: str, loaded: Loaded, audience: Audience) -> str:
    """Code under which the audience sees an authority; others keep their own."""
    if audience is Audience.OFFICERS or code not in loaded.footprint.codes:
        return code
    return loaded.footprint.released_area(code)[0]


def _area_codes(frame: pd.DataFrame, loaded: Loaded, audience: Audience) -> pd.Series:
    return frame["authority_code"].map(lambda code: area_code(code, loaded, audience))


def _made_from() -> dict[str, tuple[str, ...]]:
    """Give the counts that each percentage and median comes from."""
    sources: dict[str, tuple[str, ...]] = {}
    for when in WHENS:
        children = f"{when}_children"
        for measure, (_, unknown) in PARTITIONS.items():
            count = f"{when}_{measure}"
            sources[f"{count}_share"] = (count, children)
            for bound in ("lowest", "highest"):
                sources[f"{count}_{bound}"] = (count, children, f"{when}_{unknown}")
        sources[f"{when}_median_miles"] = (children, f"{when}_miles_20_or_less")
        sources[f"{when}_median_miles_outside"] = (children, f"{when}_in_footprint")
    return sources


def _measures(measured: pd.DataFrame) -> dict[str, object]:
    every = summarise(measured)
    outside = summarise(measured[measured["is_in_footprint"].eq(False).fillna(False)])
    counts = {key: getattr(every, key) for key in COUNTS}
    shares = {
        f"{measure}_{name}": whole_percent(part, every.children)
        for measure, (_, unknown) in PARTITIONS.items()
        for name, part in (
            ("share", counts[measure]),
            ("lowest", counts[measure]),
            ("highest", counts[measure] + counts[unknown]),
        )
    }
    return {
        **counts,
        **shares,
        "median_miles": every.median_miles,
        "median_miles_outside": outside.median_miles,
    }
