"""The Briefing page: what goes into a file, for whom, and how it looks before it is made."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lib.disclosure.released import Audience
from lib.exports.packs.views import PACK_NAMES, Pack
from lib.links.asked import Key, Page
from lib.ui import loopback, state
from lib.ui.briefing.carried import KEPT, briefing_of
from tests.fixtures.page import words

Open = Callable[..., AppTest]

pytestmark = pytest.mark.usefixtures("few_runs")

FORMATS = {"pdf", "pptx", "png", "svg", "xlsx", "csv"}


def offered(app: AppTest) -> set[str]:
    return {str(one.key).removeprefix("make-") for one in app.button if "make-" in str(one.key)}


def to_save(app: AppTest) -> list[str]:
    return [one.proto.label for one in app.get("download_button")]


def scenario(app: AppTest) -> str:
    found = re.search(r"Scenario ([A-Z2-7]{4}-[A-Z2-7]{4})", words(app))
    assert found is not None
    return found[1]


@pytest.mark.parametrize("pack", Pack)
def test_every_pack_opens_with_a_preview_its_text_and_every_format(
    opened: Open, pack: Pack
) -> None:
    app = opened("briefing", pack=PACK_NAMES[pack])
    assert not app.exception
    said = words(app)
    assert 'class="cth-preview is-a4" alt="Preview of a page: ' in said
    assert "What this page says, as text" in said
    assert "Invented data" in said
    assert offered(app) == FORMATS
    assert to_save(app) == [], "nothing is made that nobody asked for"


def test_a_file_that_was_made_can_be_saved_until_something_else_is_chosen(opened: Open) -> None:
    app = opened("briefing")
    app.button(key="make-csv").click().run()
    (said,) = to_save(app)
    assert re.fullmatch(r"Save: Data \(CSV\), \d+ kB", said)
    app.button(key="make-xlsx").click().run()
    (said,) = to_save(app)
    assert said.startswith("Save: Workbook (Excel), "), "one at most is kept"
    app.segmented_control(key="for").set_value(Audience.OFFICERS).run()
    assert to_save(app) == []
    app.segmented_control(key="for").set_value(Audience.SHARED).run()
    assert to_save(app) == [], "what is not shown any more is not kept"
    app.button(key="make-csv").click().run()
    app.query_params.clear()
    app.switch_page("pages/returns.py").run()
    assert app.session_state[state._MADE_HERE] is None, "it goes with whoever leaves the page"


def test_a_file_is_for_the_shared_view_until_somebody_says_otherwise(opened: Open) -> None:
    app = opened("briefing")
    assert app.segmented_control(key="for").value is Audience.SHARED
    assert "hidden" in words(app)
    shared = scenario(app)
    app.segmented_control(key="for").set_value(Audience.OFFICERS).run()
    said = words(app)
    assert "Full counts, not for publication: every page says whose view it is" in said
    assert scenario(app) != shared
    # on the other pages the officers' view was never left
    app.query_params.clear()
    app.switch_page("pages/overview.py").run()
    assert app.segmented_control(key="audience").value is Audience.OFFICERS


def test_the_page_as_text_holds_the_figures_of_the_overview(opened: Open) -> None:
    briefing = words(opened("briefing", **{"for": "Officers' view"}))
    overview = words(opened("overview"))
    (headline,) = re.findall(r'<h1 class="cth-headline">(.*?)</h1>', overview)
    assert headline in briefing
    for figure in re.findall(r"<p>(\d+ of \d+ children; [^<]*)</p>", overview):
        assert figure in briefing


def test_a_link_chooses_pack_boroughs_and_map(opened: Open) -> None:
    app = opened("briefing", pack=PACK_NAMES[Pack.BOROUGHS], boroughs=["Havering", "Newham"])
    assert app.multiselect(key="boroughs").value == ["Havering", "Newham"]
    said = words(app)
    assert "Havering:" in said
    app = opened("briefing", borough="Havering", map="What changes")
    assert app.selectbox(key="borough").value == "Havering"
    assert app.selectbox(key="map").value == "What changes"


def test_what_a_link_asks_for_and_there_is_not_is_said(opened: Open) -> None:
    app = opened("briefing", borough="Atlantis", pack="Poster", **{"for": "Everybody"})
    said = words(app)
    for quoted in ("Atlantis", "Poster", "Everybody"):
        assert quoted in said
    assert app.radio(key="pack").value == PACK_NAMES[Pack.CABINET]


def test_own_words_stand_on_the_page_as_they_are_written(opened: Open) -> None:
    app = opened("briefing")
    before = scenario(app)
    app.text_input(key="briefing-title").set_value("<b>For</b> Cabinet & all").run()
    app.text_area(key="briefing-note").set_value("Mind <i>this</i>").run()
    said = words(app)
    assert "&lt;b&gt;For&lt;/b&gt; Cabinet &amp; all" in said
    assert "Mind &lt;i&gt;this&lt;/i&gt;" in said
    assert "<i>this</i>" not in said
    assert scenario(app) != before


def test_a_contract_that_was_changed_comes_along(opened: Open) -> None:
    app = opened("briefing", pack=PACK_NAMES[Pack.CONTRACT], changes="discount=0.1")
    said = words(app)
    assert not app.exception
    assert "changed in: Price below that cost" in said or "changed in:" in said


def test_on_a_shared_server_there_is_no_file_for_officers(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loopback, "officers_are_allowed", lambda: False)
    monkeypatch.setattr("lib.ui.controls.officers_are_allowed", lambda: False)
    app = opened("briefing", **{"for": "Officers' view"})
    assert not app.exception
    assert not [one for one in app.segmented_control if one.key == "for"]
    assert "there is no “Officers&#x27; view” here" in words(app)


def test_a_view_is_carried_to_its_own_pack_and_whose_view_it_is_stays_behind() -> None:
    assert briefing_of(Page.OVERVIEW) == briefing_of(Page.BOROUGHS) == "briefing"
    assert briefing_of(Page.BLOCK_CONTRACT) == "briefing?pack=Contract+decision+pack"
    assert briefing_of(Page.METHODS) is None
    assert Key.CENTRE in KEPT
    assert not {Key.AUDIENCE, Key.SEEN_BY, Key.SINGLE} & set(KEPT)


def test_the_borough_of_one_page_is_the_one_of_the_borough_pack(opened: Open) -> None:
    app = opened("briefing", borough="Newham")
    app.radio(key=Key.PACK).set_value(PACK_NAMES[Pack.BOROUGHS]).run()
    assert app.multiselect(key=Key.AREAS).value == ["Newham"]
    linked = opened("briefing", borough="Newham", pack=PACK_NAMES[Pack.BOROUGHS])
    assert linked.multiselect(key=Key.AREAS).value == ["Newham"]
    assert "Newham:" in words(linked)
