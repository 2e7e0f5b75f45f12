"""Cached questions. The key of an answer is what it was made from, and for whom.

No cached function reads the session or draws; each takes all that decides its
answer as a plain argument.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

from lib.answer.boroughs.question import (
    AllBoroughs,
    all_boroughs,
    looked_after_by_group,
    of_borough,
)
from lib.answer.boroughs.view import BoroughsView, LookedAfterView
from lib.answer.context.agreement import AgreementView
from lib.answer.context.agreement import agreement as agreement_of
from lib.answer.context.homes import HomesView, homes
from lib.answer.contract.behind import behind
from lib.answer.contract.question import block_contract, forecast_fault, quick_answer
from lib.answer.contract.shares import contract_shares as shares_of
from lib.answer.contract.view import ContractView, SharesView
from lib.answer.loaded import Loaded, load, made_from, read_contract, read_footprint
from lib.answer.monitoring import MonitoringView, monitoring_view
from lib.answer.once import (
    require_as_shared_before,
    require_looked_after_as_shared_before,
    require_quarters_as_shared_before,
)
from lib.answer.questions import overview as answer
from lib.answer.shared.presets import require_on_offer
from lib.answer.view import OverviewView
from lib.disclosure.released import Audience, Released
from lib.domain.contract import Contract
from lib.domain.contract_toml import contract_from_toml, contract_to_toml
from lib.domain.footprint import Footprint
from lib.domain.scenario import MadeWith, scenario_from_toml
from lib.errors import DisclosureError
from lib.exports.packs.answered import views_of
from lib.exports.packs.views import Views
from lib.scenario.demand import Demand
from lib.scenario.demand_of_many import demand_of_many
from lib.sources import registry
from lib.sources.postcodes import PostcodeIndex
from lib.ui import sent
from lib.ui.kept import kept
from lib.ui.looking import Scope, looked_at
from lib.ui.loopback import officers_are_allowed
from lib.ui.state import Selection

_MOST_ANSWERS: Final = 24
"""Contracts whose answers are kept; the oldest goes first."""

_BESIDE: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="beside-the-pages")
"""One thing at a time: the pages need the processor too."""

_ContractKey: TypeAlias = tuple[Scope, date | None, str]


def available_dates() -> tuple[date, ...]:
    """
    Give the dates that every return covers, the newest first.

    Raises
    ------
    ReturnsError
        If nothing in the folder can be used.
    """
    returns = _loaded(looked_at(), as_of=None).returns
    return tuple(dict.fromkeys((returns.as_of, *returns.available_dates)))


def overview(selection: Selection) -> OverviewView:
    """Answer the Overview's question, as of a date and for one audience."""
    return _overview(_scope(selection), as_of=_asked(selection))


def boroughs(selection: Selection) -> BoroughsView:
    """Answer for the borough and the group of children that are chosen, for one audience."""
    return _of_borough(
        _scope(selection),
        as_of=_asked(selection),
        group_key=selection.group_key,
        area_code=selection.area_code,
    )


def looked_after(selection: Selection) -> LookedAfterView | None:
    """
    Answer for all looked-after children by borough and group; None while it is worked out.

    What others may see of them takes seconds to decide, and nobody waits for it: it is begun
    beside the page. Officers' counts are there at once.
    """
    scope, as_of = _scope(selection), _asked(selection)
    begun = _looked_after(scope, as_of=as_of)
    if not begun.done():
        return None
    if begun.exception() is not None:
        _looked_after.forget(scope, as_of=as_of)  # the next reader may fare better
    view = begun.result()
    if not officers_are_allowed():
        require_looked_after_as_shared_before(of_all(scope, as_of=as_of), selection.audience)
    return view


def has_looked_after(selection: Selection) -> bool:
    """Whether the answer for all looked-after children is there, or the fault that it ended in."""
    return _looked_after(_scope(selection), as_of=_asked(selection)).done()


def presets() -> Mapping[str, Contract]:
    """Give the contracts on offer, by name."""
    return _loaded(looked_at(), as_of=None).presets


def read_scenario(text: str) -> tuple[Contract, MadeWith | None]:
    """Read a contract that the reader opened. It stands alone: no file here is its base."""
    partnership = read_footprint()
    ages = (partnership.age_min_years, partnership.age_max_years)
    return scenario_from_toml(text, ages=ages)


def coming(selection: Selection, block: Contract) -> Demand:
    """Find who would come to a contract's beds, from the returns."""
    return _loaded(looked_at(), as_of=_asked(selection)).demand(block)


def coming_to_show(selection: Selection, block: Contract) -> Demand | None:
    """Give the same as the audience sees it; None where few children say it."""
    found = coming(selection, block)
    if selection.audience is Audience.OFFICERS:
        return found
    of = behind(block, found)
    smallest = read_footprint().smallest_shown_count
    is_few = min(of.starts, found.children_who_started) < smallest
    return None if is_few else demand_of_many(found, smallest_shown_count=smallest)


def require_that_it_may_be_asked(selection: Selection, block: Contract) -> None:
    """
    Refuse a contract that the audience may not ask about, before anything of it is shown.

    Raises
    ------
    DisclosureError
        Saying what may be changed.
    """
    loaded = of_all(_scope(selection), as_of=_asked(selection))
    require_on_offer(block, loaded, selection.audience)


def quick(selection: Selection, block: Contract) -> Released:
    """Answer for a contract at once, with one figure each."""
    return quick_answer(
        of_all(_scope(selection), as_of=_asked(selection)),
        contract=block,
        coming=coming(selection, block),
        audience=selection.audience,
    )


def known_answer(selection: Selection, block: Contract) -> ContractView | None:
    """Give a contract's answer, if it was worked out before."""
    return _answers(looked_at().session).get(_of_contract(selection, block))


def contract_answer(
    selection: Selection,
    block: Contract,
    *,
    progress: Callable[[float], object] | None = None,
) -> ContractView:
    """Work out a contract's answer, and keep it for the next reader."""
    answered = block_contract(
        of_all(_scope(selection), as_of=_asked(selection)),
        contract=block,
        audience=selection.audience,
        coming=coming(selection, block),
        progress=progress,
    )
    answers = _answers(looked_at().session)
    while len(answers) >= _MOST_ANSWERS:
        answers.pop(next(iter(answers)), None)
    answers[_of_contract(selection, block)] = answered
    return answered


def own_forecast(selection: Selection) -> ContractView | None:
    """Forecast the partnership's own contract; None where the returns cover too little."""
    as_of = _asked(selection)
    block = _loaded(looked_at(), as_of=as_of).own_contract
    scope = _scope(selection)
    own = _own_contract(looked_at(), as_of=as_of)
    known = _answers(scope.session).get((scope, as_of, own))
    if known is not None:
        return known
    if forecast_fault(block, coming(selection, block)):
        return None
    return contract_answer(selection, block)


def contract_shares(selection: Selection, block: Contract) -> SharesView:
    """Share a contract out between the authorities."""
    return _shares(
        _scope(selection),
        as_of=_asked(selection),
        toml=contract_to_toml(block),
    )


def pack_views(
    selection: Selection, block: Contract, *, progress: Callable[[float], object]
) -> Views:
    """
    Give the answers that a briefing is made of; its forecast is that of the pages.

    Raises
    ------
    DisclosureError
        If the audience may not ask about the contract.
    """
    views = _pack_views(
        _scope(selection),
        as_of=_asked(selection),
        toml=contract_to_toml(block),
        group_key=selection.group_key,
    )
    if views.why_not:
        return views

    def forecast() -> ContractView:
        known = known_answer(selection, block)
        return known or contract_answer(selection, block, progress=progress)

    return replace(views, forecast=forecast)


def monitoring(selection: Selection) -> MonitoringView:
    """Give what the homes report each month, against the partnership's own contract."""
    plan = own_forecast(selection)
    scope, as_of = _scope(selection), _asked(selection)
    view = _monitoring(
        scope,
        as_of=as_of,
        plan_share=plan.figures.number("break_even_occupancy", "p50") if plan else None,
    )
    if not officers_are_allowed():
        require_quarters_as_shared_before(of_all(scope, as_of=as_of), view)
    return view


def footprint() -> Footprint:
    """Read the partnership."""
    return read_footprint()


def agreement(selection: Selection) -> AgreementView:
    """Set the returns beside the published figures of the same day: to officers alone."""
    return _agreement(_scope(selection), as_of=_asked(selection))


def published_homes() -> HomesView:
    """Give what is published of children's homes, beside the partnership."""
    return homes(read_footprint())


def contract() -> Contract:
    """Read the contract."""
    return read_contract()


def attributions() -> tuple[str, ...]:
    """Give the wording that each owner of a source asks for."""
    return registry.attributions()


def _asked(selection: Selection) -> date | None:
    """Give the date, or None where it is the one that is shown unasked."""
    return None if selection.as_of == available_dates()[0] else selection.as_of


def _of_contract(selection: Selection, block: Contract) -> _ContractKey:
    return (_scope(selection), _asked(selection), contract_to_toml(block))


def _scope(selection: Selection) -> Scope:
    """Say what decides an answer for the audience that was chosen."""
    seen = looked_at()
    if not officers_are_allowed():  # a preview on the officers' own machine shares nothing
        require_as_shared_before(_loaded(seen, as_of=_asked(selection)), selection.audience)
    return replace(seen, audience=selection.audience)


def of_all(scope: Scope, as_of: date | None) -> Loaded:
    """Give what an answer is made from: it is kept once, for every audience."""
    return _loaded(replace(scope, audience=None), as_of=as_of)


def _audience(scope: Scope) -> Audience:
    """
    Name who will see an answer.

    Raises
    ------
    DisclosureError
        If nobody was named: then nothing may be answered.
    """
    if scope.audience is None:
        message = "An answer was asked for without saying who will see it."
        raise DisclosureError(message)
    return scope.audience


@kept(max_entries=3)
def _loaded(scope: Scope, *, as_of: date | None) -> Loaded:
    """Load and measure the returns once for each content and date."""
    if scope.session is None:
        return load(Path(scope.folder), today=scope.today, as_of=as_of)
    used = sent.of(scope.session)
    if as_of is None and used.returns is not None:  # as they were checked
        return made_from(used.returns, footprint=read_footprint(), postcodes=PostcodeIndex.open())
    return load(used.folder, today=scope.today, as_of=as_of)


@kept(max_entries=12)
def _overview(scope: Scope, *, as_of: date | None) -> OverviewView:
    return answer(of_all(scope, as_of), audience=_audience(scope), contract=read_contract())


@kept(max_entries=12)
def _boroughs(scope: Scope, *, as_of: date | None, group_key: str | None) -> AllBoroughs:
    """Work out for all boroughs what differs by group alone; its tables are the same objects."""
    return all_boroughs(
        of_all(scope, as_of),
        audience=_audience(scope),
        contract=read_contract(),
        group_key=group_key,
    )


@kept(max_entries=48)
def _of_borough(
    scope: Scope,
    *,
    as_of: date | None,
    group_key: str | None,
    area_code: str | None,
) -> BoroughsView:
    filtered_by = group_key if scope.audience is Audience.OFFICERS else None
    every = _boroughs(scope, as_of=as_of, group_key=filtered_by)
    return of_borough(every, area_code=area_code, group_key=group_key)


@kept(max_entries=12)
def _looked_after(scope: Scope, *, as_of: date | None) -> "Future[LookedAfterView]":
    asked = (of_all(scope, as_of), _audience(scope))
    if scope.audience is Audience.SHARED:
        return _BESIDE.submit(looked_after_by_group, *asked)
    counted: Future[LookedAfterView] = Future()
    counted.set_result(looked_after_by_group(*asked))
    return counted


@kept(max_entries=6)
def _agreement(scope: Scope, *, as_of: date | None) -> AgreementView:
    return agreement_of(of_all(scope, as_of), _audience(scope))


@kept(max_entries=3)
def _own_contract(scope: Scope, *, as_of: date | None) -> str:
    """Write the partnership's own contract as it stands in the key of its answer."""
    return contract_to_toml(of_all(scope, as_of).own_contract)


@kept(max_entries=24)
def _shares(scope: Scope, *, as_of: date | None, toml: str) -> SharesView:
    loaded = of_all(scope, as_of)
    block = contract_from_toml(toml, ages=_ANY_AGES)
    answered = _answers(scope.session).get((scope, as_of, toml))
    return shares_of(
        loaded,
        contract=block,
        overview=answered.overview
        if answered
        else answer(loaded, audience=_audience(scope), contract=block),
        coming=loaded.demand(block),
    )


@kept(max_entries=12)
def _pack_views(scope: Scope, *, as_of: date | None, toml: str, group_key: str | None) -> Views:
    return views_of(
        of_all(scope, as_of),
        contract=contract_from_toml(toml, ages=_ANY_AGES),
        audience=_audience(scope),
        group_key=group_key,
    )


@kept(max_entries=12)
def _monitoring(scope: Scope, *, as_of: date | None, plan_share: float | None) -> MonitoringView:
    loaded = of_all(scope, as_of)
    return monitoring_view(loaded, audience=_audience(scope), plan_share=plan_share)


def _answers(session: str | None = None) -> dict[_ContractKey, ContractView]:
    """Give the answers to contracts that a session may look up: the folder's, or its own files'."""
    return _answers_of(Scope(folder="", content="", today=date.min, session=session))


@kept(max_entries=1)
def _answers_of(scope: Scope) -> dict[_ContractKey, ContractView]:  # noqa: ARG001 (the key)
    """Keep contracts' answers: each was made for one audience."""
    return {}


_ANY_AGES: Final = (0, 17)
"""A whole contract holds its own ages."""
