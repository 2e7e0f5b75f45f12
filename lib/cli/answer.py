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
    from lib.disclosure.released import Audience
    from lib.domain.contract import Contract


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "answer", help="how many children live inside, today and with the contract"
    )
    parser.add_argument("folder", nargs="?", type=Path, help="returns; the invented ones if absent")
    parser.add_argument("--contract", type=Path, help="a block contract as TOML")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--audience", choices=("shared", "officers"), default="officers")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the answer; *not for publication* goes to stderr with full counts."""
    from lib.answer.as_json import as_json
    from lib.answer.as_text import as_text
    from lib.answer.loaded import DEMO_RETURNS, load, read_contract
    from lib.answer.questions import overview
    from lib.disclosure.released import Audience

    audience = Audience(arguments.audience)
    contract = read_contract(arguments.contract)
    loaded = load(
        arguments.folder or DEMO_RETURNS,
        today=datetime.now(UTC).date(),
        as_of=arguments.as_of,
    )
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
    return 0


def _forecast(
    loaded: "Loaded", contract: "Contract", audience: "Audience"
) -> "tuple[ContractView | None, str]":
    """Forecast the contract; where the returns cover too little for it, say why not."""
    from lib.answer.contract.question import block_contract, demand_of, forecast_fault

    coming = demand_of(loaded, contract)
    fault = forecast_fault(contract, coming)
    if fault:
        return None, fault
    return block_contract(loaded, contract=contract, audience=audience, coming=coming), ""
