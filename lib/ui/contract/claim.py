"""The claim checker: what £1.3 million needs, and what bears it out."""

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from lib.answer.contract.sentences import in_a_hundred, needed, percent, pounds
from lib.answer.contract.view import ContractView
from lib.answer.wording import listed
from lib.disclosure.released import Released
from lib.maps.figures import HIDDEN, WHY_HIDDEN
from lib.maps.state import released
from lib.scenario.claim import Support
from lib.ui.contract.titled import titled
from lib.ui.markup import element, paragraphs, table, text


def claim(view: ContractView) -> None:
    """The claim checker: what £1.3 million needs, and what bears it out."""
    target = pounds(view.contract.money.target_pence_per_year / 100)
    rows = released(view.claim)
    titled(
        _finding(target, view.claim),
        "What the claim of 2018 takes for granted, held against the returns, the forecast of the "
        f"contract above, and what is published: {_counted(Counter(rows['support'].dropna()))}",
    )
    st.html(
        table(
            [
                [
                    text(row["claimed"]),
                    element("strong", text(str(row["support"]).capitalize()))
                    if row.notna()["support"]
                    else HIDDEN,
                    text(row["said"]) if row.notna()["said"] else HIDDEN,
                ]
                for _, row in rows.iterrows()
            ],
            heads=("The claim takes for granted", "Borne out?", "What is found"),
            caption="All of them must hold together for the claim to hold",
            numbers_from=3,
        )
        + paragraphs((_all_together(view, target),))
    )


def _finding(target: str, claims: Released) -> str:
    """Name the assumption that matters most: that no bed ever stands empty."""
    filled = claims.number("full_beds", "found")
    forecast = "" if filled is None else f": {percent(filled)} is forecast"
    return f"{target} needs every bed full all year{forecast}"


def _counted(supports: Mapping[str, int]) -> str:
    """Count by kind; what is hidden is in no kind."""
    borne_out, not_so, unknown = (supports.get(key, 0) for key in Support)
    parts = [
        f"{borne_out or 'none'} borne out",
        *([f"{not_so} not"] if not_so else []),
        *([f"{unknown} not known"] if unknown else []),
    ]
    return listed(parts)


def _all_together(view: ContractView, target: str) -> str:
    wanted = needed(view.figures, "occupancy_needed")
    if wanted is None:
        return f"How full the beds must be for {target}: {WHY_HIDDEN}."
    low, middle, _ = wanted
    contract = f"With the contract above, {target} in a full year"
    if low > 1:
        return f"{contract} is more than every bed full all year saves, in at least 9 of 10 runs."
    if middle > 1:
        if_full = view.single.number("chance_of_target_with_all_filled", "value") or 0
        return (
            f"{contract} takes {percent(low)} of the beds full all year at best; with every bed "
            f"full all year, {in_a_hundred(if_full)} such years save it."
        )
    return f"{contract} typically takes {percent(middle)} of the beds full all year."
