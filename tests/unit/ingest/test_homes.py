"""Children's homes, from Ofsted's list of any year."""

from pathlib import Path

import pandas as pd
import pytest

from lib.ingest.load import Returns
from tests.fixtures.returns_on_disk import (
    CAMDEN,
    HACKNEY,
    HAVERING,
    HOMES,
    child,
    codes,
    count,
    csv_text,
    episode,
    home,
    load,
    only,
    put,
    put_episodes,
    put_header,
)


def loaded(folder: Path, *rows: dict[str, str]) -> Returns:
    put_episodes(folder, episode())
    put(folder, "homes.csv", csv_text(HOMES, rows))
    return load(folder)


def test_a_redacted_home_has_an_authority_and_no_point(tmp_path: Path) -> None:
    returns = loaded(tmp_path, home())
    found = returns.homes.loc[0]
    assert returns.has_homes
    assert (found["urn"], found["authority_code"], found["places"]) == ("SC123456", HAVERING, 4)
    assert found["sector"] == "Private"
    assert pd.isna(found["easting"])
    assert pd.isna(found["northing"])
    assert codes(returns) == ["header_missing"]


def test_a_home_with_a_postcode_has_a_point(tmp_path: Path) -> None:
    found = loaded(tmp_path, home(Postcode="RM1 3BD")).homes.loc[0]
    assert (found["easting"], found["northing"]) == (551391.0, 189199.0)


def test_neither_name_nor_postcode_is_kept(tmp_path: Path) -> None:
    homes = loaded(tmp_path, home(Name="Invented House", Postcode="RM1 3BD")).homes
    assert "Invented House" not in homes.to_csv()
    assert "RM1" not in homes.to_csv()


TITLES = 'Children\'s social care data in England,,\n"A table begins in cell A4,\nbelow",,\n\n'


@pytest.mark.parametrize(
    ("titles", "headings"),
    [
        ("Provider information,,\n", "URN,Provision type,Local authority,Sector,Places,Postcode"),
        (TITLES, "URN,Provision type,Local authority,Sector,Maximum number of places,Postcode"),
        ("", "URN,Provision Type,Local Authority,Sector,Places,Setting Postcode"),
        ("", '"\nURN",Provision type,Local authority,Sector,Places,Setting Address Postcode'),
    ],
)
def test_titles_and_headings_of_several_years_are_understood(
    tmp_path: Path, titles: str, headings: str
) -> None:
    put_episodes(tmp_path, episode())
    row = "1234567,Children's home,Havering,Private,5,RM1 3BD\n"
    put(tmp_path, "list.csv", f"{titles}{headings}\n{row}")
    found = load(tmp_path).homes.loc[0]
    assert (found["urn"], found["places"], found["easting"]) == ("1234567", 5, 551391.0)


@pytest.mark.parametrize("provision", ["Children's home", "Children’s Home", "children's home "])
def test_the_apostrophe_may_be_of_any_kind(tmp_path: Path, provision: str) -> None:
    assert len(loaded(tmp_path, home(Provision_type=provision)).homes) == 1


@pytest.mark.parametrize(
    "cells",
    [
        {"Provision_type": "Boarding School"},
        {"Provision_type": "Independent Fostering Agency"},
        {"Provision_type": "Secure Training Centre"},
        {"Provision_type": "Residential special school (registered as a children's home)"},
        {"Registration_status": "Resigned"},
    ],
)
def test_other_provision_and_closed_homes_are_ignored_without_a_complaint(
    tmp_path: Path, cells: dict[str, str]
) -> None:
    returns = loaded(tmp_path, home(), home(URN="SC999999", **cells))
    assert len(returns.homes) == 1
    assert count(returns, "homes.csv").ignored == 1
    assert codes(returns) == ["header_missing"]


def test_the_postcode_decides_where_name_and_postcode_disagree(tmp_path: Path) -> None:
    returns = loaded(tmp_path, home(Local_authority="Hackney", Postcode="NW1 1AA"))
    assert returns.homes["authority_code"].tolist() == [CAMDEN]
    finding = only(returns, "authority_differs")
    assert (finding.file, finding.row, finding.column) == ("homes.csv", 2, "Local authority")


def test_a_home_in_no_known_authority_is_refused(tmp_path: Path) -> None:
    returns = loaded(tmp_path, home(), home(URN="SC999999", Local_authority="Atlantis"))
    assert returns.homes["urn"].tolist() == ["SC123456"]
    assert only(returns, "authority_unknown").row == 3
    assert count(returns, "homes.csv").refused == 1


@pytest.mark.parametrize("places", ["many", "-1", "2000"])
def test_places_that_cannot_be_are_unknown_and_not_zero(tmp_path: Path, places: str) -> None:
    returns = loaded(tmp_path, home(Places=places))
    assert returns.homes["places"].isna().tolist() == [True]
    assert only(returns, "places_impossible").row == 2


def test_missing_places_are_unknown_and_no_fault(tmp_path: Path) -> None:
    returns = loaded(tmp_path, home(Places=""))
    assert returns.homes["places"].isna().tolist() == [True]
    assert codes(returns) == ["header_missing"]


def test_a_home_listed_twice_counts_once(tmp_path: Path) -> None:
    returns = loaded(tmp_path, home(Places="4"), home(Places="6"))
    assert returns.homes["places"].tolist() == [6]
    assert only(returns, "home_repeated").row == 2
    assert (count(returns, "homes.csv").loaded, count(returns, "homes.csv").ignored) == (1, 1)


def test_the_copy_that_has_an_address_goes_before_the_public_one(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/restricted.csv", csv_text(HOMES, [home(Postcode="RM1 3BD")]))
    returns = loaded(tmp_path, home())
    assert returns.homes["easting"].tolist() == [551391.0]
    assert "home_repeated" not in codes(returns)
    assert count(returns, "homes.csv").ignored == 1


def test_a_home_without_a_number_is_refused(tmp_path: Path) -> None:
    returns = loaded(tmp_path, home(URN=""))
    assert returns.homes.empty
    assert only(returns, "urn_unknown").row == 2


def test_episodes_and_homes_join_by_urn(tmp_path: Path) -> None:
    returns = loaded(tmp_path, home(URN="sc123456"))
    joined = returns.episodes.merge(returns.homes, left_on="home_urn", right_on="urn")
    assert len(joined) == 1


def test_without_a_list_there_are_no_homes_and_that_is_no_fault(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    returns = load(tmp_path)
    assert not returns.has_homes
    assert returns.homes.empty


def placed(folder: Path, home_row: dict[str, str], **cells: str) -> Returns:
    put_episodes(folder, episode(**cells), episode(CHILD="other", PL_POST="", URN="SC654321"))
    put_header(folder, child(), child(CHILD="other"))
    put(folder, "homes.csv", csv_text(HOMES, [home_row]))
    return load(folder)


PLACE = ["placement_authority_code", "placement_easting", "placement_northing", "placement_level"]


@pytest.mark.parametrize("postcode", ["", "ZZ9 9ZZ"])
def test_a_placement_without_a_place_stands_where_its_home_does(
    tmp_path: Path, postcode: str
) -> None:
    address = home(Postcode="RM1 3BD", URN="sc123456")
    returns = placed(tmp_path, address, PL_POST=postcode, URN="SC 123456")
    of_home, of_no_home = returns.episodes.sort_values("home_urn")[PLACE].to_numpy().tolist()
    assert of_home == [HAVERING, 551391.0, 189199.0, "postcode"]
    assert of_no_home[3] == "missing"
    assert pd.isna(of_no_home[:3]).all()
    # of the other placement, which is in no home of the list, nobody knows where it is
    lost = [found.row for found in returns.findings if found.code == "postcode_missing"]
    assert lost == [3]
    assert codes(returns).count("postcode_not_locatable") == (1 if postcode else 0)
    assert len(codes(returns)) == (2 if postcode else 1)


def test_a_redacted_home_tells_the_authority_of_a_placement_and_no_point(tmp_path: Path) -> None:
    returns = placed(tmp_path, home(), PL_POST="")
    authority, easting, northing, level = returns.episodes.sort_values("home_urn")[PLACE].iloc[0]
    assert (authority, level) == (HAVERING, "missing")
    assert pd.isna(easting)
    assert pd.isna(northing)
    assert [(found.code, found.row) for found in returns.findings] == [("postcode_missing", 3)]


def test_the_postcode_of_a_placement_goes_before_that_of_its_home(tmp_path: Path) -> None:
    returns = placed(tmp_path, home(Postcode="RM1 3BD"), PL_POST="NW1 1AA")
    assert returns.episodes.sort_values("home_urn")["placement_authority_code"].iloc[0] == CAMDEN


def test_notes_below_the_list_are_no_fault_and_a_home_cut_off_is_told(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    rows = csv_text(HOMES, [home()]) + "Source: Ofsted\n"
    put(tmp_path, "homes.csv", rows)
    assert load(tmp_path).findings == ()
    put(tmp_path, "homes.csv", rows + "x,SC654321,Children's home,Active,x,x,Newham,Priv")
    returns = load(tmp_path)
    assert only(returns, "row_short").row == 4
    assert returns.homes["urn"].tolist() == ["SC123456", "SC654321"]


def test_a_home_that_is_out_is_never_said_to_be_in(tmp_path: Path) -> None:
    returns = loaded(tmp_path, home(Postcode="ZZ9 9ZZ", Local_authority="Nowhere"))
    found = [finding.code for finding in returns.findings if finding.file == "homes.csv"]
    assert found == ["authority_unknown"]
