"""The steps of the Block contract page that need both a choice and an answer."""

import streamlit as st

from lib.answer.areas import TOTAL
from lib.answer.contract.compare import compare, made_with
from lib.answer.contract.view import ContractView
from lib.domain.contract import Contract
from lib.ui import borough_map, frame, queries
from lib.ui.contract import chosen, compared, files, opened, result, side_by_side
from lib.ui.contract import controls as fields
from lib.ui.markup import element
from lib.ui.state import Selection


def start_from() -> tuple[str, Contract]:
    """Let the reader choose the contract to start from."""
    return chosen.preset(queries.presets(), queries.contract(), opened.kept())


def change(selection: Selection, key: str, base: Contract) -> Contract:
    """
    Let the reader change the contract that was chosen, or open one from a file.

    Raises
    ------
    ConfigurationError
        If what the reader entered cannot be.
    """
    begun = chosen.start(key, base)
    above, notes, changing = frame.changes()
    with changing:
        made, choices = fields.contract(
            base,
            selection=selection,
            coming=queries.coming_to_show(selection, base),
            names=queries.footprint().names,
            kept=begun.choices,
        )
        files.open_file(queries.read_scenario)
    chosen.keep(key, base, made, begun, choices)
    with above:
        chosen.show_or_hide()
        chosen.undo()
    file = opened.kept()
    with notes:
        chosen.notes(selection.audience, {*queries.presets(), *([file.key] if file else [])})
    return fields.with_name(made, base)


def work_out(selection: Selection, contract: Contract) -> ContractView:
    """Give the answer: at once if it was worked out before, else the quick one first."""
    known = queries.known_answer(selection, contract)
    if known is not None:
        return known
    return result.worked_out(
        queries.quick(selection, contract),
        lambda progress: queries.contract_answer(selection, contract, progress=progress),
    )


def by_borough_and_on_the_map(selection: Selection, view: ContractView) -> None:
    """Show children brought inside by borough, and on the map of the Overview."""
    overview = view.overview
    if overview.boroughs.is_hidden(TOTAL, "with_contract_in_borough"):
        st.html(
            element(
                "p",
                "By borough and on the map only the partnership's own contract is shown in this "
                "view: those of two contracts side by side could give small numbers away.",
                of="cth-note",
            )
        )
        return
    borough_map.table_and_map(selection, overview, has_other_tables=False)


def beside_others(selection: Selection, view: ContractView, key: str) -> None:
    """Compare the contract with up to three others, save it, and keep it to compare with."""
    on_offer = queries.presets()
    compared.heading()
    chosen = compared.others({**on_offer, **opened.to_compare()}, view.contract)
    file = opened.kept()
    if chosen and (file is None or file.key != key or files.may_be_compared(file, made_with(view))):
        others = compared.worked_out(
            chosen,
            lambda one, progress: (
                queries.known_answer(selection, one)
                or queries.contract_answer(selection, one, progress=progress)
            ),
        )
        if others:
            side_by_side.comparison(compare([view, *others], footprint=queries.footprint()))
    with st.container(horizontal=True):
        files.save(view.contract, made_with(view))
        said = compared.keep(view.contract, on_offer)
    compared.kept(said)
