"""A footprint is a file of settings, and a wrong one is refused with its reason."""

import pytest

from lib.domain.footprint import Footprint
from lib.domain.symbols import Symbol
from lib.errors import ConfigurationError
from lib.sources.paths import GEODATA

TEXT = (GEODATA / "footprint.toml").read_text("utf-8")


def test_the_footprint_is_the_eight_authorities_of_2018() -> None:
    footprint = Footprint.from_toml(TEXT)
    assert sorted(footprint.names.values()) == [
        "Barking and Dagenham", "City of London", "Hackney", "Havering",
        "Newham", "Redbridge", "Tower Hamlets", "Waltham Forest",
    ]  # fmt: skip
    assert footprint.names[footprint.lead_code] == "Havering"


def test_city_of_london_is_released_with_hackney() -> None:
    footprint = Footprint.from_toml(TEXT)
    together = ("E09000012+E09000001", "Hackney and City of London")
    assert footprint.released_area("E09000001") == together
    assert footprint.released_area("E09000012") == together
    assert footprint.released_area("E09000025") == ("E09000025", "Newham")


@pytest.mark.parametrize(
    ("found", "wanted", "reason"),
    [
        ('lead = "E09000016"', 'lead = "E09000033"', "not among `authorities`"),
        ('E09000002 = "', 'E07000002 = "', "not the GSS code of an upper-tier authority"),
        ('["E09000012", "E09000001"]', '["E09000012", "E09000099"]', "'E09000099'"),
        ("from = 11", "from = 18", "`ages`"),
        ('["K2"]', '["K9"]', "not an SSDA903 placement code"),
        ('["K2"]', "[]", "`placement_types` is empty"),
        ("smallest_shown_count = 6", "smallest_shown_count = 0", "smallest_shown_count"),
        ("smallest_shown_count = 6", 'smallest_shown_count = "six"', "wrong kind"),
        ("placement_types", "placement_typos", "missing"),
        ('"nelcp.toml"', '"../nelcp.toml"', "file in geodata/contracts"),
        ('c = "Hidden', 'q = "Hidden', "missing"),
        ('c = "Hidden', 'u = "Low reliability."\nc = "Hidden', "'u', which stands in no file"),
        ('k = "More than zero, but rounds to zero."', 'k = " "', "what 'k' means"),
        ("[release.symbols]", "[release.signs]", "missing"),
        ("[ages]", "[ages", "not valid TOML"),
        ('name = "North', 'nam = "x"\nname = "North', "'nam' is not a key"),
    ],
)
def test_a_footprint_that_contradicts_itself_is_refused_with_the_reason(
    found: str, wanted: str, reason: str
) -> None:
    assert found in TEXT
    with pytest.raises(ConfigurationError, match=r".*") as refusal:
        Footprint.from_toml(TEXT.replace(found, wanted))
    assert reason in str(refusal.value)


def test_every_symbol_that_can_stand_in_a_file_has_its_meaning() -> None:
    symbols = dict(Footprint.from_toml(TEXT).symbols)
    assert [*symbols] == ["c", "k", "x", "z"]
    assert symbols[Symbol.HIDDEN] == "Hidden to protect children."


def test_what_is_kept_for_a_footprint_is_found_again() -> None:
    assert len({Footprint.from_toml(TEXT), Footprint.from_toml(TEXT)}) == 1
