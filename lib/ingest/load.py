"""A folder of returns to valid tables and findings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from lib.domain.footprint import Footprint
from lib.errors import ReturnsError
from lib.ingest.assembly import assemble_children, assemble_costs, assemble_episodes
from lib.ingest.authorities import AuthorityNames
from lib.ingest.authority_return import AuthorityReturn, read_authority
from lib.ingest.coverage import available_dates, default_as_of, holding_back
from lib.ingest.findings import FileCount, Finding, NothingUsableError
from lib.ingest.folders import Contents, look_into
from lib.ingest.headings import OF_THE_PARTNERSHIP, Kind
from lib.ingest.monitoring import combine_monitoring, read_monitoring
from lib.ingest.ofsted import combine_homes, read_homes
from lib.ingest.on_disk import folder_on_disk
from lib.ingest.opening import Opened, open_files, refuse_all
from lib.ingest.points import Locator
from lib.ingest.pupils import note_children_of_two
from lib.ingest.refused import RefusedRow, refused_rows
from lib.ingest.tree import HERE, Folder
from lib.schemas.homes import HOMES
from lib.schemas.monitoring import MONITORING

_SHARE_OF_OPENING: Final = 0.5
"""Of the time that a reading takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """
    The returns of a partnership, without an identifier, a postcode or a date of birth.

    ``episodes``, ``children``, ``costs``, ``homes`` and ``monitoring`` are valid by
    `lib.schemas`; names of homes in ``monitoring`` are text from a file, not encoded.
    ``content_hash`` is the SHA-256 of name and bytes of every file read, in order of name.
    ``available_dates`` are the 31 Marches that every return covers, newest first.
    ``folders``: where the files of each authority lie, as files and findings name them.
    ``unaccompanied``: ``child_key`` of unaccompanied asylum-seeking children.
    ``has_costs``, ``has_needs``: whether any authority gave that file;
    ``authorities_with_costs`` and ``authorities_with_needs`` say which did.
    ``authorities_not_covering``: loaded ones whose return does not tell about ``as_of``;
    ``authorities_holding_back``: those for which the default date is not a later one, and
    nobody where a date was asked for.
    """

    as_of: date
    content_hash: str
    episodes: pd.DataFrame = field(repr=False)
    children: pd.DataFrame = field(repr=False)
    costs: pd.DataFrame = field(repr=False)
    homes: pd.DataFrame = field(repr=False)
    monitoring: pd.DataFrame = field(repr=False)
    findings: tuple[Finding, ...] = field(repr=False)
    files: tuple[FileCount, ...] = field(repr=False)
    authorities_loaded: tuple[str, ...]
    authorities_not_loaded: tuple[str, ...]
    has_costs: bool
    has_needs: bool
    has_homes: bool
    has_monitoring: bool
    available_dates: tuple[date, ...]
    unaccompanied: frozenset[int] = field(default=frozenset(), repr=False)
    folders: Mapping[str, str] = field(default_factory=dict)
    authorities_with_costs: tuple[str, ...] = ()
    authorities_with_needs: tuple[str, ...] = ()
    authorities_not_covering: tuple[str, ...] = ()
    authorities_holding_back: tuple[str, ...] = ()

    def authority_of(self, file: str) -> str | None:
        """Tell whose a file is, or a folder: by the name under which it is shown."""
        for code, folder in self.folders.items():
            if folder in {HERE, file} or file.startswith(f"{folder}/"):
                return code
        return None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Reading:
    """What came of files: the returns, or why there are none; and the rows that were refused."""

    outcome: Returns | NothingUsableError
    tables: tuple[Opened, ...]

    def refused_rows(self) -> Iterator[RefusedRow]:
        """Give back what was refused, to whoever sent it: the rows identify children."""
        return refused_rows(self.tables)


def load_returns(
    folder: Path | Folder,
    *,
    footprint: Footprint,
    postcodes: Locator,
    today: date,
    as_of: date | None = None,
) -> Returns:
    """
    Load the returns of a folder, by its path or looked into, and forget all that is not in them.

    The other parameters and errors are those of `read_returns`.

    Raises
    ------
    NothingUsableError
        If no authority has an episode that can be loaded. It holds findings and counts.
    """
    read = read_returns(
        folder_on_disk(folder) if isinstance(folder, Path) else folder,
        footprint=footprint,
        postcodes=postcodes,
        today=today,
        as_of=as_of,
    )
    if isinstance(read.outcome, NothingUsableError):
        raise read.outcome
    return read.outcome


def read_returns(
    folder: Folder,
    *,
    footprint: Footprint,
    postcodes: Locator,
    today: date,
    as_of: date | None = None,
    progress: Callable[[float], object] | None = None,
) -> Reading:
    """
    Read the returns of the authorities of a footprint. Nothing is written.

    Parameters
    ----------
    folder
        Holds a folder for each authority (GSS code or name), or is one authority's own.
    postcodes
        The index of postcodes: `lib.sources.postcodes.PostcodeIndex`.
    today
        A date after it is a fault, and no later 31 March is covered.
    as_of
        The date to show; by default the last 31 March that every loaded return covers.
    progress
        Told the share that is done, from 0 to 1.

    Returns
    -------
    Reading
        The returns, with ages and the counting of placements as at one date; or a
        `NothingUsableError` if no authority has an episode that can be loaded.

    Raises
    ------
    ReturnsError
        If ``as_of`` is after ``today``.
    """
    if as_of is not None and as_of > today:
        message = (
            f"{as_of:%d/%m/%Y} has not come yet, so no return tells about it. "
            "Choose a date that is not later than today, or none for the last one covered."
        )
        raise ReturnsError(message)
    names = AuthorityNames.with_those_of(footprint)
    contents = look_into(folder, footprint=footprint, names=names)
    findings = list(contents.findings)
    tell = progress or (lambda _share: None)
    files, content_hash = open_files(
        contents.files, progress=lambda share: tell(_SHARE_OF_OPENING * share)
    )
    homes = [
        (file.ledger, read_homes(file.sheet, file.ledger, names=names, postcodes=postcodes))
        for file in files
        if file.sheet is not None and file.kind is Kind.HOMES
    ]
    monitoring = [
        (file.ledger, read_monitoring(file.sheet, file.ledger, today=today))
        for file in files
        if file.sheet is not None and file.kind is Kind.MONITORING
    ]
    _refuse_strays(files)
    located_homes = combine_homes(homes)
    known_homes = frozenset(located_homes.loc[located_homes["authority_code"].notna(), "urn"])
    loaded: list[AuthorityReturn] = []
    next_key = 0
    for number, code in enumerate(footprint.codes):
        tell(_SHARE_OF_OPENING + (1 - _SHARE_OF_OPENING) * number / len(footprint.codes))
        if code not in contents.folders:
            continue
        read = read_authority(
            code,
            contents.folders[code],
            [file for file in files if file.source.authority_code == code],
            first_key=next_key,
            homes=known_homes,
            postcodes=postcodes,
            today=today,
        )
        if read is None:
            findings.append(_not_loaded(code, contents.folders[code], footprint))
            continue
        loaded.append(read)
        findings += read.findings
        next_key = int(read.history["child_key"].max()) + 1
    reported = combine_monitoring(monitoring)
    coverages = [read.coverage for read in loaded]
    day = as_of or (default_as_of(coverages) if loaded else today)
    note_children_of_two(
        {read.code: read.pupils for read in loaded},
        {read.code: read.history for read in loaded},
        names=footprint.names,
        day=day,
    )
    counts = tuple(file.ledger.count for file in files)
    findings += [finding for file in files for finding in file.ledger.findings]
    if not loaded:
        if not findings:
            findings.append(Finding.of_whole(HERE, "folder_empty", _nothing(contents)))
        fault = NothingUsableError(_nothing(contents), _in_order(findings), counts)
        return Reading(outcome=fault, tables=tuple(files))
    not_covering = [read for read in loaded if not read.coverage.holds(day)]
    findings += [_not_covered(read, contents.folders[read.code], day) for read in not_covering]
    with_costs = _codes(loaded, [read.costs is not None for read in loaded])
    with_needs = _codes(loaded, [read.needs is not None for read in loaded])
    codes = _codes(loaded, [True] * len(loaded))
    returns = Returns(
        as_of=day,
        content_hash=content_hash,
        episodes=assemble_episodes(loaded, homes=located_homes, as_of=day),
        children=assemble_children(loaded),
        costs=assemble_costs(loaded),
        homes=HOMES.validate(located_homes[list(HOMES.columns)]),
        monitoring=MONITORING.validate(reported),
        findings=_in_order(findings),
        files=counts,
        authorities_loaded=codes,
        authorities_not_loaded=tuple(code for code in footprint.codes if code not in codes),
        has_costs=bool(with_costs),
        has_needs=bool(with_needs),
        has_homes=bool(homes),
        has_monitoring=bool(monitoring),
        available_dates=available_dates(coverages, [read.history for read in loaded]),
        folders=contents.folders,
        unaccompanied=frozenset().union(*(read.unaccompanied for read in loaded)),
        authorities_with_costs=with_costs,
        authorities_with_needs=with_needs,
        authorities_not_covering=tuple(read.code for read in not_covering),
        authorities_holding_back=holding_back(coverages) if as_of is None else (),
    )
    return Reading(outcome=returns, tables=tuple(files))


def _refuse_strays(files: Sequence[Opened]) -> None:
    """Refuse tables of children that lie in no authority's folder."""
    for file in files:
        is_kept = file.kind is None or file.kind in OF_THE_PARTNERSHIP
        if file.source.authority_code is None and not is_kept:
            refuse_all(file.ledger)
            file.ledger.whole(
                "file_outside_folder",
                f"This {file.kind} table lies in no authority's folder, so whose children "
                "they are is not known. Put it into a folder named by the GSS code or the name.",
            )


def _not_loaded(code: str, folder: str, footprint: Footprint) -> Finding:
    message = (
        f"{footprint.names[code]} is not loaded: its folder holds no Episodes table with a row "
        "that can be used. Its other files are ignored."
    )
    return Finding.of_whole(folder, "authority_not_loaded", message)


def _not_covered(read: AuthorityReturn, folder: str, day: date) -> Finding:
    coverage = read.coverage
    message = (
        f"The return of {read.code} covers {coverage.first:%d/%m/%Y} to {coverage.last:%d/%m/%Y}, "
        f"not {day:%d/%m/%Y}: its children on that day are not all known. Choose another date."
    )
    return Finding.of_whole(folder, "date_not_covered", message)


def _nothing(contents: Contents) -> str:
    if contents.is_missing:
        return (
            "There is no folder at this path. Check how it is written; it should be of a folder "
            "that holds one folder for each authority."
        )
    if not contents.folders:
        return (
            "No folder of an authority was found. Give a folder that holds one folder for each "
            "authority, named by GSS code (such as E09000012) or name, with an SSDA903 return "
            "as CSV or XML in it; or give such a folder itself; or drop a return, and say whose."
        )
    return (
        "No authority has an Episodes table with a row that can be used. "
        "The findings say what is wrong with each file."
    )


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.file, finding.row or 0)))


def _codes(loaded: Sequence[AuthorityReturn], wanted: Sequence[bool]) -> tuple[str, ...]:
    return tuple(read.code for read, is_wanted in zip(loaded, wanted, strict=True) if is_wanted)
