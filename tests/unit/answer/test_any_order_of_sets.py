"""Another process decides alike: sets come in another order there, and two decisions tell more."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[3]

WHAT_IS_ASKED = """
from datetime import date

from lib.answer.boroughs.looked_after import looked_after
from lib.answer.loaded import DEMO_RETURNS, load
from lib.answer.shared.answers import answers_on_offer
from lib.answer.shared.everyone import _kinds, _partitions
from lib.answer.shared.sets import protection
from lib.disclosure.released import Audience

loaded = load(DEMO_RETURNS, today=date(2026, 1, 1))
answers = answers_on_offer(loaded)
asked = protection(loaded, answers)
for one in (*asked.kinds, *_kinds(loaded, asked.kinds)):
    print(one.name, one.possible.to_csv(), one.count.tolist())
for answer in answers:
    for table in answer.every:
        print(table.name, list(table.cells().items()), list(table.whom.items()))
print(*asked.sums, *asked.compared, *asked.partitions, *asked.wanted, sep="\\n")
print(*asked.worked_out.items(), *asked.public.items(), *asked.group_of.items(), sep="\\n")
table = looked_after(loaded, Audience.SHARED)
print(*_partitions(table, [*table.table.index]), sep="\\n")
"""


def asked(seed_of_hashes: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WHAT_IS_ASKED],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed_of_hashes},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_what_the_door_is_asked_is_in_one_order_whatever_the_order_of_sets() -> None:
    with ThreadPoolExecutor(2) as both:
        one, other = both.map(asked, ("1", "4"))
    assert len(one.splitlines()) > 1_000
    assert one == other
