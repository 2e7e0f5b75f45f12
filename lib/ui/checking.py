"""Questions about files that this visit sent: what they hold, and what they would change."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

from lib.answer.changes import Load, load_of
from lib.answer.loaded import read_footprint
from lib.answer.read import changes_to_officers, reading_to_officers
from lib.disclosure.released import Audience, Released
from lib.errors import ReturnsError
from lib.ingest.authorities import AuthorityNames
from lib.ingest.load import read_returns
from lib.ingest.sent import SentFile, folder_of_sent, must_be_asked
from lib.sources.postcodes import PostcodeIndex
from lib.ui import sent
from lib.ui.kept import forget_answers, kept
from lib.ui.looking import Scope, looked_at
from lib.ui.queries import of_all
from lib.ui.state import Selection


def check(files: Sequence[SentFile], *, progress: Callable[[float], object]) -> None:
    """Read files that this session sent, and keep what was found, without using it."""
    partnership = read_footprint()
    names = AuthorityNames.with_those_of(partnership)
    folder = folder_of_sent(files, footprint=partnership, names=names)
    read = read_returns(
        folder,
        footprint=partnership,
        postcodes=PostcodeIndex.open(),
        today=datetime.now(tz=UTC).date(),
        progress=progress,
    )
    sent.keep_checked(folder, read, [one.name for one in files])


def whose_is_asked(files: Sequence[SentFile]) -> list[bool]:
    """Tell of which sent files nothing says whose children they are about."""
    names = AuthorityNames.with_those_of(read_footprint())
    return [must_be_asked(one, names) for one in files]


def as_at_now() -> date | None:
    """Give the date of the figures that dropped files are compared with; None of none."""
    before = _in_use()
    return None if before is None else before.as_of


def _in_use() -> Load | None:
    try:
        return _compared(looked_at())
    except ReturnsError:
        return None


def checked_tables(found: sent.Sent) -> Mapping[str, Released]:
    """Give what became of files that were checked, and what they would change."""
    before = _in_use()
    return reading_to_officers(
        found.reading.outcome,
        before=before,
        footprint=read_footprint(),
        postcodes=PostcodeIndex.open(),
        is_invented=found.is_invented,
    )


def use_checked() -> None:
    """Put the files that were checked in the place of all others, at once."""
    forget_answers()
    sent.use()


def changed_since_last_load(selection: Selection) -> tuple[Released | None, Sequence[date]]:
    """
    Tell officers what is different from what this visit saw before, and as at which days.

    Returns
    -------
    tuple
        None and no days where nothing is.
    """
    scope = looked_at()
    loads = sent.last_loads(_compared(scope), is_sent=scope.session is not None)
    if loads is None or selection.audience is not Audience.OFFICERS:
        return None, ()
    table = changes_to_officers(
        *loads,
        footprint=read_footprint(),
        is_invented=of_all(scope, None).is_invented,
    )
    return table, [one.as_of for one in loads]


def forget_sent() -> None:
    """Forget what this session sent, and every answer made of it."""
    sent.forget()
    forget_answers()


@kept(max_entries=3)
def _compared(scope: Scope) -> Load:
    """Take what is compared of the returns in use, as at the date that is shown unasked."""
    loaded = of_all(scope, None)
    return load_of(loaded.returns, footprint=loaded.footprint, postcodes=loaded.postcodes)
