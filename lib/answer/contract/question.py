"""The questions of the Block contract page and of ``python -m lib contract``."""

from collections.abc import Callable
from typing import Final

import pandas as pd

from lib.answer.areas import TOTAL
from lib.answer.contract import beds_sentences, sentences, tables
from lib.answer.contract.behind import BEHIND, behind
from lib.answer.contract.claim_sentences import claim_in_words
from lib.answer.contract.coming import as_seen_by
from lib.answer.contract.rounding import Rounding
from lib.answer.contract.snapshot import snapshot
from lib.answer.contract.view import ContractView, Runs
from lib.answer.loaded import Loaded
from lib.answer.questions import overview
from lib.answer.sentences import bottleneck as bottleneck_in_words
from lib.answer.shared.presets import require_on_offer
from lib.answer.view import OverviewView
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.disclosure.sums import Cell
from lib.domain.contract import CHOOSES_CHILDREN, Contract
from lib.domain.nomination import Rule
from lib.domain.settings import SETTINGS
from lib.errors import ConfigurationError
from lib.scenario.bottleneck import bottleneck
from lib.scenario.claim import check_claim
from lib.scenario.demand import Demand
from lib.scenario.draws import ranges_of
from lib.scenario.forecast import (
    MODEL,
    Forecast,
    chance_alone,
    forecast,
    mean_cost_pence,
    order_of_filling,
)
from lib.scenario.homes import locate_homes
from lib.scenario.occupancy import RUNS
from lib.scenario.quick import quick
from lib.scenario.run import ContractResult
from lib.sources.published import published
from lib.units import PENCE_PER_POUND

SEED: Final = 2018
_RUNS_OF_ORDER: Final = 2_000
_TODAY: Final = ("today_in_footprint", "today_children")


def block_contract(
    loaded: Loaded,
    *,
    contract: Contract,
    audience: Audience,
    coming: Demand | None = None,
    seed: int = SEED,
    runs: int = RUNS,
    progress: Callable[[float], object] | None = None,
) -> ContractView:
    """
    Answer: who gets the beds, what it costs, how likely it is to pay.

    Parameters
    ----------
    coming
        Who would come; found in the returns where it is not given.

    Raises
    ------
    ConfigurationError
        If the contract cannot be carried out, or returns and contract leave open what it
        takes to forecast it.
    DisclosureError
        If the contract chooses children as none on offer does, and others than officers ask.
    """
    view = overview(loaded, audience=audience, contract=contract)
    homes = locate_homes(contract, postcodes=loaded.postcodes, footprint=loaded.footprint)
    coming = as_seen_by(audience, coming or loaded.demand(contract), loaded)
    made = forecast(contract, coming, homes, seed=seed, runs=runs, progress=progress)
    luck = chance_alone(made, homes)
    ordered = order_of_filling(
        contract, made.demand, homes, seed=seed, runs=min(runs, _RUNS_OF_ORDER)
    )
    result = loaded.carry_out(contract)
    released = _released(loaded, made, luck, ordered, result, view)
    figures, single = released["figures"], released["single"]
    order = released.get("order")
    return ContractView(
        overview=view,
        contract=contract,
        preset_name=_preset_name(contract, loaded),
        seed=seed,
        runs_made=runs,
        model=MODEL,
        headline=sentences.headline(figures, single, contract, loaded.footprint.name),
        reasons=sentences.reasons(figures, single, contract),
        luck_sentence=sentences.luck(figures, released["swings"]),
        inside_sentence=beds_sentences.inside(figures, single, view.boroughs, view.proof, contract),
        order_sentence=beds_sentences.order(order),
        bottleneck_sentence=bottleneck_in_words(
            view.proof, bottleneck(result.plan.proof, result.homes)
        ),
        rules_sentence=beds_sentences.rules(view.proof, result.plan.reached),
        figures=figures,
        single=single,
        months=released["months"],
        years=released["years"],
        swings=released["swings"],
        claim=released["claim"],
        order=order,
        notes=(
            *notes(contract),
            *_of_the_forecast(contract),
            *(() if audience is Audience.OFFICERS else _OF_MANY),
        ),
        runs=Runs(
            occupancy=made.occupancy,
            saving_pounds=made.saving_pence / PENCE_PER_POUND,
            term_saving_pounds=made.money.saving.sum(axis=1) / PENCE_PER_POUND,
            children_inside=made.children_inside_full_year,
        ),
    )


_OF_MANY: Final = (
    (
        "Shared view. In the place of each child's own weekly cost stand costs three tenths above "
        "and below a rounded mean, however far apart the true ones lie, and stand-ins in that of "
        "small numbers (1 to 5 children who must live alone count as 5, 1 to 5 starts in a year "
        "as 3): figures, ranges and chances may differ a little from the officers', and more "
        "where weekly costs lie further apart than that."
    ),
)


def _of_the_forecast(contract: Contract) -> tuple[str, ...]:
    """Say what the forecast leaves out of what the contract asks for."""
    one_by_one = (
        "In the forecast children come one by one: siblings together and “not with” count in who "
        "gets the beds, not in how full they would be."
    )
    pooled = "Fair nomination is forecast as one pool: it binds who gets the beds alone."
    return (one_by_one, *((pooled,) if contract.nomination.rule is Rule.FAIR else ()))


def forecast_fault(contract: Contract, coming: Demand) -> str:
    """Say why the returns and the contract do not allow a forecast; empty if they do."""
    try:
        ranges_of(contract, coming)
        mean_cost_pence(contract, coming)
    except ConfigurationError as error:
        return str(error)
    if contract.use.occupancy is None and coming.starters.empty:
        return "No placement of the contract's ages began in the years that the returns cover."
    return ""


def quick_answer(
    loaded: Loaded, *, contract: Contract, coming: Demand, audience: Audience
) -> Released:
    """
    Answer at once, with one figure each.

    Returns
    -------
    Released
        ``quick``: one row of that name; ``occupancy`` (share) and ``saving_pounds``.

    Raises
    ------
    ConfigurationError, DisclosureError
        As `block_contract`.
    """
    require_on_offer(contract, loaded, audience)
    homes = locate_homes(contract, postcodes=loaded.postcodes, footprint=loaded.footprint)
    coming = as_seen_by(audience, coming, loaded)
    found = tables.quick(
        quick(contract, coming, homes), behind(contract, coming), Rounding(audience)
    )
    return release(
        [found],
        protection=Protection(),
        footprint=loaded.footprint,
        audience=audience,
        is_invented=loaded.is_invented,
    )[found.name]


def notes(contract: Contract) -> tuple[str, ...]:
    """
    Say of every setting where its value comes from, assumptions first.

    In one order, whatever the order of the file, so that one contract gives the same text.
    """
    labels = {key: setting.label for key, setting in SETTINGS.items()}
    order = [*CHOOSES_CHILDREN, *SETTINGS]
    return tuple(
        f"{labels.get(key, key.replace('_', ' ').capitalize())}. {why}"
        for said in (contract.assumptions, contract.sources)
        for key, why in sorted(
            said.items(),
            key=lambda one: (order.index(one[0]) if one[0] in order else -1, one[0]),
        )
    )


def _preset_name(contract: Contract, loaded: Loaded) -> str | None:
    return next((name for name, one in loaded.presets.items() if one == contract), None)


def _released(
    loaded: Loaded,
    made: Forecast,
    luck: dict[str, float],
    ordered: pd.DataFrame | None,
    result: ContractResult,
    view: OverviewView,
) -> dict[str, Released]:
    audience = view.audience
    rounding = Rounding(audience)
    given_out = snapshot(
        made.contract, result.plan, loaded.measured,
        mean_cost_pence=made.mean_cost_pence, of=behind(made.contract, made.demand),
        rounding=rounding,
    )  # fmt: skip
    assumptions = check_claim(made)
    in_words = claim_in_words(assumptions, made.contract, published("weekly_cost"))
    every = [
        tables.figures(made, luck, made.demand.children_inside, rounding),
        tables.single(made, given_out, rounding),
        tables.months(made, rounding),
        tables.years(made, rounding),
        tables.ranked_swings(made, rounding),
        tables.claim(assumptions, in_words, made),
    ]
    if ordered is not None:
        every.append(tables.order(ordered, made, rounding))
    return release(
        every,
        protection=Protection(withheld=_hidden_with(view, every)),
        footprint=loaded.footprint,
        audience=audience,
        is_invented=loaded.is_invented,
    )


def _hidden_with(view: OverviewView, every: list[Unreleased]) -> frozenset[Cell]:
    """
    Hide what is made of a count wherever the Overview hides that count.

    The children inside in a forecast are today's and those gained, and no more than all
    children are; the share who would live inside anyway is today's inside of all.
    """
    hidden: set[Cell] = set()
    if any(view.boroughs.is_hidden(TOTAL, count) for count in _TODAY):
        column = f"{BEHIND}_inside_share"
        hidden.update(
            Cell("figures", row, BEHIND) for row in ("children_inside", "children_gained")
        )
        hidden.add(Cell("single", "local_anyway_share", BEHIND))
        hidden.update(
            Cell(one.name, row, column)
            for one in every
            if column in one.table
            for row in one.table.index
        )
    if view.proof.is_hidden("with_contract", "beds_filled"):
        hidden.add(Cell("single", "snapshot_saving_pounds", BEHIND))
    return frozenset(hidden)
