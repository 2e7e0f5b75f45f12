"""All files of one authority to one history, with ages, costs and needs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from lib.domain.codes import SHORT_BREAKS
from lib.ingest.births import HeaderFile, dates_of_birth, sexes
from lib.ingest.costs import combine_costs, read_costs
from lib.ingest.coverage import Coverage, coverage_of
from lib.ingest.episode_rules import note_postcodes_missing
from lib.ingest.findings import Fate, Finding
from lib.ingest.headings import OF_THE_PARTNERSHIP, Kind
from lib.ingest.histories import EpisodesFile, merge_files, placement_start_dates
from lib.ingest.needs import combine_needs, read_needs
from lib.ingest.opening import Opened
from lib.ingest.points import Locator
from lib.ingest.pupils import Pupils, pupils_of
from lib.ingest.ssda903_tables import read_episodes, read_header, read_unaccompanied
from lib.ingest.unaccompanied import UascFile, unaccompanied_children
from lib.ingest.whole_return import findings_of_a_return


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityReturn:
    """
    What one authority's files hold.

    ``history`` has a row an episode, sorted by ``child_key`` and start, ``born``
    and ``sex`` of the child. It is private to `lib.ingest`: dates of birth leave it as ages.
    So are ``pupils``. ``unaccompanied`` are keys of children.
    """

    code: str
    history: pd.DataFrame
    coverage: Coverage
    costs: pd.DataFrame | None
    needs: pd.DataFrame | None
    pupils: tuple[Pupils, ...]
    unaccompanied: frozenset[int]
    findings: tuple[Finding, ...]


def read_authority(
    code: str,
    folder: str,
    files: Sequence[Opened],
    *,
    first_key: int,
    homes: Collection[str],
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
    homes
        URNs of homes whose place is known.

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
    alone = unaccompanied_children(headers, _uasc_tables(of_kind[Kind.UASC]), children)
    for told in numbered:
        note_postcodes_missing(
            told.ledger,
            told.episodes,
            is_unaccompanied=told.episodes["child_key"].isin(alone),
            homes=homes,
        )
    coverage = coverage_of(code, history, today=today)
    findings = findings_of_a_return(
        numbered,
        history,
        coverage,
        folder,
        has_header=bool(headers),
        tells_unaccompanied=bool(alone or of_kind[Kind.UASC]) or not _misses_an_origin(history),
    )
    costs = [
        (file.ledger, read_costs(file.sheet, file.ledger, children=children))
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
        costs=combine_costs(costs) if costs else None,
        needs=combine_needs(needs) if needs else None,
        pupils=tuple(pupils_of(file, children) for file in headers),
        unaccompanied=alone,
        findings=tuple(findings),
    )


def _misses_an_origin(history: pd.DataFrame) -> bool:
    """Tell whether some child's own address is missing, short breaks aside."""
    is_short_break = history["legal_status"].isin(list(SHORT_BREAKS))
    return bool(((history["origin_level"] == "missing") & ~is_short_break).any())


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
    children = {
        identifier: first_key + number
        for number, identifier in enumerate(identifiers.to_numpy(dtype=object))
    }
    return numbered, children


def _uasc_tables(files: Sequence[Opened]) -> list[UascFile]:
    return [
        UascFile(ledger=file.ledger, rows=read_unaccompanied(file.sheet, file.ledger))
        for file in files
        if file.sheet is not None
    ]
