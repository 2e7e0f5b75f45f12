"""Fair shares in words, from released figures alone."""

from collections.abc import Mapping, Sequence
from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.contract.sentences import percent, pounds
from lib.answer.wording import listed
from lib.disclosure.released import Audience, Released
from lib.domain.contract import Contract

NOT_SHOWN: Final = "Fair shares of this contract are for officers"
NOT_SHOWN_BECAUSE: Final = (
    "Fair shares are shown for the partnership's own contract alone in this view: those of two "
    "contracts side by side could give small numbers away."
)

_BROUGHT: Final = "children_inside_shapley"
_BY_CHILDREN: Final = "children_inside_by_children"
_FEW: Final = 3
"""Names in a title."""

_FOR_OFFICERS: Final = (
    "What each borough's children add, and shares by the beds that they use, would tell of few "
    "children: officers see them in the officers' view."
)


def title(table: Released, merged: Sequence[str]) -> str:
    """
    Name the areas whose children are most of those brought inside.

    To others than officers: whose part is the largest, by how many children there are.

    Parameters
    ----------
    merged
        Names of areas that are several authorities: of them one speaks as of many.
    """
    is_shared = table.audience is Audience.SHARED
    column = _BY_CHILDREN if is_shared else _BROUGHT
    everyone = table.number(TOTAL, "children_inside_equal")
    brought = _by_size(table, column)
    if everyone == 0:
        return "The beds bring no child inside, so there are none to share out"
    if everyone is None or not brought:
        return "What each borough brings is hidden"
    of_all = f"of up to {everyone:,.0f} children brought inside"
    if is_shared:
        return _largest_part(table, brought, merged, of_all)
    first: list[str] = []
    for name in list(brought)[:_FEW]:
        if sum(brought[one] for one in first) < everyone / 2:
            first.append(name)
    together = sum(brought[one] for one in first)
    return f"{listed(first)} {_account(first, merged)} for about {together:.0f} {of_all}"


def _largest_part(
    table: Released, brought: Mapping[str, float], merged: Sequence[str], of_all: str
) -> str:
    most = [name for name, value in brought.items() if value == max(brought.values())]
    each = " each" if len(most) > 1 else ""
    # of the hidden areas one may have a larger part than any that is shown
    whose = "Of the boroughs shown" if _hides(table, _BY_CHILDREN) else "By number of children"
    return (
        f"{whose}, {listed(most)} {_account(most, merged)} for the largest part: about "
        f"{max(brought.values()):.0f}{each} {of_all}"
    )


def saving_title(table: Released) -> str:
    """Give the finding of the shares in pounds: what there is to share."""
    avoided, fee = _avoided_and_fee(table)
    if avoided is None or fee is None:
        return "What each borough saves is hidden"
    if avoided < fee:
        return f"If every bed stayed filled, {pounds(fee - avoided)} a year to bear together"
    return f"If every bed stayed filled, up to {pounds(avoided - fee)} a year to share"


def shares(table: Released, merged: Sequence[str]) -> str:
    """Say what is shared in pounds, and who avoids less than its part of the fee."""
    said = [f"{listed(merged)} count together, as several authorities."] if merged else []
    avoided, fee = _avoided_and_fee(table)
    if avoided is None or fee is None:
        return " ".join(["Fair shares are hidden: they come from small numbers.", *said])
    said.insert(
        0,
        f"With the beds as given out all year, the children in them would cost {pounds(avoided)} "
        f"elsewhere and the contract charges {pounds(fee)}, so that it would "
        f"{_saves(avoided, fee)}.",
    )
    if table.audience is Audience.OFFICERS:
        savings = _by_size(table, "saving_pence_shapley")
        losing = [name for name, value in savings.items() if value < 0]
        if losing:
            said.insert(
                1,
                "By “what each adds”, the part of the fee is larger than the cost avoided for "
                f"{listed(losing)}.",
            )
    return " ".join(said)


def fee(contract: Contract) -> str:
    """Say on whom Shapley's value lays the fee, and why."""
    money = contract.money
    guaranteed = money.paid_for_empty_share
    if guaranteed == 1:
        return (
            "“What each adds” lays the fee in equal parts on all authorities, however few children "
            "they have, because each of them alone would have to pay all of it. “By beds used” "
            "lays it by the beds that their children use."
        )
    management = (
        " Management is laid in equal parts on all authorities, because each of them alone would "
        "have to pay all of it."
        if money.management_pence_per_year
        else ""
    )
    if guaranteed == 0:
        return (
            "Only beds that are used are paid for, so that “what each adds” lays the fee by the "
            f"beds that each adds to those used.{management}"
        )
    return (
        f"“What each adds” lays the guaranteed {percent(guaranteed)} of the beds in equal parts on "
        "all authorities, because each of them alone would have to pay for all of those, and what "
        f"is used beyond by the beds that each adds.{management} “By beds used” lays the whole fee "
        "by the beds that their children use."
    )


def hidden(table: Released) -> str:
    """Say why shares are hidden and what a reader can do; empty to officers."""
    if table.audience is Audience.OFFICERS:
        return ""
    said = [_FOR_OFFICERS]
    if _hides(table, _BY_CHILDREN) or _hides(table, "saving_pence_by_children"):
        said.append("What is hidden comes from 1 to 5 children, or would give such a number away.")
    return " ".join(said)


def _avoided_and_fee(table: Released) -> tuple[float | None, float | None]:
    avoided, fee = (
        table.number(TOTAL, f"{game}_equal") for game in ("cost_avoided_pence", "fee_pence")
    )
    return avoided, fee


def _saves(avoided: float, fee: float) -> str:
    if avoided >= fee:
        return f"save up to {pounds(avoided - fee)}"
    return f"lose {pounds(fee - avoided)}"


def _by_size(table: Released, column: str) -> dict[str, float]:
    """What is shown, by name, the largest first; nothing counts as nothing."""
    found = {
        table.text(row, "name"): value
        for row in table.table.index
        if row != TOTAL and (value := table.number(row, column)) is not None and round(value, 1)
    }
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def _hides(table: Released, column: str) -> bool:
    return any(table.is_hidden(row, column) for row in table.table.index)


def _account(names: Sequence[str], merged: Sequence[str]) -> str:
    return "accounts" if len(names) == 1 and names[0] not in merged else "account"
