"""The SSDA903 return as XML, laid out as the tables that it has as CSV.

The return is one document; each child has its own element, in which the columns of the
Header table and of all tables of events lie::

    EXPSSDA903
        CHILD                   one for each child
            HEADER              CHILDID, UPN, SEX, DOB, ETHNIC, UASC, DUC, MOTHER, MC_DOB, ...
                AREVIEW         REVIEW, REVIEW_CODE: a row of the Reviews table
                AMISSING, OC2, PERMANENCE, AD_PLACED, ...: rows of the other tables
            EPISODE             DECOM, RNE, LS, CIN, PL, PL_POST, HOME_POST, URN,
                                PLACE_PROVIDER, DEC, REC, REASON_PLACE_CHANGE

The elements are named like the columns of the CSV, but for two: CHILDID is CHILD, and PL is
PLACE. An element may be left out where it is empty.

Sources: the Department's XML schema, "Expanded SSDA903 Return 2021" (version 3.3.0), for the
elements from EXPSSDA903 to CHILDID; for the others, the reader (``ingress.py``) and the
invented return (``tests/fake_data/fake_903.xml``) of the sector's own validator of the
return, data-to-insight/csc-validator-be-903. The two agree where both tell.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from lib.ingest.cells import Column
from lib.ingest.headings import LAYOUTS, Kind, normalise, recognise
from lib.ingest.tables import Sheet
from lib.ingest.xml_elements import read_elements

RECORDS: Final = {Kind.EPISODES: "EPISODE", Kind.HEADER: "HEADER"}
"""Which elements are the rows of a table."""

_CHILD: Final = "CHILD"

_ENOUGH_TO_BE_UNCLEAR: Final = 2
"""So many identifiers of one child are kept: a hostile file could hold millions."""
_CHILD_DEPTH, _RECORD_DEPTH, _CELL_DEPTH = 2, 3, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlReturn:
    """
    The tables of a return.

    ``sheets`` are as `lib.ingest.tables.parse` gives them; their ``rows`` count the elements
    of the file, from 1. ``elements`` names the element of each column, by table.
    ``others`` is how many rows of other tables there are.
    """

    sheets: tuple[Sheet, ...]
    elements: dict[Kind, dict[str, str]]
    others: int


def parse_xml(content: bytes) -> XmlReturn | None:
    """
    Read the Episodes and Header tables of a return; count the rows of the others.

    Returns
    -------
    XmlReturn or None
        None where no child has a HEADER or an EPISODE: it is something else.

    Raises
    ------
    UnreadableError
        As `lib.ingest.xml_elements.read_elements`.
    """
    found = _Children()
    read_elements(content, found)
    if not found.is_return:
        return None
    others, tables = found.others, []
    for table in found.tables.values():
        if table.kind is Kind.HEADER and recognise(table.headings) is not Kind.HEADER:
            others += table.length  # of the schema for social workers: identifiers alone
        elif table.length:
            tables.append(table)
    return XmlReturn(
        sheets=tuple(table.sheet() for table in tables),
        elements={table.kind: table.elements() for table in tables},
        others=others,
    )


class _Record:
    """The cells of one HEADER or EPISODE that are a column of its table."""

    __slots__ = ("cells", "has_text", "identifiers", "is_unclear", "table")

    def __init__(self, table: "_Table") -> None:
        self.table = table
        self.cells: dict[str, str] = {}
        self.identifiers: frozenset[str] = frozenset()
        self.has_text = False
        self.is_unclear = False

    def take(self, name: str, text: str) -> None:
        """Take a cell. One that stands twice leaves open which of them is meant."""
        self.has_text |= bool(text)
        column = self.table.column_of(name)
        if column is None:
            return
        self.is_unclear |= column in self.cells
        self.cells[column] = text
        if column == _CHILD and text and len(self.identifiers) < _ENOUGH_TO_BE_UNCLEAR:
            self.identifiers |= {text}


class _Table:
    """Rows of one table as they come: columns of codes into their distinct values."""

    def __init__(self, kind: Kind) -> None:
        layout = LAYOUTS[kind]
        self.kind = kind
        self.length = 0
        # what tells a table but is no column of it is kept to tell it by
        self._columns = {word: word for word in layout.tells}
        for column in layout.columns:
            words = (normalise(column), *layout.aliases.get(column, ()))
            self._columns |= dict.fromkeys(words, column)
        self._seen: dict[str, dict[str, int]] = {_CHILD: {"": 0}}
        self._codes: dict[str, list[int]] = {_CHILD: []}
        self._elements = {_CHILD: "CHILDID"}
        self._is_blank: list[bool] = []
        self._is_malformed: list[bool] = []

    @property
    def headings(self) -> list[str]:
        """The columns that stand in the file, in order of appearance."""
        return [*self._codes]

    def column_of(self, element: str) -> str | None:
        """Tell of which column an element is a cell, if of any."""
        word = _normalised(element)
        column = self._columns.get(word)
        if column is not None:
            self._elements.setdefault(column, word.upper())
        return column

    def add(self, record: _Record, identifier: str) -> None:
        """Take a row. Of an unclear one no cell is taken."""
        self._is_blank.append(not (record.is_unclear or record.has_text or identifier))
        self._is_malformed.append(record.is_unclear)
        for column, text in {**record.cells, _CHILD: identifier}.items():
            if column not in self._codes:
                self._codes[column] = [0] * self.length
                self._seen[column] = {"": 0}
            seen = self._seen[column]
            taken = "" if record.is_unclear else text
            self._codes[column].append(seen.setdefault(taken, len(seen)))
        self.length += 1
        for codes in self._codes.values():
            if len(codes) < self.length:
                codes.append(0)

    def elements(self) -> dict[str, str]:
        """Name the element of each column of the layout; those of which there is none, too."""
        return {column: self._elements.get(column, column) for column in LAYOUTS[self.kind].columns}

    def sheet(self) -> Sheet:
        """Lay the rows out as those of a CSV file."""
        layout = LAYOUTS[self.kind]
        columns = {
            column: Column(np.array(self._codes[column], dtype=np.int32), [*self._seen[column]])
            for column in layout.columns
            if column in self._codes
        }
        # an element that is empty for every child may have been left out for every child
        for column in (*layout.required, *layout.unused):
            columns.setdefault(column, Column(np.zeros(self.length, dtype=np.int32), [""]))
        return Sheet(
            kind=self.kind,
            separator=",",
            columns=columns,
            letters={},
            twice=(),
            rows=np.arange(1, self.length + 1, dtype=np.int64),
            is_blank=np.array(self._is_blank, dtype=bool),
            is_malformed=np.array(self._is_malformed, dtype=bool),
            width=len(columns),
            widths=np.full(self.length, len(columns), dtype=np.int32),
        )


@lru_cache(maxsize=1 << 10)
def _normalised(element: str) -> str:
    return normalise(element)


class _Children:
    """Puts the elements of the document into tables, child by child."""

    def __init__(self) -> None:
        self.tables = {kind: _Table(kind) for kind in RECORDS}
        self.others = 0
        self.is_return = False
        self._path: list[str] = []
        self._of_child: list[_Record] = []
        self._record: _Record | None = None

    def opened(self, name: str) -> None:
        self._path.append(name)
        if len(self._path) == _RECORD_DEPTH and self._path[1] == _CHILD:
            kind = next((kind for kind, record in RECORDS.items() if record == name), None)
            self._record = None if kind is None else _Record(self.tables[kind])

    def closed(self, text: str | None) -> None:
        depth, name = len(self._path), self._path.pop()
        if depth == _CELL_DEPTH and self._record is not None:
            if text is None:
                self.others += 1
            else:
                self._record.take(name, text)
        elif depth == _RECORD_DEPTH and self._path[1] == _CHILD:
            if self._record is None:
                self.others += 1
            else:
                self._of_child.append(self._record)
            self._record = None
        elif depth == _CHILD_DEPTH:
            if name == _CHILD:
                self._end_child()
            else:
                self.others += 1

    def _end_child(self) -> None:
        """Give each row the identifier; where there are two, it is unclear whose the rows are."""
        identifiers = {text for record in self._of_child for text in record.identifiers}
        headers = sum(record.table.kind is Kind.HEADER for record in self._of_child)
        is_unclear = len(identifiers) > 1 or headers > 1
        for record in self._of_child:
            self.is_return = True
            record.is_unclear |= is_unclear
            record.table.add(record, "" if is_unclear else "".join(identifiers))
        self._of_child.clear()
