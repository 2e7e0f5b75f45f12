"""Files and folders to read, wherever they lie: on a disk, in an archive, or sent by a reader."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

MOST_FILE_BYTES: Final = 20_000_000
"""25,000 episodes take about 2 MB."""

ARCHIVE: Final = ".zip"
HERE: Final = "."


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """
    A file that has not been read yet.

    ``read`` gives its bytes, or raises `OSError` or `lib.ingest.reading.UnreadableError`.
    ``is_unpacked``: it comes out of an archive, and is larger than what was given. ``is_sent``:
    somebody chose it, and wants to hear of it whatever it is.
    """

    name: str
    size_bytes: int
    read: Callable[[], bytes] = field(repr=False, compare=False)
    is_unpacked: bool = False
    is_sent: bool = False

    @property
    def suffix(self) -> str:
        """Give the ending of its name, in small letters: ``.csv``."""
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What cannot be read: its name in the folder, the code of the finding, and what to do."""

    name: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """
    Files, and further folders. An archive is one too.

    ``names`` are those under which it is known: the one that it was given under goes first.
    """

    names: tuple[str, ...]
    folders: tuple["Folder", ...] = ()
    files: tuple[File, ...] = ()
    faults: tuple[Fault, ...] = ()
    is_missing: bool = False

    @classmethod
    def of(cls, names: tuple[str, ...], parts: "Iterable[Folder | File | Fault]") -> "Folder":
        """Gather what lies in a folder, in the order of the names."""
        found = sorted(parts, key=lambda part: part.name)
        return cls(
            names=names,
            folders=tuple(part for part in found if isinstance(part, Folder)),
            files=tuple(part for part in found if isinstance(part, File)),
            faults=tuple(part for part in found if isinstance(part, Fault)),
        )

    @property
    def parts(self) -> "tuple[Folder | File | Fault, ...]":
        """Give all that lies in it."""
        return (*self.folders, *self.files, *self.faults)

    @property
    def name(self) -> str:
        """Give the name under which it is shown."""
        return self.names[0]

    def every_file(self) -> Iterator[tuple[str, File]]:
        """Yield the files in it and below, with their path from here."""
        for file in self.files:
            yield file.name, file
        for folder in self.folders:
            for path, file in folder.every_file():
                yield f"{folder.name}/{path}", file

    def every_fault(self) -> Iterator[tuple[str, Fault]]:
        """Yield the faults in it and below, with their path from here."""
        for fault in self.faults:
            yield fault.name, fault
        for folder in self.folders:
            for path, fault in folder.every_fault():
                yield folder.name if path == HERE else f"{folder.name}/{path}", fault


def is_hidden(name: str) -> bool:
    """Tell files of the system and of a spreadsheet that is open from data."""
    return name.startswith((".", "~$", "__"))


def printable(name: str) -> str:
    """Give a name as text that can be printed and put into JSON."""
    text = name.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def too_large(name: str) -> Fault:
    """Refuse a file by its size alone."""
    message = (
        f"It is larger than {MOST_FILE_BYTES / 1e6:,.0f} MB, more than any return, so it was not "
        "read. Is it one? Give each year and each authority a file of its own."
    )
    return Fault(name=name, code="file_too_large", message=message)
