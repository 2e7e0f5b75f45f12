"""The Overview's answer as files: its tables, and what they are."""

from collections.abc import Mapping
from typing import Final

from lib.answer.areas import PARTITIONS, WHENS
from lib.answer.contract.view import ContractView
from lib.answer.definitions import DEFINITIONS
from lib.answer.view import OverviewView
from lib.answer.wording import day
from lib.disclosure.released import Audience, Released
from lib.domain.contract import Contract
from lib.domain.footprint import Footprint
from lib.errors import DisclosureError
from lib.exports.csv_file import rows_as_csv, table_as_csv
from lib.exports.exported import INVENTED, SENSITIVE, Exported, WorkedOut, symbols_in
from lib.exports.workbook import tables_as_workbook

FORMAT: Final = 1
"""Counts up when a table or a column is renamed or taken out."""

AUDIENCES: Final = {
    Audience.OFFICERS: "Officers: full counts",
    Audience.SHARED: "Shared: small counts, and what would give them back, are hidden",
}
_ABOUT: Final = "about"


def answer_as_workbook(
    view: OverviewView,
    contract: Contract,
    footprint: Footprint,
    forecast: ContractView | None = None,
) -> bytes:
    """
    Write an answer as one Excel workbook: a sheet about it, and one for each table.

    Parameters
    ----------
    forecast
        Of the same contract; None where the returns cover too little to forecast it.

    Returns
    -------
    bytes
        The same for the same answer.

    Raises
    ------
    DisclosureError
        As `tables_of`.
    """
    tables = tables_of(view)
    return tables_as_workbook(
        tables,
        _about(view, contract, footprint, forecast, tables),
        as_of=view.as_of,
        marking=marking(view),
    )


def answer_as_csv_files(
    view: OverviewView,
    contract: Contract,
    footprint: Footprint,
    forecast: ContractView | None = None,
) -> dict[str, bytes]:
    """
    Write an answer as CSV: a file about it, and one for each table.

    Returns
    -------
    dict
        By name: ``boroughs.csv`` where the files may be shared,
        ``boroughs-not-for-publication.csv`` or ``boroughs-invented-data.csv`` where not.

    Raises
    ------
    DisclosureError
        As `tables_of`.
    """
    tables, mark, ending = tables_of(view), marking(view), _ending(view)
    about = _about(view, contract, footprint, forecast, tables)
    files = {_ABOUT: rows_as_csv(("about", "text"), about, marking=mark)}
    files |= {name: table_as_csv(table, marking=mark) for name, table in tables.items()}
    return {f"{name}{ending}.csv": content for name, content in files.items()}


def marking(view: OverviewView) -> str:
    """Say what the figures are made of, and who may see them; empty if they may be shared."""
    if view.is_invented:
        return INVENTED
    is_sensitive = view.audience is Audience.OFFICERS
    return SENSITIVE if is_sensitive else ""


def tables_of(view: OverviewView) -> dict[str, Exported]:
    """
    Name the tables of an answer that leave the product.

    Single homes and single children are in none of them, whoever asks: a file is copied, and
    the returns are to stay where they lie.

    Raises
    ------
    DisclosureError
        If a table has not been released, or for another audience than the answer.
    """
    found = {
        "measures": view.measures,
        "boroughs": view.boroughs,
        "flows": view.flows,
        "homes": view.homes,
        "proof": view.proof,
    }
    tables = {name: described(name, table) for name, table in found.items()}
    strangers = [name for name, one in tables.items() if one.table.audience is not view.audience]
    if strangers:
        message = f"{strangers[0]!r} was not released for the audience {view.audience.value!r}."
        raise DisclosureError(message)
    return tables


def described(name: str, table: Released) -> Exported:
    """
    Say what a table of the answer is, by its name in `tables_of`.

    Raises
    ------
    DisclosureError
        If it has not been released.
    """
    about, heading = _ABOUT_TABLES[name]
    worked_out, miles = {}, frozenset[str]()
    if name == "measures":
        worked_out = _of_measures()
    elif name == "boroughs":
        worked_out = _of_areas()
        miles = frozenset(
            f"{when}_{median}" for when in WHENS for median in ("median_miles", _OUTSIDE)
        )
    elif name == "proof":
        miles = frozenset({"miles_saved"})
    return Exported(table=table, about=about, heading=heading, worked_out=worked_out, miles=miles)


_ABOUT_TABLES: Final = {
    "measures": (
        "The four measures for all areas together, today and with the contract.",
        "measure",
    ),
    "boroughs": ("Every measure by the authority that looks after the child.", "code"),
    "flows": (
        "Children by the authority that looks after them and that where they live.",
        "flow",
    ),
    "homes": (
        "Children's homes and their places by authority, and the contract's.",
        "code",
    ),
    "proof": (
        "The numbers of the proof that the beds could not bring more children inside.",
        "beds for",
    ),
}
"""What each holds, and the heading of its row labels."""

_OUTSIDE: Final = "median_miles_outside"


def _of_measures() -> dict[str, WorkedOut]:
    everyone = ("children",)
    return {
        f"{when}_{name}": WorkedOut(of=everyone, part=part)
        for when in WHENS
        for name, part in _percentages(when, f"{when}_unknown").items()
    }


def _of_areas() -> dict[str, WorkedOut]:
    worked_out = {}
    for when in WHENS:
        everyone = (f"{when}_children",)
        worked_out[f"{when}_median_miles"] = WorkedOut(of=everyone)
        worked_out[f"{when}_{_OUTSIDE}"] = WorkedOut(
            of=(f"{when}_outside_footprint", f"{when}_footprint_unknown")
        )
        for measure, (_, unknown) in PARTITIONS.items():
            count = f"{when}_{measure}"
            for name, part in _percentages(count, f"{when}_{unknown}").items():
                worked_out[f"{count}_{name}"] = WorkedOut(of=everyone, part=part)
    return worked_out


def _percentages(count: str, unknown: str) -> Mapping[str, tuple[str, ...]]:
    """Give the children that each percentage of a measure counts: the highest, those not known."""
    return {"share": (count,), "lowest": (count,), "highest": (count, unknown)}


def _about(
    view: OverviewView,
    contract: Contract,
    footprint: Footprint,
    forecast: ContractView | None,
    tables: Mapping[str, Exported],
) -> list[tuple[str, str]]:
    """Say of an answer what, when, for whom, from what; and what its symbols mean."""
    standing = symbols_in(tables.values())
    said = (
        view.headline,
        view.proof_sentence,
        *((forecast.inside_sentence, forecast.headline) if forecast else ()),
        view.trend_sentence,
    )
    returns = "Invented returns" if view.is_invented else "The authorities' SSDA903 returns"
    return [
        ("Title", view.title),
        ("As at", day(view.as_of)),
        ("Audience", AUDIENCES[view.audience]),
        ("Marking", marking(view)),
        ("Contract", contract.name),
        *(("Found", sentence) for sentence in said if sentence),
        *(
            (f"Symbol {symbol}", meaning)
            for symbol, meaning in footprint.symbols
            if symbol in standing
        ),
        *((f"Table {name}", table.about) for name, table in tables.items()),
        *((f"Measure {key}", one.meaning) for key, one in DEFINITIONS.items()),
        *(("Not known", text) for text in (*view.unknowns, *view.rules_off)),
        *(("Note", text) for text in view.notes),
        *(("Assumption", text) for text in view.assumptions),
        *(("Source", text) for text in (f"{returns} ({view.data_hash}).", *view.sources)),
        ("Format", str(FORMAT)),
    ]


def _ending(view: OverviewView) -> str:
    if view.is_invented:
        return "-invented-data"
    return "-not-for-publication" if view.audience is Audience.OFFICERS else ""
