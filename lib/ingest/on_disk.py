"""A folder of the disk, and the archives in it, as files to read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from lib.ingest.archives import unpacked
from lib.ingest.tree import ARCHIVE, HERE, Fault, File, Folder, is_hidden, printable

_NAMED_LIKE_A_TABLE: Final = frozenset({".csv", ".txt", ".tsv", ".xml", ".xlsx"})


def folder_on_disk(path: Path) -> Folder:
    """
    Look into a folder, or an archive in its place; nothing but archives is read yet.

    Returns
    -------
    Folder
        Hidden files and folders are left out, and links to folders are not followed: they may
        go round.
    """
    names = printable(path.absolute().name), printable(path.resolve().name)
    if path.is_file() and path.suffix.lower() == ARCHIVE:
        found = unpacked(_file(path))
        if isinstance(found, Folder):
            return replace(found, names=names)
        return Folder.of(names, [replace(found, name=HERE)])
    if not path.is_dir():
        message = "There is no folder at this path."
        if path.is_file():
            message = "This is a file. Give the folder that it lies in, or a .zip of that folder."
        return Folder(
            names=names,
            faults=(Fault(name=HERE, code="folder_missing", message=message),),
            is_missing=True,
        )
    return Folder.of(names, _parts(path))


def _parts(folder: Path) -> Iterator[Folder | File | Fault]:
    try:
        entries = [*folder.iterdir()]
    except OSError as error:
        yield _unreadable(HERE, f"It cannot be opened: {error.strerror}. Its files are not read.")
        return
    for path in entries:
        if not is_hidden(path.name):
            yield from _entry(path)


def _entry(path: Path) -> Iterator[Folder | File | Fault]:
    name = printable(path.name)
    if path.is_dir() and path.is_symlink():
        message = "This is a link to a folder, and is not followed. Put the files themselves here."
        yield _unreadable(name, message)
    elif path.is_dir():
        yield Folder.of((name,), _parts(path))
        if path.suffix.lower() in _NAMED_LIKE_A_TABLE:
            message = "This is a folder, though it is named like a table. The files in it are read."
            yield _unreadable(name, message)
    elif path.is_symlink() and not path.exists():
        message = "This is a link that leads to no file. Put the file itself here."
        yield _unreadable(name, message)
    elif not path.is_file():
        yield _unreadable(name, "This is no file that can be read. Take it away.")
    elif path.suffix.lower() == ARCHIVE:
        yield unpacked(_file(path))
    else:
        yield _file(path)


def _file(path: Path) -> File:
    return File(name=printable(path.name), size_bytes=path.stat().st_size, read=path.read_bytes)


def _unreadable(name: str, message: str) -> Fault:
    return Fault(name=name, code="file_unreadable", message=message)
