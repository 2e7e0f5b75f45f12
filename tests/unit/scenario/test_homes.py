"""Block homes stand on real postcodes of the authority that the contract names."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest

from lib.domain.block_home import BlockHome, Need, Takes
from lib.domain.contract import Contract
from lib.domain.contract_toml import contract_from_toml
from lib.domain.nomination import Nomination
from lib.errors import ConfigurationError
from lib.scenario.homes import locate_homes
from lib.sources.boundaries import authorities_lookup
from lib.sources.paths import GEODATA
from lib.sources.postcodes import PostcodeIndex
from tests.fixtures.placed_children import FOOTPRINT, HAVERING, KENT, NEWHAM, REDBRIDGE


@pytest.fixture(scope="module")
def postcodes() -> PostcodeIndex:
    return PostcodeIndex.open()


def contract(*homes: tuple[str, str, int]) -> Contract:
    return Contract(
        name="Test",
        homes=tuple(
            BlockHome(name=f"Home {number}", authority_code=code, postcode=postcode, beds=beds)
            for number, (code, postcode, beds) in enumerate(homes)
        ),
        age_min_years=11,
        age_max_years=17,
        placed_within_months=12,
        assumptions={},
    )


def test_the_homes_of_the_contract_stand_where_it_says(postcodes: PostcodeIndex) -> None:
    text = (GEODATA / "contracts" / "nelcp.toml").read_text("utf-8")
    nelcp = contract_from_toml(text, ages=(11, 17))
    homes = locate_homes(nelcp, postcodes=postcodes, footprint=FOOTPRINT)
    assert homes["authority_code"].tolist() == [home.authority_code for home in nelcp.homes]
    assert homes["beds"].sum() == 35
    assert set(homes["level"]) == {"postcode"}
    assert homes[["easting", "northing"]].notna().all(axis=None)


def test_the_homes_of_the_contract_stand_on_ordinary_postcodes(postcodes: PostcodeIndex) -> None:
    """Where more than 50 postcodes share a point, they belong to large users or post boxes."""
    text = (GEODATA / "contracts" / "nelcp.toml").read_text("utf-8")
    for home in contract_from_toml(text, ages=(11, 17)).homes:
        places = postcodes.postcodes_in(home.authority_code)
        sharing = places.loc[places["postcode"] == home.postcode, "n_at_point"]
        assert len(sharing) == 1
        assert sharing.item() <= 50


def test_romford_town_hall_is_where_the_ordnance_survey_has_it(postcodes: PostcodeIndex) -> None:
    homes = locate_homes(
        contract((HAVERING, "rm13bd", 4)), postcodes=postcodes, footprint=FOOTPRINT
    )
    assert homes.loc[0, ["easting", "northing"]].tolist() == pytest.approx(
        [551_400, 189_200], abs=100
    )


@pytest.mark.parametrize(
    ("code", "postcode", "reason"),
    [
        (HAVERING, "XX1 1XX", "cannot be located: give a postcode in E09000016 (Havering)"),
        (HAVERING, "", "cannot be located"),
        (HAVERING, "BT1 1AA", "cannot be located"),
        (REDBRIDGE, "RM1 3BD", "lies in E09000016 (Havering), not in E09000026 (Redbridge)"),
        (HAVERING, "ME14 1XX", "lies in E10000016 (outside North East London)"),
        (KENT, "ME14 1XX", "outside North East London, where it would bring nobody inside"),
        (NEWHAM, "E15", "may lie in more than one authority: give a full postcode"),
    ],
)
def test_a_home_that_cannot_stand_there_is_refused_with_the_reason(
    postcodes: PostcodeIndex, code: str, postcode: str, reason: str
) -> None:
    wanted = contract((HAVERING, "RM1 3BD", 4), (code, postcode, 3))
    with pytest.raises(ConfigurationError) as refusal:
        locate_homes(wanted, postcodes=postcodes, footprint=FOOTPRINT)
    message = str(refusal.value)
    assert reason in message
    assert "'Home 1'" in message
    assert "'Home 0'" not in message


def test_all_homes_that_cannot_stand_there_are_named_at_once(postcodes: PostcodeIndex) -> None:
    wanted = contract((REDBRIDGE, "RM1 3BD", 4), (KENT, "ME14 1XX", 3))
    with pytest.raises(ConfigurationError, match=r"'Home 0'.*'Home 1'"):
        locate_homes(wanted, postcodes=postcodes, footprint=FOOTPRINT)


@pytest.mark.parametrize("code", FOOTPRINT.codes)
def test_a_home_without_a_postcode_stands_well_inside_its_authority(
    postcodes: PostcodeIndex, code: str
) -> None:
    nowhere = BlockHome(name="Home", authority_code=code, beds=3)
    homes = locate_homes(
        replace(contract(), homes=(nowhere,)), postcodes=postcodes, footprint=FOOTPRINT
    )
    assert homes["authority_code"].tolist() == [code]
    assert homes["level"].tolist() == ["missing"]
    polygons = authorities_lookup().set_index("code")["geometry"]
    point = gpd.points_from_xy(homes["easting"], homes["northing"])[0]
    assert polygons[code].contains(point.buffer(250))


def test_only_the_home_without_a_postcode_is_moved_to_the_middle(postcodes: PostcodeIndex) -> None:
    both = contract((HAVERING, "RM1 3BD", 4), (HAVERING, "RM1 3BD", 4))
    known, nowhere = both.homes[0], replace(both.homes[1], postcode=None)
    homes = locate_homes(
        replace(both, homes=(known, nowhere)), postcodes=postcodes, footprint=FOOTPRINT
    )
    assert homes["level"].tolist() == ["postcode", "missing"]
    assert homes.loc[0, ["easting", "northing"]].tolist() == pytest.approx(
        [551_400, 189_200], abs=100
    )


def test_a_home_without_a_postcode_outside_the_footprint_is_refused(
    postcodes: PostcodeIndex,
) -> None:
    kent = BlockHome(name="Home 1", authority_code=KENT, beds=3)
    with pytest.raises(ConfigurationError, match=r"home 'Home 1' is in 'E10000016', outside"):
        locate_homes(replace(contract(), homes=(kent,)), postcodes=postcodes, footprint=FOOTPRINT)


def test_each_home_has_its_own_terms_or_else_the_contracts(postcodes: PostcodeIndex) -> None:
    usual = contract((HAVERING, "RM1 3BD", 4)).homes[0]
    special = replace(
        usual, name="Girls", age_min_years=15, age_max_years=16, takes=Takes.GIRLS,
        meets=frozenset({Need.SOLO}), most_years_apart=2,
    )  # fmt: skip
    homes = locate_homes(
        replace(contract(), homes=(usual, special)), postcodes=postcodes, footprint=FOOTPRINT
    )
    assert homes["age_min_years"].tolist() == [11, 15]
    assert homes["age_max_years"].tolist() == [17, 16]
    assert homes["takes"].tolist() == ["any", "girls"]
    assert homes["meets_solo"].tolist() == [False, True]
    assert pd.isna(homes["most_years_apart"][0])
    assert homes["most_years_apart"][1] == 2


def test_a_share_for_an_authority_that_is_not_in_the_footprint_is_refused(
    postcodes: PostcodeIndex,
) -> None:
    strange = Nomination.read({"E09000012": 0.5, "E08000035": 0.5})
    wanted = replace(contract((HAVERING, "RM1 3BD", 4)), nomination=strange)
    with pytest.raises(ConfigurationError, match="`nomination` gives 'E08000035' a share"):
        locate_homes(wanted, postcodes=postcodes, footprint=FOOTPRINT)
