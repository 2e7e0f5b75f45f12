"""``python -m lib check``: what of a folder of returns can be used, and what has to be mended."""

import argparse
import dataclasses
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from lib.ingest.findings import Finding, NothingUsableError
    from lib.ingest.load import Reading, Returns
    from lib.ingest.rules import Rule

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
    parser.add_argument(
        "--before",
        type=Path,
        metavar="FOLDER",
        help="returns to compare with: what has changed since",
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Print counts and findings; give 0 (clean), 1 (findings) or 2 (nothing usable)."""
    from lib.answer.changes import changes, load_of
    from lib.answer.quality import quality
    from lib.cli.prepare import show_progress
    from lib.domain.footprint import Footprint
    from lib.errors import ConfigurationError
    from lib.ingest.findings import NothingUsableError
    from lib.ingest.load import load_returns, read_returns
    from lib.ingest.on_disk import folder_on_disk
    from lib.sources.paths import GEODATA
    from lib.sources.postcodes import PostcodeIndex

    if arguments.refused:
        _check_place(arguments.refused, arguments.folder)
    if arguments.before and not arguments.before.exists():
        message = f"--before {arguments.before}: there is nothing at this path to compare with."
        raise ConfigurationError(message)
    footprint = Footprint.from_toml((GEODATA / "footprint.toml").read_text("utf-8"))
    postcodes, today = PostcodeIndex.open(progress=show_progress), datetime.now(UTC).date()
    read = read_returns(
        folder_on_disk(arguments.folder),
        footprint=footprint,
        postcodes=postcodes,
        today=today,
    )
    found = read.outcome
    how_good = (
        None
        if isinstance(found, NothingUsableError)
        else quality(found, footprint=footprint, postcodes=postcodes).table
    )
    changed = None
    if arguments.before and not isinstance(found, NothingUsableError):
        before = load_returns(
            arguments.before, footprint=footprint, postcodes=postcodes, today=today
        )
        loads = [load_of(one, footprint=footprint, postcodes=postcodes) for one in (before, found)]
        changed = changes(*loads, footprint=footprint).table
    if arguments.json:
        print(_as_json(found, quality=how_good, changes=changed))
    else:
        _print(found, quality=how_good, changes=changed)
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
    found: "Returns | NothingUsableError",
    *,
    quality: "pd.DataFrame | None",
    changes: "pd.DataFrame | None",
) -> None:
    for count in found.files:
        print(
            f"{count.file}: {count.read:,} read = {count.loaded:,} loaded "
            f"+ {count.refused:,} refused + {count.ignored:,} ignored; things to mend: "
            f"{count.to_mend:,}"
        )
    for finding in found.findings:
        rule = _rule(finding)
        said = f" DfE rule {rule.number}: {rule.words}" if rule else ""
        print(f"{finding.file}: {finding.message}{said} [{finding.code}]")
    if quality is not None:
        _print_quality(quality)
    if changes is not None:
        _print_changes(changes)


def _print_changes(changes: "pd.DataFrame") -> None:
    """Say of each authority what is different from before."""
    from lib.answer.changes import COMPARED

    for row in changes.to_dict(orient="records"):
        pairs = {
            question: [_or_not_loaded(row[f"{column}_{when}"]) for when in ("before", "after")]
            for column, question in COMPARED.items()
        }
        told = [
            f"{question.lower()} {before} -> {after}"
            for question, (before, after) in pairs.items()
            if before != after
        ]
        print(f"{row['name']}: {'; '.join(told) or 'nothing has changed'}.")


def _or_not_loaded(number: int | None) -> str:
    import pandas as pd

    return "not loaded" if pd.isna(number) else f"{number:,}"


def _print_quality(quality: "pd.DataFrame") -> None:
    """List what is not known, question by question, of every authority that has any of it."""
    from lib.answer.quality import QUESTIONS

    for column, question in QUESTIONS.items():
        counts = quality.loc[quality[column] > 0, ["name", column]]
        named = ", ".join(f"{name} {n:,}" for name, n in counts.itertuples(index=False))
        print(f"{question}: {named or 'none'}.")
    rough = quality.dropna(subset="error_miles")
    for name, miles in rough[["name", "error_miles"]].itertuples(index=False):
        print(f"{name}: distances to the sector only may be off by up to {miles:.1f} miles.")


def _as_json(
    found: "Returns | NothingUsableError",
    *,
    quality: "pd.DataFrame | None",
    changes: "pd.DataFrame | None",
) -> str:
    """Give the same as JSON: counts, findings with the rule they break, quality and changes."""
    rules = [_rule(finding) for finding in found.findings]
    laid_out: dict[str, object] = {
        "files": [dataclasses.asdict(count) for count in found.files],
        "findings": [
            dataclasses.asdict(finding)
            | {
                "rule": rule.number if rule else None,
                "rule_words": rule.words if rule else None,
            }
            for finding, rule in zip(found.findings, rules, strict=True)
        ],
    }
    for name, table in (("quality", quality), ("changes", changes)):
        if table is not None:
            by_authority = table.rename_axis("authority").reset_index()
            laid_out[name] = json.loads(by_authority.to_json(orient="records"))
    return json.dumps(laid_out, indent=2, ensure_ascii=False)


def _rule(finding: "Finding") -> "Rule | None":
    from lib.ingest.rules import rule_of

    return rule_of(finding.code, finding.column)


def _summary(returns: "Returns", names: dict[str, str]) -> str:
    loaded = ", ".join(names[code] for code in returns.authorities_loaded)
    missing = ", ".join(names[code] for code in returns.authorities_not_loaded)
    parts = [f"Loaded, as at {returns.as_of:%d/%m/%Y}: {loaded}."]
    if missing:
        parts.append(f"Not loaded: {missing}.")
    parts.append(f"Findings: {len(returns.findings):,}.")
    return " ".join(parts)
