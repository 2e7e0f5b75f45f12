"""The Returns page says whether the returns agree with the published figures, to officers alone."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.answer.loaded import DEMO_RETURNS
from lib.ui import looking
from tests.fixtures.page import words

Open = Callable[..., AppTest]


@pytest.fixture
def one_child_less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of which Havering's return lacks an unaccompanied child who is looked after."""
    folder = tmp_path / "returns"
    shutil.copytree(DEMO_RETURNS, folder)
    havering = folder / "E09000016"
    alone = {row.split(",")[0] for row in (havering / "uasc.csv").read_text("utf-8").splitlines()}
    rows = (havering / "episodes.csv").read_text("utf-8").splitlines()
    gone = next(
        cells[0] for cells in (row.split(",") for row in rows) if cells[0] in alone and not cells[7]
    )
    for name in ("episodes", "uasc", "header"):
        path = havering / f"{name}.csv"
        kept = [row for row in path.read_text("utf-8").splitlines() if row.split(",")[0] != gone]
        path.write_text("\n".join(kept) + "\n", "utf-8")
    monkeypatch.setenv(looking.RETURNS_VARIABLE, str(folder))


def test_the_invented_returns_agree_with_what_is_published_of_their_day(opened: Open) -> None:
    said = words(opened("returns"))
    assert (
        "The invented returns agree with all 29 published figures that can be compared, because "
        "they were made to"
    ) in said
    assert '<td data-head="Looked after">2,262</td>' in said
    for ours, theirs in (("0", "withheld"), ("8", "not available"), ("742", "no sum")):
        assert f'>{ours}<div class="cth-quiet">published: {theirs}</div></td>' in said
    assert "What explains it" not in said


def test_each_figure_has_its_head_with_it_where_a_screen_is_too_narrow_for_columns(
    opened: Open,
) -> None:
    said = words(opened("returns"))
    for head in ("Looked after", "Inside the authority", "More than 20 miles", "Unaccompanied"):
        assert said.count(f'<td data-head="{head}">') == 9  # eight authorities and their sum


@pytest.mark.usefixtures("one_child_less")
def test_each_difference_stands_with_what_explains_it(opened: Open) -> None:
    said = words(opened("returns"))
    assert "2 of 29 published figures differ from the returns" in said
    assert "as many as of unaccompanied children alone" in said
    assert "The returns have 1 fewer; nothing here explains it: check the UASC table" in said
    assert "<strong>2,261</strong>" in said


@pytest.mark.usefixtures("one_child_less")
def test_others_see_in_one_sentence_why_it_is_not_shown(opened: Open) -> None:
    said = words(opened("returns", audience="Shared view"))
    assert "is shown to officers alone: a difference can be of 1 to 5 children" in said
    assert "differ from the returns" not in said
    assert "2,261" not in said


def test_a_day_without_published_figures_is_said_to_be_one(opened: Open) -> None:
    said = words(opened("returns", as_at="31 March 2014"))
    assert "For 31 March 2014 no published figures are held here" in said
