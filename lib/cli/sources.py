"""``python -m lib sources``: verify, build, record and import the files of `geodata/`."""

import argparse
import sys
import time
from pathlib import Path


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command and what can be done with it."""
    parser = subparsers.add_parser("sources", help="check, rebuild or replace the geodata")
    actions = parser.add_subparsers(required=True, metavar="action")
    verify = actions.add_parser("verify", help="hash every file of geodata/ again")
    verify.set_defaults(func=run_verify)
    build = actions.add_parser("build", help="make the derived files again, byte for byte")
    build.set_defaults(func=run_build)
    record = actions.add_parser("record", help="write a changed file's hash into sources.toml")
    record.add_argument("file", nargs="?", help="inside geodata/; the name of a folder ends in /")
    record.set_defaults(func=run_record)
    imported = actions.add_parser(
        "import", help="replace an edition by an official download, or add a year of figures"
    )
    imported.add_argument(
        "file",
        type=Path,
        help="boundaries (GeoJSON, GeoPackage), ONSPD (CSV), or figures of DfE, Ofsted, ONS "
        "(CSV, XLSX)",
    )
    imported.add_argument(
        "--replace", action="store_true", help="take revised figures of years that are here"
    )
    imported.set_defaults(func=run_import)


def run_verify(_arguments: argparse.Namespace) -> int:
    """Print what is not as recorded; 1 if anything is not."""
    from lib.sources.registry import files, verify

    problems = verify()
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"geodata/: all {len(files())} entries of sources.toml are as recorded.")
    return 1 if problems else 0


def run_build(arguments: argparse.Namespace) -> int:
    """Print the progress, then each file and whether its bytes changed; then verify."""
    from lib.sources.build.run import build
    from lib.sources.registry import record

    started = time.monotonic()

    def progress(what: str) -> None:
        print(f"{time.monotonic() - started:5.0f} s  {what}", file=sys.stderr)

    changes = build(progress)
    for path, is_changed in changes:
        print(f"{'changed  ' if is_changed else 'unchanged'}  {path}")
    record()
    progress("done")
    return run_verify(arguments)


def run_record(arguments: argparse.Namespace) -> int:
    """Write the hash of one file, and the README."""
    from lib.sources.registry import record

    name = arguments.file and arguments.file.removeprefix("geodata/")
    record(name)
    print(f"Recorded {name or 'the README'}.")
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Print what was imported; the edition stays as it was if anything is wrong."""
    from lib.sources.imports.run import import_file

    for line in import_file(arguments.file, replace=arguments.replace):
        print(line)
    return 0
