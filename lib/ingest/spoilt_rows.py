"""Rows that have other cells than the headings of their table."""

from lib.ingest.findings import Fate, Ledger
from lib.ingest.headings import LAYOUTS
from lib.ingest.tables import Sheet


def refuse_malformed(sheet: Sheet, ledger: Ledger) -> None:
    """Refuse rows whose cells cannot be told apart; nothing more is said of them."""
    _refuse(
        sheet,
        ledger,
        found="more cells than the headings have, or a quote mark left open",
        remedy="Look for a comma or a quote mark inside a cell; the row is left out.",
    )


def refuse_unclear(sheet: Sheet, ledger: Ledger) -> None:
    """Refuse elements of XML of which one could read this or that; nothing more is said."""
    _refuse(
        sheet,
        ledger,
        found="an element stands twice in it, or its CHILD has two HEADERs or two CHILDIDs",
        remedy="Export the file again with one of each; the row is left out.",
    )


def _refuse(sheet: Sheet, ledger: Ledger, *, found: str, remedy: str) -> None:
    ledger.mark(
        sheet.is_malformed,
        code="row_malformed",
        column=None,
        found=found,
        remedy=remedy,
        fate=Fate.REFUSED,
    )
    ledger.is_spoilt |= sheet.is_malformed


def note_short(sheet: Sheet, ledger: Ledger) -> None:
    """
    Note rows with fewer cells than headings, and refuse those that end too early.

    A cell that is cut off is not a blank one: an episode without its DEC is not open.
    """
    needed = [sheet.letters[name] for name in LAYOUTS[sheet.kind].required if name in sheet.letters]
    is_short = ~sheet.is_malformed & (sheet.widths < sheet.width)
    is_cut_off = is_short & (sheet.widths <= max(needed, default=0))
    ledger.mark(
        is_cut_off,
        code="row_cut_off",
        column=None,
        found="it ends before the last column that is needed",
        remedy="Export the file again: it may have been cut off. The row is left out.",
        fate=Fate.REFUSED,
    )
    ledger.is_spoilt |= is_cut_off
    ledger.is_short |= is_short
    ledger.mark(
        is_short,
        code="row_short",
        column=None,
        found="it has fewer cells than the headings",
        remedy="Check that the file is whole; the row is in, and what is missing is blank.",
    )
