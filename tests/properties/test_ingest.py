"""Whatever lies in a folder of returns: no crash, no row unaccounted for, no order that matters."""

import json
import random
import tempfile
from dataclasses import asdict
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ingest.findings import FileCount, Finding, NothingUsableError
from lib.ingest.load import Returns
from lib.ingest.placements import looked_after_by_authority, residential_placements
from tests.fixtures.returns_on_disk import (
    COSTS,
    EPISODES,
    HACKNEY,
    HEADER,
    HOMES,
    MONITORING,
    NEEDS,
    child,
    episode,
    home,
    load,
    put,
    report,
)

Rows = list[list[str]]

NAMES = [f"SECRET{n}" for n in range(8)]
NASTY = [
    "", " ", "31/02/2018", "2018-01-01", "01/02/2017 00:00", "43190", "01/01/1900", "99/99/9999",
    "K9", "k2", "V3", "=1+1", "<img src=x onerror=alert(1)>", "${7*7}", "`", '"', '""', "a,b",
    "a;b", "line\nbreak", "\u202e", "\u0661", "SECRET0", "SECRET1;SECRET2", "ZZ9 9ZZ", "E8",
    "NaN", "None", "-1", "1e999", "x" * 3000, "yes", "£1,234.567",
]  # fmt: skip


def sound_return() -> dict[str, Rows]:
    """Two placements a child, in a few years; everything that a folder may hold."""
    episodes = []
    for n, name in enumerate(NAMES):
        day = f"{n + 1:02}"
        first = episode(CHILD=name, DECOM=f"{day}/05/2016", DEC=f"{day}/06/2017", PLACE="U4")
        episodes += [first, episode(CHILD=name, DECOM=f"{day}/06/2017", RNE="L" if n % 2 else "P")]
    children = [child(CHILD=name, DOB=f"{n + 1:02}/09/2003") for n, name in enumerate(NAMES)]
    costs = [
        {"CHILD": name, "start": "05/06/2017", "weekly_cost_pounds": f"{3000 + n}.25"}
        for n, name in enumerate(NAMES)
    ]
    needs = [
        {"CHILD": NAMES[0], "keep_placement": "yes", "not_with": f"{NAMES[1]};{NAMES[2]}"},
        {"CHILD": NAMES[3], "asked_to_move": "yes", "sibling_group": "A", "solo": "no"},
        {"CHILD": NAMES[4], "sibling_group": "A"},
    ]
    homes = [home(URN=f"SC10000{n}", Places=str(n)) for n in range(4)]
    reports = [
        report(month=f"2019-{month:02}", home=f"Invented home {name}", beds=str(beds))
        for month in range(1, 4)
        for name, beds in (("A", 4), ("B", 5))
    ]
    return {
        f"{HACKNEY}/{name}": [list(columns), *[[row.get(c, "") for c in columns] for row in rows]]
        for name, columns, rows in (
            ("episodes.csv", EPISODES, episodes),
            ("header.csv", HEADER, children),
            ("costs.csv", COSTS, costs),
            ("needs.csv", NEEDS, needs),
            ("homes.csv", HOMES, homes),
            ("monitoring.csv", MONITORING, reports),
        )
    }


def as_bytes(rows: Rows, *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if set(cell) & set(f'{separator}"\n') else cell

    text = "".join(separator.join(quoted(cell) for cell in row) + "\n" for row in rows)
    return text.encode(encoding, errors="replace")


def loaded(files: dict[str, bytes]) -> Returns | NothingUsableError:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            put(Path(folder), name, content)
        try:
            return load(Path(folder))
        except NothingUsableError as error:
            return error


def check(found: Returns | NothingUsableError) -> None:
    """What must hold whatever was loaded."""
    files: tuple[FileCount, ...] = found.files
    findings: tuple[Finding, ...] = found.findings
    for count in files:
        assert count.read == count.loaded + count.refused + count.ignored
        assert min(count.read, count.loaded, count.refused, count.ignored) >= 0
    told = json.dumps([asdict(finding) for finding in findings])
    assert "SECRET" not in told
    assert "<img" not in told
    if isinstance(found, NothingUsableError):
        assert findings
        return
    of_kind = {count.file.rsplit("/")[-1]: count.loaded for count in files}
    assert len(found.episodes) == of_kind["episodes.csv"]
    assert len(found.costs) == of_kind["costs.csv"]
    assert len(found.homes) == of_kind["homes.csv"]
    assert len(found.monitoring) == of_kind["monitoring.csv"]
    placements = residential_placements(found, placement_types=["K2"])
    assert len(placements) <= looked_after_by_authority(found).sum()


@st.composite
def mutated_returns(draw: st.DrawFn) -> dict[str, bytes]:
    files = sound_return()
    done = {}
    for name, rows in files.items():
        for _ in range(draw(st.integers(0, 4))):
            _mutate(draw, rows)
        content = as_bytes(
            rows,
            separator=draw(st.sampled_from([",", ",", ",", ";", "\t"])),
            encoding=draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16"])),
        )
        if draw(st.integers(0, 9)) == 0:
            content = content[: draw(st.integers(0, len(content)))]
        if draw(st.integers(0, 9)) == 0:
            place = draw(st.integers(0, len(content)))
            content = content[:place] + draw(st.binary(max_size=4)) + content[place:]
        done[name] = content
    return done


def _mutate(draw: st.DrawFn, rows: Rows) -> None:
    how = draw(st.sampled_from(["cell", "cell", "cell", "column", "twice", "turn", "row", "odd"]))
    if not rows or not rows[0]:
        return
    row = draw(st.integers(0, len(rows) - 1))
    column = draw(st.integers(0, len(rows[0]) - 1))
    if how == "cell" and column < len(rows[row]):
        rows[row][column] = draw(st.sampled_from(NASTY))
    elif how == "column":
        for cells in rows:
            del cells[column : column + 1]
    elif how == "twice":
        rows.insert(draw(st.integers(1, len(rows))), list(rows[row]))
    elif how == "turn":
        for cells in rows:
            cells.reverse()
    elif how == "row":
        rows.insert(draw(st.integers(0, len(rows))), [""] * draw(st.integers(0, 20)))
    elif how == "odd":
        rows[row] = rows[row] + [draw(st.sampled_from(NASTY))] * draw(st.integers(0, 3))


@given(mutated_returns())
@settings(deadline=None, max_examples=60)
def test_no_file_can_crash_the_reading_or_lose_a_row(files: dict[str, bytes]) -> None:
    check(loaded(files))


@given(st.dictionaries(st.sampled_from(["a.csv", "b.CSV", "c.txt"]), st.binary(max_size=300)))
@settings(deadline=None, max_examples=40)
def test_any_bytes_are_told_and_not_a_crash(files: dict[str, bytes]) -> None:
    found = loaded({f"{HACKNEY}/{name}": content for name, content in files.items()})
    assert isinstance(found, NothingUsableError)
    check(found)


@given(st.data())
@settings(deadline=None, max_examples=20)
def test_the_order_of_rows_and_columns_changes_nothing(data: st.DataObject) -> None:
    files = sound_return()
    for rows in files.values():
        for _ in range(data.draw(st.integers(0, 3))):
            row = data.draw(st.integers(1, len(rows) - 1))
            how = data.draw(st.sampled_from(["twice", "cell"]))
            if how == "twice":
                rows.append(list(rows[row]))
            rows[row][data.draw(st.integers(0, len(rows[0]) - 1))] = data.draw(
                st.sampled_from([text for text in NASTY if "\n" not in text])
            )
    plain = loaded({name: as_bytes(rows) for name, rows in files.items()})
    chance = random.Random(data.draw(st.integers(0, 1000)))  # noqa: S311 (no secret)
    shuffled = {}
    for name, (headings, *rows) in files.items():
        order = list(range(len(headings)))
        chance.shuffle(order)
        chance.shuffle(rows)
        shuffled[name] = as_bytes([[cells[n] for n in order] for cells in (headings, *rows)])
    again = loaded(shuffled)
    assert type(plain) is type(again)
    assert plain.files == again.files
    assert sorted(found.code for found in plain.findings) == sorted(
        found.code for found in again.findings
    )
    if isinstance(plain, Returns) and isinstance(again, Returns):
        for table in ("episodes", "children", "costs", "homes", "monitoring"):
            pd.testing.assert_frame_equal(getattr(plain, table), getattr(again, table))
        assert plain.available_dates == again.available_dates


@given(st.lists(st.integers(0, 15), max_size=8), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
@settings(deadline=None, max_examples=10)
def test_a_row_that_is_refused_changes_no_other_row(spoilt: list[int], encoding: str) -> None:
    files = sound_return()
    episodes = files[f"{HACKNEY}/episodes.csv"]
    clean = [row for n, row in enumerate(episodes) if n - 1 not in spoilt]
    for n in spoilt:
        episodes[n + 1][1] = "31/02/2018"
    for rows in (clean, episodes):  # nothing but the episodes themselves
        for row in rows[1:]:
            row[2] = "P"
    names = {row[0] for row in clean[1:]}
    for name in ("header", "costs", "needs"):
        rows = files[f"{HACKNEY}/{name}.csv"]
        rows[1:] = [row for row in rows[1:] if row[0] in names]
    with_refused = {name: as_bytes(rows, encoding=encoding) for name, rows in files.items()}
    without = with_refused | {f"{HACKNEY}/episodes.csv": as_bytes(clean, encoding=encoding)}
    first, second = loaded(with_refused), loaded(without)
    assert type(first) is type(second)
    if isinstance(first, Returns) and isinstance(second, Returns):
        pd.testing.assert_frame_equal(first.episodes, second.episodes)
        pd.testing.assert_frame_equal(first.children, second.children)
