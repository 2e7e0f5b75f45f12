"""Files that a reader sent, as the folder that they would lie in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from lib.domain.footprint import Footprint
from lib.ingest.archives import unpacked
from lib.ingest.authorities import AuthorityNames
from lib.ingest.folders import SourceFile
from lib.ingest.headings import OF_THE_PARTNERSHIP, Kind
from lib.ingest.opening import open_files
from lib.ingest.tree import ARCHIVE, Fault, File, Folder, printable

_Part: TypeAlias = Folder | File | Fault

_SENT: Final = "the files sent"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SentFile:
    """
    A file as it was sent: its name, with the folders that it lay in where the browser tells them.

    ``authority_code`` is the authority that the reader named; None where nobody has.
    """

    name: str
    content: bytes = field(repr=False)
    authority_code: str | None = None

    @property
    def file(self) -> File:
        """Give it as a file to read."""
        return File(
            name=printable(PurePosixPath(self.name).name),
            size_bytes=len(self.content),
            read=lambda: self.content,
            is_sent=True,
        )


def folder_of_sent(
    sent: Sequence[SentFile], *, footprint: Footprint, names: AuthorityNames
) -> Folder:
    """
    Lay sent files out by authority.

    Whose a file is says the reader, or else the folder that it lay in, or its own name. An
    archive that holds the folders of several authorities is taken apart.
    """
    of_each: dict[str | None, list[_Part]] = {}
    for one in sent:
        for code, part in _parts(one, names):
            of_each.setdefault(code, []).append(part)
    beside = of_each.pop(None, [])
    folders = [
        Folder.of((footprint.names.get(str(code), str(code)), str(code)), _numbered(parts))
        for code, parts in of_each.items()
    ]
    return Folder.of((_SENT,), [*folders, *_numbered(beside)])


def _parts(sent: SentFile, names: AuthorityNames) -> Iterator[tuple[str | None, _Part]]:
    """
    Yield what a sent file holds, each with whose it is.

    An archive that holds the folder of an authority is taken apart, whatever its own name is
    and whoever was named for it: that is whose the rest of it is.
    """
    code = authority_told(sent, names)
    part: _Part = unpacked(sent.file) if sent.file.suffix == ARCHIVE else sent.file
    if isinstance(part, Folder) and _holds_authorities(part, names):
        for its_own, inner in _taken_apart(part, names):
            yield its_own or code, inner
    elif code is None and isinstance(part, Folder):
        for _, file in part.every_file():
            yield None, file
        for _, fault in part.every_fault():
            yield None, fault
    else:
        yield code, part


def _holds_authorities(folder: Folder, names: AuthorityNames) -> bool:
    return any(
        _code(below, names) is not None or _holds_authorities(below, names)
        for below in folder.folders
    )


def _code(folder: Folder, names: AuthorityNames) -> str | None:
    return next((code for name in folder.names if (code := names.code_of(name))), None)


def _taken_apart(folder: Folder, names: AuthorityNames) -> Iterator[tuple[str | None, _Part]]:
    for below in folder.folders:
        code = _code(below, names)
        if code is None:
            yield from _taken_apart(below, names)
        else:
            for part in below.parts:
                yield code, part
    for part in folder.parts:
        if not isinstance(part, Folder):
            yield None, part


def authority_told(sent: SentFile, names: AuthorityNames) -> str | None:
    """Tell whose a file is, by what the reader said or by its name and folders; or None."""
    if sent.authority_code is not None:
        return sent.authority_code
    path = PurePosixPath(sent.name)
    told = (names.code_of(part) for part in (*path.parent.parts, path.stem))
    return next((code for code in told if code is not None), None)


def must_be_asked(sent: SentFile, names: AuthorityNames) -> bool:
    """
    Tell whether nothing says whose children a file is about.

    Of a list of homes, of what the homes report, and of what is no table, nobody is asked.
    """
    return any(
        _is_of_children(part)
        for code, part in _parts(sent, names)
        if code is None and isinstance(part, File)
    )


def _is_of_children(file: File) -> bool:
    source = SourceFile(file=file, name=file.name, identity=file.name, authority_code=None)
    tables, _ = open_files([source])
    kinds = {table.found.kind for table in tables if table.found is not None}
    return bool(kinds - OF_THE_PARTNERSHIP - {Kind.OTHER_SSDA903})


def _numbered(parts: Iterable[_Part]) -> list[_Part]:
    """Tell files of one name apart: several authorities send an episodes.csv."""
    taken: set[str] = set()
    numbered: list[_Part] = []
    for part in parts:
        path, name, number = PurePosixPath(part.name), part.name, 1
        while isinstance(part, File) and name in taken:
            number += 1
            name = f"{path.stem} ({number}){path.suffix}"
        taken.add(name)
        numbered.append(replace(part, name=name) if isinstance(part, File) else part)
    return numbered
