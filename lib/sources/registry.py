"""The register of everything under `geodata/`: what it is, whose it is, and its hash."""

import hashlib
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from lib.errors import SourceError
from lib.sources.paths import GEODATA
from lib.sources.registry_text import ORDER, Entry, Register, as_readme, as_toml

REGISTER: Final = "sources.toml"
README: Final = "README.md"
SETTINGS: Final = ("footprint.toml", "contracts/")
"""Meant to be edited by whoever uses the product, so no hash is kept of them."""

_YEAR: Final = re.compile(r"\b20\d\d\b")
_A_RUN: Final = 3
_OPTIONAL: Final = frozenset({"made_from", "caveats"})


def files(root: Path = GEODATA) -> dict[str, Entry]:
    """
    Read the entries of files, by path relative to ``root``; folders end in "/".

    Raises
    ------
    SourceError
        Where the register is missing or is no TOML.
    """
    return _read(root)["files"]


def packages(root: Path = GEODATA) -> dict[str, Entry]:
    """Read the entries of packages from public registries, by their name there."""
    return _read(root)["packages"]


def publications(root: Path = GEODATA) -> dict[str, Entry]:
    """Read the entries of publications, by the key that figures name as their source."""
    return _read(root)["publications"]


def attributions(root: Path = GEODATA) -> tuple[str, ...]:
    """
    List the words that licences ask for, and the publications.

    Returns
    -------
    tuple of str
        Each once: the attributions of files, then the publications, those that differ by their
        year alone in one line.
    """
    register = _read(root)
    lines = [entry["attribution"] for entry in register["files"].values()]
    lines += _by_year(register["publications"].values())
    return tuple(dict.fromkeys(line for line in lines if line))


def _by_year(publications: Iterable[Entry]) -> list[str]:
    """Name publications, the years of one title together, in the order of the first."""
    titles: dict[tuple[str, str, str], list[str]] = {}
    for entry in publications:
        title, years = entry["title"], _YEAR.findall(entry["title"])
        if len(years) == 1:
            title = _YEAR.sub("{}", title)
        found = titles.setdefault((entry["publisher"], title, entry["licence"]), [])
        found += years if len(years) == 1 else []
    return [
        f"{publisher}: {title.replace('{}', _in_words(years))} ({licence})."
        for (publisher, title, licence), years in titles.items()
    ]


def _in_words(years: Sequence[str]) -> str:
    """Write years: a run by its ends."""
    numbers = sorted(map(int, years))
    if len(numbers) >= _A_RUN and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]} to {numbers[-1]}"
    return " and ".join(", ".join(map(str, numbers)).rsplit(", ", 1))


def fingerprint(root: Path, path: str) -> str:
    """
    Hash a file, or a folder with the names of all files in it.

    Parameters
    ----------
    root
        The folder of geodata.
    path
        Relative to it; a folder ends in "/".

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    if not path.endswith("/"):
        return hashlib.sha256((root / path).read_bytes()).hexdigest()
    digest = hashlib.sha256()
    for file in sorted(_names(root, root / path)):
        digest.update(f"{file.removeprefix(path)}\0{fingerprint(root, file)}\n".encode())
    return digest.hexdigest()


def verify(root: Path = GEODATA) -> list[str]:
    """
    Hash everything under ``geodata/`` again and compare it with the register.

    Returns
    -------
    list of str
        What is wrong, in sentences; empty where all is as recorded.
    """
    register = _read(root)
    problems = []
    for path, entry in register["files"].items():
        problems += [f"{path}: {fault}" for fault in _faults(entry, register)]
        if not (root / path).exists():
            problems.append(f"{path} is missing. Restore it, or run: python -m lib sources build")
        elif fingerprint(root, path) != entry.get("sha256"):
            problems.append(
                f"{path} is not what was recorded. Restore it; or, if the change is meant, "
                f"run: python -m lib sources record {path}"
            )
    problems += [
        f"{name} has no entry in {REGISTER}. Say there what it is, or remove it."
        for name in sorted(_names(root, root))
        if not _is_registered(name, register)
    ]
    readme = root / README
    if not problems and (not readme.is_file() or readme.read_text("utf-8") != as_readme(register)):
        problems.append(f"{README} is older than {REGISTER}. Run: python -m lib sources record")
    return problems


def record(path: str | None = None, root: Path = GEODATA, **fields: str | list[str]) -> None:
    """
    Write the present hash of a file into the register, and the README from the register.

    Parameters
    ----------
    path
        Relative to ``root``; a folder ends in "/". None hashes nothing, and only writes
        the register in order and the README.
    root
        The folder of geodata.
    **fields
        Values of the entry to change, such as ``edition`` and ``retrieved``; all of
        them where the register has no entry yet.

    Raises
    ------
    SourceError
        Where the file is missing, or the entry would lack a value.
    """
    register = _read(root)
    if path is not None:
        target = (root / path).resolve()
        if not target.is_relative_to(root.resolve()) or target.is_dir() != path.endswith("/"):
            message = f"{path} is not a file in {root.name}/, nor a folder that ends in /."
            raise SourceError(message)
        if not target.exists():
            message = f"There is no {path} in {root.name}/."
            raise SourceError(message)
        entry = register["files"].get(path, {}) | fields
        entry["sha256"] = fingerprint(root, path)
        register["files"][path] = entry
    for name, entry in register["files"].items():
        if faults := list(_faults(entry, register)):
            message = f"{REGISTER}, {name}: " + " ".join(faults)
            raise SourceError(message)
    _replace(root / REGISTER, as_toml(register))
    _replace(root / README, as_readme(register))


def record_publication(key: str, entry: Mapping[str, str], root: Path = GEODATA) -> None:
    """
    Write a publication into the register, for figures to name as their source.

    Raises
    ------
    SourceError
        Where the entry lacks publisher, title, licence or address, or has another key.
    """
    known, optional = ORDER["publications"], {"edition", "note"}
    if not set(known) - optional <= set(entry) <= set(known):
        message = f"{REGISTER}, {key}: a publication has {', '.join(known)}, and nothing else."
        raise SourceError(message)
    register = _read(root)
    register["publications"][key] = dict(entry)
    _replace(root / REGISTER, as_toml(register))


def _faults(entry: Entry, register: Register) -> Iterator[str]:
    known = ORDER["files"]
    yield from (
        f"the entry lacks {key}." for key in known if key not in entry and key not in _OPTIONAL
    )
    yield from (f"the entry has an unknown key {key}." for key in entry if key not in known)
    yield from (
        f"it is made from {source}, which the register does not hold."
        for source in entry.get("made_from", [])
        if not any(source in table for table in register.values())
    )


def _is_registered(name: str, register: Register) -> bool:
    is_about_the_register = name == REGISTER or name.rsplit("/", 1)[-1] == README
    return (
        is_about_the_register
        or name.startswith(SETTINGS)
        or name in register["files"]
        or any(path.endswith("/") and name.startswith(path) for path in register["files"])
    )


def _names(root: Path, folder: Path) -> Iterator[str]:
    """List files relative to ``root``, without what an operating system leaves behind."""
    for file in folder.rglob("*"):
        name = file.relative_to(root).as_posix()
        if file.is_file() and not any(part.startswith(".") for part in name.split("/")):
            yield name


def _read(root: Path) -> Register:
    path = root / REGISTER
    try:
        register = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        message = f"{path.name} cannot be read: {error}. Restore it from the repository."
        raise SourceError(message) from error
    return {table: register.get(table, {}) for table in ORDER}


def _replace(path: Path, text: str) -> None:
    """Write all of a file or nothing of it."""
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    waiting.write_text(text, "utf-8", newline="\n")
    waiting.replace(path)
