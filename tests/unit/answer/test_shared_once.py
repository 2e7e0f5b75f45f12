"""A day is shared once: whoever comes back after the returns were corrected sees no difference."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lib.answer.loaded import Loaded
from lib.answer.monitoring import monitoring_view
from lib.answer.once import (
    require_as_shared_before,
    require_looked_after_as_shared_before,
    require_quarters_as_shared_before,
)
from lib.answer.shared.sets import whole_set
from lib.disclosure.released import Audience
from lib.errors import ConfigurationError, DisclosureError
from lib.sources.paths import STATE_VARIABLE
from tests.fixtures.attacks import two_councils

SHARED = Audience.SHARED


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path))
    return tmp_path / "shared"


@pytest.fixture(scope="module")
def council() -> Loaded:
    return two_councils()


@pytest.fixture(scope="module")
def corrected(council: Loaded) -> Loaded:
    """Let one child who lives outside live in the borough that looks after it."""
    measured = council.measured.copy()
    outside = np.flatnonzero(~measured["is_in_footprint"].fillna(value=True).to_numpy(dtype=bool))
    at = measured.index[outside[0]]
    home = measured.at[at, "authority_code"]
    measured.loc[at, ["is_in_footprint", "is_in_borough", "is_distant"]] = [True, True, False]
    measured.loc[at, "placement_authority_code"] = home
    return replace(council, measured=measured)


def test_the_same_returns_are_shared_as_often_as_anybody_asks(notes: Path, council: Loaded) -> None:
    for one in (council, council, replace(council)):
        require_as_shared_before(one, SHARED)
    assert len(list(notes.iterdir())) == 1


def test_one_child_who_moved_is_refused(notes: Path, council: Loaded, corrected: Loaded) -> None:
    require_as_shared_before(council, SHARED)
    with pytest.raises(DisclosureError, match="31 March 2018 were shared before"):
        require_as_shared_before(corrected, SHARED)
    require_as_shared_before(council, SHARED)
    assert notes.is_dir()


def test_without_the_note_the_two_states_would_tell_of_the_child(
    council: Loaded, corrected: Loaded
) -> None:
    before, after = (next(iter(whole_set(one).values()))["areas"] for one in (council, corrected))
    inside = [one.count("total", "today_in_footprint") for one in (before, after)]
    assert None not in inside
    assert inside[1] == inside[0] + 1


def test_officers_let_corrected_figures_take_their_place(
    notes: Path, council: Loaded, corrected: Loaded
) -> None:
    require_as_shared_before(council, SHARED)
    require_as_shared_before(corrected, SHARED, anew=True)
    require_as_shared_before(corrected, SHARED)
    with pytest.raises(DisclosureError):
        require_as_shared_before(council, SHARED)
    assert notes.is_dir()


def test_letting_a_day_in_anew_lets_all_looked_after_children_in_too(
    notes: Path, council: Loaded, corrected: Loaded
) -> None:
    require_looked_after_as_shared_before(council, SHARED)
    with pytest.raises(DisclosureError):
        require_looked_after_as_shared_before(corrected, SHARED)
    require_as_shared_before(corrected, SHARED, anew=True)
    require_looked_after_as_shared_before(corrected, SHARED)
    assert len(list(notes.iterdir())) == 2


def test_the_refusal_names_the_day_that_an_officer_would_let_in(
    notes: Path, council: Loaded, corrected: Loaded
) -> None:
    require_as_shared_before(council, SHARED)
    with pytest.raises(DisclosureError, match="--as-of 2018-03-31 --share-anew"):
        require_as_shared_before(corrected, SHARED)
    assert notes.is_dir()


def test_officers_see_whatever_they_load_and_share_nothing_by_it(
    notes: Path, council: Loaded, corrected: Loaded
) -> None:
    for one in (council, corrected):
        require_as_shared_before(one, Audience.OFFICERS)
        require_looked_after_as_shared_before(one, Audience.OFFICERS)
    assert not notes.exists()


def test_invented_data_may_change(notes: Path, demo: Loaded) -> None:
    require_as_shared_before(demo, SHARED)
    require_looked_after_as_shared_before(demo, SHARED)
    assert not notes.exists()


def test_a_note_holds_no_figure(notes: Path, council: Loaded) -> None:
    require_as_shared_before(council, SHARED)
    (note,) = notes.iterdir()
    assert note.name == "2018-03-31-children-in-homes.sha256"
    text = note.read_text("ascii")
    assert len(text) == 64
    assert set(text) <= set("0123456789abcdef")


def test_one_council_more_is_another_state_of_the_day(notes: Path, council: Loaded) -> None:
    others = council.measured["authority_code"] != "E09000025"
    require_as_shared_before(replace(council, measured=council.measured[others]), SHARED)
    with pytest.raises(DisclosureError):
        require_as_shared_before(council, SHARED)
    assert notes.is_dir()


def test_a_legal_status_of_a_child_in_foster_care_is_held_to_what_was_shared(
    notes: Path, council: Loaded
) -> None:
    episodes = council.returns.episodes.copy()
    in_homes = council.measured["child_key"]
    of_others = ~episodes["child_key"].isin(in_homes) & episodes["legal_status"].eq("C2")
    episodes.loc[of_others, "legal_status"] = "V2"
    changed = replace(council, returns=replace(council.returns, episodes=episodes))
    require_looked_after_as_shared_before(council, SHARED)
    require_as_shared_before(changed, SHARED)
    with pytest.raises(DisclosureError):
        require_looked_after_as_shared_before(changed, SHARED)
    assert len(list(notes.iterdir())) == 2


def test_a_placement_that_only_forecasts_hang_on_is_held_to_what_was_shared(
    notes: Path, council: Loaded
) -> None:
    costs = council.returns.costs.copy()
    costs["weekly_cost_pence"] *= 2
    changed = replace(council, returns=replace(council.returns, costs=costs))
    one, other = (next(iter(whole_set(of).values())) for of in (council, changed))
    assert all(one[name].table.equals(other[name].table) for name in one)
    require_as_shared_before(council, SHARED)
    with pytest.raises(DisclosureError):
        require_as_shared_before(changed, SHARED)
    assert notes.is_dir()


def with_nights(council: Loaded, month: str, more: int) -> Loaded:
    monitoring = council.returns.monitoring.copy()
    monitoring.loc[monitoring["month"] == month, "nights_used"] += more
    return replace(council, returns=replace(council.returns, monitoring=monitoring))


def require_quarters(loaded: Loaded, audience: Audience = SHARED) -> None:
    require_quarters_as_shared_before(loaded, monitoring_view(loaded, audience=audience))


def test_a_quarter_is_shared_once_too(notes: Path, council: Loaded) -> None:
    require_quarters(council)
    assert sorted(note.name for note in notes.iterdir()) == [
        f"{month}-monitoring.sha256" for month in ("2020-04", "2020-07", "2020-10", "2021-01")
    ]
    require_quarters(council)
    changed = with_nights(council, "2020-08", -1)
    with pytest.raises(DisclosureError, match="Other figures of July to September 2020 were"):
        require_quarters(changed)
    require_as_shared_before(changed, SHARED, anew=True)
    require_quarters(changed)


def test_one_quarter_more_changes_nothing_of_those_before(notes: Path, council: Loaded) -> None:
    every = council.returns.monitoring
    until = every[every["month"] < "2021-01"]
    before = replace(council, returns=replace(council.returns, monitoring=until))
    require_quarters(before)
    noted = {note.name for note in notes.iterdir()}
    require_quarters(council)
    assert {note.name for note in notes.iterdir()} - noted == {"2021-01-monitoring.sha256"}


def test_officers_see_whatever_homes_report(notes: Path, council: Loaded) -> None:
    require_quarters(council, Audience.OFFICERS)
    assert not notes.exists()


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a file").write_text("", "utf-8")
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "a file"))


@pytest.mark.usefixtures("nowhere")
def test_what_cannot_be_noted_down_is_not_shared(council: Loaded) -> None:
    with pytest.raises(ConfigurationError, match=STATE_VARIABLE):
        require_as_shared_before(council, SHARED)
