"""What became of every row that was read: counts by file, and what there is to mend."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict

import pandas as pd

from lib.answer.changes import Load, changes, load_of
from lib.answer.quality import quality
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.domain.footprint import Footprint
from lib.ingest.findings import FileCount, Finding, NothingUsableError
from lib.ingest.kinds_of_finding import KIND_OF
from lib.ingest.load import Returns
from lib.ingest.rules import rule_of
from lib.sources.postcodes import PostcodeIndex


def what_was_read(
    returns: Returns, *, footprint: Footprint, postcodes: PostcodeIndex
) -> list[Unreleased]:
    """
    Lay out counts, findings and the quality of a load. Officers alone: they count single rows.

    Returns
    -------
    list of Unreleased
        ``files``: ``authority, file, read, loaded, refused, ignored, to_mend``. ``findings``:
        ``authority, file, row, kind, rule, column, message, rule_words``; the rule by its
        number, missing where none is named. ``quality``: as `lib.answer.quality` gives it.
    """

    def name(file: str) -> str:
        return footprint.names.get(returns.authority_of(file) or "", "")

    return [
        *_counts_and_findings(returns.files, returns.findings, name),
        quality(returns, footprint=footprint, postcodes=postcodes),
    ]


def reading_to_officers(
    found: Returns | NothingUsableError,
    *,
    before: Load | None,
    footprint: Footprint,
    postcodes: PostcodeIndex,
    is_invented: bool,
) -> Mapping[str, Released]:
    """
    Release what became of files that are not in use, and what they would change.

    Parameters
    ----------
    before
        The load that is in use, if any.

    Returns
    -------
    Mapping
        What `what_was_read` lays out, by name; and ``changes``, as `lib.answer.changes.changes`
        gives it. Of files of which nothing can be used ``files`` and ``findings`` alone.
    """
    if isinstance(found, NothingUsableError):
        every = _counts_and_findings(found.files, found.findings, lambda _file: "")
    else:
        every = what_was_read(found, footprint=footprint, postcodes=postcodes)
        if before is not None:
            after = load_of(found, footprint=footprint, postcodes=postcodes)
            every.append(changes(before, after, footprint=footprint))
    return release(
        every,
        protection=Protection(),
        footprint=footprint,
        audience=Audience.OFFICERS,
        is_invented=is_invented,
    )


def changes_to_officers(
    before: Load, after: Load, *, footprint: Footprint, is_invented: bool
) -> Released:
    """Release what has changed from one load to the next."""
    return release(
        [changes(before, after, footprint=footprint)],
        protection=Protection(),
        footprint=footprint,
        audience=Audience.OFFICERS,
        is_invented=is_invented,
    )["changes"]


def _counts_and_findings(
    files: Iterable[FileCount], findings: Iterable[Finding], name: Callable[[str], str]
) -> list[Unreleased]:
    counted = pd.DataFrame(
        [asdict(one) for one in files],
        columns=["file", "read", "loaded", "refused", "ignored", "to_mend"],
    )
    told = pd.DataFrame(
        [asdict(one) for one in findings], columns=["file", "row", "column", "code", "message"]
    ).astype({"row": "Int64"})
    rules = [
        rule_of(code, column) for code, column in zip(told["code"], told["column"], strict=True)
    ]
    told.insert(3, "kind", pd.Series(told.pop("code").map(KIND_OF), dtype="str"))
    told.insert(4, "rule", pd.Series([rule and rule.number for rule in rules], dtype="str"))
    told["rule_words"] = pd.Series([rule and rule.words for rule in rules], dtype="str")
    for table in (counted, told):
        table.insert(0, "authority", pd.Series(table["file"].map(name), dtype="str"))
    return [
        Unreleased(name=called, table=table, for_officers_alone=True)
        for called, table in (("files", counted), ("findings", told))
    ]
