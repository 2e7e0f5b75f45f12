"""Every view is a link: opened, it gives the same view; stale or hostile, the plain one."""

import html
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from lib.disclosure.released import Audience
from lib.links.address import link
from lib.links.asked import Asked, Page
from lib.ui.tables import ALL_BOROUGHS
from tests.fixtures.links import FILES, generated_links, link_of
from tests.fixtures.page import message, words

pytestmark = pytest.mark.usefixtures("few_runs")

Open = Callable[..., AppTest]

MANY = 50
UNUSABLE = "of this link could not be used"


@cache
def links() -> list[tuple[Page, str]]:
    return [(page, link(page, asked)) for page, asked in generated_links()]


def opened_at(opened: Open, page: Page, address: str) -> AppTest:
    return opened(FILES[page], **parse_qs(urlsplit(address).query))


def test_the_generated_links_are_fifty_views_of_every_page_and_every_name() -> None:
    assert len(links()) == MANY
    assert len(set(links())) > MANY - 5
    names = {name for _, address in links() for name in parse_qs(urlsplit(address).query)}
    assert names == {
        "audience", "as-at", "borough", "only", "single", "map", "layers", "centre", "zoom",
        "contract", "changes", "compare", "trend",
    }  # fmt: skip


@pytest.mark.parametrize("number", range(MANY))
def test_a_link_gives_the_same_state_back(opened: Open, number: int) -> None:
    page, address = links()[number]
    app = opened_at(opened, page, address)
    assert not app.exception
    assert link_of(app, page) == address
    said = words(app)
    assert UNUSABLE not in said
    assert 'role="alert"' not in said
    again = parse_qs(urlsplit(address).query)
    assert app.query_params == {
        name: texts if len(texts) > 1 else texts[0] for name, texts in again.items()
    }


STALE = {
    "a borough of elsewhere": ({"borough": "Kent"}, "There is no borough"),
    "a date that no return covers": ({"as_at": "31 March 1066"}, "no figures here as at"),
    "a view that there is not": ({"audience": "everyone"}, "There is no “everyone” here"),
    "a picture that there is not": ({"map": "never"}, "The map cannot show “never”"),
    "a layer that there is not": ({"layers": "tanks"}, "no layer “tanks”"),
    "a place abroad": ({"centre": "48.8566,2.3522"}, "no place in Great Britain"),
    "a zoom that is out of range": ({"zoom": "99"}, "cannot be enlarged to “99”"),
    "no truth value": ({"single": "maybe"}, "cannot be “maybe”"),
    "a name that nobody knows": ({"source": "mail"}, "“source” means nothing"),
    "a borough twice": ({"borough": ["Havering", "Newham"]}, "stands in it more than once"),
    "a script": ({"borough": "<script>alert(1)</script>"}, "There is no borough"),
    "a template": ({"map": "${alert(1)}`{{7*7}}"}, "The map cannot show"),
    "a database": ({"borough": "'; drop table children; --"}, "There is no borough"),
    "marks that turn the text": ({"borough": "\u202eKent"}, "cannot be read"),
    "no end of it": ({"only": "K" * 5_000, "borough": "K" * 5_000}, "cannot be read"),
    "Markdown": ({"![a](http://a.example/b.png)": "1"}, "means nothing"),
}


@pytest.mark.parametrize("what", STALE)
def test_what_a_link_cannot_have_is_told_and_the_plain_page_is_shown(
    opened: Open, what: str
) -> None:
    address, said = STALE[what]
    app = opened("boroughs", **address)
    assert not app.exception
    found = html.unescape(notice_of(app))
    assert UNUSABLE in found
    assert said.lower() in found.lower()
    left = {"audience": "Shared view"} if "audience" in address else {}
    assert link_of(app, Page.BOROUGHS) == (
        link(Page.BOROUGHS, Asked(audience=Audience.SHARED if left else None))
    )
    assert app.query_params == left
    assert message(app)["feature_group"] == message(opened("boroughs", **left))["feature_group"]
    raw = notice_of(app)
    assert "<script" not in raw
    assert "<img" not in raw
    assert "http://a.example" not in "".join(one.value for one in app.markdown)


def test_what_is_told_is_told_until_the_reader_changes_something(opened: Open) -> None:
    app = opened(borough="Kent", layers="tanks,names", as_at="31 March 2017")
    assert notice_of(app).count("<li>") == 2
    assert 'role="status"' in notice_of(app)
    assert notice_of(app.run()), "a page runs again by itself"
    app.selectbox(key="borough").set_value("Havering").run()
    app.query_params["borough"] = "Havering"  # as the browser writes it
    assert UNUSABLE not in words(app.run())
    del app.query_params["borough"]
    assert UNUSABLE not in words(app.run())


def test_the_rest_of_a_link_stands_where_a_part_of_it_cannot_be_used(opened: Open) -> None:
    app = opened(borough="Havering", map="never", layers="names", only="Aged 14 and 15")
    assert link_of(app, Page.OVERVIEW) == "?borough=Havering&layers=names"
    assert "“only” means nothing on this page" in notice_of(app)


def test_each_page_has_what_cannot_be_used_taken_out_when_it_is_entered(opened: Open) -> None:
    for page in FILES.values():
        app = opened(page, map="never", unheard_of="1")
        assert UNUSABLE in words(app)
        assert app.query_params == {}
        assert not app.exception


def test_filters_hold_from_page_to_page(opened: Open) -> None:
    app = opened(borough="Havering", as_at="31 March 2017")
    for page in ("returns", "methods", "boroughs", "block_contract", "overview"):
        app.query_params.clear()  # as a browser does that follows a link to another page
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        if page != "methods":
            assert app.selectbox(key="as-at").value == date(2017, 3, 31)
        if page not in ("returns", "methods"):
            assert app.selectbox(key="borough").value == "Havering"
        assert UNUSABLE not in words(app)


def test_a_borough_becomes_the_area_that_it_is_merged_into(opened: Open) -> None:
    app = opened(borough="Hackney")
    app.segmented_control(key="audience").set_value(Audience.SHARED).run()
    assert app.selectbox(key="borough").value == "Hackney and City of London"
    app.segmented_control(key="audience").set_value(Audience.OFFICERS).run()
    assert app.selectbox(key="borough").value == ALL_BOROUGHS
    assert UNUSABLE not in words(app)


def test_every_page_offers_its_link_and_every_page_has_a_path(opened: Open) -> None:
    for page, file in FILES.items():
        app = opened(file)
        (button,) = [one for one in app.get("bidi_component") if "copy_link" in str(one.proto)]
        assert json.loads(button.proto.json)["page"] == page
    assert set(FILES) == set(Page)


def notice_of(app: AppTest) -> str:
    return next((line for line in words(app).splitlines() if UNUSABLE in line), "")
