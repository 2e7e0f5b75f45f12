"""The figures of each area, read once from the released table."""

from typing import NamedTuple

from lib.answer.areas import TOTAL
from lib.disclosure.released import Released
from lib.maps.figures import whole
from lib.maps.state import When, released

_COUNTS = ("children", "in_footprint", "outside_footprint", "footprint_unknown")


class Figures(NamedTuple):
    """One area's children on one of the pictures; None where hidden, or not loaded."""

    children: int | None
    inside: int | None
    outside: int | None
    unknown: int | None
    share: int | None
    """Whole percentage of the children who live inside."""

    @property
    def are_mostly_unknown(self) -> bool:
        """Whether of more than half of the children it is not known: a share would mislead."""
        return bool(self.children and self.unknown and 2 * self.unknown > self.children)


class Area(NamedTuple):
    """An area of the footprint as the audience sees it, or all of them together."""

    code: str
    name: str
    is_loaded: bool
    today: Figures
    with_contract: Figures
    is_most: bool = False
    """Whether no way of giving out the beds could bring more of them inside."""

    @property
    def is_all(self) -> bool:
        """Whether these are the figures of the whole partnership."""
        return self.code == TOTAL

    @property
    def authorities(self) -> list[str]:
        """Codes of the authorities that make up the area; of a merged one the first bears it."""
        return self.code.split("+")

    @property
    def more_inside(self) -> int | None:
        """How many more could live inside; None where either number is hidden."""
        before, after = self.today.inside, self.with_contract.inside
        return None if before is None or after is None else after - before

    @property
    def points_more(self) -> int | None:
        """
        Percentage points between the two shares as they are shown, each of them rounded.

        So it says no more than the two shares do, which stand in the table of the page;
        None where either is hidden.
        """
        before, after = self.today.share, self.with_contract.share
        return None if before is None or after is None else after - before


def read_areas(boroughs: Released, *, is_of_all: bool) -> dict[str, Area]:
    """
    Read the table of areas, by code; all together under ``total``.

    Parameters
    ----------
    boroughs
        As in `lib.answer.areas.areas`.
    is_of_all
        Whether it counts all children. Only over all of them together are those inside with
        the contract proved to be the most: some could gain at others' cost.

    Raises
    ------
    DisclosureError
        If the table was not released.
    """
    table = released(boroughs)
    columns = {
        when: [
            [whole(cell) for cell in table[f"{when}_{name}"]]
            for name in (*_COUNTS, "in_footprint_share")
        ]
        for when in When
    }
    today, with_contract = (
        [Figures(*row) for row in zip(*columns[when], strict=True)] for when in When
    )
    named = zip(table.index, table["name"], table["is_loaded"], strict=True)
    return {
        str(code): Area(
            code=str(code),
            name=str(name),
            is_loaded=bool(is_loaded),
            today=now,
            with_contract=then,
            is_most=is_of_all and code == TOTAL,
        )
        for (code, name, is_loaded), now, then in zip(named, today, with_contract, strict=True)
    }
