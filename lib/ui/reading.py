"""What was read: files, findings, and what may be loaded."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from lib.answer.changes import COMPARED
from lib.answer.quality import OF_ROWS, QUESTIONS, UNKNOWN
from lib.answer.read import reading_to_officers
from lib.answer.view import OverviewView
from lib.answer.wording import day, listed
from lib.disclosure.released import Released
from lib.domain.footprint import Footprint
from lib.exports.findings import findings_as_csv
from lib.ingest.findings import NothingUsableError
from lib.ingest.kinds_of_finding import KINDS
from lib.ingest.load import Returns
from lib.maps.state import released
from lib.sources.postcodes import PostcodeIndex
from lib.ui.markup import bullets, count, element, paragraphs, table, text

MOST_SHOWN: Final = 60
"""Findings on the page; the file and the command line list them all."""

_MAY_BE_LOADED: Final = (
    "A folder for each authority, named by its GSS code or name, or one authority's own folder.",
    (
        "In it an SSDA903 return as CSV, Excel workbook or XML, of any year from 2017 to 2026: "
        "Episodes, Header for the ages, and UASC. Files are recognised by their headings, not by "
        "their names. Folders may be zipped; a file may have 20 MB."
    ),
    (
        "Beside the return, if you have them: costs.csv (CHILD, start, end, "
        "weekly_cost_pounds) and needs.csv (CHILD, keep_placement, asked_to_move, "
        "sibling_group, solo, not_with)."
    ),
    "A list of homes, as CSV or workbook, in the columns of Ofsted's provider-level list.",
    (
        "Once a contract runs, monitoring.csv: a row for each home and month (month, home, beds, "
        "nights_used, outcomes_due, outcomes_achieved, payment_by_results_pounds, rating_mean, "
        "rating_answers; voids_paid_nights and weekly_price_pounds if you have them)."
    ),
)


def heading(view: OverviewView) -> None:
    """Say in one sentence how much was read and what needs mending."""
    if view.files is None or view.findings is None:
        st.html(
            element("h1", "What was read is for officers alone", of="cth-headline")
            + paragraphs(
                (
                    (
                        "Files and findings count single rows. Choose the officers' view, on the "
                        "machine that holds the returns, to see them."
                    ),
                ),
                of="cth-support",
            )
        )
        return
    said = [_what_became(view.files, as_at=f"As at {day(view.as_of)}. ")]
    if view.not_loaded:
        said.append(f"No return from {', '.join(view.not_loaded)}.")
    st.html(
        element("h1", text(_how_much(view.files, view.findings)), of="cth-headline")
        + paragraphs((*said, *view.rules_off), of="cth-support")
    )


def said_of_checked(outcome: Returns | NothingUsableError, tables: Mapping[str, Released]) -> None:
    """Say in one sentence what files that were checked hold, and that they are not in use yet."""
    files_, findings_ = tables["files"], tables["findings"]
    if isinstance(outcome, NothingUsableError):
        title, said = "Nothing of these files can be used", (str(outcome),)
    else:
        title = f"Checked, not in use yet: {_how_much(files_, findings_)}"
        said = (_what_became(files_, as_at=f"They would be shown as at {day(outcome.as_of)}. "),)
    st.html(element("h2", text(title), of="cth-checked") + paragraphs(said, of="cth-support"))


def _how_much(table_of_files: Released, table_of_findings: Released) -> str:
    rows = released(table_of_files)[["read", "loaded"]].sum()
    found = len(released(table_of_findings))
    to_mend = {0: "nothing to mend", 1: "one thing to mend"}.get(found, f"{found:,} things to mend")
    return f"{int(rows['loaded']):,} of {int(rows['read']):,} rows loaded, {to_mend}"


def _what_became(table_of_files: Released, *, as_at: str) -> str:
    rows = released(table_of_files)[["refused", "ignored"]].sum()
    return (
        f"{as_at}Rows refused: {int(rows['refused']):,}; ignored: {int(rows['ignored']):,}. The "
        "others are loaded."
    )


def changes(
    table_of_changes: Released | None, *, are_made: bool, days: Sequence[date] = ()
) -> None:
    """
    Set what is shown beside what would be shown, or what was shown before it.

    Parameters
    ----------
    days
        As at which the figures before and after are.
    """
    if table_of_changes is None:
        return
    every = released(table_of_changes)
    if are_made:
        title = "What has changed since the last load"
        caption = "What was shown before in this visit, and what is shown now"
    else:
        title = "What would change"
        caption = "What is shown now, and what would be shown with these files"
    if every.isna().any(axis=None):
        caption += " (–: not loaded)"
    if days:
        caption += f": as at {' and '.join(dict.fromkeys(map(day, days)))}"
    st.html(
        element("h2", title)
        + table(
            [
                [
                    text(row["name"]),
                    *(
                        _from_to(row[f"{column}_before"], row[f"{column}_after"])
                        for column in COMPARED
                    ),
                ]
                for _, row in every.iterrows()
            ],
            heads=("Authority", *COMPARED.values()),
            caption=caption,
        )
        + paragraphs([] if are_made else _no_longer_loaded(every), of="cth-note")
    )


def _no_longer_loaded(every: pd.DataFrame) -> list[str]:
    lost = every[every["children_before"].notna() & every["children_after"].isna()]
    if lost.empty:
        return []
    return [
        (
            "These files would stand in the place of all that is shown now. Not loaded any more "
            f"would be {listed(lost['name'].tolist())}: send their files along to keep them."
        )
    ]


def _from_to(before: object, after: object) -> str:
    if before is pd.NA or after is pd.NA or before != after:
        return " → ".join("–" if one is pd.NA else count(one) for one in (before, after))
    return element("span", f"{count(after)}, the same", of="cth-quiet")


def quality(table_of_quality: Released | None) -> None:
    """Show what is not known of each authority's children, darker where it is more of them."""
    if table_of_quality is None:
        return
    every = released(table_of_quality)
    st.html(
        element("h2", "What is not known, and why")
        + table(
            [
                [
                    text(row["name"]),
                    count(row["children"]),
                    count(row["unaccompanied"]),
                    *(_shaded(row[one], row["children"]) for one in UNKNOWN),
                    *(count(row[one]) for one in OF_ROWS),
                ]
                for _, row in every.iterrows()
            ],
            heads=("Authority", *QUESTIONS.values()),
            caption=(
                "Children looked after of whom something is not known, darker where it is a "
                "larger share of them; and, in the last three columns, rows of the return"
            ),
            of="cth-quality",
        )
        + paragraphs(_how_rough(every), of="cth-support")
    )


def _shaded(part: int, whole: int) -> str:
    """Write a count on a ground that says how large a share it is; none at all is quiet."""
    if not part:
        return element("span", "0", of="cth-quiet")
    step = next(
        number for number, most in enumerate(_STEPS, start=1) if part <= most * max(whole, 1)
    )
    return element("span", f"{part:,}", of=f"cth-shade is-{step}")


def _how_rough(every: pd.DataFrame) -> list[str]:
    rough = every.dropna(subset="error_miles")
    return [
        (
            f"{row['name']}: {int(row['distance_rough']):,} of the distances "
            f"{'is' if row['distance_rough'] == 1 else 'are'} measured from the middle of a "
            f"postcode sector or district, and may be off by up to {row['error_miles']:.1f} miles."
        )
        for _, row in rough.iterrows()
    ]


def files(table_of_files: Released | None) -> None:
    """Show for each file what became of its rows."""
    if table_of_files is None:
        return
    st.html(
        element("h2", "Every file")
        + table(
            [
                [
                    text(row["file"]),
                    text(row["authority"]),
                    *(count(row[fate]) for fate in _FATES),
                ]
                for _, row in released(table_of_files).iterrows()
            ],
            heads=("File", "Authority", *_FATES.values()),
            caption="Rows of each file: read = loaded + refused + ignored",
            numbers_from=2,
        )
    )


def findings(table_of_findings: Released | None, *, key: str = "in-use") -> None:
    """Show where to look and what to do, row by row; the reader may choose among them."""
    if table_of_findings is None:
        return
    st.html(element("h2", "What to mend"))
    every = released(table_of_findings)
    if every.empty:
        st.html(paragraphs(("No finding: every row was understood.",)))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"choose-{key}"):
        chosen = _chosen(every, key)
        st.download_button(
            "These findings as a file",
            lambda: findings_as_csv(table_of_findings, rows=chosen.index),
            file_name="findings.csv",
            mime="text/csv",
            key=f"findings-{key}",
            on_click="ignore",
        )
    more = ""
    if len(chosen) > MOST_SHOWN:
        more = f" The first {MOST_SHOWN:,} are shown; the file holds all of them."
    st.html(
        table(
            [
                [
                    text(row["file"]),
                    count(row["row"]) if row.notna()["row"] else "all",
                    text(row["column"]) if row.notna()["column"] else "",
                    text(row["message"]) + _rule(row),
                ]
                for _, row in chosen.head(MOST_SHOWN).iterrows()
            ],
            heads=("File", "Row", "Column", "What was found, and what to do"),
            caption=f"{len(chosen):,} of {len(every):,} findings.{more}",
            numbers_from=4,
        )
    )


def _chosen(every: pd.DataFrame, key: str) -> pd.DataFrame:
    """Let the reader choose by authority and by what the findings are about."""
    chosen = every
    for column, of_all, order in (
        ("authority", _ALL_AUTHORITIES, sorted({*every["authority"]} - {""})),
        ("kind", _ALL_KINDS, KINDS),
    ):
        counts = chosen[column].value_counts()
        labels = {name: f"{name} ({counts[name]:,})" for name in order if name in counts.index}
        if not labels:
            continue
        option = st.selectbox(
            column.capitalize(),
            [of_all, *labels],
            format_func=({of_all: of_all} | labels).__getitem__,
            key=f"{column}-{key}",
            label_visibility="collapsed",
            width=300,
        )
        if option != of_all:
            chosen = chosen[chosen[column] == option]
    return chosen


def _rule(row: pd.Series) -> str:
    if not row.notna()["rule"]:
        return ""
    return element("p", text(f"DfE rule {row['rule']}: {row['rule_words']}"), of="cth-rule")


def refused(error: NothingUsableError, partnership: Footprint) -> None:
    """Show what was found in a folder of which nothing could be used. Officers alone."""
    let_out = reading_to_officers(
        error,
        before=None,
        footprint=partnership,
        postcodes=PostcodeIndex.open(),
        is_invented=False,
    )
    findings(let_out["findings"])
    files(let_out["files"])


def what_may_be_loaded() -> None:
    """Teach which files make which figures appear, and where they go."""
    st.html(
        element("h2", "What may be loaded")
        + bullets(_MAY_BE_LOADED)
        + paragraphs(
            (
                (
                    "Drop them on the Returns page, on the machine that runs the dashboard; or "
                    "open the dashboard on a folder of your own: make run RETURNS=folder. The "
                    "files are read where they are. Nothing is copied, written or sent; "
                    "identifiers, dates of birth and postcodes are dropped as soon as a point "
                    "and an age are known."
                ),
            )
        )
    )


_FATES: Final = {
    "read": "Read",
    "loaded": "Loaded",
    "refused": "Refused",
    "ignored": "Ignored",
    "to_mend": "Things to mend",
}
_ALL_AUTHORITIES: Final = "All authorities"
_ALL_KINDS: Final = "All findings"
_STEPS: Final = (0.02, 0.05, 0.10, 0.25, float("inf"))
"""Shares at which the ground grows darker."""
