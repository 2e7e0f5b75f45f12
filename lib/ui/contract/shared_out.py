"""Who gets the beds: by borough, in proof, and in fair shares."""

import streamlit as st

from lib.answer.areas import TOTAL
from lib.answer.contract.sentences import pounds
from lib.answer.contract.view import SHARES_GAMES, SHARES_RULES, ContractView, SharesView
from lib.disclosure.released import Released
from lib.maps.figures import HIDDEN
from lib.ui.markup import count, element, paragraphs, table, text


def who_gets_the_beds(view: ContractView) -> None:
    """The most that the beds allow, with its proof and its bottleneck."""
    st.html(
        element("h2", "Who gets the beds", of="cth-chart-title")
        + paragraphs(
            tuple(
                said
                for said in (
                    view.overview.proof_sentence,
                    view.bottleneck_sentence,
                    view.rules_sentence,
                )
                if said
            )
        )
    )


def fair_shares(view: SharesView) -> None:
    """What each authority brings, beside simpler rules."""
    st.html(element("h2", "Fair shares", of="cth-chart-title") + paragraphs((view.sentence,)))
    if view.shares is None:
        return
    game = st.segmented_control(
        "What is shared",
        list(SHARES_GAMES),
        format_func=SHARES_GAMES.__getitem__,
        default=next(iter(SHARES_GAMES)),
        required=True,
        key="shares-of",
    )
    shown = view.shares
    st.html(
        table(
            [
                [
                    text("All boroughs" if row == TOTAL else shown.text(row, "name")),
                    count(
                        shown.table.at[row, "children"], is_hidden=shown.is_hidden(row, "children")
                    ),
                    *(_share(shown, row, str(game), rule) for rule in SHARES_RULES),
                ]
                for row in shown.table.index
            ],
            heads=("Borough", "Children", *SHARES_RULES.values()),
            caption=f"{SHARES_GAMES[str(game)]}, shared by four rules",
            last_is_total=True,
        )
    )
    with st.expander("How shares are worked out"):
        st.html(paragraphs(view.notes))


def _share(shown: Released, row: str, game: str, rule: str) -> str:
    column = f"{game}_{rule}"
    value = shown.number(row, column)
    if value is None:
        return HIDDEN if shown.is_hidden(row, column) else "–"
    if game == "saving_pence":
        return pounds(value)
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"
