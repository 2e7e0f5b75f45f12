"""Tables of a contract in words, as its page shows them."""

from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.contract.shown_settings import label
from lib.answer.contract.taken import taken
from lib.answer.contract.terms import terms
from lib.answer.contract.view import SHARES_GAMES, SHARES_RULES, SHARES_RULES_FOR, ContractView
from lib.answer.view import OverviewView
from lib.charts.contract import ends_of_swings
from lib.disclosure.released import Released
from lib.domain.contract import Contract
from lib.exports.briefing import Table
from lib.exports.packs.cells import (
    ALL_BOROUGHS,
    count,
    money,
    share_in_words,
    share_of_all,
    why_hidden,
)
from lib.maps.figures import HIDDEN
from lib.maps.state import released

_YEAR_PARTS: Final = ("p10", "p50", "p90")


def proof(view: OverviewView) -> Table:
    """The whole numbers of the proof that no way of giving out the beds does better."""
    names = {
        "kept_placements": "Children who stay where they are",
        "candidates": "Children who could come to a bed",
        "beds": "Beds",
        "beds_filled": "Beds filled",
        "brought_inside": "Children brought inside",
        "children_inside": "Children inside",
        "children_competing": "Children who compete for beds",
        "beds_competed_for": "Beds that they compete for",
    }
    columns = ("with_contract", "ceiling")
    return Table(
        title="The numbers of the proof",
        headings=("", "With the contract's beds", "If all of its ages were placed anew"),
        rows=tuple(
            (name, *(count(view.proof, column, key) for column in columns))
            for key, name in names.items()
        ),
        note=why_hidden(view.proof),
    )


def years(view: ContractView) -> Table:
    """The saving year by year."""
    shown = view.years
    return Table(
        title="Each year of the contract; setting up falls into the first",
        headings=(
            "Contract year",
            "Saving, lowest tenth",
            "Middle",
            "Highest tenth",
            "Paid for empty beds, middle",
            "Beds filled, middle",
        ),
        rows=tuple(
            (
                f"Year {row}",
                *(money(shown, row, f"saving_pounds_{part}") for part in _YEAR_PARTS),
                money(shown, row, "empty_pounds_p50"),
                share_of_all(shown, row, "occupancy_p50"),
            )
            for row in released(shown).index
        ),
        note=why_hidden(shown),
    )


def swings(view: ContractView) -> Table:
    """What moves the saving, the widest swing first."""
    return Table(
        title="Average saving in the full year, the widest swing first",
        headings=("Figure", "Lowest to highest tenth", "Saving where low", "Saving where high"),
        rows=tuple(
            (
                label(key),
                f"{low} to {high}",
                money(view.swings, key, "low_pounds"),
                money(view.swings, key, "high_pounds"),
            )
            for key, (low, high) in ends_of_swings(view).items()
        ),
        texts=2,
        note=why_hidden(view.swings),
    )


def claim(view: ContractView) -> Table:
    """What the promised saving takes for granted, and whether it is borne out."""
    rows = released(view.claim)
    return Table(
        title="All of them must hold together for the claim to hold",
        headings=("The claim takes for granted", "Borne out?", "What is found"),
        rows=tuple(
            (
                str(row["claimed"]),
                str(row["support"]).capitalize() if row.notna()["support"] else HIDDEN,
                str(row["said"]) if row.notna()["said"] else HIDDEN,
            )
            for _, row in rows.iterrows()
        ),
        texts=3,
    )


def bought(contract: Contract) -> Table:
    """What is bought, at what price, for how long."""
    return Table(
        title="What is bought",
        headings=("", "The contract"),
        rows=tuple(terms(contract).items()),
        texts=2,
    )


def block_homes(view: OverviewView) -> Table:
    """Homes and beds of the contract, by authority."""
    rows = released(view.homes)
    return Table(
        title="Where its homes are",
        headings=("Authority", "Homes", "Beds"),
        rows=tuple(
            (
                str(rows.at[code, "name"]),
                *(count(view.homes, code, column) for column in ("block_homes", "block_beds")),
            )
            for code in map(str, rows.index)
            if view.homes.count(code, "block_beds")
        ),
    )


def taken_for_granted(contract: Contract, own: Contract) -> Table:
    """Everything that it sets, what of it was changed, and where each value comes from."""
    found = taken(contract, own)
    is_changed = any(one.proposed for one in found)
    return Table(
        title="Everything that the contract sets",
        headings=(
            "What",
            "Value",
            *((f"In “{own.name}”",) if is_changed else ()),
            "Its source, or why it is assumed",
        ),
        rows=tuple(
            (one.what, one.value, *((one.proposed,) if is_changed else ()), one.why)
            for one in found
        ),
        texts=3 + is_changed,
    )


def shares(shown: Released, game: str) -> Table:
    """What each authority brings, by the rules that the audience sees."""
    rules = SHARES_RULES_FOR[shown.audience]
    return Table(
        title=f"{SHARES_GAMES[game]}, shared by {len(rules)} rules",
        headings=("Borough", "Children", *(SHARES_RULES[rule] for rule in rules)),
        rows=tuple(
            (
                ALL_BOROUGHS if row == TOTAL else shown.text(row, "name"),
                count(shown, row, "children"),
                *(share_in_words(shown, row, f"{game}_{rule}") for rule in rules),
            )
            for row in released(shown).index
        ),
        last_is_total=True,
        note=why_hidden(shown),
    )
