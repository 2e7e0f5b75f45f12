"""Each malformed input gets what it must get: no traceback, no child, no row lost, no long wait."""

import json
import resource
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from lib.ingest.findings import NothingUsableError
from lib.ingest.load import read_returns
from lib.ingest.on_disk import folder_on_disk
from lib.sources.postcodes import PostcodeIndex
from tests.fixtures.returns_on_disk import FOOTPRINT, TODAY, put
from tests.malformed.corpus import CASES, CHILD

EVERY = [(category, name) for category, cases in CASES.items() for name in cases]

MOST_SECONDS, MOST_KILOBYTES = 2.0, 300_000


@pytest.fixture(scope="module")
def postcodes() -> PostcodeIndex:
    return PostcodeIndex.open()


@pytest.mark.parametrize(("category", "name"), EVERY)
def test_a_malformed_input_gets_what_it_must_get(
    tmp_path: Path, postcodes: PostcodeIndex, category: str, name: str
) -> None:
    case = CASES[category][name]
    for path, content in case.files().items():
        put(tmp_path, path, content)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    read = read_returns(
        folder_on_disk(tmp_path), footprint=FOOTPRINT, postcodes=postcodes, today=TODAY
    )
    rows = [*read.refused_rows()]
    assert time.process_time() - begun < MOST_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < MOST_KILOBYTES
    found = read.outcome
    assert {one.code for one in found.findings} == case.codes
    is_usable = not isinstance(found, NothingUsableError)
    assert (len(found.episodes) if is_usable else None) == case.episodes
    for counted in found.files:
        assert counted.read == counted.loaded + counted.refused + counted.ignored
    assert len(rows) == sum(counted.refused for counted in found.files) == case.refused
    assert all(row.reason for row in rows)
    told = json.dumps([asdict(one) for one in found.findings])
    assert CHILD not in told
    assert "onerror" not in told.replace("<img src=x onerror=alert(1)>.csv", "")


def test_there_are_at_least_a_hundred_in_ten_categories() -> None:
    assert len(CASES) == 10
    assert len(EVERY) >= 100
    assert all(len(cases) >= 10 for cases in CASES.values())
