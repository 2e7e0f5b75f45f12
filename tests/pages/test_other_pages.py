import csv
import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.answer.loaded import DEMO_RETURNS
from lib.ui import looking, queries
from tests.fixtures.page import message, words
from tests.fixtures.returns_on_disk import csv_text

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")


@pytest.fixture
def returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A council's own folder: the demo with a row less, so that it is no longer the demo."""
    folder = tmp_path / "returns"
    shutil.copytree(DEMO_RETURNS, folder)
    episodes = folder / "E09000031" / "episodes.csv"
    lines = episodes.read_text("utf-8").splitlines(keepends=True)
    episodes.write_text("".join(lines[:-1]), "utf-8")
    monkeypatch.setenv(looking.RETURNS_VARIABLE, str(folder))
    return folder


def test_every_page_opens(opened: Open) -> None:
    for page in ("overview", "returns", "methods"):
        app = opened(page)
        assert not app.exception
        assert "<h1" in words(app)


@pytest.mark.parametrize("page", ["overview", "boroughs", "block_contract"])
def test_where_a_figure_is_hidden_a_link_leads_to_why(opened: Open, page: str) -> None:
    labels = {
        audience: [link.proto.label for link in opened(page, **asked).get("page_link")]
        for audience, asked in {"officers": {}, "shared": {"audience": "Shared view"}}.items()
    }
    assert "Why some figures are hidden →" in labels["shared"]
    assert "Why some figures are hidden →" not in labels["officers"]


def test_the_returns_page_says_what_became_of_every_row(opened: Open) -> None:
    said = words(opened("returns"))
    assert "read = loaded + refused + ignored" in said
    assert "E09000016/episodes.csv" in said
    assert "Mend it in the case system and load again" in said


def test_what_was_read_is_for_officers_alone(opened: Open) -> None:
    app = opened("returns")
    app.segmented_control(key="audience").set_value("shared").run()
    said = words(app)
    assert "for officers alone" in said
    assert "episodes.csv" not in said.split("What may be loaded")[0]


def test_the_methods_page_gives_definitions_assumptions_and_sources(opened: Open) -> None:
    said = words(opened("methods"))
    for part in ("Definitions", "The contract", "Limits", "Sources and licences", "Accessibility"):
        assert f"<h2>{part}</h2>" in said
    assert "Open Government Licence" in said
    assert "Assumption" in said


@pytest.mark.usefixtures("returns")
def test_a_council_s_own_data_are_marked_as_sensitive_for_officers(opened: Open) -> None:
    app = opened()
    assert "Official - sensitive: not for publication" in words(app)
    assert "Official - sensitive: not for publication" in message(app)["feature_group"]
    assert "Invented data" not in words(app)


@pytest.mark.usefixtures("returns")
def test_a_council_s_own_data_bear_no_mark_in_the_shared_view(opened: Open) -> None:
    said = words(opened(audience="Shared view"))
    assert "Official - sensitive" not in said
    assert "Invented data" not in said


def test_where_no_postcode_exists_it_is_said_and_no_share_is_shown(
    opened: Open, returns: Path
) -> None:
    for path in returns.glob("E*/episodes.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [*csv.DictReader(file)]
        for row in rows:
            row |= {"HOME_POST": "QX1 1QX", "PL_POST": "QX1 1QX", "URN": ""}
        path.write_text(csv_text(rows[0].keys(), rows), "utf-8")
    said = words(opened())
    assert "live is not known: no postcode of a placement could be located" in said
    assert said.count('<p class="cth-figure is-hidden">not known</p>') == 4
    assert "so 0% to 100% today" in said


def test_a_changed_file_gives_a_new_answer(opened: Open, returns: Path) -> None:
    before = words(opened())
    for folder in ("E09000016", "E09000025"):
        shutil.rmtree(returns / folder)
    after = words(opened())
    assert before != after
    assert "Havering and Newham are not loaded" in after


def test_an_empty_folder_teaches_what_to_put_there(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(looking.RETURNS_VARIABLE, str(tmp_path))
    for page in ("overview", "returns"):
        said = words(opened(page))
        assert 'role="alert"' in said
        assert "What may be loaded" in said


def test_a_folder_that_is_not_there_is_never_replaced_by_the_demo(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(looking.RETURNS_VARIABLE, str(tmp_path / "nowhere"))
    said = words(opened())
    assert "There is no folder" in said
    assert "Invented data" not in said


def test_an_unexpected_fault_shows_no_data_and_logs_none(
    opened: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        message = "child 1234567 of RM1 3BD"
        raise RuntimeError(message)

    monkeypatch.setattr(queries, "available_dates", fail)
    with caplog.at_level(logging.DEBUG):
        app = opened()
    assert not app.exception
    assert "Something went wrong" in words(app)
    assert "RM1" not in words(app) + caplog.text
    assert "RuntimeError at " in caplog.text
