"""One process of the fuzz run: bytes that lead into new code, through both readers.

Asked by `tests.benchmarks.fuzz` alone. It ends with 0 where time is up, and otherwise where the
first bytes were found that crash a reader or lose a row; they are kept in the folder given.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["lib.ingest", "zipfile", "csv"]):
    from lib.ingest.findings import NothingUsableError
    from lib.ingest.folders import SourceFile
    from lib.ingest.load import read_returns
    from lib.ingest.opening import open_files
    from lib.ingest.refused import refused_rows
    from lib.ingest.tree import File, Folder

from tests.fixtures.returns_on_disk import FOOTPRINT, HACKNEY, TODAY, FewPostcodes
from tests.malformed.corpus import CASES

NAMES = ("episodes.csv", "return.xml", "header.csv", "costs.xlsx", "needs.csv", "homes.csv")


def _file(content: bytes) -> File:
    """Take bytes as a file of a return; the first says as which."""
    name, rest = NAMES[content[0] % len(NAMES)], content[1:]
    return File(name=name, size_bytes=len(rest), read=lambda: rest)


def open_alone(content: bytes) -> None:
    """Read bytes as tables, as far as the columns: many times as fast as all of it."""
    if content:
        file = _file(content)
        source = SourceFile(file=file, name=file.name, identity=file.name, authority_code=None)
        tables, _ = open_files([source])
        for _ in refused_rows(tables):
            pass


def read(content: bytes) -> None:
    """Read bytes as part of a return, to the end."""
    if not content:
        return
    file = _file(content)
    folder = Folder.of(("sent",), [Folder.of((HACKNEY,), [file])])
    found = read_returns(folder, footprint=FOOTPRINT, postcodes=FewPostcodes(), today=TODAY)
    files = found.outcome.files
    for counted in files:
        if counted.read != counted.loaded + counted.refused + counted.ignored:
            message = f"{counted}: rows are lost"
            raise AssertionError(message)
    if sum(1 for _ in found.refused_rows()) != sum(counted.refused for counted in files):
        message = "A refused row did not come back"
        raise AssertionError(message)
    if isinstance(found.outcome, NothingUsableError) and not found.outcome.findings:
        message = "Nothing was read, and nothing was said"
        raise AssertionError(message)


def seeds(folder: Path) -> None:
    """Write the malformed inputs of the tests as beginnings."""
    number = 0
    for cases in CASES.values():
        for case in cases.values():
            for path, content in case.files().items():
                which = next(
                    (n for n, name in enumerate(NAMES) if path.endswith(Path(name).suffix)), 0
                )
                if len(content) < 1 << 16:
                    (folder / f"{number:04}").write_bytes(bytes([which]) + content)
                    number += 1


if __name__ == "__main__":
    what = {"tables": open_alone, "returns": read}[sys.argv.pop(1)]
    seeds(Path(sys.argv[-1]))
    atheris.Setup(sys.argv, what)
    atheris.Fuzz()
