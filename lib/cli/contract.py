"""``python -m lib contract``: what a block contract would do, and how likely it is to pay."""

import argparse
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "contract",
        help="what a block contract would do, what it costs, how likely it is to pay",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Keys of --set, in addition to beds, homes, ages_from, ages_to and "
        "placed_within_months, with what each may be and what it is where the contract says "
        "nothing:\n"
        + "\n".join(f"  {key:<26}{said}" for key, said in _possible().items())
        + "\nMost numbers may be a range: lowest/most likely/highest, such as 0.05/0.2/0.25.\n"
        'Words apart want quotation marks: --set "empty_beds=part guaranteed".',
    )
    parser.add_argument("--contract", type=Path, metavar="file", help="a contract as TOML")
    parser.add_argument(
        "--set", nargs="+", action="extend", default=[], metavar="key=value", dest="changes"
    )
    parser.add_argument(
        "--returns", type=Path, metavar="folder", help="returns; the invented ones if absent"
    )
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--seed", type=_seed, metavar="N")
    parser.add_argument("--audience", choices=("shared", "officers"), default="officers")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the answer; *not for publication* goes to stderr with full counts."""
    from lib.answer.contract.as_json import contract_as_json
    from lib.answer.contract.as_text import contract_as_text
    from lib.answer.contract.question import SEED, block_contract
    from lib.answer.contract.shares import contract_shares
    from lib.answer.loaded import DEMO_RETURNS, load, read_contract
    from lib.answer.once import require_as_shared_before
    from lib.answer.shared.presets import require_on_offer
    from lib.disclosure.released import Audience
    from lib.domain.contract_changes import changed

    audience = Audience(arguments.audience)
    contract = changed(read_contract(arguments.contract), _pairs(arguments.changes))
    loaded = load(
        arguments.returns or DEMO_RETURNS,
        today=datetime.now(UTC).date(),
        as_of=arguments.as_of,
    )
    require_on_offer(contract, loaded, audience)
    require_as_shared_before(loaded, audience)
    view = block_contract(
        loaded,
        contract=contract,
        audience=audience,
        seed=SEED if arguments.seed is None else arguments.seed,
    )
    shares = contract_shares(
        loaded, contract=contract, overview=view.overview, coming=loaded.demand(contract)
    )
    if audience is Audience.OFFICERS:
        print("Full counts: not for publication.", file=sys.stderr)
    if arguments.json:
        print(json.dumps(contract_as_json(view, shares), indent=2, ensure_ascii=False))
    else:
        print(contract_as_text(view, shares))
    return 0


def _seed(text: str) -> int:
    """Read a whole number from 0 on; argparse says of anything else what is wanted."""
    try:
        seed = int(text)
    except ValueError:
        seed = -1
    if seed < 0:
        message = f"{text!r}: a whole number from 0 on is wanted"
        raise argparse.ArgumentTypeError(message)
    return seed


def _possible() -> dict[str, str]:
    """Say of each setting what it may be, and its default."""
    from lib.domain.contract_changes import as_text
    from lib.domain.nomination import Rule
    from lib.domain.setting_values import Between, OneOf
    from lib.domain.settings import SETTINGS

    said = {
        "nomination": "How the beds are shared between the authorities: pooled or fair or shares "
        f"by GSS code, such as E09000012=0.4,E09000016=0.6; default {Rule.POOLED}"
    }
    for key, setting in SETTINGS.items():
        read = setting.read
        possible = ""
        if isinstance(read, OneOf):
            possible = f": {' or '.join(read.words)}"
        elif isinstance(read, Between):
            possible = f": {read.least:,g} to {read.most:,.10g}"
        default = as_text(setting, read(setting.default))
        said[key] = f"{setting.label}{possible}; default {default}"
    return said


def _pairs(changes: list[str]) -> dict[str, str]:
    from lib.errors import ConfigurationError

    strange = [change for change in changes if "=" not in change]
    if strange:
        message = f"--set {strange[0]!r}: key=value is wanted, such as discount=0.2."
        raise ConfigurationError(message)
    return dict(change.split("=", maxsplit=1) for change in changes)
