"""What is different between two loads of returns, authority by authority."""

from typing import Final

import pandas as pd

from lib.answer.quality import quality
from lib.disclosure.release import Unreleased
from lib.domain.footprint import Footprint
from lib.ingest.load import Returns
from lib.ingest.placements import open_episodes
from lib.sources.postcodes import PostcodeIndex

COMPARED: Final = {
    "children": "Looked after",
    "in_homes": "In residential placements",
    "distance_unknown": "Distance not known",
    "refused": "Rows refused",
    "to_mend": "Things to mend",
}
"""What is compared, by column."""


def changes(
    before: Returns, after: Returns, *, footprint: Footprint, postcodes: PostcodeIndex
) -> Unreleased:
    """
    Set what two loads hold side by side. Officers alone.

    Returns
    -------
    Unreleased
        ``changes``: index GSS code, of authorities that are in either; ``name``, and for each
        column of `COMPARED` ``<column>_before`` and ``<column>_after`` (Int64), missing where
        the authority is not loaded.
    """
    loads = {"before": before, "after": after}
    found = pd.concat(
        [
            _figures(returns, footprint, postcodes).add_suffix(f"_{when}")
            for when, returns in loads.items()
        ],
        axis=1,
    ).reindex(
        [
            code
            for code in footprint.codes
            if code in {*before.authorities_loaded, *after.authorities_loaded}
        ]
    )
    columns = [f"{column}_{when}" for column in COMPARED for when in loads]
    table = found[columns].astype("Int64")
    table.insert(0, "name", [footprint.names[code] for code in table.index])
    return Unreleased(name="changes", table=table, for_officers_alone=True)


def _figures(returns: Returns, footprint: Footprint, postcodes: PostcodeIndex) -> pd.DataFrame:
    counted = quality(returns, footprint=footprint, postcodes=postcodes).table
    open_ = open_episodes(returns.episodes, returns.as_of)
    in_homes = open_[open_["placement_type"].isin(footprint.placement_types)]
    whose = pd.Series(
        [returns.authority_of(finding.file) for finding in returns.findings], dtype="str"
    )
    return pd.DataFrame(
        {
            **{column: counted[column] for column in ("children", "distance_unknown", "refused")},
            "in_homes": in_homes["authority_code"].value_counts(),
            "to_mend": whose.value_counts(),
        },
        index=counted.index,
    ).fillna(0)
