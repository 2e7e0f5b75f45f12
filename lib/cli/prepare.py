"""``python -m lib prepare``: build the postcode index, once."""

import argparse
import sys

_WIDTH = 24


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "prepare", help="build the postcode index, where it is not built yet"
    )
    parser.set_defaults(func=run)


def run(_arguments: argparse.Namespace) -> int:
    """Build the index with a bar on stderr; say nothing where it exists."""
    from lib.sources.postcodes import PostcodeIndex

    PostcodeIndex.open(progress=show_progress)
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
