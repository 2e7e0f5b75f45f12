"""What stays in memory of a load: the columns that are declared, and of no child its name."""

import gc
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from lib.answer.loaded import Loaded
from lib.answer.loaded import load as load_all
from lib.sources.postcodes import PostcodeIndex
from tests.fixtures.returns_on_disk import (
    COSTS,
    HACKNEY,
    HOMES,
    NEEDS,
    TODAY,
    child,
    csv_text,
    episode,
    home,
    put,
    put_episodes,
    put_header,
)

CHILD, OTHER, UPN = "ZQ-4711-XK", "ZQ-4712-XK", "H801200001001"
BIRTH, MOTHER_OF = "23/09/2003", "14/10/2016"
# not those of the homes in the contracts on offer, which are public
HOME, PLACEMENT, OF_A_HOME = "RM10 9TU", "RM9 4NR", "E15 4LZ"
SECRETS = (
    CHILD, OTHER, UPN, BIRTH, "2003-09-23", MOTHER_OF, "2016-10-14", HOME, "RM109TU", PLACEMENT,
    "RM94NR", OF_A_HOME, "E154LZ", "Lovelace",
)  # fmt: skip

_POINTS = tuple(
    f"{end}_{part}"
    for end in ("origin", "placement")
    for part in ("easting", "northing", "level", "authority_code")
)
_EPISODE = (
    "child_key", "authority_code", "start_date", "end_date", "placement_start_date",
    "placement_type", "placement_provider", "legal_status", "home_urn", "age_years",
    "age_at_start_years", "sex", *_POINTS,
)  # fmt: skip
_NEEDS = ("keep_placement", "asked_to_move", "is_solo", "sibling_group", "not_with")
KEPT = {
    "episodes": _EPISODE,
    "children": (
        "child_key", "authority_code", "keep_placement", "asked_to_move", "sibling_group",
        "is_solo", "not_with",
    ),
    "costs": ("child_key", "start_date", "end_date", "weekly_cost_pence"),
    "homes": ("urn", "authority_code", "places", "sector", "easting", "northing"),
    "monitoring": (
        "month", "home_name", "beds", "nights_available", "nights_used", "voids_paid_nights",
        "weekly_price_pence", "outcomes_due", "outcomes_achieved", "payment_by_results_pence",
        "rating_mean", "rating_answers",
    ),
    "measured": (
        *_EPISODE, *_NEEDS, "weekly_cost_pence", "distance_miles", "is_in_borough",
        "is_in_footprint", "is_near", "is_distant",
    ),
}  # fmt: skip
"""What lib/README.md says is kept: whoever adds a column adds it here, there, and to the DPIA."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("returns")
    with_posts = {"HOME_POST": HOME, "PL_POST": PLACEMENT}
    good = [episode(CHILD=one, **with_posts) for one in (CHILD, OTHER)]
    put_episodes(folder, *good, episode(CHILD=CHILD, DECOM="31/02/2018", REC="Ada Lovelace"))
    put_header(folder, *(child(CHILD=one, DOB=BIRTH, MC_DOB=MOTHER_OF, UPN=UPN)
                         for one in (CHILD, OTHER)))  # fmt: skip
    needs = [{"CHILD": CHILD, "solo": "1", "sibling_group": "Lovelace", "not_with": OTHER}]
    put(folder, f"{HACKNEY}/needs.csv", csv_text(NEEDS, needs))
    costs = [{"CHILD": CHILD, "start": "05/06/2017", "weekly_cost_pounds": "3000"}]
    put(folder, f"{HACKNEY}/costs.csv", csv_text(COSTS, costs))
    homes = [home(Name="Lovelace House", Postcode=OF_A_HOME)]
    put(folder, "homes.csv", csv_text(HOMES, homes))
    return load_all(folder, today=TODAY)


def held(root: object) -> list[str]:
    """Walk everything that can be reached, and find the secrets in it."""
    text = "\n".join(_written(root))
    return [secret for secret in SECRETS if secret in text]


_NO_DATA = (ModuleType, FunctionType, BuiltinFunctionType, MethodType, type, PostcodeIndex)
"""What is the program, or public: the index of all postcodes tells of no child."""


def _written(root: object) -> Iterator[str]:
    seen: dict[int, object] = {}
    waiting = deque([root])
    while waiting:
        one = waiting.popleft()
        if id(one) in seen or isinstance(one, _NO_DATA):
            continue
        seen[id(one)] = one
        yield from _texts(one)
        waiting.extend(_beneath(one))


def _texts(one: object) -> Iterator[str]:
    """Write what is a value; of a column all that its memory holds, cut off or not."""
    if isinstance(one, str):
        yield one
    elif isinstance(one, bytes | bytearray):
        yield one.decode("latin-1")
    elif isinstance(one, np.ndarray):
        yield from map(str, one.ravel())
        if not one.dtype.hasobject:
            yield one.tobytes().decode("latin-1")
    elif isinstance(one, pa.ChunkedArray):
        for chunk in one.chunks:
            for buffer in filter(None, chunk.buffers()):
                yield buffer.to_pybytes().decode("latin-1")
    elif not gc.is_tracked(one):
        yield str(one)


def _beneath(one: object) -> Iterator[object]:
    yield from gc.get_referents(one)
    if isinstance(one, np.ndarray):
        yield one.base
        if one.dtype.hasobject:
            yield from one.ravel()
    elif isinstance(one, pd.DataFrame):
        yield from (one[column].array for column in one)
        yield from (one.index, one.attrs)
    elif isinstance(one, pd.Series | pd.Index):
        yield one.array
    elif isinstance(one, pd.api.extensions.ExtensionArray):
        names = ("_pa_array", "_ndarray", "_data", "_mask")
        yield from (getattr(one, name) for name in names if hasattr(one, name))


def test_no_identifier_no_birth_and_no_full_postcode_is_reached_from_a_load(
    loaded: Loaded,
) -> None:
    assert len(loaded.measured) == 2
    assert loaded.measured["not_with"].map(len).sum() > 0
    assert loaded.returns.findings
    assert held(loaded) == []


def test_what_is_worked_out_from_a_load_reaches_none_either(loaded: Loaded) -> None:
    assert held([*loaded.offered.values()]) == []
    assert held(loaded) == []


def _noted(one: Loaded, secret: str) -> Loaded:
    measured = one.measured.copy()
    measured.attrs["source"] = secret
    return replace(one, measured=measured)


PLANTED: dict[str, Callable[[Loaded, str], Loaded]] = {
    "a column": lambda one, secret: replace(one, measured=one.measured.assign(more=secret)),
    "a column of objects": lambda one, secret: replace(
        one, measured=one.measured.assign(more=pd.Series([(secret,)] * 2, dtype=object))
    ),
    "a category that no row has": lambda one, secret: replace(
        one, measured=one.measured.assign(more=pd.Categorical(["a", "a"], ["a", secret]))
    ),
    "an index": lambda one, secret: replace(one, looked_after=pd.Series({secret: 1})),
    "a note on a frame": _noted,
    "a row that was cut off": lambda one, secret: replace(
        one, looked_after=pd.Series([secret, "a", "b"], dtype="str").iloc[1:]
    ),
    "a value inside": lambda one, secret: replace(
        one, authority_names={"a": [{"b": ({secret},)}]}  # type: ignore[dict-item] (planted)
    ),
    "a finding": lambda one, secret: replace(
        one,
        returns=replace(
            one.returns, findings=(replace(one.returns.findings[0], message=f"Row 3: {secret}"),)
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", PLANTED)
@pytest.mark.parametrize("secret", [CHILD, BIRTH, HOME])
def test_the_walk_finds_what_is_planted(loaded: Loaded, where: str, secret: str) -> None:
    assert held(PLANTED[where](loaded, secret)) == [secret]


def test_the_walk_finds_a_birth_that_is_kept_as_a_date(loaded: Loaded) -> None:
    births = pd.Series(pd.to_datetime(["2003-09-23", None]), index=loaded.measured.index)
    assert held(replace(loaded, measured=loaded.measured.assign(born=births))) == ["2003-09-23"]


@pytest.mark.parametrize("name", KEPT)
def test_each_table_has_the_columns_that_are_declared_and_no_other(
    loaded: Loaded, name: str
) -> None:
    table = loaded.measured if name == "measured" else getattr(loaded.returns, name)
    assert sorted(table.columns) == sorted(KEPT[name])
    assert table.attrs == {}
    assert table.index.name is None


def test_no_table_is_kept_that_is_not_declared(loaded: Loaded) -> None:
    tables = {
        field.name
        for whole in (loaded, loaded.returns)
        for field in fields(whole)
        if isinstance(getattr(whole, field.name), pd.DataFrame)
    }
    assert tables == {*KEPT}
    assert [*loaded.looked_after.index] == [HACKNEY]
