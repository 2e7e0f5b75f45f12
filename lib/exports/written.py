"""Files to where they are wanted, whole or not at all."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from lib.errors import ConfigurationError


def check_new(path: Path) -> None:
    """
    Make sure that nothing would be lost by writing here.

    Raises
    ------
    ConfigurationError
        If there is a file already, or a folder that is not empty.
    """
    is_free = path.is_dir() and not any(path.iterdir())
    if (path.exists() or path.is_symlink()) and not is_free:
        message = f"{path} is there already. Choose another name, or take it away first."
        raise ConfigurationError(message)


def write_file(content: bytes, path: Path) -> None:
    """
    Write a new file in one step.

    Raises
    ------
    ConfigurationError
        If there is something already, or it cannot be written.
    """
    if path.is_dir():
        message = f"{path} is a folder. Give a name for the file."
        raise ConfigurationError(message)
    _replace({path.name: content}, path, is_folder=False)


def write_folder(files: Mapping[str, bytes], path: Path) -> None:
    """
    Write a new folder of files in one step.

    Raises
    ------
    ConfigurationError
        If the folder holds something already, or cannot be written.
    """
    _replace(files, path, is_folder=True)


def _replace(files: Mapping[str, bytes], path: Path, *, is_folder: bool) -> None:
    check_new(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".figures-", dir=path.parent) as beside:
            # a folder of its own, with the permissions that new folders have here
            made = Path(beside) / "made"
            made.mkdir()
            for name, content in files.items():
                with (made / name).open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
            if is_folder and path.is_dir():
                path.rmdir()  # it is empty, and not every system replaces a folder
            (made if is_folder else made / path.name).replace(path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}. Choose another place."
        raise ConfigurationError(message) from error
