"""Choose which figures to hide: as few as possible, the most wanted last."""

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from lib.disclosure.audit import Audit, GivenAway
from lib.disclosure.cover import Cover, Stage
from lib.disclosure.knowledge import Knowledge, Real
from lib.disclosure.watched import Watched
from lib.errors import DisclosureError

_MOST_ROUNDS: Final = 20
"""
Where no row is to be kept, so often the fewest figures are sought; then what is safe stands, and be
it a few too many: few children are behind most figures, and little can be shown anyway.
"""


def hidden_figures(
    known: Knowledge,
    stages: Sequence[Stage],
    *,
    hidden_anyway: Collection[int],
    settled: frozenset[int] = frozenset(),
    settled_hidden: frozenset[int] = frozenset(),
    watched: Watched,
) -> frozenset[int]:
    """
    Choose the figures to hide, so that no watched one is known too closely.

    Parameters
    ----------
    stages
        The most wanted first. What a stage shows is shown whatever comes after, unless nothing
        that comes after could make up for it.
    hidden_anyway
        Numbers of figures that are hidden whatever else is.
    settled, settled_hidden
        Numbers of figures that are shown, and hidden, already.
    watched
        What must not be known too closely.

    Returns
    -------
    frozenset[int]
        Numbers of the hidden figures, ``hidden_anyway`` with them.

    Notes
    -----
    A linear programme that finds a watched figure pinned names shown figures that pin it
    (`GivenAway.by`): of these at least one must go. The cheapest goes, until nothing is
    pinned; then an integer programme finds the fewest figures that break all the sets found, and
    if they are fewer, all is asked again. It ends with the fewest that are safe, as every set is
    one that any safe choice must break.
    """
    hidden, fixed = frozenset(hidden_anyway), settled
    for number, stage in enumerate(stages):
        # what was settled with its stage before is not asked again; what hides itself is
        if not (settled and (settled | settled_hidden).issuperset(stage.figures)):
            figures = frozenset().union(*(one.figures for one in stages[: number + 1]))
            deciding = _Deciding(known, stage, figures, hidden, fixed, settled)
            is_settled = False
            while not is_settled:
                chosen = deciding.settle(*watched.up_to(number))
                shown = figures - hidden - chosen
                are_few_together = watched.hidden_together(shown, number)
                are_few_left = watched.left_by_subtraction(shown, deciding.free)
                is_settled = not (are_few_together or are_few_left)
            hidden |= chosen
            fixed |= deciding.free - chosen
    return hidden


class _Deciding:
    """One stage: the sets that were found, and what is chosen to break them."""

    def __init__(
        self,
        known: Knowledge,
        stage: Stage,
        figures: frozenset[int],
        hidden: frozenset[int],
        fixed: frozenset[int],
        settled: frozenset[int],
    ) -> None:
        self.free = stage.figures - hidden - settled
        self._known, self._hidden = known, hidden
        self._able = np.array(sorted(figures - hidden), dtype=np.int64)
        self._can_be_opened = fixed - settled
        self._is_by_row = bool(stage.rows)
        self._cover = Cover(stage, known.counts, hidden)
        self._sets: dict[int, list[frozenset[int]]] = {}
        self._given_up: set[int] = set()
        self._chosen: frozenset[int] = frozenset()
        self._rounds = 0

    def settle(
        self, rows: csr_array, width: Real, can_be_given_up: npt.NDArray[np.bool_]
    ) -> frozenset[int]:
        """Choose figures to hide so that no watched row is known too closely."""
        audit = Audit(self._known, self._able, rows)
        asked = width.copy()
        asked[[*self._given_up]] = 0
        is_fewest = not self._sets
        while True:
            found = audit.first_given_away(self._hidden | self._chosen, asked)
            if found is not None:
                is_fewest = False
                if not found.by & self.free and can_be_given_up[found.watched]:
                    asked[found.watched] = 0
                    self._given_up.add(found.watched)
                    self._sets.pop(found.watched, None)
                else:
                    self._break(found)
            elif is_fewest or (self._rounds == _MOST_ROUNDS and not self._is_by_row):
                return self._chosen
            else:
                is_fewest = True
                self._rounds += 1
                fewest = self._cover.fewest([one for some in self._sets.values() for one in some])
                if self._cover.cost(fewest) < self._cover.cost(self._chosen):
                    self._chosen = fewest

    def _break(self, found: GivenAway) -> None:
        able = found.by & self.free or found.by & self._can_be_opened
        if not able:
            message = "What is hidden could be worked out, whatever else is hidden with it."
            raise DisclosureError(message)
        self._sets.setdefault(found.watched, []).append(able)
        self._chosen |= {self._cover.cheapest(able, self._chosen)}
