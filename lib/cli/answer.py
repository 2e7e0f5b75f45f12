"""``python -m lib answer``: the Overview, in the terminal."""

import argparse
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lib.answer.contract.view import ContractView
    from lib.answer.loaded import Loaded
    from lib.answer.view import OverviewView
    from lib.disclosure.released import Audience
    from lib.domain.contract import Contract
    from lib.domain.footprint import Footprint

_WORKBOOK = ".xlsx"
_OF_ONE_TABLE = frozenset({".csv", ".tsv", ".txt", ".xls", ".ods", ".json"})


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "answer", help="how many children live inside, today and with the contract"
    )
    parser.add_argument("folder", nargs="?", type=Path, help="returns; the invented ones if absent")
    parser.add_argument("--contract", type=Path, help="a block contract as TOML")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--audience", choices=("shared", "officers"), default="officers")
    parser.add_argument(
        "--share-anew",
        action="store_true",
        help="let these figures take the place of others of the same day that were shared before",
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--out",
        type=Path,
        help="write the tables too: name.xlsx is one workbook, any other name a new folder of CSV",
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the answer; *not for publication* goes to stderr with full counts."""
    from lib.answer.as_json import as_json
    from lib.answer.as_text import as_text
    from lib.answer.loaded import DEMO_RETURNS, load, read_contract
    from lib.answer.once import require_as_shared_before
    from lib.answer.questions import overview
    from lib.answer.shared.presets import require_on_offer
    from lib.disclosure.released import Audience
    from lib.errors import ConfigurationError

    if arguments.out:
        _check_out(arguments.out)
    audience = Audience(arguments.audience)
    if arguments.share_anew and audience is Audience.OFFICERS:
        message = "--share-anew lets shared figures in: ask for them with --audience shared."
        raise ConfigurationError(message)
    contract = read_contract(arguments.contract)
    loaded = load(
        arguments.folder or DEMO_RETURNS,
        today=datetime.now(UTC).date(),
        as_of=arguments.as_of,
    )
    require_on_offer(contract, loaded, audience)
    require_as_shared_before(loaded, audience, anew=arguments.share_anew)
    forecast, why_not = _forecast(loaded, contract, audience)
    view = forecast.overview if forecast else overview(loaded, audience=audience, contract=contract)
    refused = sum(file.refused for file in loaded.returns.files)
    if refused or loaded.returns.findings:
        print(
            f"Rows refused: {refused:,}; findings: {len(loaded.returns.findings):,}. "
            "python -m lib check names them.",
            file=sys.stderr,
        )
    if why_not:
        print(f"No forecast: {why_not}", file=sys.stderr)
    if audience is Audience.OFFICERS:
        print("Full counts: not for publication.", file=sys.stderr)
    if arguments.json:
        print(json.dumps(as_json(view, contract, forecast), indent=2, ensure_ascii=False))
    else:
        print(as_text(view, forecast))
    if arguments.out:
        _write(arguments.out, view, contract, loaded.footprint, forecast)
    return 0


def _check_out(path: Path) -> None:
    """Refuse a place that cannot be meant before anybody waits for the answer."""
    from lib.errors import ConfigurationError
    from lib.exports.written import check_new

    if path.suffix.lower() in _OF_ONE_TABLE and not path.is_dir():
        message = (
            f"--out {path}: an answer has several tables. Give a name that ends in {_WORKBOOK} "
            "for one workbook, or that of a new folder for one CSV file a table."
        )
        raise ConfigurationError(message)
    check_new(path)


def _write(
    path: Path,
    view: "OverviewView",
    contract: "Contract",
    footprint: "Footprint",
    forecast: "ContractView | None",
) -> None:
    from lib.exports.answer import answer_as_csv_files, answer_as_workbook
    from lib.exports.written import write_file, write_folder

    if path.suffix.lower() == _WORKBOOK:
        write_file(answer_as_workbook(view, contract, footprint, forecast), path)
    else:
        write_folder(answer_as_csv_files(view, contract, footprint, forecast), path)
    print(f"Written: {path}", file=sys.stderr)


def _forecast(
    loaded: "Loaded", contract: "Contract", audience: "Audience"
) -> "tuple[ContractView | None, str]":
    """Forecast the contract; where the returns cover too little for it, say why not."""
    from lib.answer.contract.question import block_contract, forecast_fault

    fault = forecast_fault(contract, loaded.demand(contract))
    if fault:
        return None, fault
    return block_contract(loaded, contract=contract, audience=audience), ""
