"""Contracts from files, and returns of few: what the Block contract page takes and shows."""

import csv
import html
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.answer.context.cost import weekly_costs
from lib.answer.loaded import CONTRACTS, DEMO_RETURNS, read_contract, read_footprint
from lib.ui import looking
from tests.fixtures.page import message, words

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")

HOSTILE = "<img src=x onerror=alert(1)></script>=1+1`${alert(2)}` ![a](http://a.example/b.png)"
WHOLE = (CONTRACTS / "nelcp.toml").read_text("utf-8")
NARROW = WHOLE.replace("[settings]", "[ages]\nfrom = 15\nto = 17\n\n[settings]").replace(
    "The 2018 proposal", "Invented: from 15 on"
)


def upload(app: AppTest, content: bytes | str) -> AppTest:
    """Let the reader choose a file."""
    raw = content.encode() if isinstance(content, str) else content
    return app.file_uploader[0].set_value(("contract.toml", raw, "application/toml")).run()


def said(app: AppTest) -> str:
    """What a reader reads."""
    return html.unescape(re.sub(r"<[^>]*>", " ", words(app)))


REFUSED = {
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "It is not text in UTF-8"),
    "a letter": (b"Dear Sir or Madam", "not valid TOML"),
    "too much": (b"# " + b"a" * 200_000, "The file has 200,002 bytes; a contract has 200,000"),
    "of a later version": (
        WHOLE.replace("version = 2", "version = 3").encode(), "this program reads 1 to 2",
    ),
    "hostile": (f"'{HOSTILE}' = 1\n{WHOLE}".encode(), "is not a key of this file"),
}  # fmt: skip


def test_a_file_that_cannot_be_used_is_refused_in_words_and_the_answer_stays(page: Open) -> None:
    app = page()
    for kind, (content, reason) in REFUSED.items():
        upload(app, content)
        assert not app.exception, kind
        assert "This file was not opened." in said(app), kind
        assert reason in said(app), kind
        assert "<img" not in words(app), kind
        assert "more children inside" in said(app), kind


def test_a_file_is_opened_and_is_then_one_of_the_contracts(page: Open) -> None:
    half = WHOLE.replace("The 2018 proposal", "Invented: half full")
    app = upload(page(), half.replace("[settings]", "[settings]\noccupancy = 0.5"))
    assert not app.exception
    assert app.selectbox(key="contract").value.startswith("file-")
    assert "From a file: Invented: half full" in app.selectbox(key="contract").options
    assert "50% of the beds filled" in said(app)
    app.selectbox(key="contract").select("nelcp").run()
    assert "50% of the beds filled" not in said(app), "the reader may go back"


def test_a_file_that_chooses_children_is_refused_in_the_shared_view_with_all_that_it_tells(
    page: Open,
) -> None:
    app = upload(page(), NARROW)
    assert "aged 15 to 17" in said(app)
    of_narrow = _hints(app)
    assert of_narrow, "officers see what the returns say"
    shared = app.segmented_control(key="audience").set_value("shared").run()
    assert shared.selectbox(key="contract").value.startswith("file-")
    text = said(shared)
    assert not shared.exception
    assert "Money and time may be changed freely" in text
    assert "more children inside" not in text
    assert _hints(shared).isdisjoint(of_narrow)
    shared.selectbox(key="contract").select("nelcp").run()
    assert "more children inside" in said(shared)


def _hints(app: AppTest) -> set[str]:
    """What stands in grey in the empty fields: what the returns say."""
    return {
        one.placeholder for one in app.number_input
        if one.key and one.key.split(" ")[0] in {"starts_a_year", "stay_weeks", "weekly_cost"}
        and one.placeholder
    }  # fmt: skip


def test_hostile_names_are_text_in_tables_choices_and_the_map(page: Open) -> None:
    named = json.dumps(HOSTILE, ensure_ascii=False)
    app = upload(
        page(compare="12 beds"),
        WHOLE.replace('"The 2018 proposal"', named)
        .replace('"Block home A, Barking"', named)
        .replace('homes = "Assumption: ten', f"homes = {named} #"),
    )
    assert not app.exception
    _harmless(app)
    (keep,) = [one for one in app.button if one.label.startswith("Keep this contract")]
    keep.click().run()
    assert any(HOSTILE in option for option in app.multiselect(key="compare").options)
    app.selectbox(key="contract").select("nelcp").run()
    (kept,) = [one for one in app.multiselect(key="compare").options if HOSTILE in one]
    app.multiselect(key="compare").select(kept).run()
    assert not app.exception
    assert HOSTILE in said_with_markup(app), "it is drawn, as text"
    _harmless(app)


def said_with_markup(app: AppTest) -> str:
    return html.unescape(words(app))


def _harmless(app: AppTest) -> None:
    assert "<img" not in words(app)
    assert "</script>" not in words(app)
    sent = message(app)
    for part in ("feature_group", "script", "html", "header"):
        assert "onerror=alert" not in (sent[part] or "").replace("&lt;img", "")
        assert "${alert" not in (sent[part] or "")
    markdown = "".join(str(one.value) for one in (*app.markdown, *app.caption, *app.warning))
    assert "a.example" not in markdown


@pytest.fixture
def few_costs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented returns, with the costs of five children of one authority and no other."""
    folder = tmp_path / "returns"
    shutil.copytree(DEMO_RETURNS, folder)
    for path in folder.rglob("costs.csv"):
        rows = list(csv.reader(path.read_text("utf-8").splitlines()))
        new = {row[0] for row in rows[1:] if row[1].endswith(("/2018", "/11/2017", "/12/2017"))}
        children = sorted(new)[:5] if "E09000012" in str(path) else []
        kept = [rows[0], *(row for row in rows[1:] if row[0] in children)]
        path.write_text("".join(",".join(row) + "\n" for row in kept), "utf-8")
    monkeypatch.setenv(looking.RETURNS_VARIABLE, str(folder))
    return folder


@pytest.mark.usefixtures("few_costs")
def test_the_costs_of_few_children_are_shown_to_nobody_but_officers(page: Open) -> None:
    app = page(audience="Shared view", compare="12 beds")
    assert not app.exception
    text = said(app)
    assert "cth-failure" not in words(app)
    assert "The forecast is hidden" in text
    for hidden in ("How full the beds must be", "The saving by month", "What moves the saving"):
        assert f"{hidden} is hidden" in text
    for wrong in (
        "loses money even with every bed full", "cannot be saved even with", "not even all",
        "does not come to pay", "£nan", "nan%", "<NA>",
    ):  # fmt: skip
        assert wrong not in text
    assert "12 beds: hidden, because few children stand behind it" in text
    possible = re.compile(r'<p class="cth-possible".*?</p>')  # of a field, whoever's costs
    of_contract, _ = re.split("Monitoring[:,] ", possible.sub("", words(app)), maxsplit=1)
    shown = re.findall(r"£[\d,.]+(?: million)?", of_contract)
    published = {"£1.3 million", "£3,571", "£3,559", "£3,630", "£782,750", "£1.3", "£5"}
    costs = weekly_costs(read_footprint(), read_contract()).rows  # made from no return
    for column in ("pounds", "real_pounds", "off_pounds"):
        published |= {f"£{amount:,}" for amount in costs[column].dropna()}
    assert {amount.rstrip(".,") for amount in shown} <= published
    hints = _hints(app)
    figures = [float(one) for hint in hints for one in re.findall(r"[\d.]+", hint.replace(",", ""))]
    assert not [one for one in figures if one > 1_000], "no mean cost of five"


def test_every_chart_is_described_in_words(page: Open) -> None:
    for audience in ("Officers' view", "Shared view"):
        app = page(audience=audience)
        charts = [json.loads(one.proto.spec) for one in app.get("vega_lite_chart")]
        assert len(charts) == 5
        for chart in charts:
            assert len(chart["description"]) > 30
            assert "nan" not in json.dumps(chart["description"]).lower()


def test_the_overview_says_what_the_contract_page_says(opened: Open) -> None:
    for audience in ("Officers' view", "Shared view"):
        overview = words(opened(audience=audience))
        (forecast,) = re.findall(r'class="cth-forecast">Forecast: (.*?)</p>', overview)
        contract = words(opened("block_contract", audience=audience))
        (headline,) = re.findall(r'class="cth-headline">(.*?)</h1>', contract)
        assert forecast.lower() == headline.lower()


def test_without_costs_the_overview_is_whole_and_the_contract_page_says_what_to_load(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "returns"
    shutil.copytree(DEMO_RETURNS, folder, ignore=shutil.ignore_patterns("costs.csv"))
    monkeypatch.setenv(looking.RETURNS_VARIABLE, str(folder))
    overview = opened()
    assert not overview.exception
    assert "Forecast: " not in said(overview)
    assert re.search(r"up to \d+ could live inside", said(overview))
    app = opened("block_contract")
    assert not app.exception
    assert "No weekly cost is known: load costs.csv beside the returns" in said(app)
    (cost,) = [one for one in app.number_input if one.key == "weekly_cost most likely"]
    cost.set_value(3_630.0).run()
    assert "more children inside" in said(app), "a cost that is set will do"
