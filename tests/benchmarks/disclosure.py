"""What may be shown: how long it takes, and the door beside other ways on ten populations."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from lib.answer.loaded import DEMO_RETURNS, Loaded, load
from lib.answer.shared.everyone import looked_after_set
from lib.answer.shared.sets import whole_set
from lib.disclosure.remembered import _DECIDED
from lib.sources.postcodes import PostcodeIndex
from lib.synthetic.generate import generate, write
from tests.attacks.utility import Utility, utilities
from tests.benchmarks.timing import Row, columns, once

POPULATIONS: Final = 10

_COLUMNS: Final[tuple[tuple[str, Callable[[Utility], float | None], str], ...]] = (
    ("borough rows with 1-5, or a difference of 1-5", lambda one: one.rows_small, "{:.1f}"),
    ("borough rows with a hidden figure", lambda one: one.rows_hidden, "{:.1f}"),
    ("cells of them hidden", lambda one: one.cells_hidden, "{:.1f}"),
    ("all figures hidden", lambda one: 100 * one.figures_hidden, "{:.0f} %"),
    ("error of the headline share", lambda one: one.share_error, "{:.2f} points"),
    ("known child: better than a guess", lambda one: 100 * one.child, "{:+.1f} points"),
    ("  by the group that says most", lambda one: 100 * one.child_each[0], "{:+.1f} points"),
    ("  by all groups together", lambda one: 100 * one.child_each[1], "{:+.1f} points"),
    ("  by the smallest group", lambda one: 100 * one.child_each[2], "{:+.1f} points"),
    ("hidden 1-5: better than a guess", lambda one: 100 * one.count, "{:+.1f} points"),
    ("pairs and triples that leave 1-5", lambda one: one.differences, "{:.0f}"),
)

_NOTES: Final = """\
Ten invented populations of 165 to 180 children in homes, the same menu of figures for all. Figures
hidden count those that the shared view withholds whatever they hold: by borough, children outside
and children not known, apart. A known child: of whom area, age, provider and legal status are
known, guessed inside or not, by whichever of three ways turns out the best, and by each; a hidden
1-5: guessed by whoever knows that it is one. Both against the best guess from the released borough
rates. The mean of ten, and in brackets the worst.
"""


def rows(today: date) -> list[Row]:
    """Time the set of the eight returns, each time on a fresh load."""
    demo = load(DEMO_RETURNS, today=today)
    # who gets the beds is not what is timed: it is worked out when it is first asked for
    carried_out = [one for one in (replace(demo) for _ in range(3)) if one.offered]
    steps: dict[str, tuple[Callable[[Loaded], object], str]] = {
        "all shared figures of both pages and all contracts decided and released": (
            whole_set,
            "5 s",
        ),
        "then all looked-after children by borough and group": (looked_after_set, "no target"),
    }
    found = []
    for what, (decide, target) in steps.items():
        every = []
        for one in carried_out:
            _DECIDED.clear()  # what is timed is to decide, not to remember
            every.append(once(lambda one=one, decide=decide: decide(one)))
        found.append(
            Row(
                what=what,
                seconds=float(np.median([seconds for _, seconds, _ in every])),
                memory_mb=max(memory for *_, memory in every),
                target=target,
            )
        )
    return found


def tables(today: date) -> str:
    """Lay out what each way costs and keeps."""
    every = [utilities(one, seed=at) for at, one in enumerate(populations(today))]
    lines = [("", *every[0])]
    for name, of, form in _COLUMNS:
        line = [name]
        for way in every[0]:
            values = [value for one in every if (value := of(one[way])) is not None]
            worst = form.format(max(values))
            line.append(f"{form.format(float(np.mean(values)))} ({worst})")
        lines.append(tuple(line))
    return f"{columns(lines)}\n\n{_NOTES}"


def populations(today: date) -> list[Loaded]:
    """Invent ten populations."""
    postcodes = PostcodeIndex.open()
    found = []
    for seed in range(POPULATIONS):
        with tempfile.TemporaryDirectory() as name:
            write(generate(seed=seed, postcodes=postcodes), Path(name))
            found.append(load(Path(name), today=today))
    return found
