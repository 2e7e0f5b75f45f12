"""Answers that are kept: each for whom it was made, and for nobody else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from lib.answer.contract.question import block_contract
from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.domain.contract_changes import changed
from lib.errors import ConfigurationError, DisclosureError, ReturnsError
from lib.ui import looking, queries
from lib.ui.state import Selection

AS_OF = date(2018, 3, 31)
OFFICERS = Selection(audience=Audience.OFFICERS, as_of=AS_OF)
SHARED = Selection(audience=Audience.SHARED, as_of=AS_OF)


@pytest.fixture(autouse=True)
def _invented_returns(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(looking.RETURNS_VARIABLE, raising=False)
    queries._answers().clear()
    yield
    queries._answers().clear()


@pytest.fixture
def quickly_answered() -> Contract:
    """The partnership's own, with nothing left to chance."""
    certain = {"weekly_cost": "4000", "price": "3000", "occupancy": "0.8", "term_years": "3"}
    return changed(queries.contract(), certain)


def test_an_answer_is_kept_for_whom_and_for_what_it_was_made(quickly_answered: Contract) -> None:
    answered = queries.contract_answer(OFFICERS, quickly_answered)
    assert queries.known_answer(OFFICERS, quickly_answered) is answered
    assert queries.known_answer(SHARED, quickly_answered) is None
    assert queries.known_answer(OFFICERS, replace(quickly_answered, name="another")) is None
    assert (
        queries.known_answer(replace(OFFICERS, as_of=date(2017, 3, 31)), quickly_answered) is None
    )


def test_the_oldest_answer_makes_room(
    quickly_answered: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_MOST_ANSWERS", 2)
    made = [replace(quickly_answered, name=f"invented {at}") for at in range(3)]
    for one in made:
        queries.contract_answer(OFFICERS, one)
    known = [queries.known_answer(OFFICERS, one) is not None for one in made]
    assert known == [False, True, True]


def test_a_contract_that_chooses_children_is_refused_before_anything_of_it_is_asked() -> None:
    narrow = changed(queries.contract(), {"ages_from": "16"})
    queries.require_that_it_may_be_asked(OFFICERS, narrow)
    for ask in (queries.require_that_it_may_be_asked, queries.quick, queries.contract_answer):
        with pytest.raises(DisclosureError, match="Money and time may be changed freely"):
            ask(SHARED, narrow)
    assert queries.known_answer(SHARED, narrow) is None


def test_a_file_of_the_reader_reads_no_file_of_the_server() -> None:
    with pytest.raises(ConfigurationError, match="a whole contract, without it, is wanted"):
        queries.read_scenario('version = 2\nbased_on = "nelcp.toml"\n')


def test_a_run_of_a_page_looks_at_the_folder_once_and_the_next_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    returns = tmp_path / "returns.csv"
    returns.write_text("before", encoding="utf-8")
    monkeypatch.setenv(looking.RETURNS_VARIABLE, str(tmp_path))
    with looking.one_look():
        before = looking.looked_at()
        returns.write_text("after, and longer", encoding="utf-8")
        assert looking.looked_at() == before
    with looking.one_look():
        assert looking.looked_at() != before
    assert looking.looked_at() != before


def test_a_run_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(looking.RETURNS_VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(ReturnsError), looking.one_look():
        looking.looked_at()
    monkeypatch.delenv(looking.RETURNS_VARIABLE)
    assert looking.looked_at().folder == str(looking.returns_folder())


def test_the_partnerships_own_forecast_is_worked_out_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queries, "block_contract", partial(block_contract, runs=200))
    first = queries.own_forecast(OFFICERS)
    assert first is not None
    assert queries.own_forecast(OFFICERS) is first
    assert queries.known_answer(OFFICERS, queries.contract()) is first


def test_nothing_is_answered_without_saying_who_will_see_it() -> None:
    with looking.one_look(), pytest.raises(DisclosureError, match="who will see it"):
        queries._overview(looking.looked_at(), as_of=None)


def test_an_answer_for_officers_is_never_given_to_others() -> None:
    answers = {
        audience: queries.overview(Selection(audience=audience, as_of=date(2018, 3, 31)))
        for audience in Audience
    }
    assert {audience: one.audience for audience, one in answers.items()} == {
        audience: audience for audience in Audience
    }
    assert answers[Audience.SHARED].lines is None
    assert answers[Audience.OFFICERS].lines is not None
