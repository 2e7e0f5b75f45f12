"""The claim checker: what £1.3 million needs, and what bears it out."""

from typing import Final

import streamlit as st

from lib.answer.contract.sentences import percent, pounds
from lib.answer.contract.view import ContractView
from lib.disclosure.released import Released
from lib.maps.figures import HIDDEN, WHY_HIDDEN
from lib.maps.state import released
from lib.ui.contract.titled import titled
from lib.ui.markup import element, paragraphs, table, text


def claim(view: ContractView) -> None:
    """The claim checker: what £1.3 million needs, and what bears it out."""
    target = pounds(view.contract.money.target_pence_per_year / 100)
    rows = released(view.claim)
    borne_out = int((rows["support"] == "yes").sum())
    titled(
        f"{target} rests on {len(rows)} assumptions; borne out: {borne_out}",
        "What the claim of 2018 takes for granted, and what returns, forecast and published "
        "figures say",
    )
    st.html(
        table(
            [
                [
                    text(_CLAIMS[str(key)]),
                    element("strong", text(str(row["support"]).capitalize()))
                    if row.notna()["support"]
                    else HIDDEN,
                    text(row["said"]) if row.notna()["said"] else HIDDEN,
                ]
                for key, row in rows.iterrows()
            ],
            heads=("Assumption", "Borne out?", "What is claimed, and what is found"),
            caption="All of them must hold together for the claim to hold",
            numbers_from=3,
        )
        + paragraphs((_needed(view.single, target),))
    )


def _needed(single: Released, target: str) -> str:
    if single.is_hidden("occupancy_needed", "value"):
        return f"How full the beds must be for {target}: {WHY_HIDDEN}."
    needed = single.number("occupancy_needed", "value")
    if needed is None:
        return (
            f"At the price of this contract {target} cannot be saved even with every bed full "
            "all year."
        )
    return (
        f"At the price of this contract {target} needs {percent(needed)} of the beds full all year."
    )


_CLAIMS: Final = {
    "beds": "Beds",
    "discount": "Discount",
    "weekly_cost": "Weekly cost in the returns",
    "weekly_cost_published": "Weekly cost as published",
    "full_beds": "Every bed full",
    "no_other_costs": "No other costs",
}
