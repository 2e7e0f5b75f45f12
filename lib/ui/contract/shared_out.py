"""Who gets the beds: by borough, in proof, and in fair shares."""

from typing import Final

import streamlit as st

from lib.answer.areas import TOTAL
from lib.answer.contract.view import (
    SHARES_GAMES,
    SHARES_MONEY,
    SHARES_RULES,
    SHARES_RULES_FOR,
    ContractView,
    SharesView,
)
from lib.answer.sentences import beds_could_bring
from lib.disclosure.released import Audience, Released
from lib.maps.figures import HIDDEN
from lib.ui.contract.titled import titled
from lib.ui.markup import count, details, element, paragraphs, table, text


def who_gets_the_beds(view: ContractView) -> None:
    """The most that the beds allow, with its proof and its bottleneck."""
    titled(
        beds_could_bring(view.overview.proof),
        "Who gets the beds, given out as well as can be, and the proof that no way does better",
    )
    overview = view.overview
    said = (overview.proof_sentence, view.bottleneck_sentence, view.rules_sentence)
    st.html(paragraphs(sentence for sentence in said if sentence))


def fair_shares(view: SharesView) -> None:
    """What each authority brings, beside simpler rules."""
    shown = view.shares
    titled(view.title, "" if shown is None else _BENEATH[shown.audience])
    if shown is not None:
        st.html(paragraphs((_NOT_THE_FORECAST,), of="cth-quiet"))
    st.html(paragraphs((view.sentence,), of="cth-charged"))
    if view.hidden_sentence:
        st.html(paragraphs((view.hidden_sentence,)))
    if shown is None:
        return
    game = st.segmented_control(
        "What is shared",
        list(SHARES_GAMES),
        format_func=SHARES_GAMES.__getitem__,
        default=next(iter(SHARES_GAMES)),
        required=True,
        key="shares-of",
    )
    if game == _SAVING:
        _saving(view, shown)
    else:
        st.html(_by_rules(shown, str(game)))
    if shown.audience is Audience.SHARED:
        st.html(paragraphs(("Rounded: parts may not add up to the total.",), of="cth-quiet"))
    st.html(details("How shares are worked out", paragraphs(view.notes)))


_SAVING: Final = "saving_pence"
_BENEATH: Final = {
    Audience.OFFICERS: (
        "Fair shares: what each borough's children add to the contract, beside three simpler rules."
    ),
    Audience.SHARED: "Fair shares: the contract in equal parts, and by number of children.",
}
_NOT_THE_FORECAST: Final = (
    "What the beds could do as given out on the as-at date, not the forecast above."
)
_SO_MANY: Final = {2: "two", 4: "four"}


def _by_rules(shown: Released, game: str) -> str:
    rules = SHARES_RULES_FOR[shown.audience]
    return table(
        [
            [
                _name(shown, row),
                count(shown.table.at[row, "children"], is_hidden=shown.is_hidden(row, "children")),
                *(_share(shown, row, f"{game}_{rule}") for rule in rules),
            ]
            for row in shown.table.index
        ],
        heads=("Borough", "Children", *(SHARES_RULES[rule] for rule in rules)),
        caption=f"{SHARES_GAMES[game]}, shared by {_SO_MANY[len(rules)]} rules",
        last_is_total=True,
    )


def _saving(view: SharesView, shown: Released) -> None:
    """Take the saving apart by the rule that says most, and give it by the others."""
    apart, *others = SHARES_RULES_FOR[shown.audience]
    if apart == "shapley":
        st.html(paragraphs((view.fee_sentence,)))
        st.html(_apart(shown, apart, "What each adds to the saving in a full year, in pounds"))
        labels = {f"{_SAVING}_{rule}": SHARES_RULES[rule] for rule in others}
        st.html(_in_pounds(shown, labels, "The same saving, shared by simpler rules"))
        return
    for rule in (apart, *others):
        caption = f"{SHARES_RULES[rule]}, the saving in a full year, in pounds"
        st.html(_apart(shown, rule, caption))


def _apart(shown: Released, rule: str, caption: str) -> str:
    return _in_pounds(
        shown,
        {f"{key}_{rule}": label for key, label in SHARES_MONEY.items()},
        f"{caption}: the cost avoided elsewhere, less its part of the fee",
    )


def _in_pounds(shown: Released, columns: dict[str, str], caption: str) -> str:
    return table(
        [
            [_name(shown, row), *(_share(shown, row, column) for column in columns)]
            for row in shown.table.index
        ],
        heads=("Borough", *columns.values()),
        caption=caption,
        last_is_total=True,
    )


def _name(shown: Released, row: str) -> str:
    return text("All boroughs" if row == TOTAL else shown.text(row, "name"))


def _share(shown: Released, row: str, column: str) -> str:
    value = shown.number(row, column)
    if value is None:
        return element("span", HIDDEN, of="cth-hidden") if shown.is_hidden(row, column) else "–"
    if column.startswith(tuple(SHARES_MONEY)):
        return _pounds(value)
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


def _pounds(value: float) -> str:
    """Write thousands out, so that a column can be read down and added up."""
    rounded = round(value, -3) if abs(value) >= _TEN_THOUSAND else round(value)
    return f"{'−' if rounded < 0 else ''}£{abs(rounded):,.0f}"


_TEN_THOUSAND: Final = 10_000
