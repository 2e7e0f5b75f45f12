"""A contract's answer as a document for other programs."""

from collections.abc import Hashable
from decimal import Decimal

from lib.answer.areas import TOTAL
from lib.answer.contract.behind import BEHIND
from lib.answer.contract.tables import QUANTILES
from lib.answer.contract.view import SHARES_RULES_FOR, ContractView, SharesView
from lib.disclosure.released import Released
from lib.domain.contract_toml import contract_to_toml

_MONEY_TO_PENCE = 2


def contract_as_json(view: ContractView, shares: SharesView) -> dict[str, object]:
    """
    Lay out a contract's answer by the keys of the command line.

    Returns
    -------
    dict[str, object]
        A hidden value is None, and its path stands in ``hidden``.
    """
    hidden: list[str] = []
    figures = {
        _key(str(row), view.single): {
            key: _value(view.figures, row, key, f"{_key(str(row), view.single)}.{key}", hidden)
            for key in QUANTILES
        }
        for row in view.figures.table.index
    }
    single = {
        str(row): _value(view.single, row, "value", str(row), hidden)
        for row in view.single.table.index
    }
    overview, contract = view.overview, view.contract
    return {
        "as_of": overview.as_of.isoformat(),
        "audience": overview.audience.value,
        "invented": overview.is_invented,
        "data_sha256": overview.data_hash,
        "model": view.model,
        "seed": view.seed,
        "runs": view.runs_made,
        "headline": view.headline,
        "reasons": list(view.reasons),
        "luck": view.luck_sentence,
        "inside": view.inside_sentence,
        "bottleneck": view.bottleneck_sentence,
        "rules": view.rules_sentence,
        "order_of_filling": view.order_sentence,
        "contract": {
            "name": contract.name,
            "beds": contract.beds,
            "homes": len(contract.homes),
            "weeks_a_year": _number(contract.money.weeks),
            "empty_beds": str(contract.money.empty_beds),
            "full_year_months": [contract.full_year.start + 1, contract.full_year.stop],
            "toml": contract_to_toml(contract),
        },
        **single,
        **figures,
        "children": {
            **{
                key: _value(table, row, column, f"children.{key}", hidden)
                for key, (table, row, column) in {
                    "today": (overview.boroughs, TOTAL, "today_in_footprint"),
                    "with_contract_most": (overview.proof, "with_contract", "children_inside"),
                    "ceiling": (overview.proof, "ceiling", "children_inside"),
                }.items()
            },
            "forecast": figures["children_inside"],
        },
        "proof": overview.proof_sentence,
        "sensitivity": [
            {
                "key": str(row),
                "label": view.swings.text(row, "label"),
                **{
                    key: _value(view.swings, row, key, f"sensitivity.{row}.{key}", hidden)
                    for key in ("low", "high", "low_pounds", "high_pounds")
                },
            }
            for row in view.swings.table.index
        ],
        "claim": [
            {
                "key": str(row),
                **{
                    column: _text(view.claim, row, column, f"claim.{row}.{column}", hidden)
                    for column in ("claimed", "said", "support")
                },
            }
            for row in view.claim.table.index
        ],
        "months": _rows(view.months, "months", hidden),
        "years": _rows(view.years, "years", hidden),
        "shares": _shares(shares, hidden),
        "shares_title": shares.title,
        "shares_sentence": shares.sentence,
        "shares_fee": shares.fee_sentence,
        "shares_hidden": shares.hidden_sentence,
        "assumptions": list(view.notes),
        "hidden": hidden,
    }


def _key(figure: str, single: Released) -> str:
    """Name a range apart from the one figure of the contract's own arithmetic."""
    return f"{figure}_range" if figure in single.table.index else figure


def _rows(table: Released, name: str, hidden: list[str]) -> list[dict[str, float | None]]:
    columns = [column for column in table.table.columns if not column.startswith(BEHIND)]
    return [
        {
            name.removesuffix("s"): int(row),
            **{
                column: _value(table, row, column, f"{name}.{row}.{column}", hidden)
                for column in columns
            },
        }
        for row in table.table.index
    ]


def _shares(view: SharesView, hidden: list[str]) -> list[dict[str, object]] | None:
    table = view.shares
    if table is None:
        return None
    return [
        {
            "code": str(row),
            "name": table.text(row, "name"),
            "children": _value(table, row, "children", f"shares.{row}.children", hidden),
            **{
                key: {
                    rule: _value(table, row, f"{game}_{rule}", f"shares.{row}.{key}.{rule}", hidden)
                    for rule in SHARES_RULES_FOR[table.audience]
                }
                for game, key in _GAME_KEYS.items()
            },
        }
        for row in table.table.index
    ]


_GAME_KEYS = {
    "children_inside": "children_inside",
    "miles": "miles",
    "cost_avoided_pence": "cost_avoided_pounds",
    "fee_pence": "fee_pounds",
    "saving_pence": "saving_pounds",
}


def _value(
    table: Released, row: Hashable, column: str, path: str, hidden: list[str]
) -> float | None:
    if table.is_hidden(row, column):
        hidden.append(path)
        return None
    return _number(table.number(row, column))


def _text(table: Released, row: Hashable, column: str, path: str, hidden: list[str]) -> str | None:
    if table.is_hidden(row, column):
        hidden.append(path)
        return None
    return table.text(row, column)


def _number(value: float | Decimal | None) -> float | None:
    """Write a whole number without a decimal point."""
    if value is None:
        return None
    short = round(float(value), 6)
    return int(short) if short == int(short) else short
