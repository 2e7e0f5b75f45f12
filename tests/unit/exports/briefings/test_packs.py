"""What each pack says: the figures of the pages, and nothing that its audience may not see."""

import html
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from lib.answer.areas import TOTAL
from lib.answer.boroughs.groups import GROUPS
from lib.answer.contract.taken import taken
from lib.answer.loaded import DEMO_RETURNS, Loaded, load
from lib.disclosure.released import Audience
from lib.domain.contract_changes import changed
from lib.domain.settings import SETTINGS
from lib.errors import ConfigurationError, DisclosureError
from lib.exports.briefing import LONGEST_NOTE, LONGEST_TITLE, Table
from lib.exports.measured import measures_of_all, measures_of_area
from lib.exports.packs import contract_tables, tables
from lib.exports.packs.answered import views_of
from lib.exports.packs.cells import HIDDEN_NOTE
from lib.exports.packs.pack import briefing
from lib.exports.packs.views import Chosen, Pack
from lib.links.address import opening, parse
from lib.links.asked import OnOffer, Page
from lib.maps.state import Layer, Mode, Opening
from lib.ui import measures as page_measures
from lib.ui import tables as page_tables
from lib.ui.boroughs import bands as page_bands
from lib.ui.briefing.downloads import _stem
from lib.ui.contract import result, shared_out
from tests.unit.exports.briefings.conftest import Made, ViewsFor

HAVERING = "E09000016"
CITY = "E09000001"


def cells(page: str) -> list[list[str]]:
    """Read the rows of a table of a page, as a reader sees them."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)
    found = []
    for row in rows:
        texts = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        plain = (html.unescape(re.sub(r"<[^>]+>", "", text)) for text in texts)
        found.append([" ".join(text.replace("\u2060", "").split()) for text in plain])
    return found


def on_paper(table: Table) -> list[list[str]]:
    """Write a share as the page does: 7 25% and not 7 (25%)."""
    return [[re.sub(r" \((\d+%)\)", r" \1", cell) for cell in row] for row in table.rows]


@pytest.mark.parametrize("audience", Audience)
def test_the_tables_of_a_pack_hold_what_the_pages_show(
    views_for: ViewsFor, audience: Audience
) -> None:
    views = views_for(audience)
    view = views.overview
    assert views.boroughs is not None
    every = views.boroughs(None)
    forecast, shares = views.forecast(), views.shares()
    assert forecast is not None
    assert shares.shares is not None
    pairs = [
        (tables.boroughs(view), page_tables._boroughs(view.boroughs, None), "hidden together"),
        (tables.other_measures(view), page_tables.other_measures(view), ""),
        (tables.flows(view), page_tables.flow_table(view), ""),
        (tables.homes(view), page_tables.home_table(view), ""),
        (contract_tables.years(forecast), result._years(forecast.years), ""),
        (
            contract_tables.shares(shares.shares, "children_inside"),
            shared_out._by_rules(shares.shares, "children_inside"),
            "",
        ),
    ]
    for table, page, _ in pairs:
        shown = [row for row in cells(page)[1:] if row[0] != page_tables.HIDDEN_TOGETHER]
        wanted = on_paper(table)
        # the page of officers has columns beside these
        assert [row[: len(wanted[0])] for row in shown] == wanted, table.title
    page = cells(page_bands._table(every))[1:]
    by_name = {row[0]: row[1:] for row in page}
    for name, *numbers in tables.bands(every, TOTAL).rows:
        whole_name = name.replace("Middle,", "Middle distance,")  # paper has less room
        on_page = [re.sub(r" \d+%$", "", text) for text in by_name[whole_name][:2]]
        assert on_page == numbers, name


@pytest.mark.parametrize("audience", Audience)
def test_the_measures_are_those_of_the_page(views_for: ViewsFor, audience: Audience) -> None:
    view = views_for(audience).overview
    rows = [*view.measures.table.iterrows()]
    for measure, (_, row) in zip(measures_of_all(view), rows, strict=True):
        card = page_measures._card(measure, row)
        said = html.unescape(re.sub(r"<[^>]+>", " ", card))
        for text in (measure.label, measure.now, measure.after, *measure.said):
            assert text in said


def test_the_measures_of_an_area_add_up_to_those_of_all(views_for: ViewsFor) -> None:
    view = views_for(Audience.OFFICERS).overview
    codes = [str(code) for code in view.boroughs.table.index if code != TOTAL]
    counted = {code: measures_of_area(view, code) for code in codes}
    for at, whole in enumerate(measures_of_area(view, TOTAL)):
        parts = [int(one[at].said[0].split(" of ")[0]) for one in counted.values()]
        assert sum(parts) == int(whole.said[0].split(" of ")[0])


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("pack", Pack)
def test_every_pack_says_its_finding_its_date_and_where_it_comes_from(
    made: Made, pack: Pack, audience: Audience
) -> None:
    found = made(pack, audience)
    assert found.audience is audience
    assert found.marking == "Invented data"
    assert all(sheet.title and len(sheet.title) <= LONGEST_TITLE for sheet in found.sheets)
    assert "31 March 2018" in found.sheets[0].subtitle
    assert found.sources[0].lower().count("invented returns") == 1
    assert "as-at=31+March+2018" in found.link
    assert ("Shared+view" in found.link) == (audience is Audience.SHARED)
    assert {table.audience for table in found.released.values()} == {audience}


def test_a_borough_without_children_has_no_measures_and_says_so(made: Made) -> None:
    found = made(Pack.BOROUGHS, Audience.OFFICERS)
    (city,) = [sheet for sheet in found.sheets if sheet.title.startswith("City of London")]
    assert city.measures == ()
    assert city.sentences == ("City of London has no child on the map.",)


def test_of_one_council_s_return_without_costs_every_pack_says_what_is_not_there(
    tmp_path: Path,
) -> None:
    folder = tmp_path / HAVERING
    shutil.copytree(DEMO_RETURNS / HAVERING, folder)
    (folder / "costs.csv").unlink()
    loaded = load(tmp_path, today=date(2026, 1, 1))
    views = views_of(loaded, contract=loaded.own_contract, audience=Audience.OFFICERS)
    (page,) = briefing(views, Chosen(pack=Pack.BOROUGHS)).sheets
    assert page.title.startswith("Havering:")
    (asked,) = briefing(views, Chosen(pack=Pack.BOROUGHS, areas=("E09000012",))).sheets
    assert asked.sentences == (
        "Hackney has no return loaded, so no child of theirs is on the map.",
    )
    assert (asked.measures, asked.tables) == ((), ())
    (cabinet,) = briefing(views, Chosen(areas=("E09000012",))).sheets
    assert cabinet.measures == ()
    contract = briefing(views, Chosen(pack=Pack.CONTRACT))
    titles = [sheet.title for sheet in contract.sheets]
    assert "Money and risk cannot be forecast from these returns" in titles
    shutil.copy(DEMO_RETURNS / HAVERING / "costs.csv", folder)
    loaded = load(tmp_path, today=date(2026, 1, 1))
    views = views_of(loaded, contract=loaded.own_contract, audience=Audience.OFFICERS)
    forecast = [one for one in briefing(views, Chosen(pack=Pack.CONTRACT)).sheets if one.chart]
    assert forecast
    assert all("No return is loaded of" in one.notes[0] for one in forecast)
    assert "What each authority brings cannot be worked out from these returns" in titles
    assert contract.marking == "Official - sensitive: not for publication"


def test_each_borough_has_a_page_and_a_choice_of_them_has_those(
    made: Made, views_for: ViewsFor
) -> None:
    assert len(made(Pack.BOROUGHS, Audience.OFFICERS).sheets) == 8
    assert len(made(Pack.BOROUGHS, Audience.SHARED).sheets) == 7, "Hackney with the City"
    views = views_for(Audience.OFFICERS)
    found = briefing(views, Chosen(pack=Pack.BOROUGHS, areas=(HAVERING,)))
    (sheet,) = found.sheets
    assert sheet.title.startswith("Havering:")
    assert "borough=Havering" in found.link


def test_the_others_of_a_long_list_of_flows_are_counted_together(views_for: ViewsFor) -> None:
    view = views_for(Audience.OFFICERS).overview
    for area in [str(code) for code in view.boroughs.table.index if code != TOTAL]:
        table = tables.flows_of(view, area)
        if table is None:
            continue
        flows = view.flows.table
        every = flows[flows["origin_code"] == area]
        for column, name in ((1, "today"), (2, "with_contract")):
            assert sum(int(row[column]) for row in table.rows) == int(every[name].sum())


def test_another_state_is_another_scenario_and_the_same_is_the_same(views_for: ViewsFor) -> None:
    views = views_for(Audience.OFFICERS)
    first = Chosen()
    others = [
        Chosen(pack=Pack.DATA),
        Chosen(areas=(HAVERING,)),
        Chosen(opening=Opening(mode=Mode.CHANGES)),
        Chosen(opening=Opening(centre=(51.5, 0.1), zoom=10)),
        Chosen(title="Ours"),
        Chosen(note="Ours"),
    ]
    ids = [briefing(views, one).trace.id for one in (first, *others)]
    ids.append(briefing(views_for(Audience.SHARED), first).trace.id)
    assert len(set(ids)) == len(ids)
    assert briefing(views, Chosen()).trace.id == ids[0]


def test_what_somebody_writes_stands_in_the_place_of_our_title_as_one_plain_line(
    views_for: ViewsFor,
) -> None:
    views = views_for(Audience.OFFICERS)
    found = briefing(views, Chosen(title=" For\nCabinet \u202e", note="Mind\x00 this"))
    assert found.title == found.sheets[0].title == "For Cabinet"
    assert found.sheets[0].notes[0] == "Mind this"


def test_a_text_that_is_too_long_is_refused_in_words(views_for: ViewsFor) -> None:
    views = views_for(Audience.OFFICERS)
    for chosen, what in (
        (Chosen(title="a" * (LONGEST_TITLE + 1)), "title"),
        (Chosen(note="a" * (LONGEST_NOTE + 1)), "note"),
    ):
        with pytest.raises(ConfigurationError, match=f"The {what} has .* At most"):
            briefing(views, chosen)


def test_an_area_that_the_audience_does_not_have_is_refused_with_those_there_are(
    views_for: ViewsFor,
) -> None:
    with pytest.raises(ConfigurationError, match=r"no borough 'E09000001' here.*Havering"):
        briefing(views_for(Audience.SHARED), Chosen(areas=(CITY,)))


def test_boroughs_are_chosen_for_the_packs_that_have_a_place_for_them(
    views_for: ViewsFor,
) -> None:
    views = views_for(Audience.OFFICERS)
    for chosen in (
        Chosen(areas=(HAVERING, CITY)),
        Chosen(pack=Pack.DATA, areas=(HAVERING,)),
        Chosen(pack=Pack.CONTRACT, areas=(HAVERING,)),
    ):
        with pytest.raises(ConfigurationError, match="choose the borough pack"):
            briefing(views, chosen)


@pytest.mark.parametrize("audience", Audience)
def test_on_the_page_for_cabinet_the_forecast_stands_beside_the_bound(
    views_for: ViewsFor, audience: Audience
) -> None:
    views = views_for(audience)
    (page,) = briefing(views, Chosen()).sheets
    forecast = views.forecast()
    assert forecast is not None
    assert f"Forecast: {forecast.headline[0].lower()}{forecast.headline[1:]}" in page.sentences


def test_another_contract_s_link_opens_its_own_page_whatever_the_pack(demo: Loaded) -> None:
    dearer = changed(demo.own_contract, {"discount": "0.1"})
    views = views_of(demo, contract=dearer, audience=Audience.OFFICERS)
    for pack in Pack:
        assert "./block_contract?" in briefing(views, Chosen(pack=pack)).link


def test_no_table_of_officers_goes_into_a_file_for_others(made: Made) -> None:
    found = made(Pack.CABINET, Audience.SHARED)
    strange = made(Pack.CABINET, Audience.OFFICERS).released["boroughs"]
    with pytest.raises(DisclosureError, match="has not been released for it"):
        replace(found, released={"boroughs": strange})
    with pytest.raises(DisclosureError):
        replace(found, released={"boroughs": strange.table})


def test_another_contract_is_not_shown_by_borough_to_others(demo: Loaded) -> None:
    preset = next(one for one in demo.presets.values() if one.chooses != demo.own_contract.chooses)
    views = views_of(demo, contract=preset, audience=Audience.SHARED)
    assert views.boroughs is None
    (sheet,) = briefing(views, Chosen()).sheets
    assert sheet.map is None
    assert any("only the partnership's own contract" in note for note in sheet.notes)
    with pytest.raises(ConfigurationError, match="Choose another pack"):
        briefing(views, Chosen(pack=Pack.BOROUGHS))


def test_a_contract_that_was_changed_comes_back_with_the_link(demo: Loaded) -> None:
    dearer = changed(demo.own_contract, {"discount": "0.1"})
    views = views_of(demo, contract=dearer, audience=Audience.OFFICERS)
    found = briefing(views, Chosen())
    assert found.link.startswith("./block_contract?")
    assert "changes=discount" in found.link


@pytest.mark.parametrize("audience", Audience)
def test_the_link_of_a_briefing_asks_for_the_very_view(
    views_for: ViewsFor, audience: Audience
) -> None:
    views = views_for(audience)
    footprint = views.places.footprint
    released_areas = dict(map(footprint.released_area, footprint.codes))
    on_offer = OnOffer(
        dates=views.overview.available_dates,
        boroughs={
            Audience.OFFICERS: tuple(footprint.names.values()),
            Audience.SHARED: tuple(released_areas.values()),
        },
        groups=tuple(group.name for group in GROUPS),
    )
    layers = frozenset({Layer.SHARES, Layer.NAMES})
    states = [
        Chosen(),
        Chosen(areas=(HAVERING,), opening=Opening(mode=Mode.CHANGES, layers=layers)),
        Chosen(opening=Opening(mode=Mode.SWIPE, centre=(51.5512, 0.1234), zoom=10.25)),
        Chosen(pack=Pack.BOROUGHS, areas=(HAVERING,)),
        Chosen(pack=Pack.CONTRACT),
    ]
    for chosen in states:
        found = briefing(views, chosen)
        address = urlsplit(found.link)
        page = Page(address.path.removeprefix("./"))
        asked, unusable = parse(parse_qs(address.query), page=page, on_offer=on_offer)
        assert unusable == ()
        assert asked.audience is (None if audience is Audience.OFFICERS else audience)
        assert "as-at=31+March+2018" in found.link
        assert asked.borough == ("Havering" if chosen.areas else None)
        assert opening(page, asked) == chosen.opening


def test_without_ages_nothing_is_said_of_the_contract(tmp_path: Path) -> None:
    folder = tmp_path / HAVERING
    shutil.copytree(DEMO_RETURNS / HAVERING, folder)
    (folder / "header.csv").unlink()
    loaded = load(tmp_path, today=date(2026, 1, 1))
    views = views_of(loaded, contract=loaded.own_contract, audience=Audience.OFFICERS)
    for pack in Pack:
        found = briefing(views, Chosen(pack=pack))
        every = [measure for sheet in found.sheets for measure in sheet.measures]
        assert {measure.after for measure in every} <= {""}
        assert all("with the contract not known" in measure.said[0] for measure in every)
        headings = {
            heading
            for sheet in found.sheets
            for table in sheet.tables
            if "Borough" in table.headings
            for heading in table.headings
        }
        assert not any("ith the contract" in heading for heading in headings)
    said = page_measures._card(
        measures_of_all(views.overview)[0], views.overview.measures.table.iloc[0]
    )
    assert "cth-after" not in said


def test_the_pack_for_decisions_says_what_is_bought_and_what_was_changed(demo: Loaded) -> None:
    contract = changed(demo.own_contract, {"discount": "0.1", "management": "150000"})
    views = views_of(demo, contract=contract, audience=Audience.OFFICERS)
    sheets = briefing(views, Chosen(pack=Pack.CONTRACT)).sheets
    (bought,) = [sheet for sheet in sheets if "10% off the average weekly cost" in sheet.title]
    terms = dict(bought.tables[0].rows)
    assert terms["Beds"] == "35 in 10 homes, for ages 11 to 17"
    assert terms["Management"] == "£150,000 a year"
    assert "10%, not 20%" in bought.sentences[0]
    assert "£150,000, not £0" in bought.sentences[0]
    assert sum(int(beds) for _, _, beds in bought.tables[1].rows) == 35
    (settings,) = [sheet for sheet in sheets if "takes for granted, and why" in sheet.title]
    rows = {row[0]: row[1:] for row in settings.tables[0].rows}
    assert rows["Discount on the average weekly cost"][:2] == ("10%", "20%")
    assert rows["Term in years"] == ("7", "", SETTINGS["term_years"].why)
    assert all(reason for *_, reason in rows.values()), "each value has a source or a reason"
    unsaid = set(contract.assumptions.values()) - {reason for *_, reason in rows.values()}
    # a share that is guaranteed has no part in it, and a discount says the price
    assert unsaid == {SETTINGS["guaranteed_share"].why, SETTINGS["price"].why}


def test_a_price_in_the_place_of_a_discount_is_told_as_such(demo: Loaded) -> None:
    contract = changed(demo.own_contract, {"price": "2900"})
    found = {one.what: one for one in taken(contract, demo.own_contract)}
    price = found["Price of a bed a week"]
    assert (price.value, price.proposed) == ("£2,900", "20% off the average weekly cost")
    assert "Discount on the average weekly cost" not in found


def test_a_proposal_that_nobody_changed_says_of_no_change(made: Made) -> None:
    sheets = made(Pack.CONTRACT, Audience.SHARED).sheets
    (bought,) = [sheet for sheet in sheets if sheet.title.startswith("The 2018 proposal: 35 beds")]
    assert bought.sentences == ()
    (settings,) = [sheet for sheet in sheets if "takes for granted, and why" in sheet.title]
    assert settings.tables[0].headings == ("What", "Value", "Its source, or why it is assumed")


def test_why_a_figure_is_hidden_stands_once_on_a_sheet(made: Made) -> None:
    for pack in Pack:
        for sheet in made(pack, Audience.SHARED).sheets:
            texts = [
                *sheet.notes,
                *(table.note for table in sheet.tables),
                *(said for measure in sheet.measures for said in measure.said),
            ]
            is_hidden = any(
                "hidden" in cell for table in sheet.tables for row in table.rows for cell in row
            )
            explained = texts.count(HIDDEN_NOTE) + texts.count(tables.NOT_LISTED)
            assert explained >= is_hidden, sheet.title
            in_measures = [said for one in sheet.measures for said in one.said]
            assert HIDDEN_NOTE not in in_measures


def test_what_has_no_room_beside_the_figures_is_counted(
    views_for: ViewsFor,
) -> None:
    views = views_for(Audience.SHARED)
    unknowns = tuple(f"Unknown {at}." for at in range(7))
    many = replace(views, overview=replace(views.overview, unknowns=unknowns, rules_off=()))
    notes = briefing(many, Chosen()).sheets[0].notes
    assert notes[-1] == "3 more of what is not known: in the contract decision pack."
    (listed,) = [
        sheet
        for sheet in briefing(many, Chosen(pack=Pack.CONTRACT)).sheets
        if sheet.title == "What is not known"
    ]
    assert listed.sentences == unknowns


def test_the_name_of_a_file_says_who_may_hold_it_and_which_it_is(made: Made) -> None:
    shared, officers = (_stem(made(Pack.CABINET, audience)) for audience in Audience)
    if "officers" in shared:
        shared, officers = officers, shared
    trace = made(Pack.CABINET, Audience.SHARED).trace
    assert shared == f"closer-to-home-cabinet-2018-03-31-shared-invented-data-{trace.id}"
    assert officers.startswith("closer-to-home-cabinet-2018-03-31-officers-not-for-publication-")
