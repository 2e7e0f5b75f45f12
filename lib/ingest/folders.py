"""Which files of a folder are read, and whose they are."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from lib.domain.footprint import Footprint
from lib.ingest.authorities import AuthorityNames
from lib.ingest.findings import Finding

_XML: Final = ".xml"
_TABLES: Final = frozenset({".csv", ".txt", ".tsv", _XML, ""})
"""A file without an ending may be a table too; its headings tell."""

_NOT_READ: Final = frozenset({".xlsx", ".xls", ".xlsm", ".ods", ".zip"})
HERE: Final = "."


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file to read: its path, the name it is shown under, and whose it is."""

    path: Path
    name: str
    authority_code: str | None

    @property
    def must_be_a_table(self) -> bool:
        """Whether a file that is no table is a fault; another may be a note to the reader."""
        return self.path.suffix.lower() in (".csv", _XML)

    @property
    def is_xml(self) -> bool:
        """Whether it holds all tables of a return as elements of one document."""
        return self.path.suffix.lower() == _XML


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What lies in the folder of returns: files to read, and the folder of each authority."""

    files: tuple[SourceFile, ...]
    folders: dict[str, str]
    findings: tuple[Finding, ...]
    is_missing: bool = False


def look_into(folder: Path, *, footprint: Footprint, names: AuthorityNames) -> Contents:
    """
    Find the files of each authority of the footprint.

    Parameters
    ----------
    folder
        Holds a folder for each authority, named by GSS code or name; or is itself the
        folder of one authority, recognised by the name it is given under, or by its own;
        or holds one folder alone that is such a folder of folders, as an unpacked
        archive does.

    Returns
    -------
    Contents
        Files sorted by name, with "/" between folder and file. Files that lie beside the
        authorities' folders have no authority.
    """
    if not folder.is_dir():
        finding = Finding.of_whole(HERE, "folder_missing", "There is no folder at this path.")
        return Contents(files=(), folders={}, findings=(finding,), is_missing=True)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        finding = Finding.of_whole(
            HERE, "file_unreadable", f"It cannot be opened: {error.strerror}."
        )
        return Contents(files=(), folders={}, findings=(finding,))
    subfolders = [entry for entry in entries if entry.is_dir() and not _is_hidden(entry)]
    codes = {subfolder: names.code_of(subfolder.name) for subfolder in subfolders}
    own = names.code_of(folder.absolute().name) or names.code_of(folder.resolve().name)
    if own is None and len(subfolders) == 1 and _holds_authorities(subfolders[0], names):
        return look_into(subfolders[0], footprint=footprint, names=names)
    if own in footprint.codes and not any(codes.values()):
        files, findings = _files_under(folder, folder, own)
        return _contents(files, {own: HERE}, findings)
    contents = _several(folder, entries, codes, footprint)
    if own is not None and not contents.folders and own not in footprint.codes:
        finding = Finding.of_whole(HERE, "authority_not_in_footprint", _elsewhere(own, footprint))
        contents = replace(contents, findings=(finding, *contents.findings))
    return contents


def _holds_authorities(folder: Path, names: AuthorityNames) -> bool:
    """Tell whether a folder, itself no authority's, holds one of an authority."""
    if names.code_of(folder.name) is not None or not os.access(folder, os.R_OK):
        return False
    return any(entry.is_dir() and names.code_of(entry.name) for entry in folder.iterdir())


def _several(
    folder: Path, entries: list[Path], codes: dict[Path, str | None], footprint: Footprint
) -> Contents:
    files: list[SourceFile] = []
    findings: list[Finding] = []
    folders: dict[str, str] = {}
    for entry in entries:
        if entry not in codes:
            files_here, findings_here = _file(entry, folder, None)
            files += files_here
            findings += findings_here
            continue
        code, name = codes[entry], shown(entry, folder)
        if code is None:
            message = (
                "This folder is named after no authority, so it is not read. "
                "Name it by the GSS code, such as E09000012, or by the name of the council."
            )
            findings.append(Finding.of_whole(name, "folder_not_recognised", message))
        elif code not in footprint.codes:
            findings.append(
                Finding.of_whole(name, "authority_not_in_footprint", _elsewhere(code, footprint))
            )
        elif code in folders:
            message = (
                f"This folder is of the same authority ({code}) as {folders[code]}, so it is not "
                "read. Put the files of all years into one folder."
            )
            findings.append(Finding.of_whole(name, "authority_twice", message))
        else:
            folders[code] = name
            files_here, findings_here = _files_under(entry, folder, code)
            files += files_here
            findings += findings_here
    return _contents(files, folders, findings)


def _elsewhere(code: str, footprint: Footprint) -> str:
    return (
        f"This authority ({code}) is not part of {footprint.name}, so its folder is not read. "
        "geodata/footprint.toml says which authorities are."
    )


def _contents(
    files: list[SourceFile], folders: dict[str, str], findings: list[Finding]
) -> Contents:
    return Contents(
        files=tuple(sorted(files, key=lambda file: file.name)),
        folders=folders,
        findings=tuple(findings),
    )


def shown(path: Path, folder: Path) -> str:
    """Give a path below the folder as text that can be printed and put into JSON."""
    text = os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", errors="replace")
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def _files_under(top: Path, folder: Path, code: str) -> tuple[list[SourceFile], list[Finding]]:
    files: list[SourceFile] = []
    findings: list[Finding] = []

    def note(error: OSError) -> None:
        name = shown(Path(error.filename), folder) if error.filename else HERE
        message = f"It cannot be opened: {error.strerror}. Its files are not read."
        findings.append(Finding.of_whole(name, "file_unreadable", message))

    for path in _walk(top, note):
        files_here, findings_here = _file(path, folder, code)
        files += files_here
        findings += findings_here
    return files, findings


def _walk(top: Path, note: Callable[[OSError], None]) -> Iterator[Path]:
    """Yield the files, and links to folders: those are not followed, as they may go round."""
    for where, subfolders, files in os.walk(top, onerror=note):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted([*files, *subfolders]):
            path = Path(where) / name
            if name in files or path.is_symlink() or path.suffix.lower() in _TABLES - {""}:
                yield path


def _file(path: Path, folder: Path, code: str | None) -> tuple[list[SourceFile], list[Finding]]:
    if _is_hidden(path):
        return [], []
    name, suffix = shown(path, folder), path.suffix.lower()
    if not path.is_file():
        return [], [Finding.of_whole(name, "file_unreadable", _what_is_no_file(path))]
    if suffix in _NOT_READ:
        message = f"Files of the kind {suffix} are not read. Save each table as CSV (UTF-8)."
        return [], [Finding.of_whole(name, "file_kind_not_read", message)]
    if suffix not in _TABLES:
        return [], []
    return [SourceFile(path=path, name=name, authority_code=code)], []


def _what_is_no_file(path: Path) -> str:
    if path.is_dir() and path.is_symlink():
        return "This is a link to a folder, and is not followed. Put the files themselves here."
    if path.is_dir():
        return "This is a folder, though it is named like a table. The files in it are read."
    if path.is_symlink():
        return "This is a link that leads to no file. Put the file itself here."
    return "This is no file that can be read. Take it away."


def _is_hidden(path: Path) -> bool:
    """Tell files of the system and of a spreadsheet that is open from data."""
    return path.name.startswith((".", "~$", "__"))
