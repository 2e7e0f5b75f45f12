"""
Keeps a table of postcodes as files that are mapped into memory, not read.

Each table has a folder of its own, and a small JSON file that points to it. The
pointer is replaced in one step when the folder is complete, so a reader sees the old
table or the new one, never a half; two writers at once each write their own folder.
What is opened is checked against the sizes and checksums in the pointer.
"""

import contextlib
import json
import os
import shutil
import tempfile
import time
import zlib
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from lib.errors import SourceError
from lib.sources.paths import CACHE_VARIABLE, cache_dir
from lib.sources.postcode_table import Places, PostcodeTable

FORMAT: Final = 1
"""Counts up when files of an older form can no longer be read."""

_LEVELS: Final = ("postcodes", "sectors", "districts")
_ATTEMPTS: Final = 3
_ABANDONED_SECONDS: Final = 3600


class StoredTable(NamedTuple):
    """A table, what it was made from (a hash), and the name of its edition."""

    table: PostcodeTable
    fingerprint: str
    edition: str


def read_table(name: str) -> StoredTable | None:
    """
    Open a stored table.

    Parameters
    ----------
    name
        Under which it was written.

    Returns
    -------
    StoredTable or None
        None where there is none, or it is damaged or of another format.
    """
    for _ in range(_ATTEMPTS):  # a writer may replace the folder between the two reads
        try:
            pointer = json.loads(_pointer(name).read_text("utf-8"))
            if pointer["format"] != FORMAT:
                return None
            return _opened(pointer)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError, TypeError, EOFError):
            return None
    return None


def has_table(name: str) -> bool:
    """Say whether a table was stored under the name, readable or not."""
    return _pointer(name).is_file()


def write_table(name: str, stored: StoredTable) -> None:
    """
    Store a table in place of the one of the same name, or leave that as it is.

    Parameters
    ----------
    name
        Under which `read_table` finds it.
    stored
        The table, what it was made from, and its edition.

    Raises
    ------
    SourceError
        If the cache directory cannot be written.
    """
    pointer = _pointer(name)
    try:
        pointer.parent.mkdir(parents=True, exist_ok=True)
        old = _folder_pointed_to(pointer)
        folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=pointer.parent))
    except OSError as error:
        raise SourceError(_not_written(error)) from error
    try:
        files = _write_files(folder, stored.table)
        content = {
            "format": FORMAT,
            "edition": stored.edition,
            "fingerprint": stored.fingerprint,
            "folder": folder.name,
            "authority_codes": stored.table.authority_codes,
            "files": files,
        }
        _replace(pointer, json.dumps(content, indent=1))
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise SourceError(_not_written(error)) from error
    _clear(name, keep=folder, old=old)


def _pointer(name: str) -> Path:
    return cache_dir() / "postcodes" / f"{name}.json"


def _opened(pointer: dict[str, Any]) -> StoredTable | None:
    folder = cache_dir() / "postcodes" / Path(pointer["folder"]).name
    for name, expected in pointer["files"].items():
        if _checked(folder / name) != expected:
            return None
    postcodes, sectors, districts = (
        Places(
            *(
                np.load(folder / f"{level}_{column}.npy", mmap_mode="r", allow_pickle=False).view(
                    np.ndarray
                )
                for column in Places._fields
            )
        )
        for level in _LEVELS
    )
    table = PostcodeTable(postcodes, sectors, districts, tuple(pointer["authority_codes"]))
    return StoredTable(table, pointer["fingerprint"], pointer["edition"])


def _write_files(folder: Path, table: PostcodeTable) -> dict[str, dict[str, int]]:
    files = {}
    for level in _LEVELS:
        places: Places = getattr(table, level)
        for column, values in places._asdict().items():
            path = folder / f"{level}_{column}.npy"
            np.save(path, values, allow_pickle=False)
            files[path.name] = _checked(path)
    return files


def _checked(path: Path) -> dict[str, int]:
    checksum = size = 0
    with path.open("rb", buffering=0) as file:
        while block := file.read(1 << 20):
            checksum = zlib.crc32(block, checksum)
            size += len(block)
    return {"bytes": size, "crc32": checksum}


def _replace(path: Path, text: str) -> None:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f"{path.stem}-", delete=False
    ) as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
    Path(file.name).replace(path)


def _folder_pointed_to(pointer: Path) -> Path | None:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        folder = pointer.parent / Path(json.loads(pointer.read_text("utf-8"))["folder"]).name
        return folder if folder.is_dir() else None
    return None


def _clear(name: str, *, keep: Path, old: Path | None) -> None:
    """Remove the table that was replaced, and what an interrupted writer left behind."""
    abandoned = time.time() - _ABANDONED_SECONDS
    for folder in keep.parent.glob(f"{name}-*"):
        with contextlib.suppress(OSError):
            if folder == old or (folder != keep and folder.stat().st_mtime < abandoned):
                shutil.rmtree(folder) if folder.is_dir() else folder.unlink()


def _not_written(error: OSError) -> str:
    return (
        f"The postcode index cannot be written to {cache_dir()} ({error.strerror}). Make room or "
        f"give leave to write there, or name another directory in {CACHE_VARIABLE}."
    )
