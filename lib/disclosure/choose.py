"""Choose which figures to hide: as few as possible, the most wanted last."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from lib.disclosure.audit import Audit
from lib.disclosure.cover import Cover, Stage
from lib.disclosure.knowledge import Knowledge, Real
from lib.disclosure.watched import Watched
from lib.errors import DisclosureError

_MOST_ROUNDS: Final = 20
"""
Where no row is to be kept, so often the fewest figures are sought; then what is safe stands, and be
it a few too many: few children are behind most figures, and little can be shown anyway.
"""

_NO_WIDTH: Final = 1e-5
"""Of a figure that can have one value alone."""


def hidden_figures(
    known: Knowledge,
    stages: Sequence[Stage],
    *,
    hidden_anyway: Collection[int],
    known_anyway: frozenset[int] = frozenset(),
    watched: Watched,
) -> frozenset[int]:
    """
    Choose the figures to hide, so that no watched one is known too closely.

    Parameters
    ----------
    stages
        The most wanted first. What the first shows is shown whatever comes after: as far apart
        as it and ``known_anyway`` leave a watched figure, so far it is kept. What another stage
        shows is shown unless nothing that comes after could make up for it.
    hidden_anyway
        Numbers of figures that are hidden whatever else is.
    known_anyway
        Numbers of figures that everybody knows, whatever is hidden.
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
    anyway, figures = frozenset(hidden_anyway), known_anyway
    hidden = anyway
    before = _Before(kept=known_anyway)
    ways: Sequence[Real] = ()
    for number, stage in enumerate(stages):
        figures |= stage.figures
        deciding = _Deciding(known, stage, figures, hidden, before, ways)
        before_it, is_settled = hidden, False
        while not is_settled:
            chosen = deciding.settle(*watched.up_to(number))
            # what the first shows nothing hides again; of the others, once at the end is enough
            if number in {0, len(stages) - 1}:
                no_secrets = deciding.known_all_the_same(chosen | (before_it - anyway))
                chosen, hidden = chosen - no_secrets, before_it - no_secrets
            shown = figures - hidden - chosen
            new = deciding.free | (before_it - hidden)
            are_few_together = watched.hidden_together(shown, number)
            are_few_left = watched.left_by_subtraction(shown, new)
            is_settled = not (are_few_together or are_few_left)
        hidden |= chosen
        if number:
            before.shown_since |= dict.fromkeys(new - chosen, number)
        else:
            before = _Before(kept=known_anyway | (deciding.free - chosen))
        before.cost |= {one: cost for one, cost in stage.cost.items() if one not in before.cost}
        ways = deciding.ways
    return hidden


@dataclass(kw_only=True)
class _Before:
    """
    What was decided before a stage.

    ``kept`` are figures that nothing can hide any more; ``shown_since`` gives the stage of
    others that are shown; ``cost`` is that of hiding each; ``widest`` how far apart a watched row
    can be kept at all, where that is known.
    """

    kept: frozenset[int]
    shown_since: dict[int, int] = field(default_factory=dict)
    cost: dict[int, float] = field(default_factory=dict)
    widest: dict[bytes, float] = field(default_factory=dict)


class _Deciding:
    """One stage: the sets that were found, and what is chosen to break them."""

    def __init__(
        self,
        known: Knowledge,
        stage: Stage,
        figures: frozenset[int],
        hidden: frozenset[int],
        before: _Before,
        ways: Sequence[Real],
    ) -> None:
        self.free = stage.figures - hidden - before.kept
        self._known, self._hidden, self._before = known, hidden, before
        self._able = np.array(sorted(figures - hidden), dtype=np.int64)
        self._is_by_row = bool(stage.rows)
        self._cover = Cover(stage, known.counts, hidden, before=before.cost)
        self._sets: dict[bytes, list[frozenset[int]]] = {}
        self._given_up: set[bytes] = set()
        self._chosen: frozenset[int] = frozenset()
        self._rounds = 0
        self.ways = ways

    def settle(
        self, rows: csr_array, width: Real, can_be_given_up: npt.NDArray[np.bool_]
    ) -> frozenset[int]:
        """Choose figures to hide so that no watched row is known too closely."""
        audit = Audit(self._known, self._able, rows, self.ways, self._before.kept)
        names = [_key(rows, at) for at in range(rows.shape[0])]  # their numbers may change
        asked = self._able_to_be_kept(audit, names, width)
        asked[[name in self._given_up for name in names]] = 0
        is_fewest = not self._sets
        while True:
            found = audit.first_given_away(self._hidden | self._chosen, asked)
            if found is not None:
                is_fewest = False
                if not found.by & self.free and can_be_given_up[found.watched]:
                    asked[found.watched] = 0
                    self._given_up.add(names[found.watched])
                    self._sets.pop(names[found.watched], None)
                else:
                    self._break(names[found.watched], found.by)
            elif is_fewest or (self._rounds == _MOST_ROUNDS and not self._is_by_row):
                self.ways = audit.ways
                return self._chosen
            else:
                is_fewest = True
                self._rounds += 1
                fewest = self._cover.fewest([one for some in self._sets.values() for one in some])
                if self._cover.cost(fewest) < self._cover.cost(self._chosen):
                    self._chosen = fewest

    def known_all_the_same(self, hidden: frozenset[int]) -> frozenset[int]:
        """
        Find what was chosen to be hidden and is no secret, as what is shown leaves it one value.

        It was hidden before something else was that pins as much: to show it tells nobody more.

        Parameters
        ----------
        hidden
            What was chosen, at this stage and those before.
        """
        asked = np.array(sorted(hidden), dtype=np.int64)
        rows = csr_array(self._known.figures[asked])
        audit = Audit(self._known, self._able, rows, self.ways, self._before.kept)
        width = np.full(len(asked), _NO_WIDTH)
        is_pinned = audit.able_to_lie_apart(self._hidden | hidden, width) < width
        return frozenset(map(int, asked[is_pinned]))

    def _able_to_be_kept(self, audit: Audit, names: Sequence[bytes], width: Real) -> Real:
        """Give the widths that can be kept beside what everybody knows and the first stage."""
        if not self._before.kept:
            return width.copy()
        new = np.array([name not in self._before.widest for name in names], dtype=bool)
        asked = np.where(new, np.inf, 0.0).clip(max=width)
        all_hidden = frozenset(self._able.tolist()) - self._before.kept
        able = audit.able_to_lie_apart(all_hidden, asked)
        for name, most, wanted in zip(names, able, asked, strict=True):
            self._before.widest.setdefault(name, float(most) if most < wanted else np.inf)
        return np.minimum(width, [self._before.widest[name] for name in names])

    def _break(self, watched: bytes, by: frozenset[int]) -> None:
        able = by & self.free or self._least_wanted(by)
        if not able:
            message = "What is hidden could be worked out, whatever else is hidden with it."
            raise DisclosureError(message)
        self._sets.setdefault(watched, []).append(able)
        self._chosen |= {self._cover.cheapest(able, self._chosen)}

    def _least_wanted(self, figures: frozenset[int]) -> frozenset[int]:
        """Of figures that were shown before, give those of the last stage."""
        since = self._before.shown_since
        stages = {one: since[one] for one in figures if one in since}
        latest = max(stages.values(), default=0)
        return frozenset(one for one, stage in stages.items() if stage == latest)


def _key(rows: csr_array, at: int) -> bytes:
    entries = slice(rows.indptr[at], rows.indptr[at + 1])
    return bytes(rows.indices[entries].tobytes() + rows.data[entries].tobytes())
