"""Texts that are kept: each of one answer, and never another's."""

from collections.abc import Iterator

import pytest

from lib.ui import written as module
from lib.ui.written import written


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    module._texts().clear()
    yield
    module._texts().clear()


def _never() -> str:
    pytest.fail("written again")


def test_a_text_of_one_answer_is_written_once() -> None:
    answer = object()
    assert written(answer, "table", lambda: "first") == "first"
    assert written(answer, "table", _never) == "first"


def test_another_answer_and_another_text_have_their_own() -> None:
    officers, shared = object(), object()
    written(officers, "table", lambda: "for officers")
    assert written(shared, "table", lambda: "for all") == "for all"
    assert written(officers, ("map", "E09000016"), lambda: "the map") == "the map"
    assert written(officers, "table", _never) == "for officers"


def test_equal_answers_are_not_the_same_answer() -> None:
    first, second = [1], [1]
    written(first, "table", lambda: "first")
    assert written(second, "table", lambda: "second") == "second"


def test_no_answer_takes_the_place_of_one_that_is_gone() -> None:
    texts = []
    for at in range(50):
        answer = object()
        texts.append(written(answer, "table", lambda at=at: str(at)))
        del answer
    assert texts == [str(at) for at in range(50)]


def test_the_oldest_texts_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CHARACTERS", 10)
    answer = object()
    for what in ("a", "b", "c"):
        written(answer, what, lambda what=what: what * 4)
    assert written(answer, "c", _never) == "cccc"
    assert written(answer, "b", _never) == "bbbb"
    assert written(answer, "a", lambda: "again") == "again"


def test_a_text_longer_than_all_room_is_still_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CHARACTERS", 10)
    assert written(object(), "map", lambda: "m" * 50) == "m" * 50
    assert len(module._texts()) == 1
