"""Shared output of the command line: refused, or figures that are released, and nothing else."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lib.answer.loaded import CONTRACTS, DEMO_RETURNS, Loaded
from lib.answer.shared.sets import whole_set
from lib.disclosure.released import Released
from tests.attacks.served import Said, asked, serving
from tests.fixtures.secrets import Secrets, secrets_of

pytestmark = pytest.mark.xdist_group("command line")

PRESETS = ("nelcp", "beds_12", "beds_24", "beds_35", "late_opening", "half_guaranteed")
OWN = (CONTRACTS / "nelcp.toml").read_text("utf-8")
SHARED = ("--audience", "shared")
COMMANDS = ("answer", "contract")
TEXT_COLUMNS = (
    ("today", "children"), ("today", "in_footprint"), ("with_contract", "in_footprint"),
    ("today", "miles_20_or_less"), ("today", "distant"),
)  # fmt: skip

CHOOSING = {
    "a bed more": ('postcode = "E17 4JF"\nbeds = 3', 'postcode = "E17 4JF"\nbeds = 4'),
    "a bed fewer": ('postcode = "E17 4JF"\nbeds = 3', 'postcode = "E17 4JF"\nbeds = 2'),
    "one age": ("[settings]", "[ages]\nfrom = 17\nto = 17\n\n[settings]"),
    "an age more": ("[settings]", "[ages]\nfrom = 10\nto = 17\n\n[settings]"),
    "another month": ("placed_within_months = 12", "placed_within_months = 11"),
    "a home moved": ('postcode = "RM1 3BD"', 'postcode = "RM1 3BB"'),
    "a home in another borough": (
        'authority = "E09000016"\npostcode = "RM1 3BD"',
        'authority = "E09000031"\npostcode = "E17 4JF"',
    ),
    "a home for girls": ('postcode = "E17 4JF"\n', 'postcode = "E17 4JF"\ntakes = "girls"\n'),
    "a home for some ages": (
        'postcode = "E17 4JF"\n', 'postcode = "E17 4JF"\nages = {from = 15, to = 15}\n',
    ),
    "fair nomination": ("[settings]", 'nomination = "fair"\n[settings]'),
    "beds of one borough": (
        "placed_within_months = 12",
        "placed_within_months = 12\nnomination = {E09000001 = 1.0}",
    ),
}  # fmt: skip
"""Of the partnership's own contract, what is replaced and by what."""

FREE = {
    "a price": ("discount = 0.2", "price = 50000"),
    "a cost": ("discount = 0.2", "discount = 0.2\nweekly_cost = 50000"),
    "a term": ("discount = 0.2", "discount = 0.2\nterm_years = 1"),
    "the forecast's own figures": (
        "discount = 0.2", "discount = 0.2\noffered_share = 1.0\nstay_weeks = 0.5",
    ),
    "a name": ('name = "The 2018 proposal"', 'name = "Another name"'),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _served(demo: Loaded) -> Iterator[None]:
    with serving(demo, "command line"):
        yield


@pytest.fixture(scope="module")
def secrets() -> Secrets:
    return secrets_of(DEMO_RETURNS, but=OWN)


@pytest.fixture(scope="module")
def said(_served: None) -> dict[tuple[str, str, str], Said]:
    """What each command says of each contract on offer, as text and as JSON."""
    return {
        (command, preset, form): asked(
            command, *SHARED, "--contract", str(CONTRACTS / f"{preset}.toml"),
            *(["--json"] if form == "json" else []),
        )
        for command in COMMANDS
        for preset in PRESETS
        for form in ("text", "json")
        if (command, form) != ("contract", "text") or preset == "nelcp"
    }  # fmt: skip


def released_of(demo: Loaded, preset: str) -> Mapping[str, Released]:
    """What is let out of the preset that chooses the same children."""
    every = whole_set(demo)
    (alike,) = [
        name for name in every if demo.presets[name].chooses == demo.presets[preset].chooses
    ]
    return every[alike]


@pytest.mark.parametrize("preset", PRESETS)
def test_each_count_of_a_document_is_one_that_is_released(
    demo: Loaded, said: Mapping[tuple[str, str, str], Said], preset: str
) -> None:
    tables = released_of(demo, preset)
    document = json.loads(said["answer", preset, "json"].out)
    found = 0
    for row, whole in (("total", document), *((one["code"], one) for one in document["boroughs"])):
        for when in ("today", "with_contract"):
            for key, count in whole[when].items():
                if key not in ("hidden", "median_miles"):
                    assert count == tables["areas"].count(row, f"{when}_{key}")
                    found += 1
    for row, numbers in document["certificate"].items():
        for key, count in numbers.items():
            if key != "miles_saved":
                assert count == tables["proof"].count(row, key)
                found += 1
    assert found == 8 * 2 * 13 + 2 * 10


@pytest.mark.parametrize("preset", PRESETS)
def test_the_contract_says_of_children_what_the_answer_says(
    said: Mapping[tuple[str, str, str], Said], preset: str
) -> None:
    answer = json.loads(said["answer", preset, "json"].out)
    document = json.loads(said["contract", preset, "json"].out)
    assert document["children"]["today"] == answer["today"]["in_footprint"]
    assert (
        document["children"]["with_contract_most"]
        == (answer["certificate"]["with_contract"]["children_inside"])
    )
    assert document["children"]["ceiling"] == answer["ceiling"]
    assert document["proof"] == answer["proof"]
    children = {one["name"]: one["today"]["children"] for one in answer["boroughs"]}
    for row in document["shares"] or []:
        assert row["children"] == children.get(row["name"], answer["today"]["children"])


@pytest.mark.parametrize("preset", PRESETS)
def test_the_text_hides_what_the_document_hides(
    said: Mapping[tuple[str, str, str], Said], preset: str
) -> None:
    document = json.loads(said["answer", preset, "json"].out)
    text = said["answer", preset, "text"].out
    rows = [("All", document), *((one["name"], one) for one in document["boroughs"])]
    for name, of in rows:
        (line,) = [one for one in text.splitlines() if re.match(rf"{name} {{2,}}", one)]
        cells = line.removeprefix(name).split()
        assert cells[0] == _cell(of["looked_after"])
        assert cells[1:6] == [_cell(of[when][key]) for when, key in TEXT_COLUMNS]


def _cell(count: int | None) -> str:
    return "hidden" if count is None else f"{count:,}"


@pytest.mark.parametrize("preset", PRESETS)
def test_no_sentence_holds_a_number_of_children_that_no_table_shows(
    demo: Loaded, said: Mapping[tuple[str, str, str], Said], preset: str
) -> None:
    answer, document = (json.loads(said[one, preset, "json"].out) for one in COMMANDS)
    ends = [round(one) for one in answer["with_contract_range"].values()]
    contract = demo.presets[preset]
    shown = {
        *_numbers([answer[key] for key in ("today", "with_contract", "boroughs", "certificate")]),
        *_numbers([row["children_inside"] for row in document["shares"] or []]),
        *(answer["looked_after"], answer["ceiling"], contract.beds, contract.placed_within_months),
        *(contract.age_min_years, contract.age_max_years, *ends),
    }
    sentences = [answer["headline"], answer["proof"], *answer["not_known"]]
    sentences += [document[key] for key in ("inside", "bottleneck", "rules", "shares_title")]
    said_of_children = re.sub(r"\d+ miles|\d+%", "", " ".join(sentences))
    numbers = [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*\b", said_of_children)]
    assert len(numbers) > 10
    assert {*numbers} - shown == set()


def _numbers(found: object) -> Iterator[int]:
    """Every whole number of a part of a document."""
    if isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            yield from _numbers(one)
    elif isinstance(found, int):
        yield found


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("what", CHOOSING)
def test_a_copy_of_the_contract_that_chooses_other_children_is_refused(
    tmp_path: Path, what: str, command: str
) -> None:
    found = asked(command, *SHARED, "--contract", str(_copy(tmp_path, *CHOOSING[what])))
    assert found.code == 2
    assert found.out == ""
    assert "In the shared view homes, ages, beds and nomination" in found.err
    assert re.findall(r"\d+", found.err) == re.findall(r"\d+", _names_on_offer(found.err))


def _names_on_offer(text: str) -> str:
    return text[text.index("(") : text.index(")")]


@pytest.mark.parametrize("what", FREE)
def test_a_copy_that_changes_money_alone_counts_the_same_children(
    said: Mapping[tuple[str, str, str], Said], tmp_path: Path, what: str
) -> None:
    path = str(_copy(tmp_path, *FREE[what]))
    found = json.loads(asked("answer", *SHARED, "--json", "--contract", path).out)
    expected = json.loads(said["answer", "nelcp", "json"].out)
    for key in ("today", "with_contract", "boroughs", "certificate", "ceiling", "hidden", "proof"):
        assert found[key] == expected[key]


def _copy(folder: Path, old: str, new: str) -> Path:
    assert OWN.count(old) == 1
    path = folder / "copy.toml"
    path.write_text(OWN.replace(old, new), "utf-8")
    return path


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("change", ["ages_to=12", "beds=34", "homes=x", "placed_within_months=0"])
def test_no_set_chooses_children(command: str, change: str) -> None:
    found = asked(command, *SHARED, "--set", change)
    assert found.code == 2
    assert found.out == ""


def test_whatever_is_printed_names_no_child_and_no_place_of_one(
    said: Mapping[tuple[str, str, str], Said], secrets: Secrets
) -> None:
    everything = "\n".join(f"{one.out}\n{one.err}" for one in said.values())
    assert len(everything) > 100_000
    assert secrets.held_in(everything) == {}


def test_the_search_finds_each_kind_of_secret(secrets: Secrets) -> None:
    for kind, every in secrets.by_kind.items():
        assert len(every) > 100
        for one in (*sorted(every)[:3], *sorted(every)[-3:]):
            assert one in secrets.held_in(f"before {one}, after")[kind]


@pytest.mark.parametrize("day", ["2018-03-30", "2018-04-01", "2017-12-31", "2018-03-01"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_day_that_is_no_31_march_is_refused(
    monkeypatch: pytest.MonkeyPatch, demo: Loaded, command: str, day: str
) -> None:
    at = date.fromisoformat(day)
    monkeypatch.setattr("lib.answer.loaded.load", lambda *_, **__: _as_at(demo, at))
    found = asked(command, *SHARED, "--as-of", day)
    assert found.code == 2
    assert found.out == ""
    assert "only 31 Marches are shown" in found.err


def _as_at(demo: Loaded, day: date) -> Loaded:
    return replace(demo, returns=replace(demo.returns, as_of=day))
