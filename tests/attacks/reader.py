"""Counts as they stand on the pages and in the documents: who, what and when, and the number."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from tests.attacks.printed import Table, sentences_of, tables_of
from tests.attacks.served import Printed

EVERYONE: Final = "All boroughs"
NOW, AFTER = "today", "with the contract"
HIDDEN: Final = None


class Label(NamedTuple):
    """A count of the children of a borough or group, by what is said of them."""

    who: str
    what: str
    when: str = NOW


Counts: TypeAlias = dict[Label, int | None]
"""None is a count that is hidden."""

MEASURES: Final = (
    "children", "in_footprint", "outside_footprint", "footprint_unknown", "in_borough",
    "outside_borough", "borough_unknown", "miles_20_or_less", "miles_over_20", "distance_unknown",
    "distant", "not_distant", "distant_unknown",
)  # fmt: skip
"""Names of the documents; for the pages the same are used."""

OF_PROOF: Final = (
    "kept_placements", "candidates", "beds_filled", "brought_inside", "children_inside",
    "children_served", "children_competing",
)  # fmt: skip

_BY_BOROUGH: Final = {
    "Children by the borough that looks after them": {
        "Children": [("children", NOW), ("children", AFTER)],
        "Inside today": [("in_footprint", NOW)],
        "With the contract": [("in_footprint", AFTER)],
        "Not known": [("footprint_unknown", NOW)],
    },
    "The other measures by borough": {
        "In their own borough today": [("in_borough", NOW)],
        "In their own borough with the contract": [("in_borough", AFTER)],
        "20 miles or less today": [("miles_20_or_less", NOW)],
        "20 miles or less with the contract": [("miles_20_or_less", AFTER)],
        "Distant today": [("distant", NOW)],
        "Distant with the contract": [("distant", AFTER)],
    },
    "Children in children's homes, and the homes": {
        "Children it looks after": [("children", NOW)],
        "Children of these boroughs who live in it": [("living here", NOW)],
    },
    "Children by group": {
        "Children": [("children", NOW)],
        "Inside today": [("in_footprint", NOW)],
        "Inside with the contract": [("in_footprint", AFTER)],
        "20 miles or less today": [("miles_20_or_less", NOW)],
    },
    "Children by the straight line": {
        "Today": [("band", NOW)],
        "With the contract": [("band", AFTER)],
    },
}
"""Of the table whose caption begins so, what each column counts."""

OF_ALL: Final = "looked after, "
"""Begins what is counted of all looked-after children by borough and group."""

_OF_ALL_HEADINGS: Final = {"All looked after": "looked after"}

_WORKED_OUT: Final = "Those hidden, together"
_NOT_KNOWN: Final = r"(\w[\w ]* not known), all boroughs together: (a hidden number|[\d,]+)"

_IN_PASSING: Final = {
    r"distance is not known for ([\d,]+) child": "distance_unknown",
    r"Where they live is not known for ([\d,]+) child": "footprint_unknown",
}
_QUADRANT: Final = {"20 miles or less": "near", "Over 20 miles": "far", "Not known": "not known"}


def counts_of(printed: Printed) -> Counts:
    """
    Take down every count that is printed, under one label each.

    Raises
    ------
    AssertionError
        If two places print two numbers for one count.
    """
    found: Counts = {}
    for label, count in _every(printed):
        before = found.get(label)
        assert before is None or count is None or before == count, f"{label}: {before}, {count}"
        found[label] = before if count is None else count
    return found


def boroughs_of(printed: Printed, *, are_loaded: bool = False) -> list[str]:
    """Name the boroughs, or those of them whose returns are there; some are merged."""
    first = next(iter(printed.documents.values()))
    return [row["name"] for row in first["boroughs"] if row["loaded"] or not are_loaded]


def groups_of(printed: Printed) -> dict[str, list[str]]:
    """Name the groups, by the section that they stand in."""
    (table,) = [
        one
        for one in tables_of(printed.pages["boroughs"])
        if one.caption.startswith("Children by group")
    ]
    found: dict[str, list[str]] = {}
    for row in table.body:
        if len(row) == 1:
            found[row[0]] = []
        elif found and row[0] not in ("All children", _WORKED_OUT):
            [*found.values()][-1].append(row[0])
    return found


def number(text: str) -> int | None:
    """Read a count, whatever share stands behind it; what is no number is hidden."""
    found = re.match(r"[\d,]+(?![\d.,])", text)
    return int(found[0].replace(",", "")) if found else HIDDEN


def is_count(text: str) -> bool:
    """Whether a cell holds a count or says that one is hidden."""
    return bool(re.match(r"hidden|[\d,]+(?![\d.,])", text))


def _every(printed: Printed) -> Iterator[tuple[Label, int | None]]:
    for name, document in printed.documents.items():
        yield from _of_document(document, name)
    for page in printed.pages.values():
        for table in tables_of(page):
            yield from _of_table(table)
        said = sentences_of(page)
        for pattern, what in _IN_PASSING.items():
            if found := re.search(pattern, said):
                yield Label(EVERYONE, what), number(found[1])
        for group, count in re.findall(_NOT_KNOWN, said):
            yield Label(EVERYONE, f"{OF_ALL}{group}"), number(count)


def _of_document(document: Mapping[str, Any], name: str) -> Iterator[tuple[Label, int | None]]:
    """Of another contract than the first, with the contract is another state of things."""
    boroughs = [row for row in document["boroughs"] if row["loaded"]]
    rows = [(EVERYONE, document), *((row["name"], row) for row in boroughs)]
    is_own = name == "nelcp"
    for who, row in rows:
        yield Label(who, "looked after"), row["looked_after"]
        for key, when in (("today", NOW), ("with_contract", _after(is_own=is_own, name=name))):
            for what in MEASURES:
                yield Label(who, what, when), row[key][what]
    for which, numbers in document["certificate"].items():
        for what in OF_PROOF:
            yield Label(f"proof, {which}", what, name), numbers[what]


def _after(*, is_own: bool, name: str) -> str:
    return AFTER if is_own else f"{AFTER} {name}"


def _of_table(table: Table) -> Iterator[tuple[Label, int | None]]:
    for caption, columns in _BY_BOROUGH.items():
        if table.caption.startswith(caption):
            yield from _of_columns(table, columns)
    if table.caption.startswith("All looked-after children"):
        names = [name for name in table.headings[1:] if name != _WORKED_OUT]
        yield from _of_columns(
            table, {name: [(_OF_ALL_HEADINGS.get(name, f"{OF_ALL}{name}"), NOW)] for name in names}
        )
    if table.caption.startswith("Where each borough's children live"):
        for origin, end, *numbers in table.body:
            for when, text in zip((NOW, AFTER), numbers, strict=True):
                yield flow(origin, end, when), number(text)
    if table.headings[:1] == ["Children who live"]:
        for row in table.body:
            side = "outside" if row[0] == "Outside" else "inside"
            for heading, text in zip(table.headings[1:], row[1:], strict=True):
                yield from _of_square(side, _QUADRANT[heading], text)


def _of_columns(
    table: Table, columns: Mapping[str, list[tuple[str, str]]]
) -> Iterator[tuple[Label, int | None]]:
    for row in table.body:
        # whole miles are no count, and what the page works out so does whoever reads it
        if row[0].startswith(("Middle distance", _WORKED_OUT)):
            continue
        who = EVERYONE if row[0] == "All children" else row[0]
        for heading, text in zip(table.headings, row, strict=False):
            for what, when in columns.get(heading, []):
                if is_count(text) and len(row) > 1:
                    yield Label(who, what, when), number(text)


def _of_square(side: str, reach: str, text: str) -> Iterator[tuple[Label, int | None]]:
    found = re.match(r"(hidden|[\d,]+) (?:today, with the contract (hidden|[\d,]+))?", text)
    if not found:
        return
    what = "not known" if reach == "not known" else f"{side}, {reach}"
    for when, count in zip((NOW, AFTER), found.groups(), strict=True):
        if count is not None:
            yield Label(EVERYONE, what, when), number(count)


def flow(origin: str, end: str, when: str) -> Label:
    """Name the children of a borough who live in an authority."""
    return Label(origin, f"lives in {end}", when)
