"""What was read: files, findings, and what may be loaded."""

from dataclasses import asdict
from typing import Final

import pandas as pd
import streamlit as st

from lib.answer.view import OverviewView
from lib.answer.wording import day
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.domain.footprint import Footprint
from lib.ingest.findings import NothingUsableError
from lib.maps.state import released
from lib.ui.markup import bullets, count, element, paragraphs, table, text

MOST_SHOWN: Final = 300
"""Findings on the page; the command line lists them all."""

_MAY_BE_LOADED: Final = (
    "A folder for each authority, named by its GSS code or name, or one authority's own folder.",
    (
        "In it an SSDA903 return as CSV or XML, of any year from 2017 to 2026: Episodes, and "
        "Header for the ages. Files are recognised by their headings, not by their names."
    ),
    (
        "Beside the return, if you have them: costs.csv (CHILD, start, end, "
        "weekly_cost_pounds) and needs.csv (CHILD, keep_placement, asked_to_move, "
        "sibling_group, solo, not_with)."
    ),
    "A list of homes as CSV in the columns of Ofsted's provider-level list.",
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
    files, findings = released(view.files), released(view.findings)
    rows = files[["read", "loaded", "refused", "ignored"]].sum()
    to_mend = {0: "nothing to mend", 1: "one thing to mend"}.get(
        len(findings), f"{len(findings):,} things to mend"
    )
    st.html(
        element(
            "h1",
            f"{int(rows['loaded']):,} of {int(rows['read']):,} rows loaded, {to_mend}",
            of="cth-headline",
        )
        + paragraphs(_said(view, int(rows["refused"]), int(rows["ignored"])), of="cth-support")
    )


def files(table_of_files: Released | None) -> None:
    """Show for each file what became of its rows."""
    if table_of_files is None:
        return
    st.html(
        table(
            [
                [text(row["file"]), *(count(row[fate]) for fate in _FATES)]
                for _, row in released(table_of_files).iterrows()
            ],
            heads=("File", *(fate.capitalize() for fate in _FATES)),
            caption="Rows of each file: read = loaded + refused + ignored",
        )
    )


def findings(table_of_findings: Released | None) -> None:
    """Show where to look and what to do, row by row."""
    if table_of_findings is None:
        return
    every = released(table_of_findings)
    if every.empty:
        st.html(paragraphs(("No finding: every row was understood.",)))
        return
    more = f" The first {MOST_SHOWN:,} of {len(every):,}." if len(every) > MOST_SHOWN else ""
    st.html(
        table(
            [
                [
                    text(row["file"]),
                    count(row["row"]) if row.notna()["row"] else "all",
                    text(row["column"]) if row.notna()["column"] else "",
                    text(row["message"]),
                ]
                for _, row in every.head(MOST_SHOWN).iterrows()
            ],
            heads=("File", "Row", "Column", "What was found, and what to do"),
            caption=f"Findings.{more} All of them: python -m lib check, and the folder",
            numbers_from=4,
        )
    )


def refused(error: NothingUsableError, partnership: Footprint) -> None:
    """Show what was found in a folder of which nothing could be used. Officers alone."""
    every = [
        Unreleased(name=name, table=pd.DataFrame(map(asdict, rows)), for_officers_alone=True)
        for name, rows in (("files", error.files), ("findings", error.findings))
        if rows
    ]
    let_out = release(
        every,
        protection=Protection(),
        footprint=partnership,
        audience=Audience.OFFICERS,
        is_invented=False,
    )
    findings(let_out.get("findings"))
    files(let_out.get("files"))


def what_may_be_loaded() -> None:
    """Teach which files make which figures appear, and where they go."""
    st.html(
        element("h2", "What may be loaded")
        + bullets(_MAY_BE_LOADED)
        + paragraphs(
            (
                (
                    "Open the dashboard on a folder of your own: make run RETURNS=folder. The "
                    "files are read where they are. Nothing is copied, written or sent; "
                    "identifiers, dates of birth and postcodes are dropped as soon as a point "
                    "and an age are known."
                ),
            )
        )
    )


def _said(view: OverviewView, refused: int, ignored: int) -> tuple[str, ...]:
    sentences = [
        (
            f"As at {day(view.as_of)}. Rows refused: {refused:,}; ignored: {ignored:,}. "
            "The others are loaded."
        )
    ]
    if view.not_loaded:
        sentences.append(f"No return from {', '.join(view.not_loaded)}.")
    return (*sentences, *view.rules_off)


_FATES: Final = ("read", "loaded", "refused", "ignored")
