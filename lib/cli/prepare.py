"""``python -m lib prepare``: build the postcode index and the map's file, once."""

import argparse
import sys

_WIDTH = 24


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "prepare", help="build the postcode index and the map, where they are not built yet"
    )
    parser.set_defaults(func=run)


def run(_arguments: argparse.Namespace) -> int:
    """Build the index with a bar on stderr, then the map; say nothing where they exist."""
    from lib.domain.footprint import Footprint
    from lib.maps.map_store import stored_map, stored_script
    from lib.sources.paths import GEODATA
    from lib.sources.postcodes import PostcodeIndex

    PostcodeIndex.open(progress=show_progress)
    stored_script()
    stored_map(Footprint.from_toml((GEODATA / "footprint.toml").read_text("utf-8")))
    return 0


def show_progress(share: float, what: str) -> None:
    """
    Draw how much is done on stderr: a bar in a terminal, the last line elsewhere.

    Parameters
    ----------
    share
        0 to 1.
    what
        What is being done.
    """
    if sys.stderr.isatty():
        bar = "#" * round(share * _WIDTH)
        end = "\n" if share >= 1 else ""
        print(f"\r[{bar:<{_WIDTH}}] {what:<40}", end=end, file=sys.stderr, flush=True)
    elif share >= 1:
        print(what, file=sys.stderr)
