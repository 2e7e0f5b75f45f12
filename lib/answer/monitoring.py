"""How the contract runs: what its homes reported, as one audience may see it."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from lib.answer import monitoring_words as words
from lib.answer.areas import TOTAL
from lib.answer.loaded import Loaded
from lib.answer.monitoring_protection import COUNTS, MADE_FROM, protection
from lib.answer.wording import whole_percent
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.scenario.monitoring import (
    by_home,
    by_month,
    by_quarter,
    in_all,
    last_months,
    whole_quarters,
)

MONTHS_SHOWN: Final = 12
QUARTERS_SHOWN: Final = 4

PERIODS: Final = "monitoring_periods"
HOMES: Final = "monitoring_homes"


@dataclass(frozen=True, kw_only=True, repr=False)
class MonitoringView:
    """
    The Monitoring section for one audience: released tables and finished sentences.

    ``periods``
        Index the first month of each period (``2020-04``), and ``total``. Columns
        ``label``, ``months, homes, beds, nights_available``; the counts ``nights_used,
        outcomes_due, outcomes_achieved, rating_answers``; ``voids_paid_nights``,
        ``voids_paid_pence``, ``payment_by_results_pence``; whole percentages
        ``occupancy_percent``, ``outcomes_achieved_percent``; ``rating_mean`` (1 to 5),
        missing wherever fewer than six answered. By month for officers, by whole quarter
        for the shared audience; None where nothing can be shown.
    ``homes``
        The same columns; ``label`` is the home's name, as in the file: to be encoded.
        For officers alone.
    ``on_the_invented``
        Of invented figures: that nothing of it happened, and which file brings one's own.
    ``what_to_load``
        Where nothing can be shown: what would be here, and which file makes it appear.
    """

    audience: Audience
    is_invented: bool
    title: str
    on_the_invented: tuple[str, ...]
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    period: str
    periods: Released | None
    homes: Released | None
    what_to_load: tuple[str, ...]


def monitoring_view(
    loaded: Loaded, *, audience: Audience, plan_share: float | None = None
) -> MonitoringView:
    """
    Answer: how full are the beds, what came of it, and what do young people say?

    Parameters
    ----------
    plan_share
        Share of the beds (0 to 1) from which the partnership's own contract pays for itself.
        None where it is not compared.
    """
    every = loaded.returns.monitoring
    is_shared = audience is Audience.SHARED
    shown = (
        whole_quarters(every, quarters=QUARTERS_SHOWN)
        if is_shared
        else last_months(every, months=MONTHS_SHOWN)
    )
    if shown.empty:
        return _nothing_to_show(loaded, audience)
    smallest = loaded.footprint.smallest_shown_count
    periods = _periods(shown, audience, smallest_shown_count=smallest)
    let_out = release(
        [periods] if is_shared else [periods, _homes(shown, smallest_shown_count=smallest)],
        protection=protection(periods, smallest_shown_count=smallest),
        footprint=loaded.footprint,
        audience=audience,
        is_invented=loaded.is_invented,
    )
    over = words.span(shown["month"])
    period = "Quarter" if is_shared else "Month"
    return MonitoringView(
        audience=audience,
        is_invented=loaded.is_invented,
        title=words.title(let_out[PERIODS], over),
        on_the_invented=words.invented() if loaded.is_invented else (),
        sentences=words.sentences(
            let_out[PERIODS],
            period=period,
            plan=loaded.own_contract.name,
            plan_share=plan_share,
        ),
        notes=words.notes(let_out[PERIODS], shown["month"], every["month"]),
        period=period,
        periods=let_out[PERIODS],
        homes=let_out.get(HOMES),
        what_to_load=(),
    )


def _nothing_to_show(loaded: Loaded, audience: Audience) -> MonitoringView:
    if not loaded.returns.has_monitoring:
        said = words.no_file()
    elif loaded.returns.monitoring.empty:
        said = words.no_row()
    else:
        said = words.no_whole_quarter()
    return MonitoringView(
        audience=audience,
        is_invented=loaded.is_invented,
        title=said[0],
        on_the_invented=(),
        sentences=(),
        notes=(),
        period="",
        periods=None,
        homes=None,
        what_to_load=said[1:],
    )


def _periods(
    monitoring: pd.DataFrame, audience: Audience, *, smallest_shown_count: int
) -> Unreleased:
    """Lay out each month, or for the shared audience each quarter, and all together."""
    is_shared = audience is Audience.SHARED
    each = by_quarter(monitoring) if is_shared else by_month(monitoring)
    table = pd.concat([each, in_all(monitoring)])
    table.index = pd.Index([*(f"{first:%Y-%m}" for first in each.index), TOTAL])
    labels = [words.quarter(first) if is_shared else f"{first:%B %Y}" for first in each.index]
    return _unreleased(
        PERIODS,
        table,
        [*labels, "All together"],
        smallest_shown_count=smallest_shown_count,
        for_officers_alone=not is_shared,
    )


def _homes(monitoring: pd.DataFrame, *, smallest_shown_count: int) -> Unreleased:
    """Lay out each home. By number, as a name is whatever stands in the file."""
    table = by_home(monitoring)
    names = [str(name) for name in table.index]
    table.index = pd.RangeIndex(len(table))
    return _unreleased(
        HOMES, table, names, smallest_shown_count=smallest_shown_count, for_officers_alone=True
    )


def _unreleased(
    name: str,
    summed: pd.DataFrame,
    labels: list[str],
    *,
    smallest_shown_count: int,
    for_officers_alone: bool,
) -> Unreleased:
    has_answers = summed["rating_answers"].ge(smallest_shown_count).fillna(value=False)
    table = summed.drop(columns="occupancy").assign(
        rating_mean=summed["rating_mean"].where(has_answers.astype("bool")).round(1),
        occupancy_percent=_percent(summed["nights_used"], summed["nights_available"]),
        outcomes_achieved_percent=_percent(summed["outcomes_achieved"], summed["outcomes_due"]),
    )
    table.insert(0, "label", labels)
    return Unreleased(
        name=name,
        table=table,
        counts=COUNTS,
        made_from=MADE_FROM,
        for_officers_alone=for_officers_alone,
    )


def _percent(parts: pd.Series, wholes: pd.Series) -> pd.Series:
    """Give whole percentages; missing where either is not known, or the whole is nothing."""
    percentages = [
        None if pd.isna(part) or pd.isna(whole) else whole_percent(int(part), int(whole))
        for part, whole in zip(parts, wholes, strict=True)
    ]
    return pd.Series(percentages, index=parts.index, dtype="Int64")
