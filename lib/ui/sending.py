"""Files of one's own: dropped, checked, put to use, forgotten."""

import weakref
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from lib.answer.wording import day
from lib.disclosure.released import Audience
from lib.exports.exported import INVENTED, SENSITIVE
from lib.exports.refused import refused_as_csv
from lib.ingest.findings import NothingUsableError
from lib.ingest.sent import SentFile
from lib.ui import checking, queries, reading, sent
from lib.ui.loopback import officers_are_allowed
from lib.ui.markup import element, escaped, paragraphs, text
from lib.ui.state import chosen_audience

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_ENDINGS: Final = ["csv", "txt", "tsv", "xml", "xlsx", "xlsm", "zip"]
_WHOSE: Final = "whose each sent file is"
_MUST_BE_NAMED: Final = (
    "A return does not say whose it is. Nothing is read before you have named the authority."
)
_READ: Final = "what was sent when files were last checked"


def files_of_your_own() -> None:
    """Let an officer drop files, see what they hold, and use them in the place of the folder."""
    if not officers_are_allowed() or chosen_audience() is not Audience.OFFICERS:
        return
    with st.container(key="files-of-your-own"):
        _in_use()
        uploaded = _dropped()
        files = [SentFile(name=one.name, content=one.getvalue()) for one in uploaded]
        ids = tuple(one.file_id for one in uploaded)
        whose = _authorities(files, ids)
        if not uploaded or whose is None:
            return  # what was checked before is not what is there now
        _check(files, ids, whose)
        found = sent.checked()
        if found is not None:
            _result(found)


def _in_use() -> None:
    used = sent.in_use()
    if used is None or used.returns is None:
        return
    st.html(
        element(
            "p",
            text(
                f"Every page shows the {_counted(len(used.names))} that you sent, as at "
                f"{day(used.returns.as_of)}. They are in the memory of this visit alone, and gone "
                "when you forget them, leave, or load the page anew in the browser."
            ),
            of="cth-note",
        )
    )
    if st.button("Forget the files in use", key="forget-used"):
        checking.forget_sent()
        st.rerun()


def _dropped() -> "list[UploadedFile]":
    """Take files; those that were checked go when they are taken out again."""
    st.html(element("h2", "Check files of your own"))
    uploaded: list[UploadedFile] = st.file_uploader(
        "Drop returns, lists of homes, costs and needs here: CSV, XML, Excel or .zip, 20 MB each",
        type=_ENDINGS,
        accept_multiple_files=True,
        key=f"sent-{sent.uploader_round()}",
        help=(
            "They are read in the memory of this computer. Nothing is written, and no figure "
            "changes before you say so."
        ),
    )
    if not uploaded and sent.checked() is not None:
        sent.put_away()
    return uploaded


def _authorities(files: Sequence[SentFile], ids: Sequence[str]) -> tuple[str | None, ...] | None:
    """
    Ask whose the files are of which nothing tells.

    Returns
    -------
    tuple or None
        The authority that was named for each file, None for one that needs none; None in the
        place of all while a file waits for its own.
    """
    known: dict[str, bool] = st.session_state.setdefault(_WHOSE, {})
    new = [number for number, one in enumerate(ids) if one not in known]
    if new:
        asked = checking.whose_is_asked([files[number] for number in new])
        known.update(zip((ids[number] for number in new), asked, strict=True))
    if not any(known[one] for one in ids):
        return (None,) * len(ids)
    note = st.empty()
    codes = {name: code for code, name in queries.footprint().names.items()}
    waiting = [number for number, one in enumerate(ids) if known[one]]
    named: list[str | None] = [None] * len(ids)
    with st.container(horizontal=True, key="whose"):
        of_all = None
        if len(waiting) > 1:
            key = f"whose-all-{sent.uploader_round()}"
            of_all = _named(f"Whose are all {len(waiting)} of them?", key, list(codes))
        for number in waiting if of_all is None else ():
            name = escaped(files[number].file.name)
            named[number] = _named(f"Whose is {name}?", f"whose-{ids[number]}", list(codes))
    if of_all is not None:
        named = [of_all if known[one] else None for one in ids]
    if any(named[number] is None for number in waiting):
        with note:
            st.html(paragraphs((_MUST_BE_NAMED,), of="cth-note"))
        return None
    return tuple(None if name is None else codes[name] for name in named)


def _named(label: str, key: str, names: list[str]) -> str | None:
    return st.selectbox(
        label, names, index=None, placeholder="Name the authority", key=key, width=300
    )


def _check(files: Sequence[SentFile], ids: Sequence[str], whose: Sequence[str | None]) -> None:
    """Read the files, unless they were read before."""
    asked = (*ids, *whose)
    if sent.checked() is not None and st.session_state.get(_READ) == asked:
        return
    place = st.empty()
    checking.check(
        [replace(file, authority_code=code) for file, code in zip(files, whose, strict=True)],
        progress=lambda share: place.progress(
            min(share, 1.0), text=f"Reading {_counted(len(files))}"
        ),
    )
    place.empty()
    st.session_state[_READ] = asked


def _result(found: sent.Sent) -> None:
    tables = checking.checked_tables(found)
    outcome = found.reading.outcome
    if not found.is_invented:
        st.html(element("p", text(SENSITIVE), of="cth-badge is-sensitive"))
    reading.said_of_checked(outcome, tables)
    with st.container(horizontal=True, key="what-to-do"):
        if found.returns is not None and st.button("Use these data", type="primary", key="use"):
            checking.use_checked()
            st.rerun()
        if st.button("Forget these files", key="forget"):
            sent.put_away()
            st.rerun()
        _refused_rows(found)
    if not isinstance(outcome, NothingUsableError):
        now = checking.as_at_now()
        days = () if now is None else (now, outcome.as_of)
        reading.changes(tables.get("changes"), are_made=False, days=days)
        reading.quality(tables.get("quality"))
    reading.findings(tables["findings"], key="checked")
    reading.files(tables["files"])


def _refused_rows(found: sent.Sent) -> None:
    """Give the refused rows back to the session that sent them, and to nobody else."""
    refused = sum(one.refused for one in found.reading.outcome.files)
    if not refused:
        return
    st.download_button(
        f"Refused rows, with reasons ({refused:,})",
        partial(_written, weakref.ref(found)),  # the server keeps it, and may not keep the files
        file_name="refused rows.csv",
        mime="text/csv",
        key="refused-rows",
        on_click="ignore",
        help="They hold identifiers of children: keep the file as safe as the returns.",
    )


def _written(found: "weakref.ref[sent.Sent]") -> bytes:
    """Write the refused rows when they are asked for; none where the files are forgotten."""
    still_there = found()
    rows = [] if still_there is None else [*still_there.reading.refused_rows()]
    is_invented = still_there is not None and still_there.is_invented
    return refused_as_csv(rows, marking=INVENTED if is_invented else SENSITIVE)


def _counted(files: int) -> str:
    return "one file" if files == 1 else f"{files:,} files"
