"""One row a home and month, where several rows, or several files, tell of it."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from lib.ingest.findings import Fate, Ledger

_KEY: Final = ["month", "same_home"]
_NO_FIGURE: Final = ["home_name", "position", "file"]


def settle_repeated(files: Sequence[tuple[Ledger, pd.DataFrame]]) -> pd.DataFrame:
    """
    Keep one of the rows that say the same, and none of those that contradict each other.

    Names that differ in capitals alone are one home's. Rows that say the same are ignored
    but for one, with a finding where both stand in one file: another file may repeat a
    month. Of rows that differ nobody knows which is true, so all of them are refused.

    Returns
    -------
    DataFrame
        The rows that stay, each home under one name.
    """
    together = pd.concat(
        [rows.assign(file=number) for number, (_, rows) in enumerate(files)], ignore_index=True
    )
    together["same_home"] = together["home_name"].str.casefold()
    together["home_name"] = together.groupby("same_home")["home_name"].transform("min")
    said = [name for name in together.columns if name not in _NO_FIGURE]
    different = together.drop_duplicates(said)
    contradicted = different.loc[different.duplicated(_KEY, keep=False), _KEY].drop_duplicates()
    is_contradicted = pd.MultiIndex.from_frame(together[_KEY]).isin(
        pd.MultiIndex.from_frame(contradicted)
    )
    is_copy = together.duplicated(said) & ~is_contradicted
    is_copy_here = together.duplicated([*said, "file"]) & ~is_contradicted
    for number, (ledger, _) in enumerate(files):
        is_here = together["file"] == number
        ledger.mark(
            ledger.rows_at(together.loc[is_here & is_contradicted, "position"]),
            code="home_month_differs",
            column="home",
            found="another row of the same home and month says something else",
            remedy="Keep the row that is right and load again; all of them are left out.",
            fate=Fate.REFUSED,
        )
        ledger.mark(
            ledger.rows_at(together.loc[is_here & is_copy_here, "position"]),
            code="home_month_repeated",
            column="home",
            found="the home and month stand in another row too",
            remedy="Keep one row for each home and month; one of them is in.",
            fate=Fate.IGNORED,
        )
        ledger.settle(ledger.rows_at(together.loc[is_here & is_copy, "position"]), Fate.IGNORED)
    return together[~is_contradicted & ~is_copy]
