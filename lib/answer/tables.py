"""The figures of the answer as tables, not yet released."""

from collections.abc import Hashable

import pandas as pd

from lib.answer.areas import WHENS, area_code, area_codes, area_names
from lib.answer.loaded import Loaded
from lib.answer.placed import Placed
from lib.answer.whom import OUTSIDE, YES, at
from lib.disclosure.kinds import Whom
from lib.disclosure.release import Unreleased
from lib.disclosure.released import Audience
from lib.scenario.run import ContractResult


def flows(loaded: Loaded, placed: Placed, audience: Audience) -> Unreleased:
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
    for when, frame in placed.by_when().items():
        pairs = pd.DataFrame(
            {
                "origin_code": area_codes(frame, loaded, audience),
                "destination_code": frame["placement_authority_code"].map(
                    lambda code: area_code(code, loaded, audience), na_action="ignore"
                ),
            }
        )
        counted[when] = pairs.dropna().value_counts()
    table = pd.DataFrame(counted).fillna(0).astype("Int64").sort_index().reset_index()
    table = table.astype({"origin_code": "str", "destination_code": "str"})
    table.index = pd.Index(table["origin_code"] + " > " + table["destination_code"])
    table.insert(1, "origin_name", table["origin_code"].map(names))
    table.insert(3, "destination_name", table["destination_code"].map(names))
    return Unreleased(
        name="flows",
        table=table,
        counts=WHENS,
        whom=_whom_of_flows(table, loaded, audience),
        drops_rows_wholly_hidden=True,
    )


def shown_at_most(flows: pd.DataFrame, loaded: Loaded, audience: Audience) -> list[str]:
    """Label the flows that are inside the footprint or not small at both times."""
    is_inside = flows["destination_code"].isin([*area_names(loaded, audience)])
    is_large = flows[[*WHENS]].ge(loaded.footprint.smallest_shown_count).any(axis=1)
    return [str(flow) for flow in flows.index[is_inside | is_large]]


def _whom_of_flows(
    flows: pd.DataFrame, loaded: Loaded, audience: Audience
) -> dict[tuple[Hashable, str], Whom]:
    """Small flows to authorities outside are told apart by nobody, and stand for themselves."""
    ends = flows.loc[shown_at_most(flows, loaded, audience), ["origin_code", "destination_code"]]
    return {
        (flow, when): at(when, {"area": [start], "destination": [end]})
        for flow, (start, end) in zip(ends.index, ends.to_numpy(), strict=True)
        for when in WHENS
    }


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
        ``proof``: rows ``with_contract`` and ``ceiling``; ``rules_cost``: children whom
        rules between children keep outside, so that the cut's bound is so much higher;
        ``miles_saved`` is a sum over the children who have a bed.
    """
    rows = {
        name: {
            "kept_placements": int(loaded.measured["keep_placement"].sum()),
            "candidates": part.candidates,
            "beds": result.beds,
            "beds_filled": part.beds_filled,
            "brought_inside": part.brought_inside,
            "rules_cost": part.rules_cost,
            "children_inside": part.children_inside,
            "children_served": part.proof.children_served,
            "children_competing": part.proof.children_competing,
            "beds_competed_for": part.proof.beds_competed_for,
            "miles_saved": part.matching.miles_saved,
        }
        for name, part in (("with_contract", result.plan), ("ceiling", result.ceiling))
    }
    table = pd.DataFrame.from_dict(rows, orient="index")
    whole_numbers = table.columns.drop("miles_saved")
    not_of_children = ("beds", "beds_competed_for")
    return Unreleased(
        name="proof",
        table=table.astype(dict.fromkeys(whole_numbers, "Int64")),
        counts=tuple(whole_numbers.drop(list(not_of_children))),
        made_from={"miles_saved": ("beds_filled", "brought_inside")},
        whom={
            ("with_contract", "beds_filled"): {"has_bed": [YES]},
            ("with_contract", "brought_inside"): {"side": [OUTSIDE], "has_bed": [YES]},
        },
    )


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


def lines(placed: Placed) -> Unreleased:
    """Each child's origin, placement and place with the contract. Officers alone."""
    today, after = placed.today, placed.with_contract
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
