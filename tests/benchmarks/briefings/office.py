"""LibreOffice opens the slides and the workbook of every pack; what it told, and what it shows."""

import shutil
import subprocess
import tempfile
import time
import zipfile
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Final

from lib.exports.formats import Format
from lib.exports.packs.views import Pack
from tests.benchmarks.briefings.office_texts import Parts, Read, parts_of, read
from tests.benchmarks.briefings.ours import Maker

WAIT_SECONDS: Final = 180

_NEEDED: Final = {Format.PPTX: "libsdlo.so", Format.XLSX: "libsclo.so"}
"""The library of Impress and that of Calc: each comes with a package of its own."""

_NO_FAULT: Final = ("convert ", "Warning: failed to launch javaldx")
"""What it always tells: what it is doing, and that no Java is here, which no file of ours asks."""

_NOT_ASKED: Final = "NOT ASKED: no LibreOffice for it is here (install_libreoffice.sh)"

_FIRST_SLIDE: Final = "ppt/slides/slide1.xml"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One file as LibreOffice opened it; ``verdict`` says in words how that went."""

    what: str
    size: int
    parts: int
    verdict: str
    found: Read | None = None
    seconds: float | None = None


def every_pack(maker: Maker) -> list[Opened]:
    """
    Open slides and workbook of each pack, and two files that were damaged on purpose.

    LibreOffice tells nothing of a slide that it could read but half of, and ends as if all were
    well: that its texts are looked for, and missed, is what the damaged files show.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = [
            _opened(f"{pack}.{of}", maker.files(pack, of)[0], of, folder)
            for of in (Format.PPTX, Format.XLSX)
            for pack in Pack
        ]
        good = maker.files(Pack.CABINET, Format.PPTX)[0]
        for what, given in (
            ("damaged on purpose: file cut off", good[: len(good) // 2]),
            ("damaged on purpose: slide cut off", _with_half_a_slide(good)),
        ):
            found.append(_opened(what, good, Format.PPTX, folder, given=given))
    return found


def version() -> str:
    """Name the LibreOffice that was asked."""
    program = shutil.which("soffice")
    if program is None:
        return "no LibreOffice on this machine"
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return " ".join(said.stdout.split()[:2])


def _opened(
    what: str, content: bytes, of: Format, folder: Path, *, given: bytes | None = None
) -> Opened:
    """Turn a file into PDF, or a damaged one in its place, and look there for all its texts."""
    parts = parts_of(content, of)
    path = folder / f"given.{of}"
    path.write_bytes(content if given is None else given)
    pdf = path.with_suffix(".pdf")
    pdf.unlink(missing_ok=True)
    there = Opened(what=what, size=path.stat().st_size, parts=len(parts), verdict=_NOT_ASKED)
    program = shutil.which("soffice")
    if program is None or not Path(program).resolve().with_name(_NEEDED[of]).exists():
        return there
    started = time.perf_counter()
    fault = _converted(program, path)
    seconds = time.perf_counter() - started
    found = read(pdf.read_bytes(), parts, of) if pdf.exists() else None
    faults = [fault, *_missing(found, parts, of)] if found else [fault or "it made no PDF"]
    said = "; ".join(one for one in faults if one)
    verdict = f"NOT AS IT SHOULD: {said}" if said else "yes, and told of nothing"
    return replace(there, verdict=verdict, found=found, seconds=seconds)


def _converted(program: str, path: Path) -> str:
    """Have it write a PDF beside a file; what it told that is a fault, or nothing."""
    profile = (path.parent / "profile").as_uri()
    try:
        ended = subprocess.run(
            [program, "--headless", f"-env:UserInstallation={profile}",
             "--convert-to", "pdf", "--outdir", path.parent, path],
            capture_output=True, text=True, check=False, timeout=WAIT_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"it had not ended after {WAIT_SECONDS} s"
    told = [line for line in (ended.stdout + ended.stderr).splitlines() if line.strip()]
    faults = [line.strip() for line in told if not line.startswith(_NO_FAULT)]
    if ended.returncode:
        faults.insert(0, f"it ended with {ended.returncode}")
    return "; ".join(faults)


def _missing(found: Read, parts: Parts, of: Format) -> list[str]:
    faults = []
    if of is Format.PPTX and found.pages != len(parts):
        faults.append(f"{found.pages} pages of {len(parts)} slides")
    if found.titles < len(parts):
        faults.append(f"{len(parts) - found.titles} without their first words")
    if found.there < found.texts:
        faults.append(f"{found.texts - found.there} texts are missing")
    return faults


def _with_half_a_slide(content: bytes) -> bytes:
    damaged = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as good, zipfile.ZipFile(damaged, "w") as bad:
        for name in good.namelist():
            part = good.read(name)
            bad.writestr(name, part[: len(part) // 2] if name == _FIRST_SLIDE else part)
    return damaged.getvalue()
