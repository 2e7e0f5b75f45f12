"""Whatever is done to the address of a shared view, its numbers are those of one on the menu."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from tests.fixtures.page import state_of_the_map, words

pytestmark = pytest.mark.usefixtures("few_runs")

Open = Callable[..., AppTest]
Address = Mapping[str, str | list[str]]

SHARED, OFFICERS = "Shared view", "Officers' view"
MERGED = "Hackney and City of London"
EVERY_NETWORK = "0.0.0.0"  # noqa: S104 (where the officers' view is closed)

HOSTILE = (
    "'; drop table children; --", "{{7*7}}${7*7}", "<script>alert(6)</script>", "../../etc/passwd",
    "E09000012\u0000", "\u202e31 March 2018", "9" * 400, '["Hackney"]', "%00", "=1+1",
)  # fmt: skip


class Tampered(NamedTuple):
    """A page and an address with something in it that the menu has not, and what stands instead."""

    page: str
    address: Address
    instead: Address = MappingProxyType({})


def _not_on_the_menu() -> Iterator[tuple[str, Tampered]]:
    for name in ("City of London", "Hackney", "E09000001", "E09000012", "E09000012+E09000001"):
        yield f"the borough {name}", Tampered("boroughs", {"borough": name})
    for day in ("30 March 2018", "1 April 2018", "2018-03-30", "31/03/2018", "31 March 2010", "0"):
        yield f"as at {day}", Tampered("boroughs", {"as-at": day})
    for group in ("age:14-15", "Aged 14", "Aged 14 and 15,Private provision", "legal-status:*"):
        yield f"only {group}", Tampered("boroughs", {"only": group})
    yield (
        "two groups",
        Tampered("boroughs", {"only": ["Aged 14 and 15", "Private provision"]}),
    )
    yield (
        "a group, a borough and a day together",
        Tampered(
            "boroughs",
            {"only": "Interim care order", "borough": "City of London", "as-at": "30 March 2018"},
            {"only": "Interim care order"},
        ),
    )
    yield (
        "another day for a borough that there is",
        Tampered("overview", {"borough": MERGED, "as-at": "30 March 2018"}, {"borough": MERGED}),
    )
    yield "single placements", Tampered("overview", {"single": "true"})
    for key in ("as_of", "area_code", "group_key", "authority", "folder", "today"):
        yield f"the product's own word {key}", Tampered("overview", {key: "E09000001"})
    for number, text in enumerate(HOSTILE):
        key = ("borough", "as-at", "only", "map", "layers")[number % 5]
        yield f"hostile {key} {number}", Tampered("boroughs", {key: text})


def _that_choose_children() -> Iterator[tuple[str, Tampered]]:
    for change in (
        "beds=1", "beds=34", "ages_from=17&ages_to=17", "placed_within_months=1",
        "homes=E09000012:E8 1EA:1", "nomination=E09000012=1", "nomination=fair",
        "beds=1&beds=2&ages_from=11", "BEDS=1", "beds=1e0", "ages=17",
    ):  # fmt: skip
        yield change, Tampered("block_contract", {"changes": change})
    yield "two at once", Tampered("block_contract", {"changes": ["beds=1", "beds=2"]})
    yield (
        "of another contract",
        Tampered(
            "block_contract",
            {"contract": "12 beds", "changes": "beds=11&ages_to=16"},
            {"contract": "12 beds"},
        ),
    )
    yield (
        "a file that nobody opened",
        Tampered("block_contract", {"contract": "../contracts/nelcp.toml"}),
    )
    yield "what nobody kept", Tampered("block_contract", {"compare": "kept-1"})


TAMPERED = dict(_not_on_the_menu())
CHOOSING = dict(_that_choose_children())
AUDIENCES: Mapping[str, str | list[str]] = {
    "named": OFFICERS, "as a value": "officers", "last": [SHARED, OFFICERS], "nobody": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def on_the_menu() -> dict[tuple[str, str], "Seen"]:
    """What each untampered address shows, by page and address, as it is first needed."""
    return {}


class Seen(NamedTuple):
    """The numbers of a page in the order that they stand in, and all that its map was sent."""

    numbers: list[str]
    sent: object


def seen(app: AppTest) -> Seen:
    """Take down what a page shows, but for notices on the link: they quote it."""
    assert not app.exception
    said = re.sub(r'<(p|div) class="cth-note".*?</\1>', "", words(app), flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", said)
    return Seen(re.findall(r"\d[\d,.]*|hidden", html.unescape(text)), _sent(app))


def _sent(app: AppTest) -> object:
    return state_of_the_map(app) if app.get("component_instance") else None


def is_told(app: AppTest) -> bool:
    """Whether the page says that something of the link does not stand."""
    found = html.unescape(words(app))
    return any(
        said in found
        for said in (
            "of this link could not be used", "Left out here", "left out; the others",
            "are left out", "is not here", "is left out",
        )
    )  # fmt: skip


def plain(opened: Open, kept: dict[tuple[str, str], Seen], page: str, address: Address) -> Seen:
    key = (page, repr(sorted(address.items())))
    if key not in kept:
        kept[key] = seen(opened(page, **{"audience": SHARED, **address}))
    return kept[key]


@pytest.mark.parametrize("what", TAMPERED)
def test_what_is_not_on_the_menu_gives_the_numbers_of_what_is(
    opened: Open, on_the_menu: dict[tuple[str, str], Seen], what: str
) -> None:
    page, address, instead = TAMPERED[what]
    app = opened(page, **{"audience": SHARED, **address})
    assert is_told(app)
    assert seen(app) == plain(opened, on_the_menu, page, instead)


@pytest.mark.parametrize("what", CHOOSING)
def test_no_link_chooses_children_in_the_shared_view(
    opened: Open, on_the_menu: dict[tuple[str, str], Seen], what: str
) -> None:
    page, address, instead = CHOOSING[what]
    app = opened(page, **{"audience": SHARED, **address})
    assert is_told(app)
    assert seen(app) == plain(opened, on_the_menu, page, instead)


def test_the_comparison_would_notice_another_view(
    opened: Open, on_the_menu: dict[tuple[str, str], Seen]
) -> None:
    first = plain(opened, on_the_menu, "boroughs", {})
    assert len(first.numbers) > 200
    for address in ({"borough": MERGED}, {"audience": OFFICERS}):
        other = seen(opened("boroughs", **{"audience": SHARED, **address}))
        assert other.numbers != first.numbers
        assert other.sent != first.sent
    contract = plain(opened, on_the_menu, "block_contract", {})
    assert plain(opened, on_the_menu, "block_contract", {"contract": "12 beds"}) != contract


@pytest.fixture
def in_a_network() -> Iterator[None]:
    before = config.get_option("server.address")
    config.set_option("server.address", EVERY_NETWORK)
    yield
    config.set_option("server.address", before)


@pytest.mark.usefixtures("in_a_network")
@pytest.mark.parametrize("how", AUDIENCES)
@pytest.mark.parametrize("page", ["overview", "boroughs", "block_contract"])
def test_in_a_network_no_link_opens_the_view_of_officers(
    opened: Open, on_the_menu: dict[tuple[str, str], Seen], page: str, how: str
) -> None:
    shared = plain(opened, on_the_menu, page, {})
    app = opened(page, audience=AUDIENCES[how], single="true")
    assert "The officers' view is closed" in html.unescape(words(app))
    assert seen(app) == shared
    app.query_params["audience"] = AUDIENCES[how]
    assert seen(app.run()) == shared, "nor does one that is written later in the visit"
