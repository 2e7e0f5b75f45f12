"""What is noted of an authority's return as a whole: is it hers, whole, and of the right years?"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd

from lib.ingest.coverage import Coverage, year_end_on_or_after
from lib.ingest.findings import Finding
from lib.ingest.histories import EpisodesFile

_YEARS: Final = re.compile(
    r"(?<!\d)(?P<first>20[12]\d)"
    r"(?:-[01]\d-[0-3]\d|(?:[-_/ ]?(?:to ?)?(?P<second>20[123]\d|[123]\d)))?(?!\d)",
    re.ASCII,
)
_ENOUGH_CHILDREN: Final = 20
_HARDLY: Final = 0.05


def findings_of_a_return(
    files: Sequence[EpisodesFile],
    history: pd.DataFrame,
    coverage: Coverage,
    folder: str,
    *,
    has_header: bool,
    tells_unaccompanied: bool,
) -> list[Finding]:
    """
    Note what is wrong with a return, whatever its rows say.

    Parameters
    ----------
    files
        Its Episodes files, with ``child_key``.
    history
        Its episodes, as `lib.ingest.histories.merge_files` gives them.
    folder
        As it is shown.
    tells_unaccompanied
        Whether an origin is missing of nobody who may be unaccompanied.
    """
    years = [_year_of(file) for file in files]
    found = [
        Finding.of_whole(folder, code, message)
        for code, message in (
            *_of_coverage(coverage, has_header=has_header, tells_unaccompanied=tells_unaccompanied),
            *_missing_years(files, years),
            *_two_of_one_year(files, years),
        )
    ]
    found += _origins_elsewhere(coverage.code, files, history, folder)
    return [*found, *_years_not_as_named(files, years)]


def _of_coverage(
    coverage: Coverage, *, has_header: bool, tells_unaccompanied: bool
) -> Iterator[tuple[str, str]]:
    if not tells_unaccompanied:
        yield (
            "unaccompanied_missing",
            (
                "Postcodes of children's own addresses are missing, and no UASC table says which "
                "children are unaccompanied asylum-seeking ones, of whom the return asks for none. "
                "Put the UASC table beside the others: some of the rows named below may be right."
            ),
        )
    if not has_header:
        yield (
            "header_missing",
            (
                "There is no Header table that can be used, so no child's age is known and nobody "
                "can be counted by age. Put it beside the Episodes table."
            ),
        )
    if coverage.lone_events:
        yield (
            "dates_far_from_others",
            (
                "Dates of the Episodes table that come more than a year after all others: "
                f"{coverage.lone_events:,}. They are taken for slips and do not decide which years "
                f"the return covers (to {coverage.last:%d/%m/%Y}). Check the latest DECOM and DEC."
            ),
        )


def _year_of(file: EpisodesFile) -> int:
    """Give the year in which a file's 31 March lies. A slip of one date may not decide it."""
    events = np.concatenate([file.episodes[f"{end}_date"].dropna() for end in ("start", "end")])
    rank = len(events) - 1 - len(events) // 100
    last = pd.Timestamp(np.partition(events, rank)[rank])
    return year_end_on_or_after(last.date()).year


def _missing_years(
    files: Sequence[EpisodesFile], years: Sequence[int]
) -> Iterator[tuple[str, str]]:
    for year in range(min(years) + 1, max(years)):
        if year not in years and not _reaches_over(files, years, year):
            yield (
                "year_missing",
                (
                    f"No Episodes table of the year to 31/03/{year} is here, though there are of "
                    "years before and after it. Children who were looked after in that year alone "
                    "are not known, so what is shown for it may be too low. Put that return beside "
                    "the others."
                ),
            )


def _reaches_over(files: Sequence[EpisodesFile], years: Sequence[int], year: int) -> bool:
    """Tell whether a later file tells of a year too: an export of several years does."""
    start, end = pd.Timestamp(year - 1, 4, 1), pd.Timestamp(year, 3, 31)
    return any(
        its_year > year and file.episodes["end_date"].between(start, end).any()
        for file, its_year in zip(files, years, strict=True)
    )


def _two_of_one_year(
    files: Sequence[EpisodesFile], years: Sequence[int]
) -> Iterator[tuple[str, str]]:
    if len({*years}) == len(files):
        return
    of_each = [
        (file.ledger.file, year, {*file.episodes["child_key"]})
        for file, year in zip(files, years, strict=True)
    ]
    for number, (name, year, children) in enumerate(of_each):
        for other, its_year, its_children in of_each[number + 1 :]:
            fewest = min(len(children), len(its_children))
            if (
                year == its_year
                and fewest >= _ENOUGH_CHILDREN
                and len(children & its_children) <= _HARDLY * fewest
            ):
                yield (
                    "two_returns_in_folder",
                    (
                        f"{name} and {other} are of one year and have hardly a child in common. Is "
                        "one of them the return of another authority? Take it out, or leave it if "
                        "it is the rest of this one; the rows of both are in."
                    ),
                )


def _origins_elsewhere(
    code: str, files: Sequence[EpisodesFile], history: pd.DataFrame, folder: str
) -> list[Finding]:
    """Tell a return that was put into the folder of another authority."""
    parts = [(file.ledger.file, file.episodes.sort_values("start_date")) for file in files]
    found = []
    for name, episodes in parts if len(files) > 1 else [(folder, history)]:
        latest = episodes.drop_duplicates("child_key", keep="last")
        known = latest["origin_authority_code"].dropna()
        elsewhere = known[known != code]
        if 2 * len(elsewhere) <= len(known):
            continue
        commonest = elsewhere.value_counts().index[0]
        message = (
            f"{len(elsewhere):,} of the {len(known):,} children whose origin is known come from "
            f"another authority than {code}, most of them from {commonest}. "
            "Is this the return of another authority? Check the folder; the rows are in."
        )
        found.append(Finding.of_whole(name, "origins_elsewhere", message))
    return found


def _years_not_as_named(files: Sequence[EpisodesFile], years: Sequence[int]) -> Iterator[Finding]:
    """Tell a return of another year than its name says."""
    for file, year in zip(files, years, strict=True):
        named = [_named(match) for match in _YEARS.finditer(file.ledger.file)]
        if named and not any(year in meant for meant in named):
            yield Finding.of_whole(
                file.ledger.file,
                "year_not_as_named",
                f"By its dates this Episodes table is of the year to 31/03/{year}, and not of the "
                "year in its name. Is it the return that you meant? The rows are in.",
            )


def _named(match: re.Match[str]) -> range:
    """Give the years that a name may mean: of one year alone, the one that begins in it too."""
    first = int(match["first"])
    last = 2000 + int(match["second"][-2:]) if match["second"] else first
    return range(first + 1, last + 1) if last > first else range(first, first + 2)
