"""The packages that the geodata are made from, each in one pinned version."""

import contextlib
import hashlib
import importlib.metadata
import io
import subprocess
import tarfile
from pathlib import Path
from typing import Final

from lib.errors import SourceError
from lib.sources.paths import cache_dir
from lib.sources.registry import packages

SPDATA: Final = "r-cran-spdata"

_AR_MAGIC: Final = b"!<arch>\n"
_AR_HEADER_BYTES: Final = 60


def require_python_package(name: str) -> None:
    """
    Check that a package from PyPI is installed in the version that the registry names.

    Parameters
    ----------
    name
        As under ``packages`` in ``geodata/sources.toml``.

    Raises
    ------
    SourceError
        Where it is missing or another version: the bytes would not come out equal.
    """
    wanted = packages()[name]["version"]
    try:
        installed = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        installed = "none"
    if installed != wanted:
        message = (
            f"The build needs {name} {wanted}, but {installed} is installed. "
            "Run: python -m pip install -r requirements-dev.txt"
        )
        raise SourceError(message)


def spdata_package() -> Path:
    """
    Find Debian's `r-cran-spdata` in the cache, or download it. It is never installed.

    Returns
    -------
    Path
        The package file, its SHA-256 checked.

    Raises
    ------
    SourceError
        Where it cannot be had, or is not the file that the boroughs were made from.
    """
    wanted = packages()[SPDATA]
    folder = cache_dir() / "packages"
    package = folder / f"{SPDATA}_{wanted['version']}_all.deb"
    if not package.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        _download(f"{SPDATA}={wanted['version']}", folder)
    if not package.is_file():
        message = (
            f"{package.name} could not be downloaded. It belongs to {wanted['registry']}: "
            f"fetch it from there and put it into {folder}"
        )
        raise SourceError(message)
    if hashlib.sha256(package.read_bytes()).hexdigest() != wanted["sha256"]:
        message = f"{package} is not the pinned package. Delete it and build again."
        raise SourceError(message)
    return package


def _download(name_and_version: str, folder: Path) -> None:
    command = ["apt-get", "download", "-qq", name_and_version]
    # Not a Debian machine: the caller says what to do.
    with contextlib.suppress(OSError):
        subprocess.run(command, cwd=folder, check=False, capture_output=True)  # noqa: S603 - fixed words


def read_from_deb(package: Path, members: tuple[str, ...]) -> list[bytes]:
    """
    Read files out of a Debian package without unpacking or installing it.

    Parameters
    ----------
    package
        A `.deb` file.
    members
        Paths inside it, from the root, such as ``usr/share/doc/x``.

    Returns
    -------
    list of bytes
        In the order of ``members``.

    Raises
    ------
    SourceError
        Where a member is not in the package.
    """
    with tarfile.open(fileobj=io.BytesIO(_data_archive(package.read_bytes()))) as archive:
        contents = []
        for member in members:
            try:
                file = archive.extractfile(f"./{member}")
            except KeyError:
                file = None
            if file is None:
                message = f"{package.name} holds no {member}."
                raise SourceError(message)
            contents.append(file.read())
    return contents


def _data_archive(deb: bytes) -> bytes:
    """Find `data.tar.*` in the `ar` archive that a Debian package is."""
    if deb.startswith(_AR_MAGIC):
        start = len(_AR_MAGIC)
        while start + _AR_HEADER_BYTES <= len(deb):
            header = deb[start : start + _AR_HEADER_BYTES]
            size = int(header[48:58])
            body = start + _AR_HEADER_BYTES
            if header.startswith(b"data.tar"):
                return deb[body : body + size]
            start = body + size + size % 2
    message = "The file is not a Debian package."
    raise SourceError(message)
