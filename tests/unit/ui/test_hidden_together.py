"""A line that tells hidden parts together says *none* only where none is hidden."""

import re

import pandas as pd

from lib.answer.loaded import read_footprint
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.ui.tables import hidden_together

ROWS = ["one", "other", "third", "total"]


def shown(audience: Audience = Audience.SHARED, **columns: list[int]) -> Released:
    table = pd.DataFrame(columns, index=ROWS).astype("Int64")
    one = Unreleased(name="all", table=table, counts=tuple(columns))
    return release(
        [one],
        protection=Protection(),
        footprint=read_footprint(),
        audience=audience,
        is_invented=True,
    )["all"]


def told(table: Released) -> list[str]:
    wholes = (
        (("total", column), [(row, column) for row in ROWS[:-1]]) for column in table.table.columns
    )
    return [re.sub(r"<[^>]*>", "", one) for one in hidden_together(table, wholes)]


def test_none_is_said_where_none_is_hidden_and_hidden_where_one_alone_is() -> None:
    table = shown(two=[4, 4, 30, 38], no=[6, 7, 30, 43], one=[3, 20, 30, 53], all=[1, 1, 1, 3])
    assert told(table) == ["8", "none", "hidden", "hidden"]


def test_where_nothing_can_be_told_there_is_no_line() -> None:
    assert told(shown(no=[6, 7, 30, 43], one=[3, 20, 30, 53])) == []


def test_to_officers_there_is_no_line() -> None:
    assert told(shown(Audience.OFFICERS, two=[4, 4, 30, 38])) == []
