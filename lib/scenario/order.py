"""An order of children that the order of loading does not change."""

from typing import Final

import numpy as np
import pandas as pd

from lib.scenario.side_rules import never_together
from lib.schemas.placements import PLACEMENTS

_BY_LOADING: Final = ("child_key", "sibling_group", "not_with")
_OF_THE_CHILD: Final = [column for column in PLACEMENTS.columns if column not in _BY_LOADING]
"""Children alike in all of these are alike in every figure; the others are running numbers."""

_ROUNDS: Final = 2
"""Once for those to whom a child is bound, once for those to whom they are."""


def in_order(children: pd.DataFrame) -> pd.DataFrame:
    """
    Sort children by all that is known of them, and then by those to whom they are bound.

    Of ways that are equally good the solver takes the one that it meets first. So of two
    children alike, one of whom has a sibling, the order of rows must not decide who is first.

    Parameters
    ----------
    children
        As in ``lib.schemas.placements.MEASURED``.
    """
    sorted_children = children.sort_values(_OF_THE_CHILD)
    bound_to = _bound_to(sorted_children)
    if not any(bound_to):
        return sorted_children
    place = _places(sorted_children[_OF_THE_CHILD])
    for _ in range(_ROUNDS):
        told = [
            (own, tuple(sorted((how, place[other]) for how, other in others)))
            for own, others in zip(place, bound_to, strict=True)
        ]
        first = {one: at for at, one in reversed(list(enumerate(sorted(told))))}
        place = [first[one] for one in told]
    return sorted_children.iloc[np.argsort(place, kind="stable")]


def _places(sorted_children: pd.DataFrame) -> list[int]:
    """Number sorted rows, alike rows the same."""
    before = sorted_children.shift()
    is_same = sorted_children.eq(before).fillna(value=False)
    is_same |= sorted_children.isna() & before.isna()
    places: list[int] = np.cumsum(~is_same.all(axis=1).to_numpy(dtype=np.bool_)).tolist()
    return places


def _bound_to(children: pd.DataFrame) -> list[list[tuple[str, int]]]:
    """List for each child its siblings, and those with whom it is not to live."""
    found: list[list[tuple[str, int]]] = [[] for _ in range(len(children))]
    positions = pd.Series(range(len(children)))
    for _, group in positions.groupby(children["sibling_group"].array):
        for one in group:
            found[one] += [("sibling", other) for other in group if other != one]
    for one, other in never_together(children).tolist():
        found[one].append(("apart", other))
        found[other].append(("apart", one))
    return found
