"""
The committed invented returns, against the published rows.

Everything is worked out here from the raw files with pandas and the postcode index;
`lib.ingest` and `lib.spatial` are not asked.
"""

from typing import Final

import numpy as np
import pandas as pd
import pytest

from lib.domain import codes
from lib.sources.paths import GEODATA
from lib.sources.postcodes import PostcodeIndex
from lib.sources.published import published

RETURNS: Final = GEODATA / "synthetic" / "returns"
DAY: Final = pd.Timestamp(2018, 3, 31)
CITY, HACKNEY = "E09000001", "E09000012"
EIGHT: Final = (
    "E09000001", "E09000002", "E09000012", "E09000016",
    "E09000025", "E09000026", "E09000030", "E09000031",
)  # fmt: skip
WITHOUT_CITY: Final = tuple(code for code in EIGHT if code != CITY)


def read(name: str) -> pd.DataFrame:
    files = sorted(RETURNS.glob(f"*/{name}.csv"))
    return pd.concat(
        [
            pd.read_csv(file, dtype=str, keep_default_na=False).assign(council=file.parent.name)
            for file in files
        ],
        ignore_index=True,
    )


def day_of(column: pd.Series) -> pd.Series:
    return pd.to_datetime(column, format="%d/%m/%Y", errors="coerce")


@pytest.fixture(scope="module")
def index() -> PostcodeIndex:
    return PostcodeIndex.open()


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    """Every row of Episodes that a careful reader would keep."""
    table = read("episodes").drop_duplicates()
    table = table.assign(start=day_of(table["DECOM"]), end=day_of(table["DEC"]))
    is_good = (
        table["start"].notna()
        & (table["DEC"].eq("") | table["end"].ge(table["start"]))
        & table["PLACE"].isin(codes.PLACEMENT_TYPES)
    )
    return table[is_good].sort_values(["CHILD", "start"], ignore_index=True)


@pytest.fixture(scope="module")
def looked_after(rows: pd.DataFrame, index: PostcodeIndex) -> pd.DataFrame:
    """One row a child on 31 March 2018, with where it lives and how far away."""
    is_open = rows["start"].le(DAY) & (rows["DEC"].eq("") | rows["end"].gt(DAY))
    table = rows[is_open & ~rows["LS"].isin(["V3", "V4"])].reset_index(drop=True)
    origin, placement = index.locate(table["HOME_POST"]), index.locate(table["PL_POST"])
    metres = np.hypot(
        origin["easting"] - placement["easting"], origin["northing"] - placement["northing"]
    )
    return table.assign(
        lives_in=placement["authority_code"],
        origin_in=origin["authority_code"],
        miles=(metres / 1609.3).round(1),
    )


@pytest.fixture(scope="module")
def residents(looked_after: pd.DataFrame) -> pd.DataFrame:
    return looked_after[looked_after["PLACE"].eq("K2")]


@pytest.fixture(scope="module")
def homes() -> pd.DataFrame:
    table = pd.read_csv(RETURNS / "homes.csv", dtype=str, keep_default_na=False, skiprows=1)
    return table.assign(places=table["Places"].astype(int))


def figure(measure: str, code: str, year: int = 2018) -> int:
    table = published("children_looked_after").set_index(["area_code", "year", "measure"])
    return int(table.loc[(code, year, measure), "value"])


@pytest.mark.parametrize("code", EIGHT)
def test_looked_after_children_are_exactly_as_published(
    looked_after: pd.DataFrame, code: str
) -> None:
    assert looked_after["CHILD"].is_unique
    assert looked_after["council"].eq(code).sum() == figure("looked_after_n", code)


@pytest.mark.parametrize("code", WITHOUT_CITY)
def test_share_inside_the_authority_is_as_published(looked_after: pd.DataFrame, code: str) -> None:
    children = looked_after[looked_after["council"].eq(code)]
    share = children["lives_in"].eq(code).mean()
    wanted = figure("inside_la_n", code) / figure("looked_after_n", code)
    assert abs(share - wanted) <= 0.02


@pytest.mark.parametrize("code", WITHOUT_CITY)
def test_share_over_20_miles_is_as_published(looked_after: pd.DataFrame, code: str) -> None:
    """Unknown distances stay in the denominator."""
    children = looked_after[looked_after["council"].eq(code)]
    share = children["miles"].gt(20).sum() / len(children)
    wanted = figure("over20_n", code) / figure("looked_after_n", code)
    assert abs(share - wanted) <= 0.02


@pytest.mark.parametrize("code", WITHOUT_CITY)
def test_unaccompanied_children_are_as_published_and_have_no_distance(
    looked_after: pd.DataFrame, code: str
) -> None:
    alone = looked_after[looked_after["CHILD"].isin(read("uasc")["CHILD"])]
    assert alone["council"].eq(code).sum() == figure("uasc_n", code)
    assert alone["miles"].isna().all()


def test_170_children_are_in_childrens_homes(residents: pd.DataFrame) -> None:
    assert len(residents) == 170


def test_number_in_homes_agrees_with_what_is_published_for_2020(residents: pd.DataFrame) -> None:
    """Secure homes are in the published count, two authorities' counts are withheld."""
    table = published("children_looked_after")
    of_2020 = table["measure"].eq("pl_secure_and_childrens_home_n") & table["year"].eq(2020)
    shown = table[of_2020].dropna(subset="value")
    shown = shown[shown["area_code"].isin(EIGHT)]
    here = residents["council"].isin(shown["area_code"]).sum()
    assert len(shown) == 6
    assert here == pytest.approx(shown["value"].sum(), rel=0.1)


def flows_of_2018() -> pd.Series:
    flows = published("placement_flows").query("year == 2018")
    return flows.set_index(["area_code", "measure"])["value"]


def test_none_of_hackneys_children_in_homes_is_in_hackney(residents: pd.DataFrame) -> None:
    flows = flows_of_2018()
    assert flows[(HACKNEY, "own_placed_outside_pct")] == 100
    of_hackney = residents[residents["council"].eq(HACKNEY)]
    assert len(of_hackney) > 20
    assert not of_hackney["lives_in"].eq(HACKNEY).any()


def test_share_outside_the_own_borough_is_londons(residents: pd.DataFrame) -> None:
    flows = flows_of_2018()
    known = residents.dropna(subset="lives_in")
    assert len(known) >= 165
    share = 100 * known["lives_in"].ne(known["council"]).mean()
    assert share == pytest.approx(flows[("E12000007", "own_placed_outside_pct")], abs=1)


NOW_CALLED: Final = {
    "Bournemouth": "Bournemouth, Christchurch and Poole",
    "Poole": "Bournemouth, Christchurch and Poole",
    "Cumberland": "Cumbria",
    "Westmorland and Furness": "Cumbria",
    "North Northamptonshire": "Northamptonshire",
    "West Northamptonshire": "Northamptonshire",
}
"""Names of 2018 and of 2025 that are counted together."""


def test_homes_and_places_of_every_english_authority_are_as_published(homes: pd.DataFrame) -> None:
    table = published("childrens_homes").query("date == '2018-03-31' and sector == 'all'")
    table = table[~table["area_code"].str.startswith(("E12", "E92"))]
    wanted = table.groupby(table["area_name"].replace(NOW_CALLED))[["homes", "places"]].sum()
    wanted = wanted[wanted["homes"].gt(0)].astype(int)
    found = homes.groupby(homes["Local authority"].replace(NOW_CALLED))["places"].agg(
        ["size", "sum"]
    )
    found.columns = ["homes", "places"]
    pd.testing.assert_frame_equal(
        found.sort_index(), wanted.sort_index(), check_names=False, check_dtype=False
    )


def test_41_homes_with_225_places_stand_in_the_footprint(
    homes: pd.DataFrame, index: PostcodeIndex
) -> None:
    table = published("childrens_homes").query("date == '2018-03-31' and sector == 'all'")
    wanted = table[table["area_code"].isin(EIGHT)][["homes", "places"]].sum()
    stands_in = index.locate(homes["Postcode"].where(homes["Postcode"].ne("REDACTED"), ""))
    here = homes[stands_in["authority_code"].isin(EIGHT)]
    assert (len(here), here["places"].sum()) == (41, 225) == tuple(wanted)


def test_sectors_of_the_homes_are_as_published(homes: pd.DataFrame) -> None:
    table = published("childrens_homes").query("date == '2018-03-31' and area_code == 'E92000001'")
    wanted = table.set_index("sector")["homes"].drop("all")
    found = homes["Sector"].str.lower().str.replace(" ", "_").value_counts()
    assert found.to_dict() == wanted.to_dict()


@pytest.mark.parametrize("area", [f"{CITY}+{HACKNEY}", *sorted({*EIGHT} - {CITY, HACKNEY})])
def test_published_net_gain_of_homes_is_not_contradicted(
    residents: pd.DataFrame, area: str
) -> None:
    """
    Net gain is others placed here less own placed elsewhere, so it tells how many others
    there must be: at least those of the other seven, and no more than there are places.
    """
    codes = area.split("+")
    table = published("childrens_homes").query("date == '2018-03-31' and sector == 'all'")
    places = int(table.set_index("area_code").loc[codes, "places"].sum())
    is_ours = residents["council"].isin(codes)
    is_own = residents["council"].eq(residents["lives_in"])
    is_here = residents["lives_in"].isin(codes)
    others = int(flows_of_2018()[(area, "net_gain")]) + int((is_ours & ~is_own).sum())
    assert others >= (is_here & ~is_own).sum()
    assert others + (is_ours & is_own).sum() <= places


def test_earlier_years_are_about_as_published(rows: pd.DataFrame) -> None:
    for year in (2015, 2016, 2017):
        day = pd.Timestamp(year, 3, 31)
        is_open = rows["start"].le(day) & (rows["DEC"].eq("") | rows["end"].gt(day))
        found = rows[is_open & ~rows["LS"].isin(["V3", "V4"])]["CHILD"].nunique()
        wanted = sum(figure("looked_after_n", code, year) for code in EIGHT)
        assert found == pytest.approx(wanted, rel=0.1)


def test_weekly_cost_is_englands_on_the_day(residents: pd.DataFrame) -> None:
    of_the_year = published("weekly_cost").query("financial_year == '2017-18'")
    cost = of_the_year.set_index("area_code")["gbp_per_week"]
    costs = read("costs")
    running = costs[costs["end"].eq("") & costs["CHILD"].isin(residents["CHILD"])]
    assert running["CHILD"].is_unique
    pounds = running["weekly_cost_pounds"].astype(int)
    assert pounds.mean() == pytest.approx(cost["E92000001"], rel=0.01)
    assert pounds.std() > 300


def test_no_home_ever_holds_more_children_than_it_has_places(
    rows: pd.DataFrame, homes: pd.DataFrame
) -> None:
    stays = rows[rows["URN"].str.fullmatch(r"\d+")]
    stays = stays.merge(homes[["URN", "places"]], on="URN", how="left", validate="many_to_one")
    assert stays["places"].notna().all()
    events = pd.concat(
        [
            pd.DataFrame({"urn": stays["URN"], "day": stays["start"], "change": 1}),
            pd.DataFrame({"urn": stays["URN"], "day": stays["end"], "change": -1}).dropna(),
        ]
    ).sort_values(["urn", "day", "change"])
    most = events.groupby("urn")["change"].cumsum().groupby(events["urn"]).max()
    assert most.le(homes.set_index("URN")["places"].reindex(most.index)).all()


def test_children_in_homes_live_at_the_home_of_their_number(
    residents: pd.DataFrame, homes: pd.DataFrame, index: PostcodeIndex
) -> None:
    listed = residents[residents["URN"].str.fullmatch(r"\d+")].merge(homes, on="URN", how="left")
    assert len(listed) == 168  # one in Wales, one whose postcode and number were mistyped
    names = dict(zip(EIGHT, [""] * 8, strict=True))
    in_footprint = listed[listed["lives_in"].isin(names)]
    written = in_footprint["PL_POST"].str.replace(" ", "").str.upper()
    assert written.eq(in_footprint["Postcode"].str.replace(" ", "")).all()
    by_authority = listed.groupby("lives_in")["Local authority"].nunique()
    assert by_authority.eq(1).all()
    assert index.locate(listed["PL_POST"])["level"].eq("postcode").all()


def test_nobody_in_a_home_came_before_it_was_registered(
    rows: pd.DataFrame, homes: pd.DataFrame
) -> None:
    stays = rows[rows["URN"].str.fullmatch(r"\d+")].merge(homes, on="URN")
    assert stays["start"].ge(day_of(stays["Registration date"])).all()


@pytest.mark.parametrize("code", EIGHT)
def test_every_return_has_an_event_in_the_last_quarter(rows: pd.DataFrame, code: str) -> None:
    mine = rows[rows["council"].eq(code)]
    last = pd.concat([mine["start"], mine["end"]]).max()
    assert pd.Timestamp(2018, 1, 1) <= last < DAY


def test_origins_lie_in_the_responsible_authority(looked_after: pd.DataFrame) -> None:
    known = looked_after.dropna(subset="origin_in")
    assert len(known) > 1_900
    assert known["origin_in"].eq(known["council"]).all()


def test_origins_and_homes_sit_on_ordinary_postcodes(
    looked_after: pd.DataFrame, homes: pd.DataFrame, index: PostcodeIndex
) -> None:
    shared = pd.concat([index.postcodes_in(code) for code in EIGHT])
    shared = shared.set_index(shared["postcode"].str.replace(" ", ""))["n_at_point"]
    used = pd.concat([looked_after["HOME_POST"], homes["Postcode"]])
    used = used.str.replace(" ", "").str.upper()
    used = used[~used.isin(["", "REDACTED", "NFA"])]
    assert shared.reindex(used.unique()).le(50).all()


def test_codes_are_of_the_return_of_2018(rows: pd.DataFrame) -> None:
    for column, known in (
        ("PLACE", set(codes.PLACEMENT_TYPES) - {"K3", "Z11", "Z12", "Z13", "Z14"}),
        ("PLACE_PROVIDER", {*codes.PLACEMENT_PROVIDERS, ""}),
        ("LS", codes.LEGAL_STATUSES),
        ("RNE", codes.REASONS_FOR_NEW_EPISODE),
        ("CIN", codes.CATEGORIES_OF_NEED),
        ("REC", {*codes.REASONS_EPISODE_CEASED, ""}),
        ("REASON_PLACE_CHANGE", {*codes.REASONS_FOR_PLACEMENT_CHANGE, ""} - {"CUSTOD"}),
    ):
        assert set(rows[column]) <= set(known), column
    assert set(read("header")["SEX"]) == {"1", "2"}


def test_episodes_follow_each_other_without_a_gap(rows: pd.DataFrame) -> None:
    """But for the few rows beside one that was refused."""
    same = rows["CHILD"].eq(rows["CHILD"].shift())
    went_on = rows["REC"].shift().eq("X1") & same
    assert rows["start"].eq(rows["end"].shift())[went_on].mean() > 0.999
    assert rows["RNE"].ne("S")[went_on].all()
    assert rows["RNE"].eq("S")[same & ~went_on].mean() > 0.99
    first = rows[~same & rows["start"].ge(pd.Timestamp(2013, 4, 1))]
    assert first["RNE"].eq("S").mean() > 0.999
    assert rows["REC"].eq("").eq(rows["DEC"].eq("")).all()


def test_adoption_and_parents_have_the_order_they_need(rows: pd.DataFrame) -> None:
    assert rows[rows["PLACE"].isin(["A5", "A6"])]["LS"].eq("E1").all()
    assert not rows[rows["PLACE"].eq("P1")]["LS"].eq("V2").any()


def test_nobody_is_18_or_unborn() -> None:
    header = read("header")
    born = day_of(header["DOB"])
    ages = read("episodes").merge(header.assign(born=born)[["CHILD", "born"]], on="CHILD")
    start, end = day_of(ages["DECOM"]), day_of(ages["DEC"]).fillna(DAY)
    is_adult = end > ages["born"] + pd.DateOffset(years=18)
    assert not is_adult.any()
    assert (start.dropna() >= ages.loc[start.notna(), "born"]).all()


def test_identifiers_names_and_numbers_are_plainly_invented(homes: pd.DataFrame) -> None:
    header = read("header")
    assert header["CHILD"].str.fullmatch(r"INV\d{7}").all()
    assert header["CHILD"].is_unique
    assert header["UPN"].str.fullmatch(r"UN\d").all()
    assert homes["Name"].str.fullmatch(r"Invented Home \d{4}").all()
    assert homes["URN"].str.fullmatch(r"9\d{6}").all()
    assert homes["URN"].is_unique
    assert (RETURNS / "homes.csv").read_text("utf-8").startswith("Invented")


def test_no_home_outside_the_footprint_shows_an_address(
    homes: pd.DataFrame, index: PostcodeIndex
) -> None:
    is_shown = homes["Postcode"].ne("REDACTED")
    assert is_shown.sum() == 41
    assert index.locate(homes.loc[is_shown, "Postcode"])["authority_code"].isin(EIGHT).all()


def test_lengths_of_stay_can_be_estimated(rows: pd.DataFrame, residents: pd.DataFrame) -> None:
    stays = rows[rows["PLACE"].eq("K2") & ~rows["LS"].eq("V4")]
    assert (stays["DEC"].ne("") & stays["REC"].ne("")).sum() > 700
    assert stays["end"].min() >= pd.Timestamp(2013, 4, 1)
    began = stays["RNE"].isin(["S", "P", "B"])
    ended = stays[began & stays["DEC"].ne("") & stays["start"].ge(pd.Timestamp(2013, 4, 1))]
    weeks = (ended["end"] - ended["start"]).dt.days / 7
    assert 20 <= weeks.median() <= 45
    latest = residents.loc[residents["RNE"].ne("L"), "start"].gt(DAY - pd.DateOffset(years=1))
    assert 0.5 <= latest.mean() <= 0.75


def test_more_than_35_children_of_the_ages_outside_were_placed_within_a_year(
    residents: pd.DataFrame,
) -> None:
    table = residents.merge(read("header")[["CHILD", "DOB"]], on="CHILD")
    born = day_of(table["DOB"])
    had_birthday = (born.dt.month * 100 + born.dt.day).le(331)
    age = 2018 - born.dt.year - (~had_birthday).astype(int)
    lately = table["start"].gt(DAY - pd.DateOffset(years=1)) & table["RNE"].ne("L")
    outside = table["lives_in"].notna() & ~table["lives_in"].isin(EIGHT)
    keeps = table["CHILD"].isin(read("needs").query("keep_placement == 'yes'")["CHILD"])
    assert age.between(11, 17).mean() > 0.8
    assert (age.between(11, 17) & lately & outside & ~keeps).sum() > 40


def test_needs_show_every_rule_and_name_children_in_homes(residents: pd.DataFrame) -> None:
    needs = read("needs").merge(residents[["CHILD", "lives_in"]], on="CHILD", how="left")
    assert len(needs) == len(residents)
    kept = needs[needs["keep_placement"].eq("yes")]
    assert 5 <= len(kept) <= 15
    assert not kept["lives_in"].isin(EIGHT).any()
    assert needs["asked_to_move"].eq("yes").sum() >= 10
    assert needs["solo"].eq("yes").sum() >= 5
    siblings = needs[needs["sibling_group"].ne("")].groupby("sibling_group")
    assert siblings.ngroups >= 3
    assert siblings.size().eq(2).all()
    assert siblings["council"].nunique().eq(1).all()
    apart = needs[needs["not_with"].ne("")].set_index("CHILD")["not_with"]
    assert len(apart) >= 2
    assert apart.to_dict() == {other: child for child, other in apart.items()}


def test_siblings_come_from_one_address(residents: pd.DataFrame) -> None:
    needs = read("needs").query("sibling_group != ''").merge(residents, on="CHILD")
    written = needs["HOME_POST"].str.replace(" ", "").str.upper()
    assert written.groupby(needs["sibling_group"]).nunique().eq(1).all()


def test_short_breaks_are_there_but_in_no_count(looked_after: pd.DataFrame) -> None:
    episodes = read("episodes")
    breaks = episodes[episodes["LS"].eq("V4")]
    assert (breaks["PLACE"].eq("K2") & breaks["DEC"].eq("")).any()
    assert not looked_after["CHILD"].isin(breaks["CHILD"]).any()


def test_usual_mistakes_are_there() -> None:
    episodes = read("episodes")
    assert episodes["DECOM"].eq("31/02/2016").sum() == 1
    assert (~episodes["PLACE"].isin(codes.PLACEMENT_TYPES)).sum() == 1
    assert day_of(episodes["DEC"]).lt(day_of(episodes["DECOM"])).sum() == 1
    assert episodes.duplicated().sum() == 1
    assert len(set(episodes["CHILD"]) - set(read("header")["CHILD"])) == 1
    alone = episodes["CHILD"].isin(read("uasc")["CHILD"]) | episodes["LS"].eq("V4")
    unrecorded = episodes[episodes["HOME_POST"].eq("") & ~alone]
    assert unrecorded["CHILD"].nunique() == 16


def test_set_is_small_and_every_line_ends_alike() -> None:
    files = [file for file in RETURNS.rglob("*") if file.is_file()]
    assert {file.suffix for file in files} == {".csv"}
    assert sum(file.stat().st_size for file in files) < 3_000_000
    assert not any(b"\r" in file.read_bytes() for file in files)
