"""The answer as a document for other programs."""

from collections.abc import Hashable, Mapping

import pandas as pd

from lib.answer.areas import COUNTS, TOTAL, WHENS
from lib.answer.contract.tables import QUANTILES
from lib.answer.contract.view import ContractView
from lib.answer.view import OverviewView
from lib.disclosure.released import Released
from lib.domain.contract import Contract

KEYS = (*COUNTS, "median_miles")


def as_json(
    view: OverviewView, contract: Contract, forecast: ContractView | None = None
) -> dict[str, object]:
    """
    Lay out an answer by the keys of the command line.

    Parameters
    ----------
    forecast
        Of the same contract; None where the returns cover too little to forecast it.

    Returns
    -------
    dict[str, object]
        A hidden value is None, and its key stands in the ``hidden`` of its own
        object and, as a path such as ``boroughs.E09000012.today.in_borough``,
        in the ``hidden`` of the whole.
    """
    areas, proof = view.boroughs, view.proof
    hidden: list[str] = []
    whole = {when: _measures(areas, TOTAL, when, when, hidden) for when in WHENS}
    boroughs = [
        {
            "code": code,
            "name": areas.text(code, "name"),
            "loaded": bool(areas.table.at[code, "is_loaded"]),
            "looked_after": _value(
                areas, code, "looked_after", f"boroughs.{code}.looked_after", hidden
            ),
            **{
                when: _measures(areas, code, when, f"boroughs.{code}.{when}", hidden)
                for when in WHENS
            },
        }
        for code in areas.table.index[areas.table.index != TOTAL]
    ]
    ceiling = _value(proof, "ceiling", "children_inside", "ceiling", hidden)
    filled = _value(proof, "with_contract", "beds_filled", "contract.beds_filled", hidden)
    return {
        "as_of": view.as_of.isoformat(),
        "audience": view.audience.value,
        "invented": view.is_invented,
        "footprint": view.footprint_name,
        "data_sha256": view.data_hash,
        "not_loaded": list(view.not_loaded),
        "headline": view.headline,
        "looked_after": _value(areas, TOTAL, "looked_after", "looked_after", hidden),
        **whole,
        "with_contract_range": _range(forecast, hidden),
        "ceiling": ceiling,
        "proof": view.proof_sentence,
        "certificate": {
            row: {
                column: _value(proof, row, column, f"certificate.{row}.{column}", hidden)
                for column in proof.table.columns
            }
            for row in proof.table.index
        },
        "trend": view.trend_sentence,
        "boroughs": boroughs,
        "contract": {
            "name": contract.name,
            "beds": contract.beds,
            "homes": len(contract.homes),
            "beds_filled": filled,
            "ages": [contract.age_min_years, contract.age_max_years],
            "placed_within_months": contract.placed_within_months,
            "assumptions": dict(contract.assumptions),
        },
        "not_known": list(view.unknowns),
        "rules_off": list(view.rules_off),
        "hidden": hidden,
    }


def _range(forecast: ContractView | None, hidden: list[str]) -> dict[str, object] | None:
    """
    Give the children inside in a full year: lowest tenth, middle, highest tenth.

    Beds stand empty at times, and some children in them would have lived inside anyway, so
    the range lies below *with_contract*, which is the most.
    """
    if forecast is None:
        return None
    figures = forecast.figures
    if figures.is_hidden("children_inside", "p50"):
        hidden.append("with_contract_range")
        return None
    children = {key: figures.number("children_inside", key) for key in QUANTILES}
    everyone = forecast.overview.boroughs.count(TOTAL, "today_children")
    shares = {
        f"{key}_share": round(100 * value / everyone, 1)
        for key, value in children.items()
        if value is not None and everyone
    }
    return {**children, **shares}


def _measures(
    areas: Released, row: Hashable, when: str, path: str, hidden: list[str]
) -> Mapping[str, object]:
    values: dict[str, object] = {
        key: _value(areas, row, f"{when}_{key}", f"{path}.{key}", hidden) for key in KEYS
    }
    withheld = [key for key in KEYS if areas.is_hidden(row, f"{when}_{key}")]
    return values | {"hidden": withheld} if withheld else values


def _value(
    table: Released, row: Hashable, column: str, path: str, hidden: list[str]
) -> int | float | None:
    if table.is_hidden(row, column):
        hidden.append(path)
        return None
    if pd.api.types.is_float_dtype(table.table[column]):
        miles = table.number(row, column)
        return None if miles is None else round(miles, 1)
    return table.count(row, column)
