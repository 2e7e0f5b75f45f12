"""Findings as a CSV file, to be worked through."""

import pandas as pd

from lib.disclosure.released import Released
from lib.exports.csv_file import rows_as_csv
from lib.exports.exported import INVENTED, SENSITIVE, Exported

_HEADINGS = {
    "authority": "Authority",
    "file": "File",
    "row": "Row",
    "column": "Column",
    "kind": "About",
    "rule": "DfE rule",
    "rule_words": "In the words of the rule",
    "message": "What was found, and what to do",
}


def findings_as_csv(findings: Released, *, rows: pd.Index) -> bytes:
    """
    Write some of the findings, each with its file, row, column and rule.

    Parameters
    ----------
    findings
        As `lib.answer.read.what_was_read` lays them out, released.
    rows
        Which of them.
    """
    exported = Exported(table=findings, about="What was found, and what to do", heading="row")
    texts = exported.table.table.loc[rows, [*_HEADINGS]].astype("str").fillna("")
    return rows_as_csv(
        [*_HEADINGS.values()],
        texts.itertuples(index=False, name=None),
        marking=INVENTED if findings.is_invented else SENSITIVE,
    )
