"""A contract's answer for a terminal."""

from lib.answer.contract.sentences import percent, pounds
from lib.answer.contract.view import (
    SHARES_MONEY,
    SHARES_RULES,
    SHARES_RULES_FOR,
    ContractView,
    SharesView,
)
from lib.answer.wording import day
from lib.disclosure.released import Audience, Released


def contract_as_text(view: ContractView, shares: SharesView) -> str:
    """Give the sentence, its reasons, what moves it, the claim, and fair shares."""
    invented = "Invented data. " if view.overview.is_invented else ""
    heading = (
        f"{invented}{view.contract.name}: {view.contract.beds} beds, as at "
        f"{day(view.overview.as_of)}; {view.runs_made:,} runs, seed {view.seed}"
    )
    parts = [
        heading,
        "",
        view.headline,
        *view.reasons,
        view.luck_sentence,
        view.inside_sentence,
        view.overview.proof_sentence,
        view.bottleneck_sentence,
        *((view.rules_sentence,) if view.rules_sentence else ()),
        view.order_sentence,
        "",
        "Year by year, in 8 of 10 runs",
        *(_year(view.years, row) for row in view.years.table.index),
        "",
        "What moves the full year most, from its lowest tenth to its highest",
        *(_swing(view.swings, row) for row in view.swings.table.index),
        "",
        "What the claim takes for granted, and whether it is borne out",
        *(
            f"  {_shown(view.claim, row, 'support'):>10}  {view.claim.text(row, 'claimed')}. "
            f"{_shown(view.claim, row, 'said')}"
            for row in view.claim.table.index
        ),
        "",
        shares.title,
        shares.sentence,
        *(said for said in (shares.fee_sentence, shares.hidden_sentence) if said),
        *_shares(shares),
        "",
        *view.notes,
    ]
    return "\n".join(part for part in parts if part is not None)


def _year(years: Released, row: int) -> str:
    low, middle, high = (years.number(row, f"saving_pounds_{key}") for key in ("p10", "p50", "p90"))
    full = years.number(row, "occupancy_p50")
    if low is None or middle is None or high is None or full is None:
        return f"  year {row}: hidden"
    return (
        f"  year {row}: {pounds(low)} to {pounds(high)}, middle {pounds(middle)}, "
        f"{percent(full)} full"
    )


def _swing(swings: Released, row: str) -> str:
    low, high = (swings.number(row, f"{end}_pounds") for end in ("low", "high"))
    if low is None or high is None:
        return f"  {swings.text(row, 'label')}: hidden"
    return f"  {swings.text(row, 'label')}: {pounds(low)} to {pounds(high)}"


def _shown(table: Released, row: str, column: str) -> str:
    return "hidden" if table.is_hidden(row, column) else table.text(row, column)


def _shares(view: SharesView) -> list[str]:
    table = view.shares
    if table is None:
        return []
    rules = SHARES_RULES_FOR[table.audience]
    of_children = {f"children_inside_{rule}": SHARES_RULES[rule] for rule in rules}
    apart = "shapley" if table.audience is Audience.OFFICERS else "by_children"
    of_money = {f"{game}_{apart}": f"{label}, £" for game, label in SHARES_MONEY.items()}
    return [
        *_columns(table, "Children brought inside", of_children, decimals=1),
        "",
        *_columns(table, f"{SHARES_RULES[apart]}, a full year", of_money, decimals=0),
    ]


def _columns(table: Released, head: str, columns: dict[str, str], *, decimals: int) -> list[str]:
    lines = [f"  {head:<30}" + "".join(f"{label:>24}" for label in columns.values())]
    for row in table.table.index:
        cells = []
        for column in columns:
            value = table.number(row, column)
            shown = "" if value is None else f"{value:,.{decimals}f}"
            cells.append("hidden" if table.is_hidden(row, column) else shown)
        lines.append(f"  {table.text(row, 'name'):<30}" + "".join(f"{cell:>24}" for cell in cells))
    return lines
