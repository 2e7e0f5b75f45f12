"""What was shared stays as it is: two states of one day tell what became of a child."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from lib.answer.areas import TOTAL
from lib.answer.contract.coming import as_seen_by
from lib.answer.loaded import Loaded
from lib.answer.monitoring import MonitoringView, monitoring_view
from lib.answer.shared.everyone import looked_after_set
from lib.answer.shared.sets import whole_set
from lib.answer.wording import day
from lib.disclosure.released import Audience, Released
from lib.errors import ConfigurationError, DisclosureError
from lib.sources.paths import STATE_VARIABLE, state_dir

_IN_HOMES: Final = "children-in-homes"
_LOOKED_AFTER: Final = "all-looked-after"
_MONITORING: Final = "monitoring"

_OF_NO_CHILD: Final = ("homes", "places")
"""A table and columns of it that stand in others too: Ofsted's list may be newer."""

_DIGESTS: WeakKeyDictionary[Loaded, dict[str, str]] = WeakKeyDictionary()


def require_as_shared_before(loaded: Loaded, audience: Audience, *, anew: bool = False) -> None:
    """
    Let figures of a day be shared once, and afterwards nothing but the same figures.

    Those of the children in homes, and what is forecast from. Returns that were corrected, a
    contract that was changed, one council more: the difference of two such states can be one
    child. So the first state of a day that others than officers are shown is noted down in the
    state directory of whoever runs this: as a hash, without a figure. Invented data may change.

    Parameters
    ----------
    anew
        Whether an officer lets the figures of the day, and of the quarters that its returns
        report, take the place of those noted down.

    Raises
    ------
    DisclosureError
        If others were shown of the same day.
    ConfigurationError
        If it cannot be noted down.
    """
    if audience is Audience.OFFICERS or loaded.is_invented:
        return
    if anew:
        quarters = _by_quarter(monitoring_view(loaded, audience=audience))
        for name in (_of_day(loaded, _IN_HOMES), _of_day(loaded, _LOOKED_AFTER), *quarters):
            _note(name).unlink(missing_ok=True)
    _require(loaded, _IN_HOMES, _of_those_in_homes)


def require_looked_after_as_shared_before(loaded: Loaded, audience: Audience) -> None:
    """Ask it of those in homes, then of all looked after; errors as in the other."""
    require_as_shared_before(loaded, audience)
    if audience is not Audience.OFFICERS and not loaded.is_invented:
        _require(loaded, _LOOKED_AFTER, lambda one: [_text(looked_after_set(one))])


def require_quarters_as_shared_before(loaded: Loaded, view: MonitoringView) -> None:
    """Ask it of each quarter that the contract's homes reported; errors as in the others."""
    if view.audience is not Audience.OFFICERS and not view.is_invented:
        for name, (quarter, digest) in _by_quarter(view).items():
            _require_noted(loaded, name, digest, of=quarter)


def _require(loaded: Loaded, name: str, shared: Callable[[Loaded], Iterable[str]]) -> None:
    digests = _DIGESTS.setdefault(loaded, {})
    if name not in digests:
        digests[name] = _digest(shared(loaded))
    _require_noted(loaded, _of_day(loaded, name), digests[name], of=day(loaded.returns.as_of))


def _require_noted(loaded: Loaded, name: str, digest: str, *, of: str) -> None:
    if _noted(_note(name), digest) != digest:
        as_of = loaded.returns.as_of.isoformat()
        message = (
            f"Other figures of {of} were shared before: from returns or contracts that "
            "have changed since, or by another version of this tool. Side by side, the two would "
            "tell what became of single children. An officer can let these take their place, "
            "under the account that runs this: python -m lib answer FOLDER --audience shared "
            f"--as-of {as_of} --share-anew"
        )
        raise DisclosureError(message)


def _of_day(loaded: Loaded, name: str) -> str:
    return f"{loaded.returns.as_of.isoformat()}-{name}"


def _note(name: str) -> Path:
    return state_dir() / "shared" / f"{name}.sha256"


def _noted(note: Path, now: str) -> str:
    """Note down what is shared now, unless something is: in one step, as two may begin at once."""
    try:
        if note.exists():
            return note.read_text("ascii")
        note.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=note.parent, encoding="ascii") as file:
            file.write(now)
            file.flush()
            try:
                os.link(file.name, note)
            except FileExistsError:
                return note.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        message = (
            "What is shared cannot be noted down, so nothing is shared: give leave to write to "
            f"the state directory, or name another one in {STATE_VARIABLE}."
        )
        raise ConfigurationError(message) from error
    return now


def _of_those_in_homes(loaded: Loaded) -> Iterator[str]:
    for preset in whole_set(loaded).values():
        yield from (_text(one) for one in preset.values() if one.name not in _OF_NO_CHILD)
    yield from _coming(loaded)


def _coming(loaded: Loaded) -> Iterator[str]:
    """Write what each contract on offer is forecast from, as others see it."""
    by_ages = {(one.age_min_years, one.age_max_years): one for one in loaded.presets.values()}
    for contract in by_ages.values():
        coming = as_seen_by(Audience.SHARED, loaded.demand(contract), loaded)
        starters = coming.starters.drop(columns="child_key")
        yield starters.sort_values([*starters.columns], ignore_index=True).to_csv()
        yield coming.starts_by_year.to_csv()
        yield repr((coming.children_who_started, coming.children_with_a_cost, coming.stay))


def _by_quarter(view: MonitoringView) -> dict[str, tuple[str, str]]:
    """Give what each quarter is called, and a hash of what is shown of it and what is hidden."""
    found = {}
    if view.periods is not None:
        shown = view.periods.table.drop(index=TOTAL)
        for (row, figures), label in zip(
            shown.drop(columns="label").iterrows(), shown["label"], strict=True
        ):
            hidden = sorted(column for at, column in view.periods.hidden if at == row)
            found[f"{row}-{_MONITORING}"] = (str(label), _digest([figures.to_csv(), *hidden]))
    return found


def _text(one: Released) -> str:
    """Write what is shown of children, and what is hidden."""
    shown = one.table.drop(columns=[*_OF_NO_CHILD], errors="ignore")
    hidden = sorted(f"{row}\t{column}" for row, column in one.hidden)
    return "\n".join((one.name, shown.to_csv(), *hidden, ""))


def _digest(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for one in texts:
        digest.update(one.encode())
    return digest.hexdigest()
