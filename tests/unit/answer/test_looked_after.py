"""All looked-after children by borough and group, wherever they are placed."""

from collections import Counter
from collections.abc import Collection
from csv import DictReader
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from lib.answer.areas import TOTAL
from lib.answer.boroughs.groups import GROUPS
from lib.answer.boroughs.looked_after import CHILDREN, GROUPS_BY_FIELD
from lib.answer.boroughs.question import looked_after_by_group
from lib.answer.boroughs.sentences import looked_after as sentence
from lib.answer.boroughs.view import LookedAfterView
from lib.answer.loaded import DEMO_RETURNS, Loaded
from lib.answer.shared.everyone import looked_after_set
from lib.answer.shared.sets import whole_set
from lib.disclosure.released import Audience, Released
from tests.fixtures.attacks import some_children

AS_OF: Final = date(2018, 3, 31)
SMALLEST: Final = 6
DOUBT: Final = SMALLEST - 1 - 1e-6
AGES: Final = ((0, 10), (11, 13), (14, 15), (16, 17))
PROVIDERS: Final = {
    "PR4": "provider:private", "PR5": "provider:voluntary", "PR1": "provider:own",
    "PR0": "provider:other", "PR2": "provider:other", "PR3": "provider:other",
}  # fmt: skip
STATUSES: Final = {
    "C1": "legal-status:interim-care-order", "C2": "legal-status:full-care-order",
    "D1": "legal-status:placement-order", "E1": "legal-status:placement-order",
    "V2": "legal-status:section-20", "J1": "legal-status:youth-justice",
    "J2": "legal-status:youth-justice", "J3": "legal-status:youth-justice",
}  # fmt: skip
AGE_KEYS: Final = [f"age:{first}-{last}" for first, last in AGES]
CITY, HACKNEY, MERGED = "E09000001", "E09000012", "E09000012+E09000001"


@pytest.fixture(scope="module")
def officers(demo: Loaded) -> Released:
    return looked_after_by_group(demo, Audience.OFFICERS).by_borough


@pytest.fixture(scope="module")
def shared(demo: Loaded) -> LookedAfterView:
    return looked_after_by_group(demo, Audience.SHARED)


def day(text: str) -> date | None:
    return date(*map(int, reversed(text.split("/")))) if text else None


def counted_from_the_files(code: str) -> Counter[str]:
    """Count line by line who is in which group."""
    folder = DEMO_RETURNS / code
    with (folder / "header.csv").open(encoding="utf-8-sig") as file:
        born = {row["CHILD"]: day(row["DOB"]) for row in DictReader(file)}
    latest: dict[str, tuple[date, dict[str, str]]] = {}
    with (folder / "episodes.csv").open(encoding="utf-8-sig") as file:
        for row in DictReader(file):
            start, end = day(row["DECOM"]), day(row["DEC"])
            is_open = start is not None and start <= AS_OF and (end is None or end > AS_OF)
            if not is_open or row["LS"] in ("V3", "V4"):
                continue
            if row["CHILD"] not in latest or latest[row["CHILD"]][0] < start:
                latest[row["CHILD"]] = (start, row)
    found: Counter[str] = Counter()
    for child, (_, row) in latest.items():
        found[CHILDREN] += 1
        found[_age(born.get(child))] += 1
        found[PROVIDERS.get(row["PLACE_PROVIDER"], "provider:unknown")] += 1
        found[STATUSES.get(row["LS"], "legal-status:unknown")] += 1
    return found


def _age(born: date | None) -> str:
    if born is None:
        return "age:unknown"
    years = AS_OF.year - born.year - ((AS_OF.month, AS_OF.day) < (born.month, born.day))
    return next((f"age:{a}-{b}" for a, b in AGES if a <= years <= b), "age:unknown")


@pytest.mark.parametrize("code", ["E09000016", "E09000025", HACKNEY, CITY])
def test_officers_see_what_stands_in_the_files(officers: Released, code: str) -> None:
    found = counted_from_the_files(code)
    for group in (one for groups in GROUPS_BY_FIELD.values() for one in groups):
        assert officers.count(code, group.key) == found[group.key], group.key
    assert officers.count(code, CHILDREN) == found[CHILDREN] > 0


def test_whatever_is_shown_to_all_is_what_officers_see(
    officers: Released, shared: LookedAfterView
) -> None:
    table = shared.by_borough
    shown = 0
    for row in table.table.index:
        of = [CITY, HACKNEY] if row == MERGED else [row]
        for key in (CHILDREN, *(one.key for groups in GROUPS_BY_FIELD.values() for one in groups)):
            count = table.count(row, key)
            if count is not None:
                shown += 1
                assert count == sum(officers.count(one, key) for one in of)
                assert count == 0 or count >= SMALLEST
    assert shown > 90
    assert CITY not in table.table.index


def test_by_borough_nobody_else_is_told_of_how_many_a_group_is_not_known(
    shared: LookedAfterView,
) -> None:
    table = shared.by_borough
    for *_, unknown in GROUPS_BY_FIELD.values():
        for row in table.table.index.drop(TOTAL):
            assert table.is_hidden(row, unknown.key)
            assert table.is_hidden(row, f"{unknown.key}_share")


def test_a_share_is_hidden_with_its_count_and_is_one_of_all(shared: LookedAfterView) -> None:
    table = shared.by_borough
    for groups in GROUPS_BY_FIELD.values():
        for group in groups:
            for row in table.table.index:
                count, share = (table.count(row, key) for key in (group.key, f"{group.key}_share"))
                assert (count is None) == (share is None)
                if count is not None and share is not None:
                    everyone = table.count(row, CHILDREN)
                    assert everyone
                    assert abs(share - 100 * count / everyone) <= 0.5


def test_an_authority_without_a_return_has_no_counts(demo: Loaded) -> None:
    kept = demo.returns.episodes[demo.returns.episodes["authority_code"] != "E09000025"]
    some = replace(
        demo,
        returns=replace(
            demo.returns,
            episodes=kept,
            authorities_loaded=tuple(
                code for code in demo.returns.authorities_loaded if code != "E09000025"
            ),
        ),
        measured=demo.measured[demo.measured["authority_code"] != "E09000025"],
        looked_after=demo.looked_after.drop("E09000025"),
    )
    view = looked_after_by_group(some, Audience.OFFICERS)
    assert view.by_borough.count("E09000025", CHILDREN) is None
    assert view.sentences["E09000025"] == ""
    assert view.by_borough.count(TOTAL, CHILDREN) == some.looked_after.sum()


def test_the_largest_group_is_named_if_nothing_hidden_can_be_larger(demo: Loaded) -> None:
    said = looked_after_by_group(demo, Audience.SHARED).sentences[TOTAL]
    assert said.startswith("Of 2,262 children, the largest groups: ")
    assert "aged 10 and under" in said


@pytest.mark.parametrize(
    ("hidden", "named"), [((), 1), (("age:11-13",), 1), (("age:0-10",), 0), (tuple(AGE_KEYS), 0)]
)
def test_what_is_hidden_is_not_said_to_be_largest(
    officers: Released, hidden: Collection[str], named: int
) -> None:
    table = officers.table.copy()
    for key in hidden:
        table.loc[TOTAL, key] = None
    withheld = frozenset((TOTAL, key) for key in hidden)
    some = replace(officers, table=table, hidden=withheld)
    assert sentence(some, TOTAL, GROUPS_BY_FIELD).count("aged ") == named


@pytest.mark.parametrize("children", [20, pytest.param(60, marks=pytest.mark.in_full), 0])
def test_no_hidden_count_of_one_to_five_is_known_to_within_five(
    demo: Loaded, children: int
) -> None:
    some = some_children(demo, children, 1) if children else demo
    table = looked_after_set(some)
    truth = true_counts(some)
    small = [cell for cell, count in truth.items() if 0 < count < SMALLEST]
    assert len(small) >= 5
    found = intervals(table, next(iter(whole_set(some).values())), small)
    assert {cell: ends for cell, ends in found.items() if ends[1] - ends[0] < DOUBT} == {}


def test_nothing_that_was_shown_before_is_hidden_for_it_nor_shown_anew(demo: Loaded) -> None:
    before = {
        (preset, name): (table.table.to_csv(), table.hidden)
        for preset, tables in whole_set(demo).items()
        for name, table in tables.items()
    }
    looked_after_set(demo)
    assert before == {
        (preset, name): (table.table.to_csv(), table.hidden)
        for preset, tables in whole_set(demo).items()
        for name, table in tables.items()
    }


KEYS = {field: [one.key for one in groups] for field, groups in GROUPS_BY_FIELD.items()}


def true_counts(loaded: Loaded) -> dict[tuple[str, str], int]:
    """Count by area and group, of all looked after and of those in homes by group alone."""
    officers = looked_after_by_group(loaded, Audience.OFFICERS).by_borough
    keys = [key for of_field in KEYS.values() for key in of_field]
    alone = {
        (row, key): officers.count(row, key) or 0
        for row in officers.table.index
        if officers.count(row, CHILDREN) is not None
        for key in keys
    }
    for key in keys:
        alone[MERGED, key] = sum(alone.pop((code, key)) for code in (CITY, HACKNEY))
    return alone


def intervals(
    table: Released, others: dict[str, Released], aims: list[tuple[str, str]]
) -> dict[tuple[str, str], tuple[float, float]]:
    """
    Solve for the least and the most of counts, by what this table and the others show.

    Written down anew: each child is in one group of a field and in one area; those in homes are
    some of all, and by group and by area as many as the other tables say.
    """
    areas = [row for row in table.table.index if table.table.at[row, "is_loaded"] and row != TOTAL]
    lines: list[tuple[dict[tuple[str, str, str], float], float]] = []
    for keys in KEYS.values():
        for row in (*areas, TOTAL):
            lines.append(({("all", row, key): 1.0 for key in keys}, known(table, row, CHILDREN)))
            in_homes = known(others["areas"], row, "today_children")
            lines.append(({("homes", row, key): 1.0 for key in keys}, in_homes))
        for key in keys:
            for of in ("all", "homes"):
                line = {(of, row, key): 1.0 for row in areas} | {(of, TOTAL, key): -1.0}
                lines.append((line, 0.0))
            lines.append(({("homes", TOTAL, key): 1.0}, known(others["groups"], key, CHILDREN)))
            for row in (*areas, TOTAL):
                lines.append(({("all", row, key): 1.0}, known(table, row, key)))
                rest = {("all", row, key): 1.0, ("homes", row, key): -1.0, ("rest", row, key): -1.0}
                lines.append((rest, 0.0))
    told = [(line, is_) for line, is_ in lines if not np.isnan(is_)]
    names = {name: at for at, name in enumerate(sorted({one for line, _ in told for one in line}))}
    rows = csr_matrix(
        (
            [by for line, _ in told for by in line.values()],
            (
                [at for at, (line, _) in enumerate(told) for _ in line],
                [names[name] for line, _ in told for name in line],
            ),
        ),
        shape=(len(told), len(names)),
    )
    found = {}
    for row, key in aims:
        ends = []
        for sign in (1.0, -1.0):
            cost = np.zeros(len(names))
            cost[names["all", row, key]] = sign
            solved = linprog(
                cost, A_eq=rows, b_eq=[is_ for _, is_ in told],
                bounds=(0, known(table, TOTAL, CHILDREN)), method="highs",
            )  # fmt: skip
            assert solved.status == 0, solved.message
            ends.append(sign * solved.fun)
        found[row, key] = (ends[0], ends[1])
    return found


def known(table: Released, row: str, column: str) -> float:
    count = table.count(row, column)
    return float("nan") if count is None else float(count)


def test_the_groups_of_a_field_are_all_children_once(officers: Released) -> None:
    for keys in KEYS.values():
        for row in officers.table.index:
            assert sum(officers.count(row, key) or 0 for key in keys) == officers.count(
                row, CHILDREN
            )
    assert {key for keys in KEYS.values() for key in keys} < {one.key for one in GROUPS}
