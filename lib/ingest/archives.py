"""An archive as a folder, unless what it would unpack to could do harm."""

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from lib.ingest.reading import UnreadableError
from lib.ingest.tree import (
    ARCHIVE,
    HERE,
    MOST_FILE_BYTES,
    Fault,
    File,
    Folder,
    is_hidden,
    printable,
    too_large,
)

MOST_UNPACKED_BYTES: Final = 200_000_000
"""Of all archives of one load."""

_MOST_RATIO: Final = 100
_HARMLESS_BYTES: Final = 1_000_000
"""Up to this size a file may shrink as it likes: rows of commas alone do."""

_MOST_DEPTH: Final = 64
_MOST_FILES: Final = 2_000
_IS_ENCRYPTED: Final = 0x1
_SYSTEM_UNIX: Final = 3
_ANEW: Final = "Pack the files again as a plain .zip, or give the folder itself."


def unpacked(archive: File) -> Folder | Fault:
    """
    Look into an archive; its files are unpacked in memory when they are read.

    Returns
    -------
    Folder or Fault
        The fault where nothing of the archive may be read.
    """
    try:
        if archive.size_bytes > MOST_FILE_BYTES:
            return too_large(archive.name)
        content = archive.read()
        members = open_members(content)
    except OSError as error:
        message = f"It cannot be opened: {error.strerror}."
        return Fault(name=archive.name, code="file_unreadable", message=message)
    except UnreadableError as error:
        return Fault(name=archive.name, code=error.code, message=str(error))
    parts = [(_path(member.filename), member) for member in members if not member.is_dir()]
    return Folder.of(
        (archive.name, PurePosixPath(archive.name).stem), _within(parts, content, depth=1)
    )


def open_members(content: bytes) -> list[zipfile.ZipInfo]:
    """
    List what an archive holds, having refused one that could do harm; nothing is unpacked.

    Raises
    ------
    UnreadableError
        If it is damaged or protected by a password, or if it would unpack to more than
        `MOST_UNPACKED_BYTES`, to more files than any partnership has, or to a hundred times
        its size.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        message = f"It is damaged, or no .zip archive. {_ANEW}"
        raise UnreadableError(message, code="archive_damaged") from None
    if any(member.flag_bits & _IS_ENCRYPTED for member in members):
        message = f"It is protected by a password, so nothing of it can be read. {_ANEW}"
        raise UnreadableError(message, code="archive_encrypted")
    total = sum(member.file_size for member in members)
    if total > MOST_UNPACKED_BYTES or len(members) > _MOST_FILES:
        message = (
            f"It would unpack to {total / 1e6:,.0f} MB in {len(members):,} files, more than the "
            f"{MOST_UNPACKED_BYTES / 1e6:,.0f} MB and {_MOST_FILES:,} files that are read. "
            "Nothing of it was unpacked. Give the folder itself."
        )
        raise UnreadableError(message, code="archive_too_large")
    if total > max(_HARMLESS_BYTES, _MOST_RATIO * len(content)) or any(
        member.file_size > max(_HARMLESS_BYTES, _MOST_RATIO * member.compress_size)
        for member in members
    ):
        message = (
            f"It would unpack to more than {_MOST_RATIO} times its size, as no return does. "
            f"Nothing of it was unpacked. {_ANEW}"
        )
        raise UnreadableError(message, code="archive_ratio")
    return members


def within_limits(folder: Folder) -> Folder:
    """Take out what the archives of a load would unpack to beyond `MOST_UNPACKED_BYTES`."""
    return _limited(folder, MOST_UNPACKED_BYTES)[0]


def _limited(folder: Folder, left_bytes: int) -> tuple[Folder, int]:
    faults = [*folder.faults]
    files: list[File] = []
    for file in folder.files:
        unpacked_bytes = file.size_bytes if file.is_unpacked else 0
        if unpacked_bytes <= left_bytes:
            left_bytes -= unpacked_bytes
            files.append(file)
            continue
        message = (
            f"The archives together unpack to more than {MOST_UNPACKED_BYTES / 1e6:,.0f} MB. This "
            "file is beyond that, and was not unpacked. Give the folder itself."
        )
        faults.append(Fault(name=file.name, code="archive_too_large", message=message))
    folders: list[Folder] = []
    for one in folder.folders:
        limited, left_bytes = _limited(one, left_bytes)
        folders.append(limited)
    kept = replace(folder, files=tuple(files), folders=tuple(folders), faults=tuple(faults))
    return kept, left_bytes


def _path(name: str) -> tuple[str, ...]:
    """Split the name of a member, however its maker wrote it."""
    return tuple(part for part in name.replace("\\", "/").split("/") if part not in {"", "."})


def _within(
    members: Iterable[tuple[tuple[str, ...], zipfile.ZipInfo]], content: bytes, *, depth: int
) -> Iterator[Folder | File | Fault]:
    below: dict[str, list[tuple[tuple[str, ...], zipfile.ZipInfo]]] = {}
    seen: set[str] = set()
    for parts, member in members:
        if any(is_hidden(part) and part != ".." for part in parts):
            continue
        name = printable(parts[0]) if parts else HERE
        fault = _fault(parts, member, is_twice=len(parts) == 1 and name in seen, depth=depth)
        if fault is not None:
            yield replace(fault, name=name)
        elif len(parts) > 1:
            below.setdefault(name, []).append((parts[1:], member))
        else:
            seen.add(name)
            yield File(
                name=name,
                size_bytes=member.file_size,
                read=partial(_unpack, content, member),
                is_unpacked=True,
            )
    for name, inner in below.items():
        yield Folder.of((name,), _within(inner, content, depth=depth + 1))


def _fault(
    parts: tuple[str, ...], member: zipfile.ZipInfo, *, is_twice: bool, depth: int
) -> Fault | None:
    """Tell why a member is not read."""
    is_link = member.create_system == _SYSTEM_UNIX and stat.S_ISLNK(member.external_attr >> 16)
    code, message = "archive_member", ""
    if not parts or ".." in parts:
        message = "Its name leads out of the archive, so it is not read."
    elif is_link:
        message = "It is a link, and is not followed. Put the file itself into the archive."
    elif depth + len(parts) > _MOST_DEPTH:
        message = f"It lies more than {_MOST_DEPTH} folders deep, so it is not read."
    elif is_twice:
        message = "Another file of the archive has the same name, so it is not read."
    elif len(parts) == 1 and PurePosixPath(parts[0]).suffix.lower() == ARCHIVE:
        message = "An archive in an archive is not read. Put its files beside the others."
    return Fault(name=HERE, code=code, message=message) if message else None


def _unpack(content: bytes, member: zipfile.ZipInfo) -> bytes:
    """Unpack one file: never to more than the archive says that it holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(member) as file:
            return file.read()
    except (
        zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError
    ):  # fmt: skip
        message = f"It cannot be unpacked: the archive is damaged or of an unusual kind. {_ANEW}"
        raise UnreadableError(message, code="archive_damaged") from None
