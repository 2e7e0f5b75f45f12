"""The packages that the geodata are made from, each in one pinned version."""

import hashlib
import importlib.metadata
import io
import subprocess
import tarfile
from pathlib import Path
from typing import Final

from lib.errors import SourceError
from lib.sources.paths import cache_dir

SPDATA_FILE: Final = "r-cran-spdata_2.2.1-1_all.deb"
SPDATA_SHA256: Final = "cec45c198df2ad7dbbea61311067b09b1ffac79c062ffaa2f823b286811feaaf"

_AR_MAGIC: Final = b"!<arch>\n"
_AR_HEADER_BYTES: Final = 60


def require_python_package(name: str, version: str) -> None:
    """
    Check that a package from PyPI is installed in the version that the files were made from.

    Parameters
    ----------
    name, version
        As in ``requirements-dev.txt``.

    Raises
    ------
    SourceError
        Where it is missing or another version: the bytes would not come out equal.
    """
    try:
        installed = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        installed = "none"
    if installed != version:
        message = (
            f"The build needs {name} {version}, but {installed} is installed. "
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
    folder = cache_dir() / "packages"
    package = folder / SPDATA_FILE
    if not package.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        _download(folder)
    if not package.is_file():
        message = (
            f"{SPDATA_FILE} could not be downloaded. It belongs to Debian 12 (bookworm): "
            f"fetch it from a Debian mirror and put it into {folder}"
        )
        raise SourceError(message)
    if hashlib.sha256(package.read_bytes()).hexdigest() != SPDATA_SHA256:
        message = f"{package} is not the pinned package. Delete it and build again."
        raise SourceError(message)
    return package


def _download(folder: Path) -> None:
    name, version, _ = SPDATA_FILE.split("_")
    command = ["apt-get", "download", "-qq", f"{name}={version}"]
    try:
        subprocess.run(command, cwd=folder, check=False, capture_output=True)  # noqa: S603 - fixed words
    except OSError:  # not a Debian machine: the caller says what to do
        return


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
