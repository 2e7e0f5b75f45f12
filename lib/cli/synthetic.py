"""``python -m lib synthetic``: write invented returns."""

import argparse
from pathlib import Path


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser of all commands."""
    parser = subparsers.add_parser(
        "synthetic",
        help="write invented returns that look like North East London in 2018",
        description=(
            "Writes invented SSDA903 returns of the eight authorities, homes, costs, needs and the "
            "monitoring of a contract. The same seed and scale give the same bytes. No child and "
            "no home in them exists."
        ),
    )
    parser.add_argument("--seed", type=int, required=True, help="a whole number from 0 on")
    parser.add_argument("--out", type=Path, required=True, help="a folder that is empty or new")
    parser.add_argument(
        "--scale",
        type=int,
        default=1,
        help="how many times as many children; 36 makes returns of England's size",
    )
    parser.add_argument(
        "--year",
        type=int,
        default=2018,
        help="the year that ends on 31 March, from 2017 to 2026: dates and codes are those of its "
        "return, which holds that year alone where another than 2018 is asked for",
    )
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Write the returns, and say what they hold."""
    from lib.cli.prepare import show_progress
    from lib.sources.postcodes import PostcodeIndex
    from lib.synthetic.generate import check_folder, generate, write
    from lib.synthetic.years import AS_INVENTED, of_year

    check_folder(args.out)
    postcodes = PostcodeIndex.open(progress=show_progress)
    files = generate(
        seed=args.seed,
        scale=args.scale,
        postcodes=postcodes,
        progress=lambda share: show_progress(share, "Inventing returns"),
    )
    if args.year != AS_INVENTED:
        files = of_year(files, args.year)
    write(files, args.out)
    episodes = sum(text.count(b"\n") - 1 for name, text in files.items() if "/episodes" in name)
    children = sum(text.count(b"\n") - 1 for name, text in files.items() if "/header" in name)
    megabytes = sum(len(text) for text in files.values()) / 1e6
    print(
        f"Invented {children:,} children and {episodes:,} episodes "
        f"in {len(files)} files ({megabytes:.1f} MB) in {args.out}"
    )
    return 0
