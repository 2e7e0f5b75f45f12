"""Which files are read, and whose they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lib.domain.footprint import Footprint
from lib.ingest.archives import within_limits
from lib.ingest.authorities import AuthorityNames
from lib.ingest.findings import Finding
from lib.ingest.reading import UnreadableError
from lib.ingest.tree import HERE, MOST_FILE_BYTES, Fault, File, Folder, too_large

_XML: Final = ".xml"
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
_TABLES: Final = frozenset({".csv", ".txt", ".tsv", _XML, *_WORKBOOKS, ""})
"""A file without an ending may be a table too; its headings tell."""

_NOT_READ: Final = frozenset({".xls", ".xlsb", ".ods", ".7z", ".rar", ".gz"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """
    A file to read: the name it is shown under, and whose it is.

    ``identity`` is the authority and the path below its folder: the same wherever the folder
    lies and whatever its name is.
    """

    file: File
    name: str
    identity: str
    authority_code: str | None

    @property
    def must_be_a_table(self) -> bool:
        """Whether a file that is no table is a fault; another may be a note to the reader."""
        return self.file.is_sent or self.file.suffix in {".csv", _XML, *_WORKBOOKS}

    @property
    def is_xml(self) -> bool:
        """Whether it holds all tables of a return as elements of one document."""
        return self.file.suffix == _XML

    def read(self) -> bytes:
        """
        Give its bytes.

        Raises
        ------
        UnreadableError
            If it is too large, or cannot be opened.
        """
        if self.file.size_bytes > MOST_FILE_BYTES:
            fault = too_large(self.name)
            raise UnreadableError(fault.message, code=fault.code)
        try:
            return self.file.read()
        except OSError as error:
            message = (
                f"It cannot be opened: {error.strerror}. Close it elsewhere or allow it to be read."
            )
            raise UnreadableError(message, code="file_unreadable") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What there is of returns: files to read, and the folder of each authority."""

    files: tuple[SourceFile, ...]
    folders: dict[str, str]
    findings: tuple[Finding, ...]
    is_missing: bool = False


def look_into(folder: Folder, *, footprint: Footprint, names: AuthorityNames) -> Contents:
    """
    Find the files of each authority of the footprint.

    Parameters
    ----------
    folder
        Holds a folder or an archive for each authority, named by GSS code or name; or is
        itself the folder of one authority, recognised by a name of its own; or holds one
        folder alone that is such a folder of folders.

    Returns
    -------
    Contents
        Files sorted by authority and path, named with "/" between folder and file. Those that
        lie beside the authorities' folders have no authority.
    """
    contents = _look(within_limits(folder), footprint=footprint, names=names)
    return replace(contents, is_missing=folder.is_missing)


def _look(folder: Folder, *, footprint: Footprint, names: AuthorityNames) -> Contents:
    codes = [_code(below, names) for below in folder.folders]
    own = _code(folder, names)
    if own is None and codes == [None] and _holds_authorities(folder.folders[0], names):
        within = _look(folder.folders[0], footprint=footprint, names=names)
        beside = _several(replace(folder, folders=()), [], footprint)
        return _joined(beside, _placed_under(folder.folders[0].name, within))
    if own in footprint.codes and not any(codes):
        return _of_authority(folder, own, HERE)
    contents = _several(folder, codes, footprint)
    if own is not None and not contents.folders and own not in footprint.codes:
        finding = Finding.of_whole(HERE, "authority_not_in_footprint", _elsewhere(own, footprint))
        contents = replace(contents, findings=(finding, *contents.findings))
    return contents


def _code(folder: Folder, names: AuthorityNames) -> str | None:
    return next((code for name in folder.names if (code := names.code_of(name))), None)


def _holds_authorities(folder: Folder, names: AuthorityNames) -> bool:
    return any(_code(below, names) is not None for below in folder.folders)


def _several(folder: Folder, codes: Sequence[str | None], footprint: Footprint) -> Contents:
    """Take a folder of folders, each of them an authority's."""
    contents = _contents(
        [(file.name, file) for file in folder.files],
        [(fault.name, fault) for fault in folder.faults],
    )
    for below, code in zip(folder.folders, codes, strict=True):
        name, folders = below.name, contents.folders
        if code is not None and code in footprint.codes and code not in folders:
            contents = _joined(contents, _of_authority(below, code, name))
            continue
        if code is None:
            finding = Finding.of_whole(
                name,
                "folder_not_recognised",
                "This folder is named after no authority, so it is not read. "
                "Name it by the GSS code, such as E09000012, or by the name of the council.",
            )
        elif code not in footprint.codes:
            finding = Finding.of_whole(
                name, "authority_not_in_footprint", _elsewhere(code, footprint)
            )
        else:
            finding = Finding.of_whole(
                name,
                "authority_twice",
                f"This folder is of the same authority ({code}) as {folders[code]}, so it is not "
                "read. Put the files of all years into one folder.",
            )
        contents = replace(contents, findings=(*contents.findings, finding))
    return contents


def _elsewhere(code: str, footprint: Footprint) -> str:
    return (
        f"This authority ({code}) is not part of {footprint.name}, so its folder is not read. "
        "geodata/footprint.toml says which authorities are."
    )


def _of_authority(folder: Folder, code: str, name: str) -> Contents:
    """Take all that lies in an authority's folder, however deep."""
    contents = _contents(folder.every_file(), folder.every_fault(), code)
    if name != HERE:
        contents = _placed_under(name, contents)
    return replace(contents, folders={code: name})


def _contents(
    files: Iterable[tuple[str, File]],
    faults: Iterable[tuple[str, Fault]],
    code: str | None = None,
) -> Contents:
    sources: list[SourceFile] = []
    findings = [Finding.of_whole(path, fault.code, fault.message) for path, fault in faults]
    for path, file in files:
        if file.suffix in _NOT_READ:
            message = (
                f"Files of the kind {file.suffix} are not read. Save each table as CSV (UTF-8) or "
                "as an Excel workbook (.xlsx), and an archive as .zip."
            )
            findings.append(Finding.of_whole(path, "file_kind_not_read", message))
        elif file.suffix in _TABLES or file.is_sent:
            identity = path if code is None else f"{code}/{path}"
            sources.append(SourceFile(file=file, name=path, identity=identity, authority_code=code))
    return Contents(files=_in_order(sources), folders={}, findings=tuple(findings))


def _joined(first: Contents, second: Contents) -> Contents:
    return Contents(
        files=_in_order([*first.files, *second.files]),
        folders=first.folders | second.folders,
        findings=(*first.findings, *second.findings),
    )


def _placed_under(name: str, contents: Contents) -> Contents:
    """Show everything by its path from the folder above."""
    return replace(
        contents,
        files=tuple(replace(file, name=f"{name}/{file.name}") for file in contents.files),
        folders={code: f"{name}/{path}" for code, path in contents.folders.items()},
        findings=tuple(
            replace(found, file=name if found.file == HERE else f"{name}/{found.file}")
            for found in contents.findings
        ),
    )


def _in_order(sources: Iterable[SourceFile]) -> tuple[SourceFile, ...]:
    return tuple(sorted(sources, key=lambda source: (source.identity, source.name)))
