"""Which children are unaccompanied asylum-seeking ones: the return needs no origin of theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from lib.ingest.births import HeaderFile
from lib.ingest.findings import Fate, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class UascFile:
    """The rows of one UASC file, as `read_unaccompanied` gives them, and its ledger."""

    ledger: Ledger
    rows: pd.DataFrame


def unaccompanied_children(
    headers: Sequence[HeaderFile], tables: Sequence[UascFile], children: Mapping[str, int]
) -> frozenset[int]:
    """
    Gather the keys of the children whom a UASC table or a HEADER of XML names.

    Rows of children who have no episode are ignored in the ledgers.
    """
    named: set[int] = set()
    for file in tables:
        keys = file.rows["child"].map(children)
        file.ledger.settle(
            file.ledger.rows_at(file.rows.loc[keys.isna(), "position"]), Fate.IGNORED
        )
        named |= {int(key) for key in keys.dropna()}
    for header in headers:
        alone = header.header.loc[header.header["is_unaccompanied"], "child"]
        named |= {children[child] for child in alone if child in children}
    return frozenset(named)
