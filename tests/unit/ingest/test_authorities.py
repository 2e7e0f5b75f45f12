"""A council is recognised however its name is written."""

import pytest

from lib.ingest.authorities import AuthorityNames
from lib.sources.boundaries import authority_names

ENGLAND = {code: name for code, name in authority_names().items() if code.startswith("E")}
NAMES = AuthorityNames(ENGLAND)


@pytest.mark.parametrize(
    "written",
    [
        "{name}",
        "{code}",
        "{code} {name}",
        "{code}_2018",
        "{name} Council",
        "{name} County Council",
        "LB {name}",
        "London Borough of {name}",
        "{name} 2017-18",
    ],
)
def test_every_authority_of_england_is_found_in_each_form(written: str) -> None:
    for code, name in ENGLAND.items():
        text = written.format(code=code, name=name)
        for form in (text, text.upper(), text.replace(" ", "_"), text.replace(" and ", " & ")):
            assert NAMES.code_of(form) == code, form


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("barking-and-dagenham", "Barking and Dagenham"),
        ("BarkingAndDagenham", "Barking and Dagenham"),
        ("Barking Dagenham", "Barking and Dagenham"),
        ("LBHackney", "Hackney"),
        ("City of London Corporation", "City of London"),
        ("City of Westminster", "Westminster"),
        ("Royal Borough of Greenwich", "Greenwich"),
        ("Durham County Council", "County Durham"),
        ("Bristol City Council", "Bristol, City of"),
        ("Southend on Sea", "Southend-on-Sea"),
        ("St Helens", "St. Helens"),
        ("City of York", "York"),
        ("Herefordshire", "Herefordshire, County of"),
        ("Poole", "Bournemouth, Christchurch and Poole"),
    ],
)
def test_usual_ways_of_writing_a_name_are_understood(text: str, name: str) -> None:
    code = NAMES.code_of(text)
    assert code is not None
    assert ENGLAND[code] == name


@pytest.mark.parametrize(
    "text",
    ["", "London", "City", "LB", "Council", "old", "returns", "2018", "North East London", "Wales"],
)
def test_what_names_no_authority_is_not_guessed(text: str) -> None:
    assert NAMES.code_of(text) is None


def test_a_folder_with_two_codes_is_nobodys() -> None:
    assert NAMES.code_of("E09000012 E09000016") is None
