"""Every measure by area, today and with the contract."""

from typing import Final

import pandas as pd

from lib.answer.loaded import Loaded
from lib.answer.placed import Placed
from lib.answer.whom import OF_MEASURES, at, each
from lib.answer.wording import whole_percent
from lib.disclosure.release import Unreleased
from lib.disclosure.released import Audience
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

DISTANCES_KNOWN: Final = ("distance_known", "outside_distance_known")
"""How many distances the medians are of. In no table that is shown: they hide the medians."""


_MEASURED: Final = ["is_in_footprint", "is_in_borough", "is_near", "is_distant", "distance_miles"]
"""All that is counted from."""


def areas(loaded: Loaded, placed: Placed, audience: Audience) -> Unreleased:
    """
    Every measure by area, today and with the contract, and for all together.

    Returns
    -------
    Unreleased
        ``areas``: index the area's code and ``total``; columns ``name``,
        ``is_loaded``, ``looked_after`` (children, wherever placed) and, for each of today and
        with_contract,
        ``<when>_<measure>`` (counts), ``<when>_<measure>_share``, ``_lowest``
        and ``_highest`` (whole percentages of all children, the bounds for what
        is not known) and medians in miles, for others than officers whole ones. An authority
        without a return has no counts.
    """
    names = area_names(loaded, audience)
    # a child's responsible authority is the same with the contract
    area_of = area_codes(placed.today, loaded, audience).to_numpy()
    frames = {when: frame[_MEASURED] for when, frame in placed.by_when().items()}
    loaded_areas = areas_loaded(loaded, audience)
    looked_after = loaded.looked_after.groupby(lambda code: area_code(code, loaded, audience)).sum()
    rows = {}
    for code in (*names, TOTAL):
        row: dict[str, object] = {
            "looked_after": looked_after.sum() if code == TOTAL else looked_after.get(code)
        }
        for when, frame in frames.items():
            chosen = frame if code == TOTAL else frame[area_of == code]
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
        is_median = "median" in column
        table[column] = table[column].astype("Float64" if is_median else "Int64")
        if is_median and audience is Audience.SHARED:
            table[column] = table[column].round()
    return Unreleased(
        name="areas",
        table=table,
        counts=(
            "looked_after",
            *(f"{when}_{key}" for when in WHENS for key in (*COUNTS, *DISTANCES_KNOWN)),
        ),
        made_from=_made_from(),
        in_no_table=tuple(f"{when}_{key}" for when in WHENS for key in DISTANCES_KNOWN),
        whom=each(
            {**{code: {"area": [code]} for code in sorted(loaded_areas)}, TOTAL: {}},
            {
                f"{when}_{key}": at(when, OF_MEASURES[key])
                for when in WHENS
                for key in (*COUNTS, *DISTANCES_KNOWN)
            },
        ),
    )


def area_names(loaded: Loaded, audience: Audience) -> dict[str, str]:
    """Code and name of each area of the footprint, as the audience sees them."""
    if audience is Audience.OFFICERS:
        return loaded.footprint.names
    return dict(loaded.footprint.released_area(code) for code in loaded.footprint.codes)


def areas_loaded(loaded: Loaded, audience: Audience) -> frozenset[str]:
    """Codes of the areas of which a return is loaded."""
    return frozenset(
        area_code(code, loaded, audience) for code in loaded.returns.authorities_loaded
    )


def area_code(code: str, loaded: Loaded, audience: Audience) -> str:
    """Code under which the audience sees an authority; others keep their own."""
    if audience is Audience.OFFICERS or code not in loaded.footprint.codes:
        return code
    return loaded.footprint.released_area(code)[0]


def area_codes(frame: pd.DataFrame, loaded: Loaded, audience: Audience) -> pd.Series:
    """Area of the responsible authority, child by child."""
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
        sources[f"{when}_median_miles"] = (children, f"{when}_distance_known")
        sources[f"{when}_median_miles_outside"] = (children, f"{when}_outside_distance_known")
    return sources


def _measures(measured: pd.DataFrame) -> dict[str, object]:
    """Counts, shares, and medians with the number of distances that each is of."""
    every = summarise(measured)
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
    is_outside = ~measured["is_in_footprint"].fillna(value=True).astype(bool)
    miles_outside = measured["distance_miles"][is_outside].dropna()
    return {
        **counts,
        **shares,
        "distance_known": every.children - every.distance_unknown,
        "outside_distance_known": len(miles_outside),
        "median_miles": every.median_miles,
        "median_miles_outside": miles_outside.median() if len(miles_outside) else None,
    }
