"""All files of one authority to one history, with ages, costs and needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from lib.ingest.births import HeaderFile, dates_of_birth, sexes
from lib.ingest.costs import read_costs
from lib.ingest.coverage import Coverage, coverage_of
from lib.ingest.findings import Fate, Finding
from lib.ingest.headings import OF_THE_PARTNERSHIP, Kind
from lib.ingest.histories import EpisodesFile, merge_files, placement_start_dates
from lib.ingest.needs import combine_needs, read_needs
from lib.ingest.opening import Opened
from lib.ingest.points import Locator
from lib.ingest.ssda903_tables import read_episodes, read_header


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityReturn:
    """
    What one authority's files hold.

    ``history`` has a row an episode, sorted by ``child_key`` and start, ``born``
    and ``sex`` of the child. It is private to `lib.ingest`: dates of birth leave it as ages.
    """

    code: str
    history: pd.DataFrame
    coverage: Coverage
    costs: pd.DataFrame | None
    needs: pd.DataFrame | None
    findings: tuple[Finding, ...]


def read_authority(
    code: str,
    folder: str,
    files: Sequence[Opened],
    *,
    first_key: int,
    postcodes: Locator,
    today: date,
) -> AuthorityReturn | None:
    """
    Read the return of one authority.

    Parameters
    ----------
    code, folder
        GSS code, and the folder as it is shown in findings.
    files
        The authority's files; their ledgers are completed.
    first_key
        The ``child_key`` of its first child.

    Returns
    -------
    AuthorityReturn or None
        None where no episode can be loaded: the rows of its other tables are then ignored.
    """
    of_kind = {kind: [file for file in files if file.kind is kind] for kind in Kind}
    read = [
        EpisodesFile(
            ledger=file.ledger,
            episodes=read_episodes(file.sheet, file.ledger, postcodes=postcodes, today=today),
        )
        for file in of_kind[Kind.EPISODES]
        if file.sheet is not None
    ]
    usable = [file for file in read if len(file.episodes)]
    if not usable:
        for file in files:
            if file.kind not in OF_THE_PARTNERSHIP:
                file.ledger.settle(np.ones(len(file.ledger.rows), dtype=bool), Fate.IGNORED)
        return None
    numbered, children = _number_children(usable, first_key)
    history = merge_files(numbered)
    history["placement_start_date"] = placement_start_dates(numbered, history)
    headers = [
        HeaderFile(ledger=file.ledger, header=read_header(file.sheet, file.ledger, today=today))
        for file in of_kind[Kind.HEADER]
        if file.sheet is not None
    ]
    history["born"] = dates_of_birth(headers, history, children)
    history["sex"] = sexes(headers, history, children)
    coverage = coverage_of(code, history, today=today)
    findings = _findings_of_the_whole(history, coverage, folder, has_header=bool(headers))
    costs = [
        read_costs(file.sheet, file.ledger, children=children)
        for file in of_kind[Kind.COSTS]
        if file.sheet is not None
    ]
    needs = [
        read_needs(file.sheet, file.ledger, children=children)
        for file in of_kind[Kind.NEEDS]
        if file.sheet is not None
    ]
    return AuthorityReturn(
        code=code,
        history=history,
        coverage=coverage,
        costs=pd.concat(costs, ignore_index=True) if costs else None,
        needs=combine_needs(needs) if needs else None,
        findings=tuple(findings),
    )


def _number_children(
    files: Sequence[EpisodesFile], first_key: int
) -> tuple[list[EpisodesFile], dict[str, int]]:
    """Put a running number in the place of the identifier, alike in all files."""
    everyone = pd.concat([file.episodes["child"] for file in files], ignore_index=True)
    numbers, identifiers = pd.factorize(everyone, sort=True)
    keys = numbers.astype(np.int64) + first_key
    numbered, start = [], 0
    for file in files:
        end = start + len(file.episodes)
        episodes = file.episodes.drop(columns="child").assign(child_key=keys[start:end])
        numbered.append(EpisodesFile(ledger=file.ledger, episodes=episodes))
        start = end
    children = {identifier: first_key + number for number, identifier in enumerate(identifiers)}
    return numbered, children


def _findings_of_the_whole(
    history: pd.DataFrame, coverage: Coverage, folder: str, *, has_header: bool
) -> list[Finding]:
    found: list[tuple[str, str]] = []
    if not has_header:
        message = (
            "There is no Header table that can be used, so no child's age is known and nobody can "
            "be counted by age. Put it beside the Episodes table."
        )
        found.append(("header_missing", message))
    if coverage.lone_events:
        message = (
            "Dates of the Episodes table that come more than a year after all others: "
            f"{coverage.lone_events:,}. They are taken for slips and do not decide which years "
            f"the return covers (to {coverage.last:%d/%m/%Y}). Check the latest DECOM and DEC."
        )
        found.append(("dates_far_from_others", message))
    found += _origins_elsewhere(coverage.code, history)
    return [Finding.of_whole(folder, code, message) for code, message in found]


def _origins_elsewhere(code: str, history: pd.DataFrame) -> list[tuple[str, str]]:
    """Tell a return that was put into the folder of another authority."""
    latest = history.drop_duplicates("child_key", keep="last")["origin_authority_code"].dropna()
    elsewhere = latest[latest != code]
    if 2 * len(elsewhere) <= len(latest):
        return []
    commonest = elsewhere.value_counts().index[0]
    message = (
        f"{len(elsewhere):,} of the {len(latest):,} children whose origin is known come from "
        f"another authority than {code}, most of them from {commonest}. "
        "Is this the return of another authority? Check the folder; the rows are in."
    )
    return [("origins_elsewhere", message)]
