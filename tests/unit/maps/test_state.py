from collections.abc import Callable

import pytest

from lib.disclosure.released import Audience, Released
from lib.errors import DisclosureError
from lib.maps.areas import read_areas
from lib.maps.flows import read_pairs
from lib.maps.nodes import read_supply
from lib.maps.single import home_points, single_lines
from lib.maps.state import Shown, one_audience
from tests.fixtures.partnership import area_frame, flow_frame, home_frame

Door = Callable[..., Released]
READERS: list[Callable[[Released], object]] = [
    lambda table: read_areas(table, is_of_all=True),
    read_supply,
    home_points,
    lambda table: read_pairs(table, inside=frozenset(), shown=Shown()),
    lambda table: single_lines(table, Shown()),
]


@pytest.mark.parametrize("read", READERS)
def test_a_bare_table_is_refused_by_every_map(read: Callable[[Released], object]) -> None:
    with pytest.raises(DisclosureError, match="has not been released"):
        read(area_frame().table)  # type: ignore[arg-type]  # the point


def test_tables_of_two_audiences_never_meet_on_one_map(let_out: Door) -> None:
    with pytest.raises(DisclosureError, match="different audiences"):
        one_audience([let_out(flow_frame()), let_out(home_frame(), Audience.SHARED)])
