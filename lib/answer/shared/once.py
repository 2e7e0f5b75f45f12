"""What was shared of a day stays as it is: two states of one day tell what became of a child."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from lib.answer.loaded import Loaded
from lib.answer.shared.everyone import looked_after_set
from lib.answer.shared.sets import whole_set
from lib.answer.wording import day
from lib.disclosure.released import Audience, Released
from lib.errors import ConfigurationError, DisclosureError
from lib.sources.paths import STATE_VARIABLE, state_dir

_IN_HOMES: Final = "children-in-homes"
_LOOKED_AFTER: Final = "all-looked-after"

_OF_NO_CHILD: Final = ("homes", "places")
"""A table and columns of it that stand in others too: Ofsted's list may be newer."""

_DIGESTS: WeakKeyDictionary[Loaded, dict[str, str]] = WeakKeyDictionary()


def require_as_shared_before(loaded: Loaded, audience: Audience, *, anew: bool = False) -> None:
    """
    Let figures of a day be shared once, and afterwards nothing but the same figures.

    Returns that were corrected, a contract that was changed, one council more: the difference of
    two such states can be one child. So the first state of a day that others than officers are
    shown is noted down in the state directory of whoever runs this: as a hash, without a figure.
    Invented data may change.

    Parameters
    ----------
    anew
        Whether an officer lets the figures of the day take the place of those noted down.

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
        for name in (_IN_HOMES, _LOOKED_AFTER):
            _note(loaded, name).unlink(missing_ok=True)
    tables = (table for preset in whole_set(loaded).values() for table in preset.values())
    _require(loaded, _IN_HOMES, tables)


def require_looked_after_as_shared_before(loaded: Loaded, audience: Audience) -> None:
    """Ask it of those in homes, then of all looked after; errors as in the other."""
    require_as_shared_before(loaded, audience)
    if audience is not Audience.OFFICERS and not loaded.is_invented:
        _require(loaded, _LOOKED_AFTER, [looked_after_set(loaded)])


def _require(loaded: Loaded, name: str, tables: Iterable[Released]) -> None:
    digests = _DIGESTS.setdefault(loaded, {})
    if name not in digests:
        digests[name] = _digest(tables)
    if _noted(_note(loaded, name), digests[name]) != digests[name]:
        as_of = loaded.returns.as_of
        message = (
            f"Other figures of {day(as_of)} were shared before: from returns or contracts that "
            "have changed since, or by another version of this tool. Side by side, the two would "
            "tell what became of single children. An officer can let these take their place, "
            "under the account that runs this: python -m lib answer FOLDER --audience shared "
            f"--as-of {as_of.isoformat()} --share-anew"
        )
        raise DisclosureError(message)


def _note(loaded: Loaded, name: str) -> Path:
    return state_dir() / "shared" / f"{loaded.returns.as_of.isoformat()}-{name}.sha256"


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


def _digest(tables: Iterable[Released]) -> str:
    """Hash what is shown of children, and what is hidden."""
    digest = hashlib.sha256()
    for one in tables:
        if one.name not in _OF_NO_CHILD:
            shown = one.table.drop(columns=[*_OF_NO_CHILD], errors="ignore")
            hidden = sorted(f"{row}\t{column}" for row, column in one.hidden)
            digest.update("\n".join((one.name, shown.to_csv(), *hidden, "")).encode())
    return digest.hexdigest()
