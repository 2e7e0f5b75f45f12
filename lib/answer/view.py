"""What the Overview shows: released tables and finished sentences, nothing else."""

from dataclasses import dataclass
from datetime import date

from lib.disclosure.released import Audience, Released


@dataclass(frozen=True, kw_only=True, repr=False)
class OverviewView:
    """
    One answer for one audience; screen, terminal and files draw the same one.

    ``measures``
        Index ``in_footprint, in_borough, miles_20_or_less, distant``; columns
        ``label, definition``, the counts ``children, today, with_contract,
        today_unknown, with_contract_unknown``, and whole percentages
        ``<when>_share, <when>_lowest, <when>_highest``.
    ``boroughs``
        Index area code and ``total``; columns as in `lib.answer.areas.areas`.
    ``flows``, ``homes``, ``proof``
        As in `lib.answer.tables`.
    ``whom``
        Which of the children it is of, if not of all: *who are aged 14 and 15*.
    ``has_ages``
        Whether any child's age is known. If not, nobody can say who could have a bed: what
        stands under *with the contract* is then no answer, and is not shown.
    ``points``, ``lines``, ``files``, ``findings``, ``quality``
        For officers alone; None for any other audience.
    """

    audience: Audience
    is_invented: bool
    as_of: date
    available_dates: tuple[date, ...]
    footprint_name: str
    data_hash: str
    title: str
    subtitle: str
    headline: str
    proof_sentence: str
    trend_sentence: str
    measures: Released
    boroughs: Released
    flows: Released
    homes: Released
    proof: Released
    points: Released | None
    lines: Released | None
    files: Released | None
    findings: Released | None
    quality: Released | None
    unknowns: tuple[str, ...]
    rules_off: tuple[str, ...]
    notes: tuple[str, ...]
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]
    not_loaded: tuple[str, ...]
    has_ages: bool
    whom: str = ""
