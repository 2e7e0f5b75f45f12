"""``python -m lib brief``: a briefing as a file, without the app; and whether one is genuine."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lib.answer.loaded import Loaded
    from lib.exports.formats import Format

IDENTICAL, NOT_IDENTICAL = 0, 1
_MOST_SAID = 40
_OF_A_NEW_FILE: dict[str, object] = {
    "contract": None, "borough": [], "pack": "cabinet", "audience": "shared", "as_of": None,
    "title": "", "note": "",
}  # fmt: skip
"""Options that say what is written, and what they are if absent."""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "brief",
        help="a briefing as PDF, slides, pictures or data; and whether a file is genuine",
        description="With --verify, exit code: 0 the file is what these returns give, 1 it is not.",
    )
    parser.add_argument("folder", nargs="?", type=Path, help="returns; the invented ones if absent")
    parser.add_argument("--contract", type=Path, metavar="FILE", help="a block contract as TOML")
    parser.add_argument(
        "--borough",
        action="append",
        metavar="CODE",
        help="an authority by its GSS code; may be given more than once; all if absent",
    )
    parser.add_argument("--pack", choices=("cabinet", "boroughs", "contract", "data"))
    parser.add_argument("--audience", choices=("shared", "officers"))
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--title", help="in the place of the finding")
    parser.add_argument("--note", help="stands with the caveats of the first page")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="its ending is the format: pdf, pptx, png, svg, xlsx or csv; more than one picture "
        "are numbered",
    )
    parser.add_argument(
        "--verify", type=Path, metavar="FILE", help="make this file again, and compare"
    )
    parser.set_defaults(func=run, **_OF_A_NEW_FILE)


def run(arguments: argparse.Namespace) -> int:
    """Write a briefing, or compare one."""
    from lib.errors import ConfigurationError

    if (arguments.out is None) == (arguments.verify is None):
        message = "Give --out FILE to write a briefing, or --verify FILE to compare one."
        raise ConfigurationError(message)
    _refuse_what_the_file_says(arguments)
    return _verify(arguments) if arguments.verify else _write(arguments)


def _refuse_what_the_file_says(arguments: argparse.Namespace) -> None:
    """With --verify the file alone says what it is of."""
    from lib.errors import ConfigurationError

    given = [
        f"--{name.replace('_', '-')}"
        for name, usual in _OF_A_NEW_FILE.items()
        if getattr(arguments, name) != usual
    ]
    if arguments.verify and given:
        message = (
            f"--verify takes a file and the folder of the returns: the file itself says the rest. "
            f"Leave out {' and '.join(given)}."
        )
        raise ConfigurationError(message)


def _write(arguments: argparse.Namespace) -> int:
    from lib.answer.loaded import read_contract
    from lib.answer.once import require_as_shared_before
    from lib.disclosure.released import Audience
    from lib.exports.formats import files, names
    from lib.exports.packs.answered import views_of
    from lib.exports.packs.pack import briefing
    from lib.exports.packs.views import Chosen, Pack
    from lib.exports.written import check_new, write_file

    of = _format(arguments.out)
    check_new(arguments.out)
    audience = Audience(arguments.audience)
    contract = read_contract(arguments.contract)
    loaded = _loaded(arguments.folder, arguments.as_of)
    require_as_shared_before(loaded, audience)
    views = views_of(loaded, contract=contract, audience=audience)
    made = briefing(
        views,
        Chosen(
            pack=Pack(arguments.pack),
            areas=_areas(loaded, arguments.borough, audience),
            title=arguments.title,
            note=arguments.note,
        ),
    )
    written = files(made, of, loaded.footprint)
    paths = [arguments.out.with_name(name) for name in names(arguments.out.stem, of, len(written))]
    for path in paths:
        check_new(path)
    for path, content in zip(paths, written, strict=True):
        write_file(content, path)
        print(f"Written: {path}", file=sys.stderr)
    if made.marking:
        print(f"{made.marking}.", file=sys.stderr)
    print(f"Scenario {made.trace.id}: {made.link}")
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    from hashlib import sha256

    from lib.errors import ConfigurationError
    from lib.exports.plain_text import as_one_line
    from lib.exports.verified import Verdict, verified
    from lib.sources.paths import GEODATA

    of = _format(arguments.verify)
    try:
        content = arguments.verify.read_bytes()
    except OSError as error:
        message = f"{arguments.verify} cannot be read: {error.strerror}."
        raise ConfigurationError(message) from error
    found = verified(
        content,
        of,
        loaded_as_of=lambda as_of: _loaded(arguments.folder, as_of),
        reference_sha256=sha256((GEODATA / "sources.toml").read_bytes()).hexdigest(),
    )
    trace = found.trace
    print(found.verdict.value)
    said = {
        "pack": trace.pack,
        "for": trace.audience,
        "as at": trace.as_of,
        "returns": trace.data_sha256[:12],
        "model": trace.model,
    }
    # whatever stands in a file may have been written to look like an answer of ours
    told = ", ".join(f"{name} {as_one_line(text)[:_MOST_SAID]}" for name, text in said.items())
    print(f"It says: scenario {trace.id}, {told}.")
    return IDENTICAL if found.verdict is Verdict.IDENTICAL else NOT_IDENTICAL


def _loaded(folder: Path | None, as_of: date | None) -> "Loaded":
    from lib.answer.loaded import DEMO_RETURNS, load

    return load(folder or DEMO_RETURNS, today=datetime.now(UTC).date(), as_of=as_of)


def _format(path: Path) -> "Format":
    from lib.errors import ConfigurationError
    from lib.exports.formats import Format

    try:
        return Format(path.suffix.lower().removeprefix("."))
    except ValueError as error:
        message = f"{path}: a name that ends in .{', .'.join(Format)} is wanted."
        raise ConfigurationError(message) from error


def _areas(loaded: "Loaded", codes: list[str], audience: object) -> tuple[str, ...]:
    """Give authorities under the codes that the audience sees: some stand for two."""
    from lib.answer.areas import area_code
    from lib.disclosure.released import Audience

    found = (area_code(code, loaded, Audience(str(audience))) for code in codes)
    return tuple(dict.fromkeys(found))
