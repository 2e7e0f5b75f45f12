"""What became of every row that was read: counts by file, and what there is to mend."""

from collections.abc import Iterable
from dataclasses import asdict

import pandas as pd

from lib.disclosure.release import Unreleased
from lib.ingest.findings import FileCount, Finding
from lib.ingest.rules import rule_of


def what_was_read(files: Iterable[FileCount], findings: Iterable[Finding]) -> list[Unreleased]:
    """
    Lay out counts and findings of a load. Officers alone: both count single rows.

    Returns
    -------
    list of Unreleased
        ``files``: ``file, read, loaded, refused, ignored, to_mend``. ``findings``: ``file,
        row, column, code, rule, message``; the rule by its number, missing where none is named.
    """
    counted = pd.DataFrame(
        [asdict(one) for one in files],
        columns=["file", "read", "loaded", "refused", "ignored", "to_mend"],
    )
    told = pd.DataFrame(
        [asdict(one) for one in findings], columns=["file", "row", "column", "code", "message"]
    ).astype({"row": "Int64"})
    numbers = [
        rule.number if (rule := rule_of(code, column)) else None
        for code, column in zip(told["code"], told["column"], strict=True)
    ]
    told.insert(4, "rule", pd.Series(numbers, dtype="str"))
    return [
        Unreleased(name=name, table=table, for_officers_alone=True)
        for name, table in (("files", counted), ("findings", told))
    ]
