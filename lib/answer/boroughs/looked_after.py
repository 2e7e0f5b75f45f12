"""All looked-after children by borough and group, wherever they are placed."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from lib.answer.areas import TOTAL, area_codes, area_names, areas_loaded
from lib.answer.boroughs.groups import GROUPS, Field, Group, members
from lib.answer.loaded import Loaded
from lib.answer.whom import each
from lib.answer.wording import whole_percent
from lib.disclosure.release import Unreleased
from lib.disclosure.released import Audience
from lib.ingest.placements import looked_after_children

GROUPS_BY_FIELD: Final[Mapping[Field, tuple[Group, ...]]] = {
    field: tuple(one for one in GROUPS if one.field is field)
    for field in (Field.AGE, Field.PROVIDER, Field.LEGAL_STATUS)
}
"""What is counted by borough; how far a child lives is measured of those in homes alone."""

CHILDREN: Final = "children"

_COLUMNS: Final = ("authority_code", "age_years", "placement_provider", "legal_status")


def everyone(loaded: Loaded) -> pd.DataFrame:
    """
    Give all looked-after children: those in homes, as measured, and all others.

    Returns
    -------
    DataFrame
        One row a child; columns ``authority_code, age_years, placement_provider, legal_status``
        as in `lib.schemas.placements`, and ``is_in_a_home`` (bool).
    """
    every = looked_after_children(loaded.returns)
    others = every[~every["child_key"].isin(loaded.measured["child_key"])]
    parts = [
        part[[*_COLUMNS]].assign(is_in_a_home=is_in_a_home)
        for part, is_in_a_home in ((loaded.measured, True), (others, False))
    ]
    return pd.concat(parts, ignore_index=True)


def looked_after(loaded: Loaded, audience: Audience) -> Unreleased:
    """
    Count all looked-after children of each area by age, provider and legal status.

    Returns
    -------
    Unreleased
        ``looked_after``: as `lib.answer.boroughs.view.LookedAfterView` says.
    """
    names = area_names(loaded, audience)
    known = areas_loaded(loaded, audience)
    children = everyone(loaded)
    area = area_codes(children, loaded, audience).to_numpy()
    of = {CHILDREN: np.ones(len(children), dtype=bool), **members(children, GROUPS_BY_FIELD)}
    table = pd.DataFrame(
        {
            key: [
                *(int(flags[area == code].sum()) if code in known else None for code in names),
                int(flags.sum()),
            ]
            for key, flags in of.items()
        },
        index=[*names, TOTAL],
    ).astype("Int64")
    groups = [one for of_field in GROUPS_BY_FIELD.values() for one in of_field]
    for group in groups:
        counts = zip(table[group.key], table[CHILDREN], strict=True)
        table[f"{group.key}_share"] = pd.array(
            [None if pd.isna(part) else whole_percent(part, whole) for part, whole in counts],
            dtype="Int64",
        )
    table.insert(0, "name", [*names.values(), loaded.footprint.name])
    table.insert(1, "is_loaded", [*(code in known for code in names), True])
    return Unreleased(
        name="looked_after",
        table=table,
        counts=tuple(of),
        made_from={f"{group.key}_share": (group.key, CHILDREN) for group in groups},
        whom=each(
            {**{code: {"area": [code]} for code in names if code in known}, TOTAL: {}},
            {CHILDREN: {}, **{one.key: {one.field: [one.key]} for one in groups}},
        ),
    )
