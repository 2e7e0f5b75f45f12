"""Puts new files of `geodata/` in place together, with their entries in the register."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from lib.errors import SourceError
from lib.sources.registry import README, REGISTER, record, record_publication


def replace_files(
    contents: Mapping[str, bytes],
    fields: Mapping[str, Mapping[str, str | list[str]]],
    *,
    publications: Mapping[str, Mapping[str, str]] | None = None,
    root: Path,
) -> None:
    """
    Replace files of the geodata, all of them or none.

    The new files are written beside the old and recorded first. If one of them then
    cannot be put in place, those already in place are put back.

    Parameters
    ----------
    contents
        Bytes by path relative to ``root``.
    fields
        Values of the entry of each path that change, such as ``edition``.
    publications
        Whole entries of publications that the files are made from, by their key.
    root
        The folder of geodata.

    Raises
    ------
    SourceError
        If anything cannot be written or recorded. All is then as it was.
    """
    changed = [*contents, REGISTER, README]
    try:
        with tempfile.TemporaryDirectory(prefix=".import-", dir=root.parent) as temporary:
            new, old = Path(temporary) / "new", Path(temporary) / "old"
            shutil.copytree(root, new)
            for key, entry in (publications or {}).items():
                record_publication(key, entry, new)
            for path, content in contents.items():
                (new / path).write_bytes(content)
                record(path, new, **fields[path])
            shutil.copytree(root, old)
            _put_in_place(changed, new=new, old=old, root=root)
    except OSError as error:
        message = f"geodata/ cannot be written ({error.strerror}); it is as it was."
        raise SourceError(message) from error


def _put_in_place(paths: list[str], *, new: Path, old: Path, root: Path) -> None:
    try:
        for path in paths:
            (new / path).replace(root / path)
    except BaseException:
        for path in paths:
            if (old / path).exists():
                shutil.copy2(old / path, root / path)
        raise
