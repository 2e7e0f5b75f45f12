"""Block homes stand on real postcodes of the authority that the contract names."""

import pytest

from lib.domain.block_home import BlockHome
from lib.domain.contract import Contract
from lib.domain.contract_toml import contract_from_toml
from lib.errors import ConfigurationError
from lib.scenario.homes import locate_homes
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
