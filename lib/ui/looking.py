"""What a run of a page looks at: one folder of returns, with one content, on one day."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias

from lib.answer.loaded import DEMO_RETURNS
from lib.disclosure.released import Audience
from lib.errors import ReturnsError
from lib.sources.paths import GEODATA
from lib.ui import sent

RETURNS_VARIABLE: Final = "CLOSER_TO_HOME_RETURNS"

_File: TypeAlias = tuple[str, int, int]
"""Its path, its size in bytes, and its time of change in nanoseconds since 1970."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """
    What decides an answer, beside the reader's choice; the first argument of what is kept.

    The contents, not the path alone, and who will see it. ``audience`` is None of what no reader
    sees and every audience's answers are made from. ``session`` names the files that this
    session sent and uses in the place of the folder.
    """

    folder: str
    content: str
    today: date
    audience: Audience | None = None
    session: str | None = None


_LOOKED: Final[ContextVar[list[Scope] | None]] = ContextVar("looked at in this run", default=None)


def returns_folder() -> Path:
    """
    Name the folder of returns: the council's own, or the invented ones.

    Raises
    ------
    ReturnsError
        If the folder that was asked for is not there. The demo never stands in for it.
    """
    asked = os.environ.get(RETURNS_VARIABLE, "").strip()
    if not asked:
        return DEMO_RETURNS
    folder = Path(asked).expanduser()
    if not folder.is_dir():
        message = (
            f"There is no folder at the path given in {RETURNS_VARIABLE}. Give the folder that "
            "holds the returns: make run RETURNS=folder"
        )
        raise ReturnsError(message)
    return folder


@contextmanager
def one_look() -> Iterator[None]:
    """
    Look at the folder once: whatever is asked within comes from one content of it.

    For one run of a page, or of a part of it. A file that changes meanwhile is seen by the next.
    """
    looked = _LOOKED.get()
    before = _LOOKED.set([] if looked is None else looked)
    try:
        yield
    finally:
        _LOOKED.reset(before)


def looked_at() -> Scope:
    """
    Look at the folder, once in a run; for no audience yet.

    Raises
    ------
    ReturnsError
        If the folder that was asked for is not there.
    """
    looked = _LOOKED.get()
    if looked:
        return looked[0]
    seen = _of_session() or _of_folder()
    if looked is not None:
        looked.append(seen)
    return seen


def _of_session() -> Scope | None:
    """Look at the files that this session sent, if it uses any."""
    used = sent.in_use()
    if used is None or used.returns is None:
        return None
    content = used.returns.content_hash + fingerprint(None)
    return Scope(folder="", content=content, today=used.today, session=used.token)


def _of_folder() -> Scope:
    folder = returns_folder()
    return Scope(folder=str(folder), content=fingerprint(folder), today=_today())


def fingerprint(folder: Path | None) -> str:
    """Hash the names and contents of all files in a folder, if one is given, and the settings."""
    folders = (*([folder] if folder else ()), GEODATA / "contracts")
    files = [*chain.from_iterable(map(_files, folders)), _file(GEODATA / "footprint.toml")]
    return _hash(tuple(sorted(files)))


def _files(folder: Path) -> Iterator[_File]:
    """Look at all files within a folder; a folder in it that may not be read is passed over."""
    for within, _, names in os.walk(folder):
        for name in names:
            path = Path(within, name)
            if path.is_file():  # and no link that leads nowhere
                yield _file(path)


def _file(path: Path) -> _File:
    found = path.stat()
    return str(path), found.st_size, found.st_mtime_ns


@lru_cache(maxsize=8)
def _hash(signature: tuple[_File, ...]) -> str:
    """Hash files; read again when a size or a time of change differs."""
    digest = hashlib.sha256()
    for path, *_ in signature:
        digest.update(path.encode())
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()


def _today() -> date:
    return datetime.now(tz=UTC).date()
