"""What is different between two loads of returns, authority by authority."""

from dataclasses import dataclass
from datetime import date
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


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Load:
    """What is compared of one load: ``figures`` by authority, columns of `COMPARED`."""

    content_hash: str
    as_of: date
    figures: pd.DataFrame


def load_of(returns: Returns, *, footprint: Footprint, postcodes: PostcodeIndex) -> Load:
    """Take what is compared of returns; nothing of a single child."""
    counted = quality(returns, footprint=footprint, postcodes=postcodes).table
    open_ = open_episodes(returns.episodes, returns.as_of)
    in_homes = open_[open_["placement_type"].isin(footprint.placement_types)]
    whose = pd.Series(
        [returns.authority_of(finding.file) for finding in returns.findings], dtype="str"
    )
    figures = pd.DataFrame(
        {
            **{column: counted[column] for column in ("children", "distance_unknown", "refused")},
            "in_homes": in_homes["authority_code"].value_counts(),
            "to_mend": whose.value_counts(),
        },
        index=counted.index,
    )
    return Load(content_hash=returns.content_hash, as_of=returns.as_of, figures=figures.fillna(0))


def changes(before: Load, after: Load, *, footprint: Footprint) -> Unreleased:
    """
    Set what two loads hold side by side. Officers alone.

    Returns
    -------
    Unreleased
        ``changes``: index GSS code, of authorities that are in either; ``name``, and for each
        column of `COMPARED` ``<column>_before`` and ``<column>_after`` (Int64), missing where
        the authority is not loaded.
    """
    loads = {"before": before.figures, "after": after.figures}
    found = pd.concat([figures.add_suffix(f"_{when}") for when, figures in loads.items()], axis=1)
    found = found.reindex([code for code in footprint.codes if code in found.index])
    columns = [f"{column}_{when}" for column in COMPARED for when in loads]
    table = found[columns].astype("Int64")
    table.insert(0, "name", [footprint.names[code] for code in table.index])
    return Unreleased(name="changes", table=table, for_officers_alone=True)
