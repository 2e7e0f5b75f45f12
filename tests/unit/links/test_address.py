"""Every view is a link, and every link is a view: what cannot be read is told, never obeyed."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.disclosure.released import Audience
from lib.links.address import link, opening, parse, written
from lib.links.asked import AUDIENCES, Asked, Key, OnOffer, Page
from lib.links.parameters import MOST_SHOWN, STEPS_OF_PAGES, known
from lib.maps.state import Layer, Mode, Opening

DATES = (date(2018, 3, 31), date(2017, 3, 31), date(2016, 3, 31))
ON_OFFER = OnOffer(
    dates=DATES,
    boroughs={
        Audience.OFFICERS: ("Hackney", "City of London", "Barking and Dagenham"),
        Audience.SHARED: ("Hackney and City of London", "Barking and Dagenham"),
    },
    packs=("One page for Cabinet", "Borough pack", "Data pack"),
    trends=("Inside the authority", "Distance not known"),
    groups=("Aged 14 and 15", "Over 100 miles", "Another authority, public body or parent"),
)
ON_FILE = replace(ON_OFFER, audiences=(Audience.SHARED, Audience.OFFICERS))
"""What the Briefing page offers: files for the shared view first."""

PAGES_WITH_A_MAP = (Page.OVERVIEW, Page.BOROUGHS, Page.BLOCK_CONTRACT, Page.BRIEFING)
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


def or_none(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | values


@st.composite
def views(draw: st.DrawFn) -> tuple[Page, Asked]:
    """Any view of any page; what the plain page shows is None."""
    page = draw(st.sampled_from(Page))
    if page is Page.METHODS:
        return page, Asked()
    # a file is for the shared view unless the link says otherwise; a page shows officers theirs
    is_file = page is Page.BRIEFING
    audience = draw(or_none(st.just(Audience.OFFICERS if is_file else Audience.SHARED)))
    seen_by = audience or (Audience.SHARED if is_file else Audience.OFFICERS)
    asked = {"audience": audience, "as_of": draw(or_none(st.sampled_from(DATES[1:])))}
    if page in PAGES_WITH_A_MAP:
        others = [mode for mode in Mode if mode is not opening(page, Asked()).mode]
        some_layers = st.frozensets(st.sampled_from(Layer)).filter(lambda some: len(some) < 6)
        hundredths = st.integers(500, 1500)
        place = st.tuples(st.integers(498_000, 609_000), st.integers(-87_000, 18_000))
        boroughs = ON_OFFER.boroughs[seen_by]
        asked |= {
            "borough": draw(or_none(st.sampled_from(boroughs))),
            "is_single": None if audience or is_file else draw(or_none(st.just(True))),
            "mode": draw(or_none(st.sampled_from(others))),
            "layers": draw(or_none(some_layers)),
            "centre": draw(or_none(place.map(lambda at: (at[0] / 10_000, at[1] / 10_000)))),
            "zoom": draw(or_none(hundredths.map(lambda zoom: zoom / 100))),
        }
    if is_file:
        asked["pack"] = draw(or_none(st.sampled_from(ON_OFFER.packs[1:])))
        some = st.lists(st.sampled_from(boroughs), min_size=1, unique=True).map(tuple)
        asked["areas"] = draw(or_none(some))
    if page in (Page.OVERVIEW, Page.BOROUGHS):
        asked["trend"] = draw(or_none(st.just("Distance not known")))
    if page in (Page.BOROUGHS, Page.BRIEFING):
        asked["group"] = draw(or_none(st.sampled_from(ON_OFFER.groups)))
    if page in (Page.BLOCK_CONTRACT, Page.BRIEFING):
        asked |= {"contract": draw(or_none(TEXTS)), "changes": draw(or_none(TEXTS))}
    if page is Page.BLOCK_CONTRACT:
        asked["compare"] = draw(or_none(st.lists(TEXTS, min_size=1, max_size=4).map(tuple)))
    if page in STEPS_OF_PAGES:
        asked["step"] = draw(or_none(st.sampled_from(STEPS_OF_PAGES[page])))
    return page, Asked(**asked)


@settings(deadline=None)
@given(views())
def test_a_link_brings_back_the_view_and_nothing_is_said(view: tuple[Page, Asked]) -> None:
    page, asked = view
    path, query = opened(link(page, asked))
    assert path == page
    on_offer = ON_FILE if page is Page.BRIEFING else ON_OFFER
    assert parse(query, page=page, on_offer=on_offer) == (asked, ())


@settings(deadline=None)
@given(views())
def test_a_link_is_a_path_and_a_query_and_names_no_host(view: tuple[Page, Asked]) -> None:
    parts = urlsplit(link(*view))
    assert (parts.scheme, parts.netloc, parts.fragment) == ("", "", "")
    assert not parts.path.startswith("/")


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(Page),
    st.dictionaries(
        st.sampled_from([*Key, "unheard of"]) | st.text(max_size=20),
        st.text(max_size=300) | st.lists(st.text(max_size=80), max_size=3),
        max_size=6,
    ),
)
def test_no_text_breaks_the_parser_and_none_is_shown_at_length(
    page: Page, query: dict[str, str | list[str]]
) -> None:
    asked, notices = parse(query, page=page, on_offer=ON_OFFER)
    opening(page, asked)
    for notice in notices:
        assert set(notice.names) <= set(query)
        assert notice.said.endswith(".")
        assert all(len(quoted) <= MOST_SHOWN for quoted in re.findall("“(.*?)”", notice.said))
        assert not [one for one in notice.said if unicodedata.category(one) in {"Cc", "Cf", "Cs"}]
    kept = written(page, asked)
    refused = {name for notice in notices for name in notice.names}
    if Key.AUDIENCE in refused & {parameter.key for parameter in known(page)}:
        assert kept.pop(Key.AUDIENCE) == [AUDIENCES[Audience.SHARED]]
    assert not refused & set(kept)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"borough": "Kent"}, "There is no borough “Kent” here, so all boroughs are shown."),
        ({"as-at": "1 May 1066"},
         "There are no figures here as at “1 May 1066”, so those as at 31 March 2018 are shown."),
        ({"single": "maybe"}, "“single” cannot be “maybe”, so single placements are not drawn."),
        ({"only": "Aged 40"},
         "There is no group of children “Aged 40” here, so all children are shown."),
        ({"map": "never"}, "The map cannot show “never”, so it shows “Today”."),
        ({"layers": "names,tanks"}, "The map has no layer “tanks”, so all layers are shown."),
        ({"centre": "48.8566,2.3522"},
         "“48.8566,2.3522” is no place in Great Britain, so the map stands as it does without it."),
        ({"zoom": "99"},
         "The map cannot be enlarged to “99”, so the map stands as it does without it."),
        ({"trend": "Beds"},
         "There is no trend “Beds” here, so the trend of “Inside the authority” is shown."),
        ({"utm_source": "x"}, "“utm_source” means nothing on this page, so it is left out."),
        ({"a": "1", "b": "2"}, "2 names in it mean nothing on this page, so they are left out."),
        ({"borough": ["Hackney", "Hackney"]},
         "“borough” stands in it more than once, so all boroughs are shown."),
        ({"borough": "K" * 201},
         "What it gives for “borough” cannot be read, so all boroughs are shown."),
        ({"borough": "K" * 100},
         f"There is no borough “{'K' * 39}…” here, so all boroughs are shown."),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_with_what_is_shown_instead(
    query: Mapping[str, Sequence[str] | str], said: str
) -> None:
    asked, notices = parse(query, page=Page.BOROUGHS, on_offer=ON_OFFER)
    assert asked == Asked()
    assert [notice.said for notice in notices] == [said]


@pytest.mark.parametrize(
    "hostile",
    ["Hack\u202eney", "Hackney\x00", "Hackney\u2066", "Hack\u200bney", "Hackney\n", "\ufeffHackney",
     "Hackney\u2028", "\x1b[31mHackney"],
)  # fmt: skip
def test_characters_that_are_not_seen_are_never_shown_back(hostile: str) -> None:
    asked, (notice,) = parse({"borough": hostile}, page=Page.OVERVIEW, on_offer=ON_OFFER)
    assert asked == Asked()
    assert "Hack" not in notice.said
    _, (unknown,) = parse({hostile: "1"}, page=Page.OVERVIEW, on_offer=ON_OFFER)
    assert "Hack" not in unknown.said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("centre", "NaN,0"), ("centre", "51.5"), ("centre", "51.5,0,0"), ("centre", "5e1,0"),
        ("centre", "51.5, 0"), ("centre", "٥١,٠"), ("centre", "-51.5,0"), ("centre", "51.5,4"),
        ("zoom", "4.99"), ("zoom", "15.01"), ("zoom", "inf"), ("zoom", "1e1"), ("zoom", "-7"),
        ("layers", "names,"), ("layers", "none,names"), ("layers", "Names"), ("map", "today"),
        ("single", "TRUE"), ("borough", " Hackney"), ("as-at", "2018-03-31"),
    ],
)  # fmt: skip
def test_only_what_is_written_as_a_link_writes_it_is_read(name: str, text: str) -> None:
    asked, notices = parse({name: text}, page=Page.OVERVIEW, on_offer=ON_OFFER)
    assert asked == Asked()
    assert len(notices) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"audience": ""}, {"borough": ""}, {"map": [""]}, {"layers": ""}, {"contract": ""},
        {"audience": "Officers' view"}, {"as-at": "31 March 2018"}, {"single": "false"},
        {"map": "With the contract"}, {"layers": ",".join(Layer)},
    ],
)  # fmt: skip
def test_an_empty_value_and_the_default_are_the_plain_page(
    query: Mapping[str, Sequence[str] | str],
) -> None:
    assert parse(query, page=Page.BLOCK_CONTRACT, on_offer=ON_OFFER) == (Asked(), ())


def test_each_page_knows_its_own_names_alone() -> None:
    asked = {"only": "Aged 14 and 15", "changes": "discount=0.05", "borough": "Hackney"}
    for page, kept in (
        (Page.OVERVIEW, {"borough"}),
        (Page.BOROUGHS, {"only", "borough"}),
        (Page.BLOCK_CONTRACT, {"changes", "borough"}),
        (Page.RETURNS, set()),
        (Page.METHODS, set()),
    ):
        found, notices = parse(asked, page=page, on_offer=ON_OFFER)
        assert set(written(page, found)) == kept
        assert {name for notice in notices for name in notice.names} == set(asked) - kept


def test_who_looks_decides_which_boroughs_there_are() -> None:
    merged = {"borough": "Hackney and City of London"}
    assert parse(merged, page=Page.OVERVIEW, on_offer=ON_OFFER)[1]
    shared = {"audience": "Shared view", **merged}
    asked, notices = parse(shared, page=Page.OVERVIEW, on_offer=ON_OFFER)
    assert (asked.borough, notices) == ("Hackney and City of London", ())


def test_single_placements_are_not_for_the_shared_view() -> None:
    query = {"single": "true", "audience": "Shared view"}
    asked, (notice,) = parse(query, page=Page.OVERVIEW, on_offer=ON_OFFER)
    assert not asked.is_single
    assert notice.said.startswith("“single” is for officers alone")


@pytest.mark.parametrize("on_offer", [ON_OFFER, ON_FILE], ids=["officers first", "shared first"])
@pytest.mark.parametrize(
    "given",
    ["everyone", "shared", "Shared", "officers", "Officers", "Shared view ", ["Officers' view"] * 2,
     ["Shared view", "Officers' view"]],
)  # fmt: skip
def test_a_link_that_misspells_whose_view_it_is_shows_the_shared_one(
    given: str | list[str], on_offer: OnOffer
) -> None:
    query = {"audience": given, "single": "true"}
    asked, notices = parse(query, page=Page.OVERVIEW, on_offer=on_offer)
    assert asked == Asked(audience=Audience.SHARED)
    assert notices[0].said.endswith(", so the shared view is shown.")
    assert notices[1].said.startswith("“single” is for officers alone")


def test_the_officers_view_is_not_on_offer_where_it_is_closed() -> None:
    closed = OnOffer(audiences=(Audience.SHARED,), dates=DATES)
    asked, (notice,) = parse({"audience": "Officers' view"}, page=Page.RETURNS, on_offer=closed)
    assert asked.audience is Audience.SHARED
    assert notice.said == "There is no “Officers' view” here, so the shared view is shown."


def test_the_map_opens_as_the_page_has_it_unless_it_is_asked_for() -> None:
    assert opening(Page.OVERVIEW, Asked()) == Opening(mode=Mode.TODAY)
    assert opening(Page.BLOCK_CONTRACT, Asked()) == Opening(mode=Mode.WITH_CONTRACT)
    asked = Asked(mode=Mode.SWIPE, layers=frozenset(), centre=(51.5, 0.1), zoom=11.25)
    assert opening(Page.BOROUGHS, asked) == Opening(
        mode=Mode.SWIPE, layers=frozenset(), centre=(51.5, 0.1), zoom=11.25
    )


def test_a_link_can_be_read_by_a_person() -> None:
    asked = Asked(borough="Barking and Dagenham", group="Aged 14 and 15", mode=Mode.CHANGES,
                  layers=frozenset({Layer.NAMES, Layer.SHARES}), centre=(51.5512, 0.0834),
                  zoom=11.25)  # fmt: skip
    assert link(Page.BOROUGHS, asked) == (
        "boroughs?borough=Barking+and+Dagenham&only=Aged+14+and+15&map=What+changes"
        "&layers=shares,names&centre=51.5512,0.0834&zoom=11.25"
    )
    assert link(Page.OVERVIEW, Asked(mode=Mode.TODAY)) == ""


def opened(address: str) -> tuple[str, dict[str, list[str]]]:
    """Give path and query of a link, as a browser hands them on."""
    parts = urlsplit(address)
    return parts.path, parse_qs(parts.query, keep_blank_values=True)
