"""What the shared tables tell together: no subtraction of two gives back one to five children."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from lib.answer.as_json import as_json
from lib.answer.loaded import DEMO_RETURNS, Loaded, load, read_contract
from lib.answer.questions import overview
from lib.disclosure.released import Audience

WHENS = ("today", "with_contract")
PARTS = {
    "in_footprint": ("outside_footprint", "footprint_unknown"),
    "in_borough": ("outside_borough", "borough_unknown"),
    "miles_20_or_less": ("miles_over_20", "distance_unknown"),
    "distant": ("not_distant", "distant_unknown"),
}
KEYS = [key for measure, rest in PARTS.items() for key in (measure, *rest)]
SOME_OF = [
    *(("children", key) for key in KEYS),
    ("in_footprint", "in_borough"),
    ("outside_borough", "outside_footprint"),
    ("outside_borough", "distant"),
    ("not_distant", "in_borough"),
]
CHAIN = ("candidates", "beds_filled", "brought_inside")


@pytest.fixture(scope="module")
def demo() -> Loaded:
    return load(DEMO_RETURNS, today=date(2026, 1, 1))


def small(one: int | None, other: int | None = 0) -> bool:
    return one is not None and other is not None and 1 <= abs(one - other) <= 5


def given_away(shared: dict[str, Any]) -> Iterator[str]:
    """Every count or difference of two counts, of one to five children, that can be read off."""
    rows = [("total", shared), *((row["code"], row) for row in shared["boroughs"])]
    for name, row in rows:
        yield from in_one_row(name, row)
    yield from by_column([row for _, row in rows])
    yield from by_proof(shared)


def in_one_row(name: str, row: dict[str, Any]) -> Iterator[str]:
    for when in WHENS:
        counts = row[when]
        yield from (f"{name} {when} {key}" for key in KEYS if small(counts[key]))
        yield from (
            f"{name} {when} {whole} - {part}"
            for whole, part in SOME_OF
            if small(counts[whole], counts[part])
        )
    yield from (
        f"{name} change of {key}"
        for key in KEYS
        if small(row["today"][key], row["with_contract"][key])
    )
    if small(row["looked_after"], row["today"]["children"]):
        yield f"{name} looked after - children"


def by_column(rows: list[dict[str, Any]]) -> Iterator[str]:
    whole, *areas = rows
    for when in WHENS:
        for key in ("children", *KEYS):
            shown = [row[when][key] for row in areas if row["loaded"]]
            if whole[when][key] is not None and shown.count(None) == 1:
                yield f"{when} {key}: the one hidden area"


def by_proof(shared: dict[str, Any]) -> Iterator[str]:
    proofs = shared["certificate"]
    for name, numbers in proofs.items():
        steps = [numbers[key] for key in CHAIN]
        yield from (f"{name} {CHAIN}" for one, other in pairwise(steps) if small(one, other))
        if small(numbers["candidates"], numbers["brought_inside"]):
            yield f"{name} candidates - brought inside"
        yield from (
            f"{name} inside - {when}"
            for when in WHENS
            if small(numbers["children_inside"], shared[when]["in_footprint"])
        )
    if small(proofs["ceiling"]["children_inside"], proofs["with_contract"]["children_inside"]):
        yield "ceiling - with contract"


@pytest.mark.parametrize("children", [8, 20, 45, 90, 140])
@pytest.mark.parametrize("seed", range(4))
def test_no_two_shared_figures_give_away_one_to_five_children(
    demo: Loaded, children: int, seed: int
) -> None:
    some = demo.measured.sample(children, random_state=seed).sort_index()
    contract = read_contract()
    view = overview(
        replace(demo, measured=some, is_invented=False), audience=Audience.SHARED, contract=contract
    )
    assert list(given_away(as_json(view, contract))) == []


def test_the_audit_finds_what_officers_may_see(demo: Loaded) -> None:
    contract = read_contract()
    view = overview(demo, audience=Audience.OFFICERS, contract=contract)
    assert list(given_away(as_json(view, contract)))


def test_the_demonstration_keeps_its_headline_in_the_shared_view(demo: Loaded) -> None:
    contract = read_contract()
    shared = as_json(overview(demo, audience=Audience.SHARED, contract=contract), contract)
    assert shared["today"]["in_footprint"] is not None
    assert shared["with_contract"]["in_footprint"] is not None
    assert shared["ceiling"] is not None


def test_without_any_known_placement_the_answer_still_stands(demo: Loaded) -> None:
    nowhere = demo.measured.head(7).assign(
        placement_authority_code=None,
        is_in_footprint=None,
        is_in_borough=None,
        is_distant=None,
        is_near=None,
        distance_miles=float("nan"),
    )
    nowhere = nowhere.astype(demo.measured.dtypes)
    for audience in Audience:
        view = overview(
            replace(demo, measured=nowhere), audience=audience, contract=read_contract()
        )
        assert view.flows.table.empty
        assert view.boroughs.count("total", "today_footprint_unknown") == 7
