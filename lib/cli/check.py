"""``python -m lib check``: what of a folder of returns can be used, and what has to be mended."""

import argparse
import dataclasses
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lib.ingest.findings import FileCount, Finding
    from lib.ingest.load import Reading, Returns

CLEAN, HAS_FINDINGS, NOTHING_USABLE = 0, 1, 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "check",
        help="what has to be mended in a folder of returns",
        description="Exit code: 0 clean, 1 something was found, 2 nothing can be used.",
    )
    parser.add_argument("folder", type=Path, help="a folder for each authority, or one of them")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--refused",
        type=Path,
        metavar="OUT.csv",
        help="write the refused rows here, each with the reason: they hold identifiers of children",
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Print counts and findings; give 0 (clean), 1 (findings) or 2 (nothing usable)."""
    from lib.cli.prepare import show_progress
    from lib.domain.footprint import Footprint
    from lib.ingest.findings import NothingUsableError
    from lib.ingest.load import read_returns
    from lib.ingest.on_disk import folder_on_disk
    from lib.sources.paths import GEODATA
    from lib.sources.postcodes import PostcodeIndex

    if arguments.refused:
        _check_place(arguments.refused, arguments.folder)
    footprint = Footprint.from_toml((GEODATA / "footprint.toml").read_text("utf-8"))
    read = read_returns(
        folder_on_disk(arguments.folder),
        footprint=footprint,
        postcodes=PostcodeIndex.open(progress=show_progress),
        today=datetime.now(UTC).date(),
    )
    found = read.outcome
    _print(found.files, found.findings, as_json=arguments.json)
    if arguments.refused:
        _write_refused(read, arguments.refused)
    if isinstance(found, NothingUsableError):
        print(found, file=sys.stderr)
        return NOTHING_USABLE
    if not arguments.json:
        print(_summary(found, footprint.names))
    return HAS_FINDINGS if found.findings else CLEAN


def _check_place(path: Path, folder: Path) -> None:
    """Refuse a place that is taken, or where the rows would be read again as returns."""
    from lib.errors import ConfigurationError
    from lib.exports.written import check_new

    if folder.resolve() in path.resolve().parents:
        message = (
            f"--refused {path}: a table in the folder of returns is read as one of them. Give a "
            "place outside it."
        )
        raise ConfigurationError(message)
    check_new(path)


def _write_refused(read: "Reading", path: Path) -> None:
    from lib.answer.loaded import demo_content_hash
    from lib.exports.exported import INVENTED, SENSITIVE
    from lib.exports.refused import refused_as_csv
    from lib.exports.written import write_file

    rows = [*read.refused_rows()]
    is_invented = getattr(read.outcome, "content_hash", None) == demo_content_hash()
    write_file(refused_as_csv(rows, marking=INVENTED if is_invented else SENSITIVE), path)
    print(
        f"Refused rows written, {len(rows):,} of them: {path}. They hold identifiers of children: "
        "keep the file as safe as the returns, and delete it once they are mended.",
        file=sys.stderr,
    )


def _print(
    files: "tuple[FileCount, ...]", findings: "tuple[Finding, ...]", *, as_json: bool
) -> None:
    if as_json:
        found = {
            "files": [dataclasses.asdict(count) for count in files],
            "findings": [dataclasses.asdict(finding) for finding in findings],
        }
        print(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for count in files:
        print(
            f"{count.file}: {count.read:,} read = {count.loaded:,} loaded "
            f"+ {count.refused:,} refused + {count.ignored:,} ignored"
        )
    for finding in findings:
        print(f"{finding.file}: {finding.message} [{finding.code}]")


def _summary(returns: "Returns", names: dict[str, str]) -> str:
    loaded = ", ".join(names[code] for code in returns.authorities_loaded)
    missing = ", ".join(names[code] for code in returns.authorities_not_loaded)
    parts = [f"Loaded, as at {returns.as_of:%d/%m/%Y}: {loaded}."]
    if missing:
        parts.append(f"Not loaded: {missing}.")
    parts.append(f"Findings: {len(returns.findings):,}.")
    return " ".join(parts)
