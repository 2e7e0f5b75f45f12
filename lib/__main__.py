"""The command line: the same functions as the pages."""

import argparse
import os
import sys

from lib.cli import answer, brief, check, contract, locate, prepare, sources, synthetic
from lib.errors import DashboardError


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m lib",
        description="How many children live inside the footprint, and how a contract changes it.",
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    for command in (answer, brief, contract, check, locate, prepare, sources, synthetic):
        command.add_parser(commands)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.func(chosen))
    except DashboardError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, such as head, has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 (for the rest of the process)
        return 1


if __name__ == "__main__":
    sys.exit(main())
