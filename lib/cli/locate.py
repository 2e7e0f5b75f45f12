"""``python -m lib locate``: the point and authority of postcodes, or of points in a file."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

_MOST_BYTES = 20_000_000


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "locate", help="easting, northing and authority of postcodes, or of points in a file"
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("postcodes", nargs="*", default=[], help='such as "RM1 3BD"')
    what.add_argument(
        "--points", type=Path, metavar="FILE", help="CSV with the columns name, latitude, longitude"
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what is found; 1 where a row of the file of points cannot be used."""
    if arguments.points is not None:
        found, faults = _points(arguments.points)
    else:
        found, faults = _postcodes(arguments.postcodes), []
    for fault in faults:
        print(fault, file=sys.stderr)
    if arguments.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        print(_table(found))
    return 1 if faults else 0


def _postcodes(texts: list[str]) -> list[dict[str, Any]]:
    import pandas as pd

    from lib.cli.prepare import show_progress
    from lib.sources.boundaries import authority_names
    from lib.sources.postcodes import PostcodeIndex

    located = PostcodeIndex.open(progress=show_progress).locate(pd.Series(texts, dtype="str"))
    located = located.astype(object).where(located.notna(), None)
    names = authority_names()
    return [
        {
            "postcode": text,
            "easting": row["easting"],
            "northing": row["northing"],
            "code": row["authority_code"],
            "authority": names.get(row["authority_code"]),
            "level": row["level"],
        }
        for text, row in zip(texts, located.to_dict("records"), strict=True)
    ]


def _points(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    from lib.answer.loaded import read_footprint
    from lib.errors import ReturnsError, SourceError
    from lib.ingest.reading import decode
    from lib.sources.boundaries import authorities_lookup, authority_names
    from lib.sources.points import authorities_of
    from lib.sources.points_file import read_points

    try:
        text = decode(_content(path)).utf_8.decode("utf-8")
    except ReturnsError as error:
        message = f"{path.name}: {error}"
        raise SourceError(message) from None
    points, faults = read_points(text, file=path.name)
    footprint, names = read_footprint(), authority_names()
    codes = authorities_of(points, authorities_lookup(), first=footprint.codes)
    found = [
        {
            "name": name,
            "code": code if isinstance(code, str) else None,
            "authority": names.get(code),
            "in_footprint": code in footprint.codes,
        }
        for name, code in zip(points["name"], codes, strict=True)
    ]
    return found, faults


def _content(path: Path) -> bytes:
    from lib.errors import SourceError

    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        message = f"{path.name} cannot be read ({error.strerror}). Give the path of a CSV file."
        raise SourceError(message) from error
    if len(content) > _MOST_BYTES:
        message = f"{path.name} is larger than {_MOST_BYTES // 1_000_000} MB. Split it."
        raise SourceError(message)
    return content


def _table(found: list[dict[str, Any]]) -> str:
    """Lay the records out for a terminal."""
    if not found:
        return "No points."
    heading = tuple(found[0])
    lines = [heading, *(tuple(_cell(value) for value in record.values()) for record in found)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heading))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.1f}"
    # A name from a file must not steer the terminal.
    return "".join(letter if letter.isprintable() else "�" for letter in str(value))
